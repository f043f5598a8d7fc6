"""Second step of an import: which column is what, with the sheet's own rows beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QScrollArea,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from delpanel.errors import FileProblem
from delpanel.file_causes import cause_of
from delpanel.services.intake.importing import Inspection
from ui.dialogs.import_preview import ListPreview
from ui.kit.dressing import button, hairline, label, pane, row, section_label
from ui.kit.file_dialogs import choose_file, choose_target
from ui.kit.fonts import TextStyle
from ui.models.imports import (
    SourceColumn,
    field_names,
    mapping_text,
    matched_word,
    missing_fields,
    shortened,
    source_columns,
)

LARGEST_MAPPING = 1_000_000


class MappingStep(QWidget):
    """``place_changed`` carries sheet and header row (0: find it); ``loaded`` a TOML text."""

    place_changed = Signal(str, int)
    loaded = Signal(str)
    changed = Signal()
    problem = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inspection: Inspection | None = None
        self._columns: tuple[SourceColumn, ...] = ()
        self._touched = False
        self._names = field_names()
        self.sheets = QComboBox()
        self.sheets.setMinimumWidth(200)
        self.header_row = QSpinBox()
        self.header_row.setMinimum(1)
        self.header_row.setKeyboardTracking(False)
        self.header_row.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choosers: list[QComboBox] = []
        self._reasons: list[QWidget] = []
        self.save_button = button(self.tr("Kolomkeuze bewaren"), "export")
        self.load_button = button(self.tr("Kolomkeuze laden"), "folder")
        self.preview = ListPreview()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._build()
        self.sheets.activated.connect(self._on_sheet)
        self.header_row.valueChanged.connect(self._on_header_row)
        self.save_button.clicked.connect(self._on_save)
        self.load_button.clicked.connect(self._on_load)

    def show_list(self, inspection: Inspection) -> None:
        """Show one list with the suggested columns."""
        self._inspection = inspection
        self._touched = False
        self._columns = source_columns(inspection)
        self._names = field_names()
        self._show_place(inspection)
        self._fill()
        self.preview.show_list(inspection, self.chosen())

    def chosen(self) -> dict[int, str]:
        """Give the field chosen for each column that is taken for one."""
        return {
            column.position: str(chooser.currentData())
            for column, chooser in zip(self._columns, self.choosers, strict=True)
            if chooser.currentData()
        }

    def choice(self) -> tuple[str, int | None, str]:
        """Give sheet, header row and, where the user changed something, the columns as TOML."""
        found = self._inspection.found if self._inspection else None
        if found is None:
            return "", None, ""
        saved = any(column.by == "saved" for column in self._columns)
        text = self._text() if self._touched or saved else ""
        return found.table.name, self._header_row(), text

    def title(self) -> str:
        """Say how many columns were recognised."""
        count, total = len(self.chosen()), len(self._columns)
        return self.tr("{0} van {1} kolommen herkend").format(count, total)

    def note(self) -> str:
        """Say what is still missing, or from which file this is."""
        missing = missing_fields(list(self.chosen().values()))
        if missing:
            return self.tr("nog geen kolom voor {0}").format(", ".join(missing))
        return self._inspection.book.path.name if self._inspection else ""

    def is_ready(self) -> bool:
        """Whether a title or a number is known, so that rows can be told apart."""
        return bool({"title", "acronym", "id"} & set(self.chosen().values()))

    def choose(self, position: int, field: str) -> None:
        """Take a column for a field, or for nothing with an empty field."""
        chooser = self.choosers[position]
        chooser.setCurrentIndex(max(0, chooser.findData(field)))
        self._on_chosen(position)

    def _show_place(self, inspection: Inspection) -> None:
        found = inspection.found
        tables = inspection.book.tables
        with QSignalBlocker(self.sheets):
            self.sheets.clear()
            for table in tables:
                hidden = self.tr(" (verborgen)") if table.hidden else ""
                self.sheets.addItem(f"{table.name}{hidden}", table.name)
            if found is not None:
                self.sheets.setCurrentIndex(self.sheets.findData(found.table.name))
        with QSignalBlocker(self.header_row):
            if found is not None:
                self.header_row.setMaximum(found.table.row_number(len(found.table.rows) - 1))
                self.header_row.setValue(found.header_row)

    def _fill(self) -> None:
        ground = pane()
        grid = QGridLayout(ground)
        grid.setContentsMargins(16, 12, 16, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for at, (title, width) in enumerate(
            (
                (self.tr("Kolom in het bestand"), 200),
                (self.tr("Wordt gelezen als"), 240),
                (self.tr("Herkend"), 150),
                (self.tr("Voorbeelden"), 200),
            )
        ):
            grid.addWidget(label(title, TextStyle.HEADER, "text2"), 0, at)
            grid.setColumnMinimumWidth(at, width)
        grid.setColumnStretch(3, 1)
        self.choosers, self._reasons = [], []
        for number, column in enumerate(self._columns):
            self._add_line(grid, number, column)
        grid.setRowStretch(len(self._columns) + 1, 1)
        self._scroll.setWidget(ground)
        self._refresh()

    def _add_line(self, grid: QGridLayout, number: int, column: SourceColumn) -> None:
        name = label(" ".join(column.header.split()), TextStyle.NAME)
        name.setWordWrap(True)
        chooser = QComboBox()
        chooser.setAccessibleName(self.tr("Wordt gelezen als: {0}").format(column.header))
        chooser.addItem(self.tr("niet inlezen"), "")
        for field, word in self._names.items():
            chooser.addItem(word, field)
        chooser.setCurrentIndex(max(0, chooser.findData(column.field)))
        chooser.setMaxVisibleItems(16)
        chooser.activated.connect(partial(self._on_chosen, number))
        chooser.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        reason = label("", TextStyle.CHIP, "text2")
        samples = label(" · ".join(shortened(s) for s in column.samples), TextStyle.CHIP, "text3")
        samples.setToolTip("\n".join(column.samples))
        samples.setMinimumWidth(80)
        for at, part in enumerate((name, chooser, reason, samples)):
            grid.addWidget(part, number + 1, at)
        self.choosers.append(chooser)
        self._reasons.append(reason)

    def _on_chosen(self, number: int, *_index: int) -> None:
        field = self.choosers[number].currentData()
        for other, chooser in enumerate(self.choosers):
            if other != number and field and chooser.currentData() == field:
                chooser.setCurrentIndex(0)
        self._touched = True
        self._refresh()
        self.preview.set_fields(self.chosen())
        self.changed.emit()

    def _refresh(self) -> None:
        for column, chooser, reason in zip(
            self._columns, self.choosers, self._reasons, strict=True
        ):
            field = chooser.currentData()
            by = column.by if field == column.field else "user"
            reason.setText(matched_word(by) if field else "")  # type: ignore[attr-defined]  # labels

    def _header_row(self) -> int | None:
        return self.header_row.value() if self._inspection else None

    def _text(self) -> str:
        headers = {column.position: column.header for column in self._columns}
        found = self._inspection.found if self._inspection else None
        sheet = found.table.name if found else ""
        columns = {field: headers[position] for position, field in self.chosen().items()}
        return mapping_text(sheet, self._header_row(), columns)

    def _on_sheet(self, _index: int) -> None:
        self.place_changed.emit(str(self.sheets.currentData()), 0)

    def _on_header_row(self, row_number: int) -> None:
        self.place_changed.emit(str(self.sheets.currentData()), row_number)

    def _on_save(self) -> None:
        path = choose_target(
            self, self.tr("Kolomkeuze bewaren als"), "TOML (*.toml)", Path("kolommen.toml")
        )
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the columns as they are chosen to a file."""
        try:
            path.write_text(self._text(), encoding="utf-8")
        except OSError:
            self.problem.emit(FileProblem("file_not_written", file=path.name))

    def _on_load(self) -> None:
        path = choose_file(self, self.tr("Kolomkeuze laden"), "TOML (*.toml)")
        if path is not None:
            self.load_from(path)

    def load_from(self, path: Path) -> None:
        """Take the columns from a file that was saved before."""
        try:
            with path.open(encoding="utf-8-sig") as file:
                text = file.read(LARGEST_MAPPING + 1)
        except (OSError, UnicodeDecodeError) as error:
            reason = cause_of(error)
            self.problem.emit(FileProblem("mapping_unreadable", file=path.name, reason=reason))
            return
        if len(text) > LARGEST_MAPPING:
            self.problem.emit(FileProblem("mapping_unreadable", file=path.name, reason="large"))
            return
        self.loaded.emit(text)

    def _build(self) -> None:
        top = pane("sunk")
        line = QVBoxLayout(top)
        line.setContentsMargins(16, 8, 16, 8)
        self.sheets.setAccessibleName(self.tr("Werkblad"))
        self.header_row.setAccessibleName(self.tr("Titelrij"))
        line.addWidget(
            row(
                section_label(self.tr("Werkblad"), self.sheets),
                self.sheets,
                section_label(self.tr("Titelrij"), self.header_row),
                self.header_row,
                None,
                self.load_button,
                self.save_button,
                spacing=12,
            )
        )
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self._scroll)
        split.addWidget(self.preview)
        split.setSizes([330, 200])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(hairline())
        column.addWidget(split, 1)

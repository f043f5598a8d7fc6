"""First step of an import: files, by choosing or dropping, or a database by its address."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.kit.dressing import button, hairline, icon_label, label, labelled, pane, row
from ui.kit.file_dialogs import choose_files
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.models.imports import source_kinds

MEASURE = 620


class DropZone(QFrame):
    """Where files can be dropped; ``dropped`` carries their paths."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._is_over = False

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._is_over = True
            self.update()

    @override
    def dragLeaveEvent(self, event: object) -> None:
        self._is_over = False
        self.update()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._is_over = False
        self.update()
        self.dropped.emit(tuple(u.toLocalFile() for u in event.mimeData().urls()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(theme().color("accent_soft" if self._is_over else "sunken"))
        pen = QPen(theme().color("accent" if self._is_over else "line2"), 1)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box, 4, 4)
        painter.end()


class SourceStep(QWidget):
    """Files or a database."""

    files_chosen = Signal(object)
    tables_wanted = Signal(str)
    database_chosen = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone = DropZone()
        self.choose_button = button(self.tr("Bestanden kiezen"), "folder")
        self.address = QLineEdit()
        self.address.setPlaceholderText("postgresql+psycopg://naam@server/databank")
        self.tables_button = button(self.tr("Tabellen tonen"))
        self.tables = QComboBox()
        self.query = QPlainTextEdit()
        self.query.setTabChangesFocus(True)
        self.query.setFixedHeight(64)
        self.query.setPlaceholderText("SELECT ...")
        self.read_button = button(self.tr("Database inlezen"))
        self._build()
        self.zone.dropped.connect(self.files_chosen)
        self.choose_button.clicked.connect(self._on_choose)
        self.tables_button.clicked.connect(self._on_tables)
        self.read_button.clicked.connect(self._on_read)
        self.address.textChanged.connect(self._check)
        self.query.textChanged.connect(self._check)
        self.tables.currentIndexChanged.connect(self._check)
        self._check()

    def show_database(self) -> None:
        """Put the cursor in the address of a database."""
        self.address.setFocus()

    def show_tables(self, names: list[str]) -> None:
        """Offer the tables of the database."""
        self.tables.clear()
        self.tables.addItems(names)
        self._check()

    def _on_choose(self) -> None:
        files = choose_files(self, self.tr("Dossiers inlezen"), source_kinds())
        if files:
            self.files_chosen.emit(tuple(str(path) for path in files))

    def _on_tables(self) -> None:
        self.tables_wanted.emit(self.address.text().strip())

    def _on_read(self) -> None:
        query = self.query.toPlainText().strip()
        table = "" if query else self.tables.currentText()
        self.database_chosen.emit(self.address.text().strip(), table, query)

    def _check(self) -> None:
        known = "://" in self.address.text()
        self.tables_button.setEnabled(known)
        self.tables.setEnabled(self.tables.count() > 0)
        chosen = bool(self.tables.currentText() or self.query.toPlainText().strip())
        self.read_button.setEnabled(known and chosen)

    def _build(self) -> None:
        inner = QVBoxLayout(self.zone)
        inner.setContentsMargins(24, 20, 24, 20)
        inner.setSpacing(8)
        inner.addWidget(icon_label("import", "text2", 20))
        inner.addWidget(label(self.tr("Sleep bestanden hierheen"), TextStyle.HEADING))
        said = label(
            self.tr(
                "Een lijst met één rij per dossier (Excel, ODS, CSV of HTML), of het officiële"
                " dossierbestand. De titelrij en de kolommen worden vanzelf gezocht."
            ),
            TextStyle.CELL,
            "text2",
        )
        said.setWordWrap(True)
        inner.addWidget(said)
        inner.addWidget(row(self.choose_button, None))
        block = QWidget()
        block.setFixedWidth(MEASURE)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.zone.setMinimumHeight(inner.heightForWidth(MEASURE))
        column.addWidget(self.zone)
        column.addSpacing(12)
        column.addWidget(hairline())
        column.addWidget(label(self.tr("Uit een database"), TextStyle.HEADING))
        hint = self.tr("Een SQLAlchemy-adres; voor SQLite: sqlite:///pad/naar/bestand.db")
        column.addWidget(labelled(self.tr("Adres"), self.address, hint))
        column.addWidget(row(self.tables_button, self.tables, None))
        self.tables.setMinimumWidth(260)
        self.tables.setAccessibleName(self.tr("Tabel"))
        hint = self.tr("Leeg leest de hele tabel; er wordt alleen gelezen, nooit geschreven.")
        column.addWidget(labelled(self.tr("Of een eigen vraag (SQL)"), self.query, hint))
        column.addWidget(row(self.read_button, None))
        ground = pane()
        outer = QVBoxLayout(ground)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addWidget(block, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ground)

"""Beside the matrix: the work of each member, the words for the chosen cell, what people know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from delpanel.model.panel import EvaluatorProfile, expertise_words
from delpanel.services.assignment.assignment_input import Wishes
from delpanel.services.state.snapshot import Snapshot
from ui.kit.columns import NOTHING, Column
from ui.kit.dressing import button, hairline, label, pane, row, section_label
from ui.kit.fonts import TextStyle
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.assignment import LoadRow, load_columns


class AssignmentSide(QWidget):
    """``profile_changed`` carries a profile, ``asked_changed`` (dossier, words)."""

    profile_changed = Signal(object)
    asked_changed = Signal(str, tuple)
    other_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profile: EvaluatorProfile | None = None
        self._dossier = ""
        self._asked: tuple[str, ...] = ()
        self._top = 1
        self.loads: RecordTable[LoadRow] = RecordTable(self._columns(), key=lambda r: r.id)
        self.load_view = PinnedTable(self.loads, pinned=1, row_height=36)
        self.pair = label("", TextStyle.HEADING)
        self.why = label("", TextStyle.CELL)
        self.other = label("", TextStyle.CHIP, "text2")
        self.other_button = button("")
        self.knows, self.asks = QLineEdit(), QLineEdit()
        self.least, self.most = QLineEdit(), QLineEdit()
        self._words = [section_label("", f) for f in (self.knows, self.least, self.most, self.asks)]
        self._editors = QWidget()
        self._build()
        self.other_button.clicked.connect(self.other_wanted)
        for field in (self.knows, self.least, self.most):
            field.editingFinished.connect(self._on_profile)
        self.asks.editingFinished.connect(self._on_asked)

    def retranslate(self) -> None:
        """Set the words in the language of the window."""
        self.other_button.setText(self.tr("Wat als het anders was?"))
        self.knows.setPlaceholderText(self.tr("bv. recht, bouw"))
        self.asks.setPlaceholderText(self.tr("niets in het bijzonder"))
        words = (
            self.tr("Deskundigheid van het lid"),
            self.tr("Minstens"),
            self.tr("Hoogstens"),
            self.tr("Gevraagd voor het dossier"),
        )
        for shown, field, word in zip(
            self._words, (self.knows, self.least, self.most, self.asks), words, strict=True
        ):
            shown.setText(word)
            field.setAccessibleName(word)
        self.loads.set_columns(self._columns(in_pages=any(r.in_pages for r in self.loads.records)))

    def show_loads(self, rows: Sequence[LoadRow]) -> None:
        """Show the work of each member."""
        in_pages = any(r.in_pages for r in rows)
        limits = [r.maximum or 0 for r in rows if not in_pages]
        self._top = max([1, *limits, *(n for r in rows for n in r.shown)])
        self.loads.set_columns(self._columns(in_pages=in_pages))
        self.loads.replace(rows)

    def show_pair(self, state: Snapshot, evaluator: str, dossier: str, usual: Wishes) -> None:
        """Show who and what is chosen, with what the one knows and the other asks.

        ``usual`` are the limits that hold where the profile says nothing.
        """
        name = state.evaluator_by_id[evaluator].name
        self.pair.setText(f"{name} · {dossier}")
        self._profile = state.profile_of[evaluator]
        self._dossier = dossier
        self._asked = state.dossier_expertise.get(dossier, ())
        _fill(self.knows, ", ".join(self._profile.expertise))
        _fill(self.asks, ", ".join(self._asked))
        for field, number in (
            (self.least, self._profile.minimum),
            (self.most, self._profile.maximum),
        ):
            _fill(field, "" if number is None else str(number))
        self.least.setPlaceholderText(NOTHING if usual.minimum is None else str(usual.minimum))
        self.most.setPlaceholderText(NOTHING if usual.maximum is None else str(usual.maximum))
        self._editors.setVisible(True)

    def show_nothing(self) -> None:
        """No cell is chosen."""
        self._profile, self._dossier = None, ""
        self.pair.setText("")
        self.show_why("", can_ask=False)
        self._editors.setVisible(False)

    def show_why(self, said: str, *, can_ask: bool) -> None:
        """Say why the chosen pair is there or not; the other way can be asked for a proposal."""
        self.why.setText(said)
        self.why.setVisible(bool(said))
        self.other.setText("")
        self.other.setVisible(False)
        self.other_button.setVisible(can_ask)
        self.other_button.setEnabled(True)

    def show_other(self, said: str) -> None:
        """Say what the other way would cost."""
        self.other.setText(said)
        self.other.setVisible(bool(said))
        self.other_button.setVisible(False)

    def _on_profile(self) -> None:
        if self._profile is None:
            return
        least, most = (_count(field) for field in (self.least, self.most))
        after = replace(
            self._profile,
            expertise=expertise_words(self.knows.text()),
            minimum=least,
            maximum=most,
        )
        if after != self._profile:
            self._profile = after
            self.profile_changed.emit(after)

    def _on_asked(self) -> None:
        words = tuple(sorted(expertise_words(self.asks.text())))
        if self._dossier and words != self._asked:
            self._asked = words
            self.asked_changed.emit(self._dossier, words)

    def _columns(self, *, in_pages: bool = False) -> tuple[Column[LoadRow], ...]:
        return load_columns(lambda: self._top, in_pages=in_pages)

    def _build(self) -> None:
        digits = QRegularExpressionValidator(QRegularExpression(r"\d{0,3}"), self)
        for field in (self.least, self.most):
            field.setValidator(digits)
            field.setFixedWidth(72)
        for said in (self.pair, self.why, self.other):
            said.setWordWrap(True)
        ground = pane()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.load_view, 1)
        column.addWidget(hairline())
        words = QWidget()
        inner = QVBoxLayout(words)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.setSpacing(8)
        for part in (self.pair, self.why, self.other):
            inner.addWidget(part)
        inner.addWidget(row(self.other_button, None))
        inner.addWidget(self._editors)
        column.addWidget(words)
        self._build_editors()
        self.show_nothing()

    def _build_editors(self) -> None:
        grid = QGridLayout(self._editors)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        knows, least, most, asks = self._words
        for at, (word, field) in enumerate(
            ((knows, self.knows), (least, self.least), (most, self.most))
        ):
            grid.addWidget(word, 0, at)
            grid.addWidget(field, 1, at)
        grid.setRowMinimumHeight(2, 4)
        grid.addWidget(asks, 3, 0, 1, 3)
        grid.addWidget(self.asks, 4, 0, 1, 3)
        grid.setColumnStretch(0, 1)


def _fill(field: QLineEdit, text: str) -> None:
    """Show a stored value, but never under the hands of who is typing another one."""
    if not (field.hasFocus() and field.isModified()):
        field.setText(text)


def _count(field: QLineEdit) -> int | None:
    text = field.text().strip()
    return int(text) if text else None

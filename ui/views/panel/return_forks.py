"""Two versions of what a member gave, side by side: which holds, since when, and the other one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from delpanel.model.assessment import CriterionAssessment
from delpanel.services.returns.member_merge import CellRow
from delpanel.services.returns.pack_intake import CellKey, Choice
from delpanel.services.state.snapshot import Snapshot
from ui import formats
from ui.kit.dressing import button, label, row, section_label
from ui.kit.fonts import TextStyle
from ui.kit.tokens import Role
from ui.models.returns import when_words, where_words


class ForksView(QWidget):
    """``version_wanted`` carries the ``CellRow`` of a version that shall hold after all.

    ``choice_dropped`` carries the key of a cell of which the choice is taken back.
    """

    version_wanted = Signal(object)
    choice_dropped = Signal(object)

    def __init__(
        self,
        state: Snapshot,
        forks: Mapping[CellKey, Sequence[CellRow]],
        choices: Mapping[CellKey, Choice],
        *,
        on_sheets: bool = False,
    ) -> None:
        super().__init__()
        self.choose_buttons: dict[tuple[CellKey, str], QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(section_label(self.tr("Twee versies naast elkaar")))
        column.addSpacing(4)
        said = self.tr("Wat het lid het laatst wijzigde, geldt. U kunt een andere versie kiezen.")
        if on_sheets:
            said = self.tr("Twee scorebladen botsen. Tot u kiest, blijft wat er staat.")
        column.addWidget(_wrapped(said, TextStyle.CHIP, "text2"))
        column.addSpacing(12)
        for key, cells in forks.items():
            self._add_fork(column, state, key, cells, choices.get(key))

    def _add_fork(
        self,
        column: QVBoxLayout,
        state: Snapshot,
        key: CellKey,
        cells: Sequence[CellRow],
        choice: Choice | None,
    ) -> None:
        column.addWidget(_wrapped(where_words(state, cells[0]), TextStyle.NAME))
        column.addSpacing(4)
        first = cells[0]
        holds = choice is None
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._add_version(grid, first.held, first.held_at, "", first.held, holds=holds)
        for cell in cells:
            chosen = choice is not None and choice.version == cell.returned
            self._add_version(
                grid, cell.returned, cell.returned_at, cell.file, first.held, holds=chosen
            )
            made = button(self.tr("Toch niet") if chosen else self.tr("Deze kiezen"))
            self.choose_buttons[key, cell.file] = made
            if chosen:
                made.clicked.connect(partial(self.choice_dropped.emit, key))
            else:
                made.clicked.connect(partial(self.version_wanted.emit, cell))
            grid.addWidget(row(made, None), grid.rowCount(), 1)
        holder = QWidget()
        holder.setLayout(grid)
        column.addWidget(holder)
        if choice is not None:
            column.addSpacing(4)
            reason = self.tr("Gekozen: {0}").format(choice.reason)
            column.addWidget(_wrapped(reason, TextStyle.CHIP, "warn"))
        column.addSpacing(16)

    def _add_version(
        self,
        grid: QGridLayout,
        version: CriterionAssessment,
        edited_at: str,
        file: str,
        beside: CriterionAssessment,
        *,
        holds: bool,
    ) -> None:
        """One version: points, when it was changed and where, and the reason if that differs."""
        at = grid.rowCount()
        tone: Role = "text" if holds else "text3"
        points = label(formats.points(version.points_cp), TextStyle.STRONG, tone)
        when = when_words(edited_at)
        word = self.tr("geldt") if holds else self.tr("geldt niet")
        said = " · ".join(part for part in (word, when, file) if part)
        grid.addWidget(points, at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_wrapped(said, TextStyle.CHIP, "text2" if holds else "text3"), at, 1)
        if version.motivation != beside.motivation or file == "":
            text = version.motivation or self.tr("geen motivering")
            grid.addWidget(_wrapped(text, TextStyle.CHIP, tone), at + 1, 1)


def _wrapped(text: str, style: TextStyle = TextStyle.CELL, tone: Role = "text") -> QLabel:
    made = label(text, style, tone)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made

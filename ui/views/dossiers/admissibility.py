"""Admissibility of one dossier: each ground, what was found, by whom; and its withdrawal."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget

from delpanel.model.admissibility import Admissibility, AdmissibilityFinding, Finding, Ground
from delpanel.model.withdrawal import Withdrawal
from delpanel.services.intake.listing import Status
from ui import formats
from ui.kit.dressing import button, hairline, icon_button, label, row
from ui.kit.fonts import TextStyle
from ui.models.admissibility import (
    FINDING_LOOK,
    finding_note,
    finding_word,
    ground_word,
    who_found,
)
from ui.models.dossiers import STATUS_LOOK
from ui.widgets.status_chip import StatusChip


class AdmissibilityView(QWidget):
    """One block per ground; ``judge_wanted`` and ``withdraw_wanted`` carry the ground.

    Below them stands whether the applicant withdrew the dossier; ``withdrawal_wanted`` asks to
    write that down, or to take it back.
    """

    judge_wanted = Signal(object)
    withdraw_wanted = Signal(object)
    withdrawal_wanted = Signal()

    def __init__(
        self,
        verdict: Admissibility,
        status: Status,
        gone: Withdrawal | None,
        *,
        can_judge: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._can_judge = can_judge
        self.chips: dict[Ground, StatusChip] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for number, found in enumerate(verdict.findings):
            if number:
                column.addWidget(hairline())
            column.addWidget(self._block(found))
        column.addWidget(hairline())
        column.addWidget(self._withdrawal(gone, withdrawn=status is Status.WITHDRAWN))

    def _withdrawal(self, gone: Withdrawal | None, *, withdrawn: bool) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        title = label(self.tr("Intrekking"), TextStyle.STRONG)
        said, who, verb = "", self.tr("niet ingetrokken"), self.tr("Intrekken")
        head = row(title, None)
        if withdrawn:
            chip = StatusChip()
            icon, tone, word_tone = STATUS_LOOK[Status.WITHDRAWN]
            chip.set_status(icon, self.tr("ingetrokken"), tone, word_tone)
            head, verb, who = row(title, None, chip), self.tr("Terugnemen"), ""
        if gone is not None:
            told = self.tr("Meegedeeld op {0}.").format(formats.day(gone.told_on))
            said = f"{told} {gone.reason}"
            who = self.tr("genoteerd door {0}").format(gone.actor)
        column.addWidget(head)
        if said:
            note = label(said, TextStyle.CHIP, "text2")
            note.setWordWrap(True)
            column.addWidget(note)
        self.withdrawal_button = button(verb, "undo" if withdrawn else "")
        self.withdrawal_button.setAccessibleName(f"{verb}: {self.tr('Intrekking').lower()}")
        self.withdrawal_button.clicked.connect(self.withdrawal_wanted)
        self.withdrawal_button.setVisible(self._can_judge)
        column.addWidget(row(label(who, TextStyle.CAPTION, "text3"), None, self.withdrawal_button))
        return holder

    def _block(self, found: AdmissibilityFinding) -> QWidget:
        chip = StatusChip()
        icon, tone, word_tone = FINDING_LOOK[found.finding]
        chip.set_status(icon, finding_word(found.finding), tone, word_tone)
        self.chips[found.ground] = chip
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(row(label(ground_word(found.ground), TextStyle.STRONG), None, chip))
        note = finding_note(found)
        if note:
            said = label(note, TextStyle.CHIP, "text2")
            said.setWordWrap(True)
            column.addWidget(said)
        who = label(who_found(found), TextStyle.CAPTION, "text3")
        column.addWidget(row(who, None, *self._buttons(found)))
        return holder

    def _buttons(self, found: AdmissibilityFinding) -> list[QWidget]:
        if not self._can_judge:
            return []
        made: list[QWidget] = []
        if not found.automatic:
            back = button(self.tr("Terugnemen"), "undo")
            back.setAccessibleName(self.tr("Terugnemen: {0}").format(ground_word(found.ground)))
            back.clicked.connect(partial(self.withdraw_wanted.emit, found.ground))
            made.append(back)
        said = self.tr("Bevestigen of wijzigen: {0}").format(ground_word(found.ground))
        judge: QPushButton | QToolButton = icon_button("edit", said)
        if found.finding is Finding.TO_CLARIFY:
            judge = button(self.tr("Bevestigen"))
            judge.setAccessibleName(said)
        judge.clicked.connect(partial(self.judge_wanted.emit, found.ground))
        made.append(judge)
        return made

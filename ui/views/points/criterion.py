"""One criterion of a score sheet: points, what they mean, and the written reason."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from delpanel import messages
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.call import Call
from ui.kit.dressing import label, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.models.points import window_language
from ui.views.points.clash import ClashStrip
from ui.views.points.descriptors import Descriptors
from ui.widgets.limited_text import LimitedText
from ui.widgets.score_field import ScoreField
from ui.widgets.score_scale import ScoreScale
from ui.widgets.status_chip import StatusChip

PAUSE_MS: Final = 400
"""A motivation is stored this long after the first key that is not stored yet, typing or not."""


class CriterionBlock(QFrame):
    """Shows one cell of a sheet and says what the user did; it stores nothing itself.

    ``points_edited`` carries centipoints or None, ``motivation_edited`` the text while it is typed,
    ``entered`` comes when the focus moves into the block, ``contested`` when somebody else stored
    another reason while one was typed: from then on nothing is stored until ``clash`` is settled.
    """

    points_edited = Signal(object)
    motivation_edited = Signal(str)
    entered = Signal()
    refused = Signal(str)
    contested = Signal()

    def __init__(self, call: Call, criterion: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.criterion = criterion
        self._call = call
        self._minimum = call.panel.minimum_motivation
        self._held = CriterionAssessment("", "", criterion)
        self._is_current = False
        self._shows_descriptors = True
        self._read_only = False
        self._is_contested = False
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        scale = call.rules.scale
        threshold = call.criterion(criterion).threshold_cp
        limits = (scale.minimum_cp, scale.maximum_cp, scale.step_cp)
        self.field = ScoreField("", *limits)
        self.field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.scale = ScoreScale("", *limits, threshold)
        self.editor = LimitedText()
        self.descriptors = Descriptors()
        self.clash = ClashStrip()
        self.verdict = StatusChip()
        self.reason_verdict = StatusChip()
        self._name = label("", TextStyle.HEADING)
        self._weight = label("", TextStyle.CHIP, "text2")
        self._weight.setContentsMargins(0, 0, 0, 2)
        self._reason = label("", TextStyle.CELL, "text2")
        self._length = label("", TextStyle.CAPTION, "text3")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._build()
        self._connect()
        self.retranslate()

    @property
    def held(self) -> CriterionAssessment:
        """The cell as it was loaded; what an edit replaces."""
        return self._held

    @property
    def where(self) -> tuple[str, str, str]:
        """Dossier, evaluator and criterion of the cell that is shown."""
        return self._held.dossier, self._held.evaluator, self.criterion

    @property
    def is_current(self) -> bool:
        """Whether this is the criterion that is unfolded."""
        return self._is_current

    @property
    def is_open(self) -> bool:
        """Whether points or a long enough reason are still missing."""
        return self._held.points_cp is None or len(self._typed().strip()) < self._minimum

    def set_held(self, held: CriterionAssessment) -> None:
        """Show the cell; a reason that is being typed stays, based on what is now stored."""
        typing = self._is_dirty() and held.dossier == self._held.dossier
        typing = typing and held.evaluator == self._held.evaluator
        before, self._held = self._held, held
        self._compare(before, typing=typing)
        self.field.set_points(held.points_cp)
        on_scale = held.points_cp is None or held.points_cp in self.scale.stops()
        self.scale.set_points(held.points_cp if on_scale else None)
        if not typing and self.editor.toPlainText() != held.motivation:
            self.editor.setPlainText(held.motivation)
            self.editor.moveCursor(QTextCursor.MoveOperation.End)
        elif not typing and before.motivation == held.motivation:
            self._pause.stop()
        self._show()

    def set_current(self, current: bool) -> None:
        """Unfold descriptors and editor, or fold them into one line of text."""
        self._is_current = current
        self._show()

    def set_descriptors_shown(self, shown: bool) -> None:
        """Show or hide what the points mean while this is the current criterion."""
        self._shows_descriptors = shown
        self._show()

    def set_read_only(self, read_only: bool) -> None:
        """Take no input: frozen, or not one's own sheet."""
        self._read_only = read_only
        self.scale.set_read_only(read_only)
        self.field.setReadOnly(read_only)
        self.editor.setReadOnly(read_only)

    def flush(self) -> None:
        """Say at once what was typed and not yet said."""
        self._pause.stop()
        if self._is_dirty() and not self._read_only and not self._is_contested:
            self.motivation_edited.emit(self._typed())

    def focus_open(self) -> None:
        """Put the focus where something is missing: the points first, then the reason."""
        self.set_current(True)
        points = self._held.points_cp is None or not self.is_open
        target: QWidget = self.scale if points else self.editor
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        language = window_language()
        text = self._call.criterion_text(self.criterion)
        name = text.name.text(language)
        self._name.setText(name)
        self._name.setToolTip(text.question.text(language))
        share = self._call.criterion(self.criterion).weight * 100
        total = self._call.rules.weight_sum
        percent = f"{share // total}" if share % total == 0 else f"{share / total:.1f}"
        self._weight.setText(self.tr("gewicht {0} %").format(percent.replace(".", ",")))
        self.scale.setAccessibleName(self.tr("Punten voor {0}").format(name))
        self.field.setAccessibleName(self.tr("Punten voor {0}").format(name))
        self.editor.setAccessibleName(self.tr("Motivering voor {0}").format(name))
        self.editor.setPlaceholderText(self.tr("Waarom deze punten, met bladzijde"))
        self.descriptors.set_descriptors(text.descriptors, language)
        self._show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        elif event.type() == QEvent.Type.FocusOut and watched is self.editor:
            self.flush()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addWidget(self._weight, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self.verdict)
        score = QHBoxLayout()
        score.setSpacing(16)
        score.addWidget(self.field)
        score.addWidget(self.scale, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._length)
        foot.addStretch(1)
        foot.addWidget(self.reason_verdict)
        self.foot = QWidget()
        self.foot.setLayout(foot)
        foot.setContentsMargins(0, 0, 0, 0)
        self._reason.setWordWrap(True)
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(theme().px(72))
        wear_text(self.editor, TextStyle.CELL)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 24, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addSpacing(4)
        column.addLayout(score)
        column.addSpacing(4)
        for part in (self.descriptors, self.editor, self.clash, self.foot, self._reason):
            column.addWidget(part)

    def _connect(self) -> None:
        self.field.points_edited.connect(self._on_points)
        self.field.refused.connect(self.refused)
        self.scale.points_edited.connect(self._on_points)
        self.descriptors.chosen.connect(self._on_descriptor)
        self.editor.textChanged.connect(self._on_typed)
        self._pause.timeout.connect(self.flush)
        self.clash.mine_chosen.connect(self._on_mine)
        self.clash.theirs_chosen.connect(self._on_theirs)
        for part in (self.field, self.scale, self.editor):
            part.installEventFilter(self)
        theme().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.editor.setFixedHeight(theme().px(72))

    def _compare(self, before: CriterionAssessment, *, typing: bool) -> None:
        """See whether somebody else was first while a reason is being typed here."""
        if not typing or not self._is_dirty():
            self._settle()
        elif self._held.motivation != before.motivation:
            self._is_contested = True
            self.contested.emit()

    def _settle(self) -> None:
        if self._is_contested:
            self._is_contested = False
            self._show()

    def _on_mine(self) -> None:
        self._settle()
        self.flush()

    def _on_theirs(self) -> None:
        self._settle()
        self.editor.setPlainText(self._held.motivation)

    def _on_points(self, points_cp: int | None) -> None:
        if points_cp != self._held.points_cp:
            self.points_edited.emit(points_cp)

    def _on_descriptor(self, points_cp: int) -> None:
        if not self._read_only and points_cp in self.scale.stops():
            self._on_points(points_cp)

    def _on_typed(self) -> None:
        if self._is_dirty() and not self._pause.isActive():
            self._pause.start()
        self._show_length()

    def _typed(self) -> str:
        return self.editor.toPlainText()

    def _is_dirty(self) -> bool:
        return self._typed() != self._held.motivation

    def _show(self) -> None:
        current = self._is_current
        self.descriptors.setVisible(current and self._shows_descriptors)
        writes = current or self._is_contested
        self.editor.setVisible(writes)
        self.clash.setVisible(self._is_contested)
        self.foot.setVisible(writes)
        self._reason.setVisible(not writes)
        self.descriptors.set_points(self._held.points_cp)
        text = self._typed().strip()
        self._reason.setText(text or self.tr("Motivering ontbreekt"))
        wear_text(self._reason, TextStyle.CELL, "text2" if text else "text3")
        self._show_verdict()
        self._show_length()

    def _show_verdict(self) -> None:
        points = self._held.points_cp
        threshold = self._call.criterion(self.criterion).threshold_cp
        if threshold is None:
            empty = self.tr("nog leeg") if points is None else ""
            self.verdict.set_status("minus", empty, "text3")
            self.verdict.setVisible(points is None)
            return
        said = messages.points(threshold)
        if points is None:
            self.verdict.set_status("minus", self.tr("nog leeg, drempel {0}").format(said), "text3")
        elif points >= threshold:
            self.verdict.set_status("checkc", self.tr("boven drempel {0}").format(said), "good")
        else:
            self.verdict.set_status("err", self.tr("onder drempel {0}").format(said), "bad")

    def _show_length(self) -> None:
        length = len(self._typed().strip())
        counted = self.tr("{0} tekens, minimum {1}").format(length, self._minimum)
        self._length.setText(counted)
        if length >= self._minimum:
            self.reason_verdict.set_status("checkc", self.tr("voldoende gemotiveerd"), "good")
        elif length:
            self.reason_verdict.set_status("clock", self.tr("nog te kort"), "text2")
        else:
            self.reason_verdict.set_status("minus", self.tr("motivering ontbreekt"), "text3")

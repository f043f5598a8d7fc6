"""How far every member of the panel is: declared, sent, handed in, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from delpanel.model.panel import Presiding
from delpanel.services.round.round_progress import MemberProgress, NextStep
from ui import formats
from ui.kit.columns import Align, Column, Mark
from ui.kit.fonts import TextStyle
from ui.kit.tokens import Role
from ui.models.panel import EvaluatorRow, evaluator_columns
from ui.models.points import window_language

Progress = Callable[[str], MemberProgress | None]

LOOKS: Final[Mapping[NextStep, tuple[str, Role]]] = {
    NextStep.ASK: ("send", "text2"),
    NextStep.DECLARE: ("clock", "text3"),
    NextStep.DECIDE: ("warn", "warn"),
    NextStep.ASSIGN: ("warn", "warn"),
    NextStep.SEND: ("send", "text2"),
    NextStep.HAND_IN: ("clock", "text3"),
    NextStep.COMPLETE: ("edit", "text2"),
    NextStep.DONE: ("check", "good"),
}


def people_columns(progress: Progress, presiding: Presiding) -> tuple[Column[EvaluatorRow], ...]:
    """Give the columns of the evaluators with how far each of them is."""
    code, name, organisation, complete = evaluator_columns()
    return (
        code,
        name,
        Column[EvaluatorRow](
            "role",
            _tr("Rol"),
            lambda r: _role(r, presiding),
            width=132,
            style=TextStyle.CHIP,
            tone=lambda r: "text" if r.id == presiding.chair else "text2",
        ),
        organisation,
        Column[EvaluatorRow](
            "declared",
            _tr("Verklaard"),
            lambda r: None if progress(r.id) is None else _of(progress(r.id)).declared,
            text=lambda r: _fraction(progress(r.id), "declared", "to_declare"),
            align=Align.RIGHT,
            width=96,
        ),
        Column[EvaluatorRow](
            "pack",
            _tr("Scorepakket"),
            lambda r: _pack(progress(r.id)),
            text=lambda r: _pack_text(progress(r.id)),
            style=TextStyle.CHIP,
            tone=lambda _r: "text2",
            width=132,
        ),
        Column[EvaluatorRow](
            "days",
            _tr("Nog"),
            lambda r: None if progress(r.id) is None else _of(progress(r.id)).days_left,
            text=lambda r: days_text(progress(r.id)),
            tone=lambda r: _days_tone(progress(r.id)),
            align=Align.RIGHT,
            width=96,
        ),
        complete,
        Column[EvaluatorRow](
            "step",
            _tr("Wat volgt"),
            lambda r: step_word(progress(r.id)),
            mark=lambda r: _step_mark(progress(r.id)),
            style=TextStyle.CHIP,
            tone=lambda r: _step_tone(progress(r.id)),
            width=196,
        ),
    )


def step_word(member: MemberProgress | None) -> str | None:
    """Name what has to happen next with a member."""
    if member is None:
        return None
    return messages.sentence(f"STEP_OF_{member.step.name}", {}, window_language())


def days_text(member: MemberProgress | None) -> str:
    """Say how many days are left, or how long the term has passed."""
    if member is None or member.days_left is None:
        return formats.NOTHING
    if member.days_left < 0:
        return _tr("%n dagen te laat", -member.days_left)
    return _tr("%n dagen", member.days_left)


def _role(row: EvaluatorRow, presiding: Presiding) -> str | None:
    if row.id == presiding.chair:
        return _tr("voorzitter")
    if row.id == presiding.deputy:
        return _tr("plaatsvervanger")
    return _tr("lid") if row.evaluator.active else _tr("neemt niet deel")


def _of(member: MemberProgress | None) -> MemberProgress:
    if member is None:
        raise LookupError
    return member


def _fraction(member: MemberProgress | None, part: str, whole: str) -> str:
    if member is None:
        return formats.NOTHING
    return _tr("{0} van {1}").format(getattr(member, part), getattr(member, whole))


def _pack(member: MemberProgress | None) -> int | None:
    return None if member is None or member.pack is None else member.pack.head.number


def _pack_text(member: MemberProgress | None) -> str:
    if member is None or member.pack is None:
        return formats.NOTHING
    word = _tr("ingediend") if member.has_returned else _tr("uitgestuurd")
    return _tr("nr {0}, {1}").format(member.pack.head.number, word)


def _days_tone(member: MemberProgress | None) -> Role:
    if member is None or member.days_left is None:
        return "text3"
    return "bad" if member.days_left < 0 else "text2"


def _step_mark(member: MemberProgress | None) -> Mark | None:
    return None if member is None else Mark(*LOOKS[member.step])


def _step_tone(member: MemberProgress | None) -> Role:
    if member is None:
        return "text3"
    return "warn" if LOOKS[member.step][1] == "warn" else "text2"


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("People", text, None, count)

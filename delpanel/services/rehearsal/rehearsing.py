"""A rehearsal: the shape of a call with invented people and dossiers, played to the end.

Everything is done by the services a real panel uses: packs go out and come back, points are
merged, the panel agrees, the allocation is frozen, letters are made. What stays behind can be
practised on again, and cannot be mixed with a real panel: see ``delpanel.model.rehearsal``.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from delpanel import messages
from delpanel.environment import Environment, StagedClock
from delpanel.errors import FileProblem, UserError
from delpanel.exchange.packs import seal
from delpanel.file_causes import not_read
from delpanel.model.call import Call
from delpanel.model.pack import Answer, ConflictType, Declaration, PackKind
from delpanel.model.rehearsal import PREFIX
from delpanel.presets.call_file import parse_call
from delpanel.progress import Progress, silent
from delpanel.services.calls import calling
from delpanel.services.consensus import agreeing
from delpanel.services.decision import freezing
from delpanel.services.exports import exporting
from delpanel.services.letters import lettering
from delpanel.services.member import pack_draft
from delpanel.services.member.pack_draft import PackDesk
from delpanel.services.packs import opening_keys, packing
from delpanel.services.people import approving, panelling
from delpanel.services.rehearsal.rehearsal_dossiers import (
    Shape,
    dossiers,
    members,
    motivation,
    points,
    shape_of_call,
    shape_of_panel,
)
from delpanel.services.rehearsal.rehearsal_plans import attach_plans
from delpanel.services.returns import pack_declarations, pack_merge
from delpanel.services.state.files import make_folder, write_bytes
from delpanel.services.state.workspace import Workspace

PANEL_FILE: Final = "oefening.delpanel"
READ_ME: Final = "LEES-MIJ.txt"
KEY_FILE: Final = "sleutel"
KEY_PHRASE: Final = "sleutel-wachtzin.txt"
PACKS: Final = "pakketten"
PHRASES: Final = "wachtzinnen.toml"
RETURNS: Final = "inzendingen"
LETTERS: Final = "brieven"


class Stage(StrEnum):
    """How far a rehearsal is played; whoever practises goes on from there."""

    PANEL = "panel"
    CONFLICTS = "conflicts"
    SCORING = "scoring"
    MERGE = "merge"
    CONSENSUS = "consensus"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a run left: the folder, the panel in it, the letters by file name."""

    folder: Path
    panel: Path
    members: int
    dossiers: int
    letters: tuple[str, ...] = ()


@dataclass(slots=True)
class _Play:
    """A rehearsal while it runs: the panel, where it lies, and the passphrases of its members."""

    workspace: Workspace
    folder: Path
    shape: Shape
    phrases: dict[str, str] = field(default_factory=dict)
    letters: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """The language of what is invented."""
        return self.workspace.language

    def said(self, code: str, **params: str) -> str:
        """Give a sentence of the rehearsal."""
        return messages.sentence(code, dict(params), self.language)


def run_rehearsal(
    source: str,
    folder: Path,
    environment: Environment,
    *,
    until: Stage = Stage.LETTERS,
    progress: Progress = silent,
) -> Rehearsal:
    """Make a rehearsal of a shipped call, a call file, or the shape of a panel, in a new folder.

    Raises:
        FileProblem: REHEARSAL_FOLDER, the folder holds something; SOURCE_MISSING.
        UserError: REHEARSAL_OF_REHEARSAL; CALL_UNKNOWN, CALL_SYNTAX, CALL_CONTRADICTS.
    """
    text, shape = _source(source, environment)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileProblem("REHEARSAL_FOLDER", folder=str(folder))
    make_folder(folder)
    call = parse_call(text, source)
    staged = replace(environment, clock=StagedClock(_begins_at(call)))
    target = str(folder / PANEL_FILE)
    panel_id = PREFIX + uuid.uuid4().hex
    stages = list(Stage)[: list(Stage).index(until) + 1]
    with Workspace.create(target, text, staged, panel_id=panel_id, source=source) as workspace:
        with workspace.act("rehearse", call.id) as unit:
            unit.meta.set("rehearsal", call.id)
        play = _Play(workspace, folder, shape)
        for number, stage in enumerate(stages):
            progress(number, len(stages), f"rehearse-{stage}")
            _STAGES[stage](play)
        progress(len(stages), len(stages), f"rehearse-{until}")
        read_me = play.said("REHEARSAL_READ_ME", call=call.title.text(play.language))
        write_bytes(folder / READ_ME, f"{read_me}\n".encode(), replace=True)
        count = len(workspace.snapshot().dossiers)
    return Rehearsal(folder, folder / PANEL_FILE, shape.members, count, play.letters)


def free_folder(parent: Path, call: str) -> Path:
    """Give a folder for a rehearsal below another one, of a name that is not taken."""
    stem = f"{PREFIX}{call}"
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 1000))
    return next(parent / name for name in names if not (parent / name).exists())


def _source(source: str, environment: Environment) -> tuple[str, Shape]:
    """Give the call, and the numbers of what it is a rehearsal of."""
    shipped = calling.shipped_calls()
    if source in shipped:
        return calling.shipped_text(source), shape_of_call(shipped[source])
    path = Path(source)
    if "://" in source or path.suffix != ".toml":
        with Workspace.open(source, environment, read_only=True) as real:
            state = real.snapshot()
            if state.is_rehearsal:
                raise UserError("REHEARSAL_OF_REHEARSAL", file=path.name)
            return state.call_text, shape_of_panel(state)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise not_read(source, error) from error
    return text, shape_of_call(parse_call(text, source))


def _begins_at(call: Call) -> datetime:
    """The rehearsal plays after the call closed and before it has to be decided, by day."""
    played = call.deadlines.dossier_at + timedelta(days=7)
    return played.replace(hour=9, minute=0, second=0, microsecond=0)


def _panel(play: _Play) -> None:
    workspace, folder = play.workspace, play.folder
    invented = dossiers(workspace.call, play.shape, play.language)
    with workspace.act("import", PREFIX.rstrip("-"), f"{len(invented)}") as unit:
        unit.dossiers.save_all(invented)
    attach_plans(workspace, folder)
    panelling.save_evaluators(workspace, members(play.shape.members))
    phrase = seal.new_passphrase()
    opening_keys.make_whole(workspace, folder / KEY_FILE, phrase)
    opening_keys.write_secret(folder / KEY_PHRASE, f"{phrase}\n".encode())


def _conflicts(play: _Play) -> None:
    """Members declare: one conflict, one doubt that the office settles, the rest is free."""
    returned = []
    desks = _packs_out(play, PackKind.CONFLICTS)
    for place, (evaluator, opened) in enumerate(desks.items()):
        desk = opened
        for number, one in enumerate(opened.content.consortia):
            declared = _declared(play, one.dossier, place, number)
            desk = pack_draft.declare(desk, declared, play.workspace.now())
        returned.append(_handed_in(play, desk, f"verklaring-{evaluator}"))
    plan = pack_declarations.plan_declarations(play.workspace, returned, _identity(play))
    decided = {row.key: Answer.NONE for row in plan.undecided}
    pack_declarations.accept_declarations(play.workspace, plan, decided)


def _declared(play: _Play, dossier: str, member: int, number: int) -> Declaration:
    if (member, number) == (1, 0):
        note = play.said("REHEARSAL_NOTE")
        return Declaration(dossier, Answer.CONFLICT, ConflictType.FAMILY, note)
    if (member, number) == (2, 1):
        return Declaration(dossier, Answer.UNSURE, None, play.said("REHEARSAL_DOUBT"))
    return Declaration(dossier, Answer.NONE)


def _scoring(play: _Play) -> None:
    """Packs go out; every member fills in and hands in."""
    panelling.assign_all(play.workspace)
    call = play.workspace.call
    for evaluator, opened in _packs_out(play, PackKind.SCORING).items():
        desk = opened
        for dossier in opened.content.dossiers:
            for criterion in call.rules.criteria:
                given = points(call, dossier.id, criterion.id, evaluator)
                desk = pack_draft.give(
                    desk,
                    (dossier.id, criterion.id),
                    play.workspace.now(),
                    points_cp=given,
                    motivation=motivation(call, given, criterion.id, play.language),
                )
        _handed_in(play, desk, f"punten-{evaluator}")


def _merge(play: _Play) -> None:
    returned = sorted((play.folder / RETURNS).glob("punten-*"))
    plan = pack_merge.plan_merge(play.workspace, returned, _identity(play))
    pack_merge.accept_merge(play.workspace, plan)


def _consensus(play: _Play) -> None:
    """The panel agrees near its own mean, and approves where the call asks for it."""
    workspace = play.workspace
    call, cells = workspace.call, workspace.computed().consolidation.cells
    agreed = []
    for (dossier, criterion), cell in sorted(cells.items()):
        given = _on_grid(call, cell.value_cp)
        words = motivation(call, given, criterion, play.language)
        reason = play.said("REHEARSAL_REASON")
        agreed.append(agreeing.Agreement(dossier, criterion, given, words, reason))
    agreeing.agree(workspace, agreed)
    for state in approving.approval_states(workspace.computed()):
        approving.roll_call(workspace, state.dossier)


def _letters(play: _Play) -> None:
    workspace, folder = play.workspace, play.folder
    freezing.freeze(workspace)
    issued = lettering.issue(workspace, folder / LETTERS)
    play.letters = tuple(letter.file_name for letter in issued)
    for kind, name in exporting.DEMO_EXPORTS:
        exporting.export(workspace, kind, folder / name, replace=True)


_STAGES: Final[Mapping[Stage, Callable[[_Play], None]]] = {
    Stage.PANEL: _panel,
    Stage.CONFLICTS: _conflicts,
    Stage.SCORING: _scoring,
    Stage.MERGE: _merge,
    Stage.CONSENSUS: _consensus,
    Stage.LETTERS: _letters,
}


def _packs_out(play: _Play, kind: PackKind) -> dict[str, PackDesk]:
    """Write packs and keep the passphrases beside them; give each as its member opens it."""
    folder = play.folder / PACKS
    written = packing.issue(play.workspace, kind, folder, passphrases=play.phrases)
    play.phrases |= {one.issued.head.evaluator: one.passphrase for one in written}
    packing.write_passphrases(folder / PHRASES, play.phrases)
    return {
        one.issued.head.evaluator: pack_draft.open_desk(one.path, one.passphrase) for one in written
    }


def _handed_in(play: _Play, desk: PackDesk, name: str) -> Path:
    folder = play.folder / RETURNS
    folder.mkdir(exist_ok=True)
    return pack_draft.finalise(desk, folder / name, play.workspace.now()).path


def _identity(play: _Play) -> str:
    phrase = (play.folder / KEY_PHRASE).read_text(encoding="utf-8").strip()
    path = (play.folder / KEY_FILE).with_suffix(".delkey")
    return opening_keys.key_from_file(play.workspace, path, phrase).identity


def _on_grid(call: Call, value_cp: int | None) -> int:
    """Give the points of the scale nearest to what the panel came to."""
    scale = call.rules.scale
    value = scale.minimum_cp if value_cp is None else value_cp
    steps = (2 * (value - scale.minimum_cp) + scale.step_cp) // (2 * scale.step_cp)
    return min(scale.minimum_cp + steps * scale.step_cp, scale.maximum_cp)

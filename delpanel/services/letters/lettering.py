"""Decision letters: composed from the frozen allocation, rendered, filed as versions, written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.letters.facts import LetterFacts
from delpanel.model.decision import LetterVersion
from delpanel.model.permissions import require_office
from delpanel.pdf_pages import count_pages
from delpanel.progress import Progress, silent
from delpanel.services.decision.decision_document import rules_digest
from delpanel.services.decision.frozen_decision import FrozenDecision, read_decision
from delpanel.services.letters.letter_facts import Posting, letter_facts
from delpanel.services.state import presiding
from delpanel.services.state.data_digest import data_digest
from delpanel.services.state.rehearsal_mark import marked_content
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace

ACCEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class LetterState:
    """One letter before or after it is made: what it will say and what still keeps it back.

    ``problem`` is the refusal of the composer, None when the letter can go out; ``version`` is
    the last one filed, None before the first.
    """

    dossier: str
    name: str
    code: str
    erdf_cents: int | None
    flemish_cents: int | None
    problem: UserError | None
    version: LetterVersion | None


@dataclass(frozen=True, slots=True)
class Rendered:
    """One letter as PDF."""

    dossier: str
    code: str
    file_name: str
    pdf: bytes
    pages: int


def frozen_decision(snapshot: Snapshot) -> FrozenDecision:
    """Give the frozen allocation, held against its own digest and the data it was made from.

    Raises:
        UserError: NOT_FROZEN; UNTRUE_DIGEST, UNTRUE_DATA when the file was changed outside the
            program.
    """
    if snapshot.allocation is None:
        raise UserError("NOT_FROZEN")
    decision = read_decision(snapshot.allocation)
    grounds = (rules_digest(snapshot), data_digest(snapshot))
    if (decision.rules_hash, decision.data_hash) != grounds:
        raise UserError("UNTRUE_DATA")
    return decision


def letter_states(workspace: Workspace) -> tuple[LetterState, ...]:
    """Give every letter of the frozen allocation with its check, by dossier."""
    from delpanel.letters.compose import compose

    state = workspace.snapshot()
    decision = frozen_decision(state)
    with workspace.store.read() as reading:
        filed = {letter.dossier: letter for letter in reading.letters.all()}
    found = []
    for dossier in sorted(decision.reasons):
        problem: UserError | None = None
        try:
            compose(_facts(state, decision, dossier, 1))
        except UserError as error:
            problem = error
        award = decision.awards.get(dossier)
        held = filed.get(dossier)
        current = held is not None and held.allocation == decision.allocation.number
        found.append(
            LetterState(
                dossier=dossier,
                name=state.dossier_by_id[dossier].name,
                code=decision.reasons[dossier].decision,
                erdf_cents=None if award is None else award.erdf_cents,
                flemish_cents=None if award is None else award.flemish_cents,
                problem=problem,
                version=held if current else None,
            )
        )
    return tuple(found)


def preview(workspace: Workspace, dossier: str) -> Rendered:
    """Render one letter without filing it.

    Raises:
        UserError: NOT_FROZEN, LETTER_NOT_DECIDED, and the composer's refusals by name.
        NotAllowed: PRESIDING_CONFLICT.
    """
    presiding.require_free(workspace, dossier)
    state = workspace.snapshot()
    return _rendered(state, frozen_decision(state), dossier, 1)


def issue(
    workspace: Workspace,
    folder: Path,
    dossiers: Iterable[str] = (),
    progress: Progress = silent,
) -> tuple[LetterVersion, ...]:
    """Render letters, file them as versions in the panel and write them into a folder.

    A letter that did not change keeps its version and is only written out again. All letters are
    composed before the first one is written, so one empty reason stops the whole mailing by name.

    Raises:
        UserError: NOT_FROZEN, LETTER_NOT_DECIDED, the composer's refusals. FileProblem: OUT_FAILED.
        NotAllowed: OFFICE_ONLY. Cancelled: before anything was filed.
    """
    require_office(workspace.actor, "letters")
    state = workspace.snapshot()
    decision = frozen_decision(state)
    wanted = sorted(set(dossiers) or set(decision.reasons))
    with workspace.store.read() as reading:
        held = {name: reading.letters.latest(name) for name in wanted}
    made: list[tuple[Rendered, LetterVersion, bool]] = []
    for number, name in enumerate(wanted):
        progress(number, len(wanted), "letters")
        made.append(_next_version(workspace, state, decision, name, held.get(name)))
    _write(folder, [rendered for rendered, _, _ in made])
    fresh = [(rendered, version) for rendered, version, is_new in made if is_new]
    if fresh:
        with workspace.act("letters", f"{len(fresh)}", decision.allocation.digest[:12]) as unit:
            for rendered, version in fresh:
                unit.letters.add(version, rendered.pdf)
    progress(len(wanted), len(wanted), "letters")
    return tuple(version for _, version, _ in made)


def composed(state: Snapshot, decision: FrozenDecision, dossier: str) -> tuple[str, ...]:
    """Give every text of one letter as it would be printed; the composer's refusals as above."""
    from delpanel.letters.compose import compose
    from delpanel.letters.content import texts_of

    return tuple(texts_of(compose(_facts(state, decision, dossier, 1))))


def touched() -> Changes:
    """Say what issuing letters touched, for the window."""
    return Changes(letters=True)


def _next_version(
    workspace: Workspace,
    state: Snapshot,
    decision: FrozenDecision,
    name: str,
    held: LetterVersion | None,
) -> tuple[Rendered, LetterVersion, bool]:
    number = held.version if held is not None else 1
    rendered = _rendered(state, decision, name, number)
    digest = hashlib.sha256(rendered.pdf).hexdigest()
    if held is not None and held.digest == digest:
        return rendered, held, False
    if held is not None:
        number += 1
        rendered = _rendered(state, decision, name, number)
        digest = hashlib.sha256(rendered.pdf).hexdigest()
    version = LetterVersion(
        dossier=name,
        version=number,
        code=rendered.code,
        allocation=decision.allocation.number,
        rendered_at=workspace.now(),
        digest=digest,
        pages=rendered.pages,
        file_name=rendered.file_name,
    )
    return rendered, version, True


def _rendered(state: Snapshot, decision: FrozenDecision, dossier: str, version: int) -> Rendered:
    from delpanel.letters.compose import compose
    from delpanel.letters.pdf import render

    content = compose(_facts(state, decision, dossier, version))
    pdf = render(marked_content(content, state.panel_id))
    code = decision.reasons[dossier].decision
    return Rendered(dossier, code, f"brief-{dossier}-{code}.pdf", pdf, count_pages(pdf, dossier))


def _facts(state: Snapshot, decision: FrozenDecision, dossier: str, version: int) -> LetterFacts:
    reason = decision.reasons.get(dossier)
    if reason is None or not reason.decision:
        raise UserError("LETTER_NOT_DECIDED", dossier=dossier)
    zone = ZoneInfo(state.call.deadlines.zone)
    decided = decision.allocation.frozen_at.astimezone(zone).date()
    posting = Posting(
        decided_on=decided,
        letter_on=decided,
        version=version,
        accept_before=decided + timedelta(days=ACCEPT_DAYS),
        consensus_on=decision.consensus_on,
    )
    return letter_facts(state, decision, dossier, posting)


def _write(folder: Path, letters: Iterable[Rendered]) -> None:
    from delpanel.services.state.files import make_folder, write_bytes

    make_folder(folder)
    for letter in letters:
        write_bytes(folder / letter.file_name, letter.pdf, replace=True)

"""Says of the papers of a decision whether they are what they claim to be; needs no panel."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from delpanel.errors import FileProblem, UserError
from delpanel.exchange import result_document
from delpanel.file_causes import not_read
from delpanel.services.state.workspace import Workspace
from delpanel.services.verification.checks import Check
from delpanel.services.verification.documents import Paper, advisory_checks, decision_checks
from delpanel.services.verification.recomputing import recomputed_checks

LARGEST_BYTES: Final = 200 * 2**20
DIGEST: Final = re.compile(r"[0-9A-Fa-f]{8,64}")
PANEL_SUFFIX: Final = ".delpanel"


@dataclass(frozen=True, slots=True)
class Papers:
    """What was handed over, told apart by what each file holds."""

    decision: Paper | None = None
    advisory: Paper | None = None
    lines: Paper | None = None


def told_apart(words: Sequence[str]) -> tuple[list[Path], str]:
    """Split what was named into files and the panel, "" without one.

    Raises:
        UserError: VERIFY_PANELS, two panels were named.
    """
    panels = [word for word in words if "://" in word or word.endswith(PANEL_SUFFIX)]
    if len(panels) > 1:
        raise UserError("VERIFY_PANELS")
    return [Path(word) for word in words if word not in panels], "".join(panels)


def read_papers(files: Iterable[Path]) -> Papers:
    """Read the files of a decision: the decision, its advice, its lines; at most one of each.

    Raises:
        FileProblem: SOURCE_MISSING; VERIFY_UNKNOWN for a file that is none of the three.
        UserError: VERIFY_TWICE.
    """
    found: dict[str, Paper] = {}
    for path in files:
        kind, paper = _read(path)
        if kind in found:
            raise UserError("VERIFY_TWICE", file=path.name, other=found[kind].name)
        found[kind] = paper
    return Papers(found.get("decision"), found.get("advisory"), found.get("lines"))


def verify(papers: Papers, workspace: Workspace | None = None, given: str = "") -> list[Check]:
    """Hold every paper against itself and against the decision; the decision first.

    Without a decision among the papers the one that is frozen in the panel stands for it.

    Raises:
        UserError: VERIFY_ALONE, lines or a digest without a decision; VERIFY_DIGEST_FORM.
    """
    if given and not DIGEST.fullmatch(given):
        raise UserError("VERIFY_DIGEST_FORM", given=given)
    frozen = None if workspace is None else _frozen(workspace)
    decision = papers.decision or frozen
    if decision is None and (papers.lines is not None or given or papers.advisory is None):
        raise UserError("VERIFY_ALONE")
    return list(_checks(papers, decision, workspace, given))


def as_plain(checks: Sequence[Check], decision: Paper | None, language: str) -> dict[str, object]:
    """Give the checks as plain data: the contract of ``delpanel verify --json``."""
    return {
        "sound": all(check.holds is not False for check in checks),
        "digest": None if decision is None else decision.digest,
        "checks": [
            {
                "code": check.code,
                "holds": check.holds,
                "params": dict(check.params),
                "sentence": check.sentence(language),
            }
            for check in checks
        ],
    }


def _checks(
    papers: Papers, decision: Paper | None, workspace: Workspace | None, given: str
) -> Iterator[Check]:
    if decision is not None:
        yield from decision_checks(decision, given)
    if papers.decision is not None and workspace is not None:
        yield _in_panel(papers.decision, workspace)
    if papers.advisory is not None:
        yield from advisory_checks(papers.advisory, decision)
    if papers.lines is not None and decision is not None:
        yield from recomputed_checks(papers.lines.name, papers.lines.text, decision.content)


def _in_panel(paper: Paper, workspace: Workspace) -> Check:
    held = workspace.snapshot().allocation
    params = {"file": paper.name}
    if held is None:
        return Check("VERIFY_FROZEN", holds=False, params={**params, "reason": "none"})
    same = held.document == paper.text and held.digest == paper.digest
    return Check("VERIFY_FROZEN", same, {**params, "number": held.number, "reason": "other"})


def _frozen(workspace: Workspace) -> Paper | None:
    held = workspace.snapshot().allocation
    if held is None:
        return None
    name = str(workspace.path.name) if workspace.path is not None else workspace.call.id
    return Paper(name, held.document, result_document.parse(held.document))


def _read(path: Path) -> tuple[str, Paper]:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise FileProblem("VERIFY_UNKNOWN", file=path.name)
        text = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise FileProblem("VERIFY_UNKNOWN", file=path.name) from error
    except OSError as error:
        raise not_read(path, error) from error
    content = _object(text)
    if content is not None and "kind" not in content:
        for kind in ("decision", "advisory"):
            if kind in content:
                return kind, Paper(path.name, text, content)
    lines = [_object(line) for line in text.splitlines() if line.strip()]
    if lines and all(line is not None and "kind" in line for line in lines):
        return "lines", Paper(path.name, text, {})
    raise FileProblem("VERIFY_UNKNOWN", file=path.name)


def _object(text: str) -> dict[str, object] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None

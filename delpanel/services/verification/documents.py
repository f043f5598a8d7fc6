"""Whether a decision and its advice are whole, and whether they belong together."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from delpanel.exchange import result_document
from delpanel.services.decision.decision_hash import COVERED, decision_hash
from delpanel.services.verification.checks import Check
from scoring.ranking.ladder import commitment


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it was read: the name of its file, its text and what it holds."""

    name: str
    text: str
    content: Mapping[str, object]

    @property
    def digest(self) -> str:
        """SHA-256 of the text."""
        return result_document.digest(self.text)


def decision_checks(paper: Paper, given: str) -> Iterator[Check]:
    """Hold a decision against its form, the digest that is ``given``, and what it says of itself.

    ``given`` may be the beginning of the digest, as a letter prints it; "" compares nothing.
    """
    yield canonical_check(paper)
    if given:
        holds = paper.digest.startswith(given.lower())
        params = {"file": paper.name, "digest": paper.digest, "given": given}
        yield Check("VERIFY_GIVEN", holds, params)
    else:
        yield Check("VERIFY_DIGEST", None, {"file": paper.name, "digest": paper.digest})
    if paper.content.get("rehearsal") is True:
        yield Check("VERIFY_REHEARSAL", None, {"file": paper.name})
    carried = paper.content.get("decision_hash")
    if carried is not None:
        yield Check("VERIFY_DECISION_HASH", carried == _hash(paper), {"file": paper.name})
    lot = paper.content.get("lot")
    if isinstance(lot, dict):
        holds = commitment(str(lot.get("seed"))) == lot.get("commitment")
        yield Check("VERIFY_LOT", holds, {"commitment": str(lot.get("commitment"))})


def advisory_checks(paper: Paper, decision: Paper | None) -> Iterator[Check]:
    """Hold an advisory document against its own hash, and against the decision it advises on."""
    yield canonical_check(paper)
    yield Check("VERIFY_ADVISORY", _is_intact(paper), {"file": paper.name})
    if decision is None:
        return
    told = {paper.content.get("decision_digest"), paper.content.get("decision_hash")} - {None}
    named = bool(told) and told <= {decision.digest, _hash(decision)}
    data = all(paper.content.get(key) == decision.content.get(key) for key in COVERED[1:])
    params = {"file": paper.name, "decision": decision.name}
    yield Check("VERIFY_BELONGS", named and data, params)


def canonical_check(paper: Paper) -> Check:
    """Say whether the text is the one way in which its content is written."""
    try:
        holds = result_document.canonical(json.loads(paper.text)) == paper.text
    except (TypeError, ValueError):
        holds = False
    return Check("VERIFY_CANONICAL", holds, {"file": paper.name})


def _is_intact(paper: Paper) -> bool:
    from delpanel.services.exports.advisory_document import is_intact

    try:
        return is_intact(paper.text)
    except TypeError:
        return False


def _hash(paper: Paper) -> str:
    try:
        return decision_hash(paper.content)
    except (KeyError, TypeError):
        return ""

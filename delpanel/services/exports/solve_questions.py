"""A panel as two questions for ``delpanel solve``: from points to values, from values to euros.

Whoever holds the file recomputes what the panel shows without the panel, and without us.
"""

from __future__ import annotations

from delpanel.errors import NotAllowed
from delpanel.exchange.solve.solve_fields import Json
from delpanel.exchange.solve.solve_writer import (
    consolidation_instance,
    funding_instance,
    question_line,
)
from delpanel.model.actor import Role
from delpanel.services.decision.decision_document import ENGINE_VERSION, rules_digest
from delpanel.services.state import presiding
from delpanel.services.state.computed import Computed
from delpanel.services.state.core_input import consensus_records, score_records
from delpanel.services.state.data_digest import data_digest
from delpanel.services.state.workspace import Workspace

POINTS_ID, MONEY_ID = "points", "money"


def solve_text(workspace: Workspace) -> str:
    """Write the panel as JSON Lines: kind ``consolidation``, then kind ``funding``.

    Members stand in it by code. Half of it would recompute something else, so that whoever may
    not see all of it gets none of it.

    Raises:
        NotAllowed: PRESIDING_CONFLICT, to whoever presides with a conflict of interest; OFFICE_ONLY
            to a member.
        ScoringError: the call or a dossier cannot be computed.
    """
    if workspace.actor.role is Role.EVALUATOR:
        raise NotAllowed("OFFICE_ONLY", verb="solve")
    presiding.require_free(workspace, *sorted(presiding.withheld(workspace)))
    return "".join(f"{line}\n" for line in solve_questions(workspace.computed()))


def solve_questions(computed: Computed) -> tuple[str, str]:
    """Give both questions, each with the digests of the call file and of the data it is made of."""
    snapshot, core = computed.snapshot, computed.core
    head: dict[str, Json] = {
        **({"rehearsal": True} if snapshot.is_rehearsal else {}),
        "engine_version": ENGINE_VERSION,
        "call": snapshot.call.id,
        "call_version": snapshot.call_version,
        "rules_hash": rules_digest(snapshot),
        "data_hash": data_digest(snapshot),
    }
    points = consolidation_instance(
        snapshot.call.rules,
        score_records(snapshot),
        consensus_records(snapshot),
        [dossier.id for dossier in snapshot.dossiers],
        [evaluator.id for evaluator in snapshot.evaluators],
    )
    money = funding_instance(core.rules, core.dossiers, computed.circumstances)
    return (
        question_line(POINTS_ID, "consolidation", head, points),
        question_line(MONEY_ID, "funding", head, money),
    )

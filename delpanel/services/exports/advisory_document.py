"""What advises beside the decision, as plain data: it may change without touching a decision.

The other policy, agreement with intervals, severity, flags, robustness, expected ranks, frontiers,
scenarios and explanations. Exact numbers stay exact; measured ones have ten significant digits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from delpanel import messages
from delpanel.exchange import result_document
from delpanel.model.decision import FrozenAllocation
from delpanel.model.scenario import Scenario
from delpanel.progress import Progress, silent
from delpanel.services.allocation.envelope_steps import EnvelopeStep, envelope_steps
from delpanel.services.allocation.explaining import Explaining
from delpanel.services.allocation.without_flemish import without_flemish
from delpanel.services.consensus.expected_ranking import expected_ranking
from delpanel.services.consensus.panel_reliability import agreement_of, shown
from delpanel.services.consensus.severity_view import severity_model, severity_view
from delpanel.services.decision.decision_document import ENGINE_VERSION, totals
from delpanel.services.decision.decision_hash import decision_hash
from delpanel.services.exports.advisory_robustness import robustness
from delpanel.services.exports.plain_records import as_written
from delpanel.services.exports.reliability_plain import SOURCE
from delpanel.services.rankings.ranking import exact_text
from delpanel.services.state.computed import Computed
from delpanel.services.state.core_input import score_records
from delpanel.services.state.data_digest import data_digest
from delpanel.services.state.workspace import Workspace
from delpanel.services.what_ifs.scenario_comparison import compare_with
from delpanel.services.what_ifs.scenario_view import as_plain as scenarios_as_plain
from delpanel.services.what_ifs.scenarios import applied, kept
from scoring.errors import ScoringError
from scoring.randomness import MASTER_SEED
from scoring.rules import Policy
from scoring.statistics.flags import find_flags, pivotal_flags

Plain = dict[str, object]


def advisory_text(workspace: Workspace, progress: Progress = silent) -> str:
    """Write the advisory document as canonical JSON that carries the hash of all the rest.

    Raises:
        ScoringError: the proposals themselves cannot be computed or proved.
    """
    document = advisory_document(workspace, progress)
    document["hash"] = result_document.digest(result_document.canonical(document))
    return result_document.canonical(document)


def is_intact(text: str) -> bool:
    """Say whether a document still matches the hash it carries."""
    document = result_document.parse(text)
    held = document.pop("hash", None)
    return held == result_document.digest(result_document.canonical(document))


def advisory_document(workspace: Workspace, progress: Progress = silent) -> Plain:
    """Give the document as plain data, without its hash; stops at ``progress``."""
    computed = workspace.computed()
    snapshot = computed.snapshot
    frozen = snapshot.allocation
    deciding = computed.core.rules.policy if frozen is None else Policy(frozen.policy)
    parts: Mapping[str, Callable[[], object]] = {
        "other_policy": lambda: _other_policy(computed, deciding),
        "without_flemish": lambda: _without_flemish(computed),
        "reliability": lambda: _reliability(computed),
        "calibration": lambda: as_written(severity_view(computed)),
        "flags": lambda: _flags(computed),
        "robustness": lambda: {
            name: _answered(made) for name, made in robustness(computed).items()
        },
        "bayes": lambda: as_written(expected_ranking(computed)),
        "frontier": lambda: [_step(step) for step in envelope_steps(computed)],
        "frontier_flemish_unlimited": lambda: [
            _step(step) for step in envelope_steps(computed, flemish_limited=False)
        ],
        "scenarios": lambda: scenarios_as_plain(compare_with(computed, kept(workspace)), "nl"),
        "explanations": lambda: _explanations(computed),
    }
    advisory: Plain = {}
    for number, (name, part) in enumerate(parts.items()):
        progress(number, len(parts), name)
        advisory[name] = _answered(part)
    return {
        **({"rehearsal": True} if snapshot.is_rehearsal else {}),
        "engine_version": ENGINE_VERSION,
        "call": snapshot.call.id,
        "call_version": snapshot.call_version,
        "rules_hash": result_document.digest(snapshot.call_text),
        "data_hash": data_digest(snapshot),
        "decision_digest": None if frozen is None else frozen.digest,
        "decision_hash": None if frozen is None else _decision_hash(frozen),
        "master_seed": MASTER_SEED,
        "ranking_basis": str(computed.core.rules.consolidation.basis),
        "advisory": advisory,
    }


def _decision_hash(frozen: FrozenAllocation) -> str:
    return decision_hash(result_document.parse(frozen.document))


def _answered(part: Callable[[], object]) -> object:
    """What the core refuses stands as its code, so that the rest of the document is still there."""
    try:
        return part()
    except ScoringError as error:
        return {"refused": error.code, "field": error.field}


def _other_policy(computed: Computed, deciding: Policy) -> Plain:
    other = next(policy for policy in Policy if policy is not deciding)
    both, proposal = computed.comparison, computed.proposal(other)
    sign = 1 if other is Policy.COVERAGE else -1
    return {
        "policy": str(other),
        "funded": list(proposal.funded),
        "totals": totals(computed, proposal),
        "against_deciding": {
            "provinces": sign * both.provinces,
            "value": sign * both.value,
            "erdf_cents": sign * both.erdf_cents,
            "flemish_cents": sign * both.cofin_cents,
            "only_here": list(both.only_coverage if sign > 0 else both.only_ranking),
            "only_there": list(both.only_ranking if sign > 0 else both.only_coverage),
        },
    }


def _reliability(computed: Computed) -> Plain:
    """The coefficients with their class, and what must not be read into a low one."""
    found = agreement_of(computed)
    return {
        "coefficients": [
            {**_plain(as_written(one)), "class": str(shown(one).alpha.wording)} for one in found
        ],
        "caution": {
            language: messages.sentence("AGREEMENT_CAUTION", {}, language)
            for language in messages.LANGUAGES
        },
        "source": SOURCE,
    }


def _plain(value: object) -> Plain:
    return value if isinstance(value, dict) else {}


def _without_flemish(computed: Computed) -> Plain:
    return {
        str(policy): {
            "funded": list(found.funded),
            "entered": list(found.entered),
            "left": list(found.left),
            "provinces": found.provinces,
            "value": found.value,
            "erdf_cents": found.erdf_cents,
        }
        for policy, found in without_flemish(computed).items()
    }


def _flags(computed: Computed) -> object:
    snapshot = computed.snapshot
    try:
        severity = severity_model(computed)
    except ScoringError:
        severity = None
    found = find_flags(score_records(snapshot), computed.core.rules, severity)
    scored = {a.evaluator for a in snapshot.assessments if a.points_cp is not None}
    pivotal = pivotal_flags(scored, lambda evaluator: _without(computed, evaluator))
    return as_written([*found, *pivotal])


def _without(computed: Computed, evaluator: str) -> frozenset[str]:
    """Whose gates or funding change when one evaluator's points do not count."""
    there = Computed(applied(computed.snapshot, Scenario("", without=(evaluator,))))
    gates, gates_there = computed.ranking.gates, there.ranking.gates
    changed = {name for name in gates if bool(gates[name]) != bool(gates_there.get(name))}
    for policy in Policy:
        here = set(computed.quick_proposal(policy).funded)
        changed |= here ^ set(there.quick_proposal(policy).funded)
    return frozenset(changed)


def _step(step: EnvelopeStep) -> Plain:
    return {
        "erdf_cents": step.erdf_cents,
        "provinces": step.provinces,
        "value_on_100": exact_text(step.value_on_100),
        "funded": list(step.funded),
        "holds_at_call": step.is_call,
    }


def _explanations(computed: Computed) -> list[Plain]:
    return [
        {
            "id": found.dossier,
            "policy": str(found.policy),
            "funded": found.is_funded,
            "remedies": [
                {"code": remedy.code, "params": dict(remedy.params)} for remedy in found.remedies
            ],
        }
        for found in Explaining(computed).all()
    ]

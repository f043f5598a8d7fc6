"""Which evaluators a chair should know about: pivotal, lenient or severe, or level throughout."""

from __future__ import annotations

from delpanel.progress import Progress, silent
from delpanel.services.state.computed import Computed
from delpanel.services.state.core_input import consensus_records, score_records
from scoring.allocation.leave_out import LeaveOneOut
from scoring.statistics.flags import Flag, FlagCode, find_flags, pivotal_flags
from scoring.statistics.panel_points import counted_scores, total_matrix
from scoring.statistics.severity import estimate_severity

OF_EVALUATORS = (FlagCode.SEVERITY, FlagCode.HALO)


def leave_one_out(computed: Computed, progress: Progress = silent) -> LeaveOneOut:
    """Prepare the panel for being redone without some of its points; stops at ``progress``."""

    def should_stop() -> bool:
        progress(0, 1)  # raises where the work is no longer wanted
        return False

    return LeaveOneOut(
        computed.core.rules,
        score_records(computed.snapshot),
        computed.core.dossiers,
        consensus_records(computed.snapshot),
        computed.circumstances,
        should_stop,
    )


def evaluator_flags(computed: Computed, progress: Progress = silent) -> tuple[Flag, ...]:
    """Pivotal, severity and halo, in that order, by evaluator; no number hangs on a flag.

    The amount of a severity flag is in centipoints of one criterion: above zero gives more.
    """
    rules, scores = computed.core.rules, score_records(computed.snapshot)
    counted = counted_scores(scores)
    if not counted:
        return ()
    panel = leave_one_out(computed, progress)
    people = panel.evaluators
    done = 0

    def turning(evaluator: str) -> frozenset[str]:
        nonlocal done
        progress(done, len(people))
        done += 1
        return panel.without_evaluator(evaluator).turning

    pivotal = pivotal_flags(people, turning)
    observed = total_matrix(counted, rules.criteria).observations()
    severity = estimate_severity(observed) if observed else None
    others = find_flags(scores, rules, severity)
    return (*pivotal, *(flag for flag in others if flag.code in OF_EVALUATORS))

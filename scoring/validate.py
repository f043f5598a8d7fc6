"""Refusals before anything is computed: each names the field that breaks a rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scoring.dossiers import Consensus, Dossier, Score, Synergy
from scoring.rules import Rules


def check_rules(rules: Rules) -> None:
    """Refuse rules that contradict themselves.

    Raises:
        InvalidRulesError: ``code`` and ``field`` name what and where.
    """
    raise NotImplementedError


def check_dossiers(
    rules: Rules, dossiers: Sequence[Dossier], synergies: Iterable[Synergy] = ()
) -> None:
    """Refuse dossiers that do not fit the rules.

    Raises:
        InvalidInputError: ``code`` and ``field`` name what and where.
    """
    raise NotImplementedError


def check_scores(
    rules: Rules, scores: Iterable[Score], consensus: Iterable[Consensus] = ()
) -> None:
    """Refuse scores and consensus values that do not fit the rules.

    Raises:
        InvalidInputError: ``code`` and ``field`` name what and where.
    """
    raise NotImplementedError

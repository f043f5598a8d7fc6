"""What the core refuses, as codes with parameters; the sentences live in the resources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Param = str | int | None


class ScoringError(Exception):
    """A coded refusal: ``code`` names the broken rule, ``field`` where, ``params`` with what."""

    code: Final[str]
    field: Final[str]
    params: Final[Mapping[str, Param]]

    def __init__(self, code: str, field: str = "", /, **params: Param) -> None:
        super().__init__(code, field, params)
        self.code = code
        self.field = field
        self.params = params


class InvalidRulesError(ScoringError):
    """The call's rules contradict themselves (weights, thresholds, budgets, rates)."""


class InvalidInputError(ScoringError):
    """Scores or dossiers do not fit the rules (off the scale, duplicates, negative money)."""


class NotProvenError(ScoringError):
    """The optimiser stopped before the optimum was proved; nothing may be shown as optimal."""

"""Aid rule sets as data: which article caps which cost at which intensity, in force when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from delpanel.model.dossier import EnterpriseSize
from delpanel.model.localized import Localized


@dataclass(frozen=True, slots=True)
class Bonus:
    """A declared or size-bound increase of the intensity, in basis points."""

    condition: str
    add_bp: int


@dataclass(frozen=True, slots=True)
class AidRule:
    """One legal basis for one kind of cost. ``knowledge`` marks figures to be checked by a jurist.

    ``full_condition`` lifts the cap to 10000 bp where the line declares it (Art. 28 2(c): advice to
    SMEs below an amount per undertaking). Thresholds are the notification thresholds in cents.
    """

    id: str
    article: str
    legal_reference: str
    name: Localized
    base_bp: int
    cap_bp: int
    bonuses: tuple[Bonus, ...] = ()
    size_base_bp: tuple[tuple[EnterpriseSize, int], ...] = ()
    full_condition: str = ""
    full_maximum_cents: int | None = None
    threshold_cents: int | None = None
    threshold_per: str = ""
    sme_only: bool = False
    variant: str = "gber"
    knowledge: tuple[str, ...] = ()
    source: str = ""

    def intensity_bp(self, size: EnterpriseSize, declared: tuple[str, ...]) -> int:
        """Cap in basis points for a partner of this size with these declared conditions, exact."""
        if self.sme_only and size is EnterpriseSize.LARGE:
            return 0
        if self.full_condition and self.full_condition in declared:
            return 10000
        base = dict(self.size_base_bp).get(size, self.base_bp)
        holds = {*declared, str(size)}
        return min(self.cap_bp, base + sum(b.add_bp for b in self.bonuses if b.condition in holds))


@dataclass(frozen=True, slots=True)
class AidRuleSet:
    """A whole rule set, valid for awards between two dates; replaced whole, never patched."""

    id: str
    title: Localized
    award_from: date
    award_to: date
    rules: tuple[AidRule, ...]
    digest: str

    def rule(self, rule_id: str) -> AidRule | None:
        """Look up a rule; None if the set does not know it."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

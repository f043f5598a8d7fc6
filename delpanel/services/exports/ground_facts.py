"""What the numbers of the ranking workbook rest on: rules, envelopes, policy and digests."""

from __future__ import annotations

from collections.abc import Sequence

from delpanel import messages
from delpanel.services.calls.call_history import CallChange, changed_words
from delpanel.services.intake import synergy
from delpanel.services.rankings import tie_attributes
from delpanel.services.rankings.ranking_view import basis_words
from delpanel.services.state.computed import Computed
from delpanel.services.state.data_digest import data_digest
from scoring.ranking.ladder import commitment


class GroundFacts:
    """The rows of the sheet, each a name with a fact."""

    def __init__(self, computed: Computed, language: str) -> None:
        self.computed = computed
        self.language = language
        self.call = computed.snapshot.call

    def listed(self, changes: Sequence[CallChange]) -> tuple[tuple[str, str], ...]:
        """Give every fact, ``changes`` of the call among them with their reasons."""
        rules, state = self.call.rules, self.computed.snapshot
        facts = [
            (self._say("RESULT_CALL"), f"{self.call.id}, {state.call_version}"),
            *(
                (
                    messages.sentence(
                        "RESULT_WEIGHT",
                        {"name": self.call.criterion_text(c.id).name.text(self.language)},
                        self.language,
                    ),
                    f"{c.weight} / {rules.weight_sum}",
                )
                for c in rules.criteria
            ),
            *(self._changed(change) for change in changes),
            (self._say("RESULT_BASIS"), basis_words(self.call, self.language)),
            *self._attributes(),
            *self._lot(),
            *self._policy(),
            *self._pairs(),
            (self._say("RESULT_ERDF"), messages.money(rules.funding.erdf_budget_cents)),
            (self._say("RESULT_FLEMISH"), messages.money(rules.funding.cofin_budget_cents)),
            (self._say("RESULT_AID"), self.computed.rule_set.id),
            (self._say("RESULT_AID_DIGEST"), self.computed.rule_set.digest),
            (self._say("RESULT_DATA_DIGEST"), data_digest(state)),
        ]
        if state.allocation is not None:
            facts.append((self._say("RESULT_FROZEN_DIGEST"), state.allocation.digest))
        return tuple(facts)

    def _policy(self) -> list[tuple[str, str]]:
        """The policy that decides: the call's, or another one frozen for a reason."""
        declared, frozen = self.call.rules.policy, self.computed.snapshot.allocation
        if frozen is None:
            return [(self._say("RESULT_POLICY"), self._say(f"POLICY_{declared}"))]
        own = self._say(f"POLICY_{frozen.policy}")
        if frozen.policy != declared and frozen.reason:
            own = f"{own} \u2013 {frozen.reason}"
        return [
            (self._say("RESULT_POLICY_DECLARED"), self._say(f"POLICY_{declared}")),
            (self._say("RESULT_POLICY_FROZEN"), own),
        ]

    def _pairs(self) -> list[tuple[str, str]]:
        """Every declared pair with its points, how it stands and why."""
        return [
            (self._pair_name(row), f"{self._pair_points(row)}. {row.pair.reason}")
            for row in synergy.pair_rows(self.computed)
        ]

    def _pair_points(self, row: synergy.PairRow) -> str:
        standing = synergy.standing_words(row, self.language)
        return f"{synergy.signed_points(row.pair.points_cp)}, {standing}"

    def _pair_name(self, row: synergy.PairRow) -> str:
        pair = " + ".join(row.pair.key)
        return messages.sentence("RESULT_SYNERGY", {"pair": pair}, self.language)

    def _attributes(self) -> list[tuple[str, str]]:
        """Every attribute that may break a tie, with what is recorded of the ranked dossiers."""
        found = []
        for attribute in self.call.rules.tie_attributes:
            head = {"name": attribute.name}
            held = tie_attributes.recorded(self.computed, attribute.name)
            said = "; ".join(f"{d} {tie_attributes.value_words(v)}" for d, v in held.items())
            what = messages.sentence("RESULT_ATTRIBUTE", head, self.language)
            first = self._say(f"RESULT_ATTRIBUTE_{attribute.direction}")
            found.append((what, f"{first}. {said or self._say('RESULT_ATTRIBUTE_NONE')}"))
        return found

    def _lot(self) -> list[tuple[str, str]]:
        """What was published of the seed; the seed itself once the decision is frozen."""
        seed = self.call.rules.lottery_seed
        if not seed:
            return []
        found = [(self._say("RESULT_LOT_COMMITMENT"), commitment(seed))]
        if self.computed.snapshot.allocation is not None:
            found.append((self._say("RESULT_LOT_SEED"), seed))
        return found

    def _changed(self, change: CallChange) -> tuple[str, str]:
        head = {"version": change.version}
        words = changed_words(self.call, change.keys, self.language)
        return (
            messages.sentence("RESULT_CALL_CHANGED", head, self.language),
            f"{words} \u2013 {change.reason}" if change.reason else words,
        )

    def _say(self, code: str) -> str:
        return messages.sentence(code, {}, self.language)

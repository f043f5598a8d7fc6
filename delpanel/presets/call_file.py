"""The call file: one TOML text becomes one ``Call``.

A call file states points and money as people write them (3.5 points, 3000000 euro, 40 %); they are
read as decimals and become centipoints, cents and basis points exactly.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from delpanel.errors import UserError
from delpanel.file_causes import toml_place
from delpanel.model.approval import ApprovalRule
from delpanel.model.call import (
    AssignmentRules,
    Balance,
    Call,
    CriterionText,
    Deadlines,
    Descriptor,
    PanelRules,
    Province,
    usual_tie_order,
)
from delpanel.model.discrepancy import DiscrepancyKind, DiscrepancyRule
from delpanel.model.localized import Localized
from delpanel.model.thresholds import OVERALL
from delpanel.presets.consolidation_keys import consolidation_rules
from delpanel.presets.toml_reader import Table, TomlReader
from scoring.rules import (
    CofinRule,
    Criterion,
    Direction,
    ErdfLineMode,
    FundingRules,
    GroupBasis,
    GroupGate,
    Method,
    OnNoFit,
    Policy,
    Region,
    ReserveScope,
    Rules,
    Scale,
    TieAttribute,
    TotalBasis,
    TotalThreshold,
)


def parse_call(text: str, source: str = "") -> Call:
    """Read a call file into a record.

    Raises:
        UserError: CALL_SYNTAX for text that is no TOML; CALL_KEY naming the key that is missing,
            of the wrong kind or out of range.
    """
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise UserError("CALL_SYNTAX", file=source, **toml_place(error)) from error
    return _CallReader(table, source).read()


def call_digest(text: str) -> str:
    """SHA-256 in hex of the call file's text with line ends made equal."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def criteria_digest(call: Call) -> str:
    """SHA-256 over criteria, scale and thresholds: what points given on another version depend on.

    Weights are left out: a sheet with points stays valid when only a weight changes.
    """
    rules = call.rules
    facts = (
        call.id,
        [(c.id, c.threshold_cp) for c in sorted(rules.criteria, key=lambda c: c.id)],
        (rules.scale.minimum_cp, rules.scale.maximum_cp, rules.scale.step_cp),
        repr(rules.total_threshold),
        repr(sorted(rules.group_gates, key=lambda g: g.id)),
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()


class _CallReader:
    """Builds a Call out of the tables of a call file."""

    def __init__(self, table: Table, source: str) -> None:
        self.top = TomlReader(table, source)
        self.source = source

    def read(self) -> Call:
        head = self.top.sub("call")
        rows = [
            TomlReader(row, self.source, f"criteria[{index}].")
            for index, row in enumerate(self.top.tables("criteria"))
        ]
        areas = [
            TomlReader(row, self.source, f"provinces[{index}].")
            for index, row in enumerate(self.top.tables("provinces"))
        ]
        reserve = self.top.sub("reserve")
        return Call(
            id=head.text("id"),
            title=head.localized("title"),
            kind=head.localized("kind"),
            rules=self._rules(rows, areas),
            criteria=tuple(self._criterion_text(row) for row in rows),
            provinces=tuple(Province(a.text("nuts"), a.localized("name")) for a in areas),
            deadlines=self._deadlines(),
            aid_rule_set=head.text("aid_rules"),
            letter_set=head.text("letters"),
            panel=self._panel(),
            assignment=self._assignment(),
            synergy=self.top.sub("policy").flag("synergy", default=False),
            minimum_partners=head.whole("minimum_partners", 1),
            sme_only=head.flag("sme_only", default=False),
            pre_registration_required=head.flag("pre_registration_required", default=False),
            mandatory_evidence=head.texts("mandatory_evidence", default=()),
            reserve_until=reserve.optional("until", reserve.day),
            expected_cost_cents=self._expected_cost(),
            assumed=self.top.texts("assumed", default=()),
            usual_ties=not self.top.sub("ties").has("order"),
        )

    def _rules(self, rows: Sequence[TomlReader], areas: Sequence[TomlReader]) -> Rules:
        total, gates = self._thresholds([row.text("id") for row in rows])
        scale = self.top.sub("scale")
        merge = self.top.sub("consolidation")
        ties = self.top.sub("ties")
        policy = self.top.sub("policy")
        criteria = tuple(
            Criterion(row.text("id"), row.whole("weight"), row.optional("threshold", row.points))
            for row in rows
        )
        return Rules(
            criteria=criteria,
            regions=tuple(
                Region(a.text("nuts"), a.whole("maximum", 1), a.optional("erdf", a.percent))
                for a in areas
            ),
            funding=self._funding(),
            scale=Scale(scale.points("minimum"), scale.points("maximum"), scale.points("step")),
            consolidation=consolidation_rules(merge),
            total_threshold=total,
            group_gates=gates,
            tie_order=ties.texts("order", default=usual_tie_order(criteria)),
            tie_attributes=tuple(
                TieAttribute(row.text("name"), row.one_of("direction", Direction, "desc"))
                for row in (
                    TomlReader(t, self.source, "ties.attributes.")
                    for t in ties.tables("attributes", default=())
                )
            ),
            lottery_seed=ties.text("lottery_seed", default=""),
            policy=policy.one_of("decides", Policy, "ranking"),
        )

    def _thresholds(
        self, criteria: list[str]
    ) -> tuple[TotalThreshold | None, tuple[GroupGate, ...]]:
        part = self.top.sub("thresholds")
        gates = tuple(
            GroupGate(
                row.text("id"),
                row.texts("criteria"),
                row.one_of("basis", GroupBasis, "sum"),
                row.points("minimum"),
            )
            for row in (
                TomlReader(t, self.source, "thresholds.groups.")
                for t in part.tables("groups", default=())
            )
        )
        if not part.has("overall"):
            return None, gates
        overall = part.points("overall")
        maximum = self.top.sub("scale").points("maximum")
        if part.one_of("basis", TotalBasis, "weighted") is TotalBasis.UNWEIGHTED:
            # the sum of points itself is held against the threshold, on the sum of the scales
            if part.has("out_of") and part.points("out_of") != maximum * len(criteria):
                raise part.problem("out_of", "out_of_range")
            whole = GroupGate(OVERALL, tuple(criteria), GroupBasis.SUM, overall)
            return None, (*gates, whole)
        out_of = part.points("out_of")
        if out_of == 0 or overall * maximum % out_of:
            raise part.problem("overall", "out_of_range")
        return TotalThreshold(overall * maximum // out_of, TotalBasis.WEIGHTED), gates

    def _funding(self) -> FundingRules:
        money, rates = self.top.sub("envelopes"), self.top.sub("rates")
        policy, reserve = self.top.sub("policy"), self.top.sub("reserve")
        decides = policy.one_of("decides", Policy, "ranking")
        return FundingRules(
            erdf_rate_bp=rates.percent("erdf"),
            erdf_budget_cents=money.euro("erdf"),
            cofin_budget_cents=money.euro("flemish"),
            erdf_project_max_cents=money.optional("erdf_per_dossier", money.euro),
            cofin_project_max_cents=money.optional("flemish_per_dossier", money.euro),
            public_cap_bp=rates.optional("public_cap", rates.percent),
            erdf_line_mode=rates.one_of("erdf_line_mode", ErdfLineMode, "per_line"),
            on_nofit=policy.one_of("on_nofit", OnNoFit, "skip_region"),
            partial=policy.flag("partial", default=False),
            cofin_rule=policy.one_of("cofinancing", CofinRule, "proportional"),
            coverage_first=decides is Policy.COVERAGE,
            reserve_per_region=reserve.optional("per_province", reserve.whole),
            reserve_scope=reserve.one_of("scope", ReserveScope, "all"),
        )

    def _expected_cost(self) -> int | None:
        money = self.top.sub("envelopes")
        return money.optional("expected_cost_per_dossier", money.euro)

    def _deadlines(self) -> Deadlines:
        part = self.top.sub("deadlines")
        try:
            zone = ZoneInfo(part.text("zone", default="Europe/Brussels"))
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise part.problem("zone", "unknown_value") from error
        return Deadlines(
            zone=zone.key,
            opens_at=part.moment("opens", zone),
            pre_registration_at=part.optional(
                "pre_registration", lambda key: part.moment(key, zone)
            ),
            dossier_at=part.moment("dossier", zone),
            decision_by=part.day("decision_by"),
            earliest_start_on=part.optional("earliest_start", part.day),
            latest_end_on=part.optional("latest_end", part.day),
        )

    def _panel(self) -> PanelRules:
        part = self.top.sub("panel")
        method = self.top.sub("consolidation").one_of("method", Method, "mean")
        gap, apart = part.points("consensus_gap", 50), part.points("discrepancy", 150)
        declared = [
            _discrepancy(TomlReader(row, self.source, f"panel.discrepancies[{index}]."))
            for index, row in enumerate(part.tables("discrepancies", default=()))
        ]
        usual = (
            DiscrepancyRule(DiscrepancyKind.SPREAD, apart),
            DiscrepancyRule(DiscrepancyKind.LONE_VOICE, apart, gap),
            DiscrepancyRule(DiscrepancyKind.STRADDLE),
            DiscrepancyRule(DiscrepancyKind.PIVOTAL),
            DiscrepancyRule(DiscrepancyKind.SEVERITY),
            DiscrepancyRule(DiscrepancyKind.HALO),
        )
        return PanelRules(
            evaluators_per_dossier=part.whole("evaluators_per_dossier", 3),
            minimum_motivation=part.whole("minimum_motivation", 40),
            consensus_gap_cp=gap,
            discrepancy_cp=apart,
            proposal=part.one_of("proposal", Method, str(method)),
            discrepancies=tuple(declared) if part.has("discrepancies") else usual,
            approvals=part.one_of("approvals", ApprovalRule, "none"),
            hold_scores=part.flag("hold_scores", default=False),
        )

    def _assignment(self) -> AssignmentRules:
        part, usual = self.top.sub("assignment"), AssignmentRules()
        return AssignmentRules(
            balance=part.one_of("balance", Balance, str(usual.balance)),
            minimum=part.whole("minimum", usual.minimum),
            maximum=part.optional("maximum", part.whole),
            page_step=part.whole("page_step", usual.page_step),
            words_per_page=part.whole("words_per_page", usual.words_per_page),
        )

    def _criterion_text(self, row: TomlReader) -> CriterionText:
        return CriterionText(
            id=row.text("id"),
            name=row.localized("name"),
            question=row.localized("question") if row.has("question") else Localized("", ""),
            descriptors=tuple(
                Descriptor(d.points("points"), Localized(d.text("nl"), d.text("en", default="")))
                for d in (
                    TomlReader(t, self.source, row.prefix + "descriptors.")
                    for t in row.tables("descriptors", default=())
                )
            ),
        )


def _discrepancy(row: TomlReader) -> DiscrepancyRule:
    kind = row.one_of("kind", DiscrepancyKind, "")
    measured = kind in {DiscrepancyKind.SPREAD, DiscrepancyKind.LONE_VOICE, DiscrepancyKind.TOTAL}
    points = row.points("points") if measured else 0
    is_lone = kind is DiscrepancyKind.LONE_VOICE
    return DiscrepancyRule(kind, points, row.points("within") if is_lone else 0)

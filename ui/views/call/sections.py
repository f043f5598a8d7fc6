"""The sections of the call page: money and rules, dates, criteria, versions of the file."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from delpanel import messages
from delpanel.model.call import Call, CriterionText
from delpanel.model.thresholds import overall_gate, reach_cp
from delpanel.services.calls.call_history import CallChange, changed_words
from delpanel.services.calls.tie_ladder import ladder_words
from delpanel.services.rankings.ranking import exact_text
from delpanel.services.rankings.ranking_view import basis_words
from scoring.ranking.ladder import commitment
from scoring.rules import Criterion
from ui.formats import euro_sign, moment, percent, points
from ui.kit.dressing import label, section_label
from ui.kit.fonts import TextStyle
from ui.kit.tokens import Role
from ui.models.points import window_language

translate = QCoreApplication.translate


def rules(call: Call, versions: Sequence[CallChange], language: str) -> list[QWidget]:
    """Money, dates, and the versions of the file where there are later ones."""
    found = [_money(call, language), _dates(call)]
    if versions:
        found.append(_versions(call, versions, language))
    return found


def criteria(call: Call, language: str) -> list[QWidget]:
    """Every criterion with its question and what its points mean."""
    return [_criterion(call, text, language) for text in call.criteria]


def _money(call: Call, language: str) -> QWidget:
    funding = call.rules.funding
    policy = messages.sentence(f"POLICY_RULE_{call.rules.policy}", {}, language)
    provinces = ", ".join(p.name.text(language) for p in call.provinces)
    limits = {region.max_funded for region in call.rules.regions}
    most = " / ".join(str(limit) for limit in sorted(limits))
    facts = [
        (
            translate("Call", "EFRO-enveloppe"),
            euro_sign(funding.erdf_budget_cents),
            "envelopes.erdf",
        ),
        (translate("Call", "Vlaamse enveloppe"), euro_sign(funding.cofin_budget_cents), ""),
        (translate("Call", "EFRO-percentage"), percent(funding.erdf_rate_bp), "rates.erdf"),
        (
            translate("Call", "Plafond overheidssteun"),
            percent(funding.public_cap_bp),
            "rates.public_cap",
        ),
        (translate("Call", "Provincies"), provinces, ""),
        (translate("Call", "Hoogstens per provincie"), most, ""),
        (translate("Call", "Rangschikking berust op"), basis_words(call, language), ""),
        (translate("Call", "Beslissend beleid"), policy, "policy.decides"),
        *_synergy(call),
        (translate("Call", "Drempel op het totaal"), _overall(call), "thresholds.overall"),
        (translate("Call", "Bij gelijk totaal beslist"), ladder_words(call, language), "ties"),
        *_lot(call),
        (
            translate("Call", "Reserve per provincie"),
            _reserve(call),
            "reserve",
        ),
        (translate("Call", "Regelset staatssteun"), call.aid_rule_set, ""),
    ]
    return _facts(translate("Call", "Geld en regels"), facts, call)


def _synergy(call: Call) -> list[tuple[str, str, str]]:
    """What the call allows of synergy; silent where it allows none, as nearly every call."""
    if not call.synergy:
        return []
    said = translate("Call", "toegelaten, vast te leggen vóór de eerste punten")
    return [(translate("Call", "Punten voor samenhang"), said, "policy.synergy")]


def _lot(call: Call) -> list[tuple[str, str, str]]:
    """What is to be published of the lot, in groups so that it can be read out."""
    seed = call.rules.lottery_seed
    if not seed:
        return []
    published = commitment(seed)
    parts = [published[at : at + 8] for at in range(0, len(published), 8)]
    return [(translate("Call", "Loting, te publiceren"), " ".join(parts), "")]


def _reserve(call: Call) -> str:
    most = call.rules.funding.reserve_per_region
    return translate("Call", "geen grens") if most is None else str(most)


def _dates(call: Call) -> QWidget:
    dates = call.deadlines
    facts = [
        (translate("Call", "Vooraanmelding tot en met"), moment(dates.pre_registration_at), ""),
        (translate("Call", "Dossier tot en met"), moment(dates.dossier_at), ""),
        (translate("Call", "Tijdzone"), dates.zone, ""),
        (
            translate("Call", "Beslissing vóór"),
            messages.day(dates.decision_by, window_language()),
            "",
        ),
    ]
    return _facts(translate("Call", "Termijnen"), facts, call)


def _facts(title: str, facts: list[tuple[str, str, str]], call: Call) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, 200)
    grid.setColumnStretch(1, 1)
    grid.addWidget(label(title, TextStyle.HEADING), 0, 0, 1, 2)
    for number, (name, value, key) in enumerate(facts, start=1):
        grid.addWidget(label(name, TextStyle.CELL, "text2"), number, 0)
        said = label(value, TextStyle.NAME)
        said.setWordWrap(True)
        grid.addWidget(said, number, 1)
        if key and any(a == key or key.startswith(f"{a}.") for a in call.assumed):
            grid.addWidget(_assumed(), number, 2)
    return holder


def _assumed() -> QWidget:
    tone: Role = "warn"
    return label(translate("Call", "aangenomen, niet gepubliceerd"), TextStyle.CAPTION, tone)


def _versions(call: Call, found: Sequence[CallChange], language: str) -> QWidget:
    """Every later version with what it changed and why, the newest first."""
    facts = [
        (
            translate("Call", "versie {0}, {1}, {2}").format(
                change.version,
                change.actor,
                messages.day(change.at.astimezone(ZoneInfo(call.deadlines.zone)).date(), language),
            ),
            "\n".join(
                (
                    changed_words(call, change.keys, language),
                    change.reason or translate("Call", "geen reden gegeven"),
                )
            ),
            "",
        )
        for change in reversed(found)
    ]
    return _facts(translate("Call", "Versies van het oproepbestand"), facts, call)


def _criterion(call: Call, text: CriterionText, language: str) -> QWidget:
    criterion = call.criterion(text.id)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    head = QHBoxLayout()
    head.setSpacing(12)
    head.addWidget(label(text.name.text(language), TextStyle.HEADING))
    head.addWidget(label(_weight(call, criterion), TextStyle.CHIP, "text2"))
    if "criteria.weight" in call.assumed:
        head.addWidget(_assumed())
    head.addStretch(1)
    column.addLayout(head)
    column.addWidget(label(text.question.text(language), TextStyle.CELL, "text2"))
    column.addSpacing(4)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for number, descriptor in enumerate(text.descriptors):
        grid.addWidget(section_label(points(descriptor.points_cp)), number, 0)
        said = label(descriptor.text.text(language))
        said.setWordWrap(True)
        grid.addWidget(said, number, 1)
    column.addLayout(grid)
    return holder


def _weight(call: Call, criterion: Criterion) -> str:
    said = translate("Call", "gewicht {0} op {1}").format(criterion.weight, call.rules.weight_sum)
    if criterion.threshold_cp is None:
        return said
    return f"{said} · " + translate("Call", "drempel {0}").format(points(criterion.threshold_cp))


def _overall(call: Call) -> str:
    rules = call.rules
    if rules.total_threshold is not None:
        share = Fraction(rules.total_threshold.threshold_cp, rules.scale.maximum_cp)
        on_100 = exact_text(100 * share).replace(".", ",")
        return translate("Call", "{0} op 100, gewogen").format(on_100)
    gate = overall_gate(rules)
    if gate is not None:
        top = points(reach_cp(rules, gate)[1])
        return translate("Call", "{0} op {1}, ongewogen").format(points(gate.minimum_cp), top)
    return translate("Call", "geen")

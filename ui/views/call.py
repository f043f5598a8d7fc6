"""Oproep: everything about the call, readable, with what is assumed; checked and replaced here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.call import Call, CriterionText
from delpanel.model.issues import Severity
from delpanel.services import calling, exporting
from delpanel.services.ranking_view import basis_words
from scoring.rules import Criterion
from ui.commands import Acts
from ui.formats import euro_sign, moment, percent, points
from ui.kit.dressing import button, hairline, label, pane, primary_button, section_label
from ui.kit.fonts import TextStyle
from ui.kit.notify import Kind, Message, MessageArea
from ui.kit.page import Hint, Page
from ui.kit.page_toolbar import PageToolbar
from ui.kit.tokens import Role
from ui.models.points import window_language

MEASURE = 1040
_KINDS = {Severity.ERROR: Kind.BAD, Severity.WARNING: Kind.WARN, Severity.INFO: Kind.INFO}


class CallPage(Page):
    """The call as data. Nothing here is typed in; a new version comes from a call file."""

    def __init__(self, acts: Acts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._workspace = acts.workspace
        self.toolbar, self.messages = PageToolbar(), MessageArea()
        self.template_button = button("")
        self.replace_button = button("")
        self.check_button = primary_button("")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        for made in (self.template_button, self.replace_button, self.check_button):
            self.toolbar.add(made)
        for part in (self.toolbar, hairline(), self.messages, self._scroll):
            self.body.addWidget(part)
        self.check_button.clicked.connect(self._on_check)
        self.replace_button.clicked.connect(self._on_replace)
        self.template_button.clicked.connect(self._on_template)
        self._acts.hub.changed.connect(self._on_changed)
        self.retranslate()

    @override
    def title(self) -> str:
        return self.tr("Oproep")

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (Hint(("Ctrl 2",), self.tr("dossiers")), Hint(("Ctrl K",), self.tr("zoeken")))

    @override
    def on_shown(self) -> None:
        self.reload()
        self.check_button.setFocus()

    @override
    def retranslate(self) -> None:
        self.template_button.setText(self.tr("Leeg dossiersjabloon bewaren"))
        self.replace_button.setText(self.tr("Oproepbestand vervangen"))
        self.check_button.setText(self.tr("Nakijken"))
        self.reload()

    def reload(self) -> None:
        """Show the call as it stands."""
        language = window_language()
        state = self._workspace.snapshot()
        call = state.call
        note = self.tr("versie {0} van het oproepbestand").format(state.call_version)
        self.toolbar.set_title(call.title.text(language), note)
        ground = pane()
        outer = QHBoxLayout(ground)
        outer.setContentsMargins(24, 24, 24, 24)
        block = QWidget()
        block.setMaximumWidth(MEASURE)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._money(call, language))
        column.addWidget(hairline())
        column.addWidget(self._dates(call))
        for text in call.criteria:
            column.addWidget(hairline())
            column.addWidget(self._criterion(call, text, language))
        column.addStretch(1)
        outer.addWidget(block, 0, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)
        self._scroll.setWidget(ground)

    def _money(self, call: Call, language: str) -> QWidget:
        rules = call.rules.funding
        policy = messages.sentence(f"POLICY_RULE_{call.rules.policy}", {}, language)
        provinces = ", ".join(p.name.text(language) for p in call.provinces)
        limits = {region.max_funded for region in call.rules.regions}
        most = " / ".join(str(limit) for limit in sorted(limits))
        facts = [
            (self.tr("EFRO-enveloppe"), euro_sign(rules.erdf_budget_cents), "envelopes.erdf"),
            (self.tr("Vlaamse enveloppe"), euro_sign(rules.cofin_budget_cents), ""),
            (self.tr("EFRO-percentage"), percent(rules.erdf_rate_bp), "rates.erdf"),
            (self.tr("Plafond overheidssteun"), percent(rules.public_cap_bp), "rates.public_cap"),
            (self.tr("Provincies"), provinces, ""),
            (self.tr("Hoogstens per provincie"), most, ""),
            (self.tr("Rangschikking berust op"), basis_words(call, language), ""),
            (self.tr("Beslissend beleid"), policy, "policy.decides"),
            *self._synergy(call),
            (self.tr("Drempel op het totaal"), self._overall(call), "thresholds.overall"),
            (self.tr("Reserve per provincie"), str(rules.reserve_per_region or 0), "reserve"),
            (self.tr("Regelset staatssteun"), call.aid_rule_set, ""),
        ]
        return self._facts(self.tr("Geld en regels"), facts, call)

    def _synergy(self, call: Call) -> list[tuple[str, str, str]]:
        """What the call allows of synergy; silent where it allows none, as nearly every call."""
        if not call.synergy:
            return []
        said = self.tr("toegelaten, vast te leggen vóór de eerste punten")
        return [(self.tr("Punten voor samenhang"), said, "policy.synergy")]

    def _dates(self, call: Call) -> QWidget:
        dates = call.deadlines
        facts = [
            (self.tr("Vooraanmelding tot en met"), moment(dates.pre_registration_at), ""),
            (self.tr("Dossier tot en met"), moment(dates.dossier_at), ""),
            (self.tr("Tijdzone"), dates.zone, ""),
            (self.tr("Beslissing vóór"), messages.day(dates.decision_by, window_language()), ""),
        ]
        return self._facts(self.tr("Termijnen"), facts, call)

    def _facts(self, title: str, facts: list[tuple[str, str, str]], call: Call) -> QWidget:
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
                grid.addWidget(self._assumed(), number, 2)
        return holder

    def _assumed(self) -> QWidget:
        tone: Role = "warn"
        return label(self.tr("aangenomen, niet gepubliceerd"), TextStyle.CAPTION, tone)

    def _criterion(self, call: Call, text: CriterionText, language: str) -> QWidget:
        criterion = call.criterion(text.id)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(text.name.text(language), TextStyle.HEADING))
        head.addWidget(label(self._weight(call, criterion), TextStyle.CHIP, "text2"))
        if "criteria.weight" in call.assumed:
            head.addWidget(self._assumed())
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

    def _weight(self, call: Call, criterion: Criterion) -> str:
        said = self.tr("gewicht {0} op {1}").format(criterion.weight, call.rules.weight_sum)
        if criterion.threshold_cp is None:
            return said
        return f"{said} · " + self.tr("drempel {0}").format(points(criterion.threshold_cp))

    def _overall(self, call: Call) -> str:
        rules = call.rules
        if rules.total_threshold is not None:
            on_100 = 10000 * rules.total_threshold.threshold_cp // rules.scale.maximum_cp
            return self.tr("{0} op 100, gewogen").format(points(on_100))
        for gate in rules.group_gates:
            if len(gate.criteria) == len(rules.criteria):
                top = points(rules.scale.maximum_cp * len(gate.criteria))
                return self.tr("{0} op {1}, ongewogen").format(points(gate.minimum_cp), top)
        return self.tr("geen")

    def _on_check(self) -> None:
        found = calling.check_text(self._workspace.snapshot().call_text, self._workspace.call.id)
        self.messages.clear()
        if not found:
            lead = self.tr("Geen tegenspraken in het oproepbestand.")
            self.messages.show_message(Message(Kind.GOOD, lead))
        for issue in found:
            said = messages.of_issue(issue, window_language())
            self.messages.show_message(Message(_KINDS[issue.severity], said))

    def _on_replace(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Oproepbestand kiezen"), "", self.tr("Oproepen (*.toml)")
        )
        if name:
            self.replace_by(Path(name))

    def replace_by(self, path: Path) -> None:
        """Replace the call file by another version, or say why not."""
        try:
            text = path.read_text(encoding="utf-8-sig")
            changes = calling.replace_text(self._workspace, text, path.name)
        except OSError:
            self._refuse(UserError("SOURCE_MISSING", file=str(path)))
        except UserError as error:
            self._refuse(error)
        else:
            self._acts.hub.tell(changes, self)
            self.reload()

    def _on_template(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Sjabloon bewaren als"), "dossiers.xlsx", self.tr("Excel (*.xlsx)")
        )
        if not name:
            return
        try:
            exporting.write_template_for(
                Path(name), self._workspace.call, window_language(), replace=True
            )
        except UserError as error:
            self._refuse(error)
        else:
            lead = self.tr("{0} is bewaard.").format(Path(name).name)
            self.messages.show_message(Message(Kind.GOOD, lead, key="template"))

    def _refuse(self, error: UserError) -> None:
        said = messages.of_error(error, window_language())
        self.messages.show_message(Message(Kind.BAD, said, key="refused"))

    def _on_changed(self, changes: object, origin: object) -> None:
        if getattr(changes, "weights", False) and origin is not self:
            self.reload()

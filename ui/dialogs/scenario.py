"""The settings of one scenario: what is left as it stands keeps the value of the call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.call import Call
from delpanel.model.scenario import GROUP, TOTAL, Scenario
from delpanel.model.thresholds import overall_gate, own_groups, reach_cp
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.what_ifs.scenario_view import threshold_name
from delpanel.services.what_ifs.scenarios import as_settings, scenario_from
from delpanel.services.what_ifs.threshold_settings import threshold_text
from scoring.rules import CofinRule, Method, OnNoFit, Policy
from ui.formats import euro
from ui.kit.dressing import button, label, labelled, primary_button, row, wear_text
from ui.kit.fonts import TextStyle
from ui.models.points import window_language

COLUMNS = 3


class ScenarioDialog(QDialog):
    """``scenario`` is what was filled in; an empty field keeps the value of the call."""

    def __init__(
        self,
        snapshot: Snapshot,
        held: Scenario | None,
        taken: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._snapshot = snapshot
        self._taken = set(taken) - {held.name if held else ""}
        self._made: Scenario | None = None
        self.setWindowTitle(self.tr("Scenario wijzigen") if held else self.tr("Scenario toevoegen"))
        self.setMinimumWidth(880)
        self.name = QLineEdit("" if held is None else held.name)
        self.fields: dict[str, QLineEdit] = {}
        self.choices: dict[str, QComboBox] = {}
        self.left_out: dict[str, QCheckBox] = {}
        self.hint = label("", TextStyle.CHIP, "text2")
        self.hint.setWordWrap(True)
        self.save_button = primary_button(self.tr("Bewaren"))
        self._build()
        if held is not None:
            self._fill(as_settings(held, snapshot))
        self._connect()
        self._check()
        self.name.setFocus()

    def scenario(self) -> Scenario | None:
        """What was filled in; None where it is not a scenario yet."""
        return self._made

    def _settings(self) -> dict[str, str]:
        found = {key: box.text().strip() for key, box in self.fields.items()}
        found |= {key: str(box.currentData() or "") for key, box in self.choices.items()}
        without = [name for name, box in self.left_out.items() if box.isChecked()]
        found["without"] = ",".join(without)
        none = self.tr("geen")
        return {key: "none" if text == none else text for key, text in found.items() if text}

    def _fill(self, settings: Mapping[str, str]) -> None:
        for key, text in settings.items():
            if key in self.fields:
                self.fields[key].setText(self.tr("geen") if text == "none" else _plain(text))
            elif key in self.choices:
                self.choices[key].setCurrentIndex(self.choices[key].findData(text))
        for name in settings.get("without", "").split(","):
            if name in self.left_out:
                self.left_out[name].setChecked(True)

    def _check(self) -> None:
        self._made = None
        said = ""
        name = self.name.text().strip()
        if name in self._taken:
            said = self.tr("Er is al een scenario met deze naam.")
        elif not self._settings():
            said = self.tr("Wijzig minstens één waarde.")
        else:
            try:
                self._made = scenario_from(name, self._settings(), self._snapshot)
            except UserError as error:
                said = messages.of_error(self._named(error), window_language())
        self.hint.setText(said)
        self.save_button.setEnabled(self._made is not None)

    def _named(self, error: UserError) -> UserError:
        """Say the field by its label instead of by its key, and nothing as it is typed here."""
        key = str(error.params.get("key", ""))
        if key not in self.fields:
            return error
        said = {"key": self.fields[key].accessibleName(), "none": self.tr("geen")}
        return UserError(error.code, **{**error.params, **said})

    def _connect(self) -> None:
        for box in (self.name, *self.fields.values()):
            box.textChanged.connect(self._check)
        for choice in self.choices.values():
            choice.currentIndexChanged.connect(self._check)
        for check in self.left_out.values():
            check.toggled.connect(self._check)

    def _build(self) -> None:
        rules = self._snapshot.call.rules
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(labelled(self.tr("Naam"), self.name))
        money = QGridLayout()
        money.setHorizontalSpacing(12)
        erdf = self._field("erdf", self.tr("EFRO-enveloppe"), euro(rules.funding.erdf_budget_cents))
        flemish = self._field(
            "flemish", self.tr("Vlaamse enveloppe"), euro(rules.funding.cofin_budget_cents)
        )
        money.addWidget(erdf, 0, 0)
        money.addWidget(flemish, 0, 1)
        rate = messages.points(rules.funding.erdf_rate_bp)
        money.addWidget(self._field("rate", self.tr("EFRO-percentage"), rate), 0, 2)
        column.addLayout(money)
        column.addWidget(self._criteria())
        column.addLayout(self._rules())
        if self._snapshot.evaluators:
            column.addWidget(self._evaluators())
        note = self.tr("Wat leeg blijft, houdt de waarde van de oproep. De oproep wijzigt niet.")
        column.addWidget(label(note, TextStyle.CAPTION, "text3"))
        column.addWidget(self.hint)
        cancel = button(self.tr("Annuleren"))
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)
        self.save_button.setDefault(True)
        column.addWidget(row(None, cancel, self.save_button))

    def _criteria(self) -> QWidget:
        rules, language = self._snapshot.call.rules, window_language()
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for place, text in enumerate((self.tr("Gewicht"), self.tr("Drempel")), start=1):
            grid.addWidget(label(text, TextStyle.SECTION, "text2"), 0, place)
        for number, criterion in enumerate(rules.criteria, start=1):
            name = self._snapshot.call.criterion_text(criterion.id).name.text(language)
            threshold = criterion.threshold_cp
            held = self.tr("geen") if threshold is None else messages.points(threshold)
            grid.addWidget(label(name), number, 0)
            weight = self._box(
                f"weight.{criterion.id}", self.tr("Gewicht van {0}"), name, str(criterion.weight)
            )
            grid.addWidget(weight, number, 1)
            asked = self._box(f"threshold.{criterion.id}", self.tr("Drempel op {0}"), name, held)
            grid.addWidget(asked, number, 2)
        for number, (subject, title, held) in enumerate(_other_thresholds(self._snapshot.call), 1):
            place = len(rules.criteria) + number
            grid.addWidget(label(title), place, 0)
            name = threshold_name(self._snapshot.call, subject, language)
            box = self._box(f"threshold.{subject}", self.tr("Drempel op {0}"), name, held)
            grid.addWidget(box, place, 2)
        return holder

    def _rules(self) -> QGridLayout:
        rules = self._snapshot.call.rules
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        asked: tuple[tuple[str, str, type[StrEnum], StrEnum], ...] = (
            ("policy", self.tr("Beslissende regel"), Policy, rules.policy),
            ("on_nofit", self.tr("Wie niet past"), OnNoFit, rules.funding.on_nofit),
            ("cofin_rule", self.tr("Vlaamse rest"), CofinRule, rules.funding.cofin_rule),
            ("method", self.tr("Waarde zonder consensus"), Method, rules.consolidation.method),
        )
        for number, (key, title, kind, held) in enumerate(asked):
            box = QComboBox()
            box.addItem(self.tr("oproep: {0}").format(_word(key, held)), "")
            for value in kind:
                if value is not held:
                    box.addItem(_word(key, value), str(value))
            self.choices[key] = box
            grid.addWidget(labelled(title, box), number // 2, number % 2)
        grid.addWidget(self._partial(), len(asked) // 2, 0)
        some = ", ".join(list(self._snapshot.dossier_by_id)[:2])
        numbers = self.tr("nummers met komma's, zoals {0}").format(some)
        out = self._field("without_dossiers", self.tr("Dossiers weglaten"), numbers)
        grid.addWidget(out, len(asked) // 2, 1)
        return grid

    def _partial(self) -> QWidget:
        held = self._snapshot.call.rules.funding.partial
        box = QComboBox()
        box.addItem(self.tr("oproep: {0}").format(_variants(allowed=held)), "")
        box.addItem(_variants(allowed=not held), "no" if held else "yes")
        self.choices["partial"] = box
        return labelled(self.tr("Verlaagde begrotingen"), box)

    def _evaluators(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        title = label(self.tr("Beoordelaars weglaten"), TextStyle.SECTION, "text2")
        grid.addWidget(title, 0, 0, 1, COLUMNS)
        for number, evaluator in enumerate(self._snapshot.evaluators):
            box = wear_text(QCheckBox(evaluator.name or evaluator.id), TextStyle.CELL)
            self.left_out[evaluator.id] = box
            place = (1 + number // COLUMNS, number % COLUMNS)
            grid.addWidget(box, *place, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _field(self, key: str, title: str, held: str) -> QWidget:
        box = QLineEdit()
        box.setPlaceholderText(held)
        self.fields[key] = box
        return labelled(title, box)

    def _box(self, key: str, template: str, name: str, held: str) -> QLineEdit:
        box = QLineEdit()
        box.setPlaceholderText(held)
        box.setAccessibleName(template.format(name))
        box.setFixedWidth(88)
        self.fields[key] = box
        return box


def _word(key: str, value: StrEnum) -> str:
    code = f"POLICY_{value}" if key == "policy" else f"SCENARIO_{value}"
    return messages.sentence(code, {}, window_language())


def _variants(*, allowed: bool) -> str:
    return messages.sentence(
        "SCENARIO_partial" if allowed else "SCENARIO_whole", {}, window_language()
    )


def _other_thresholds(call: Call) -> Iterator[tuple[str, str, str]]:
    """Give the key, the title and the value in the call of each threshold on several criteria."""
    rules = call.rules
    total, whole = rules.total_threshold, overall_gate(rules)
    for gate in own_groups(rules):
        yield GROUP + gate.id, _tr("Groep {0}").format(gate.id), messages.points(gate.minimum_cp)
    if whole is not None:
        out_of = messages.points(reach_cp(rules, whole)[1])
        title = _tr("Som van de punten, op {0}").format(out_of)
        yield TOTAL, title, messages.points(whole.minimum_cp)
        return
    held = _tr("geen")
    if total is not None:
        held = threshold_text(TOTAL, total.threshold_cp, rules)
    yield TOTAL, _tr("Totaal op 100"), held


def _tr(text: str) -> str:
    return QCoreApplication.translate("ScenarioDialog", text)


def _plain(text: str) -> str:
    return text.removesuffix(",00")

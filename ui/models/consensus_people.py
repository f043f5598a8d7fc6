"""What a chair should know about an evaluator, as items of the agenda with a plain sentence."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from delpanel.services.state.computed import Computed
from scoring.statistics.flags import Flag, FlagCode
from ui import formats
from ui.models.consensus import AgendaItem, Urgency

translate = QCoreApplication.translate


def people_items(computed: Computed, flags: Sequence[Flag]) -> tuple[AgendaItem, ...]:
    """One item a flag, without dossier; the pivotal first. Only what the call asks for."""
    people = computed.snapshot.evaluator_by_id
    rules = {str(rule.kind) for rule in computed.snapshot.call.panel.discrepancies}
    return tuple(
        AgendaItem(
            dossier="",
            name=people[who].name if who in people else who,
            criterion=f"{flag.code} {who}",
            criterion_name=translate("AgendaPeople", "Beoordelaar"),
            urgency=Urgency.TALK,
            reasons=(flag_sentence(flag, computed.core.rules.scale.maximum_cp),),
        )
        for flag in flags
        if (who := flag.evaluator) is not None and str(flag.code) in rules
    )


def flag_sentence(flag: Flag, maximum_cp: int) -> str:
    """Say what was seen; the amount of a severity flag is in centipoints of one criterion."""
    match flag.code:
        case FlagCode.PIVOTAL:
            names = ", ".join(flag.dossiers)
            return translate(
                "AgendaPeople", "Zonder deze punten verandert de uitkomst van {0}."
            ).format(names)
        case FlagCode.SEVERITY:
            leniency = flag.amount or 0
            tenths = round(abs(float(leniency)) * 1000 / maximum_cp)
            amount = formats.total(Fraction(tenths, 10), 1)
            if leniency > 0:
                return translate(
                    "AgendaPeople", "Geeft gemiddeld {0} op 100 meer dan het panel."
                ).format(amount)
            return translate(
                "AgendaPeople", "Geeft gemiddeld {0} op 100 minder dan het panel."
            ).format(amount)
        case _:
            return translate("AgendaPeople", "Geeft elk dossier op alle criteria dezelfde punten.")

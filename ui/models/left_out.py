"""What would be without an evaluator or a score, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from scoring.allocation.leave_out import LeftOut

translate = QCoreApplication.translate


def effect_of_score(left: LeftOut, dossier: str, names: Mapping[str, str]) -> str:
    """What one score changes, told from its own dossier."""
    if left.changes_nothing:
        if left.held:
            return translate("LeftOut", "Zonder deze score: de afgesproken punten blijven.")
        return translate("LeftOut", "Zonder deze score: niets verandert.")
    parts = _turned(left, names)
    move = next((m for m in left.moves if m.dossier == dossier), None)
    if move is not None and move.after is None:
        parts.append(translate("LeftOut", "dit dossier krijgt geen rang"))
    elif move is not None and move.before is None:
        parts.append(translate("LeftOut", "dit dossier krijgt rang {0}").format(move.after))
    elif move is not None:
        said = translate("LeftOut", "rang {0} wordt rang {1}")
        parts.append(said.format(move.before, move.after))
    elif left.moves:
        parts.append(translate("LeftOut", "deze rang blijft, andere verschuiven"))
    return translate("LeftOut", "Zonder deze score: {0}.").format("; ".join(parts))


def effect_of_person(left: LeftOut, person: str, names: Mapping[str, str]) -> str:
    """What an evaluator changes, told from the whole panel."""
    if left.changes_nothing:
        return translate("LeftOut", "Zonder {0}: niets verandert.").format(person)
    parts = _turned(left, names)
    if left.moves:
        parts.append(translate("LeftOut", "%n rangen verschuiven", "", len(left.moves)))
    return translate("LeftOut", "Zonder {0}: {1}.").format(person, "; ".join(parts))


def effect_of_turning(left: LeftOut, person: str, criterion: str, names: Mapping[str, str]) -> str:
    """One score on which a gate or the funding hangs, named in full."""
    dossier = "" if left.cell is None else names.get(left.cell[0], left.cell[0])
    said = translate("LeftOut", "{0}, {1}, score van {2}: {3}.")
    return said.format(dossier, criterion, person, "; ".join(_turned(left, names)))


def _turned(left: LeftOut, names: Mapping[str, str]) -> list[str]:
    come = ", ".join(names.get(name, name) for name in left.added)
    gone = ", ".join(names.get(name, name) for name in left.dropped)
    parts: list[str] = []
    if come and gone:
        parts.append(translate("LeftOut", "{0} gefinancierd in plaats van {1}").format(come, gone))
    elif come:
        parts.append(translate("LeftOut", "ook {0} gefinancierd").format(come))
    elif gone:
        parts.append(translate("LeftOut", "{0} niet gefinancierd").format(gone))
    for change in left.gates:
        name = names.get(change.dossier, change.dossier)
        if any(code.startswith("UNRANKABLE") for code in change.after):
            text = translate("LeftOut", "{0} heeft te weinig punten")
        elif change.after and not change.before:
            text = translate("LeftOut", "{0} zakt onder een drempel")
        elif change.before and not change.after:
            text = translate("LeftOut", "{0} haalt elke drempel")
        else:
            text = translate("LeftOut", "{0} mist andere drempels")
        parts.append(text.format(name))
    return parts

"""How sturdy the funded set is, in plain sentences with the exact figure behind each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from delpanel.model.call import Call
from delpanel.services.allocation.sturdiness import Sturdy
from scoring.robustness.one_weight import FundedStretch, WeightStability
from ui import formats
from ui.models.points import in_sentence, window_language

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and what stands behind it."""

    text: str
    exact: str


def weight_sentences(found: Sturdy, names: Mapping[str, str]) -> tuple[Said, ...]:
    """One sentence a criterion: between which weights the funded set stays what it is."""
    return tuple(_weight(one, in_sentence(names[one.criterion])) for one in found.by_weight)


def drawn_sentences(found: Sturdy, names: Mapping[str, str]) -> tuple[Said, ...]:
    """One sentence a dossier that some drawn weights fund, the surest first."""
    shares = found.drawn.funded_shares() or ()
    ordered = sorted(zip(found.drawn.dossiers, shares, strict=True), key=lambda p: (-p[1], p[0]))
    said = translate("Sturdy", "{0}: gefinancierd in {1} van de wegingen")
    return tuple(
        Said(said.format(names.get(name, name), _drawn(share)), _error(found, share))
        for name, share in ordered
        if share
    )


def noise_sentence(found: Sturdy, names: Mapping[str, str]) -> Said:
    """What other draws of the same evaluators would fund, with the weights of the call."""
    shares = dict(zip(found.noisy.dossiers, found.noisy.funded_shares() or (), strict=True))
    loose = sorted((n for n, share in shares.items() if 0 < share < 1), key=lambda n: -shares[n])
    exact = translate(
        "Sturdy", "{0} trekkingen van de beoordelaars per dossier; {1} afgesproken waarden blijven."
    ).format(formats.number(found.noisy.draws), found.held)
    if found.held == len(found.noisy.dossiers) * found.criteria:
        return Said(
            translate("Sturdy", "Alle punten zijn afgesproken: andere bladen veranderen niets."),
            exact,
        )
    if not loose:
        said = translate("Sturdy", "Met andere trekkingen van de bladen blijft de set dezelfde.")
        return Said(said, exact)
    listed = ", ".join(f"{names.get(n, n)} {_drawn(shares[n])}" for n in loose)
    said = translate("Sturdy", "Met andere trekkingen van de bladen wankelt de set: {0}.")
    return Said(said.format(listed), exact)


def robust_sentences(found: Sturdy, names: Mapping[str, str]) -> tuple[Said, ...]:
    """Who is in every choice that can be defended for weights near the call's, and who in some."""
    if found.refused is not None:
        lead = translate("Sturdy", "Welke dossiers altijd te verdedigen zijn, is niet bekend.")
        return (Said(f"{lead} {messages.of_error(found.refused, window_language())}", ""),)
    if found.robust is None:
        return ()
    sets = len(found.robust.portfolios)
    exact = translate(
        "Sturdy",
        "%n keuzes die geen andere overtreft zolang elk gewicht hoogstens vijf punten verschuift;"
        " op sommen van totalen alleen.",
        "",
        sets,
    )
    pairs = list(zip(found.robust.dossiers, found.robust.core_index, strict=True))
    always = [names.get(name, name) for name, index in pairs if index == 1]
    some = [names.get(name, name) for name, index in pairs if 0 < index < 1]
    said = []
    if always:
        text = translate("Sturdy", "Bij gewichten dicht bij de officiële altijd erbij: {0}.")
        said.append(Said(text.format(", ".join(always)), exact))
    if some:
        text = translate("Sturdy", "Bij een deel ervan erbij: {0}.")
        said.append(Said(text.format(", ".join(some)), exact))
    return tuple(said)


def dossier_sentences(found: Sturdy, dossier: str, call: Call) -> tuple[Said, ...]:
    """Where one dossier stands under drawn weights: province, most frequent rank, own weights."""
    drawn = found.drawn
    if dossier not in drawn.dossiers:
        return ()
    place, language = drawn.dossiers.index(dossier), window_language()
    said: list[Said] = []
    first = drawn.first_in_region_shares()
    province = call.province(found.regions[place]) if found.regions else None
    if first is not None and province is not None:
        text = translate("Sturdy", "Eerste van {0} in {1} van de wegingen.")
        name = province.name.text(language)
        said.append(Said(text.format(name, _with_error(found, first[place])), _ranks_of(found)))
    shares = drawn.shares()[place]
    best = max(range(len(shares)), key=lambda rank: (shares[rank], -rank))
    text = translate("Sturdy", "Meestal op rang {0}: in {1} van de wegingen.")
    said.append(Said(text.format(best + 1, _with_error(found, shares[best])), _ranks_of(found)))
    return (*said, Said(_central(drawn.central_weights[place], call), _ranks_of(found)))


def _central(weights: tuple[float, ...] | None, call: Call) -> str:
    """The middle of the weights that put a dossier first, the heaviest named first."""
    if weights is None:
        return translate("Sturdy", "Bij geen enkele weging eerste van allemaal.")
    language = window_language()
    parts = sorted(zip(weights, call.rules.criteria, strict=True), key=lambda p: (-p[0], p[1].id))
    listed = ", ".join(
        f"{in_sentence(call.criterion_text(c.id).name.text(language))} {_drawn(Fraction(w))}"
        for w, c in parts
    )
    return translate("Sturdy", "Waar het eerste is van allemaal, weegt gemiddeld {0}.").format(
        listed
    )


def _with_error(found: Sturdy, share: Fraction) -> str:
    """A share with its Monte-Carlo error in percentage points."""
    if share in {0, 1}:
        return f"{share * 100} %"
    points = Fraction(round(found.drawn.standard_error(share) * 1000), 10)
    return f"{_drawn(share)} (±\N{NO-BREAK SPACE}{formats.total(points, 1)})"


def _ranks_of(found: Sturdy) -> str:
    return translate(
        "Sturdy",
        "{0} trekkingen over alle gewichten, op totalen alleen: ook dossiers onder een drempel"
        " tellen mee. Achter ± staat de Monte-Carlofout in procentpunt.",
    ).format(formats.number(found.drawn.draws))


def _weight(one: WeightStability, name: str) -> Said:
    here = one.current
    low, high = (formats.total(share * 100, 1) for share in (here.low, here.high))
    if here.low == 0 and here.high == 1:
        text = translate("Sturdy", "De gefinancierde set blijft dezelfde, hoe zwaar {0} ook weegt.")
        return Said(text.format(name), _exact(here))
    if here.low == 0:
        text = translate(
            "Sturdy", "De gefinancierde set blijft dezelfde zolang {0} minder dan {2} % weegt."
        )
    elif here.high == 1:
        text = translate(
            "Sturdy", "De gefinancierde set blijft dezelfde zolang {0} meer dan {1} % weegt."
        )
    else:
        text = translate(
            "Sturdy",
            "De gefinancierde set blijft dezelfde zolang {0} tussen {1} % en {2} % weegt.",
        )
    return Said(text.format(name, low, high), _exact(here))


def _exact(stretch: FundedStretch) -> str:
    """The ends as fractions of all weight, each said to be in or out."""
    ends = (
        translate("Sturdy", "inbegrepen") if inside else translate("Sturdy", "niet inbegrepen")
        for inside in (stretch.low_included, stretch.high_included)
    )
    low_end, high_end = ends
    return translate("Sturdy", "Exact: van {0} ({1}) tot {2} ({3}) van het gewicht.").format(
        stretch.low, low_end, stretch.high, high_end
    )


def _drawn(share: Fraction) -> str:
    if share == 1:
        return "100 %"
    return f"{formats.total(share * 100, 1)} %"


def _error(found: Sturdy, share: Fraction) -> str:
    points = Fraction(round(found.drawn.standard_error(share) * 1000), 10)
    return translate(
        "Sturdy", "{0} trekkingen over alle gewichten; Monte-Carlofout {1} procentpunt."
    ).format(formats.number(found.drawn.draws), formats.total(points, 1))

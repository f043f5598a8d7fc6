"""The fields a letter text may use, with their meaning, and their values for one letter.

Names are Dutch, for those who edit the texts are. A value that is absent stays empty; a text that
uses an empty field holds the letter back.
"""

from __future__ import annotations

from datetime import date, datetime

from delpanel import messages
from delpanel.letters.facts import AmountFacts, LetterFacts, ResultFacts
from delpanel.letters.figures import euro, exact, rate

FIELDS = {
    "oproep.code": "kenmerk van de oproep",
    "oproep.titel": "titel van de oproep",
    "oproep.soort": "soort oproep",
    "oproep.programma": "programma",
    "oproep.voorwerp": "wat de oproep steunt, bijvoorbeeld experimenteerruimte",
    "oproep.hoogstens_per_provincie": "hoogste aantal dossiers per provincie, in woorden",
    "enveloppe.efro": "EFRO-enveloppe",
    "enveloppe.vlaams": "Vlaamse enveloppe",
    "deadline.vooraanmelding_ts": "uiterste moment van de vooraanmelding",
    "deadline.dossier_ts": "uiterste moment van de indiening",
    "dossier.nr": "nummer van het dossier",
    "dossier.titel": "titel van het dossier",
    "dossier.acroniem": "korte naam van het dossier",
    "dossier.provincie": "provincie van de hub",
    "project.start": "begin van het project",
    "project.einde": "einde van het project",
    "promotor.naam": "naam van de promotor",
    "promotor.kbo": "ondernemingsnummer van de promotor",
    "promotor.contact": "contactpersoon van de promotor",
    "ontvangst.vooraanmelding_ts": "moment van de vooraanmelding",
    "ontvangst.dossier_ts": "moment van de indiening",
    "afzender.orgaan": "wie schrijft",
    "beslissing.code": "beslissingscode",
    "beslissing.datum": "datum van de beslissing",
    "beslissing.orgaan": "wie besliste",
    "beslissing.ref": "kenmerk van de beslissing",
    "beslissing.aanvaarden": "uiterste dag van de aanvaarding",
    "brief.datum": "datum van de brief",
    "brief.versie": "versie van de brief",
    "brief.controlegetal": "begin van de vingerafdruk van de vastgelegde toekenning",
    "ondertekenaar.orgaan": "voor wie wordt ondertekend",
    "contact.naam": "contactpersoon",
    "contact.functie": "functie van de contactpersoon",
    "contact.telefoon": "telefoon van de contactpersoon",
    "contact.mail": "mailadres van de contactpersoon",
    "panel.datum_consensus": "dag van de consensus",
    "panel.aantal_beoordelaars": "zinsdeel over het aantal beoordelaars",
    "score.totaal": "totaalscore",
    "score.max": "hoogste totaalscore",
    "score.rang": "rang",
    "score.aantal_ontvankelijk": "aantal ontvankelijke dossiers",
    "score.aantal_gerangschikt": "aantal dossiers dat alle drempels haalde",
    "score.deelnemers": "zin over die twee aantallen",
    "drempel.totaal": "drempel voor het totaal",
    "drempel.naam": "naam van de niet gehaalde drempel",
    "drempel.waarde": "behaalde waarde",
    "drempel.eis": "gevraagde waarde",
    "drempel.max": "hoogste waarde bij de drempel",
    "drempel.motivering": "vaststelling van het panel bij de drempel",
    "criterium.naam": "naam van het criterium",
    "criterium.waarde": "punten op het criterium",
    "criterium.ander": "punten van het gekozen dossier",
    "criterium.max": "hoogste aantal punten",
    "criterium.drempel": "drempel van het criterium",
    "criterium.gewicht": "gewicht van het criterium",
    "criterium.gewicht_som": "som van de gewichten",
    "criterium.vindplaats": "waar het in het dossier staat",
    "kost.totaal": "aanvaarde kosten",
    "efro.bedrag": "toegekende EFRO-steun",
    "efro.pct": "EFRO-steun in procent van de kosten",
    "vl.bedrag": "toegekende Vlaamse cofinanciering",
    "vl.pct": "Vlaamse cofinanciering in procent van de kosten",
    "eigen.bedrag": "eigen bijdrage",
    "eigen.pct": "eigen bijdrage in procent van de kosten",
    "gevraagd.totaal": "gevraagde overheidssteun",
    "toegekend.totaal": "toegekende overheidssteun",
    "verlaging.totaal": "verschil tussen gevraagd en toegekend",
    "verlaging.post": "post van de verlaging",
    "verlaging.gevraagd": "gevraagd op die post",
    "verlaging.aanvaard": "aanvaard op die post",
    "verlaging.reden": "reden van de verlaging",
    "voorwaarde.nr": "nummer van de voorwaarde",
    "voorwaarde.bewijs": "gevraagd bewijs",
    "voorwaarde.datum": "uiterste dag van de voorwaarde",
    "steun.partner": "partner die de steun krijgt",
    "steun.bedrag": "steun aan de partner",
    "steun.kost": "kosten van de partner",
    "steun.artikel": "artikel van de regel",
    "steun.verordening": "verordening van de regel",
    "steun.regel": "naam van de regel",
    "steun.nummer": "nummer van de steunmaatregel",
    "minimis.verordening": "de-minimisverordening op de datum van de beslissing",
    "minimis.plafond": "plafond per onderneming",
    "minimis.periode": "periode van het plafond",
    "winnaar.nr": "nummer van het dossier dat de plaats kreeg",
    "winnaar.totaal": "totaalscore van dat dossier",
    "winnaar.sleutel": "wat bij een gelijk totaal besliste",
    "winnaar.verschil": "verschillen per criterium",
    "rest.efro": "EFRO-steun die nog over was",
    "rest.vlaams": "Vlaamse cofinanciering die nog over was",
    "tekort.bedragen": "wat ontbrak",
    "tekort.door": "nummer van het dossier dat niet gefinancierd kon worden",
    "dekking.gekozen": "aantal provincies in de keuze",
    "dekking.met": "aantal provincies met dit dossier erbij",
    "dekking.som_gekozen": "som van de totaalscores in de keuze",
    "dekking.som_met": "som met dit dossier erbij",
    "dekking.extra": "welke enveloppe hoeveel hoger moest zijn",
    "dekking.verhoging": "de kleinste verhogingen die volstonden, met ‘of’ ertussen",
    "res.rang": "plaats op de reservelijst",
    "res.bereik": "provincie of gewest van de reservelijst",
    "res.geldig_tot": "einde van de reservelijst",
    "gat.bedrag": "tekort in het financieringsplan",
    "gat.reden": "uitleg van dat tekort",
    "grond.deadline": "uiterste moment",
    "grond.ontvangen": "moment van ontvangst",
    "grond.te_laat": "hoeveel te laat",
    "grond.citaat": "aangehaalde passage",
    "grond.pagina": "bladzijde van de passage",
    "intrekking.datum": "dag van de intrekking",
    "communicatie.plicht": "verplichtingen bij communicatie",
    "bewaar.stukken": "einde van de bewaartermijn voor de begunstigde",
    "gegevens.verantwoordelijke": "wie de gegevens verwerkt",
    "gegevens.bewaar_einde": "einde van de bewaartermijn voor de gegevens",
    "gegevens.dpo": "contact voor persoonsgegevens",
    "gegevens.toezichthouder": "toezichthouder voor persoonsgegevens",
    "beroep.termijn": "termijn van beroep in dagen",
    "rvs.adres": "adres van de Raad van State",
    "rvs.platform": "elektronisch platform van de Raad van State",
    "klacht.contact": "contact voor klachten",
    "inzage.termijn": "termijn van antwoord op een vraag om inzage",
    "bijlage.nr": "nummer van de bijlage",
    "bijlage.titel": "titel van de bijlage",
    "bijlage.voorwaarden": "nummer van de bijlage met de voorwaarden",
    "bijlage.financiering": "nummer van de bijlage met de financiering",
    "zitting.nr": "nummer van de zitting",
    "zitting.namen": "namen van leden (alleen in notulen)",
    "zitting.dossiers": "nummers van dossiers",
    "zitting.tekst": "woorden uit het zittingslogboek",
    "zitting.behandeld": "zin over het aantal behandelde dossiers",
    "zitting.regel": "laatste regel van het logboek",
    "zitting.controlegetal": "begin van de vingerafdruk van het logboek",
    "lid.naam": "naam van een panellid (alleen in notulen)",
    "uur.van": "uur van begin of vertrek",
    "uur.tot": "uur van einde of terugkeer",
    "aantal": "een aantal",
    "bedrag": "een bedrag",
    "bladzijde": "nummer van de bladzijde",
    "bladzijden": "aantal bladzijden",
}


def values_of(facts: LetterFacts) -> dict[str, str]:
    """Write every field that stands for one value in the whole letter; absent ones are empty."""
    values = {**_call_values(facts), **_dossier_values(facts), **_office_values(facts)}
    if facts.result is not None:
        values |= _result_values(facts.result, facts.call.total_maximum)
    if facts.amounts is not None:
        values |= _amount_values(facts.amounts)
    if facts.reserve is not None:
        own = facts.reserve.scope == facts.dossier.province
        values |= {
            "res.rang": str(facts.reserve.place),
            "res.bereik": f"de provincie {facts.reserve.scope}" if own else facts.reserve.scope,
            "res.geldig_tot": _day(facts.reserve.valid_until),
        }
    if facts.gap is not None:
        values |= {"gat.bedrag": euro(facts.gap.gap_cents), "gat.reden": facts.gap.reason}
    return values


def _call_values(facts: LetterFacts) -> dict[str, str]:
    call = facts.call
    return {
        "oproep.code": call.code,
        "oproep.titel": call.title,
        "oproep.soort": call.kind,
        "oproep.programma": call.letter_set.programme,
        "oproep.voorwerp": call.letter_set.object_name,
        "enveloppe.efro": euro(call.erdf_envelope_cents),
        "enveloppe.vlaams": euro(call.flemish_envelope_cents),
        "deadline.vooraanmelding_ts": _moment(call.pre_registration_at),
        "deadline.dossier_ts": _moment(call.dossier_at),
        "drempel.totaal": exact(call.total_threshold),
        "drempel.max": exact(call.threshold_maximum),
    }


def _dossier_values(facts: LetterFacts) -> dict[str, str]:
    dossier, decision = facts.dossier, facts.decision
    return {
        "dossier.nr": dossier.id,
        "dossier.titel": dossier.title,
        "dossier.acroniem": dossier.acronym,
        "dossier.provincie": dossier.province,
        "project.start": _day(dossier.start_on),
        "project.einde": _day(dossier.end_on),
        "promotor.naam": dossier.lead.name,
        "promotor.kbo": dossier.lead.kbo,
        "promotor.contact": dossier.lead.contact,
        "ontvangst.vooraanmelding_ts": _moment(dossier.pre_registered_at),
        "ontvangst.dossier_ts": _moment(dossier.submitted_at),
        "beslissing.code": decision.code,
        "beslissing.datum": _day(decision.decided_on),
        "beslissing.orgaan": decision.body,
        "beslissing.ref": decision.reference,
        "beslissing.aanvaarden": _day(decision.accept_before),
        "brief.datum": _day(decision.letter_on),
        "brief.versie": str(decision.letter_version),
        "brief.controlegetal": decision.allocation_digest[:16],
        "panel.datum_consensus": _day(decision.consensus_on),
        "intrekking.datum": _day(decision.withdrawn_on),
    }


def _office_values(facts: LetterFacts) -> dict[str, str]:
    office = facts.call.letter_set
    return {
        "afzender.orgaan": office.sender.authority,
        "contact.naam": office.sender.contact.name,
        "contact.functie": office.sender.contact.function,
        "contact.telefoon": office.sender.contact.phone,
        "contact.mail": office.sender.contact.mail,
        "communicatie.plicht": office.publicity,
        "bewaar.stukken": office.archive_until,
        "gegevens.verantwoordelijke": office.privacy.controller,
        "gegevens.bewaar_einde": office.privacy.kept_until,
        "gegevens.dpo": office.privacy.officer_contact,
        "gegevens.toezichthouder": office.privacy.supervisor,
        "beroep.termijn": str(office.appeal.term_days),
        "rvs.adres": office.appeal.council_address,
        "rvs.platform": office.appeal.platform,
        "klacht.contact": office.appeal.complaint_contact,
        "inzage.termijn": str(office.appeal.access_days),
    }


def _result_values(result: ResultFacts, maximum: str) -> dict[str, str]:
    return {
        "score.totaal": exact(result.total),
        "score.max": exact(maximum),
        "score.rang": "" if result.rank is None else str(result.rank),
        "score.aantal_ontvankelijk": str(result.admissible_count),
        "score.aantal_gerangschikt": str(result.ranked_count),
    }


def _amount_values(amounts: AmountFacts) -> dict[str, str]:
    cost = amounts.eligible_cost_cents
    requested = amounts.requested_erdf_cents + amounts.requested_flemish_cents
    awarded = amounts.awarded_erdf_cents + amounts.awarded_flemish_cents
    return {
        "kost.totaal": euro(cost),
        "efro.bedrag": euro(amounts.awarded_erdf_cents),
        "efro.pct": rate(amounts.awarded_erdf_cents, cost),
        "vl.bedrag": euro(amounts.awarded_flemish_cents),
        "vl.pct": rate(amounts.awarded_flemish_cents, cost),
        "eigen.bedrag": euro(amounts.own_cents),
        "eigen.pct": rate(amounts.own_cents, cost),
        "gevraagd.totaal": euro(requested),
        "toegekend.totaal": euro(awarded),
        "verlaging.totaal": euro(requested - awarded),
        "steun.nummer": amounts.aid_number,
    }


def _day(value: date | None) -> str:
    return "" if value is None else messages.day(value)


def _moment(value: datetime | None) -> str:
    return "" if value is None else messages.moment(value)

"""A decision held against what its bare numbers answer: the recomputation by an outsider."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from delpanel.exchange import result_document
from delpanel.services.solving import solve
from delpanel.services.verification.checks import Check, same

Json = Mapping[str, Any]

SHARE: Final = (
    *(("cost_cents", "cost"), ("erdf_cents", "erdf")),
    *(("flemish_cents", "cofin"), ("own_cents", "own")),
)
AWARD: Final = (("id", "id"), ("theta_bp", "theta_bp"), *SHARE)
ENTITLEMENT: Final = (
    *(("theta_bp", "theta_bp"), ("cost_cents", "cost"), ("other_public_cents", "other")),
    *(("erdf_cents", "erdf"), ("flemish_most_cents", "cofin_max")),
    *(("flemish_needed_cents", "cofin_need"), ("viable", "viable")),
)
SUMS: Final = (
    *SHARE,
    *(("erdf_left_cents", "left_erdf"), ("flemish_left_cents", "left_cofin")),
    *(("provinces", "regions"), ("value", "value")),
)
RESERVE: Final = (
    *(("province", "region"), ("place", "place"), ("addon_erdf_cents", "addon_erdf")),
    *(("addon_flemish_cents", "addon_cofin"), ("province_full", "region_full")),
)
"""A document from before has no prices: only what it says is held against the answer."""
APPROVED_WITH_CONDITIONS, APPROVED = "GK-VW", "GK"


def recomputed_checks(name: str, text: str, document: Json) -> Iterator[Check]:
    """Answer the lines of a panel and hold a decision against the answers, one check at a time.

    ``name`` is that of the file of lines, ``text`` what it holds. A document that lacks a part
    fails the check on that part.
    """
    lines = [json.loads(line) for line in text.splitlines() if line.strip()]
    answers = [json.loads(line) for line in solve(text.splitlines())]
    refused = [str(one.get("id")) for one in answers if "error" in one]
    asked = {line.get("kind"): line for line in lines}
    results = {one.get("kind"): one.get("result") for one in answers}
    points, money = results.get("consolidation") or {}, results.get("funding") or {}
    if refused or "published" not in money or "consolidation" not in results:
        yield Check("VERIFY_ANSWERED", holds=False, params={"file": name})
        return
    yield _sources(name, lines, document)
    decision = _table(document, "decision")
    yield _held("VERIFY_POINTS", lambda: _points(points, decision))
    instance = asked["funding"]["instance"]
    yield _link(points, instance)
    yield from _Money(instance, _plain(money), document).checks()


def _sources(name: str, lines: Sequence[Json], document: Json) -> Check:
    keys = ("call", "call_version", "rules_hash", "data_hash")
    same_source = all(line.get(key) == document.get(key) for line in lines for key in keys)
    return Check("VERIFY_SOURCE", same_source, {"file": name})


def _held(code: str, differing: Callable[[], Iterable[str]]) -> Check:
    """Give a check; a document of another shape than ours fails it, and the others go on."""
    try:
        return same(code, differing())
    except (AttributeError, KeyError, TypeError, ValueError):
        return same(code, ["?"])


def _points(points: Json, decision: Json) -> list[str]:
    held = _table(decision, "consolidated")
    return [
        dossier
        for dossier in {*points, *held}
        if _cells(points.get(dossier)) != _cells(held.get(dossier))
    ]


def _cells(cells: Json | None) -> object:
    """Give value, source, count and exact aggregate of each criterion, whoever wrote them."""
    return {
        criterion: (
            cell.get("value", cell.get("value_cp")),
            cell.get("source"),
            cell.get("n_valid"),
            _exact(cell.get("aggregate")),
            _exact(cell.get("calibrated")),
        )
        for criterion, cell in (cells or {}).items()
    }


def _link(points: Json, instance: Json) -> Check:
    """Say whether the money is computed from the values that the points give."""
    differing = [
        dossier["id"]
        for dossier in instance["dossiers"]
        if dossier["scores_cp"]
        != {
            criterion: cell["value"]
            for criterion, cell in points.get(dossier["id"], {}).items()
            if cell["value"] is not None
        }
    ]
    return same("VERIFY_LINK", differing)


class _Money:
    """The order and the money of a decision beside the answer; ids of what differs."""

    def __init__(self, instance: Json, answer: Json, document: Json) -> None:
        self.call, self.answer, self.document = instance["call"], answer, document
        self.decision = _table(document, "decision")
        self.policies = answer["published"]["policies"]
        self.own = self.policies.get(self.decision.get("policy"), {})

    def checks(self) -> Iterator[Check]:
        declared = self.document.get("declared_policy", self.decision.get("policy"))
        yield Check("VERIFY_POLICY", self.answer["published"]["policy"] == declared)
        for code, differing in (
            ("VERIFY_ORDER", self._order),
            ("VERIFY_GATES", self._gates),
            ("VERIFY_ENTITLEMENTS", self._entitlements),
            ("VERIFY_AWARDS", self._awards),
            ("VERIFY_TOTALS", self._totals),
            ("VERIFY_REASONS", self._reasons),
            ("VERIFY_RESERVE", self._reserve),
            ("VERIFY_OTHER", self._other),
        ):
            yield _held(code, differing)

    def _order(self) -> Iterable[str]:
        held = {
            row.get("id"): (row.get("rank"), row.get("decided_by") or "", _exact(row.get("total")))
            for row in _rows(self.decision, "ranking")
        }
        found: dict[object, object] = {
            name: (None, "", self._on_100(name)) for name in self.answer["gates"]
        }
        ranked = self.answer["published"]["ranking"]
        found |= {r["id"]: (r["rank"], r["decided_by"], self._on_100(r["id"])) for r in ranked}
        order = [row["id"] for row in ranked]
        return _differing(found, held) or (order if order != self._listed() else [])

    def _listed(self) -> list[object]:
        rows = _rows(self.decision, "ranking")
        return [row.get("id") for row in rows if row.get("rank") is not None]

    def _on_100(self, dossier: str) -> Fraction | None:
        total = self.answer["totals"].get(dossier)
        if total is None:
            return None
        return Fraction(100 * int(total), self.answer["weight_sum"] * self.call["scale_max_cp"])

    def _gates(self) -> list[str]:
        held = {
            row.get("id"): [
                f"{gate.get('kind')}:{gate.get('subject')}".removesuffix(":")
                for gate in _rows(row, "gates")
            ]
            for row in _rows(self.decision, "ranking")
        }
        return _differing(self.answer["gates"], held)

    def _entitlements(self) -> list[str]:
        held = {
            name: [tuple(one.get(key) for key, _ in ENTITLEMENT) for one in variants]
            for name, variants in _table(self.decision, "entitlements").items()
        }
        found = {
            name: [tuple(one[key] for _, key in ENTITLEMENT) for one in variants]
            for name, variants in self.answer["entitlements"].items()
        }
        return _differing(found, held)

    def _awards(self) -> list[str]:
        held = {a.get("id"): _award(a, 0) for a in _rows(self.decision, "awards")}
        found = {a["id"]: _award(a, 1) for a in self.own.get("awards", ())}
        funded = self.decision.get("funded")
        astray = list(found) if list(found) != list(held) or list(found) != funded else []
        return _differing(found, held) or astray

    def _totals(self) -> list[str]:
        return _sums(self.own.get("totals", {}), self.decision.get("totals"))

    def _reasons(self) -> list[str]:
        held = {
            name: (one.get("code"), _decided(one.get("decision")), one.get("params"))
            for name, one in _table(self.decision, "reasons").items()
        }
        found = {
            name: (one["code"], one["decision"], one["params"])
            for name, one in self.own.get("reasons", {}).items()
        }
        return _differing(found, held)

    def _reserve(self) -> list[str]:
        listed, own = _rows(self.decision, "reserve"), self.own.get("reserve", ())
        kept = [pair for pair in RESERVE if all(pair[0] in one for one in listed)]
        held = {e.get("id"): [e.get(key) for key, _ in kept] for e in listed}
        found = {e["id"]: [e[key] for _, key in kept] for e in own}
        return _differing(found, held) or (list(found) if list(found) != list(held) else [])

    def _other(self) -> Iterator[str]:
        held = _table(self.document, "other_policy")
        found = self.policies.get(held.get("policy"), {})
        yield from set(found.get("funded", ())) ^ set(held.get("funded") or ())
        yield from _sums(found.get("totals", {}), held.get("totals"))


def _award(award: Json, side: int) -> object:
    """Give an award with its lines and partners; ``side`` 0 reads the decision, 1 the answer."""
    return (
        tuple(award.get(pair[side]) for pair in AWARD),
        *(
            sorted(
                (
                    str(share.get("id", "")) if part == "lines" else "",
                    str(share.get("partner")),
                    *(share.get(pair[side]) for pair in SHARE),
                )
                for share in award.get(part, ())
            )
            for part in ("lines", "partners")
        ),
    )


def _sums(found: Json, held: object) -> list[str]:
    """Name the sums that differ."""
    there = held if isinstance(held, dict) else {}
    return [key for key, own in SUMS if found.get(own) != there.get(key)]


def _decided(code: object) -> object:
    """Conditions are declared, not computed: an approval with them is an approval."""
    return APPROVED if code == APPROVED_WITH_CONDITIONS else code


def _differing(found: Mapping[Any, Any], held: Mapping[Any, Any]) -> list[str]:
    return [str(name) for name in {*found, *held} if found.get(name) != held.get(name)]


def _exact(value: object) -> Fraction | None:
    if value is None or value == "":
        return None
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return Fraction(-1)


def _plain(answer: Json) -> Json:
    """Write and read it as a decision is, so that a very large number looks the same in both."""
    return result_document.parse(result_document.canonical(answer))


def _table(row: Json, key: str) -> Json:
    value = row.get(key)
    return value if isinstance(value, dict) else {}


def _rows(row: Json, key: str) -> Iterable[Json]:
    value = row.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

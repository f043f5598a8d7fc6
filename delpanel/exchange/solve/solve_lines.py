"""JSON Lines in, JSON Lines out: anybody can recompute a decision without our state.

Each line ``{id, kind, instance}`` is answered by ``{id, kind, result}``; one that cannot be
answered by ``{id, line, error: {code, field, message}}``, and the others go on. No file, no clock,
no configuration: the same line always gets the same answer.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from typing import Final

from delpanel import messages
from delpanel.errors import UserError
from delpanel.exchange.solve.solve_fields import Field, Json
from scoring.errors import InvalidInputError, ScoringError

ADVISORY: Final = ("rank_interval", "smaa", "reliability", "calibration")
FUNDING: Final = ("funding", "funding_large", "consolidation", "apportionment")
LANGUAGE: Final = "en"

log = logging.getLogger(__name__)


def solve_lines(lines: Iterable[str]) -> Iterator[str]:
    """Answer every line that is not blank, in order, one at a time, without line ends."""
    for number, line in enumerate(lines, start=1):
        if line.strip("\ufeff \t\r\n"):
            yield json.dumps(_answer(number, line), allow_nan=False, separators=(",", ":"))


def _answer(number: int, line: str) -> dict[str, Json]:
    answer: dict[str, Json] = {"id": None}
    try:
        record = Field(_parsed(line), "")
        answer["id"] = _identity(record.get("id"))
        kind = record.get("kind").text()
        answer["kind"] = kind
        answer["result"] = _result(kind, record.get("instance").value)
    except (ScoringError, UserError) as error:
        return _refusal(answer, number, error)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one line must not cost the others
        log.error("line %d: %s", number, type(error).__name__)  # noqa: TRY400 - the trace would quote the data
        params = InvalidInputError("solve_internal", "instance", error=type(error).__name__)
        return _refusal(answer, number, params)
    return answer


def _identity(held: Field) -> Json:
    if isinstance(held.value, str):
        return held.value
    if not isinstance(held.value, int) or isinstance(held.value, bool):
        raise InvalidInputError("solve_field_kind", held.path, expected="text or integer")
    return held.integer()


def _parsed(line: str) -> Json:
    try:
        record: Json = json.loads(
            line.lstrip("\ufeff"), object_pairs_hook=_once_each, parse_constant=float
        )
        line.encode()  # bytes that are no UTF-8 came in as lone surrogates
    except (ValueError, RecursionError) as error:
        raise InvalidInputError("solve_line_not_json", "line") from error
    if not isinstance(record, dict):
        raise InvalidInputError("solve_field_kind", "line", expected="object")
    return record


def _once_each(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidInputError("solve_field_twice", twice)
    return found


def _result(kind: str, instance: Json) -> Json:
    if kind in ADVISORY:
        from delpanel.exchange.solve import solve_advisory

        return solve_advisory.solve_case(kind, instance)
    if kind in FUNDING:
        from delpanel.exchange.solve import solve_funding

        result: Json = solve_funding.solve_case(kind, instance)
        return result
    raise InvalidInputError("solve_kind_unknown", "kind", kind=kind)


def _refusal(
    answer: dict[str, Json], number: int, error: ScoringError | UserError
) -> dict[str, Json]:
    refused = {name: value for name, value in answer.items() if name in {"id", "kind"}}
    field = error.field if isinstance(error, ScoringError) else ""
    return {
        **refused,
        "line": number,
        "error": {
            "code": error.code,
            "field": field,
            "message": messages.of_error(error, LANGUAGE),
        },
    }

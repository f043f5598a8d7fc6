"""What a server itself keeps watch over: functions of the panel's owner that logins may only call.

They stand in the file beside this one. They run with the owner's rights, ask who is logged in
(``session_user``, which no login can change) and look for tables in the panel's schema only, so
that no table of the same name can be slipped in. ``@schema`` stands for that schema.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_SAFE: Final = "SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$"
# Facts about the panel that every login may know
OPEN_FACTS: Final = ("panel_id", "scoring_released")
# What an evaluator's login may write into the journal, always under its own name
MEMBER_ACTS: Final = (
    *("approve", "approve-undone", "assess", "assess-cleared", "conflict", "score-voided"),
)
# How often something changed that a login can see, and where it is told so; the empty login stands
# for the office. The name of a channel is a secret: whoever hears it can count
LOGIN_POINTS: Final = (
    (
        "CREATE TABLE login_points (login TEXT NOT NULL, value BIGINT NOT NULL, "
        "channel TEXT NOT NULL, CONSTRAINT pk_login_points PRIMARY KEY (login))"
    ),
    "INSERT INTO login_points VALUES ('', 0, 'delpanel_' || md5(gen_random_uuid()::text))",
)
# The criteria and the scale of the call as rows: a member's SQL gives no other points than those
SCORE_GRID: Final = (
    "CREATE TABLE score_grid (criterion TEXT NOT NULL, minimum_cp INTEGER NOT NULL, "
    "maximum_cp INTEGER NOT NULL, step_cp INTEGER NOT NULL, "
    "CONSTRAINT pk_score_grid PRIMARY KEY (criterion))"
)
# Functions that logins may call, by their signature; the others run from these and from triggers
CALLED: Final = (
    *(
        "panel_role()",
        "my_person()",
        "my_evaluator()",
        "is_frozen()",
        "is_released()",
        "my_dossiers()",
    ),
    *("panel_version()", "panel_channel()"),
)
CALLED_BY_WRITERS: Final = ("begin_change()", "journal_append(text, text, text, text, text)")


def functions() -> list[str]:
    """Give the statements that make them, parted by empty lines in their file."""
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    words = {
        "@safe": _SAFE,
        "@open_facts": listed(OPEN_FACTS),
        "@member_acts": listed(MEMBER_ACTS),
    }
    for word, meaning in words.items():
        text = text.replace(word, meaning)
    return [_plain(statement) for statement in text.strip().split("\n\n")]


def listed(names: tuple[str, ...]) -> str:
    """Write names as a list of SQL texts."""
    return ", ".join(f"'{name}'" for name in names)


def _plain(statement: str) -> str:
    return "\n".join(line for line in statement.splitlines() if not line.startswith("--"))

"""The tables of a round: attachments, assignment, approvals, ledger, meeting, synergy, withdrawals.

They came with version 2 of the schema and follow the rules of ``delpanel.storage.schema``.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, Column, Integer, LargeBinary, PrimaryKeyConstraint, Text

from delpanel.storage.columns import (
    CENTS,
    DAY_SHAPE,
    MOMENT_SHAPE,
    counted,
    dossier_key,
    evaluator_key,
    filled,
    one_of,
    sha256,
    shaped,
    table,
    texts,
    whole,
)

ATTACHMENTS: Final = table(
    "attachments",
    dossier_key("CASCADE"),
    *whole("number"),
    *texts("file_name", "media_type", "digest"),
    *whole("pages"),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("dossier", "number"),
    counted("number"),
    *filled("file_name", "media_type"),
    sha256(),
    CheckConstraint("length(content) > 0", name="content_filled"),
)
# De minimis aid a partner declares to have received; no row where nothing is stated
PARTNER_AID: Final = table(
    "partner_aid",
    dossier_key("CASCADE"),
    *texts("partner"),
    Column("received_cents", CENTS, nullable=False),
    PrimaryKeyConstraint("dossier", "partner"),
    *filled("partner"),
    CheckConstraint("received_cents >= 0", name="received_counted"),
)
# What an evaluator knows and takes on; ``expertise`` is a canonical JSON list
EVALUATOR_PROFILES: Final = table(
    "evaluator_profiles",
    evaluator_key("CASCADE"),
    *texts("expertise"),
    Column("minimum", Integer),
    Column("maximum", Integer),
    PrimaryKeyConstraint("evaluator"),
    CheckConstraint("minimum >= 0", name="minimum_counted"),
    CheckConstraint("maximum IS NULL OR maximum >= minimum", name="maximum_reached"),
)
# Expertise of which at least one evaluator of a dossier must have it
DOSSIER_EXPERTISE: Final = table(
    "dossier_expertise",
    dossier_key("CASCADE"),
    *texts("expertise"),
    PrimaryKeyConstraint("dossier", "expertise"),
    *filled("expertise"),
)
# What a member says of the agreed points of a dossier; stale where ``based_on`` no longer fits
APPROVALS: Final = table(
    "approvals",
    dossier_key(),
    evaluator_key(),
    *texts("answer", "note", "based_on", "source", "at", "actor"),
    PrimaryKeyConstraint("dossier", "evaluator"),
    one_of("answer", "approved", "dissent"),
    one_of("source", "room", "pack"),
    *filled("actor"),
    *shaped(MOMENT_SHAPE, "at"),
)
# Whose words were taken over into an agreed motivation
CONSENSUS_SOURCES: Final = table(
    "consensus_sources",
    dossier_key(),
    *texts("criterion"),
    evaluator_key(),
    *texts("quote"),
    PrimaryKeyConstraint("dossier", "criterion", "evaluator"),
    *filled("criterion", "quote"),
)
# Every move of agreed points and what it did to the funded set (``effect``: canonical JSON)
CONSENSUS_LEDGER: Final = table(
    "consensus_ledger",
    *whole("number", "act"),
    *texts("dossier", "criterion"),
    Column("before_cp", Integer),
    Column("after_cp", Integer),
    *texts("reason", "effect", "at", "actor"),
    PrimaryKeyConstraint("number"),
    counted("number"),
    CheckConstraint("act BETWEEN 1 AND number", name="act_counted"),
    *filled("dossier", "criterion", "actor"),
    *shaped(MOMENT_SHAPE, "at"),
)
# Who left or joined while a round ran, by which rule, and what it changed
PANEL_CHANGES: Final = table(
    "panel_changes",
    *whole("number"),
    *texts("evaluator", "kind", "rule", "reason", "effect", "at", "actor"),
    PrimaryKeyConstraint("number"),
    counted("number"),
    one_of("kind", "left", "joined"),
    *filled("evaluator", "rule", "reason", "actor"),
    *shaped(MOMENT_SHAPE, "at"),
)
MEETING_EVENTS: Final = table(
    "meeting_events",
    *whole("number", "meeting"),
    *texts("kind", "dossier", "evaluator", "text", "at", "actor"),
    PrimaryKeyConstraint("number"),
    counted("number"),
    *filled("kind", "actor"),
    *shaped(MOMENT_SHAPE, "at"),
)
# Pairs of dossiers with points, declared before scores open. They outlive their dossiers, so that
# taking one out and reading it in again loses nothing; the first is the smaller by code point,
# which no check can say here: servers compare texts by their own language
SYNERGIES: Final = table(
    "synergies",
    *texts("dossier_a", "dossier_b"),
    *whole("points_cp"),
    *texts("reason", "actor", "at"),
    PrimaryKeyConstraint("dossier_a", "dossier_b"),
    *filled("dossier_a", "dossier_b", "reason", "actor"),
    CheckConstraint("dossier_a <> dossier_b", name="two_dossiers"),
    CheckConstraint("points_cp <> 0", name="points_count"),
    *shaped(MOMENT_SHAPE, "at"),
)
# Dossiers their applicants took back; ``dossiers.withdrawn`` says the same for whoever only counts
WITHDRAWALS: Final = table(
    "withdrawals",
    dossier_key("CASCADE"),
    *texts("told_on", "reason", "actor", "at"),
    PrimaryKeyConstraint("dossier"),
    *filled("reason", "actor"),
    *shaped(DAY_SHAPE, "told_on"),
    *shaped(MOMENT_SHAPE, "at"),
)
# Which login of a server acts in which role; ``evaluator`` is who fills in sheets, or who presides
SERVER_LOGINS: Final = table(
    "server_logins",
    *texts("login", "role"),
    Column("evaluator", Text),
    PrimaryKeyConstraint("login"),
    *filled("login"),
    one_of("role", "secretariat", "chair", "evaluator", "reader"),
    CheckConstraint("role <> 'evaluator' OR evaluator IS NOT NULL", name="evaluator_named"),
    CheckConstraint(
        "evaluator IS NULL OR role IN ('evaluator', 'chair')", name="evaluator_of_the_panel"
    ),
)

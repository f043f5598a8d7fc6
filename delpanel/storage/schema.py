"""Every table of a panel, with every rule the domain states about what may be kept.

The same tables live in a panel file (SQLite, STRICT) and on a server (PostgreSQL). Columns are
integers and texts only: points in centipoints, money in cents, moments as UTC ISO text of one
width, days as ISO text, small mappings as canonical JSON. What a source filed is kept as filed: a
negative amount or a crooked period is a finding, so no constraint forbids it here.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)

from delpanel.storage.columns import (
    CENTS,
    DAY_SHAPE,
    MOMENT_SHAPE,
    counted,
    dossier_key,
    evaluator_key,
    filled,
    flag,
    one_of,
    sha256,
    shaped,
    table,
    texts,
    whole,
)

SCHEMA_VERSION: Final = 2

META: Final = table("meta", *texts("key", "value"), PrimaryKeyConstraint("key"), *filled("key"))
# One row that each writer raises: it serialises writers on a server and tells readers to look again
SYNC_POINT: Final = table(
    "sync_point",
    *whole("id", "value"),
    PrimaryKeyConstraint("id"),
    CheckConstraint("id = 1", name="one_row"),
)
CALL_VERSIONS: Final = table(
    "call_versions",
    *whole("number"),
    *texts("text", "digest", "at", "actor", "reason"),
    PrimaryKeyConstraint("number"),
    counted("number"),
    *filled("text", "actor"),
    sha256(),
    *shaped(MOMENT_SHAPE, "at"),
)
DOSSIERS: Final = table(
    "dossiers",
    *texts("id", "title", "acronym", "summary"),
    *(Column(n, Text) for n in ("nuts", "start_on", "end_on", "pre_registered_at", "submitted_at")),
    Column("sme_only", Integer),
    *whole("withdrawn"),
    *(
        Column(f"{name}_cents", CENTS)
        for name in ("cost", "erdf_requested", "flemish_requested", "own", "other_public")
    ),
    Column("minimum_budget_cents", CENTS, nullable=False),
    *texts("variants_bp", "extra", "origin_file", "origin_sheet"),
    *whole("origin_row"),
    PrimaryKeyConstraint("id"),
    *filled("id"),
    *flag("sme_only", "withdrawn"),
    *shaped(MOMENT_SHAPE, "pre_registered_at", "submitted_at"),
    *shaped(DAY_SHAPE, "start_on", "end_on"),
)
PARTNERS: Final = table(
    "partners",
    dossier_key("CASCADE"),
    *whole("position"),
    *texts("id", "name", "role", "kind", "size", "kbo"),
    *texts("street", "postcode", "municipality", "contact", "mail", "phone"),
    PrimaryKeyConstraint("dossier", "position"),
    UniqueConstraint("dossier", "id"),
    one_of("role", "lead", "partner"),
    one_of(
        "kind",
        *("enterprise", "knowledge", "federation", "cluster", "public", "nonprofit", "unknown"),
    ),
    one_of("size", "small", "medium", "large", "unknown"),
)
COST_LINES: Final = table(
    "cost_lines",
    dossier_key("CASCADE"),
    *whole("position"),
    *texts("id", "partner", "heading", "description", "aid_rule"),
    Column("cost_cents", CENTS, nullable=False),
    Column("other_public_cents", CENTS, nullable=False),
    *texts("bonuses"),
    PrimaryKeyConstraint("dossier", "position"),
)
EVIDENCE: Final = table(
    "evidence",
    dossier_key("CASCADE"),
    *whole("position"),
    *texts("criterion", "name", "value", "unit", "text", "page"),
    PrimaryKeyConstraint("dossier", "position"),
)
SECTIONS: Final = table(
    "sections",
    dossier_key("CASCADE"),
    *whole("position"),
    *texts("criterion", "title", "text", "page"),
    PrimaryKeyConstraint("dossier", "position"),
)
DOSSIER_FINDINGS: Final = table(
    "dossier_findings",
    dossier_key("CASCADE"),
    *whole("position"),
    *texts("code", "severity", "file", "sheet", "cell", "params"),
    *whole("blocks"),
    PrimaryKeyConstraint("dossier", "position"),
    *filled("code"),
    one_of("severity", "error", "warning", "info"),
    *flag("blocks"),
)
TIE_ATTRIBUTES: Final = table(
    "tie_attributes",
    dossier_key("CASCADE"),
    *texts("name"),
    Column("value", CENTS, nullable=False),
    PrimaryKeyConstraint("dossier", "name"),
    *filled("name"),
)
ADMISSIBILITY_FINDINGS: Final = table(
    "admissibility_findings",
    dossier_key(),
    *texts("ground", "finding", "reason", "quote", "page", "params", "actor"),
    PrimaryKeyConstraint("dossier", "ground"),
    one_of(
        "ground",
        *("pre_registration", "late", "incomplete", "consortium", "province", "sme_only"),
    ),
    one_of("finding", "met", "failed", "to_clarify"),
    *filled("reason", "actor"),
)
EVALUATORS: Final = table(
    "evaluators",
    *texts("id", "name", "mail", "organisation"),
    *whole("active"),
    PrimaryKeyConstraint("id"),
    *filled("id", "name"),
    *flag("active"),
)
ASSIGNMENTS: Final = table(
    "assignments",
    evaluator_key("CASCADE"),
    dossier_key("CASCADE"),
    PrimaryKeyConstraint("dossier", "evaluator"),
)
CONFLICTS: Final = table(
    "conflicts",
    evaluator_key("CASCADE"),
    dossier_key("CASCADE"),
    *texts("reason"),
    PrimaryKeyConstraint("dossier", "evaluator"),
)
ASSESSMENTS: Final = table(
    "assessments",
    dossier_key(),
    evaluator_key(),
    *texts("criterion"),
    Column("points_cp", Integer),
    *texts("motivation", "state"),
    *whole("revision"),
    PrimaryKeyConstraint("dossier", "evaluator", "criterion"),
    *filled("criterion"),
    one_of("state", "scored", "declined", "coi", "missing", "excluded"),
    CheckConstraint("points_cp IS NULL OR state IN ('scored', 'excluded')", name="points_given"),
    counted("revision"),
)
ASSESSMENT_HISTORY: Final = table(
    "assessment_history",
    *texts("dossier", "evaluator", "criterion"),
    *whole("revision"),
    Column("points_cp", Integer),
    *texts("motivation", "state", "at", "actor"),
    PrimaryKeyConstraint("dossier", "evaluator", "criterion", "revision"),
    ForeignKeyConstraint(
        ["dossier", "evaluator", "criterion"],
        ["assessments.dossier", "assessments.evaluator", "assessments.criterion"],
    ),
    *filled("actor"),
    *shaped(MOMENT_SHAPE, "at"),
)
CONSENSUS: Final = table(
    "consensus",
    dossier_key(),
    *texts("criterion"),
    Column("points_cp", Integer),
    *texts("motivation", "reason", "based_on", "actor"),
    PrimaryKeyConstraint("dossier", "criterion"),
    *filled("criterion"),
)
CONDITIONS: Final = table(
    "conditions",
    dossier_key(),
    *whole("number"),
    *texts("text", "proof"),
    Column("due_on", Text),
    PrimaryKeyConstraint("dossier", "number"),
    counted("number"),
    *filled("text"),
    *shaped(DAY_SHAPE, "due_on"),
)
ALLOCATIONS: Final = table(
    "allocations",
    *whole("number"),
    *texts("policy", "frozen_at", "actor", "document", "digest", "reason"),
    *whole("active"),
    PrimaryKeyConstraint("number"),
    counted("number"),
    *filled("policy", "actor", "document"),
    sha256(),
    *shaped(MOMENT_SHAPE, "frozen_at"),
    *flag("active"),
)
Index(
    "uq_allocations_one_active",
    ALLOCATIONS.c.active,
    unique=True,
    sqlite_where=text("active = 1"),
    postgresql_where=text("active = 1"),
)
LETTERS: Final = table(
    "letters",
    dossier_key(),
    *whole("version"),
    *texts("code"),
    Column("allocation", Integer, ForeignKey("allocations.number")),
    *texts("rendered_at", "digest"),
    *whole("pages"),
    *texts("file_name"),
    Column("pdf", LargeBinary, nullable=False),
    PrimaryKeyConstraint("dossier", "version"),
    counted("version"),
    one_of(
        "code",
        *("GK", "GK-VW", "GK-RED", "RES", "AF-DR", "AF-BU", "AF-PR", "AF-FP"),
        *("ON-VA", "ON-LT", "ON-VOL", "ON-CO", "ON-KMO", "IN"),
    ),
    sha256(),
    counted("pages"),
    *filled("file_name"),
    *shaped(MOMENT_SHAPE, "rendered_at"),
    CheckConstraint("length(pdf) > 0", name="pdf_filled"),
)
COLUMN_MAPPINGS: Final = table(
    "column_mappings", *texts("name", "text"), PrimaryKeyConstraint("name"), *filled("name")
)
IMPORTS: Final = table(
    "imports",
    *whole("number"),
    *texts("file", "digest", "at", "actor", "summary"),
    PrimaryKeyConstraint("number"),
    counted("number"),
    sha256(),
    *filled("actor"),
    *shaped(MOMENT_SHAPE, "at"),
)
JOURNAL: Final = table(
    "journal",
    *whole("number"),
    *texts("at", "actor", "verb", "subject", "detail", "digest"),
    PrimaryKeyConstraint("number"),
    counted("number"),
    *filled("actor", "verb"),
    sha256(),
    *shaped(MOMENT_SHAPE, "at"),
)

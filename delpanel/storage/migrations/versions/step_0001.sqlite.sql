CREATE TABLE allocations (
    number INTEGER NOT NULL,
    policy TEXT NOT NULL,
    frozen_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    document TEXT NOT NULL,
    digest TEXT NOT NULL,
    reason TEXT NOT NULL,
    active INTEGER NOT NULL,
    CONSTRAINT pk_allocations PRIMARY KEY (number),
    CONSTRAINT ck_allocations_number_counted CHECK (number >= 1),
    CONSTRAINT ck_allocations_policy_filled CHECK (length(trim(policy)) > 0),
    CONSTRAINT ck_allocations_actor_filled CHECK (length(trim(actor)) > 0),
    CONSTRAINT ck_allocations_document_filled CHECK (length(trim(document)) > 0),
    CONSTRAINT ck_allocations_digest_sha256 CHECK (length(digest) = 64),
    CONSTRAINT ck_allocations_frozen_at_shape CHECK (frozen_at LIKE '____-__-__T__:__:__.______+00:00'),
    CONSTRAINT ck_allocations_active_flag CHECK (active IN (0, 1))
) STRICT

CREATE UNIQUE INDEX uq_allocations_one_active ON allocations (active) WHERE active = 1

CREATE TABLE call_versions (
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    digest TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_call_versions PRIMARY KEY (number),
    CONSTRAINT ck_call_versions_number_counted CHECK (number >= 1),
    CONSTRAINT ck_call_versions_text_filled CHECK (length(trim(text)) > 0),
    CONSTRAINT ck_call_versions_actor_filled CHECK (length(trim(actor)) > 0),
    CONSTRAINT ck_call_versions_digest_sha256 CHECK (length(digest) = 64),
    CONSTRAINT ck_call_versions_at_shape CHECK (at LIKE '____-__-__T__:__:__.______+00:00')
) STRICT

CREATE TABLE column_mappings (
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_column_mappings PRIMARY KEY (name),
    CONSTRAINT ck_column_mappings_name_filled CHECK (length(trim(name)) > 0)
) STRICT

CREATE TABLE dossiers (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    acronym TEXT NOT NULL,
    summary TEXT NOT NULL,
    nuts TEXT,
    start_on TEXT,
    end_on TEXT,
    pre_registered_at TEXT,
    submitted_at TEXT,
    sme_only INTEGER,
    withdrawn INTEGER NOT NULL,
    cost_cents INTEGER,
    erdf_requested_cents INTEGER,
    flemish_requested_cents INTEGER,
    own_cents INTEGER,
    other_public_cents INTEGER,
    minimum_budget_cents INTEGER NOT NULL,
    variants_bp TEXT NOT NULL,
    extra TEXT NOT NULL,
    origin_file TEXT NOT NULL,
    origin_sheet TEXT NOT NULL,
    origin_row INTEGER NOT NULL,
    CONSTRAINT pk_dossiers PRIMARY KEY (id),
    CONSTRAINT ck_dossiers_id_filled CHECK (length(trim(id)) > 0),
    CONSTRAINT ck_dossiers_sme_only_flag CHECK (sme_only IN (0, 1)),
    CONSTRAINT ck_dossiers_withdrawn_flag CHECK (withdrawn IN (0, 1)),
    CONSTRAINT ck_dossiers_pre_registered_at_shape CHECK (pre_registered_at LIKE '____-__-__T__:__:__.______+00:00'),
    CONSTRAINT ck_dossiers_submitted_at_shape CHECK (submitted_at LIKE '____-__-__T__:__:__.______+00:00'),
    CONSTRAINT ck_dossiers_start_on_shape CHECK (start_on LIKE '____-__-__'),
    CONSTRAINT ck_dossiers_end_on_shape CHECK (end_on LIKE '____-__-__')
) STRICT

CREATE TABLE evaluators (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    mail TEXT NOT NULL,
    organisation TEXT NOT NULL,
    active INTEGER NOT NULL,
    CONSTRAINT pk_evaluators PRIMARY KEY (id),
    CONSTRAINT ck_evaluators_id_filled CHECK (length(trim(id)) > 0),
    CONSTRAINT ck_evaluators_name_filled CHECK (length(trim(name)) > 0),
    CONSTRAINT ck_evaluators_active_flag CHECK (active IN (0, 1))
) STRICT

CREATE TABLE imports (
    number INTEGER NOT NULL,
    file TEXT NOT NULL,
    digest TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    summary TEXT NOT NULL,
    CONSTRAINT pk_imports PRIMARY KEY (number),
    CONSTRAINT ck_imports_number_counted CHECK (number >= 1),
    CONSTRAINT ck_imports_digest_sha256 CHECK (length(digest) = 64),
    CONSTRAINT ck_imports_actor_filled CHECK (length(trim(actor)) > 0),
    CONSTRAINT ck_imports_at_shape CHECK (at LIKE '____-__-__T__:__:__.______+00:00')
) STRICT

CREATE TABLE journal (
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    verb TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    digest TEXT NOT NULL,
    CONSTRAINT pk_journal PRIMARY KEY (number),
    CONSTRAINT ck_journal_number_counted CHECK (number >= 1),
    CONSTRAINT ck_journal_actor_filled CHECK (length(trim(actor)) > 0),
    CONSTRAINT ck_journal_verb_filled CHECK (length(trim(verb)) > 0),
    CONSTRAINT ck_journal_digest_sha256 CHECK (length(digest) = 64),
    CONSTRAINT ck_journal_at_shape CHECK (at LIKE '____-__-__T__:__:__.______+00:00')
) STRICT

CREATE TABLE meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY ("key"),
    CONSTRAINT ck_meta_key_filled CHECK (length(trim(key)) > 0)
) STRICT

CREATE TABLE sync_point (
    id INTEGER NOT NULL,
    value INTEGER NOT NULL,
    CONSTRAINT pk_sync_point PRIMARY KEY (id),
    CONSTRAINT ck_sync_point_one_row CHECK (id = 1)
) STRICT

CREATE TABLE admissibility_findings (
    dossier TEXT NOT NULL,
    ground TEXT NOT NULL,
    finding TEXT NOT NULL,
    reason TEXT NOT NULL,
    quote TEXT NOT NULL,
    page TEXT NOT NULL,
    params TEXT NOT NULL,
    actor TEXT NOT NULL,
    CONSTRAINT pk_admissibility_findings PRIMARY KEY (dossier, ground),
    CONSTRAINT ck_admissibility_findings_ground_known CHECK (ground IN ('pre_registration', 'late', 'incomplete', 'consortium', 'province', 'sme_only')),
    CONSTRAINT ck_admissibility_findings_finding_known CHECK (finding IN ('met', 'failed', 'to_clarify')),
    CONSTRAINT ck_admissibility_findings_reason_filled CHECK (length(trim(reason)) > 0),
    CONSTRAINT ck_admissibility_findings_actor_filled CHECK (length(trim(actor)) > 0),
    CONSTRAINT fk_admissibility_findings_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE assessments (
    dossier TEXT NOT NULL,
    evaluator TEXT NOT NULL,
    criterion TEXT NOT NULL,
    points_cp INTEGER,
    motivation TEXT NOT NULL,
    state TEXT NOT NULL,
    revision INTEGER NOT NULL,
    CONSTRAINT pk_assessments PRIMARY KEY (dossier, evaluator, criterion),
    CONSTRAINT ck_assessments_criterion_filled CHECK (length(trim(criterion)) > 0),
    CONSTRAINT ck_assessments_state_known CHECK (state IN ('scored', 'declined', 'coi', 'missing', 'excluded')),
    CONSTRAINT ck_assessments_points_given CHECK (points_cp IS NULL OR state IN ('scored', 'excluded')),
    CONSTRAINT ck_assessments_revision_counted CHECK (revision >= 1),
    CONSTRAINT fk_assessments_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE RESTRICT,
    CONSTRAINT fk_assessments_evaluators FOREIGN KEY(evaluator) REFERENCES evaluators (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE assignments (
    evaluator TEXT NOT NULL,
    dossier TEXT NOT NULL,
    CONSTRAINT pk_assignments PRIMARY KEY (dossier, evaluator),
    CONSTRAINT fk_assignments_evaluators FOREIGN KEY(evaluator) REFERENCES evaluators (id) ON DELETE CASCADE,
    CONSTRAINT fk_assignments_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE
) STRICT

CREATE TABLE conditions (
    dossier TEXT NOT NULL,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    proof TEXT NOT NULL,
    due_on TEXT,
    CONSTRAINT pk_conditions PRIMARY KEY (dossier, number),
    CONSTRAINT ck_conditions_number_counted CHECK (number >= 1),
    CONSTRAINT ck_conditions_text_filled CHECK (length(trim(text)) > 0),
    CONSTRAINT ck_conditions_due_on_shape CHECK (due_on LIKE '____-__-__'),
    CONSTRAINT fk_conditions_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE conflicts (
    evaluator TEXT NOT NULL,
    dossier TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_conflicts PRIMARY KEY (dossier, evaluator),
    CONSTRAINT fk_conflicts_evaluators FOREIGN KEY(evaluator) REFERENCES evaluators (id) ON DELETE CASCADE,
    CONSTRAINT fk_conflicts_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE
) STRICT

CREATE TABLE consensus (
    dossier TEXT NOT NULL,
    criterion TEXT NOT NULL,
    points_cp INTEGER,
    motivation TEXT NOT NULL,
    reason TEXT NOT NULL,
    based_on TEXT NOT NULL,
    actor TEXT NOT NULL,
    CONSTRAINT pk_consensus PRIMARY KEY (dossier, criterion),
    CONSTRAINT ck_consensus_criterion_filled CHECK (length(trim(criterion)) > 0),
    CONSTRAINT fk_consensus_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE cost_lines (
    dossier TEXT NOT NULL,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    partner TEXT NOT NULL,
    heading TEXT NOT NULL,
    description TEXT NOT NULL,
    aid_rule TEXT NOT NULL,
    cost_cents INTEGER NOT NULL,
    other_public_cents INTEGER NOT NULL,
    bonuses TEXT NOT NULL,
    CONSTRAINT pk_cost_lines PRIMARY KEY (dossier, position),
    CONSTRAINT fk_cost_lines_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE
) STRICT

CREATE TABLE dossier_findings (
    dossier TEXT NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    file TEXT NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    params TEXT NOT NULL,
    blocks INTEGER NOT NULL,
    CONSTRAINT pk_dossier_findings PRIMARY KEY (dossier, position),
    CONSTRAINT ck_dossier_findings_code_filled CHECK (length(trim(code)) > 0),
    CONSTRAINT ck_dossier_findings_severity_known CHECK (severity IN ('error', 'warning', 'info')),
    CONSTRAINT ck_dossier_findings_blocks_flag CHECK (blocks IN (0, 1)),
    CONSTRAINT fk_dossier_findings_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE
) STRICT

CREATE TABLE evidence (
    dossier TEXT NOT NULL,
    position INTEGER NOT NULL,
    criterion TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    text TEXT NOT NULL,
    page TEXT NOT NULL,
    CONSTRAINT pk_evidence PRIMARY KEY (dossier, position),
    CONSTRAINT fk_evidence_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE
) STRICT

CREATE TABLE letters (
    dossier TEXT NOT NULL,
    version INTEGER NOT NULL,
    code TEXT NOT NULL,
    allocation INTEGER,
    rendered_at TEXT NOT NULL,
    digest TEXT NOT NULL,
    pages INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    pdf BLOB NOT NULL,
    CONSTRAINT pk_letters PRIMARY KEY (dossier, version),
    CONSTRAINT ck_letters_version_counted CHECK (version >= 1),
    CONSTRAINT ck_letters_code_known CHECK (code IN ('GK', 'GK-VW', 'GK-RED', 'RES', 'AF-DR', 'AF-BU', 'AF-PR', 'AF-FP', 'ON-VA', 'ON-LT', 'ON-VOL', 'ON-CO', 'ON-KMO', 'IN')),
    CONSTRAINT ck_letters_digest_sha256 CHECK (length(digest) = 64),
    CONSTRAINT ck_letters_pages_counted CHECK (pages >= 1),
    CONSTRAINT ck_letters_file_name_filled CHECK (length(trim(file_name)) > 0),
    CONSTRAINT ck_letters_rendered_at_shape CHECK (rendered_at LIKE '____-__-__T__:__:__.______+00:00'),
    CONSTRAINT ck_letters_pdf_filled CHECK (length(pdf) > 0),
    CONSTRAINT fk_letters_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE RESTRICT,
    CONSTRAINT fk_letters_allocations FOREIGN KEY(allocation) REFERENCES allocations (number)
) STRICT

CREATE TABLE partners (
    dossier TEXT NOT NULL,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    kind TEXT NOT NULL,
    size TEXT NOT NULL,
    kbo TEXT NOT NULL,
    street TEXT NOT NULL,
    postcode TEXT NOT NULL,
    municipality TEXT NOT NULL,
    contact TEXT NOT NULL,
    mail TEXT NOT NULL,
    phone TEXT NOT NULL,
    CONSTRAINT pk_partners PRIMARY KEY (dossier, position),
    CONSTRAINT uq_partners_dossier_id UNIQUE (dossier, id),
    CONSTRAINT ck_partners_role_known CHECK (role IN ('lead', 'partner')),
    CONSTRAINT ck_partners_kind_known CHECK (kind IN ('enterprise', 'knowledge', 'federation', 'cluster', 'public', 'nonprofit', 'unknown')),
    CONSTRAINT ck_partners_size_known CHECK (size IN ('small', 'medium', 'large', 'unknown')),
    CONSTRAINT fk_partners_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE
) STRICT

CREATE TABLE sections (
    dossier TEXT NOT NULL,
    position INTEGER NOT NULL,
    criterion TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    page TEXT NOT NULL,
    CONSTRAINT pk_sections PRIMARY KEY (dossier, position),
    CONSTRAINT fk_sections_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE
) STRICT

CREATE TABLE tie_attributes (
    dossier TEXT NOT NULL,
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    CONSTRAINT pk_tie_attributes PRIMARY KEY (dossier, name),
    CONSTRAINT ck_tie_attributes_name_filled CHECK (length(trim(name)) > 0),
    CONSTRAINT fk_tie_attributes_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE
) STRICT

CREATE TABLE assessment_history (
    dossier TEXT NOT NULL,
    evaluator TEXT NOT NULL,
    criterion TEXT NOT NULL,
    revision INTEGER NOT NULL,
    points_cp INTEGER,
    motivation TEXT NOT NULL,
    state TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    CONSTRAINT pk_assessment_history PRIMARY KEY (dossier, evaluator, criterion, revision),
    CONSTRAINT fk_assessment_history_assessments FOREIGN KEY(dossier, evaluator, criterion) REFERENCES assessments (dossier, evaluator, criterion),
    CONSTRAINT ck_assessment_history_actor_filled CHECK (length(trim(actor)) > 0),
    CONSTRAINT ck_assessment_history_at_shape CHECK (at LIKE '____-__-__T__:__:__.______+00:00')
) STRICT

CREATE TRIGGER assessment_history_no_update BEFORE UPDATE ON assessment_history BEGIN SELECT RAISE(ABORT, 'assessment_history: rows are only added'); END

CREATE TRIGGER assessment_history_no_delete BEFORE DELETE ON assessment_history BEGIN SELECT RAISE(ABORT, 'assessment_history: rows are only added'); END

CREATE TRIGGER call_versions_no_update BEFORE UPDATE ON call_versions BEGIN SELECT RAISE(ABORT, 'call_versions: rows are only added'); END

CREATE TRIGGER call_versions_no_delete BEFORE DELETE ON call_versions BEGIN SELECT RAISE(ABORT, 'call_versions: rows are only added'); END

CREATE TRIGGER imports_no_update BEFORE UPDATE ON imports BEGIN SELECT RAISE(ABORT, 'imports: rows are only added'); END

CREATE TRIGGER imports_no_delete BEFORE DELETE ON imports BEGIN SELECT RAISE(ABORT, 'imports: rows are only added'); END

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal: rows are only added'); END

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal: rows are only added'); END

CREATE TRIGGER letters_no_update BEFORE UPDATE ON letters BEGIN SELECT RAISE(ABORT, 'letters: rows are only added'); END

CREATE TRIGGER letters_no_delete BEFORE DELETE ON letters BEGIN SELECT RAISE(ABORT, 'letters: rows are only added'); END

CREATE TRIGGER allocations_no_delete BEFORE DELETE ON allocations BEGIN SELECT RAISE(ABORT, 'allocations: rows are only added'); END

CREATE TRIGGER allocations_no_update BEFORE UPDATE ON allocations WHEN NOT (OLD.active = 1 AND NEW.active = 0 AND NEW.number = OLD.number AND NEW.policy = OLD.policy AND NEW.frozen_at = OLD.frozen_at AND NEW.actor = OLD.actor AND NEW.document = OLD.document AND NEW.digest = OLD.digest AND NEW.reason = OLD.reason) BEGIN SELECT RAISE(ABORT, 'allocations: rows are only added'); END

INSERT INTO sync_point (id, value) VALUES (1, 0)

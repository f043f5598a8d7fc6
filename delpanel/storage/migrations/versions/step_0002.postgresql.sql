CREATE TABLE consensus_ledger ( number INTEGER NOT NULL, act INTEGER NOT NULL, dossier TEXT NOT NULL, criterion TEXT NOT NULL, before_cp INTEGER, after_cp INTEGER, reason TEXT NOT NULL, effect TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, CONSTRAINT pk_consensus_ledger PRIMARY KEY (number), CONSTRAINT ck_consensus_ledger_number_counted CHECK (number >= 1), CONSTRAINT ck_consensus_ledger_act_counted CHECK (act BETWEEN 1 AND number), CONSTRAINT ck_consensus_ledger_dossier_filled CHECK (length(trim(dossier)) > 0), CONSTRAINT ck_consensus_ledger_criterion_filled CHECK (length(trim(criterion)) > 0), CONSTRAINT ck_consensus_ledger_actor_filled CHECK (length(trim(actor)) > 0), CONSTRAINT ck_consensus_ledger_at_shape CHECK (at LIKE '____-__-__T__:__:__.______+00:00') )

CREATE TABLE meeting_events ( number INTEGER NOT NULL, meeting INTEGER NOT NULL, kind TEXT NOT NULL, dossier TEXT NOT NULL, evaluator TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, CONSTRAINT pk_meeting_events PRIMARY KEY (number), CONSTRAINT ck_meeting_events_number_counted CHECK (number >= 1), CONSTRAINT ck_meeting_events_kind_filled CHECK (length(trim(kind)) > 0), CONSTRAINT ck_meeting_events_actor_filled CHECK (length(trim(actor)) > 0), CONSTRAINT ck_meeting_events_at_shape CHECK (at LIKE '____-__-__T__:__:__.______+00:00') )

CREATE TABLE panel_changes ( number INTEGER NOT NULL, evaluator TEXT NOT NULL, kind TEXT NOT NULL, rule TEXT NOT NULL, reason TEXT NOT NULL, effect TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, CONSTRAINT pk_panel_changes PRIMARY KEY (number), CONSTRAINT ck_panel_changes_number_counted CHECK (number >= 1), CONSTRAINT ck_panel_changes_kind_known CHECK (kind IN ('left', 'joined')), CONSTRAINT ck_panel_changes_evaluator_filled CHECK (length(trim(evaluator)) > 0), CONSTRAINT ck_panel_changes_rule_filled CHECK (length(trim(rule)) > 0), CONSTRAINT ck_panel_changes_reason_filled CHECK (length(trim(reason)) > 0), CONSTRAINT ck_panel_changes_actor_filled CHECK (length(trim(actor)) > 0), CONSTRAINT ck_panel_changes_at_shape CHECK (at LIKE '____-__-__T__:__:__.______+00:00') )

CREATE TABLE server_logins ( login TEXT NOT NULL, role TEXT NOT NULL, evaluator TEXT, CONSTRAINT pk_server_logins PRIMARY KEY (login), CONSTRAINT ck_server_logins_login_filled CHECK (length(trim(login)) > 0), CONSTRAINT ck_server_logins_role_known CHECK (role IN ('secretariat', 'chair', 'evaluator', 'reader')), CONSTRAINT ck_server_logins_evaluator_named CHECK ((role = 'evaluator') = (evaluator IS NOT NULL)) )

CREATE TABLE approvals ( dossier TEXT NOT NULL, evaluator TEXT NOT NULL, answer TEXT NOT NULL, note TEXT NOT NULL, based_on TEXT NOT NULL, source TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, CONSTRAINT pk_approvals PRIMARY KEY (dossier, evaluator), CONSTRAINT ck_approvals_answer_known CHECK (answer IN ('approved', 'dissent')), CONSTRAINT ck_approvals_source_known CHECK (source IN ('room', 'pack')), CONSTRAINT ck_approvals_actor_filled CHECK (length(trim(actor)) > 0), CONSTRAINT ck_approvals_at_shape CHECK (at LIKE '____-__-__T__:__:__.______+00:00'), CONSTRAINT fk_approvals_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE RESTRICT, CONSTRAINT fk_approvals_evaluators FOREIGN KEY(evaluator) REFERENCES evaluators (id) ON DELETE RESTRICT )

CREATE TABLE attachments ( dossier TEXT NOT NULL, number INTEGER NOT NULL, file_name TEXT NOT NULL, media_type TEXT NOT NULL, digest TEXT NOT NULL, pages INTEGER NOT NULL, content BYTEA NOT NULL, CONSTRAINT pk_attachments PRIMARY KEY (dossier, number), CONSTRAINT ck_attachments_number_counted CHECK (number >= 1), CONSTRAINT ck_attachments_file_name_filled CHECK (length(trim(file_name)) > 0), CONSTRAINT ck_attachments_media_type_filled CHECK (length(trim(media_type)) > 0), CONSTRAINT ck_attachments_digest_sha256 CHECK (length(digest) = 64), CONSTRAINT ck_attachments_content_filled CHECK (length(content) > 0), CONSTRAINT fk_attachments_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE )

CREATE TABLE consensus_sources ( dossier TEXT NOT NULL, criterion TEXT NOT NULL, evaluator TEXT NOT NULL, quote TEXT NOT NULL, CONSTRAINT pk_consensus_sources PRIMARY KEY (dossier, criterion, evaluator), CONSTRAINT ck_consensus_sources_criterion_filled CHECK (length(trim(criterion)) > 0), CONSTRAINT ck_consensus_sources_quote_filled CHECK (length(trim(quote)) > 0), CONSTRAINT fk_consensus_sources_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE RESTRICT, CONSTRAINT fk_consensus_sources_evaluators FOREIGN KEY(evaluator) REFERENCES evaluators (id) ON DELETE RESTRICT )

CREATE TABLE dossier_expertise ( dossier TEXT NOT NULL, expertise TEXT NOT NULL, CONSTRAINT pk_dossier_expertise PRIMARY KEY (dossier, expertise), CONSTRAINT ck_dossier_expertise_expertise_filled CHECK (length(trim(expertise)) > 0), CONSTRAINT fk_dossier_expertise_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE )

CREATE TABLE evaluator_profiles ( evaluator TEXT NOT NULL, expertise TEXT NOT NULL, minimum INTEGER NOT NULL, maximum INTEGER, CONSTRAINT pk_evaluator_profiles PRIMARY KEY (evaluator), CONSTRAINT ck_evaluator_profiles_minimum_counted CHECK (minimum >= 0), CONSTRAINT ck_evaluator_profiles_maximum_reached CHECK (maximum IS NULL OR maximum >= minimum), CONSTRAINT fk_evaluator_profiles_evaluators FOREIGN KEY(evaluator) REFERENCES evaluators (id) ON DELETE CASCADE )

CREATE TRIGGER consensus_ledger_no_update BEFORE UPDATE ON consensus_ledger FOR EACH ROW EXECUTE FUNCTION only_added()

CREATE TRIGGER consensus_ledger_no_delete BEFORE DELETE ON consensus_ledger FOR EACH ROW EXECUTE FUNCTION only_added()

CREATE TRIGGER meeting_events_no_update BEFORE UPDATE ON meeting_events FOR EACH ROW EXECUTE FUNCTION only_added()

CREATE TRIGGER meeting_events_no_delete BEFORE DELETE ON meeting_events FOR EACH ROW EXECUTE FUNCTION only_added()

CREATE TRIGGER panel_changes_no_update BEFORE UPDATE ON panel_changes FOR EACH ROW EXECUTE FUNCTION only_added()

CREATE TRIGGER panel_changes_no_delete BEFORE DELETE ON panel_changes FOR EACH ROW EXECUTE FUNCTION only_added()

CREATE TRIGGER consensus_ledger_no_truncate BEFORE TRUNCATE ON consensus_ledger FOR EACH STATEMENT EXECUTE FUNCTION only_added()

CREATE TRIGGER meeting_events_no_truncate BEFORE TRUNCATE ON meeting_events FOR EACH STATEMENT EXECUTE FUNCTION only_added()

CREATE TRIGGER panel_changes_no_truncate BEFORE TRUNCATE ON panel_changes FOR EACH STATEMENT EXECUTE FUNCTION only_added()

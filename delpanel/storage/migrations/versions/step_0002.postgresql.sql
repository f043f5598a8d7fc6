CREATE TABLE consensus_ledger ( number INTEGER NOT NULL, act INTEGER NOT NULL, dossier TEXT NOT NULL, criterion TEXT NOT NULL, before_cp INTEGER, after_cp INTEGER, reason TEXT NOT NULL, effect TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, CONSTRAINT pk_consensus_ledger PRIMARY KEY (number), CONSTRAINT ck_consensus_ledger_number_counted CHECK (number >= 1), CONSTRAINT ck_consensus_ledger_act_counted CHECK (act BETWEEN 1 AND number), CONSTRAINT ck_consensus_ledger_dossier_filled CHECK (length(trim(dossier)) > 0), CONSTRAINT ck_consensus_ledger_criterion_filled CHECK (length(trim(criterion)) > 0), CONSTRAINT ck_consensus_ledger_actor_filled CHECK (length(trim(actor)) > 0), CONSTRAINT ck_consensus_ledger_at_shape CHECK (at LIKE '____-__-__T__:__:__.______+00:00') )

CREATE TABLE meeting_events ( number INTEGER NOT NULL, meeting INTEGER NOT NULL, kind TEXT NOT NULL, dossier TEXT NOT NULL, evaluator TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, CONSTRAINT pk_meeting_events PRIMARY KEY (number), CONSTRAINT ck_meeting_events_number_counted CHECK (number >= 1), CONSTRAINT ck_meeting_events_kind_filled CHECK (length(trim(kind)) > 0), CONSTRAINT ck_meeting_events_actor_filled CHECK (length(trim(actor)) > 0), CONSTRAINT ck_meeting_events_at_shape CHECK (at LIKE '____-__-__T__:__:__.______+00:00') )

CREATE TABLE panel_changes ( number INTEGER NOT NULL, evaluator TEXT NOT NULL, kind TEXT NOT NULL, rule TEXT NOT NULL, reason TEXT NOT NULL, effect TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, CONSTRAINT pk_panel_changes PRIMARY KEY (number), CONSTRAINT ck_panel_changes_number_counted CHECK (number >= 1), CONSTRAINT ck_panel_changes_kind_known CHECK (kind IN ('left', 'joined')), CONSTRAINT ck_panel_changes_evaluator_filled CHECK (length(trim(evaluator)) > 0), CONSTRAINT ck_panel_changes_rule_filled CHECK (length(trim(rule)) > 0), CONSTRAINT ck_panel_changes_reason_filled CHECK (length(trim(reason)) > 0), CONSTRAINT ck_panel_changes_actor_filled CHECK (length(trim(actor)) > 0), CONSTRAINT ck_panel_changes_at_shape CHECK (at LIKE '____-__-__T__:__:__.______+00:00') )

CREATE TABLE server_logins ( login TEXT NOT NULL, role TEXT NOT NULL, evaluator TEXT, CONSTRAINT pk_server_logins PRIMARY KEY (login), CONSTRAINT ck_server_logins_login_filled CHECK (length(trim(login)) > 0), CONSTRAINT ck_server_logins_role_known CHECK (role IN ('secretariat', 'chair', 'evaluator', 'reader')), CONSTRAINT ck_server_logins_evaluator_named CHECK (role <> 'evaluator' OR evaluator IS NOT NULL), CONSTRAINT ck_server_logins_evaluator_of_the_panel CHECK (evaluator IS NULL OR role IN ('evaluator', 'chair')) )

CREATE TABLE synergies ( dossier_a TEXT NOT NULL, dossier_b TEXT NOT NULL, points_cp INTEGER NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL, CONSTRAINT pk_synergies PRIMARY KEY (dossier_a, dossier_b), CONSTRAINT ck_synergies_dossier_a_filled CHECK (length(trim(dossier_a)) > 0), CONSTRAINT ck_synergies_dossier_b_filled CHECK (length(trim(dossier_b)) > 0), CONSTRAINT ck_synergies_reason_filled CHECK (length(trim(reason)) > 0), CONSTRAINT ck_synergies_actor_filled CHECK (length(trim(actor)) > 0), CONSTRAINT ck_synergies_two_dossiers CHECK (dossier_a <> dossier_b), CONSTRAINT ck_synergies_points_count CHECK (points_cp <> 0), CONSTRAINT ck_synergies_at_shape CHECK (at LIKE '____-__-__T__:__:__.______+00:00') )

CREATE TABLE approvals ( dossier TEXT NOT NULL, evaluator TEXT NOT NULL, answer TEXT NOT NULL, note TEXT NOT NULL, based_on TEXT NOT NULL, source TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, CONSTRAINT pk_approvals PRIMARY KEY (dossier, evaluator), CONSTRAINT ck_approvals_answer_known CHECK (answer IN ('approved', 'dissent')), CONSTRAINT ck_approvals_source_known CHECK (source IN ('room', 'pack')), CONSTRAINT ck_approvals_actor_filled CHECK (length(trim(actor)) > 0), CONSTRAINT ck_approvals_at_shape CHECK (at LIKE '____-__-__T__:__:__.______+00:00'), CONSTRAINT fk_approvals_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE RESTRICT, CONSTRAINT fk_approvals_evaluators FOREIGN KEY(evaluator) REFERENCES evaluators (id) ON DELETE RESTRICT )

CREATE TABLE attachments ( dossier TEXT NOT NULL, number INTEGER NOT NULL, file_name TEXT NOT NULL, media_type TEXT NOT NULL, digest TEXT NOT NULL, pages INTEGER NOT NULL, content BYTEA NOT NULL, CONSTRAINT pk_attachments PRIMARY KEY (dossier, number), CONSTRAINT ck_attachments_number_counted CHECK (number >= 1), CONSTRAINT ck_attachments_file_name_filled CHECK (length(trim(file_name)) > 0), CONSTRAINT ck_attachments_media_type_filled CHECK (length(trim(media_type)) > 0), CONSTRAINT ck_attachments_digest_sha256 CHECK (length(digest) = 64), CONSTRAINT ck_attachments_content_filled CHECK (length(content) > 0), CONSTRAINT fk_attachments_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE )

CREATE TABLE consensus_sources ( dossier TEXT NOT NULL, criterion TEXT NOT NULL, evaluator TEXT NOT NULL, quote TEXT NOT NULL, CONSTRAINT pk_consensus_sources PRIMARY KEY (dossier, criterion, evaluator), CONSTRAINT ck_consensus_sources_criterion_filled CHECK (length(trim(criterion)) > 0), CONSTRAINT ck_consensus_sources_quote_filled CHECK (length(trim(quote)) > 0), CONSTRAINT fk_consensus_sources_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE RESTRICT, CONSTRAINT fk_consensus_sources_evaluators FOREIGN KEY(evaluator) REFERENCES evaluators (id) ON DELETE RESTRICT )

CREATE TABLE dossier_expertise ( dossier TEXT NOT NULL, expertise TEXT NOT NULL, CONSTRAINT pk_dossier_expertise PRIMARY KEY (dossier, expertise), CONSTRAINT ck_dossier_expertise_expertise_filled CHECK (length(trim(expertise)) > 0), CONSTRAINT fk_dossier_expertise_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE )

CREATE TABLE evaluator_profiles ( evaluator TEXT NOT NULL, expertise TEXT NOT NULL, minimum INTEGER, maximum INTEGER, CONSTRAINT pk_evaluator_profiles PRIMARY KEY (evaluator), CONSTRAINT ck_evaluator_profiles_minimum_counted CHECK (minimum >= 0), CONSTRAINT ck_evaluator_profiles_maximum_reached CHECK (maximum IS NULL OR maximum >= minimum), CONSTRAINT fk_evaluator_profiles_evaluators FOREIGN KEY(evaluator) REFERENCES evaluators (id) ON DELETE CASCADE )

CREATE TABLE partner_aid ( dossier TEXT NOT NULL, partner TEXT NOT NULL, received_cents BIGINT NOT NULL, CONSTRAINT pk_partner_aid PRIMARY KEY (dossier, partner), CONSTRAINT ck_partner_aid_partner_filled CHECK (length(trim(partner)) > 0), CONSTRAINT ck_partner_aid_received_counted CHECK (received_cents >= 0), CONSTRAINT fk_partner_aid_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE )

CREATE TABLE withdrawals ( dossier TEXT NOT NULL, told_on TEXT NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL, CONSTRAINT pk_withdrawals PRIMARY KEY (dossier), CONSTRAINT ck_withdrawals_reason_filled CHECK (length(trim(reason)) > 0), CONSTRAINT ck_withdrawals_actor_filled CHECK (length(trim(actor)) > 0), CONSTRAINT ck_withdrawals_told_on_shape CHECK (told_on LIKE '____-__-__'), CONSTRAINT ck_withdrawals_at_shape CHECK (at LIKE '____-__-__T__:__:__.______+00:00'), CONSTRAINT fk_withdrawals_dossiers FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE )

CREATE TRIGGER consensus_ledger_no_update BEFORE UPDATE ON consensus_ledger FOR EACH ROW EXECUTE FUNCTION only_added()

CREATE TRIGGER consensus_ledger_no_delete BEFORE DELETE ON consensus_ledger FOR EACH ROW EXECUTE FUNCTION only_added()

CREATE TRIGGER meeting_events_no_update BEFORE UPDATE ON meeting_events FOR EACH ROW EXECUTE FUNCTION only_added()

CREATE TRIGGER meeting_events_no_delete BEFORE DELETE ON meeting_events FOR EACH ROW EXECUTE FUNCTION only_added()

CREATE TRIGGER panel_changes_no_update BEFORE UPDATE ON panel_changes FOR EACH ROW EXECUTE FUNCTION only_added()

CREATE TRIGGER panel_changes_no_delete BEFORE DELETE ON panel_changes FOR EACH ROW EXECUTE FUNCTION only_added()

CREATE TRIGGER consensus_ledger_no_truncate BEFORE TRUNCATE ON consensus_ledger FOR EACH STATEMENT EXECUTE FUNCTION only_added()

CREATE TRIGGER meeting_events_no_truncate BEFORE TRUNCATE ON meeting_events FOR EACH STATEMENT EXECUTE FUNCTION only_added()

CREATE TRIGGER panel_changes_no_truncate BEFORE TRUNCATE ON panel_changes FOR EACH STATEMENT EXECUTE FUNCTION only_added()

CREATE TABLE login_points (login TEXT NOT NULL, value BIGINT NOT NULL, channel TEXT NOT NULL, CONSTRAINT pk_login_points PRIMARY KEY (login))

INSERT INTO login_points VALUES ('', 0, 'delpanel_' || md5(gen_random_uuid()::text))

CREATE TABLE score_grid (criterion TEXT NOT NULL, minimum_cp INTEGER NOT NULL, maximum_cp INTEGER NOT NULL, step_cp INTEGER NOT NULL, CONSTRAINT pk_score_grid PRIMARY KEY (criterion))

CREATE FUNCTION panel_role() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
SELECT CASE WHEN pg_has_role(session_user, (SELECT relowner FROM pg_class
        WHERE oid = 'server_logins'::regclass), 'MEMBER') THEN 'owner'
    ELSE coalesce((SELECT role FROM server_logins WHERE login = session_user::text), '') END $$

CREATE FUNCTION my_person() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
SELECT evaluator FROM server_logins
    WHERE login = session_user::text AND panel_role() IN ('evaluator', 'chair') $$

CREATE FUNCTION my_evaluator() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
SELECT CASE WHEN panel_role() = 'evaluator' THEN my_person() END $$

CREATE FUNCTION is_frozen() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
SELECT EXISTS (SELECT FROM allocations WHERE active = 1) $$

CREATE FUNCTION is_released() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
SELECT is_frozen() OR EXISTS (SELECT FROM meta WHERE key = 'scoring_released' AND value <> '') $$

CREATE FUNCTION my_dossiers() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
SELECT id FROM dossiers d WHERE my_evaluator() IS NOT NULL
    AND NOT EXISTS (SELECT FROM conflicts c WHERE c.dossier = d.id AND c.evaluator = my_evaluator())
    AND (is_released() OR EXISTS (SELECT FROM assignments a
        WHERE a.dossier = d.id AND a.evaluator = my_evaluator())) $$

CREATE FUNCTION panel_version() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
SELECT CASE WHEN panel_role() = 'evaluator'
    THEN (SELECT value FROM login_points WHERE login = session_user::text)
    ELSE (SELECT value FROM sync_point WHERE panel_role() <> '') END $$

CREATE FUNCTION panel_channel() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
SELECT channel FROM login_points WHERE panel_role() <> ''
    AND login = CASE WHEN panel_role() = 'evaluator' THEN session_user::text ELSE '' END $$

CREATE FUNCTION require_writer() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
DECLARE
    who text := panel_role();
BEGIN
    IF who NOT IN ('owner', 'secretariat', 'chair', 'evaluator') THEN
        RAISE insufficient_privilege USING MESSAGE = 'this login only reads';
    END IF;
    RETURN who;
END $$

CREATE FUNCTION begin_change() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
BEGIN
    PERFORM require_writer();
    UPDATE sync_point SET value = value + 1;
    UPDATE login_points SET value = value + 1 WHERE login = session_user::text;
    PERFORM pg_notify(channel, '') FROM login_points WHERE login IN ('', session_user::text);
END $$

CREATE FUNCTION tell_members(who text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
DECLARE
    heard text;
BEGIN
    FOR heard IN UPDATE login_points p SET value = value + 1 FROM server_logins s
        WHERE s.login = p.login AND s.role = 'evaluator' AND (who IS NULL OR s.evaluator = who)
        AND p.xmin <> pg_current_xact_id()::xid RETURNING p.channel
    LOOP
        PERFORM pg_notify(heard, '');
    END LOOP;
END $$

CREATE FUNCTION tell_own() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
BEGIN
    IF is_released() THEN
        PERFORM tell_members(NULL);
    ELSE
        PERFORM tell_members(coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> 'evaluator');
    END IF;
    RETURN NULL;
END $$

CREATE FUNCTION tell_all() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
BEGIN
    PERFORM tell_members(NULL);
    RETURN NULL;
END $$

CREATE FUNCTION tell_fact() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
BEGIN
    IF coalesce(NEW.key, OLD.key) IN ('panel_id', 'scoring_released') THEN
        PERFORM tell_members(NULL);
    END IF;
    RETURN NULL;
END $$

CREATE FUNCTION tell_released() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
BEGIN
    IF is_released() THEN
        PERFORM tell_members(NULL);
    END IF;
    RETURN NULL;
END $$

CREATE FUNCTION server_moment() RETURNS text LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00' $$

CREATE FUNCTION stamp_member() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
BEGIN
    IF panel_role() = 'evaluator' THEN
        NEW.at := server_moment();
    END IF;
    RETURN NEW;
END $$

CREATE FUNCTION journal_append(at text, actor text, verb text, subject text, detail text,
    OUT line integer, OUT sealed text) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
DECLARE
    who text := require_writer();
    moment text := at;
    before text;
    said text;
BEGIN
    IF who <> 'owner' AND actor IS DISTINCT FROM session_user::text THEN
        RAISE insufficient_privilege USING MESSAGE = 'journal: a login signs with its own name';
    END IF;
    IF who = 'evaluator' THEN
        moment := server_moment();
        IF verb NOT IN ('approve', 'approve-undone', 'assess', 'assess-cleared', 'conflict', 'score-voided') THEN
            RAISE insufficient_privilege USING MESSAGE = 'journal: not an act of a member';
        END IF;
    END IF;
    PERFORM FROM sync_point FOR UPDATE;
    SELECT j.number, j.digest INTO line, before FROM journal j ORDER BY j.number DESC LIMIT 1;
    line := coalesce(line, 0) + 1;
    said := '[' || to_json(coalesce(before, repeat('0', 64))) || ',' || line || ','
        || to_json(moment) || ',' || to_json(actor) || ',' || to_json(verb) || ','
        || to_json(subject) || ',' || to_json(detail) || ']';
    sealed := encode(sha256(convert_to(said, 'UTF8')), 'hex');
    INSERT INTO journal VALUES (line, moment, actor, verb, subject, detail, sealed);
    IF who = 'evaluator' THEN
        line := NULL;
        sealed := NULL;
    END IF;
END $$

CREATE FUNCTION on_record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, @schema, pg_temp AS $$
DECLARE
    told boolean;
BEGIN
    IF panel_role() <> 'evaluator' THEN
        RETURN NULL;
    END IF;
    SELECT j.xmin = pg_current_xact_id()::xid AND j.actor = session_user::text INTO told
        FROM journal j ORDER BY j.number DESC LIMIT 1;
    IF told IS NOT TRUE THEN
        RAISE insufficient_privilege USING MESSAGE = TG_TABLE_NAME || ': not in the journal';
    END IF;
    IF TG_TABLE_NAME = 'assessments' THEN
        -- Who left gives no points any more; an own conflict of interest still voids them
        IF NEW.state <> 'coi' AND EXISTS (SELECT FROM evaluators e
            WHERE e.id = NEW.evaluator AND e.active = 0) THEN
            RAISE insufficient_privilege USING MESSAGE = 'assessments: left the panel';
        END IF;
        IF EXISTS (SELECT FROM score_grid) AND NOT EXISTS (SELECT FROM score_grid g
            WHERE g.criterion = NEW.criterion AND (NEW.points_cp IS NULL
            OR NEW.points_cp BETWEEN g.minimum_cp AND g.maximum_cp
            AND mod(NEW.points_cp - g.minimum_cp, g.step_cp) = 0)) THEN
            RAISE check_violation USING MESSAGE = 'assessments: not on the scale of the call';
        END IF;
        IF NOT EXISTS (SELECT FROM assessment_history h
            WHERE h.dossier = NEW.dossier AND h.evaluator = NEW.evaluator
            AND h.criterion = NEW.criterion AND h.revision = NEW.revision
            AND h.points_cp IS NOT DISTINCT FROM NEW.points_cp AND h.motivation = NEW.motivation
            AND h.state = NEW.state) THEN
            RAISE insufficient_privilege USING MESSAGE = 'assessments: not in the history';
        END IF;
    END IF;
    RETURN NULL;
END $$

CREATE TRIGGER allocations_told AFTER INSERT OR UPDATE OR DELETE ON allocations FOR EACH STATEMENT EXECUTE FUNCTION tell_all()

CREATE TRIGGER call_versions_told AFTER INSERT OR UPDATE OR DELETE ON call_versions FOR EACH STATEMENT EXECUTE FUNCTION tell_all()

CREATE TRIGGER dossiers_told AFTER INSERT OR UPDATE OR DELETE ON dossiers FOR EACH STATEMENT EXECUTE FUNCTION tell_all()

CREATE TRIGGER evaluators_told AFTER INSERT OR UPDATE OR DELETE ON evaluators FOR EACH STATEMENT EXECUTE FUNCTION tell_all()

CREATE TRIGGER partners_told AFTER INSERT OR UPDATE OR DELETE ON partners FOR EACH STATEMENT EXECUTE FUNCTION tell_all()

CREATE TRIGGER cost_lines_told AFTER INSERT OR UPDATE OR DELETE ON cost_lines FOR EACH STATEMENT EXECUTE FUNCTION tell_all()

CREATE TRIGGER evidence_told AFTER INSERT OR UPDATE OR DELETE ON evidence FOR EACH STATEMENT EXECUTE FUNCTION tell_all()

CREATE TRIGGER sections_told AFTER INSERT OR UPDATE OR DELETE ON sections FOR EACH STATEMENT EXECUTE FUNCTION tell_all()

CREATE TRIGGER dossier_findings_told AFTER INSERT OR UPDATE OR DELETE ON dossier_findings FOR EACH STATEMENT EXECUTE FUNCTION tell_all()

CREATE TRIGGER tie_attributes_told AFTER INSERT OR UPDATE OR DELETE ON tie_attributes FOR EACH STATEMENT EXECUTE FUNCTION tell_all()

CREATE TRIGGER admissibility_findings_told AFTER INSERT OR UPDATE OR DELETE ON admissibility_findings FOR EACH STATEMENT EXECUTE FUNCTION tell_all()

CREATE TRIGGER attachments_told AFTER INSERT OR UPDATE OR DELETE ON attachments FOR EACH STATEMENT EXECUTE FUNCTION tell_all()

CREATE TRIGGER dossier_expertise_told AFTER INSERT OR UPDATE OR DELETE ON dossier_expertise FOR EACH STATEMENT EXECUTE FUNCTION tell_all()

CREATE TRIGGER partner_aid_told AFTER INSERT OR UPDATE OR DELETE ON partner_aid FOR EACH STATEMENT EXECUTE FUNCTION tell_all()

CREATE TRIGGER approvals_told AFTER INSERT OR UPDATE OR DELETE ON approvals FOR EACH ROW EXECUTE FUNCTION tell_own()

CREATE TRIGGER assessments_told AFTER INSERT OR UPDATE OR DELETE ON assessments FOR EACH ROW EXECUTE FUNCTION tell_own()

CREATE TRIGGER assignments_told AFTER INSERT OR UPDATE OR DELETE ON assignments FOR EACH ROW EXECUTE FUNCTION tell_own()

CREATE TRIGGER conflicts_told AFTER INSERT OR UPDATE OR DELETE ON conflicts FOR EACH ROW EXECUTE FUNCTION tell_own()

CREATE TRIGGER evaluator_profiles_told AFTER INSERT OR UPDATE OR DELETE ON evaluator_profiles FOR EACH ROW EXECUTE FUNCTION tell_own()

CREATE TRIGGER meta_told AFTER INSERT OR UPDATE OR DELETE ON meta FOR EACH ROW EXECUTE FUNCTION tell_fact()

CREATE TRIGGER consensus_told AFTER INSERT OR UPDATE OR DELETE ON consensus FOR EACH ROW EXECUTE FUNCTION tell_released()

CREATE TRIGGER consensus_sources_told AFTER INSERT OR UPDATE OR DELETE ON consensus_sources FOR EACH ROW EXECUTE FUNCTION tell_released()

CREATE TRIGGER assessment_history_stamped BEFORE INSERT ON assessment_history FOR EACH ROW EXECUTE FUNCTION stamp_member()

CREATE TRIGGER approvals_stamped BEFORE INSERT OR UPDATE ON approvals FOR EACH ROW EXECUTE FUNCTION stamp_member()

CREATE CONSTRAINT TRIGGER assessments_on_record AFTER INSERT OR UPDATE ON assessments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION on_record()

CREATE CONSTRAINT TRIGGER approvals_on_record AFTER INSERT OR UPDATE OR DELETE ON approvals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION on_record()

CREATE CONSTRAINT TRIGGER conflicts_on_record AFTER INSERT OR UPDATE ON conflicts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION on_record()

ALTER TABLE admissibility_findings ENABLE ROW LEVEL SECURITY

ALTER TABLE admissibility_findings FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON admissibility_findings TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON admissibility_findings FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON admissibility_findings FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON admissibility_findings FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON admissibility_findings FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON admissibility_findings FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (dossier IN (SELECT my_dossiers())))

ALTER TABLE alembic_version ENABLE ROW LEVEL SECURITY

ALTER TABLE alembic_version FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON alembic_version TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY everybody ON alembic_version FOR SELECT USING ((SELECT panel_role()) <> '')

ALTER TABLE allocations ENABLE ROW LEVEL SECURITY

ALTER TABLE allocations FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON allocations TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON allocations FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON allocations FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON allocations FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON allocations FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON allocations FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (false))

ALTER TABLE approvals ENABLE ROW LEVEL SECURITY

ALTER TABLE approvals FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON approvals TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON approvals FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON approvals FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON approvals FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON approvals FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON approvals FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (dossier IN (SELECT my_dossiers()) AND evaluator = (SELECT my_evaluator())))

CREATE POLICY member_insert ON approvals FOR INSERT WITH CHECK ((SELECT panel_role()) = 'evaluator' AND dossier IN (SELECT my_dossiers()) AND evaluator = (SELECT my_evaluator()) AND (SELECT is_released()) AND NOT (SELECT is_frozen()) AND source = 'room' AND actor = session_user::text)

CREATE POLICY member_update ON approvals FOR UPDATE USING ((SELECT panel_role()) = 'evaluator' AND dossier IN (SELECT my_dossiers()) AND evaluator = (SELECT my_evaluator()) AND (SELECT is_released()) AND NOT (SELECT is_frozen()) AND source = 'room' AND actor = session_user::text)

CREATE POLICY member_delete ON approvals FOR DELETE USING ((SELECT panel_role()) = 'evaluator' AND dossier IN (SELECT my_dossiers()) AND evaluator = (SELECT my_evaluator()) AND (SELECT is_released()) AND NOT (SELECT is_frozen()))

ALTER TABLE assessment_history ENABLE ROW LEVEL SECURITY

ALTER TABLE assessment_history FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON assessment_history TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON assessment_history FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON assessment_history FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON assessment_history FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON assessment_history FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON assessment_history FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (dossier IN (SELECT my_dossiers()) AND (evaluator = (SELECT my_evaluator()) OR (SELECT is_released()))))

CREATE POLICY member_insert ON assessment_history FOR INSERT WITH CHECK ((SELECT panel_role()) = 'evaluator' AND dossier IN (SELECT my_dossiers()) AND evaluator = (SELECT my_evaluator()) AND NOT (SELECT is_released()) AND actor = session_user::text)

ALTER TABLE assessments ENABLE ROW LEVEL SECURITY

ALTER TABLE assessments FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON assessments TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON assessments FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON assessments FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON assessments FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON assessments FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON assessments FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (dossier IN (SELECT my_dossiers()) AND (evaluator = (SELECT my_evaluator()) OR (SELECT is_released()))))

CREATE POLICY member_insert ON assessments FOR INSERT WITH CHECK ((SELECT panel_role()) = 'evaluator' AND dossier IN (SELECT my_dossiers()) AND evaluator = (SELECT my_evaluator()) AND NOT (SELECT is_released()) AND (state IN ('scored', 'declined') OR state = 'coi' AND points_cp IS NULL) AND revision = 1)

CREATE POLICY member_update ON assessments FOR UPDATE USING ((SELECT panel_role()) = 'evaluator' AND dossier IN (SELECT my_dossiers()) AND evaluator = (SELECT my_evaluator()) AND NOT (SELECT is_released()) AND (state IN ('scored', 'declined') OR state = 'coi' AND points_cp IS NULL))

ALTER TABLE assignments ENABLE ROW LEVEL SECURITY

ALTER TABLE assignments FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON assignments TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON assignments FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON assignments FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON assignments FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON assignments FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON assignments FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (evaluator = (SELECT my_evaluator()) OR ((SELECT is_released()) AND dossier IN (SELECT my_dossiers()))))

ALTER TABLE attachments ENABLE ROW LEVEL SECURITY

ALTER TABLE attachments FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON attachments TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON attachments FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON attachments FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON attachments FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON attachments FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON attachments FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (dossier IN (SELECT my_dossiers())))

ALTER TABLE call_versions ENABLE ROW LEVEL SECURITY

ALTER TABLE call_versions FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON call_versions TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON call_versions FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON call_versions FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON call_versions FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON call_versions FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON call_versions FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (true))

ALTER TABLE column_mappings ENABLE ROW LEVEL SECURITY

ALTER TABLE column_mappings FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON column_mappings TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON column_mappings FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON column_mappings FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON column_mappings FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON column_mappings FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

ALTER TABLE conditions ENABLE ROW LEVEL SECURITY

ALTER TABLE conditions FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON conditions TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON conditions FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON conditions FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON conditions FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON conditions FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON conditions FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (false))

ALTER TABLE conflicts ENABLE ROW LEVEL SECURITY

ALTER TABLE conflicts FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON conflicts TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON conflicts FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON conflicts FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON conflicts FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON conflicts FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON conflicts FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (evaluator = (SELECT my_evaluator())))

CREATE POLICY member_insert ON conflicts FOR INSERT WITH CHECK ((SELECT panel_role()) = 'evaluator' AND evaluator = (SELECT my_evaluator()) AND NOT (SELECT is_released()) AND dossier IN (SELECT a.dossier FROM assignments a WHERE a.evaluator = (SELECT my_evaluator())))

CREATE POLICY member_update ON conflicts FOR UPDATE USING ((SELECT panel_role()) = 'evaluator' AND evaluator = (SELECT my_evaluator()) AND NOT (SELECT is_released()))

ALTER TABLE consensus ENABLE ROW LEVEL SECURITY

ALTER TABLE consensus FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON consensus TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON consensus FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON consensus FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON consensus FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON consensus FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON consensus FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (dossier IN (SELECT my_dossiers()) AND (SELECT is_released())))

ALTER TABLE consensus_ledger ENABLE ROW LEVEL SECURITY

ALTER TABLE consensus_ledger FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON consensus_ledger TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON consensus_ledger FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON consensus_ledger FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON consensus_ledger FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON consensus_ledger FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

ALTER TABLE consensus_sources ENABLE ROW LEVEL SECURITY

ALTER TABLE consensus_sources FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON consensus_sources TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON consensus_sources FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON consensus_sources FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON consensus_sources FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON consensus_sources FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON consensus_sources FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (dossier IN (SELECT my_dossiers()) AND (SELECT is_released())))

ALTER TABLE cost_lines ENABLE ROW LEVEL SECURITY

ALTER TABLE cost_lines FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON cost_lines TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON cost_lines FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON cost_lines FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON cost_lines FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON cost_lines FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON cost_lines FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (dossier IN (SELECT my_dossiers())))

ALTER TABLE dossier_expertise ENABLE ROW LEVEL SECURITY

ALTER TABLE dossier_expertise FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON dossier_expertise TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON dossier_expertise FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON dossier_expertise FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON dossier_expertise FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON dossier_expertise FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON dossier_expertise FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (dossier IN (SELECT my_dossiers())))

ALTER TABLE dossier_findings ENABLE ROW LEVEL SECURITY

ALTER TABLE dossier_findings FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON dossier_findings TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON dossier_findings FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON dossier_findings FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON dossier_findings FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON dossier_findings FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON dossier_findings FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (dossier IN (SELECT my_dossiers())))

ALTER TABLE dossiers ENABLE ROW LEVEL SECURITY

ALTER TABLE dossiers FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON dossiers TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON dossiers FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON dossiers FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON dossiers FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON dossiers FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON dossiers FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (id IN (SELECT my_dossiers())))

ALTER TABLE evaluator_profiles ENABLE ROW LEVEL SECURITY

ALTER TABLE evaluator_profiles FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON evaluator_profiles TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON evaluator_profiles FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON evaluator_profiles FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON evaluator_profiles FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON evaluator_profiles FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON evaluator_profiles FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (evaluator = (SELECT my_evaluator())))

ALTER TABLE evaluators ENABLE ROW LEVEL SECURITY

ALTER TABLE evaluators FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON evaluators TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON evaluators FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON evaluators FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON evaluators FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON evaluators FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON evaluators FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (id = (SELECT my_evaluator()) OR (SELECT is_released())))

ALTER TABLE evidence ENABLE ROW LEVEL SECURITY

ALTER TABLE evidence FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON evidence TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON evidence FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON evidence FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON evidence FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON evidence FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON evidence FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (dossier IN (SELECT my_dossiers())))

ALTER TABLE imports ENABLE ROW LEVEL SECURITY

ALTER TABLE imports FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON imports TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON imports FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON imports FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON imports FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON imports FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

ALTER TABLE journal ENABLE ROW LEVEL SECURITY

ALTER TABLE journal FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON journal TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON journal FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

ALTER TABLE letters ENABLE ROW LEVEL SECURITY

ALTER TABLE letters FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON letters TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON letters FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON letters FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON letters FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON letters FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

ALTER TABLE login_points ENABLE ROW LEVEL SECURITY

ALTER TABLE login_points FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON login_points TO CURRENT_USER USING (true) WITH CHECK (true)

ALTER TABLE meeting_events ENABLE ROW LEVEL SECURITY

ALTER TABLE meeting_events FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON meeting_events TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON meeting_events FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON meeting_events FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON meeting_events FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON meeting_events FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

ALTER TABLE meta ENABLE ROW LEVEL SECURITY

ALTER TABLE meta FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON meta TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON meta FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON meta FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat') AND (key <> 'scoring_released' OR (SELECT panel_role()) = 'chair'))

CREATE POLICY office_update ON meta FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat') AND (key <> 'scoring_released' OR (SELECT panel_role()) = 'chair'))

CREATE POLICY office_delete ON meta FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat') AND (key <> 'scoring_released' OR (SELECT panel_role()) = 'chair'))

CREATE POLICY member_reads ON meta FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (key IN ('panel_id', 'scoring_released')))

ALTER TABLE panel_changes ENABLE ROW LEVEL SECURITY

ALTER TABLE panel_changes FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON panel_changes TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON panel_changes FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON panel_changes FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON panel_changes FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON panel_changes FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

ALTER TABLE partner_aid ENABLE ROW LEVEL SECURITY

ALTER TABLE partner_aid FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON partner_aid TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON partner_aid FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON partner_aid FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON partner_aid FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON partner_aid FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON partner_aid FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (dossier IN (SELECT my_dossiers())))

ALTER TABLE partners ENABLE ROW LEVEL SECURITY

ALTER TABLE partners FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON partners TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON partners FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON partners FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON partners FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON partners FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON partners FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (dossier IN (SELECT my_dossiers())))

ALTER TABLE score_grid ENABLE ROW LEVEL SECURITY

ALTER TABLE score_grid FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON score_grid TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON score_grid FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON score_grid FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON score_grid FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON score_grid FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

ALTER TABLE sections ENABLE ROW LEVEL SECURITY

ALTER TABLE sections FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON sections TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON sections FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON sections FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON sections FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON sections FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON sections FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (dossier IN (SELECT my_dossiers())))

ALTER TABLE server_logins ENABLE ROW LEVEL SECURITY

ALTER TABLE server_logins FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON server_logins TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON server_logins FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

ALTER TABLE sync_point ENABLE ROW LEVEL SECURITY

ALTER TABLE sync_point FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON sync_point TO CURRENT_USER USING (true) WITH CHECK (true)

ALTER TABLE synergies ENABLE ROW LEVEL SECURITY

ALTER TABLE synergies FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON synergies TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON synergies FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON synergies FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON synergies FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON synergies FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON synergies FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (false))

ALTER TABLE tie_attributes ENABLE ROW LEVEL SECURITY

ALTER TABLE tie_attributes FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON tie_attributes TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON tie_attributes FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON tie_attributes FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON tie_attributes FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON tie_attributes FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON tie_attributes FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (dossier IN (SELECT my_dossiers())))

ALTER TABLE withdrawals ENABLE ROW LEVEL SECURITY

ALTER TABLE withdrawals FORCE ROW LEVEL SECURITY

CREATE POLICY owner ON withdrawals TO CURRENT_USER USING (true) WITH CHECK (true)

CREATE POLICY office_reads ON withdrawals FOR SELECT USING ((SELECT panel_role()) IN ('chair', 'secretariat', 'reader'))

CREATE POLICY office_insert ON withdrawals FOR INSERT WITH CHECK ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_update ON withdrawals FOR UPDATE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY office_delete ON withdrawals FOR DELETE USING ((SELECT panel_role()) IN ('chair', 'secretariat'))

CREATE POLICY member_reads ON withdrawals FOR SELECT USING ((SELECT panel_role()) = 'evaluator' AND (false))

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA @schema FROM PUBLIC

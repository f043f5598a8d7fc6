CREATE FUNCTION panel_role() RETURNS text LANGUAGE sql STABLE @safe
SELECT CASE WHEN pg_has_role(session_user, (SELECT relowner FROM pg_class
        WHERE oid = 'server_logins'::regclass), 'MEMBER') THEN 'owner'
    ELSE coalesce((SELECT role FROM server_logins WHERE login = session_user::text), '') END $$

-- Who this login is on the panel: an evaluator, or the evaluator who presides
CREATE FUNCTION my_person() RETURNS text LANGUAGE sql STABLE @safe
SELECT evaluator FROM server_logins
    WHERE login = session_user::text AND panel_role() IN ('evaluator', 'chair') $$

CREATE FUNCTION my_evaluator() RETURNS text LANGUAGE sql STABLE @safe
SELECT CASE WHEN panel_role() = 'evaluator' THEN my_person() END $$

CREATE FUNCTION is_frozen() RETURNS boolean LANGUAGE sql STABLE @safe
SELECT EXISTS (SELECT FROM allocations WHERE active = 1) $$

CREATE FUNCTION is_released() RETURNS boolean LANGUAGE sql STABLE @safe
SELECT is_frozen() OR EXISTS (SELECT FROM meta WHERE key = 'scoring_released' AND value <> '') $$

-- Before the release what one judges, after it everything without a conflict of one's own
CREATE FUNCTION my_dossiers() RETURNS SETOF text LANGUAGE sql STABLE @safe
SELECT id FROM dossiers d WHERE my_evaluator() IS NOT NULL
    AND NOT EXISTS (SELECT FROM conflicts c WHERE c.dossier = d.id AND c.evaluator = my_evaluator())
    AND (is_released() OR EXISTS (SELECT FROM assignments a
        WHERE a.dossier = d.id AND a.evaluator = my_evaluator())) $$

CREATE FUNCTION panel_version() RETURNS bigint LANGUAGE sql STABLE @safe
SELECT CASE WHEN panel_role() = 'evaluator'
    THEN (SELECT value FROM login_points WHERE login = session_user::text)
    ELSE (SELECT value FROM sync_point WHERE panel_role() <> '') END $$

CREATE FUNCTION panel_channel() RETURNS text LANGUAGE sql STABLE @safe
SELECT channel FROM login_points WHERE panel_role() <> ''
    AND login = CASE WHEN panel_role() = 'evaluator' THEN session_user::text ELSE '' END $$

CREATE FUNCTION require_writer() RETURNS text LANGUAGE plpgsql STABLE @safe
DECLARE
    who text := panel_role();
BEGIN
    IF who NOT IN ('owner', 'secretariat', 'chair', 'evaluator') THEN
        RAISE insufficient_privilege USING MESSAGE = 'this login only reads';
    END IF;
    RETURN who;
END $$

CREATE FUNCTION begin_change() RETURNS void LANGUAGE plpgsql @safe
BEGIN
    PERFORM require_writer();
    UPDATE sync_point SET value = value + 1;
    UPDATE login_points SET value = value + 1 WHERE login = session_user::text;
    PERFORM pg_notify(channel, '') FROM login_points WHERE login IN ('', session_user::text);
END $$

-- Once in a transaction is enough, however many rows it changes
CREATE FUNCTION tell_members(who text) RETURNS void LANGUAGE plpgsql @safe
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

CREATE FUNCTION tell_own() RETURNS trigger LANGUAGE plpgsql @safe
BEGIN
    IF is_released() THEN
        PERFORM tell_members(NULL);
    ELSE
        PERFORM tell_members(coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> 'evaluator');
    END IF;
    RETURN NULL;
END $$

CREATE FUNCTION tell_all() RETURNS trigger LANGUAGE plpgsql @safe
BEGIN
    PERFORM tell_members(NULL);
    RETURN NULL;
END $$

CREATE FUNCTION tell_fact() RETURNS trigger LANGUAGE plpgsql @safe
BEGIN
    IF coalesce(NEW.key, OLD.key) IN (@open_facts) THEN
        PERFORM tell_members(NULL);
    END IF;
    RETURN NULL;
END $$

CREATE FUNCTION tell_released() RETURNS trigger LANGUAGE plpgsql @safe
BEGIN
    IF is_released() THEN
        PERFORM tell_members(NULL);
    END IF;
    RETURN NULL;
END $$

CREATE FUNCTION server_moment() RETURNS text LANGUAGE sql VOLATILE @safe
SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00' $$

-- A member can neither backdate nor sign for another
CREATE FUNCTION stamp_member() RETURNS trigger LANGUAGE plpgsql @safe
BEGIN
    IF panel_role() = 'evaluator' THEN
        NEW.at := server_moment();
    END IF;
    RETURN NEW;
END $$

-- The chain grows without showing it: only the office hears the number and the digest
CREATE FUNCTION journal_append(at text, actor text, verb text, subject text, detail text,
    OUT line integer, OUT sealed text) LANGUAGE plpgsql @safe
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
        IF verb NOT IN (@member_acts) THEN
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

-- Checked when a member commits: a line in the journal, and each cell with its line of history
CREATE FUNCTION on_record() RETURNS trigger LANGUAGE plpgsql @safe
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

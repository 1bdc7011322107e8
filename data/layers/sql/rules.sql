-- Rules that need no schema of the packs; made anew whenever the layers are built.
-- __POSTGIS__ is the schema that holds PostGIS.

CREATE OR REPLACE FUNCTION layers.may_change(touched text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((SELECT p.zones = '{}' OR touched <@ p.zones
                     FROM atlas.people p WHERE p.login = session_user), true)
$$;
COMMENT ON FUNCTION layers.may_change IS
    'Whether the login may change rows of these zones; an empty text is a row of no zone';

CREATE OR REPLACE FUNCTION layers.sees_all() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT NOT coalesce((SELECT p.published_only
                         FROM atlas.people p WHERE p.login = session_user), false)
$$;
COMMENT ON FUNCTION layers.sees_all IS 'Whether the login may see what is illustrative';

CREATE OR REPLACE FUNCTION layers.refuse(id text, VARIADIC named text[] DEFAULT '{}')
RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =
        format((SELECT said FROM layers.messages m WHERE m.id = refuse.id), VARIADIC named);
END
$$;

CREATE OR REPLACE FUNCTION layers.key_of(names text[], cells jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT string_agg(coalesce(cells ->> one, ''), ' · ' ORDER BY place)
    FROM unnest(names) WITH ORDINALITY AS k(one, place)
$$;

CREATE OR REPLACE FUNCTION layers.zones_of(layer text, cells jsonb) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN cells IS NULL THEN '{}'
        WHEN layer = 'zone_outlines' THEN ARRAY[coalesce(cells ->> 'feature_id', '')]
        WHEN cells ->> 'zone' IS NOT NULL THEN ARRAY[cells ->> 'zone']
        WHEN cells ->> 'project_id' IS NOT NULL THEN coalesce(
            (SELECT ARRAY[p.zone::text] FROM in_force.project_places p
             WHERE p.project_id = cells ->> 'project_id'), '{""}')
        ELSE '{""}'
    END
$$;
COMMENT ON FUNCTION layers.zones_of IS 'The zone that a row stands in; an empty text if it is in none';

CREATE OR REPLACE VIEW layers.pending WITH (security_invoker = true) AS
SELECT DISTINCT ON (layer, fid) *
FROM layers.edits
WHERE login = session_user AND state IN ('waiting', 'faulty', 'proposed')
ORDER BY layer, fid, id DESC;
COMMENT ON VIEW layers.pending IS 'The last of one''s own edits of each row that is not in force yet';

CREATE OR REPLACE FUNCTION layers.check_edit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, __POSTGIS__, pg_temp AS $$
DECLARE
    kind layers.kinds;
    area __POSTGIS__.geometry;
    seen jsonb;
    seen_key text;
    label text;
    is_taken boolean;
BEGIN
    SELECT * INTO kind FROM layers.kinds k WHERE k.layer = NEW.layer;
    IF kind.is_editable IS NOT TRUE THEN
        PERFORM layers.refuse('read_only', NEW.layer);
    END IF;
    IF NOT layers.sees_all() THEN
        PERFORM layers.refuse('looks_only');
    END IF;
    -- What was there is looked up, never taken from who asks.
    IF NEW.act = 'insert' THEN
        NEW.fid := coalesce(NEW.fid, nextval('layers.new_fids'));
        NEW.before := NULL; NEW.geom_before := NULL; NEW.pack := 'own';
    ELSE
        EXECUTE format(
            'SELECT to_jsonb(v) - ''{fid,pack,my_edit,geom}''::text[], v.pack, %s FROM layers.%I v WHERE v.fid = $1',
            CASE WHEN kind.geometry = '' THEN 'NULL' ELSE 'v.geom' END, NEW.layer)
        INTO seen, NEW.pack, NEW.geom_before USING NEW.fid;
        NEW.before := seen;
        IF seen IS NULL THEN
            PERFORM layers.refuse('gone', NEW.layer);
        END IF;
        seen_key := layers.key_of(kind.key, seen);
        IF NEW.pack = ANY (CASE WHEN NEW.act = 'delete' THEN kind.undeletable ELSE kind.kept END)
        THEN
            PERFORM layers.refuse(
                CASE WHEN NEW.pack = 'published' THEN 'printed' ELSE 'assumed' END, seen_key);
        END IF;
    END IF;
    IF NEW.act = 'delete' THEN
        NEW.after := NULL; NEW.geom := NULL;
    ELSE
        NEW.after := CASE jsonb_typeof(NEW.after) WHEN 'object' THEN NEW.after ELSE '{}' END
            - '{fid,pack,my_edit,geom}'::text[];
    END IF;
    NEW.key := coalesce(nullif(layers.key_of(kind.key, NEW.after), ''), seen_key, '');
    -- A new row has no id yet.
    label := coalesce(nullif(NEW.key, ''), nullif(NEW.after ->> 'name_zh', ''),
                      nullif(NEW.after ->> 'name_en', ''), NEW.fid::text);
    IF NEW.after IS NOT NULL THEN
        IF kind.is_placed THEN
            -- A point and its two numbers are one: the one that was changed tells the other.
            IF NEW.geom IS NOT NULL AND NEW.geom IS DISTINCT FROM NEW.geom_before THEN
                NEW.after := NEW.after
                    || jsonb_build_object('lon', ST_X(NEW.geom), 'lat', ST_Y(NEW.geom));
            ELSIF NEW.geom IS NULL AND NEW.geom_before IS NOT NULL THEN
                NEW.after := NEW.after || '{"lon": null, "lat": null}'::jsonb;
            ELSE
                NEW.geom := ST_SetSRID(ST_MakePoint(
                    (NEW.after ->> 'lon')::float8, (NEW.after ->> 'lat')::float8), 4326);
            END IF;
        ELSIF kind.geometry <> '' AND (NEW.geom IS NULL OR ST_IsEmpty(NEW.geom)) THEN
            PERFORM layers.refuse('no_geometry', label);
        END IF;
        IF kind.geometry = '' THEN
            NEW.geom := NULL;
        ELSIF NEW.geom IS NOT NULL THEN
            IF kind.geometry LIKE 'Multi%' THEN
                NEW.geom := ST_Multi(NEW.geom);
            END IF;
            IF GeometryType(NEW.geom) <> upper(kind.geometry) THEN
                PERFORM layers.refuse('kind', label, GeometryType(NEW.geom), kind.geometry);
            END IF;
            SELECT a.region INTO area FROM layers.about a;
            IF NOT coalesce(ST_CoveredBy(ST_Envelope(NEW.geom), area), true) THEN
                PERFORM layers.refuse('outside', label,
                    round(ST_XMin(NEW.geom)::numeric, 4)::text,
                    round(ST_YMin(NEW.geom)::numeric, 4)::text,
                    round(ST_XMax(NEW.geom)::numeric, 4)::text,
                    round(ST_YMax(NEW.geom)::numeric, 4)::text,
                    ST_XMin(area)::text, ST_YMin(area)::text,
                    ST_XMax(area)::text, ST_YMax(area)::text);
            END IF;
            IF NOT ST_IsValid(NEW.geom) THEN
                PERFORM layers.refuse('invalid', label, ST_IsValidReason(NEW.geom));
            END IF;
        END IF;
        IF kind.needs_key AND layers.key_of(kind.key, NEW.after) = '' THEN
            PERFORM layers.refuse('no_key', kind.key[1]);
        END IF;
        IF NEW.key <> '' AND NEW.key IS DISTINCT FROM seen_key THEN
            EXECUTE format(
                'SELECT EXISTS (SELECT FROM layers.%I v WHERE layers.key_of($1, to_jsonb(v)) = $2)',
                NEW.layer)
            INTO is_taken USING kind.key, NEW.key;
            IF is_taken THEN
                PERFORM layers.refuse('taken', NEW.key);
            END IF;
        END IF;
    END IF;
    NEW.zones := layers.zones_of(NEW.layer, NEW.before) || layers.zones_of(NEW.layer, NEW.after);
    IF NOT layers.may_change(NEW.zones) THEN
        PERFORM layers.refuse('zone', label,
            (SELECT array_to_string(p.zones, ', ') FROM atlas.people p
             WHERE p.login = session_user));
    END IF;
    NEW.login := session_user;
    NEW.name := coalesce(
        (SELECT nullif(p.name, '') FROM atlas.people p WHERE p.login = session_user), session_user);
    NEW.made := now();
    NEW.state := 'waiting';
    NEW.draft := NULL; NEW.problem_zh := NULL; NEW.problem_en := NULL; NEW.settled := NULL;
    PERFORM pg_notify('atlas_edited', NEW.login);
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER checked BEFORE INSERT ON layers.edits
    FOR EACH ROW EXECUTE FUNCTION layers.check_edit();

CREATE OR REPLACE FUNCTION layers.edit_row() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO layers.edits (layer, fid, act) VALUES (TG_TABLE_NAME, OLD.fid, 'delete');
        RETURN OLD;
    ELSIF TG_OP = 'INSERT' THEN
        NEW.fid := coalesce(NEW.fid, nextval('layers.new_fids'));
        INSERT INTO layers.edits (layer, fid, act, after)
        VALUES (TG_TABLE_NAME, NEW.fid, 'insert', to_jsonb(NEW));
    ELSIF NEW IS DISTINCT FROM OLD THEN
        INSERT INTO layers.edits (layer, fid, act, after)
        VALUES (TG_TABLE_NAME, OLD.fid, 'update', to_jsonb(NEW));
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION layers.edit_shape() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, __POSTGIS__, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO layers.edits (layer, fid, act) VALUES (TG_TABLE_NAME, OLD.fid, 'delete');
        RETURN OLD;
    ELSIF TG_OP = 'INSERT' THEN
        NEW.fid := coalesce(NEW.fid, nextval('layers.new_fids'));
        INSERT INTO layers.edits (layer, fid, act, after, geom)
        VALUES (TG_TABLE_NAME, NEW.fid, 'insert', to_jsonb(NEW) - 'geom', NEW.geom);
    ELSIF NEW IS DISTINCT FROM OLD THEN
        INSERT INTO layers.edits (layer, fid, act, after, geom)
        VALUES (TG_TABLE_NAME, OLD.fid, 'update', to_jsonb(NEW) - 'geom', NEW.geom);
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE VIEW layers.my_edits WITH (security_invoker = true) AS
SELECT id, layer, fid, key, act, state, draft, problem_zh, problem_en, made, settled
FROM layers.edits
WHERE login = session_user
ORDER BY id DESC;
COMMENT ON VIEW layers.my_edits IS
    '我的修改：是否已进入草稿、哪里有误 / My edits: whether a draft has them, what is wrong. Delete one that waits or is faulty to take it back';

CREATE OR REPLACE FUNCTION layers.withdraw() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE layers.edits SET state = 'withdrawn', settled = now()
    WHERE id = OLD.id AND login = session_user AND state IN ('waiting', 'faulty');
    IF NOT FOUND THEN
        PERFORM layers.refuse('in_draft', OLD.key);
    END IF;
    RETURN OLD;
END
$$;
CREATE OR REPLACE TRIGGER withdrawn INSTEAD OF DELETE ON layers.my_edits
    FOR EACH ROW EXECUTE FUNCTION layers.withdraw();

-- Who sees and does what.
ALTER TABLE atlas.people ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS oneself ON atlas.people;
DROP POLICY IF EXISTS everybody ON atlas.people;
CREATE POLICY oneself ON atlas.people FOR SELECT TO atlas_guest USING (login = session_user);
CREATE POLICY everybody ON atlas.people TO atlas_admin USING (true) WITH CHECK (true);
GRANT SELECT ON atlas.people TO atlas_guest;
GRANT INSERT, UPDATE, DELETE ON atlas.people TO atlas_admin;

ALTER TABLE layers.edits ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own ON layers.edits;
DROP POLICY IF EXISTS everybodys ON layers.edits;
DROP POLICY IF EXISTS proposing ON layers.edits;
CREATE POLICY own ON layers.edits FOR SELECT TO atlas_guest USING (login = session_user);
CREATE POLICY everybodys ON layers.edits FOR SELECT TO atlas_publisher
    USING ((SELECT layers.sees_all()));
CREATE POLICY proposing ON layers.edits FOR INSERT TO atlas_editor
    WITH CHECK (login = session_user AND layers.may_change(zones));
GRANT SELECT ON layers.edits, layers.pending, layers.my_edits, layers.about TO atlas_guest;
GRANT INSERT (layer, fid, act, after, geom) ON layers.edits TO atlas_editor;
GRANT DELETE ON layers.my_edits TO atlas_editor;
GRANT USAGE ON SEQUENCE layers.new_fids TO atlas_editor;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA layers FROM PUBLIC;
GRANT EXECUTE ON FUNCTION layers.may_change, layers.sees_all, layers.no_choice TO atlas_guest;
GRANT EXECUTE ON FUNCTION layers.refuse, layers.key_of TO atlas_editor;

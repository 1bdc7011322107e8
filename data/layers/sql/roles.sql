-- Roles are of the whole server: they are made once, and stay when a database goes.
DO $$
DECLARE
    one text;
    before text := 'atlas_guest';
    -- Since 16 who makes a role is a member of it who may not act for it.
    acts text := CASE WHEN current_setting('server_version_num')::int < 160000
                      THEN 'MEMBER' ELSE 'SET' END;
BEGIN
    FOREACH one IN ARRAY ARRAY['atlas_app', 'atlas_guest', 'atlas_viewer', 'atlas_editor',
                               'atlas_publisher', 'atlas_admin'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = one) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', one);
        END IF;
    END LOOP;
    -- Each may see and do what those before it may.
    FOREACH one IN ARRAY ARRAY['atlas_viewer', 'atlas_editor', 'atlas_publisher', 'atlas_admin'] LOOP
        IF NOT pg_has_role(one, before, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO %I', before, one);
        END IF;
        before := one;
    END LOOP;
    -- Who sets the database up acts for the server.
    IF NOT pg_has_role(current_user, 'atlas_app', acts) THEN
        EXECUTE format('GRANT atlas_app TO %I', current_user);
    END IF;
END
$$;

-- Roles are of the whole server: they are made once, and stay when a database goes.
DO $$
DECLARE
    one text;
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
    IF NOT pg_has_role('atlas_viewer', 'atlas_guest', 'MEMBER') THEN
        GRANT atlas_guest TO atlas_viewer;
    END IF;
    IF NOT pg_has_role('atlas_editor', 'atlas_viewer', 'MEMBER') THEN
        GRANT atlas_viewer TO atlas_editor;
    END IF;
    IF NOT pg_has_role('atlas_publisher', 'atlas_editor', 'MEMBER') THEN
        GRANT atlas_editor TO atlas_publisher;
    END IF;
    IF NOT pg_has_role('atlas_admin', 'atlas_publisher', 'MEMBER') THEN
        GRANT atlas_publisher TO atlas_admin;
    END IF;
    -- Who sets the database up acts for the server.
    IF NOT pg_has_role(current_user, 'atlas_app', acts) THEN
        EXECUTE format('GRANT atlas_app TO %I', current_user);
    END IF;
END
$$;

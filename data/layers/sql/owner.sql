-- After a restore everything belongs to who has restored it. The layers belong to the servers, whose
-- functions would else act with the rights of an administrator.
DO $$
DECLARE
    one text;
    ours regnamespace[] := ARRAY['layers'::regnamespace, 'in_force'::regnamespace];
BEGIN
    GRANT CREATE ON SCHEMA atlas TO atlas_app;
    FOR one IN
        SELECT format('SCHEMA %s', named) FROM unnest(ours) AS named
        UNION ALL
        SELECT format('TABLE %s', c.oid::regclass) FROM pg_class c
        WHERE (c.relnamespace = ANY (ours) AND c.relkind IN ('r', 'v', 'S')
               OR c.oid = 'atlas.people'::regclass)
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'i'
                            AND d.classid = 'pg_class'::regclass)
        UNION ALL
        SELECT format('FUNCTION %s', oid::regprocedure) FROM pg_proc WHERE pronamespace = ANY (ours)
        UNION ALL
        SELECT format('DOMAIN %s', oid::regtype) FROM pg_type
        WHERE typnamespace = ANY (ours) AND typtype = 'd'
    LOOP
        EXECUTE format('ALTER %s OWNER TO atlas_app', one);
    END LOOP;
    REVOKE CREATE ON SCHEMA atlas FROM atlas_app;
END
$$;

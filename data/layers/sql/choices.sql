-- What is said of a value that is not in the list of its column, instead of PostgreSQL's own words.
CREATE OR REPLACE FUNCTION layers.no_choice(name text, allowed text, given text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF given IS NOT NULL THEN
        PERFORM layers.refuse('choice', name, given, allowed);
    END IF;
    RETURN NULL;
END
$$;


CREATE SCHEMA layers AUTHORIZATION atlas_app;
CREATE SCHEMA in_force AUTHORIZATION atlas_app;
COMMENT ON SCHEMA layers IS
    '图层：现行数据加上自己尚未生效的修改 / Layers: what is in force, with one''s own edits';
COMMENT ON SCHEMA in_force IS '现行数据（只读）/ The state in force, read-only';

CREATE TABLE atlas.people (
    login text PRIMARY KEY,
    name text NOT NULL DEFAULT '',
    zones text[] NOT NULL DEFAULT '{}',
    published_only boolean NOT NULL DEFAULT false
);
-- Who is given a table has to be one that may make tables there; for this moment only.
GRANT CREATE ON SCHEMA atlas TO atlas_app;
ALTER TABLE atlas.people OWNER TO atlas_app;
REVOKE CREATE ON SCHEMA atlas FROM atlas_app;
COMMENT ON TABLE atlas.people IS
    'Who is behind a login of the database; what he may do is told by the role he is a member of';
COMMENT ON COLUMN atlas.people.name IS 'As drafts and the trail tell it';
COMMENT ON COLUMN atlas.people.zones IS 'Zones whose rows he may change; empty: those of all';
COMMENT ON COLUMN atlas.people.published_only IS 'Sees nothing illustrative, whatever his role';

GRANT USAGE ON SCHEMA atlas TO atlas_app, atlas_guest;
-- A server that makes no tables needs no more than to be a member of atlas_app.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA atlas TO atlas_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA atlas
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO atlas_app;
GRANT USAGE ON SCHEMA layers, in_force TO atlas_guest;
SET LOCAL ROLE atlas_app;

CREATE TABLE layers.about (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    park text NOT NULL,
    revision text NOT NULL,
    filled timestamptz NOT NULL DEFAULT now(),
    datum text NOT NULL,
    region geometry(Polygon, 4326) NOT NULL
);
COMMENT ON TABLE layers.about IS 'Which revision the layers show, since when, in which datum';

CREATE TABLE layers.built (is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only), hash text);
CREATE TABLE layers.filled (layer text PRIMARY KEY, hash text NOT NULL);
CREATE TABLE layers.messages (id text PRIMARY KEY, said text NOT NULL);
CREATE TABLE layers.kinds (
    layer text PRIMARY KEY,
    geometry text NOT NULL,
    is_editable boolean NOT NULL,
    is_placed boolean NOT NULL,
    key text[] NOT NULL,
    needs_key boolean NOT NULL,
    kept text[] NOT NULL,
    undeletable text[] NOT NULL
);
COMMENT ON TABLE layers.kinds IS 'What each layer is, for the rules that edits are held against';

CREATE SEQUENCE layers.new_fids;
CREATE TABLE layers.edits (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login text NOT NULL,
    name text NOT NULL,
    made timestamptz NOT NULL,
    layer text NOT NULL,
    fid bigint NOT NULL,
    key text NOT NULL,
    act text NOT NULL CHECK (act IN ('insert', 'update', 'delete')),
    zones text[] NOT NULL,
    pack text NOT NULL,
    before jsonb,
    after jsonb,
    geom_before geometry(Geometry, 4326),
    geom geometry(Geometry, 4326),
    state text NOT NULL
        CHECK (state IN ('waiting', 'faulty', 'proposed', 'published', 'dropped', 'withdrawn')),
    draft text,
    problem_zh text,
    problem_en text,
    settled timestamptz
);
CREATE INDEX ON layers.edits (login, layer, fid, id DESC)
    WHERE state IN ('waiting', 'faulty', 'proposed');
CREATE INDEX ON layers.edits (state);
COMMENT ON TABLE layers.edits IS
    'Who has changed what in QGIS: waiting for the server, faulty, proposed in a draft, or settled';
COMMENT ON COLUMN layers.edits.key IS 'The id of the row, as the packs have it';
COMMENT ON COLUMN layers.edits.before IS 'The row as he saw it; empty for a new one';
COMMENT ON COLUMN layers.edits.after IS 'The row as he wants it; empty for one that goes';
RESET ROLE;

-- The trail and what is proposed are for editors; files and jobs are for the server alone.
GRANT SELECT ON atlas.revisions, atlas.revision_tables, atlas.revision_cells, atlas.states,
    atlas.drafts TO atlas_editor;
-- The next server that starts fills the layers.
UPDATE atlas.areas SET told = -1;

"""What the files say, in rows that one can query: nothing is lost where these go."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; `data.stores.told` fills them."""
    op.execute("""
CREATE TABLE atlas.revisions (
    token text PRIMARY KEY,
    place integer NOT NULL UNIQUE,
    number integer NOT NULL,
    time timestamptz NOT NULL,
    title text NOT NULL,
    by text NOT NULL,
    why text NOT NULL,
    kind text NOT NULL,
    files text[] NOT NULL,
    tables_before text NOT NULL,
    tables_after text NOT NULL,
    restored integer,
    draft text NOT NULL
);
COMMENT ON TABLE atlas.revisions IS
    'The trail: each change of the pack in force, who made it, when, why, and from what.';
COMMENT ON COLUMN atlas.revisions.place IS
    'Order in the trail; number is the same for a change by hand and the one before it.';
COMMENT ON COLUMN atlas.revisions.tables_before IS 'SHA-256 of all tables; empty: no own pack.';
CREATE INDEX revisions_by_time ON atlas.revisions (time);

CREATE TABLE atlas.revision_tables (
    token text NOT NULL REFERENCES atlas.revisions ON DELETE CASCADE,
    table_name text NOT NULL,
    added integer NOT NULL,
    removed integer NOT NULL,
    changed integer NOT NULL,
    cells integer NOT NULL,
    assumed integer NOT NULL,
    PRIMARY KEY (token, table_name)
);
COMMENT ON TABLE atlas.revision_tables IS
    'How many rows of which table came, went and changed; assumed: of them illustrative.';

CREATE TABLE atlas.revision_cells (
    token text NOT NULL REFERENCES atlas.revisions ON DELETE CASCADE,
    place integer NOT NULL,
    table_name text NOT NULL,
    key text NOT NULL,
    column_name text NOT NULL,
    before text,
    after text,
    fate text NOT NULL,
    PRIMARY KEY (token, place)
);
COMMENT ON TABLE atlas.revision_cells IS
    'The history row by row: a cell, or (without a column) a row as JSON; at most 1,000 a '
    'revision.';
CREATE INDEX revision_cells_by_row ON atlas.revision_cells (table_name, key);

CREATE TABLE atlas.states (
    id text PRIMARY KEY,
    is_in_force boolean NOT NULL,
    number integer NOT NULL,
    replaced timestamptz,
    title text NOT NULL,
    by text NOT NULL,
    why text NOT NULL,
    is_illustrative boolean NOT NULL,
    tables text NOT NULL
);
COMMENT ON TABLE atlas.states IS 'The pack in force and the states before it that can be restored.';

CREATE TABLE atlas.drafts (
    id text PRIMARY KEY,
    is_gone boolean NOT NULL,
    revision text NOT NULL,
    time timestamptz NOT NULL,
    title text NOT NULL,
    by text NOT NULL,
    why text NOT NULL,
    files text[] NOT NULL,
    since text NOT NULL,
    base_tables text NOT NULL,
    tables text NOT NULL
);
COMMENT ON TABLE atlas.drafts IS 'What is proposed; is_gone: published or dropped of late.';

CREATE TABLE atlas.stories (
    file text PRIMARY KEY,
    story_id text NOT NULL,
    is_backup boolean NOT NULL,
    title_zh text NOT NULL,
    title_en text NOT NULL,
    scenes integer,
    text text NOT NULL
);
COMMENT ON TABLE atlas.stories IS
    'Own stories, as YAML; is_backup: the state before the last save or deletion. scenes is '
    'empty where the file has mistakes.';
""")


def downgrade() -> None:
    """Take the tables away; they can be filled again."""
    op.execute("""
DROP TABLE atlas.stories, atlas.drafts, atlas.states, atlas.revision_cells,
    atlas.revision_tables, atlas.revisions;
UPDATE atlas.areas SET told = 0;
""")

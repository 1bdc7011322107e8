"""The truth: files by path, and what is in them in pieces.

What is in a file is kept once an area, however many states hold it. Nothing else is needed to
make a working copy; every other table says the same in rows that one can query.
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.execute("""
CREATE TABLE atlas.store (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    made timestamptz NOT NULL DEFAULT now(),
    alone boolean NOT NULL DEFAULT true UNIQUE CHECK (alone)
);
COMMENT ON TABLE atlas.store IS 'What names this store: a working copy is of one store only.';
INSERT INTO atlas.store DEFAULT VALUES;

CREATE TABLE atlas.areas (
    area text PRIMARY KEY,
    number bigint NOT NULL DEFAULT 0,
    told bigint NOT NULL DEFAULT 0,
    changed timestamptz
);
COMMENT ON TABLE atlas.areas IS
    'How often each area has changed; told: the change that the tables for queries show.';
INSERT INTO atlas.areas (area) VALUES ('pack'), ('stories'), ('brand'), ('access');

CREATE TABLE atlas.contents (
    area text NOT NULL REFERENCES atlas.areas,
    hash text NOT NULL,
    size bigint NOT NULL,
    PRIMARY KEY (area, hash)
);
COMMENT ON TABLE atlas.contents IS 'What is in files, once: SHA-256 and size in bytes.';

CREATE TABLE atlas.pieces (
    area text NOT NULL,
    hash text NOT NULL,
    number integer NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (area, hash, number),
    FOREIGN KEY (area, hash) REFERENCES atlas.contents ON DELETE CASCADE
);
COMMENT ON TABLE atlas.pieces IS 'The same, in pieces of at most 1 MiB, in their order.';

CREATE TABLE atlas.files (
    area text NOT NULL REFERENCES atlas.areas,
    path text NOT NULL,
    hash text,
    size bigint NOT NULL,
    time bigint NOT NULL,
    PRIMARY KEY (area, path),
    FOREIGN KEY (area, hash) REFERENCES atlas.contents
);
COMMENT ON TABLE atlas.files IS
    'Every file by its path; without a hash: an empty folder. time: when it was changed last, '
    'in nanoseconds since 1970.';
CREATE INDEX files_by_content ON atlas.files (area, hash);

CREATE TABLE atlas.changes (
    area text NOT NULL REFERENCES atlas.areas,
    number bigint NOT NULL,
    token uuid NOT NULL UNIQUE,
    time timestamptz NOT NULL DEFAULT now(),
    host text NOT NULL,
    files_changed integer NOT NULL,
    bytes bigint NOT NULL,
    PRIMARY KEY (area, number)
);
COMMENT ON TABLE atlas.changes IS
    'Each time that a server brought something: from which machine, and how much.';
""")


def downgrade() -> None:
    """Take the tables away; not while anything is in them."""
    op.execute("""
DO $$ BEGIN
    IF EXISTS (SELECT FROM atlas.files) THEN
        RAISE EXCEPTION 'the store holds files: copy it elsewhere first';
    END IF;
END $$;
DROP TABLE atlas.changes, atlas.files, atlas.pieces, atlas.contents, atlas.areas, atlas.store;
""")

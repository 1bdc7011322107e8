"""Files that readers have ordered, and how far each is; another server takes over what is left."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.execute("""
CREATE TABLE atlas.jobs (
    id uuid PRIMARY KEY,
    reader text NOT NULL,
    holder text NOT NULL,
    name text NOT NULL,
    ordered jsonb NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'running', 'ready', 'failed')),
    done real NOT NULL DEFAULT 0,
    why text NOT NULL DEFAULT '',
    owner text NOT NULL,
    heard timestamptz NOT NULL,
    tries integer NOT NULL DEFAULT 1,
    since timestamptz NOT NULL DEFAULT now(),
    ended timestamptz
);
COMMENT ON TABLE atlas.jobs IS
    'Files that readers have ordered. owner: who makes it; heard: when it last said so.';
COMMENT ON COLUMN atlas.jobs.reader IS 'SHA-256 of what names the tray that it lies in.';
COMMENT ON COLUMN atlas.jobs.holder IS 'The session that looks after it now.';
COMMENT ON COLUMN atlas.jobs.done IS 'How much of it is made, 0-1, as its owner said last.';
COMMENT ON COLUMN atlas.jobs.tries IS 'How many servers have begun it.';
CREATE INDEX jobs_waiting ON atlas.jobs (since) WHERE state IN ('waiting', 'running');
CREATE INDEX jobs_of_reader ON atlas.jobs (reader, since);

CREATE TABLE atlas.job_pieces (
    job uuid NOT NULL REFERENCES atlas.jobs ON DELETE CASCADE,
    number integer NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (job, number)
);
COMMENT ON TABLE atlas.job_pieces IS 'What was made, in pieces of at most 1 MiB, in their order.';
""")


def downgrade() -> None:
    """Take the tables away: what was ordered is ordered anew."""
    op.execute("DROP TABLE atlas.job_pieces, atlas.jobs;")

"""Files that readers have ordered: whoever is free makes them."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.execute("""
CREATE TABLE atlas.jobs (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    reader text NOT NULL,
    name text NOT NULL,
    ordered jsonb NOT NULL,
    state text NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'making', 'made', 'failed', 'cancelled')),
    owner text,
    heard timestamptz,
    since timestamptz NOT NULL DEFAULT now(),
    ended timestamptz,
    why text NOT NULL DEFAULT ''
);
COMMENT ON TABLE atlas.jobs IS
    'Files that readers have ordered. owner: who makes it; heard: when it last said so.';
CREATE INDEX jobs_waiting ON atlas.jobs (since) WHERE state IN ('waiting', 'making');
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

"""Hand-outs that are ordered: how far each is, who looks after it, how often it was begun."""

from alembic import op

revision = "0102"
down_revision = "0101"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.execute("""
ALTER TABLE atlas.jobs
    ADD COLUMN done real NOT NULL DEFAULT 0,
    ADD COLUMN holder text NOT NULL DEFAULT '',
    ADD COLUMN tries integer NOT NULL DEFAULT 1;
COMMENT ON COLUMN atlas.jobs.reader IS 'SHA-256 of what names the tray that it lies in.';
COMMENT ON COLUMN atlas.jobs.holder IS 'The session that looks after it now.';
COMMENT ON COLUMN atlas.jobs.done IS 'How much of it is made, 0-1, as its owner said last.';
COMMENT ON COLUMN atlas.jobs.tries IS 'How many servers have begun it.';
""")


def downgrade() -> None:
    """Take them away; what is ordered goes on where it is made."""
    op.execute("ALTER TABLE atlas.jobs DROP COLUMN done, DROP COLUMN holder, DROP COLUMN tries;")

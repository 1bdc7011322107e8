"""The trail, states and drafts tell of illustrative rows: who sees what was published sees none."""

from alembic import op

revision = "0102"
down_revision = "0101"
branch_labels = None
depends_on = None

_TABLES = ("revisions", "revision_tables", "revision_cells", "states", "drafts")
_SEES_ALL = """NOT coalesce((SELECT p.published_only FROM atlas.people p
    WHERE p.login = session_user), false)"""


def upgrade() -> None:
    """Let the database keep to it."""
    op.execute("GRANT SELECT ON atlas.people TO atlas_guest")
    for one in _TABLES:
        op.execute(f"""
ALTER TABLE atlas.{one} ENABLE ROW LEVEL SECURITY;
CREATE POLICY server ON atlas.{one} TO atlas_app USING (true) WITH CHECK (true);
CREATE POLICY whole ON atlas.{one} FOR SELECT TO atlas_editor USING ({_SEES_ALL});
""")


def downgrade() -> None:
    """Take the rule away."""
    for one in _TABLES:
        op.execute(f"""
DROP POLICY server ON atlas.{one};
DROP POLICY whole ON atlas.{one};
ALTER TABLE atlas.{one} DISABLE ROW LEVEL SECURITY;
""")

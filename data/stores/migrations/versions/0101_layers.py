"""Layers for QGIS: roles of the database, who is behind a login, and the edits that wait."""

from alembic import op

from data.layers.build import statements

revision = "0101"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make roles, schemas and the tables that hold more than the packs say."""
    _run("roles")
    _run("up")


def downgrade() -> None:
    """Take the layers away, with edits that are in no draft yet; roles are of the whole server."""
    _run("down")


def _run(name: str) -> None:
    op.get_bind().exec_driver_sql(statements(name).replace("%", "%%"))

"""The history of the schema of a shared store, in steps that go up and down (alembic)."""

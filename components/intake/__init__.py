"""The pieces of the import page."""

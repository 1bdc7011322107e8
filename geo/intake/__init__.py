"""From what was read to a local pack: meanings, doubts, rows."""

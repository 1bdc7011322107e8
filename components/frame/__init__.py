"""The shell that every page stands in: bar on top, notices, remedies for empty blocks."""

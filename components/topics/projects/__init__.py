"""Projects, their status and their dates."""

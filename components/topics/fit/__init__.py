"""Your firm here: what is in print for a firm that may come, and what to ask."""

"""Profiles: one sheet, with an address, of all that is known of a zone, a project, a firm."""

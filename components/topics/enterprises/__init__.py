"""Enterprises by sector, and the named ones."""

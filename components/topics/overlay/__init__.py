"""Zones against the test area and the twin."""

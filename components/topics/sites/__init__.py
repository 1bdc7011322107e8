"""Zones scored by weighted criteria."""

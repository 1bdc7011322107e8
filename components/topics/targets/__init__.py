"""Targets, baselines and outturns."""

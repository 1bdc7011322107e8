"""The L4 autonomous-driving test area."""

"""Visible pieces: each draws one thing from a frame and a theme. No file reading, no rules."""

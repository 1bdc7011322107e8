"""Uploaded files: what is in them, read in a worker with limits."""

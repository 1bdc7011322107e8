"""Uploaded files: what is in them, read in a worker with limits.

Internal but for `upload.read_upload`; the rest serve it, and their examples are its tests.
"""

"""From what was read to a local pack: meanings, doubts, rows.

Internal but for `proposal.propose`; the rest serve it, and their examples are its tests.
"""

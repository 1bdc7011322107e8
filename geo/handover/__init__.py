"""What a planner takes along: exports with styles, and templates.

Internal but for `export` and `templates`; the rest serve them, and their examples are their tests.
"""

"""Making the ground of a park from a map file: read, sorted by class, cut, thinned by zoom.

Internal but for `make.make_ground` and `fetch.fetch`; the rest serve these.
"""

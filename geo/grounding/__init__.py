"""Making the ground of a park from a map file: read, sorted by class, cut, thinned by zoom.

Internal but for what makes it (`make.make_ground`, `apart.made_apart`, `fetch.fetch`), where it is
cut (`extent`) and what is said of it (`told`); the rest serve these.
"""

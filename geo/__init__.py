"""Arithmetic on geometries: coordinate systems, areas, overlays, schematic shapes (no UI)."""

"""The state in force as PostGIS layers, who may see and change them, and what is changed in QGIS.

Used only where the store is a PostgreSQL database (``ATLAS_STORE``). Two schemas: ``in_force`` has
a table for each of `data.schema`, filled anew with each revision; ``layers`` has what a planner
opens, the same rows with the edits that are his and not yet in force.
"""

"""GeoPackages: refused if they hold anything that runs, before GDAL sees them."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from geo.reading.findings import Found, RefusedError
from geo.reading.vectors import read_layers

# Triggers of the standard and of GDAL. They run on writing only, and we only read.
_KNOWN_TRIGGER = re.compile(
    r"rtree_.+_(insert|delete|update\d?)"
    r"|(trigger_(insert|delete)_feature_count|gpkg_tile_matrix|gpkg_metadata|feature_count)_.+"
)
# Views of the standard's own text, for software that looks for the tables of OGC Simple Features.
_STANDARD_VIEWS = {
    "st_spatial_ref_sys",
    "spatial_ref_sys",
    "st_geometry_columns",
    "geometry_columns",
}
# All words that those definitions are made of: with no other none calls or reads anything else.
_STANDARD_WORDS = _STANDARD_VIEWS | set(
    re.findall(
        r"\w+",
        "create view if not exists as select from where case when then else end and or is null "
        "g s z m gpkg_spatial_ref_sys gpkg_geometry_columns "
        "srs_name srs_id organization organization_coordsys_id definition description "
        "srid auth_name auth_srid srtext "
        "table_name column_name geometry_type_name f_table_name f_geometry_column geometry_type "
        "coord_dimension",
    )
)
# Styles and projects that QGIS keeps beside the data.
_OF_QGIS = {"layer_styles", "qgis_projects"}
_QUERY = "SELECT type, name, coalesce(sql, '') FROM sqlite_master"


def read_geopackage(path: Path) -> Found:
    """Return the layers and plain tables of a GeoPackage, but not those of QGIS itself.

    Raises
    ------
    RefusedError
        If it is damaged, another kind of SQLite database, without vector layers, or holds a
        view that is not of the standard, a computed column, or a trigger or virtual table that
        GeoPackage does not need.
    """
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as base:
            base.execute("PRAGMA trusted_schema = OFF")
            _check_schema(base)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise RefusedError("gpkg_broken") from error
    return Found(read_layers(path, passed=_OF_QGIS | _STANDARD_VIEWS))


def _check_schema(base: sqlite3.Connection) -> None:
    objects = base.execute(_QUERY).fetchall()
    if "gpkg_contents" not in {name for kind, name, _ in objects if kind == "table"}:
        raise RefusedError("gpkg_other_database")
    for kind, name, sql in objects:
        is_virtual = re.match(r"create\s+virtual", sql, re.IGNORECASE)
        if (
            (kind == "view" and not _is_standard(name, sql))
            or (kind == "trigger" and not _KNOWN_TRIGGER.fullmatch(name))
            or (is_virtual and not re.search(r"using\s+\"?rtree\b", sql, re.IGNORECASE))
            or (kind == "table" and _is_computed(base, name))
        ):
            raise RefusedError("gpkg_runs", name=name)
    kinds = {kind for (kind,) in base.execute("SELECT data_type FROM gpkg_contents")}
    if not kinds & {"features", "attributes"}:
        raise RefusedError("gpkg_no_vectors")


def _is_standard(name: str, sql: str) -> bool:
    """Tell whether a view is one of the standard: by its name and every word of its text."""
    plain = re.sub(r"'[^']*'(?!\s*\()", "", sql.casefold())
    words = set(re.findall(r"[^\W\d]\w*", plain))
    return name.casefold() in _STANDARD_VIEWS and words <= _STANDARD_WORDS and "'" not in plain


def _is_computed(base: sqlite3.Connection, table: str) -> bool:
    query = "SELECT 1 FROM pragma_table_xinfo(?) WHERE hidden IN (2, 3)"
    return base.execute(query, (table,)).fetchone() is not None

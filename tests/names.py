"""Latin words that a Chinese reader meets: names, formats, and what is typed as it is."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
_LATIN = re.compile(r"[A-Za-z]{3,}")
_FILE = re.compile(r"[\w/-]+\.(csv|geojson|json|parquet|po|toml|yaml)\b")

# Names of products, formats, licences, coordinate systems and abbreviations that Chinese
# planners use as they are.
NAMES = frozenset({
    "Debian", "PostgreSQL", "QGIS",
    "API", "ATLAS", "Accept", "Alt", "AutoCAD", "CAD", "CRS", "CGCS", "CSV", "Cookie", "Ctrl",
    "DWG", "DXF", "EPSG", "Esc", "Excel",
    "GBK", "GCJ", "GDP", "GIS", "GeoJSON", "GeoPackage", "GeoParquet", "GPKG", "HTTP", "JPEG",
    "JSON", "KML", "KMZ", "LED", "Leaflet", "MBTiles", "MIF", "MIT", "MapInfo", "ODbL", "OGC",
    "OSM", "OpenAPI", "OpenStreetMap", "PDF", "PMTiles", "PNG", "PPT", "PROJ", "PROV",
    "Parquet", "PostGIS", "PowerPoint", "SVG", "Shapefile", "TAB", "TOML", "Tab", "UTF", "UTM",
    "WGS", "WKB", "WKT", "WPS", "WebP", "YAML", "frykit", "gettext", "zip",
})  # fmt: skip
# Endings of files, columns of tables, settings and commands: typed as they stand.
TYPED = frozenset({
    "encoding", "install", "locale", "pip", "database", "host", "schema", "session", "table",
    "template", "transaction", "user",
    "cell", "lat", "loading", "lon", "registers", "row", "since", "year",
    "client", "faulty", "own", "proposed", "waiting",
    "ALLOWED", "CREATE", "DOCTYPE", "ENTITY", "EXTENSION", "FILE", "FRAMED", "FROM", "Features",
    "GET", "HEAD", "HOSTS", "KEY", "LOCAL", "METRICS", "OPTIONS", "PASSWORD", "PGPASSFILE",
    "STORE", "all", "api", "bbox", "both", "copy", "createdb", "createuser", "crs", "docs",
    "list", "migrate", "new", "postgis", "postgresql", "replace", "store", "token",
    "READONLY", "REGISTER", "SHARE", "SIGNING", "STATE", "answer", "app", "assumption",
    "brendsand", "check", "cpg", "csv", "dat", "data", "dbf", "dxf",
    "enterprises", "extract", "fgb", "gdb", "geojson", "gpkg", "gpx", "grids", "ground",
    "illustrative", "init", "json", "kml", "kmz", "local", "localhost", "make", "map", "mid",
    "mbtiles", "mif", "ods", "osm", "overview", "ovkml", "parks", "parquet", "pbf", "pipeline",
    "pmtiles", "pptx", "prj", "project", "published", "python", "tab", "txt", "run", "sector",
    "shp", "shx", "statuses", "streamlit", "system", "tenants", "set", "why", "xls", "xlsx", "yes",
})  # fmt: skip
# The other language, on the switch that leads to it.
SWITCH = frozenset({"English", "中文"})
_IN_TABLES = re.compile(r"_zh$|_id$|^(aliases|name_en|licence|refs)$")


def latin(text: str) -> set[str]:
    """Return the Latin words of a text; the name of a file is none."""
    return set(_LATIN.findall(_FILE.sub("", text)))


@cache
def names_of_tables() -> frozenset[str]:
    """Return the names and ids in the tables, which are shown in every language."""
    found: set[str] = set()
    for path in (ROOT / "data").glob("*/*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                for column, value in row.items():
                    if value and _IN_TABLES.search(column):
                        found.update(part.strip() for part in re.split(r"[;；]", value))
    return frozenset(found)


@cache
def words_of_tables() -> frozenset[str]:
    """Return the Latin words in those names."""
    return frozenset(word for name in names_of_tables() for word in latin(name))

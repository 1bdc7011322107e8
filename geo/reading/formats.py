"""What kind of file an upload is: told by its content, and its name must agree."""

from __future__ import annotations

import re
from typing import Literal

from geo.reading.findings import RefusedError
from geo.reading.limits import MEGABYTE, UPLOAD_BYTES

Format = Literal[
    "geojson",
    "gpkg",
    "kml",
    "kmz",
    "gpx",
    "dxf",
    "fgb",
    "parquet",
    "parcels",
    "csv",
    "zip",
    "xlsx",
    "xls",
    "ods",
]

_READ: dict[str, Format] = {
    "geojson": "geojson",
    "json": "geojson",
    "geojsonl": "geojson",
    "geojsons": "geojson",
    "ndjson": "geojson",
    "jsonl": "geojson",
    "topojson": "geojson",
    "gpkg": "gpkg",
    "kml": "kml",
    "ovkml": "kml",
    "kmz": "kmz",
    "gpx": "gpx",
    "dxf": "dxf",
    "fgb": "fgb",
    "parquet": "parquet",
    "geoparquet": "parquet",
    "csv": "csv",
    "tsv": "csv",
    "txt": "csv",
    "zip": "zip",
    "xlsx": "xlsx",
    "xls": "xls",
    "ods": "ods",
}
_REFUSED = {
    "format_old_workbook": "xlt ett numbers",
    "format_et": "et",
    "format_macros": "xlsm xlsb xltm",
    "format_archive": "rar 7z tar gz tgz bz2 xz",
    "format_drawing": "dwg dgn skp",
    "format_database": "mdb accdb sqlite db",
    "format_geodatabase": "gdb gdbtable gdbtablx gdbindexes",
    "format_ovital": "ovobj ovjsn ovital ovjson",
    "format_shapefile_part": "shp shx dbf prj cpg sbn sbx",
    "format_mapinfo_part": "tab dat map id ind mif mid",
    "format_other_gis": "feather gml mbtiles osm pbf vrt wkt",
    "format_document": "pdf doc docx ppt pptx wps png jpg jpeg tif tiff gif bmp html htm xml",
}
_REFUSED_ENDING = {one: kind for kind, all_of in _REFUSED.items() for one in all_of.split()}
_PARCELS = "parcel TXT"
_MAGIC = (
    (b"PK", "ZIP"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\xd0\xcf\x11\xe0", "OLE"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "GZIP"),
    (b"PAR1", "Parquet"),
    (b"AC10", "DWG"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"AutoCAD Binary DXF", "binary DXF"),
    (b"fgb\x03fgb", "FlatGeobuf"),
)
_CONTENT_OF: dict[Format, set[str]] = {
    "geojson": {"JSON"},
    "gpkg": {"SQLite"},
    "kml": {"KML"},
    "kmz": {"ZIP"},
    "gpx": {"GPX"},
    "dxf": {"DXF"},
    "fgb": {"FlatGeobuf"},
    "parquet": {"Parquet"},
    "parcels": {_PARCELS},
    "csv": {"TXT"},
    "zip": {"ZIP"},
    "xlsx": {"ZIP"},
    "xls": {"OLE"},
    "ods": {"ZIP"},
}
# Workbooks are named by habit: what is in them decides.
_WORKBOOKS: dict[tuple[str, str], Format] = {("xlsx", "OLE"): "xls", ("xls", "ZIP"): "xlsx"}
_HEAD_BYTES = 65_536
_PARCEL_MARKS = [
    "[地块坐标]".encode(encoding) for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
]


def format_of(file: str, content: bytes) -> Format:
    """Return the format of an upload by its first bytes and the ending of its name.

    Raises
    ------
    RefusedError
        If it is empty, too big, of a format that is not read, or not what its name says.
    """
    if not content:
        raise RefusedError("upload_empty")
    if len(content) > UPLOAD_BYTES:
        raise RefusedError(
            "upload_too_big",
            size=round(len(content) / MEGABYTE),
            limit=UPLOAD_BYTES // MEGABYTE,
        )
    ending = file.rpartition(".")[2].casefold() if "." in file else ""
    if ending in _REFUSED_ENDING:
        raise RefusedError(_REFUSED_ENDING[ending], ending=f".{ending}")
    if ending not in _READ:
        raise RefusedError("format_unknown", ending=f".{ending}")
    found = _content_of(content[:_HEAD_BYTES])
    if workbook := _WORKBOOKS.get((ending, found)):
        return workbook
    if found == "binary DXF":
        raise RefusedError("format_binary_dxf")
    if found == _PARCELS and _READ[ending] == "csv":
        return "parcels"
    if found not in _CONTENT_OF[_READ[ending]]:
        raise RefusedError("content_differs", ending=f".{ending}", found=found)
    return _READ[ending]


def _content_of(head: bytes) -> str:
    """Return a name for what the first bytes are; ``TXT`` for what may be any text."""
    told = next((name for magic, name in _MAGIC if head.startswith(magic)), None)
    if told or any(mark in head for mark in _PARCEL_MARKS):
        return told or _PARCELS
    encoding = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "latin-1"
    text = head.decode(encoding, errors="ignore").removeprefix("\xef\xbb\xbf").lstrip()
    if text.startswith("<"):
        return _markup(text)
    if text.startswith(("{", "[")):
        return "JSON"
    if re.match(r"(999\s*\n.*\n\s*)*0\s*\n\s*SECTION", text):
        return "DXF"
    return "TXT"


def _markup(text: str) -> str:
    if re.search(r"<(\w+:)?kml[\s>]", text):
        return "KML"
    if re.search(r"<gpx[\s>]", text):
        return "GPX"
    return "HTML" if re.search(r"<(!doctype\s+)?html", text, re.IGNORECASE) else "XML"

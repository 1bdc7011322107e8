"""GeoJSON and its kin, TopoJSON and Esri JSON: given to GDAL as UTF-8, with what they state."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import shapely

from geo.reading.findings import Found, RefusedError, Table
from geo.reading.limits import VERTICES
from geo.reading.shapes import parse_hex
from geo.reading.texts import clean, decode_text
from geo.reading.vectors import read_layers

_RECORD_MARK = "\x1e"  # RFC 8142 begins each line with it
_BLANK = f"{_RECORD_MARK} \t\r"
_MEMBER = re.compile(
    r'"crs"\s*:\s*\{[^{}]*\{[^{}]*?"(?:name|href|code)"\s*:\s*"?([^",}]*)',
)
_ESRI = re.compile(r'"(?:spatialReference|geometryType)"\s*:')
# Members of the exports of this app, in which all layers are one collection.
_OURS = re.compile(r'"evidence_note"\s*:')
_LAYER = "layer"
_SHIFTED = {"gcj02": "GCJ-02", "bd09": "BD-09", "bd09ll": "BD-09"}


def read_geojson(content: bytes, folder: Path) -> Found:
    """Return the features of a GeoJSON, TopoJSON or Esri JSON file, also of one feature a line.

    What GDAL takes for granted, EPSG:4326, nobody has stated: map services of China hand out
    GeoJSON in shifted degrees. Only a member ``crs`` or ``spatialReference`` counts.

    Raises
    ------
    RefusedError
        If it is nothing of the kind, with the reason.
    """
    text = _one_collection(decode_text(content))
    path = folder / "decoded.geojson"
    path.write_text(text, "utf-8")
    try:
        tables = read_layers(path)
    except RefusedError as error:
        raise _not_geojson(text) or error from error
    stated = _stated(text)
    for table in tables:
        table.name = table.name if len(tables) > 1 else ""
        table.crs = table.crs if stated is None else stated
        if table.crs == "EPSG:4326" and not _are_degrees(table):
            table.crs = ""
    if len(tables) == 1 and _OURS.search(text.partition('"features"')[0]):
        tables = _by_layer(tables[0])
    return Found(tables)


def _by_layer(table: Table) -> list[Table]:
    """Take an export of ours apart, whose property ``layer`` tells its layers."""
    if _LAYER not in table.columns or table.shapes is None:
        return [table]
    layers = table.cells[table.columns.index(_LAYER)]
    parts = []
    for name in dict.fromkeys(layers):
        rows = [at for at, layer in enumerate(layers) if layer == name]
        cells = [[column[at] for at in rows] for column in table.cells]
        keep = [
            at
            for at, column in enumerate(cells)
            if table.columns[at] != _LAYER and any(cell is not None for cell in column)
        ]
        parts.append(
            Table(
                str(name or ""),
                [table.columns[at] for at in keep],
                [cells[at] for at in keep],
                [table.rows[at] for at in rows],
                [table.shapes[at] for at in rows],
                table.crs,
            )
        )
    parts[0].notes = table.notes
    return parts


def _one_collection(text: str) -> str:
    """Return a text of one feature a line as one collection, on the same lines; others as is."""
    first, _, rest = text.lstrip().partition("\n")
    if not rest.strip() or not _is_feature(first.strip(_BLANK)):
        return text
    lines = [line.strip(_BLANK) for line in text.split("\n")]
    filled = [at for at, line in enumerate(lines) if line]
    for at in filled[:-1]:
        lines[at] += ","
    lines[filled[0]] = f'{{"type": "FeatureCollection", "features": [{lines[filled[0]]}'
    lines[filled[-1]] += "]}"
    return "\n".join(lines)


def _is_feature(line: str) -> bool:
    if not (line.startswith("{") and line.endswith("}")):
        return False
    try:
        return bool(json.loads(line).get("type") == "Feature")
    except (ValueError, RecursionError):
        return False


def _stated(text: str) -> str | None:
    """Return the system that a text states, empty if none; ``None`` if GDAL has understood it."""
    head, _, rest = text.partition('"features"')
    around = head + rest.rpartition("]")[2] if rest else head.partition('"coordinates"')[0]
    if _ESRI.search(around):
        return None
    member = _MEMBER.search(around)
    if member is None:
        return ""
    return _SHIFTED.get("".join(filter(str.isalnum, member[1].casefold())))


def _are_degrees(table: Table) -> bool:
    shapes = parse_hex(table.shapes or [])
    west, south, east, north = shapely.total_bounds(shapes)
    return not (west < -180 or east > 180 or south < -90 or north > 90)


def _not_geojson(text: str) -> RefusedError | None:
    """Return why GDAL could not read a text as GeoJSON, if that can be told."""
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        return RefusedError("json_broken", line=error.lineno, at=error.colno)
    except RecursionError:
        return RefusedError("json_deep")
    # GDAL takes no single shape of hundreds of megabytes, and does not say so.
    if (count := _positions(content)) > VERTICES:
        return RefusedError("too_many_vertices", count=count, limit=VERTICES)
    if isinstance(content, dict) and {"arcs", "objects", "spatialReference", "geometryType"} & set(
        content
    ):
        return None
    found = clean(text[:40])
    return RefusedError("geojson_other", found=f"{found}…")


def _positions(content: Any) -> int:
    """Return how many positions, lists that begin with a number, stand in a GeoJSON."""
    count, waiting = 0, [content]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list) and one and isinstance(one[0], int | float):
            count += 1
        elif isinstance(one, dict | list):
            waiting += one.values() if isinstance(one, dict) else one
    return count

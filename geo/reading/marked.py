"""Files of text that GDAL parses: GeoJSON, KML and DXF, given to it as UTF-8."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.reading.findings import Found, Note, RefusedError, Table
from geo.reading.limits import VERTICES
from geo.reading.shapes import parse_hex
from geo.reading.texts import clean, decode_text
from geo.reading.vectors import read_layers

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ENTITIES = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_LINKS = re.compile(r"<(?:\w+:)?NetworkLink[\s>]")
# Fields that LIBKML adds to every layer and that say how to draw.
_KML_DRAWING = {
    "altitudeMode",
    "tessellate",
    "extrude",
    "visibility",
    "drawOrder",
    "icon",
    "snippet",
}


def read_geojson(content: bytes, folder: Path) -> Found:
    """Return the features of a GeoJSON file.

    Without a stated system GeoJSON means EPSG:4326; where the numbers are no degrees, nothing
    counts as stated.

    Raises
    ------
    RefusedError
        If it is no GeoJSON, with the reason.
    """
    text = decode_text(content)
    path = folder / "decoded.geojson"
    path.write_text(text, "utf-8")
    try:
        tables = read_layers(path)
    except RefusedError as error:
        raise _not_geojson(text) or error from error
    for table in tables:
        table.name = ""
        if table.crs == "EPSG:4326" and not _are_degrees(table):
            table.crs = ""
    return Found(tables)


def read_kml(content: bytes, folder: Path) -> Found:
    """Return the folders of a KML file; links to other files are not followed.

    Raises
    ------
    RefusedError
        If it declares a document type or entities, or cannot be parsed.
    """
    text = _DECLARATION.sub("", decode_text(content), count=1)
    if _ENTITIES.search(text):
        raise RefusedError("kml_entities")
    path = folder / "decoded.kml"
    path.write_text(text, "utf-8")
    tables = read_layers(path)
    for table in tables:
        keep = [
            at
            for at, name in enumerate(table.columns)
            if name not in _KML_DRAWING and any(cell is not None for cell in table.cells[at])
        ]
        table.columns = [table.columns[at] for at in keep]
        table.cells = [table.cells[at] for at in keep]
    return Found(tables, [Note(None, None, "kml_link")] if _LINKS.search(text) else [])


def read_dxf(content: bytes, folder: Path) -> Found:
    """Return one table a drawing layer; closed polylines are polygons.

    A polygon that holds exactly one text takes it into its column ``Text``. Layouts are left out:
    they draw the same things again on paper.

    Raises
    ------
    RefusedError
        If it cannot be parsed.
    """
    path = folder / "decoded.dxf"
    path.write_text(decode_text(content), "utf-8", newline="")
    drawing = read_layers(path, ENCODING="UTF-8", CLOSED_LINE_AS_POLYGON="YES")
    return Found([part for table in drawing for part in _by_layer(table)])


def _by_layer(table: Table) -> list[Table]:
    fields = dict(zip(table.columns, table.cells, strict=True))
    shapes = parse_hex(table.shapes or [])
    texts = _texts_inside(shapes, fields["Text"])
    parts: dict[str, Table] = {}
    for at, (layer, paper) in enumerate(zip(fields["Layer"], fields["PaperSpace"], strict=True)):
        if paper:
            continue
        name = str(layer or "0")
        part = parts.setdefault(name, Table(name, ["Layer", "Text"], [[], []], [], []))
        for column, value in zip(part.cells, (name, texts[at]), strict=True):
            column.append(value)
        part.rows.append(table.rows[at])
        if part.shapes is not None and table.shapes is not None:
            part.shapes.append(table.shapes[at])
    if parts:
        next(iter(parts.values())).notes = table.notes
    return list(parts.values())


def _texts_inside(shapes: np.ndarray, texts: list[object]) -> list[object]:
    """Return the text of each shape: its own, or the only one that stands inside it."""
    labels = [at for at, text in enumerate(texts) if text and shapes[at] is not None]
    inside, label = shapely.STRtree(shapes[labels]).query(shapes, predicate="contains")
    done = list(texts)
    for at in np.flatnonzero(np.bincount(inside, minlength=len(shapes)) == 1):
        if done[at] is None and shapely.get_dimensions(shapes[at]) == 2:
            done[at] = texts[labels[label[inside == at][0]]]
    return done


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
    if isinstance(content, dict) and content.get("type") == "Topology":
        return RefusedError("geojson_other", found="TopoJSON")
    if isinstance(content, dict) and ("geometryType" in content or "spatialReference" in content):
        return RefusedError("geojson_other", found="Esri JSON")
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

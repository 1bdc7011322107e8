"""KML, of Google Earth and of Chinese map software, and GPX: XML that GDAL parses."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from defusedxml.ElementTree import ParseError, iterparse

from geo.reading.findings import Found, Note, RefusedError, Table
from geo.reading.texts import clean, decode_text
from geo.reading.vectors import layer_names, read_layers

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ENTITIES = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_LINKS = re.compile(r"<(?:\w+:)?NetworkLink[\s>]")
_RING = re.compile(
    r"(<(?:\w+:)?(?:outer|inner)BoundaryIs\s*>\s*)?"
    r"(<(\w+:)?LinearRing\b.*?</(?:\w+:)?LinearRing\s*>)",
    re.DOTALL,
)
_PLACEMARK = re.compile(r"<(?:\w+:)?Placemark\b.*?</(?:\w+:)?Placemark\s*>", re.DOTALL)
# 奥维 (Ovital) states the datum of each placemark.
_DATUM = re.compile(r"<(?:\w+:)?OvCoordType\s*>\s*([^<]*?)\s*<")
_DATUMS = {"WGS84": "EPSG:4326", "GCJ02": "GCJ-02", "BD09": "BD-09", "CGCS2000": "EPSG:4490"}
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
# GDAL hands the points of tracks and routes on a second time.
_GPX_LAYERS = {"waypoints", "routes", "tracks"}


def read_kml(content: bytes, folder: Path) -> Found:
    """Return the folders of a KML file, named by their path; links are not followed.

    KML is meant to be WGS84, but Chinese map software writes what its own map shows: only a
    datum that the file states, as 奥维 does, counts as stated.

    Raises
    ------
    RefusedError
        If it declares a document type or entities, or cannot be parsed.
    """
    text = _RING.sub(_as_surface, _checked(content))
    tables = [
        table
        for number, (datum, part) in enumerate(_by_datum(text).items())
        for table in _read_kml(part, folder / f"decoded{number}.kml", datum)
    ]
    return Found(tables, [Note(None, None, "kml_link")] if _LINKS.search(text) else [])


def read_gpx(content: bytes, folder: Path) -> Found:
    """Return waypoints, routes and tracks of a GPX file.

    Raises
    ------
    RefusedError
        As for `read_kml`.
    """
    path = folder / "decoded.gpx"
    path.write_text(_checked(content), "utf-8")
    tables = [table for table in read_layers(path) if table.name in _GPX_LAYERS]
    return Found([_filled(table, "") for table in tables])


def _checked(content: bytes) -> str:
    text = _DECLARATION.sub("", decode_text(content), count=1)
    if _ENTITIES.search(text):
        raise RefusedError("kml_entities")
    return text


def _as_surface(ring: re.Match[str]) -> str:
    """Make a surface of a ring that stands alone, which GDAL hands on as nothing."""
    if ring[1]:
        return ring[0]
    prefix = ring[3] or ""
    polygon, boundary = f"{prefix}Polygon", f"{prefix}outerBoundaryIs"
    return f"<{polygon}><{boundary}>{ring[2]}</{boundary}></{polygon}>"


def _by_datum(text: str) -> dict[str, str]:
    """Return a text for each datum that it states, with the placemarks of that datum only."""
    if not _DATUM.search(text):
        return {"": text}
    whole = _datum_in(_PLACEMARK.sub("", text))
    stated = Counter(_datum_in(one[0]) or whole for one in _PLACEMARK.finditer(text))
    if len(stated) < 2:
        return {next(iter(stated), ""): text}

    def only(datum: str) -> str:
        return _PLACEMARK.sub(
            lambda one: one[0] if (_datum_in(one[0]) or whole) == datum else "", text
        )

    return {datum: only(datum) for datum in stated}


def _datum_in(text: str) -> str:
    found = _DATUM.search(text)
    plain = "".join(filter(str.isalnum, found[1].upper())) if found else ""
    return _DATUMS.get(plain.removesuffix("LL"), "")


def _read_kml(text: str, path: Path, datum: str) -> list[Table]:
    path.write_text(text, "utf-8")
    tables = read_layers(path)
    paths = _paths(path) if tables else {}
    return [_filled(table, datum, paths.get(table.name, table.name)) for table in tables]


def _paths(path: Path) -> dict[str, str]:
    """Return the folders down to each layer, by its name; GDAL tells the last of them only."""
    layers = layer_names(path)
    try:
        folders = _folders(path)
    except ParseError:  # LIBKML is more lenient
        return {}
    # GDAL lists them in this order, and the outermost only if features stand in it.
    folders = folders if len(folders) == len(layers) else folders[1:]
    if len(folders) != len(layers):
        return {}
    names = [" / ".join(filter(None, one)) for one in folders]
    return {layer: name for layer, name in zip(layers, names, strict=True) if name}


def _folders(path: Path) -> list[list[str]]:
    """Return every container of a KML in order, as the names of the folders down to it."""
    found: list[list[str]] = []
    around: list[list[str]] = []
    parents: list[str] = []
    for event, element in iterparse(path, ("start", "end")):
        tag = element.tag.rpartition("}")[2]
        is_container = tag in {"Document", "Folder"}
        if event == "start":
            parents.append(tag)
            if is_container:
                # What stands around counts where it is a folder; a document is the file itself.
                above = around[-1] if around and parents[-2] == "Folder" else []
                around.append([*above, ""])
                found.append(around[-1])
            continue
        parents.pop()
        if is_container:
            around.pop()
        elif tag == "name" and parents and parents[-1] in {"Document", "Folder"}:
            around[-1][-1] = clean(element.text or "")
        elif tag == "Placemark":
            element.clear()
    return found


def _filled(table: Table, crs: str, name: str | None = None) -> Table:
    """Return a table without the columns that say nothing or only how to draw."""
    keep = [
        at
        for at, column in enumerate(table.columns)
        if column not in _KML_DRAWING and any(cell is not None for cell in table.cells[at])
    ]
    table.columns = [table.columns[at] for at in keep]
    table.cells = [table.cells[at] for at in keep]
    table.crs, table.name = crs, table.name if name is None else name
    return table

"""Land parcels as surveyors hand them in: the text file of corner points (界址点坐标)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
import shapely

from geo.reading.findings import Found, Note, RefusedError, Table
from geo.reading.texts import clean, decode_text

MARK = "[地块坐标]"
_COLUMNS = ["名称", "地块编号", "面积（公顷）", "用途", "地类编码"]
# Places of these in the line that heads a parcel; before the name stand count, area and number.
_FIELDS = (3, 2, 1, 6, 7)
_RING = 3
_LARGEST_ANGLE = 360.0
_PREFIXED_M = 1e7  # no northing of the country is as large
_ZONE_M = 1e6
# By datum and width of the zones: the first zone, its code with the number before the easting,
# and without it.
_GRIDS = {
    ("2000", 3): (25, 4513, 4534),
    ("2000", 6): (13, 4491, 4502),
    ("80", 3): (25, 2349, 2370),
    ("80", 6): (13, 2327, 2338),
    ("54", 3): (25, 2401, 2422),
    ("54", 6): (13, 21413, 21453),
}
_ZONES = {3: 21, 6: 11}
_DEGREES = {"2000": "EPSG:4490", "80": "EPSG:4610", "54": "EPSG:4214"}


@dataclass
class _Parcel:
    """One parcel: the line that heads it, and the corners of each ring as east and north."""

    row: int
    head: list[str]
    rings: dict[str, list[tuple[float, float]]] = field(default_factory=dict)


def read_parcels(content: bytes) -> Found:
    """Return the parcels of a text file of corner points as one table of polygons.

    Each corner is written north first, each ring after the first cuts a hole. The system is what
    the head of the file says.

    Raises
    ------
    RefusedError
        If no parcel is in it.
    """
    head, _, body = decode_text(content).partition(MARK)
    first = head.count("\n") + 1
    parcels: list[_Parcel] = []
    notes = []
    for row, line in enumerate(body.split("\n"), start=first):
        cells = [cell.strip() for cell in line.replace("，", ",").split(",")]
        if line.rstrip().endswith("@"):
            parcels.append(_Parcel(row, [clean(cell) for cell in cells[:-1]]))
        elif any(cells) and (not parcels or not _took(parcels[-1], cells)):
            notes.append(Note(row, None, "parcel_line"))
    if not parcels:
        raise RefusedError("parcels_none")
    shapes = []
    for one in parcels:
        shape = _shape(one)
        if shape is None:
            notes.append(Note(one.row, None, "shape_unread"))
        shapes.append(None if shape is None else str(shapely.to_wkb(shape, hex=True)))
    cells_of = [[_cell(one, place) for one in parcels] for place in _FIELDS]
    rows = [one.row for one in parcels]
    table = Table("", list(_COLUMNS), cells_of, rows, shapes, _system(head, parcels), notes)
    return Found([table])


def _took(parcel: _Parcel, cells: list[str]) -> bool:
    """Add a corner to its ring; false if the line is none."""
    try:
        north, east = float(cells[2]), float(cells[3])
    except (IndexError, ValueError):
        return False
    if not np.isfinite([north, east]).all():
        return False
    parcel.rings.setdefault(cells[1], []).append((east, north))
    return True


def _shape(parcel: _Parcel) -> shapely.Geometry | None:
    rings = [ring for ring in parcel.rings.values() if len(set(ring)) >= _RING]
    if not rings:
        return None
    # A second ring may as well be a second part: what lies inside the first is a hole.
    whole = shapely.Polygon(rings[0])
    for ring in rings[1:]:
        other = shapely.Polygon(ring)
        if not (whole.is_valid and other.is_valid):
            return shapely.Polygon(rings[0], rings[1:])
        whole = whole.difference(other) if whole.contains(other) else whole.union(other)
    return whole


def _cell(parcel: _Parcel, place: int) -> object:
    text = parcel.head[place] if place < len(parcel.head) else ""
    return text or None


def _system(head: str, parcels: list[_Parcel]) -> str:
    """Return the system that the head of a file states, with the corners' own kind of easting."""
    said = dict(re.findall(r"^\s*([^=\n]+?)\s*=\s*(.*?)\s*$", head, re.MULTILINE))
    datum = next((one for one in ("2000", "80", "54") if one in said.get("坐标系", "")), None)
    corners = [corner for one in parcels for ring in one.rings.values() for corner in ring]
    if datum is None or not corners:
        return ""
    east = float(np.median([corner[0] for corner in corners]))
    north = float(np.median([corner[1] for corner in corners]))
    if max(east, north) <= _LARGEST_ANGLE:
        return _DEGREES[datum]
    width, zone = (_whole(said.get(name, "")) for name in ("几度分带", "带号"))
    is_prefixed = max(east, north) > _PREFIXED_M
    if zone == 0 and is_prefixed:
        zone = int(max(east, north) // _ZONE_M)
    if width not in _ZONES:
        return ""
    start, prefixed, plain = _GRIDS[datum, width]
    if not 0 <= zone - start < _ZONES[width]:
        return ""
    return f"EPSG:{(prefixed if is_prefixed else plain) + zone - start}"


def _whole(text: str) -> int:
    found = re.search(r"\d+", text)
    return int(found[0]) if found else 0

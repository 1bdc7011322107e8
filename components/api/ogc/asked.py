"""The parameters of features: box, time, system and properties."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import numpy as np
import shapely

from components.api.answers import form_param
from components.api.ogc.crs import crs_param
from components.api.params import (
    ASOF,
    EVIDENCE,
    LANG,
    MOST_ROWS,
    OFFSET,
    USUAL_ROWS,
    Param,
    WrongError,
    whole,
)
from components.api.problems import ProblemError
from data.catalog import Catalog
from geo.references import Reference, to_wgs84

Interval = tuple[date | None, date | None]
FORMS = ("json", "html")
F = form_param(FORMS)
# A larger one is no error: as many as there may be are given (part 1, requirement 22).
LIMIT = whole("limit", 1, None, USUAL_ROWS)
_STEPS = 64  # a straight edge in one system is none in another
_FORM = r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?"


def _read_box(text: str, _: Catalog) -> tuple[float, float, float, float]:
    try:
        numbers = [float(one) for one in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in {4, 6} or not all(map(math.isfinite, numbers)):
        raise WrongError("minx,miny,maxx,maxy")
    half = len(numbers) // 2
    low, high = numbers[:2], numbers[half : half + 2]
    return low[0], low[1], high[0], high[1]


def _box_schema(catalog: Catalog) -> dict[str, Any]:
    return {
        "type": "array",
        "items": {"type": "number"},
        "oneOf": [{"minItems": one, "maxItems": one} for one in (4, 6)],
        "minItems": 4,
        "maxItems": 6,
        "example": list(catalog.park.coordinates.region),
    }


def _read_time(text: str, _: Catalog) -> Interval:
    begin, is_span, end = text.partition("/")
    parts = [begin, end] if is_span else [begin, begin]
    try:
        first, last = (_moment(one) for one in parts)
    except ValueError as error:
        raise WrongError("2020-11-26T00:00:00Z, 2020-01-01/2020-12-31, ../2020-12-31") from error
    if (first is None and last is None and not is_span) or (first and last and first > last):
        raise WrongError("2020-01-01/2020-12-31")
    return first, last


def _moment(text: str) -> date | None:
    """Return the day of a moment; ``None`` for an open end."""
    if text in {"", ".."}:
        return None
    if not re.fullmatch(_FORM, text, re.ASCII):
        raise ValueError(text)
    return datetime.fromisoformat(text).date()


def _time_schema(catalog: Catalog) -> dict[str, Any]:
    return {"type": "string", "format": "atlas-interval", "example": f"../{_last_day(catalog)}"}


def _last_day(catalog: Catalog) -> str:
    end = catalog.latest.end
    return f"{end.year}-{end.month:02}-{monthrange(end.year, end.month)[1]:02}"


BBOX = Param("bbox", _box_schema, _read_box)
DATETIME = Param("datetime", _time_schema, _read_time)


def items_params(filters: tuple[Param, ...], base: str) -> tuple[Param, ...]:
    """Return what may be asked of the features of a collection."""
    crs = (crs_param("crs", base), crs_param("bbox-crs", base))
    return (BBOX, DATETIME, *filters, ASOF, EVIDENCE, *crs, LIMIT, OFFSET, LANG, F)


def item_params(base: str) -> tuple[Param, ...]:
    """Return what may be asked of one feature."""
    return (ASOF, EVIDENCE, crs_param("crs", base), LANG, F)


def box_of(given: Mapping[str, Any]) -> shapely.Geometry | None:
    """Return the box that is asked for, in EPSG:4326; ``None`` if none is.

    Raises
    ------
    ProblemError
        If it is upside down, or there is no such place.
    """
    if given["bbox"] is None:
        return None
    reference: Reference = given["bbox-crs"][1]
    west, south, east, north = given["bbox"]
    if reference.swapped:
        west, south, east, north = south, west, north, east
    plain = Reference(reference.reference_id)  # the order of axes is dealt with
    is_degrees = abs(west) <= 360 and abs(east) <= 360 and plain == Reference("EPSG:4326")
    parts = [(west, east)]
    if is_degrees and west > east:  # over the line of 180 degrees (part 1, requirement 24)
        parts = [(west, 180.0), (-180.0, east)]
    if south > north or any(low > high for low, high in parts):
        raise ProblemError(400, "box", parameter="bbox", given=",".join(map(str, given["bbox"])))
    longest = max(east - west, north - south, 1e-9)
    boxes = [
        shapely.segmentize(shapely.box(low, south, high, north), abs(longest) / _STEPS)
        for low, high in parts
    ]
    moved = to_wgs84(np.array(boxes), plain) if plain != Reference("EPSG:4326") else np.array(boxes)
    if any(one is None for one in moved):
        raise ProblemError(400, "box", parameter="bbox", given=",".join(map(str, given["bbox"])))
    return shapely.union_all(moved)


def rows_asked(given: Mapping[str, Any]) -> slice:
    """Return which of the features that match are asked for."""
    begin = given["offset"]
    return slice(begin, begin + min(given["limit"], MOST_ROWS))

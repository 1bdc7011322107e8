"""What the fields of a story may hold, as checks that name the reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar, cast
from unicodedata import category, east_asian_width
from urllib.parse import parse_qsl

import shapely
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from data.packs import park_dir
from data.schema import RefsText
from data.selection import Choices, Dropped, Selection

MAX_SCENES = 40
MAX_NOTES = 1500
MAX_OPTIONS = 400  # characters
RANKS = (1, 2, 3)
TITLE_WIDTH = 80
LINE_WIDTH = {"zh": 120, "en": 130}
ZOOMS = (9.0, 17.0)
_WIDE = {"W", "F"}  # classes of characters as wide as a Chinese one
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # not drawn, and some are forbidden in a PowerPoint file
_NAMED = re.compile(r"[a-z-]+/[A-Za-z0-9_-]+")
_BASEMAP = re.compile(r"[\w.-]{1,80}")
_SHOWN = 60
_WORLD = (-180.0, -90.0, 180.0, 90.0)
Item = TypeVar("Item")


@dataclass(frozen=True)
class Known:
    """What a story may name.

    Attributes
    ----------
    cards, charts : frozenset of str
        As ``page/card`` and ``page/slot``.
    sources : frozenset of str
        Ids in the sources table.
    choices : Choices
        The zones, sectors, dates and layers.
    """

    cards: frozenset[str]
    charts: frozenset[str]
    sources: frozenset[str]
    choices: Choices


def _refused(kind: str, **values: object) -> PydanticCustomError:
    return PydanticCustomError(kind, "{kind}", {"kind": kind, **values})


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in _WIDE else 1 for sign in text)


def _drawn(text: str, allowed: str = "") -> str:
    for sign in text:
        if category(sign) in _HIDDEN and sign not in allowed:
            raise _refused("story_hidden", code=f"U+{ord(sign):04X}")
    return text


def _narrower(limit: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if _width(_drawn(text)) > limit:
            raise _refused("story_wide", found=_width(text), limit=limit)
        return text

    return check


def _filled(text: str) -> str:
    if not text.strip():
        raise _refused("empty")
    return text


def _notes(text: str) -> str:
    if len(_drawn(text, "\n")) > MAX_NOTES:
        raise _refused("story_notes", found=len(text), limit=MAX_NOTES)
    return text


def _identifier(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", text):
        raise _refused("story_id")
    return text


def _query(text: str, info: ValidationInfo) -> str:
    known = cast("Known | None", info.context)
    dropped = selected(text, known.choices if known else None)[1]
    if dropped:
        raise _refused("story_query", part=f"{dropped[0].name}={dropped[0].value}"[:_SHOWN])
    return text


def _options(text: str) -> str:
    if len(_drawn(text)) > MAX_OPTIONS or (text and not parse_qsl(text)):
        raise _refused("story_options", limit=MAX_OPTIONS)
    return text


def _basemap(text: str) -> str:
    if text and not _BASEMAP.fullmatch(text):
        raise _refused("story_basemap")
    return text


def selected(query: str, choices: Choices | None = None) -> tuple[Selection, list[Dropped]]:
    """Return the selection of a query, and what of it was not understood.

    >>> chosen, dropped = selected("zones=A,C&colour=red")
    >>> chosen.zones, [one.name for one in dropped]
    (('A', 'C'), ['colour'])
    """
    pairs = parse_qsl(query, keep_blank_values=True)
    chosen, dropped = Selection.from_query(dict(pairs), choices)
    names = [name for name, _ in pairs]
    twice = [Dropped(*pair) for pair in pairs if names.count(pair[0]) > 1]
    unread = [] if pairs or not query else [Dropped(query, "")]
    return chosen, [*dropped, *twice, *unread]


def _inside(side: int) -> Callable[[float], float]:
    """Return a check that a latitude (1) or longitude (0) is one of the district."""

    def check(degrees: float) -> float:
        low, high = _district()[side], _district()[side + 2]
        if not low <= degrees <= high:
            raise _refused("story_outside", low=f"{low:.2f}", high=f"{high:.2f}")
        return degrees

    return check


def nearest_view(lat: float, lon: float, zoom: float) -> tuple[float, float, float]:
    """Return the view nearest to another that a scene may have: of the district, not too near.

    >>> nearest_view(29.36, 105.93, 13), nearest_view(0, 0, 33)[2]
    ((29.36, 105.93, 13), 17.0)
    """
    west, south, east, north = _district()
    limits = ((south, lat, north), (west, lon, east), (ZOOMS[0], zoom, ZOOMS[1]))
    y, x, near = (min(max(low, value), high) for low, value, high in limits)
    return y, x, near


def _district() -> tuple[float, ...]:
    """Return west, south, east and north of the district of the park that is shown."""
    return _edges(park_dir() / "published" / "district.geojson")


@lru_cache(maxsize=2)
def _edges(boundary: Path) -> tuple[float, ...]:
    """Return the edges of a boundary (EPSG:4326); those of the world if there is none."""
    try:
        shape = shapely.from_geojson(boundary.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, shapely.GEOSException):
        return _WORLD
    edges: tuple[float, ...] = shape.bounds
    return _WORLD if shape.is_empty else edges


def _among(part: str) -> Callable[[str, ValidationInfo], str]:
    def check(text: str, info: ValidationInfo) -> str:
        known = cast("Known | None", info.context)
        named = _NAMED.fullmatch(text) if known is None else text in getattr(known, part)
        if text and not named:
            raise _refused(f"story_{part}")
        return text

    return check


def _reference(text: str, info: ValidationInfo) -> str:
    known = cast("Known | None", info.context)
    if ";" in text:
        raise _refused("refs")
    if known is not None and text.partition(":")[0] not in known.sources:
        raise _refused("story_source")
    return text


def _layer(text: str, info: ValidationInfo) -> str:
    known = cast("Known | None", info.context)
    if known is not None and text not in known.choices.layers:
        raise _refused("not_allowed", allowed=", ".join(known.choices.layers))
    return text


def _unlike(layers: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(layers)) < len(layers):
        raise _refused("story_layers")
    return layers


def _counted(scenes: tuple[Item, ...]) -> tuple[Item, ...]:
    if not 1 <= len(scenes) <= MAX_SCENES:
        raise _refused("story_scenes", found=len(scenes), limit=MAX_SCENES)
    return scenes


def _listed(value: object) -> object:
    """Take a list that was left blank for an empty one."""
    return [] if value == "" else value


Id = Annotated[str, AfterValidator(_identifier)]
TitleText = Annotated[str, AfterValidator(_narrower(TITLE_WIDTH)), AfterValidator(_filled)]
LineZh = Annotated[str, AfterValidator(_narrower(LINE_WIDTH["zh"]))]
LineEn = Annotated[str, AfterValidator(_narrower(LINE_WIDTH["en"]))]
NotesText = Annotated[str, AfterValidator(_notes)]
QueryText = Annotated[str, AfterValidator(_query)]
CardName = Annotated[str, AfterValidator(_among("cards"))]
ChartName = Annotated[str, AfterValidator(_among("charts"))]
Latitude = Annotated[float, Field(allow_inf_nan=False), AfterValidator(_inside(1))]
Longitude = Annotated[float, Field(allow_inf_nan=False), AfterValidator(_inside(0))]
Zoom = Annotated[float, Field(allow_inf_nan=False, ge=ZOOMS[0], le=ZOOMS[1])]
Layers = Annotated[
    tuple[Annotated[str, AfterValidator(_layer)], ...],
    BeforeValidator(_listed),
    AfterValidator(_unlike),
]
Seconds = Annotated[int, Field(ge=3, le=600)]
Rank = Annotated[int, Field(ge=RANKS[0], le=RANKS[-1])]
Layout = Literal["split", "map", "visual", "contact"]
Motion = Literal["", "descend", "open"]
OptionsText = Annotated[str, AfterValidator(_options)]
BasemapName = Annotated[str, AfterValidator(_basemap)]
Refs = Annotated[
    tuple[Annotated[RefsText, AfterValidator(_reference)], ...], BeforeValidator(_listed)
]
Scenes = Annotated[tuple[Item, ...], BeforeValidator(_listed), AfterValidator(_counted)]

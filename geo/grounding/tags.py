"""What the features of one layer of a file are: by their tags, else by the name of the layer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import numpy as np
import pandas as pd
import shapely

from geo.grounding.classes import ANY_VALUE, LAYER_WORDS, TAGS

FCLASS = "fclass"  # of Geofabrik's Shapefiles, which say the values of all tags in one column
_NAMES = ("name", "名称", "道路名称", "路名", "地名", "河流名称", "mc", "dlmc", "roadname")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TOLD = ("highway=", "railway=", "waterway=", "natural=", "landuse=", "fclass=")
_SIDINGS = {"yard", "siding", "spur", "crossover"}
_ALL_VALUES = {value: what for kinds in reversed(TAGS.values()) for value, what in kinds.items()}
_BY_DIMENSION = {"road": 1, "rail": 1, "green": 2, "built": 2, "building": 2, "place": 0}


def speaks_of(layer: str, columns: Iterable[str]) -> bool:
    """Tell whether a layer says that it is ground: by a column of tags, or by its name.

    >>> speaks_of("edges", ["highway"]), speaks_of("现状道路", []), speaks_of("zones", ["area"])
    (True, True, False)
    """
    names = {str(one).casefold() for one in columns}
    has_tags = bool(names & {*TAGS, *ANY_VALUE, FCLASS} - {"place"})
    return has_tags or _by_name(layer) is not None


def sorted_out(layer: str, frame: pd.DataFrame, shapes: np.ndarray) -> pd.DataFrame:
    """Return what each feature of a layer is.

    Parameters
    ----------
    layer : str
        What the file calls it.
    frame : pandas.DataFrame
        Its columns.
    shapes : numpy.ndarray of shapely.Geometry

    Returns
    -------
    pandas.DataFrame
        Columns ``layer`` and ``kind`` (``None`` where it was not understood), ``name_zh``,
        ``name_en``, and ``said``: the tag that says it, such as ``highway=primary``.
    """
    columns = {str(one).casefold(): str(one) for one in frame}
    what, said = _by_tags(frame, columns)
    plain = _by_name(layer)
    if plain and not said.astype(bool).any():
        what[:] = [plain] * len(what)
        said[:] = layer
    dimensions = shapely.get_dimensions(shapes)
    for at, one in enumerate(what):
        what[at] = _fitting(one, int(dimensions[at]))
    if "service" in columns:
        is_aside = frame[columns["service"]].isin(_SIDINGS).to_numpy()
        for aside in np.flatnonzero(is_aside):
            what[aside] = ("rail", "siding") if what[aside] == ("rail", "rail") else what[aside]
    zh, en = _names(frame, columns)
    layers = [one[0] if one else None for one in what]
    kinds = [one[1] if one else None for one in what]
    made = {"layer": layers, "kind": kinds, "name_zh": zh, "name_en": en, "said": said}
    return pd.DataFrame(made, dtype=object)


def not_understood(found: pd.DataFrame, layer: str) -> Counter[str]:
    """Count the features that are ground of a kind which is not drawn, or say nothing at all."""
    left = found["said"][found["layer"].isna()]
    return Counter(text or layer for text in left if not text or text.startswith(_TOLD))


def _by_tags(frame: pd.DataFrame, columns: dict[str, str]) -> tuple[np.ndarray, np.ndarray]:
    what = np.full(len(frame), None, dtype=object)
    said = np.full(len(frame), "", dtype=object)
    asked = [*TAGS.items(), *((name, {}) for name in ANY_VALUE), (FCLASS, _ALL_VALUES)]
    for tag, kinds in asked:
        if tag not in columns:
            continue
        values = frame[columns[tag]]
        given = (values.notna() & ~values.isin(["no", ""])).to_numpy()
        for at in np.flatnonzero(given):
            if what[at] is None:
                value = str(values.iloc[at])
                what[at] = ANY_VALUE.get(tag) or kinds.get(value)
                said[at] = said[at] or f"{tag}={value}"
    return what, said


def _by_name(layer: str) -> tuple[str, str] | None:
    name = layer.casefold()
    for words, group, kind in LAYER_WORDS:
        if any(word in name for word in words.split()):
            return group, kind
    return None


def _fitting(what: tuple[str, str] | None, dimension: int) -> tuple[str, str] | None:
    """Return what a feature is, unless such a thing has another shape."""
    if what is None:
        return None
    group, kind = what
    if (group, kind) == ("built", "airfield") and dimension == 0:
        return "place", "airfield"
    if (group, kind) == ("place", "station") and dimension == 2:
        return "place", "station"
    if group == "water":
        if kind == "lake" and dimension == 1:
            return "water", "river"
        return what if dimension else None
    return what if dimension == _BY_DIMENSION[group] else None


def _names(frame: pd.DataFrame, columns: dict[str, str]) -> tuple[list[object], list[object]]:
    plain = next((columns[name] for name in _NAMES if name in columns), None)
    given = _texts(frame, plain)
    zh = _texts(frame, next((columns[n] for n in ("name_zh", "name:zh") if n in columns), None))
    en = _texts(frame, next((columns[n] for n in ("name_en", "name:en") if n in columns), None))
    is_han = [bool(text and _HAN.search(text)) for text in given]
    in_zh = [
        own or (text if han else None) for own, text, han in zip(zh, given, is_han, strict=True)
    ]
    in_en = [
        own or (None if han else text) for own, text, han in zip(en, given, is_han, strict=True)
    ]
    return list(in_zh), list(in_en)


def _texts(frame: pd.DataFrame, column: str | None) -> list[str | None]:
    if column is None:
        return [None] * len(frame)
    return [
        " ".join(one.split())[:60] or None if isinstance(one, str) else None
        for one in frame[column]
    ]

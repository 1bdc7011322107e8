"""The ground and the region as the browser's painter reads them: one small file."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from dataclasses import asdict
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from components.blocks.text import Words
from components.map.brush import CASED_FROM, fill_of, line_of
from components.map.distances import far
from components.map.script import Script
from components.session.theme import Theme
from geo.ground import credit_of

STEP = 1e-5  # degrees: a metre, which no screen shows at the nearest zoom but as a pixel or two
_LEVEL = 5  # the highest takes six times as long for a twentieth less
_AREAS = {3, 6}  # shapely's numbers of polygons
_POINT = 0
_NEARER = (99, 15, 14, 13, 12, 11, 10)  # zooms: where all is too much, what is drawn later goes


def ground_script(features: gpd.GeoDataFrame, url: str, words: Words, theme: Theme) -> Script:
    """Return what draws the ground; to be added to the group of the plain basemap.

    Parameters
    ----------
    features : geopandas.GeoDataFrame
        As for `packed`.
    url : str
        Where the file is given out, from the frame of the map; if empty, it comes along.
    """
    return Script(
        "ground",
        {
            "url": url,
            "data": "" if url else b64encode(packed(features)).decode(),
            # A hand-out embeds the letters that it finds in its text.
            "letters": "" if url else _letters(features, words),
            "look": _look(features, theme),
            "paper": _look(features, theme.for_paper),
            "lang": words.lang,
            "park": words("present.park"),
            "beside": {
                words.of(row, "name"): words("map.distance.label", far=far(words, row["km"]))
                for _, row in features[features["km"].notna()].iterrows()
            },
            "credit": credit_of(features),  # that of the region stands below the map
        },
    )


def _letters(features: gpd.GeoDataFrame, words: Words) -> str:
    """Return each letter of the names once."""
    names = features[f"name_{words.lang}"].dropna()
    return "".join(sorted(set().union(*names)))


def credits_of(features: gpd.GeoDataFrame, words: Words) -> list[str]:
    """Return to whom the ground and the region are owed."""
    region = words.some("map.credit_region") if (features["layer"] == "border").any() else []
    return [*region, *filter(None, [credit_of(features)])]


def _look(features: gpd.GeoDataFrame, theme: Theme) -> dict[str, Any]:
    """Return how each class is drawn; beyond the district only where the land is known."""
    known = features[["layer", "kind"]].drop_duplicates()
    classes = zip(known["layer"], known["kind"], strict=True)
    layers = features["layer"].unique()
    return {
        "around": theme.ground.around if "border" in layers else "",
        "shore": theme.ground.shore,
        "fills": {layer: fill_of(theme, layer) for layer in layers},
        "lines": {f"{one} {kind}": asdict(line_of(theme, one, kind)) for one, kind in classes},
        "cased": CASED_FROM,
    }


def fitting(features: gpd.GeoDataFrame, most_bytes: int) -> gpd.GeoDataFrame:
    """Return as much of the ground as a file may hold: what is drawn from afar stays."""
    kept = features
    for nearest in _NEARER:
        kept = features[features["from_zoom"] <= nearest]
        if len(packed(kept)) <= most_bytes:
            break
    return kept


def packed(features: gpd.GeoDataFrame) -> bytes:
    """Return features as compressed JSON; ``browser/map/ground.js`` draws them.

    Coordinates are whole steps from the point before, longitude first, so that they are small and
    compress well. Lines and rings of one layer, kind and zoom are a group; what has a name and is
    no line is a label of its own.

    Parameters
    ----------
    features : geopandas.GeoDataFrame
        As `geo.drawn.drawn_ground` returns them, in any datum.
    """
    names: dict[tuple[str, str], int] = {}
    groups, labels = [], []
    columns = ["layer", "kind", "from_zoom", "to_zoom"]
    for key, rows in features.groupby(columns, sort=False, dropna=False):
        told = dict(zip(("layer", "kind", "from", "to"), map(_plain, key), strict=True))
        shapes = rows.geometry.to_numpy()
        called = np.array(
            [_name(names, zh, en) for zh, en in zip(rows["name_zh"], rows["name_en"], strict=True)]
        )
        kinds = shapely.get_type_id(shapes)
        areas, points = np.isin(kinds, [*_AREAS]), kinds == _POINT
        for is_area, chosen in ((True, areas), (False, ~areas & ~points)):
            if chosen.any():
                drawn, home = _shapes(shapes[chosen])
                lined = {} if is_area else _lined(called[chosen][home])
                groups.append({**told, "area": is_area, "shapes": drawn, **lined})
        standing = (areas | points) & (called >= 0)
        for place, name in zip(_steps(shapes[standing]), called[standing], strict=True):
            labels.append({**told, "at": place, "name": int(name)})
    whole = {"step": STEP, "groups": groups, "labels": labels, "names": [*names]}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=_LEVEL, mtime=0)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str) else int(value)


def _name(names: dict[tuple[str, str], int], *texts: object) -> int:
    """Return the number of a name, -1 for none; a name in one language stands for both."""
    zh, en = (text if isinstance(text, str) else "" for text in texts)
    return names.setdefault((zh or en, en or zh), len(names)) if zh or en else -1


def _lined(called: np.ndarray) -> dict[str, list[int]]:
    return {"names": called.tolist()} if (called >= 0).any() else {}


def _steps(shapes: np.ndarray) -> list[list[int]]:
    points = shapely.get_coordinates(shapely.point_on_surface(shapes))
    made: list[list[int]] = np.rint(points / STEP).astype(int).tolist()
    return made


def _shapes(shapes: np.ndarray) -> tuple[list[Any], np.ndarray]:
    """Return lines as their steps, areas as lists of those of their rings; whose each one is."""
    parts, home = shapely.get_parts(shapes, return_index=True)
    lines, owner = parts, np.arange(len(parts))
    if parts[0].geom_type == "Polygon":
        lines, owner = shapely.get_rings(parts, return_index=True)
    points, line = shapely.get_coordinates(lines, return_index=True)
    places = np.rint(points / STEP).astype(np.int64)
    new = np.r_[True, line[1:] != line[:-1]]
    moved = np.r_[True, (places[1:] != places[:-1]).any(axis=1)] | new
    places, line, new = places[moved], line[moved], new[moved]
    steps = np.diff(places, axis=0, prepend=places[:1])
    steps[new] = places[new]
    found = [one.ravel().tolist() for one in np.split(steps, np.flatnonzero(new)[1:])]
    if parts[0].geom_type != "Polygon":
        return found, home
    areas: list[Any] = [[] for _ in parts]
    for ring, one in zip(found, owner, strict=True):
        areas[one].append(ring)
    return areas, home

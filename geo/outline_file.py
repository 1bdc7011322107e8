"""The outline of an area from a file that somebody dropped on the map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from data.catalog import Catalog
from data.drawn_area import MOST_VERTICES, AreaError, area_problem, area_text
from geo.coordinates import control_of, guesses, reference_name, to_wgs84
from geo.reading.layers import Layer, Upload

_FLAT = ("Polygon", "MultiPolygon")
_FINEST = 1e-5  # degrees, about a metre: the step of the text
_COARSEST = 0.05
_PLANE = 2  # dimensions of a polygon
_RING = 4  # places of the smallest closed line
_MOST_PARTS = 8  # a file of more polygons is a layer, not an outline


@dataclass(frozen=True)
class Outline:
    """An outline, and what the reader has to know of how it was read.

    Attributes
    ----------
    area : str
        As `data.drawn_area` writes it.
    reference : str
        Id of the coordinate system that it was read in.
    is_sure : bool
        Whether that is what the file states, or known places confirm it.
    changed : tuple of str
        ``"simplified"``, ``"holes"``: what the link cannot hold.
    """

    area: str
    reference: str
    is_sure: bool
    changed: tuple[str, ...] = ()


def outline_of(upload: Upload, catalog: Catalog) -> Outline:
    """Return the outline that a file holds: all its polygons, or else its closed lines.

    Raises
    ------
    AreaError
        ``"no_outline"`` without any, ``"several"`` with too many, or as `data.drawn_area`.

    Examples
    --------
    >>> from geo.reading.upload import read_upload
    >>> outline_of(read_upload("a.csv", b"a,b"), catalog)
    Traceback (most recent call last):
    ...
    data.drawn_area.AreaError: no_outline
    """
    layer = next((one for one in upload.layers if len(_polygons(one.geometry))), None)
    if layer is None or layer.geometry is None:
        raise AreaError("no_outline")
    best = guesses(layer.geometry, layer.crs, control_of(catalog, (), _named(layer)))[0]
    parts = _polygons(to_wgs84(layer.geometry, best.reference))
    if len(parts) > _MOST_PARTS:
        raise AreaError("several")
    whole = shapely.union_all(parts)
    filled = shapely.union_all(
        [shapely.Polygon(part.exterior) for part in shapely.get_parts(whole)]
    )
    simple = _simplified(filled)
    changed = {
        "simplified": _vertices(simple) < _vertices(filled),
        "holes": not shapely.equals(filled, whole),
    }
    told = tuple(name for name, is_so in changed.items() if is_so)
    text = area_text(simple)
    if why := area_problem(text, catalog.choices.region):
        raise AreaError(why)
    return Outline(text, reference_name(best.reference.reference_id), best.is_sure, told)


def _named(layer: Layer) -> str:
    return f"{layer.file} {layer.name} {' '.join(map(str, layer.frame.columns))}"


def _polygons(geometry: np.ndarray | None) -> np.ndarray:
    """Return the polygons among some shapes; closed lines count if there are none."""
    if geometry is None:
        return np.array([])
    known = geometry[~shapely.is_missing(geometry)]
    parts = shapely.get_parts(known)
    flat = parts[np.isin([part.geom_type for part in parts], _FLAT)]
    if not len(flat):
        lines = parts[shapely.is_closed(parts) & (shapely.get_num_coordinates(parts) >= _RING)]
        flat = np.array([shapely.Polygon(shapely.get_coordinates(one)) for one in lines])
    # Where an outline runs back on itself, a valid one has a line beside its polygons.
    valid = shapely.get_parts(shapely.get_parts(shapely.make_valid(flat.astype(object))))
    return np.asarray(valid[shapely.get_dimensions(valid) == _PLANE])


def _vertices(shape: shapely.Geometry) -> int:
    return int(shapely.get_num_coordinates(shape)) - len(shapely.get_parts(shape))


def _simplified(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a shape of as many corners as a link may hold, changed as little as need be."""
    step, made = _FINEST, shape
    while _vertices(made) > MOST_VERTICES and step < _COARSEST:
        made = shapely.simplify(shape, step)
        step *= 1.5
    return made

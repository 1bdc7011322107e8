"""The collections of features: what is in each, by which rows of the park."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

import geopandas as gpd
import numpy as np
import shapely

from components.api import rows
from components.api.ogc.asked import Interval
from components.api.params import Param, of_column, one_of
from components.api.rows import Rows, whole
from data.catalog import Catalog
from data.periods import parse_period
from data.registers.axes import LATER, UNDATED, shape_of
from data.registers.questions import Where
from data.schema import Facility
from data.selection import STATUSES, Selection, visible
from geo.landmarks import landmark_frame
from geo.overlaid import visible_outlines

_ZONE = one_of("zone", lambda catalog: catalog.zones)
_SECTOR = one_of("sector", lambda catalog: catalog.sectors)
_STATUS = one_of("status", lambda _: STATUSES, told_as="of_status")
Layer = Callable[[Catalog, Selection], gpd.GeoDataFrame]


@dataclass(frozen=True, eq=False)
class Collection:
    """One collection.

    Attributes
    ----------
    name : str
        Its id; messages ``api.collection.<name>`` and ``api.layer.<name>`` tell of it.
    layer : callable, optional
        Returns all features that a selection shows, in EPSG:4326; without it they are the
        register, however large.
    key, dated : str
        The columns that name and date a feature; empty if none dates it.
    filters : tuple of Param
        By which of its properties one may ask; each is the name of a column.
    """

    name: str
    layer: Layer | None
    key: str
    dated: str = ""
    filters: tuple[Param, ...] = ()


def find(
    one: Collection,
    catalog: Catalog,
    chosen: Selection,
    box: shapely.Geometry | None = None,
    span: Interval | None = None,
    given: Mapping[str, Any] | None = None,
) -> Rows:
    """Return the features of a collection that are asked for, in a lasting order.

    Parameters
    ----------
    box : shapely.Geometry, optional
        In EPSG:4326; a feature without a place is always in it (part 1, fc-bbox-response).
    span : tuple of datetime.date, optional
        First and last day; a feature without a date is always in it (part 1, fc-time-response).
    given : mapping, optional
        Values of `Collection.filters`, and perhaps the key of the one that is asked for.
    """
    given = given or {}
    wanted = {param.name: given[param.name] for param in one.filters if given.get(param.name)}
    if one.layer is None:
        window = Where(shapes=() if box is None else (box,), unplaced=box is not None)
        return _register(catalog, chosen, window, span, wanted, given.get(rows.KEY))
    frame = one.layer(catalog, chosen)
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    if box is not None:
        shapes = frame.geometry.to_numpy()
        frame = frame[shapely.intersects(shapes, box) | shapely.is_missing(shapes)]
    if span is not None and one.dated:
        held = [_is_within(text, span) for text in frame[one.dated]]
        frame = frame[np.array(held, dtype=bool)]
    return whole(frame)


def _is_within(text: object, span: Interval) -> bool:
    if not isinstance(text, str):
        return True
    period, (first, last) = parse_period(text), span
    return (first is None or period.end >= first) and (last is None or period.start <= last)


def _register(
    catalog: Catalog,
    chosen: Selection,
    window: Where,
    span: Interval | None,
    wanted: Mapping[str, str],
    key: str | None,
) -> Rows:
    """Return enterprises: the whole register is looked through, only a page of it is read."""
    for name in ("zone", "sector", "status"):
        if name in wanted:
            chosen = chosen.with_chosen(name, (wanted[name],))
    axes = catalog.tenants.axes
    kept = np.ones(shape_of(axes), dtype=bool)
    if "status" in wanted and not catalog.tenants.has_status:
        kept[:] = False
    if span is not None:
        held = np.array([_is_year_within(one, span, catalog) for one in axes["since_year"]])
        kept &= held[:, np.newaxis]  # the last axis but one
    return rows.register(catalog, chosen, key, window, kept)


def _is_year_within(year: str, span: Interval, catalog: Catalog) -> bool:
    if year == UNDATED:
        return True
    first, last = span
    if year == LATER:
        begins = date(catalog.latest.end.year + 1, 1, 1)
        return last is None or begins <= last
    return _is_within(year, (first, last))


def _zones(catalog: Catalog, chosen: Selection) -> gpd.GeoDataFrame:
    frame = rows.zones(catalog, chosen, {}).page(slice(None))
    return frame[frame.geometry.notna()]


def _extents(name: str) -> Layer:
    """Return the layer of some outlines, each with what was declared of it."""

    def layer(catalog: Catalog, chosen: Selection) -> gpd.GeoDataFrame:
        drawn = visible_outlines(catalog, chosen, name)
        declared = visible(catalog["coverage"], chosen).rename(
            columns={"evidence": "declared_evidence", "refs": "declared_refs"}
        )
        own = ["coverage_id", *(c for c in declared if c != "coverage_id" and c not in drawn)]
        return drawn.merge(declared[own], left_on="feature_id", right_on="coverage_id", how="left")

    return layer


def _landmarks(catalog: Catalog, chosen: Selection) -> gpd.GeoDataFrame:
    return landmark_frame(visible(catalog["landmarks"], chosen))


def _projects(catalog: Catalog, chosen: Selection) -> gpd.GeoDataFrame:
    frame: gpd.GeoDataFrame = rows.projects(catalog, chosen, {}).page(slice(None))
    return frame


def _facilities(catalog: Catalog, chosen: Selection) -> gpd.GeoDataFrame:
    frame = _projects(catalog, chosen)
    return frame[frame["facility"].notna()]


def _boundary(name: str) -> Layer:
    def layer(catalog: Catalog, chosen: Selection) -> gpd.GeoDataFrame:
        return visible(catalog.outlines[name], chosen)

    return layer


_FACILITY = one_of("facility", lambda _: get_args(Facility))
_ALL = (
    Collection("zones", _zones, "zone", "as_of", (_ZONE,)),
    Collection(
        "coverages",
        _extents("coverage_outlines"),
        "feature_id",
        "as_of",
        (of_column("coverage", "system"),),
    ),
    Collection("routes", _extents("routes"), "feature_id", "as_of"),
    Collection(
        "landmarks", _landmarks, "landmark_id", "", (of_column("landmarks", "kind", "of_kind"),)
    ),
    Collection(
        "projects", _projects, "project_id", "status_date", (_ZONE, _SECTOR, _STATUS, _FACILITY)
    ),
    Collection("facilities", _facilities, "project_id", "status_date", (_ZONE, _STATUS, _FACILITY)),
    Collection("enterprises", None, "tenant_id", "since_year", (_ZONE, _SECTOR, _STATUS)),
    Collection("district", _boundary("district"), "feature_id"),
    Collection("region", _boundary("region"), "feature_id"),
)


def collections(catalog: Catalog) -> dict[str, Collection]:
    """Return the collections of a park, by name: of a region only where it has one."""
    return {one.name: one for one in _ALL if one.name != "region" or "region" in catalog.outlines}

"""What lies under the layers of a map, as it is drawn: the ground and the region, one frame."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.catalog import Catalog
from data.ground import ANY_ZOOM
from data.memo import remembered
from data.selection import EvidenceMode, Selection, visible
from geo.areas import WGS84
from geo.ground import ground_of
from geo.landmarks import landmark_frame
from geo.region import distances, region_lines

# From which zoom names are written, and up to which; the district's own layers begin at 12.
_AREAS = {"home": (7, 12), "district": (8, 12), "neighbour": (9, 12)}  # cities where they lie
_SETTLEMENTS = {"centre": (5, 13), "city": (6, 12), "town": (10, 16)}
_LAKES_FROM = 10
_ROUND = 64  # corners of a disc
_TEXTS = ["layer", "kind", "name_zh", "name_en", "source"]
_COLUMNS = [*_TEXTS, "from_zoom", "to_zoom", "km", "geometry"]


@remembered(2)
def drawn_ground(catalog: Catalog, evidence: EvidenceMode) -> gpd.GeoDataFrame:
    """Return all that a map shows under its layers, from what lies lowest to what lies highest.

    Parameters
    ----------
    catalog : Catalog
    evidence : {"all", "published"}
        Lakes whose place is inferred are illustrative.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326; ``layer``, ``kind``, ``name_zh``, ``name_en``, ``source``, ``from_zoom``,
        ``to_zoom`` and ``geometry`` as `geo.ground.ground_of` has them; ``km``: how far a large
        city is. Of the region are the layers ``own`` (the district of the park), ``border``
        (`geo.region.region_lines`) and ``place`` (kinds ``centre``, ``city``, ``town``, ``home``,
        ``area``); ``water`` of the kind ``about`` is a disc in which a lake lies somewhere.
        Shared: not to be changed.

    Examples
    --------
    >>> made = drawn_ground(catalog, "published")
    >>> made["layer"].unique().tolist()
    ['own', 'border', 'place']
    """
    every = [
        _own(catalog),
        ground_of(catalog),
        _lakes(catalog, evidence),
        region_lines(catalog).assign(layer="border", from_zoom=0, to_zoom=ANY_ZOOM),
        _areas(catalog),
        _settlements(catalog, evidence),
    ]
    parts = [part.reindex(columns=_COLUMNS) for part in every if len(part)]
    if not parts:
        return nothing_drawn()
    rows = pd.concat([pd.DataFrame(part) for part in parts], ignore_index=True)
    return gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")


def nothing_drawn() -> gpd.GeoDataFrame:
    """Return the frame without a row.

    >>> len(nothing_drawn())
    0
    """
    return gpd.GeoDataFrame(columns=_COLUMNS, geometry="geometry", crs="EPSG:4326")


def _own(catalog: Catalog) -> gpd.GeoDataFrame:
    """Return the district as an area without a name, which `_areas` has."""
    rows = catalog.outlines["district"].drop(columns=["name_zh", "name_en"])
    return rows.assign(layer="own", kind="district", from_zoom=0, to_zoom=ANY_ZOOM)


def _lakes(catalog: Catalog, evidence: EvidenceMode) -> gpd.GeoDataFrame:
    rows = visible(catalog["landmarks"], Selection(evidence=evidence))
    lakes = landmark_frame(rows[(rows["kind"] == "lake") & (rows["evidence"] == "illustrative")])
    discs = [disc(row["lat"], row["lon"], float(row["error_m"])) for _, row in lakes.iterrows()]
    # Their names are those of the landmarks.
    plain = lakes.drop(columns=["geometry", "name_zh", "name_en"]).assign(
        layer="water", kind="about"
    )
    zooms = {"from_zoom": _LAKES_FROM, "to_zoom": ANY_ZOOM}
    return gpd.GeoDataFrame(plain.assign(**zooms), geometry=discs, crs="EPSG:4326")


def disc(lat: float, lon: float, radius_m: float) -> shapely.Polygon:
    """Return the disc around a place (EPSG:4326), its radius geodesic metres.

    >>> west, _, east, _ = disc(29.36, 105.94, 1000).bounds
    >>> round(WGS84.inv(west, 29.36, east, 29.36)[2])
    2000
    """
    ways = np.linspace(0, 360, _ROUND, endpoint=False)
    east, north, _ = WGS84.fwd(
        np.full(_ROUND, lon), np.full(_ROUND, lat), ways, np.full(_ROUND, radius_m)
    )
    return shapely.Polygon(np.column_stack([east, north]))


def _areas(catalog: Catalog) -> gpd.GeoDataFrame:
    """Return the names of the park's district and of those around, each inside it."""
    around, own = catalog.outlines["region"], catalog.outlines["district"]
    rows = pd.concat([own.assign(role="home"), around[around["role"].isin(_AREAS)]])
    zooms = np.array([_AREAS[role] for role in rows["role"]]).reshape(-1, 2)
    kind = np.where(rows["role"] == "home", "home", "area")
    made = rows.assign(layer="place", kind=kind, from_zoom=zooms[:, 0], to_zoom=zooms[:, 1])
    points = shapely.point_on_surface(rows.geometry.to_numpy())
    return gpd.GeoDataFrame(made.drop(columns="geometry"), geometry=points, crs="EPSG:4326")


def _settlements(catalog: Catalog, evidence: EvidenceMode) -> gpd.GeoDataFrame:
    rows = landmark_frame(catalog["settlements"])
    zooms = np.array([_SETTLEMENTS[kind] for kind in rows["kind"]]).reshape(-1, 2)
    far = distances(catalog, evidence).set_index("place_id")["km"]
    km = rows["settlement_id"].map(far)
    return rows.assign(layer="place", from_zoom=zooms[:, 0], to_zoom=zooms[:, 1], km=km)

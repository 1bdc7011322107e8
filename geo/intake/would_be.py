"""The pack as it would be with a proposal applied, and what becomes of each outline."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import geopandas as gpd

from data.catalog import Catalog
from data.layered import stacked
from data.schema import ADDED, OUTLINES
from data.selection import Selection, visible
from geo.intake.proposal import Proposal

Fate = Literal["new", "kept", "dropped", "force"]


def would_be(catalog: Catalog, proposal: Proposal) -> Catalog:
    """Return the catalog as it would be with a proposal applied."""
    tables = dict(catalog.tables)
    for name, frame in proposal.tables.items():
        tables[name] = frame
        if name in ADDED:
            whole = stacked(catalog[name], frame)
            tables[name] = whole.drop_duplicates(list(ADDED[name].key), keep="last")
    register = None if "tenants" in proposal.tables else catalog.register
    return replace(
        catalog,
        tables=tables,
        outlines={**catalog.outlines, **proposal.outlines},
        register=register,
    )


def outlines_by_fate(
    catalog: Catalog, proposal: Proposal, chosen: Selection
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the outlines in force and those of a proposal, each with its ``fate``.

    Parameters
    ----------
    chosen : Selection
        Its evidence decides what of the pack in force may be seen.

    Returns
    -------
    geopandas.GeoDataFrame
        In force: ``feature_id``, ``evidence``, ``fate`` "force" and geometry (EPSG:4326).
    geopandas.GeoDataFrame
        As it would be: ``fate`` "new", "kept" or, for what would go, "dropped".
    """
    before, after = [], []
    for name in OUTLINES:
        held = visible(catalog.outlines[name], chosen)
        before.append(held.assign(fate="force"))
        given = proposal.outlines.get(name)
        if given is None:
            after.append(held.assign(fate="kept"))
            continue
        same = dict(zip(held["feature_id"], held.geometry, strict=True))
        fates = [
            "kept" if one.equals(same.get(feature)) else "new"
            for feature, one in zip(given["feature_id"], given.geometry, strict=True)
        ]
        after.append(given.assign(fate=fates))
        gone = held[~held["feature_id"].isin(given["feature_id"])]
        after.append(gone.assign(fate="dropped"))
    columns = ["feature_id", "evidence", "fate", "geometry"]
    return _joined(before, columns), _joined(after, columns)


def _joined(frames: list[gpd.GeoDataFrame], columns: list[str]) -> gpd.GeoDataFrame:
    rows = [row for frame in frames for row in frame[columns].itertuples(index=False, name=None)]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs="EPSG:4326")

"""Rows of the catalog to take along: with names, evidence and sources in words."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely

from data.catalog import Catalog
from data.counts import shown_tenants
from data.i18n import Lang, translate
from data.registers.axes import UNATTRIBUTED, Axes, shape_of
from data.registers.outside import asked
from data.registers.questions import EVERYWHERE, Sample, Where
from data.schema import Tenant
from data.selection import Selection
from data.sources import source_text
from data.status import UNASSIGNED
from data.tenants import cube_within, shapes_of

MOST = 100_000  # enterprises of a register elsewhere in one file
_TENANT = ["tenant_id", "enterprise_id", "name", "zone", "sector", "status", "since_year"]
_PROJECT = ["project_id", "name", "zone", "sector", "status", "status_date"]
_PROJECT_FACTS = ["investment_cny", "seats_planned"]
_PLACE = ["lon", "lat", "evidence", "source"]
_GRADES = ["zone_evidence", "project_evidence", "project_source"]


def sources_of(catalog: Catalog, rows: pd.DataFrame, lang: Lang) -> list[str]:
    """Return where each row comes from: its assumption if it is illustrative, else its sources.

    Parameters
    ----------
    rows : pandas.DataFrame
        With ``evidence`` and perhaps ``assumption_id`` and ``refs``.
    """
    assumptions = catalog["assumptions"].set_index("assumption_id")[f"text_{lang}"].to_dict()

    @cache
    def said(evidence: object, assumption_id: object, refs: object) -> str:
        if evidence == "illustrative":
            return str(assumptions[assumption_id])
        return source_text(catalog, refs, lang)

    keys = rows.reindex(columns=["evidence", "assumption_id", "refs"]).astype(object)
    return [said(*key) for key in keys.where(keys.notna(), None).itertuples(index=False, name=None)]


def outline_layer(catalog: Catalog, outlines: gpd.GeoDataFrame, lang: Lang) -> gpd.GeoDataFrame:
    """Return outlines or routes as a layer."""
    return gpd.GeoDataFrame(
        {
            "feature_id": outlines["feature_id"].to_numpy(dtype=object),
            "name": outlines[f"name_{lang}"].to_numpy(dtype=object),
            "evidence": outlines["evidence"].to_numpy(dtype=object),
            "source": np.array(sources_of(catalog, outlines, lang), dtype=object),
        },
        geometry=outlines.geometry.to_numpy(),
        crs="EPSG:4326",
    )


def without_assumed_names(tenants: pd.DataFrame) -> pd.DataFrame:
    """Return enterprises without the names of those whose place is assumed.

    No source publishes the zone of a named enterprise: an assumed point stands for one of so
    many, on every page and in every file that is handed out. A template for the office, which
    knows better, keeps the names.

    Parameters
    ----------
    tenants : pandas.DataFrame
        Rows of the table ``tenants`` or of a large register.
    """
    is_assumed = tenants["evidence"] == "illustrative"
    named = [column for column in ("enterprise_id", "name") if column in tenants]
    return tenants.assign(
        **{column: tenants[column].astype(object).mask(is_assumed) for column in named}
    )


def chosen_tenants(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    """Return the rows of the enterprises that a selection shows, in the order of their table.

    Of a register elsewhere `MOST` at most, with what can be counted of them (`sampled`).
    """
    return register_rows(catalog, chosen_sample(catalog, chosen))


def chosen_sample(
    catalog: Catalog,
    chosen: Selection,
    window: Where = EVERYWHERE,
    kept: np.ndarray | None = None,
) -> Sample:
    """Return which enterprises a selection shows; of a register elsewhere `MOST` at most.

    Parameters
    ----------
    window : Where
        Which of them, beside what the selection says; its codes are those of the selection.
    kept : numpy.ndarray of bool, optional
        Which cells of the cube may be shown, beside what the selection says.
    """
    shown = shown_tenants(catalog, chosen)
    codes = np.flatnonzero(shown if kept is None else shown & kept)
    shapes = (*shapes_of(chosen.area), *window.shapes)
    where, tenants = replace(window, shapes=shapes, codes=codes), catalog.tenants
    return tenants.engine.sample(where, MOST if catalog.is_outside else len(tenants))


def register_rows(catalog: Catalog, found: Sample, part: slice = slice(None)) -> pd.DataFrame:
    """Return enterprises as rows of the table ``tenants``, without assumed names.

    Of a large register only the groups of rows that hold them are read.

    Parameters
    ----------
    found : Sample
        As of `chosen_sample`.
    part : slice
        Which of them.
    """
    if catalog.is_outside:
        some = Sample(found.row[part], found.code[part], found.lon[part], found.lat[part], found.of)
        rows = rows_of(some, catalog.tenants.axes)
    elif catalog.register:
        rows = _read(catalog.register, found.row[part])
    else:
        rows = catalog["tenants"].iloc[found.row[part]]
    return without_assumed_names(rows.reindex(columns=list(Tenant.model_fields)))


def place_of(register: Path, tenant_id: str) -> int:
    """Return the row of a file that has an enterprise; -1 if none has.

    >>> file = folder / "tenants.parquet"
    >>> pd.DataFrame({"tenant_id": ["T1", "T2"]}).to_parquet(file)
    >>> place_of(file, "T2"), place_of(file, "T3")
    (1, -1)
    """
    begin = 0
    with pq.ParquetFile(register) as file:
        for batch in file.iter_batches(columns=["tenant_id"]):
            found: int = pc.index(batch.column(0).cast(pa.string()), value=tenant_id).as_py()
            if found >= 0:
                return begin + found
            begin += batch.num_rows
    return -1


def _read(register: Path, places: np.ndarray) -> pd.DataFrame:
    """Return some rows of a file, in ascending order of their place."""
    with pq.ParquetFile(register) as file:
        sizes = [file.metadata.row_group(one).num_rows for one in range(file.num_row_groups)]
        ends = np.cumsum(sizes, dtype=int)
        group = np.searchsorted(ends, places, side="right")
        groups, nth = np.unique(group, return_inverse=True)
        found = file.read_row_groups([int(one) for one in groups])
    begins = (ends - sizes)[group]
    held = np.concatenate([[0], np.cumsum(np.array(sizes, dtype=int)[groups])])
    rows: pd.DataFrame = found.take(places - begins + held[nth]).to_pandas()
    return rows


def sampled(catalog: Catalog, chosen: Selection) -> tuple[int, int] | None:
    """Return how many of how many enterprises `chosen_tenants` has; ``None`` if all.

    >>> sampled(catalog, Selection()) is None
    True
    """
    if not catalog.is_outside:
        return None
    cube = cube_within(catalog.tenants, chosen.area)
    total = int(cube[shown_tenants(catalog, chosen)].sum())
    return (MOST, total) if total > MOST else None


def rows_of(sample: Sample, axes: Axes) -> pd.DataFrame:
    """Return some enterprises of a register as rows of the table ``tenants``.

    Their position in the register is their id, which nobody else knows them by.
    """
    places = np.unravel_index(sample.code, shape_of(axes))
    said = {
        name: np.array(categories, dtype=object)[place]
        for (name, categories), place in zip(axes.items(), places, strict=True)
    }
    made = pd.DataFrame(
        {"tenant_id": sample.row.astype(str), **said, "lon": sample.lon, "lat": sample.lat}
    )
    years = pd.to_numeric(made["since_year"], errors="coerce").astype("Int64")
    none = {"sector": UNATTRIBUTED, "status": axes["status"][-1]}
    return made.assign(
        since_year=years,
        **{name: made[name].where(made[name] != one, None) for name, one in none.items()},
    )


def tenant_layer(catalog: Catalog, tenants: pd.DataFrame, lang: Lang) -> gpd.GeoDataFrame:
    """Return enterprises as points, without geometry where only the zone is known.

    Parameters
    ----------
    tenants : pandas.DataFrame
        Rows of the table ``tenants`` or of a large register.
    """
    published = catalog["enterprises"].set_index("enterprise_id")[f"name_{lang}"]
    own = tenants.reindex(columns=["name"])["name"].astype(object)
    rows = tenants.assign(
        name=own.where(own.notna(), tenants["enterprise_id"].map(published)),
        source=read_at(lang) if catalog.is_outside else sources_of(catalog, tenants, lang),
    )
    return _points(rows.reindex(columns=_TENANT + _PLACE))


def read_at(lang: Lang) -> str:
    """Return the source of a register elsewhere: the engine, and when it was asked.

    >>> read_at("en")
    ''
    """
    now = asked()
    time = now.at.astimezone() if now and now.at else None
    return translate(lang, "register.read_at", at=f"{time:%Y-%m-%d %H:%M}") if time else ""


def project_layer(catalog: Catalog, projects: pd.DataFrame, lang: Lang) -> gpd.GeoDataFrame:
    """Return projects as points, without geometry where no place is known.

    ``evidence`` and ``source`` are those of the place or zone, or of the project where it has
    neither, or its zone is in print.

    Parameters
    ----------
    projects : pandas.DataFrame
        As of `data.status.placed_projects`.
    """
    places = catalog["project_places"].reindex(
        columns=["project_id", "evidence", "assumption_id", "refs"]
    )
    shown = projects[["project_id"]].merge(places, on="project_id", how="left")
    own_zone = projects["project_id"].map(catalog["projects"].set_index("project_id")["zone"])
    by_place = projects["lon"].notna() | (own_zone.isna() & (projects["zone"] != UNASSIGNED))
    is_placed = by_place.to_numpy()
    facts = sources_of(catalog, projects, lang)
    source = np.array(facts, dtype=object)
    source[is_placed] = sources_of(catalog, shown[is_placed], lang)
    rows = projects.assign(
        name=projects[f"name_{lang}"],
        evidence=np.where(is_placed, shown["evidence"], projects["evidence"]),
        source=source,
        project_evidence=projects["evidence"],
        project_source=facts,
    )
    return _points(rows[_PROJECT + _PROJECT_FACTS + _PLACE + _GRADES])


def _points(rows: pd.DataFrame) -> gpd.GeoDataFrame:
    places = rows[["lon", "lat"]].to_numpy(dtype=float, na_value=np.nan)
    has_place = np.isfinite(places).all(axis=1)
    points = np.full(len(rows), None, dtype=object)
    points[has_place] = shapely.points(places[has_place])
    return gpd.GeoDataFrame(rows.reset_index(drop=True), geometry=points, crs="EPSG:4326")

"""The park as its zones and sectors stood at a date: what merged, split, opened or closed.

A change holds from its date on. Before it the old zones are there with all that lies in the new
ones; after it, what one zone became takes over what was in it. Of a zone that was split nobody
knows which part has what until the office says so: it stays as long as something is in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.periods import Period, parse_period
from data.registers.axes import Axes, shape_of
from data.registers.renamed import Renamed
from data.tenants import Tenants

Part = Literal["zone", "sector"]
Tables = Mapping[str, pd.DataFrame]
_ENDS = {"split", "merged", "closed"}
# Where zones and sectors are named, besides the tables that list them.
_NAMED: dict[Part, dict[str, tuple[str, ...]]] = {
    "zone": {"tenants": ("zone",), "project_places": ("zone",), "projects": ("zone",)},
    "sector": {
        "tenants": ("sector",),
        "projects": ("sector", "sector_also"),
        "enterprises": ("sector",),
        "enterprise_sectors": ("sector",),
    },
}


@dataclass(frozen=True)
class Standing:
    """What of one dimension stands at a date.

    Attributes
    ----------
    into : dict of str to tuple of str
        By code that does not stand: the codes that do instead; none if it was closed.
    moved : dict of str to str
        Those of `into` that are one other code, which takes over what is in them.
    """

    into: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def moved(self) -> dict[str, str]:
        """By code that does not stand, the only one that does instead."""
        return {code: others[0] for code, others in self.into.items() if len(others) == 1}


def effective(rows: pd.DataFrame, as_of: Period) -> tuple[bool, ...]:
    """Tell of each reorganisation whether it holds by a date; the same for all dates between two.

    >>> effective(catalog["reorganisations"], catalog.latest)
    ()
    """
    return tuple(parse_period(text).start <= as_of.end for text in rows["date"])


def standing(rows: pd.DataFrame, dimension: Part, as_of: Period) -> Standing:
    """Return what does not stand at a date, and what does instead.

    Parameters
    ----------
    rows : pandas.DataFrame
        The table ``reorganisations``.
    dimension : {"zone", "sector"}
    as_of : Period

    Examples
    --------
    >>> split = {"dimension": "zone", "code": "C", "date": "2025", "kind": "split"}
    >>> rows = pd.DataFrame([split | {"became": "C1;C2"}])
    >>> standing(rows, "zone", parse_period("2026")).into
    {'C': ('C1', 'C2')}
    >>> standing(rows, "zone", parse_period("2024")).into
    {'C1': ('C',), 'C2': ('C',)}
    """
    after, before = dict[str, tuple[str, ...]](), dict[str, tuple[str, ...]]()
    for row, holds in zip(rows.to_dict("records"), effective(rows, as_of), strict=True):
        if row["dimension"] != dimension:
            continue
        became = _listed(row["became"])
        if holds and row["kind"] in _ENDS:
            after[row["code"]] = became
        elif not holds and row["kind"] == "opened":
            before[row["code"]] = ()
        elif not holds and row["kind"] in _ENDS:
            for one in became:
                if one != row["code"]:
                    before[one] = (*before.get(one, ()), row["code"])
    into = {**after, **before}
    return Standing({code: _last(code, into) for code in into})


def stood(tables: Tables, as_of: Period) -> dict[str, pd.DataFrame]:
    """Return the tables as they stood at a date.

    >>> len(stood(catalog.tables, catalog.latest)["zones"])
    6
    """
    made, rows = dict(tables), tables["reorganisations"]
    for dimension, named in _NAMED.items():
        held = standing(rows, dimension, as_of)
        for table, columns in named.items():
            if table in made:
                changed = {one: made[table][one].replace(held.moved) for one in columns}
                made[table] = made[table].assign(**changed)
        if dimension == "sector":
            made["sector_counts"] = _summed(made["sector_counts"], held)
        occupied = {
            code
            for table, columns in named.items()
            if table in made
            for one in columns
            for code in made[table][one].dropna()
        }
        listed = made[f"{dimension}s"]
        gone = [
            code in held.into and (len(held.into[code]) == 1 or code not in occupied)
            for code in listed[dimension]
        ]
        made[f"{dimension}s"] = listed[~np.array(gone, dtype=bool)].reset_index(drop=True)
    return made


def stood_outlines(
    outlines: gpd.GeoDataFrame, zones: pd.DataFrame, rows: pd.DataFrame, as_of: Period
) -> gpd.GeoDataFrame:
    """Return the outlines of the zones that stand at a date.

    One without an outline of its own has those of the zones that it was made of, together.

    Parameters
    ----------
    outlines : geopandas.GeoDataFrame
        ``zone_outlines``, EPSG:4326.
    zones, rows : pandas.DataFrame
        The tables ``zones``, with all, and ``reorganisations``.
    as_of : Period

    Examples
    --------
    >>> drawn = catalog.outlines["zone_outlines"]
    >>> rows = catalog["reorganisations"]
    >>> len(stood_outlines(drawn, catalog["zones"], rows, catalog.latest))
    6
    """
    held = standing(rows, "zone", as_of)
    own = outlines[~outlines["feature_id"].isin(held.moved)]
    owned = set(own["feature_id"])
    parts: dict[str, list[Any]] = {}
    for _, row in outlines[outlines["feature_id"].isin(held.moved)].iterrows():
        successor = held.moved[row["feature_id"]]
        if successor not in owned:
            parts.setdefault(successor, []).append(row)
    names = zones.set_index("zone")
    made = [
        dict(found[0])
        | {f"name_{lang}": names.loc[code, f"name_{lang}"] for lang in ("zh", "en")}
        | {"feature_id": code, "geometry": shapely.union_all([one["geometry"] for one in found])}
        for code, found in parts.items()
        if code in names.index
    ]
    if not made:
        return own.reset_index(drop=True)
    whole = pd.concat([own, gpd.GeoDataFrame(made, geometry="geometry", crs=outlines.crs)])
    return gpd.GeoDataFrame(whole.reset_index(drop=True), geometry="geometry", crs=outlines.crs)


def stood_tenants(tenants: Tenants, axes: Axes, rows: pd.DataFrame, as_of: Period) -> Tenants:
    """Return a register in the zones and sectors that stand at a date.

    Parameters
    ----------
    tenants : Tenants
    axes : mapping of str to tuple of str
        Of the park as it stood.
    rows : pandas.DataFrame
        The table ``reorganisations``.
    as_of : Period

    Examples
    --------
    >>> moved = stood_tenants(
    ...     catalog.tenants, catalog.tenants.axes, catalog["reorganisations"], catalog.latest
    ... )
    >>> int(moved.cube.sum()) == int(catalog.tenants.cube.sum())
    True
    """
    own = tenants.axes
    places = list(np.unravel_index(np.arange(np.prod(shape_of(own))), shape_of(own)))
    moved: dict[str, dict[str, str]] = {one: standing(rows, one, as_of).moved for one in _NAMED}
    for at, (name, values) in enumerate(own.items()):
        now = [moved.get(name, {}).get(value, value) for value in values]
        known = pd.Index(axes[name]).get_indexer(pd.Index(now))
        places[at] = known[places[at]]
    code = np.ravel_multi_index(places, shape_of(axes), mode="clip").astype(np.int32)
    code[np.min(places, axis=0) < 0] = -1
    return Tenants(Renamed(tenants.engine, axes, code))


def _last(code: str, into: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Follow what a code became to what stands."""
    found, open_ = dict[str, None](), list(into[code])
    seen = {code}
    while open_:
        one = open_.pop(0)
        if one in into and one not in seen:
            seen.add(one)
            open_ = [*into[one], *open_]
        elif one not in into:
            found[one] = None
    return tuple(found)


def _summed(counts: pd.DataFrame, held: Standing) -> pd.DataFrame:
    """Add up the counts of sectors that became one; a sum is a lower bound if a part of it is."""
    changed = counts["sector"].isin(held.moved) | counts["sector"].isin(held.moved.values())
    if not held.moved or not changed.any():
        return counts
    rows = counts.assign(sector=counts["sector"].replace(held.moved))
    keys = ["as_of", "taxonomy", "sector"]
    made = []
    for _, same in rows.groupby(keys, sort=False, dropna=False):
        first = same.iloc[0].to_dict()
        if len(same) > 1:
            first["count"] = same["count"].sum(min_count=1)
            bound = next((one for one in same["qualifier"] if one != "exact"), "exact")
            first |= {"qualifier": bound, "evidence": "derived"}
            first["refs"] = ";".join(dict.fromkeys(";".join(same["refs"]).split(";")))
        made.append(first)
    return pd.DataFrame(made, columns=list(counts)).astype(counts.dtypes.to_dict())


def _listed(text: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";")) if isinstance(text, str) else ()

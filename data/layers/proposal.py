"""What edits made in QGIS propose: rows that come and go, as `data.drafts.save` takes them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from data.catalog import Catalog
from data.clock import today
from data.drawn_area import area_text
from data.i18n import translate
from data.layers.tables import Layer, layers
from data.records.complete import completed
from data.records.sources import own_source
from data.schema import OUTLINES

Cells = dict[str, Any]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Edit:
    """What somebody has done to one row since it was last proposed.

    Attributes
    ----------
    ids : tuple of int
        Of the single edits that it is made of.
    layer : str
    fid : int
    before, after : dict, optional
        The row as it was first seen and as it is wanted; ``None``: there is none.
    shape : shapely.Geometry, optional
        Wanted (EPSG:4326).
    is_moved : bool
        Whether the shape is another one.
    """

    ids: tuple[int, ...]
    layer: str
    fid: int
    before: Cells | None
    after: Cells | None
    shape: shapely.Geometry | None
    is_moved: bool


@dataclass
class Proposal:
    """What is proposed.

    Attributes
    ----------
    tables, outlines, drop
        As `data.drafts.save` takes them.
    rows : dict of int to dict
        By ``fid``: the row that was made of an edit, with what follows from its cells.
    """

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    outlines: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)
    drop: dict[str, list[Key]] = field(default_factory=dict)
    rows: dict[int, Cells] = field(default_factory=dict)


def propose(catalog: Catalog, edits: Sequence[Edit], name: str) -> Proposal:
    """Return what edits change of a state.

    Only the cells that somebody has changed are: what others have changed of a row meanwhile stays.

    Parameters
    ----------
    catalog : Catalog
        The state: that in force, or that of the draft which they go onto.
    edits : sequence of Edit
        One a row at most.
    name : str
        Who has made them.

    Raises
    ------
    AreaError
        If a shape is none that a named area can have.
    """
    made = Proposal()
    for layer in dict.fromkeys(one.layer for one in edits):
        kind, own = layers()[layer], [one for one in edits if one.layer == layer]
        (_add if kind.is_added else _replace)(made, catalog, kind, own, name)
    return made


def _add(made: Proposal, catalog: Catalog, layer: Layer, edits: Sequence[Edit], name: str) -> None:
    held = catalog.own.added.get(layer.name, frozenset())
    frame = catalog[layer.name]
    rows: list[tuple[int, Cells]] = []
    for one in edits:
        was = key_of(layer, one.before)
        row = _wanted(layer, one, _present(frame, layer, was))
        if was in held and (row is None or key_of(layer, row) != was):
            made.drop.setdefault(layer.name, []).append(was)
        if row is not None:
            if layer.geometry and not layer.is_placed and one.is_moved:
                row["area"] = area_text(one.shape)
            rows.append((one.fid, row))
    if not rows:
        return
    given = pd.DataFrame([row for _, row in rows], columns=list(layer.names), dtype=object)
    source = ""
    if "refs" in layer.names and given["refs"].isna().any():
        source = _source(made, catalog, name)
    whole = completed(catalog, {layer.name: given}, source, today().isoformat() if source else "")
    for table, added in whole.items():
        earlier = made.tables.get(table)
        made.tables[table] = added if earlier is None else pd.concat([earlier, added])
    for (fid, _), cells in zip(rows, whole[layer.name].to_dict("records"), strict=True):
        made.rows[fid] = _plain(cells)


def _replace(
    made: Proposal, catalog: Catalog, layer: Layer, edits: Sequence[Edit], name: str
) -> None:
    is_drawn = layer.name in OUTLINES
    frame = pd.DataFrame(catalog.outlines[layer.name] if is_drawn else _table(catalog, layer.name))
    gone, rows = set[Key](), list[Cells]()
    for one in edits:
        was = key_of(layer, one.before)
        present = _present(frame, layer, was)
        row = _wanted(layer, one, present)
        gone.add(was)
        if row is None:
            continue
        if one.before is None:
            key = layer.model.key[0]
            row[key] = row[key] or f"own-{one.fid}"
            row["evidence"] = row["evidence"] or "official"
            if row["evidence"] == "official" and not row["refs"]:
                row["refs"] = _source(made, catalog, name)
        made.rows[one.fid] = dict(row)
        if is_drawn:
            row["geometry"] = one.shape if one.is_moved or not present else present["geometry"]
        rows.append(row)
    stays = frame[[key not in gone for key in _keys(frame, layer)]]
    columns = list(dict.fromkeys([*frame.columns, *(n for row in rows for n in row if row[n])]))
    new = pd.DataFrame(rows, columns=columns, dtype=object)
    whole = pd.concat([stays.astype(object), new], ignore_index=True).reindex(columns=columns)
    if is_drawn:
        made.outlines[layer.name] = gpd.GeoDataFrame(whole, geometry="geometry", crs="EPSG:4326")
    else:
        made.tables[layer.name] = whole


def key_of(layer: Layer, cells: Cells | None) -> Key:
    """Return the key of a row; empty where there is no row."""
    return tuple(str(cells.get(name)) for name in layer.model.key) if cells else ()


def _table(catalog: Catalog, name: str) -> pd.DataFrame:
    if name == "tenants" and catalog.register:
        return pd.read_parquet(catalog.register)
    return catalog[name]


def _keys(frame: pd.DataFrame, layer: Layer) -> list[Key]:
    return [*zip(*(frame[name].astype(str) for name in layer.model.key), strict=True)]


def _present(frame: pd.DataFrame, layer: Layer, key: Key) -> Cells | None:
    if not key:
        return None
    is_it = pd.Series(data=True, index=frame.index)
    for name, value in zip(layer.model.key, key, strict=True):
        is_it &= frame[name].astype(str) == value
    found = pd.DataFrame(frame[is_it]).to_dict("records")
    return _plain(found[0]) if found else None


def _wanted(layer: Layer, one: Edit, present: Cells | None) -> Cells | None:
    if one.after is None:
        return None
    before = one.before or {}
    changed = {name: value for name, value in one.after.items() if before.get(name) != value}
    whole = {**before, **(present or {}), **changed}
    return {name: whole.get(name) for name in layer.names}


def _plain(row: Mapping[Hashable, Any]) -> Cells:
    return {
        str(name): None if not isinstance(cell, shapely.Geometry) and pd.isna(cell) else cell
        for name, cell in row.items()
    }


def _source(made: Proposal, catalog: Catalog, name: str) -> str:
    title = translate("zh", "layers.source_title", name=name)
    source, rows = own_source(catalog, title, name, today().isoformat(), "QGIS")
    rows = rows.assign(title_en=translate("en", "layers.source_title", name=name))
    held = made.tables.get("sources")
    if len(rows) and (held is None or source not in set(held["source_id"])):
        made.tables["sources"] = rows if held is None else pd.concat([held, rows])
    return source

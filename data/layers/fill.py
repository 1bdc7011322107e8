"""Filling the layers with the state in force, within the transaction that brings it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import shapely
from psycopg import Connection

from data.catalog import Catalog
from data.drawn_area import area_shape
from data.layers.tables import Layer, layers
from data.schema import BOUNDARIES, PUBLISHED
from data.state_files import file_hash

_DATUM = "WGS 84, EPSG:4326; not GCJ-02"


def fill(connection: Connection[Any], catalog: Catalog) -> tuple[str, ...]:
    """Bring the tables of ``in_force`` to what a catalog says; those that differ, as a whole.

    Parameters
    ----------
    connection : psycopg.Connection
        Within a transaction, as a member of ``atlas_app``; the layers are built (`build`).
    catalog : Catalog
        The state in force.

    Returns
    -------
    tuple of str
        Names of the layers that were filled anew.
    """
    changed = []
    held = dict(connection.execute("SELECT layer, hash FROM layers.filled").fetchall())
    for one in layers().values():
        parts = _register(catalog, one) or _rows(catalog, one)
        if held.get(one.name) == parts.hash:
            continue
        connection.execute(f"DELETE FROM in_force.{one.name}")  # noqa: S608
        columns = ", ".join(f'"{name}"' for name in parts.columns)
        copied = f"COPY in_force.{one.name} ({columns}) FROM STDIN (FORMAT csv)"
        with connection.cursor() as cursor, cursor.copy(copied) as copy:
            for part in parts.texts:
                copy.write(part)
        connection.execute(
            "INSERT INTO layers.filled VALUES (%s, %s)"
            " ON CONFLICT (layer) DO UPDATE SET hash = excluded.hash",
            [one.name, parts.hash],
        )
        changed.append(one.name)
    _say(connection, catalog)
    return tuple(changed)


class _Parts:
    """What is copied into a table: its columns, CSV piece by piece, and what names the whole."""

    def __init__(self, columns: Iterable[str], texts: Iterable[bytes], named: str) -> None:
        self.columns, self.texts, self.hash = tuple(columns), texts, named


def _rows(catalog: Catalog, one: Layer) -> _Parts:
    is_drawn = one.name in catalog.outlines
    # Of a register elsewhere (`ATLAS_REGISTER`) no row is here.
    none = pd.DataFrame(columns=[*one.names])
    frame = catalog.outlines[one.name] if is_drawn else catalog.tables.get(one.name, none)
    columns = [name for name in one.names if name in frame]
    made = pd.DataFrame(frame[columns])
    made["pack"] = _packs(catalog, one, frame)
    if one.geometry and not one.is_placed:
        drawn = frame.geometry if is_drawn else frame["area"].map(area_shape)
        made["geom"] = _hex(gpd.GeoSeries(drawn, crs="EPSG:4326"), one.geometry)
    text = made.to_csv(index=False, header=False).encode()
    return _Parts(made.columns, [text], hashlib.sha256(text).hexdigest())


def _register(catalog: Catalog, one: Layer) -> _Parts | None:
    """Return a large register, which is read piece by piece."""
    path = catalog.register if one.name == "tenants" else None
    if path is None:
        return None
    columns = [name for name in one.names if name in pq.read_schema(path).names]
    return _Parts([*columns, "pack"], _pieces(path, columns), file_hash(path))


def _pieces(path: Path, columns: list[str]) -> Iterator[bytes]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(65_536, columns=columns):
            table = pa.Table.from_batches([batch])
            graded = table["evidence"].to_pylist()
            packs = ["illustrative" if grade == "illustrative" else "own" for grade in graded]
            text = BytesIO()
            options = pc.WriteOptions(include_header=False)
            pc.write_csv(table.append_column("pack", pa.array(packs)), text, options)
            yield text.getvalue()


def _packs(catalog: Catalog, one: Layer, frame: pd.DataFrame) -> pd.Series:
    """Return by row the pack that it is of."""
    shipped = "published" if one.name in {**PUBLISHED, **BOUNDARIES} else "illustrative"
    packs = pd.Series(shipped, frame.index, dtype=object)
    if "evidence" in frame:
        packs[frame["evidence"] != "illustrative"] = "published"
        packs[frame["evidence"] == "illustrative"] = "illustrative"
    packs[catalog.own.rows(one.name, frame)] = "own"
    return packs


def _hex(shapes: gpd.GeoSeries, kind: str) -> list[str]:
    """Return shapes as PostGIS reads them, each one of several parts."""
    whole = [
        shape if shape.geom_type == kind else getattr(shapely, kind)([shape]) for shape in shapes
    ]
    return [
        shapely.to_wkb(shapely.set_srid(one, 4326), hex=True, include_srid=True) for one in whole
    ]


def _say(connection: Connection[Any], catalog: Catalog) -> None:
    connection.execute(
        "INSERT INTO layers.about (park, revision, datum, region)"
        " VALUES (%s, %s, %s, ST_GeomFromWKB(%s, 4326))"
        " ON CONFLICT (is_only) DO UPDATE SET park = excluded.park, revision = excluded.revision,"
        " datum = excluded.datum, region = excluded.region, filled = now()",
        [
            f"{catalog.park.name_zh} / {catalog.park.name_en}",
            catalog.revision,
            _DATUM,
            shapely.to_wkb(shapely.box(*catalog.park.coordinates.region)),
        ],
    )

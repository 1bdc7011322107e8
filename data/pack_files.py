"""Writing the files of a pack so that `data.packs.read_pack` reads the same rows back."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.register import REGISTER
from data.schema import LOCAL, OUTLINES, Tenant, number_types

MAX_CSV_TENANTS = 50_000
_NUMBERS = {"Int64": pa.int32(), "float64": pa.float64()}


def write_table(folder: Path, name: str, frame: pd.DataFrame) -> None:
    r"""Write a table as CSV, or as Parquet if it is a register of many tenants.

    A pack is data, not a sheet to open: cells that a spreadsheet would run as formulas stay
    as they are. Line ends within a cell become ``\n``.

    Parameters
    ----------
    folder : pathlib.Path
    name : str
        One of `data.schema.LOCAL`.
    frame : pandas.DataFrame
        Columns of that model, empty where there is nothing to say. Nothing else is checked.

    Raises
    ------
    ValueError
        If a local pack has no such table.

    Examples
    --------
    >>> write_table(folder, "project_places", pd.DataFrame({"project_id": ["P01"], "zone": ["A"]}))
    >>> (folder / "project_places.csv").read_text()
    'project_id,zone\nP01,A\n'
    """
    if name not in LOCAL:
        raise ValueError(f"a local pack has no table {name!r}")
    file = folder / f"{name}.csv"
    if name == "tenants":
        for old in (file, folder / REGISTER):
            old.unlink(missing_ok=True)
        if len(frame) > MAX_CSV_TENANTS:
            _write_register(folder / REGISTER, frame)
            return
    cells = frame.replace({r"\r\n?": "\n"}, regex=True)
    text: str = cells.to_csv(index=False, lineterminator="\r\n")  # quotes both kinds of line end
    file.write_bytes(text.encode("utf-8", "replace"))


def write_outlines(folder: Path, name: str, frame: gpd.GeoDataFrame) -> None:
    """Write outlines as GeoJSON, coordinates to the last digit.

    Parameters
    ----------
    folder : pathlib.Path
    name : str
        One of `data.schema.OUTLINES`.
    frame : geopandas.GeoDataFrame
        In EPSG:4326.

    Raises
    ------
    ValueError
        If a pack has no such outlines, or they are in another coordinate system.

    Examples
    --------
    >>> from shapely import box
    >>> frame = gpd.GeoDataFrame({"feature_id": ["A"]}, geometry=[box(0, 0, 1, 1)], crs="EPSG:4326")
    >>> write_outlines(folder, "zone_outlines", frame)
    >>> gpd.read_file(folder / "zone_outlines.geojson").geom_type.tolist()
    ['Polygon']
    """
    if name not in OUTLINES:
        raise ValueError(f"a local pack has no outlines {name!r}")
    if frame.crs is None or not frame.crs.equals("EPSG:4326"):
        raise ValueError(f"{name} must be in EPSG:4326, not {frame.crs}")
    text: str = frame.to_json(ensure_ascii=False, drop_id=True)
    (folder / f"{name}.geojson").write_bytes(text.encode("utf-8", "replace"))


def _write_register(path: Path, frame: pd.DataFrame) -> None:
    types = number_types(Tenant)
    columns = {
        column: _values(frame[column], _NUMBERS.get(types.get(column, "")))
        for column in frame.columns
    }
    pq.write_table(pa.table(columns), path)


def _values(values: pd.Series, number: pa.DataType | None) -> pa.Array:
    if number:
        return pa.array(pd.to_numeric(values), from_pandas=True).cast(number)
    return pa.array([None if pd.isna(one) else str(one) for one in values], pa.string())

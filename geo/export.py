"""GeoPackage files that open in a GIS with the right coordinate system."""

from __future__ import annotations

import tempfile
from pathlib import Path

import geopandas as gpd
import pyogrio


def geopackage_bytes(layers: dict[str, gpd.GeoDataFrame]) -> bytes:
    """Return frames as the layers of one GeoPackage.

    Parameters
    ----------
    layers : dict of str to geopandas.GeoDataFrame
        By layer name; each in EPSG:4326. Empty frames are left out.

    Raises
    ------
    ValueError
        If a frame has another coordinate system, or no frame has a row.
    """
    kept = {name: frame for name, frame in layers.items() if not frame.empty}
    if not kept:
        raise ValueError("nothing to export")
    for name, frame in kept.items():
        if frame.crs is None or not frame.crs.equals("EPSG:4326"):
            raise ValueError(f"{name} must be in EPSG:4326, not {frame.crs}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.gpkg"
        for name, frame in kept.items():
            pyogrio.write_dataframe(frame, path, layer=name, driver="GPKG")
        return path.read_bytes()

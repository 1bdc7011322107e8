"""Synthetic registers of any size, in the zones of the illustrative pack."""

from __future__ import annotations

from pathlib import Path

import duckdb
import geopandas as gpd
import numpy as np
import pandas as pd

from data.catalog import load_catalog
from data.packs import DATA_DIR
from data.selection import STATUSES

SEED = 2020
CHOICES = load_catalog().choices


def make_register(path: Path, count: int) -> None:
    """Write ``tenants.parquet`` with `count` enterprises, spread evenly over zones A-F.

    Parameters
    ----------
    path : pathlib.Path
    count : int
        Number of rows; the same seed makes the same file.
    """
    rng = np.random.default_rng(SEED)
    zones = gpd.read_file(DATA_DIR / "illustrative" / "zone_outlines.geojson")
    which = rng.integers(0, len(zones), count)
    west, south, east, north = zones.geometry.bounds.to_numpy().T
    frame = pd.DataFrame(
        {
            "tenant_id": [f"T{n:07d}" for n in range(count)],
            "sector": np.array([*CHOICES.sectors, None], dtype=object)[rng.integers(0, 6, count)],
            "zone": zones["feature_id"].to_numpy()[which],
            "status": np.array(STATUSES)[rng.integers(0, len(STATUSES), count)],
            "since_year": rng.integers(2008, 2023, count),
            "lon": west[which] + (east - west)[which] * rng.random(count),
            "lat": south[which] + (north - south)[which] * rng.random(count),
            "assumption_id": "tenant-spread",
            "evidence": "illustrative",
        }
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as engine:
        engine.register("made", frame)
        engine.execute(f"copy made to '{path}' (format parquet)")

"""Synthetic registers of any size, in the zones of the illustrative pack."""

from __future__ import annotations

from pathlib import Path

import duckdb
import geopandas as gpd

from data.catalog import load_catalog
from data.packs import DATA_DIR
from data.selection import STATUSES

CHOICES = load_catalog().choices


def make_register(path: Path, count: int) -> None:
    """Write ``tenants.parquet`` with `count` enterprises, spread evenly over zones A-F.

    The rows are never held: fifty million need 30 bytes each on the disk, and no memory.

    Parameters
    ----------
    path : pathlib.Path
    count : int
        Number of rows; the same number makes the same rows.
    """
    zones = gpd.read_file(DATA_DIR / "illustrative" / "zone_outlines.geojson")
    west, south, east, north = zones.geometry.bounds.to_numpy().T
    lists = {
        "zone": zones["feature_id"].tolist(),
        "west": west.tolist(),
        "south": south.tolist(),
        "wide": (east - west).tolist(),
        "high": (north - south).tolist(),
        "sector": [*CHOICES.sectors, None],
        "status": [*STATUSES],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as engine:
        engine.execute(
            f"""copy (
                select format('T{{:07d}}', n) as tenant_id, $sector[1 + s % {len(lists["sector"])}]
                  as sector, $zone[z] as zone, $status[1 + t % {len(lists["status"])}] as status,
                  2008 + y % 15 as since_year,
                  $west[z] + $wide[z] * x as lon, $south[z] + $high[z] * h as lat,
                  'tenant-spread' as assumption_id, 'illustrative' as evidence
                from (select range as n, (1 + hash(range) % {len(zones)})::bigint as z,
                  (hash(range + 1) % 8191)::bigint as s, (hash(range + 4) % 8191)::bigint as t,
                  (hash(range + 5) % 8191)::bigint as y,
                  (hash(range + 2) % 1000003) / 1000003.0 as x,
                  (hash(range + 3) % 1000003) / 1000003.0 as h from range({count}))
            ) to '{path}' (format parquet)""",  # noqa: S608 -- numbers and our own path
            lists,
        )

"""``python -m bench.registers [ROWS …]``: what registers of millions of rows cost, by DuckDB.

For each size: sorting and counting once, what a click asks of the cube, a view of the map that
nobody has looked at, and a count in a polygon.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import shapely

from bench.engines import AXES, median_ms, view_ms
from bench.packs import make_register
from data.periods import parse_period
from data.selection import Selection
from data.tenants import Tenants, shown_codes

SIZES = (330, 1_000_000, 10_000_000, 50_000_000)
_CIRCLE = shapely.Point(105.93, 29.35).buffer(0.014)


def clicked(tenants: Tenants) -> None:
    """Count by zone, as a click on each zone and sector does."""
    latest = parse_period("2022-10")
    for zone in AXES["zone"]:
        for sector in AXES["sector"]:
            chosen = Selection(zones=(zone,), sectors=(sector,))
            shown = shown_codes(chosen, AXES, latest, has_status=True, illustrative=True)
            np.where(shown, tenants.cube, 0).sum(axis=(1, 2, 3, 4))


def row(folder: Path, count: int) -> list[str]:
    """Return what one size costs, as cells of a table."""
    path = folder / f"{count}" / "tenants.parquet"
    make_register(path, count)
    began = time.perf_counter()
    tenants = Tenants.from_parquet(path, AXES)
    built = time.perf_counter() - began
    assert int(tenants.cube.sum()) == count  # noqa: S101
    click = median_ms(lambda: clicked(tenants)) / 36
    view = view_ms(path)
    began = time.perf_counter()
    tenants.engine.inside(_CIRCLE)
    inside = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    path.unlink()
    return [
        f"{count:,}",
        f"{built:.2f}",
        f"{click:.3f}",
        f"{view:.0f}",
        f"{1000 * inside:.0f}",
        f"{most:.2f}",
    ]


def main() -> None:
    """Measure each size, print a table."""
    sizes = [int(one) for one in sys.argv[1:]] or SIZES
    heads = "rows", "sorted, s", "a click, ms", "a view, ms", "a polygon, ms", "memory, GB"
    print(f"| {' | '.join(heads)} |\n|{'--:|' * len(heads)}")  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            print(f"| {' | '.join(row(Path(folder), count))} |", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

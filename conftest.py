"""What the examples in docstrings may use."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from data.catalog import Catalog, load_catalog
from data.packs import DATA_DIR
from geo.plan import Plan, read_plan

# Runs only inside alembic.
collect_ignore = ["data/stores/migrations/env.py"]


@cache
def _shipped() -> Catalog:
    return load_catalog()


@cache
def _plan() -> Plan:
    return read_plan(DATA_DIR / "illustrative" / "plan.toml", _shipped().park.coordinates.grid)


@cache
def _square() -> gpd.GeoDataFrame:
    words = {"layer": "water", "kind": "lake", "name_zh": "湖", "name_en": None, "source": "a.gpkg"}
    rows = {**words, "from_zoom": [8], "to_zoom": [99]}
    return gpd.GeoDataFrame(rows, geometry=[shapely.box(0, 0, 1, 1)], crs="EPSG:4326")


@pytest.fixture(autouse=True)
def examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> Iterator[None]:
    """Give examples ``catalog`` and ``plan`` of the shipped packs, an empty ``folder``, a ground.

    What they set with ``setenv`` ends with them. Neither a developer's own pack nor anything else
    in the repository is read or written.
    """
    if not isinstance(request.node, pytest.DoctestItem):
        yield
        return
    folder: Path = request.getfixturevalue("tmp_path")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_STATE", str(folder / "state"))
        patch.setenv("ATLAS_LOCAL", str(folder / "local"))
        patch.delenv("ATLAS_READONLY", raising=False)
        doctest_namespace |= {"catalog": _shipped(), "folder": folder, "plan": _plan()}
        doctest_namespace |= {"square": _square(), "setenv": patch.setenv}
        yield

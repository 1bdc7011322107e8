"""What the examples in docstrings may use."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from data.catalog import Catalog, load_catalog
from data.packs import DATA_DIR
from geo.plan import Plan, read_plan


@cache
def _shipped() -> Catalog:
    return load_catalog()


@cache
def _plan() -> Plan:
    return read_plan(DATA_DIR / "illustrative" / "plan.toml", _shipped().park.coordinates.grid)


@pytest.fixture(autouse=True)
def examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> Iterator[None]:
    """Give examples ``catalog`` and ``plan`` of the shipped packs, and an empty ``folder``.

    Neither a developer's own pack nor anything else in the repository is read or written.
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
        yield

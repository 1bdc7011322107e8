"""Fixtures that every test may use."""

import gc
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from _pytest.doctest import DoctestModule
from streamlit.runtime.context import ContextProxy

from components.session.reader import PERSON, told
from data.catalog import Catalog, load_catalog
from data.packs import DATA_DIR
from data.people import HOME
from data.settings import STATE
from tests.postgres import cluster, new_database

# Those that take longest begin first, so that no core waits for one of them at the end.
LONG = [
    "present",
    "small",
    "every_page",
    "paper",
    "overview",
    "restart",
    "themes",
    "import",
    "office_walk",
    "handout",
    "origin",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests in a browser begin, and of those the long ones."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> tuple[bool, int]:
    """Return whether a test comes after those in a browser, and its file's place among them."""
    name = item.path.stem.removeprefix("test_")
    return item.path.parent.name != "browser", LONG.index(name) if name in LONG else len(LONG)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file() -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Look for no examples in tests: there are none, and to find that out takes long."""
    return [one for one in (yield) if not isinstance(one, DoctestModule)]


def pytest_collection_finish() -> None:
    """Let Python's collector pass over what stays until the end: modules, tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Write nothing beside the app: what tests and their servers write ends with them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STATE.name, str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every table of the shipped packs, whatever stands in a developer's data/local."""
    folder = tmp_path_factory.mktemp("packs")
    for pack in ("published", "illustrative"):
        shutil.copytree(DATA_DIR / pack, folder / pack)
    return load_catalog(folder)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of all processes of this run, where what one of them has made is kept."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    """Give the socket of a PostgreSQL server of this process's tests; see `tests.postgres`."""
    with cluster() as socket:
        yield socket


@pytest.fixture
def database(postgres: Path) -> str:
    """Give the address of an empty database with PostGIS."""
    return new_database(postgres)


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every page be opened at this machine; a test without a server has no door."""
    monkeypatch.setattr(ContextProxy, "headers", {PERSON: told(HOME)})

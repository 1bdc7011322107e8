"""Which basemap is seen: link before reader before setting before our own."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
import streamlit as st

from components.door.start import door
from components.session import basemaps, state
from components.session.events import basemap_of
from components.session.state import View
from data.packs import DATA_DIR

Open = Callable[[dict[str, str], dict[str, str]], View]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return what opens a page with a query and cookies, and gives the view."""

    def open_page(query: dict[str, str], cookies: dict[str, str]) -> View:
        view, address = View(), FakeQuery(query)
        monkeypatch.setattr(state, "current_view", lambda: view)
        monkeypatch.setattr(st, "query_params", address)
        monkeypatch.setattr(
            st,
            "context",
            SimpleNamespace(cookies=cookies, url="http://a/projects", locale="zh", headers={}),
        )
        state.read_url()
        view.query = dict(address)
        return view

    return open_page


class FakeQuery(dict[str, str]):
    """The address of a page."""

    def get_all(self, name: str) -> list[str]:
        return [self[name]] if name in self else []

    def from_dict(self, query: dict[str, str]) -> None:
        self.clear()
        self.update(query)


def test_link_before_reader_before_setting_before_our_own(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ATLAS_BASEMAP", raising=False)
    assert basemap_of(opened({}, {})).basemap_id == "plain"
    monkeypatch.setenv("ATLAS_BASEMAP", "gaode")
    assert basemap_of(opened({}, {})).basemap_id == "gaode"
    assert basemap_of(opened({}, {"atlas-basemap": "osm"})).basemap_id == "osm"
    view = opened({"basemap": "plain"}, {"atlas-basemap": "osm"})
    assert basemap_of(view).basemap_id == "plain"


def test_the_link_names_what_is_not_usual(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATLAS_BASEMAP", raising=False)
    assert opened({"zones": "C"}, {}).query == {"zones": "C"}
    assert opened({"zones": "C"}, {"atlas-basemap": "osm"}).query == {
        "zones": "C",
        "basemap": "osm",
    }
    assert opened({"basemap": "osm"}, {}).query == {"basemap": "osm"}
    monkeypatch.setenv("ATLAS_BASEMAP", "osm")
    assert opened({"basemap": "osm"}, {}).query == {}
    assert opened({"basemap": "plain"}, {}).query == {"basemap": "plain"}


def test_an_unknown_one_in_a_link_is_told(opened: Open) -> None:
    view = opened({"basemap": "moon"}, {"atlas-basemap": "mars"})
    assert basemap_of(view).basemap_id == "plain"
    assert [(one.name, one.value) for one in view.dropped] == [("basemap", "moon")]


def test_a_map_of_another_country_is_none(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_PARK", str(DATA_DIR / "parks" / "brendsand"))
    monkeypatch.delenv("ATLAS_BASEMAP", raising=False)
    view = opened({"basemap": "gaode"}, {"atlas-basemap": "gaode"})
    assert basemap_of(view).datum == "WGS84"
    assert [(one.name, one.value) for one in view.dropped] == [("basemap", "gaode")]
    monkeypatch.setenv("ATLAS_BASEMAP", "gaode")
    with pytest.raises(SystemExit, match="plain / osm"):
        door()


def test_a_wrong_setting_is_told_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_BASEMAP", "google")
    with pytest.raises(SystemExit, match=r"ATLAS_BASEMAP.*google.*plain / osm / gaode"):
        door()
    assert basemaps.default_basemap() == "plain"

"""The ground on the screen: painted in the colours of the theme, named, from this server alone."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Literal

import geopandas as gpd
import pytest
import shapely
from PIL import Image
from playwright.sync_api import Browser

from bench.serve import ROOT, serve
from data.ground import OSM, write_ground
from data.tokens import THEMES
from tests.browser.conftest import App, make_app

# East of the zones, where the park itself draws nothing.
LAKE = shapely.box(105.972, 29.352, 105.984, 29.360)
ROAD = shapely.LineString([(105.968, 29.345), (105.99, 29.345)])
IN_LAKE, ON_ROAD, OUTSIDE = (29.358, 105.974), (29.345, 105.971), (29.62, 105.9)
# Notes in the page how far the map of its frame was zoomed.
WATCHED = """top.zooms ??= [];
setInterval(() => { if (window.map?.getZoom) top.zooms.push(window.map.getZoom()); }, 30);"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    local = tmp_path_factory.mktemp("ground") / "local"
    local.mkdir()
    rows = {
        "layer": ["water", "road"],
        "kind": ["lake", "motorway"],
        "name_zh": ["测试湖", "测试高速"],
        "name_en": ["Test Lake", "Test Motorway"],
        "source": OSM,
        "from_zoom": [8, 6],
        "to_zoom": 99,
    }
    write_ground(local, gpd.GeoDataFrame(rows, geometry=[LAKE, ROAD], crs="EPSG:4326"))
    with serve(ROOT / "app.py", local) as app:
        yield app.url


@pytest.fixture
def app(browser: Browser, served: str) -> Iterator[App]:
    opened = make_app(browser, served, reduced_motion="reduce")
    yield opened
    opened.close()
    assert opened.errors == []


def colour(app: App, place: tuple[float, float]) -> str:
    """Return the colour that the map shows at a place."""
    x, y = app.map.evaluate(
        "place => { const {x, y} = map.latLngToContainerPoint(place); return [x, y]; }", place
    )
    box = app.page.locator("iframe").bounding_box()
    assert box is not None
    shown = app.page.screenshot(
        clip={"x": box["x"] + x, "y": box["y"] + y, "width": 1, "height": 1}
    )
    with Image.open(BytesIO(shown)) as image:
        return "#{:02X}{:02X}{:02X}".format(*image.convert("RGB").getpixel((0, 0)))  # type: ignore[misc]


def names(app: App) -> set[str]:
    found: list[str] = app.map.locator(".atlas-name").all_inner_texts()
    return set(found)


def test_ground_and_region_are_painted_and_named(app: App) -> None:
    modes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for mode in modes:
        app.page.emulate_media(color_scheme=mode, reduced_motion="reduce")
        app.open("/overview")
        theme = THEMES[mode]
        app.wait(lambda: app.map.locator(".atlas-painted").count(), "the ground is painted")
        app.page.evaluate("document.querySelector('iframe').scrollIntoView({block: 'center'})")
        app.wait(lambda: colour(app, IN_LAKE) == theme.ground.water, f"{mode}: the lake is water")  # noqa: B023
        app.wait(lambda: colour(app, ON_ROAD) == theme.ground.major, f"{mode}: the road is a road")  # noqa: B023
        app.wait(lambda: {"测试湖", "测试高速"} <= names(app), "lake and road are named")
        # Clicks go through it.
        below = app.map.evaluate("getComputedStyle(map.getPane('atlas-names')).pointerEvents")
        assert below == "none"
    assert "OpenStreetMap" in app.map.locator(".leaflet-control-attribution").inner_text()
    # From afar: the district in its region, with names; the park has one.
    app.map.evaluate("map.setView([29.6, 106.35], 9, {animate: false})")
    app.wait(
        lambda: {"荣昌区", "江津区", "永川区", "重庆云谷"} <= names(app), "districts are named"
    )
    assert any(one.startswith("重庆\n直线约 65 公里") for one in names(app))
    app.wait(lambda: colour(app, OUTSIDE) == theme.ground.around, "the land around is drawn")
    assert app.outside == []


def test_the_first_view_of_a_visit_comes_from_the_region(browser: Browser, served: str) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    app = App(context.new_page(), served, [])
    app.page.add_init_script(WATCHED)
    app.open("/overview", with_map=False)
    app.wait(app.is_drawn, "the map is drawn")
    home = "Math.abs(map.getZoom() - 13) < 0.01 && map.getCenter().distanceTo([29.3602, 105.9351])"
    app.wait(lambda: 0 <= app.map.evaluate(home) < 50 and not _flies(app), "it arrives at the park")
    assert min(app.page.evaluate("window.zooms")) < 11
    assert app.page.evaluate("sessionStorage.getItem('atlas-flown')") == "1"
    app.leave_map()
    app.go("总体", "项目")
    app.wait(app.is_drawn_anew, "the next page has its map")
    assert not _flies(app)
    context.close()


def _flies(app: App) -> bool:
    return bool(app.map.evaluate("atlas.isFlying"))

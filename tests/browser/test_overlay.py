"""The overlay page in a browser: matrix, selection from page to page, downloads."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pyogrio

from tests.browser.conftest import App


def test_menu_keeps_the_selection(app: App) -> None:
    app.open("/?zones=F")
    app.go("总体", "叠加分析")
    app.wait(
        lambda: "/overlay" in app.page.url and "zones=F" in app.page.url, "zones=F on /overlay"
    )
    app.wait_title("F区")
    app.wait(lambda: app.is_drawn() and app.chosen_on_map() == ["F"], "map marks F")


def test_matrix_follows_the_map(app: App) -> None:
    app.open("/overlay")
    assert app.outside == []
    app.zone("F").click()
    app.wait_title("F区")
    app.wait(lambda: "F区" in app.text("card-test-area"), "card of the test area")
    app.page.locator("#option-measure").get_by_text("企业数").click()
    row = app.page.locator(".atlas-table tr").filter(has_text="A区").first
    # Zone A lies wholly inside the test area: all its 85 tenants do too.
    app.wait(lambda: "85" in row.inner_text(), "counts of zone A")


def test_downloads_open_again(app: App, tmp_path: Path) -> None:
    app.open("/overlay?zones=C,F")
    with app.page.expect_download() as csv:
        app.page.locator(".st-key-download-overlay-csv button").click()
    table = pd.read_csv(io.BytesIO(Path(csv.value.path()).read_bytes()), encoding="utf-8-sig")
    assert len(table) == 6
    assert set(table["片区"]) == {"C区", "F区"}
    with app.page.expect_download() as gpkg:
        app.page.locator(".st-key-download-overlay-gpkg button").click()
    assert gpkg.value.suggested_filename.endswith(".gpkg")
    path = tmp_path / "overlay.gpkg"
    gpkg.value.save_as(path)
    layers = {
        name: pyogrio.read_dataframe(path, layer=name) for name, _ in pyogrio.list_layers(path)
    }
    tables = {"about", "layer_styles"}
    maps = {"zone_outlines", "coverage_outlines", "overlay", "enterprises", "projects"}
    assert set(layers) == maps | tables
    assert all(layers[name].crs.to_epsg() == 4326 for name in maps)
    assert set(layers["zone_outlines"]["feature_id"]) == {"C", "F"}
    assert layers["enterprises"]["source"].notna().all()
    for ending in ("xlsx", "geojson"):
        with app.page.expect_download() as other:
            app.page.locator(f".st-key-download-overlay-{ending} button").click()
        assert other.value.suggested_filename == f"云谷一张图_叠加分析_C区-F区_2022-10.{ending}"
        assert Path(other.value.path()).stat().st_size > 5_000


def test_published_only_explains_the_empty_page(app: App) -> None:
    app.open("/overlay?evidence=published")
    assert "60 km²" in app.page.locator(".atlas-table").inner_text()
    assert app.page.locator(".atlas-empty").count() == 1

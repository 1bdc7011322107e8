"""The overview in a browser: map, cards, charts and filters as one linked view."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import App, make_app

CHARTS = ("sector", "status")


@pytest.fixture(scope="module")
def lasting(browser: Browser, server: str) -> Iterator[App]:
    """An overview that stays open."""
    app = make_app(browser, server).open()
    yield app
    app.close()
    assert app.errors == []


@pytest.fixture
def reader(lasting: App) -> App:
    """An overview that others have used before, with nothing chosen."""
    if "?" in lasting.page.url:
        lasting.page.locator("#filter-reset").click()
        lasting.wait(lambda: "?" not in lasting.page.url, "nothing is chosen")
        lasting.wait(lambda: lasting.chosen_on_map() == [], "the map is clear")
    return lasting


def test_map_has_every_layer_in_its_legend_and_asks_no_other_host(app: App) -> None:
    app.open()
    assert app.map.locator("path[aria-pressed]").count() == 6
    assert app.map.locator(".leaflet-control-scale-line").inner_text().endswith("km")
    labels = app.key()
    assert labels.count() == 10
    for name in (
        "项目",
        "永川区界",
        "数字孪生一期",
        "数字孪生二期",
        "L4 测试区",
        "车路协同",
        "公交线",
        "片区 A–F",
        "地标",
        "企业",
    ):
        assert labels.filter(has_text=name).count() == 1, name
    labels.filter(has_text="片区 A–F").locator("input").uncheck()
    assert app.map.locator("path[aria-pressed]").count() == 0
    labels.filter(has_text="片区 A–F").locator("input").check()
    assert app.map.locator("path[aria-pressed]").count() == 6
    app.page.wait_for_timeout(500)
    assert app.outside == []


def test_click_zone_c_then_everything_says_c_and_again_resets(app: App) -> None:
    app.open()
    opening = app.title()
    app.map.evaluate("window.stands = true")
    app.zone("C").click()
    app.wait_title("C区")
    assert "zones=C" in app.page.url
    for card in ("enterprises", "staff", "revenue", "floor-area", "projects"):
        assert "C区" in app.text(f"card-{card}"), card
    for chart in CHARTS:
        heading = app.page.locator(f"#chart-{chart}").locator("xpath=preceding::h2[1]")
        app.wait(lambda found=heading: "C区" in found.inner_text(), f"{chart} says C")
    assert app.zone("C").get_attribute("aria-pressed") == "true"
    app.zone("C").click(modifiers=["Shift"])  # a second plain click opens its profile
    app.wait(lambda: app.title() == opening, "back to the opening title")
    assert "zones" not in app.page.url
    assert app.map.evaluate("window.stands === true"), "the map was loaded again"


def test_bar_click_filters_the_map_and_reload_keeps_it(app: App) -> None:
    app.open()
    app.bar("zone", "D区").click()
    app.wait_title("D区")
    app.wait(lambda: app.chosen_on_map() == ["D"], "map marks D")
    title = app.title()
    app.page.reload()
    app.wait(lambda: app.title() == title, "same title after reload")
    app.wait(lambda: app.is_drawn() and app.chosen_on_map() == ["D"], "map marks D after reload")


@pytest.mark.parametrize(
    ("chart", "label", "query"),
    [("sector", "软件信息", "sectors=software"), ("status", "● 已投用", "status=operating")],
)
def test_bar_toggles_its_value_on_and_off(reader: App, chart: str, label: str, query: str) -> None:
    app = reader
    for _ in range(2):
        app.bar(chart, label).click()
        app.wait(lambda: query in app.page.url, f"{query} in the link")
        app.bar(chart, label).click()
        app.wait(lambda: query not in app.page.url, f"{query} gone")


def test_bar_still_toggles_after_the_same_value_was_changed_elsewhere(reader: App) -> None:
    app = reader
    app.bar("zone", "C区").click()
    app.wait_title("C区")
    app.chip("zone", "C").click()
    app.wait(lambda: "zones" not in app.page.url, "chip clears C")
    app.bar("zone", "C区").click()
    app.wait_title("C区")
    app.zone("C").click(modifiers=["Shift"])  # a plain one opens its profile
    app.wait(lambda: "zones" not in app.page.url, "map clears C")


def test_chip_reaches_map_and_reset_clears_all(reader: App) -> None:
    app = reader
    app.chip("zone", "B").click()
    app.wait(lambda: app.chosen_on_map() == ["B"], "map marks B")
    app.chip("sector", "电子商务").click()
    app.wait(lambda: "sectors=ecommerce" in app.page.url, "sector in the link")
    app.page.locator("#filter-reset").click()
    app.wait(lambda: app.chosen_on_map() == [], "map is clear")
    app.wait(lambda: "?" not in app.page.url, "nothing left in the link")


def test_filters_of_date_and_evidence_write_the_link(app: App) -> None:
    app.open()
    slider = app.page.locator("#filter-asof input")
    slider.focus()
    app.page.keyboard.press("ArrowLeft")
    app.wait(lambda: "asof=" in app.page.url, "date in the link")
    dated = app.page.locator("#filter-asof output").inner_text()
    assert dated != "2022年10月"
    app.wait(lambda: dated in app.title(), "date in the title")
    app.page.keyboard.press("End")
    app.wait(lambda: "asof=" not in app.page.url, "latest date is the default")
    app.page.locator("#filter-evidence").focus()
    app.page.keyboard.press("Space")
    app.wait(lambda: "evidence=published" in app.page.url, "evidence in the link")
    assert app.page.locator("#filter-evidence").get_attribute("aria-checked") == "true"


def test_chips_and_bars_are_chosen_by_keyboard_and_keep_the_focus(reader: App) -> None:
    app = reader
    app.chip("zone", "B").focus()
    app.page.keyboard.press("Enter")
    app.wait_title("B区")
    assert app.page.evaluate("document.activeElement.dataset.pick") == "zone:B"
    app.bar("sector", "数据处理").focus()
    app.page.keyboard.press("Space")
    app.wait(lambda: "sectors=data" in app.page.url, "sector in the link")
    assert app.page.evaluate("document.activeElement.dataset.pick") == "sector:data"


def test_rest_bucket_is_no_choice(reader: App) -> None:
    app = reader
    for chart, label in (("zone", "片区未公布"), ("sector", "未归入")):
        assert app.bar(chart, label).get_attribute("data-pick") is None
        assert app.bar(chart, label).get_attribute("data-open")  # its origin


def test_clicked_shape_answers_before_the_server(reader: App) -> None:
    app = reader
    # In the same task as the click, before anything can have been sent and come back.
    pressed = app.map.evaluate(
        """() => {
          atlas.layers.C.fire('click', {originalEvent: new MouseEvent('click')});
          return [atlas.layers.C.getElement().getAttribute('aria-pressed'),
                  parent.document.querySelector('[data-pick="zone:C"]').ariaPressed];
        }"""
    )
    assert pressed == ["true", "true"]
    app.wait_title("C区")


def test_five_zones_clicked_at_once_are_all_counted(reader: App) -> None:
    app = reader
    for _ in range(3):
        for zone in "ABCDE":
            app.zone(zone).click()
        assert app.chosen_on_map() == list("ABCDE")
        app.wait(lambda: "zones=A%2CB%2CC%2CD%2CE" in app.page.url, "all five in the link")
        app.wait_title("5 个片区")
        for zone in "ABCDE":
            app.zone(zone).click(modifiers=["Shift"])
        app.wait(lambda: "zones" not in app.page.url, "all five cleared")
        app.wait(lambda: app.chosen_on_map() == [], "map is clear")


def test_clicks_in_several_places_at_once_are_all_counted(reader: App) -> None:
    app = reader
    app.zone("A").click()
    app.chip("zone", "B").click()
    app.bar("zone", "C区").click()
    app.chip("sector", "数据处理").click()
    app.wait(
        lambda: "zones=A%2CB%2CC" in app.page.url and "sectors=data" in app.page.url,
        "all four in the link",
    )
    app.wait(lambda: app.chosen_on_map() == list("ABC"), "map marks A, B and C")
    app.page.wait_for_timeout(800)
    assert "zones=A%2CB%2CC" in app.page.url


def test_view_of_the_map_is_kept_through_clicks(app: App) -> None:
    app.open()
    app.map.evaluate("void map.setView([29.35, 105.95], 14, {animate: false})")
    labels = app.key()
    labels.filter(has_text="车路协同").locator("input").uncheck()
    before = app.map.evaluate("[map.getCenter().lat, map.getCenter().lng, map.getZoom()]")
    app.chip("zone", "C").click()
    app.wait_title("C区")
    app.bar("sector", "数据处理").click()
    app.wait_title("数据处理")
    after = app.map.evaluate("[map.getCenter().lat, map.getCenter().lng, map.getZoom()]")
    assert after == before
    assert not labels.filter(has_text="车路协同").locator("input").is_checked()


def test_after_a_burst_every_place_says_the_same(app: App) -> None:
    app.open()
    for turn in range(3):
        for zone in "ABC":
            app.zone(zone).click(modifiers=["Shift"])
        app.chip("zone", "D").click()
        app.bar("zone", "B区").click()
        app.wait(lambda: "zones=" in app.page.url, "a step to go back from")
        app.page.evaluate("history.back()")
        app.chip("sector", "软件信息").click()
        app.zone("E").click(modifiers=["Shift"])
        app.page.wait_for_timeout(1500)
        chips = app.page.locator("#filter-zone [aria-pressed=true]").all_inner_texts()
        bars = app.page.locator("#chart-zone [aria-pressed=true]").all()
        in_link = app.page.evaluate("new URL(location).searchParams.get('zones')") or ""
        assert app.chosen_on_map() == chips == sorted(filter(None, in_link.split(","))), turn
        picked = [bar.get_attribute("data-pick") for bar in bars]
        assert picked == [f"zone:{zone}" for zone in chips], turn
        url = app.page.url
        app.page.wait_for_timeout(700)
        assert app.page.url == url, "the link goes on changing"


def test_layer_of_enterprises_says_how_many_are_shown_as_what(app: App) -> None:
    app.open()
    layer = app.key().filter(has_text="企业")
    assert not layer.locator("input").is_checked()  # their places are illustrative
    layer.locator("input").check()
    text = app.map.locator(".atlas-places")
    app.wait(lambda: "330 家，一点一家；视野外 0 家" in text.inner_text(), "330 points")
    app.zone("C").click()
    app.wait(lambda: "视野内企业 80 家" in text.inner_text(), "80 tenants of zone C")
    app.map.evaluate("void map.setView([29.2, 105.7], 15, {animate: false})")
    app.wait(lambda: "视野外 80 家" in text.inner_text(), "all of them outside")
    layer.locator("input").uncheck()
    app.wait(lambda: text.count() == 0, "no text without the layer")


def test_first_click_counts_when_the_map_reaches_below_the_fold(
    browser: Browser, server: str
) -> None:
    app = make_app(browser, server, viewport={"width": 1440, "height": 720})
    app.open()
    box = app.zone("E").bounding_box()
    assert box is not None
    app.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    app.wait_title("E区")
    app.close()


def test_back_and_forward_step_through_selections(app: App) -> None:
    app.open()
    app.zone("A").click()
    app.wait_title("A区")
    app.chip("zone", "F").click()
    app.wait_title("A区、F区")
    app.page.go_back()
    app.wait(lambda: app.title().startswith("A区："), "back to A")
    app.wait(lambda: app.chosen_on_map() == ["A"], "map follows back")
    app.page.go_forward()
    app.wait_title("A区、F区")
    app.wait(lambda: app.chosen_on_map() == ["A", "F"], "map follows forward")


def test_zones_are_reached_and_chosen_by_keyboard(reader: App) -> None:
    app = reader
    app.zone("F").focus()
    app.page.keyboard.press("Enter")
    app.wait_title("F区")
    app.page.keyboard.press(" ")
    app.wait(lambda: "zones" not in app.page.url, "space clears F")


def test_hostile_link_is_dropped_with_a_notice(app: App) -> None:
    app.open("/?zones=C,<img src=x onerror=alert(1)>,Z&asof=2020-13&evidence=all&x=%F0%9F%92%A9")
    notice = app.page.locator(".atlas-warning").inner_text()
    assert "zones=Z" in notice
    assert "asof=2020-13" in notice
    assert "<img" in notice
    assert app.title().startswith("C区")
    assert app.page.locator(".atlas-warning img").count() == 0


def test_published_only_hides_every_schematic_shape(app: App) -> None:
    app.open()
    app.page.locator("#filter-evidence").click()
    app.wait(lambda: "evidence=published" in app.page.url, "published in the link")
    app.wait(
        lambda: app.is_drawn() and app.map.locator("path[aria-pressed]").count() == 0,
        "no zone on the map",
    )
    labels = app.key()
    app.wait(lambda: labels.count() == 2, "only district and landmarks in the legend")
    unplaced = app.bar("zone", "片区未公布")
    app.wait(lambda: "300–330" in unplaced.inner_text(), "300–330 not published by zone")
    assert "示意" not in " ".join(labels.all_inner_texts())


def test_gaode_shifts_the_layers_and_works_without_the_host(app: App) -> None:
    app.open()
    centre = "(() => { const c = atlas.layers.C.getBounds().getCenter(); return [c.lat, c.lng] })()"
    before = app.map.evaluate(centre)
    app.key("bases").filter(has_text="高德").click()
    app.wait(lambda: "GCJ-02" in app.slot("map-note"), "note on the datum")
    app.wait(lambda: app.is_drawn() and app.map.evaluate(centre) != before, "shifted layers")
    metres = app.map.evaluate(f"map.distance({before}, {centre})")
    assert 450 <= metres <= 500
    app.wait(lambda: app.map.locator(".atlas-tile-error").count() > 0, "notice on missing tiles")
    assert app.map.evaluate("map.hasLayer(atlas.bases.plain.layer)")  # the own ground stands in
    assert "basemap=gaode" in app.page.url
    kept = {one["name"]: one["value"] for one in app.page.context.cookies()}
    assert kept["atlas-basemap"] == "gaode"
    app.zone("C").click()
    app.wait_title("C区")
    assert app.outside
    assert all("autonavi.com" in url for url in app.outside)


def test_language_switch_leaves_no_chinese_behind(app: App) -> None:
    app.open("/?zones=C")
    app.page.locator(".st-key-language").get_by_text("English").click()
    app.wait_title("Zone C")
    app.wait(
        lambda: app.is_drawn() and "Zones" in app.map.locator("body").inner_text(), "map in English"
    )
    for text in (app.page.locator("body").inner_text(), app.map.locator("body").inner_text()):
        assert re.findall(r"[\u4e00-\u9fff]+", text.replace("中文", "")) == []


def test_source_opens_with_article_and_lines(app: App) -> None:
    app.open()
    app.page.locator("#card-staff .atlas-open").click()
    panel = app.page.locator("dialog[open]")
    app.wait(lambda: panel.count() == 1 and "第 149-150 行" in panel.inner_text(), "lines of 002")
    assert "2020年11月26日" in panel.inner_text()
    assert "口径冲突 C06" in panel.inner_text()
    app.page.keyboard.press("Escape")
    assert panel.count() == 0
    assert app.page.evaluate("document.activeElement.dataset.open") == "source-staff"


def test_table_behind_a_chart_is_saved_as_csv(app: App) -> None:
    app.open("/?zones=C")
    app.page.locator("[data-open=table-zone]").click()
    panel = app.page.locator("dialog[open]")
    app.wait(lambda: panel.locator("tbody tr").count() == 7, "six zones and the rest")
    with app.page.expect_download() as download:
        panel.locator("[data-do=save]").click()
    table = pd.read_csv(Path(download.value.path()), encoding="utf-8-sig")
    assert download.value.suggested_filename == "云谷一张图_各片区企业数_C区_2022-10.csv"
    # The allocation of the illustrative pack: 80 tenants in zone C.
    assert int(table.loc[table["片区"] == "C区", "数量"].iloc[0]) == 80
    panel.locator("[data-do=close]").click()
    assert panel.count() == 0
    assert app.title().startswith("C区")


MIDDLE = """zone => {
  const sign = document.querySelector(`.atlas-info-zone-${zone}`);
  const {x, y} = atlas.map.layerPointToContainerPoint(L.DomUtil.getPosition(sign));
  return [x, y];
}"""
VIEW = "[atlas.map.getZoom(), atlas.map.getCenter().lat, atlas.map.getCenter().lng]"


def test_the_map_leaves_the_wheel_to_the_page_and_its_middle_to_the_zones(app: App) -> None:
    app.open("/?lang=en")
    first, page = app.map.evaluate(VIEW), app.page
    # One text on the scale, without Leaflet's white shadow.
    scale = "getComputedStyle(document.querySelector('.leaflet-control-scale-line')).textShadow"
    assert app.map.evaluate(scale) == "none"

    def over_map() -> None:
        box = page.locator("iframe").first.bounding_box()
        assert box
        page.mouse.move(box["x"] + 40, box["y"] + 120)

    over_map()
    page.mouse.wheel(0, 150)
    scrolled = "document.querySelector('.stMain').scrollTop"
    app.wait(lambda: page.evaluate(scrolled) > 0, "the wheel scrolls the page")
    assert app.map.evaluate(VIEW) == first
    app.wait(app.is_still, "the page stands still")

    # With Ctrl it zooms, no farther than the region; Reset restores the first view.
    over_map()
    page.keyboard.down("Control")
    for _ in range(20):
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(60)  # Leaflet takes what comes sooner for one turn
    page.keyboard.up("Control")
    app.wait(lambda: app.map.evaluate(VIEW)[0] == 7, "zoomed out to the least")
    page.locator("#filter-reset").click()
    app.wait(lambda: app.map.evaluate(VIEW) == pytest.approx(first, abs=1e-4), "the first view")

    # A click on the middle of a zone filters, at any zoom; with Shift the second lets go.
    page.keyboard.down("Shift")
    for zoom in (11, 12, 13, 14):
        app.map.evaluate("zoom => atlas.map.setZoom(zoom, {animate: false})", zoom)
        box = page.locator("iframe").first.bounding_box()
        assert box
        x, y = app.map.evaluate(MIDDLE, "C")
        page.mouse.click(box["x"] + x, box["y"] + y)
        chosen = ["C"] if zoom % 2 else []
        app.wait(lambda now=chosen: app.chosen_on_map() == now, f"zone C at zoom {zoom}")
    page.keyboard.up("Shift")
    assert not page.locator("dialog.atlas-panel[open]").count()


UNDER_HANDLE = """() => {
  const box = one => one.getBoundingClientRect(), grip = box(document.querySelector('.atlas-grip'));
  return [...document.querySelectorAll('.atlas-label')].filter(one => {
    const {left, right, top, bottom, width} = box(one);
    return width && getComputedStyle(one).visibility === 'visible' && left < grip.right
      && right > grip.left && top < grip.bottom && bottom > grip.top;
  }).map(one => one.textContent);
}"""


def test_no_name_lies_under_the_handle_of_the_twin(app: App) -> None:
    app.open("/digital-twin?lang=zh")
    app.wait(lambda: app.map.locator(".atlas-grip").count() == 1, "the handle is there")
    app.wait(lambda: app.map.evaluate(UNDER_HANDLE) == [], "names stand beside it")

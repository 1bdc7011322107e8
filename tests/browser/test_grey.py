"""Without colour the overview still says all: measured on a screenshot turned to grey."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator

from tests.browser.conftest import App, make_app

SIGNS = ("●", "◐", "▨", "◌", "？")
Grey = npt.NDArray[np.float64]


@pytest.fixture(params=["light", "dark"])
def app(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[App]:
    opened = make_app(browser, server, color_scheme=request.param)
    yield opened
    opened.close()


def grey(place: Locator) -> Grey:
    """Return the relative luminance (0-1) of what an element shows, and of nothing else of it."""
    shot = Image.open(io.BytesIO(place.screenshot())).convert("RGB")
    share = np.asarray(shot, dtype=np.float64) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    luminance: Grey = linear @ np.array([0.2126, 0.7152, 0.0722])
    return luminance


def contrast(one: float, other: float) -> float:
    """Return the contrast of two luminances as WCAG counts it (1-21)."""
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)


def test_chosen_bars_and_chips_are_told_apart(app: App) -> None:
    app.open("/?zones=C&sectors=data&status=operating")
    for chart in ("zone", "sector", "status"):
        for bar in app.page.locator(f"#chart-{chart} [data-pick]:visible").all():
            shown = grey(bar)
            marked = contrast(float(shown[:, 1].mean()), float(shown[:, 7].mean())) >= 3
            assert marked == (bar.get_attribute("aria-pressed") == "true"), bar.inner_text()
    for chip in app.page.locator("#filter-zone [data-pick]").all():
        # The ground of the chip, left of its letter.
        ground = float(np.median(grey(chip)[8:-8, 5:8]))
        around = float(np.median(grey(app.page.locator("#filter-zone .atlas-label"))[:, -3:]))
        filled = contrast(ground, around) >= 3
        assert filled == (chip.get_attribute("aria-pressed") == "true"), chip.inner_text()


def test_evidence_is_told_by_hatch_and_dash_zones_and_status_by_letters_and_signs(app: App) -> None:
    app.open()
    fills = "#chart-{} .atlas-bar-row:nth-child({}) .atlas-bar-fill"
    for zone in range(1, 7):  # illustrative: stripes along the bar
        middle = grey(app.page.locator(fills.format("zone", zone)))[5:-5, 3:-3]
        row = middle[middle.shape[0] // 2]
        assert contrast(float(row.min()), float(row.max())) >= 2, zone
    reported = grey(app.page.locator(fills.format("sector", 1)))[5:-5, 3:-3]
    assert contrast(float(reported.min()), float(reported.max())) < 1.05
    planned = grey(app.page.locator(fills.format("status", 4)))[0, 3:-3]
    assert contrast(float(planned.min()), float(planned.max())) >= 1.5, "dashed"

    # Letters, signs and dashes say what colours say.
    for zone in "ABCDEF":
        outline = app.zone(zone).bounding_box()
        letter = app.map.locator(".atlas-letter").get_by_text(zone, exact=True).bounding_box()
        assert outline is not None
        assert letter is not None
        x, y = letter["x"] + letter["width"] / 2, letter["y"] + letter["height"] / 2
        assert outline["x"] < x < outline["x"] + outline["width"], zone
        assert outline["y"] < y < outline["y"] + outline["height"], zone
    bars = app.page.locator("#chart-status .atlas-bar-label").all_inner_texts()
    assert [label[0] for label in bars] == list(SIGNS)
    chips = app.page.locator("#filter-status [data-pick]").all_inner_texts()
    assert [label[0] for label in chips] == list(SIGNS)

    for name in ("车路协同", "公交线"):  # which the overview offers
        app.key().filter(has_text=name).locator("input").check()
    legend = app.map.locator(".atlas-key-layers label:has(svg)")
    signs = [sign.get_attribute("stroke-dasharray") for sign in legend.locator("svg path").all()]
    assert len(signs) == len(set(signs)) == 5
    drawn = app.map.locator("path[data-kind=line]")
    dashes = [line.get_attribute("stroke-dasharray") for line in drawn.all()]
    # The outline of the district is the one that is solid.
    assert sorted(filter(None, dashes)) == sorted(filter(None, signs))
    assert dashes.count(None) == 1
    names = {"L4 测试区", "数字孪生一期", "数字孪生二期", "车路协同路段", "自动驾驶公交线"}
    labels = app.map.locator(".atlas-label")
    app.wait(lambda: names <= set(labels.all_inner_texts()), "every line has its name")


def test_chosen_zone_stands_out(app: App) -> None:
    app.open("/?zones=C")
    widths = {zone: float(app.zone(zone).get_attribute("stroke-width") or 0) for zone in "ABCDEF"}
    assert widths["C"] >= 2 * max(width for zone, width in widths.items() if zone != "C")
    app.map.evaluate("map.setView(atlas.layers.C.getBounds().getCenter(), 15, {animate: false})")
    chosen = float(grey(app.zone("C")).mean())
    app.zone("C").click(modifiers=["Shift"])
    app.chip("zone", "D").click()
    app.wait_title("D区")
    assert contrast(chosen, float(grey(app.zone("C")).mean())) >= 1.5

"""An area is drawn on the map, by mouse and by keys; it filters pages and stands in the link."""

from __future__ import annotations

import math
import re

import pytest

from tests.browser.conftest import App

Place = tuple[float, float]


def km2_by_hand(corners: list[Place]) -> float:
    """Return the area of a small polygon: degrees in metres by the series of WGS84, then Gauss."""
    phi = math.radians(sum(lat for lat, _ in corners) / len(corners))
    up = 111_132.95 - 559.82 * math.cos(2 * phi) + 1.18 * math.cos(4 * phi)
    across = 111_412.84 * math.cos(phi) - 93.5 * math.cos(3 * phi)
    flat = [(lon * across, lat * up) for lat, lon in corners]
    pairs = zip(flat, [*flat[1:], flat[0]], strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2e6


def place_at(app: App, x: int, y: int) -> Place:
    """Return where on earth a pixel of the map lies."""
    there = app.map.evaluate("([x, y]) => map_div.containerPointToLatLng([x, y])", [x, y])
    return there["lat"], there["lng"]


def click(app: App, x: int, y: int) -> Place:
    app.map.locator("#map_div").click(position={"x": x, "y": y})
    return place_at(app, x, y)


def tool(app: App, name: str) -> None:
    app.map.locator(f".atlas-tool-{name}").click()


def shown_km2(app: App) -> float:
    found = re.search(r"所画区域 ([\d.,]+) km²", app.slot("map-area"))
    assert found
    return float(found[1].replace(",", ""))


def test_polygon_by_mouse_is_measured_filters_and_stands_in_the_link(app: App) -> None:
    app.open("/")
    tool(app, "draw")
    tool(app, "polygon")
    corners = [click(app, x, y) for x, y in ((220, 150), (430, 160), (420, 330), (230, 320))]
    assert app.chosen_on_map() == [], "a click that draws chooses no zone"
    app.map.locator("#map_div").click(position={"x": 221, "y": 151})  # on the first corner again
    app.wait(lambda: "area=BF" in app.page.url, "the link has the area")
    app.wait(lambda: "所画区域" in app.slot("map-area"), "the box says what is in it")
    assert shown_km2(app) == pytest.approx(km2_by_hand(corners), rel=0.005)
    app.wait_title("所画区域")
    assert "没有位置" in app.slot("map-area"), "how many projects cannot be located"
    assert app.map.locator(".atlas-drawn").inner_text().startswith("所画区域")
    app.page.locator("[data-slot=map-area] [data-open]").click()
    app.wait(lambda: "永川东站" in app.page.locator(".atlas-panel").inner_text(), "distances")
    app.page.keyboard.press("Escape")

    app.go("总体", "企业")
    app.wait_title("所画区域")
    app.wait(app.is_drawn, "the map of the other page")
    link, said = app.page.url, app.slot("map-area")
    app.page.goto(link)
    app.wait(lambda: app.slot("map-area") == said, "the link shows the same")

    app.page.locator("#filter-area").click()
    app.wait(lambda: "area=" not in app.page.url and not app.slot("map-area"), "no area is left")


def test_polygon_and_circle_by_keys(app: App) -> None:
    app.open("/overview")
    app.map.locator(".atlas-tool-draw").focus()
    app.page.keyboard.press("Enter")
    app.map.locator(".atlas-tool-polygon").focus()
    app.page.keyboard.press("Enter")
    cross = app.map.locator(".atlas-cross")
    cross.wait_for(state="attached")
    corners = []
    for keys in (
        ["Enter"],
        [*2 * ["Shift+ArrowRight"], "Enter"],
        [*2 * ["Shift+ArrowUp"], "Enter"],
    ):
        for key in keys:
            app.page.keyboard.press(key)
        x, y = (cross.evaluate(f"one => parseFloat(one.style.{side})") for side in ("left", "top"))
        corners.append(place_at(app, x, y))
    assert "3" in app.map.locator(".atlas-pen [role=status]").inner_text()
    app.page.keyboard.press("ArrowLeft")
    app.page.keyboard.press("Enter")
    app.page.keyboard.press("Backspace")
    app.page.keyboard.press("ArrowRight")
    app.page.keyboard.press("Enter")  # where the third corner is: it ends there
    app.wait(lambda: "所画区域" in app.slot("map-area"), "the area of three corners")
    assert shown_km2(app) == pytest.approx(km2_by_hand(corners), rel=0.005)

    app.map.locator(".atlas-tool-circle").focus()
    app.page.keyboard.press("Enter")
    for key in ("Enter", "Shift+ArrowRight", "Enter"):
        app.page.keyboard.press(key)
    app.wait(lambda: "area=c" in app.page.url, "the circle took its place")
    found = re.search(r"area=c(?:%3A|:)[^&]*?(\d+)(?:&|$)", app.page.url)
    assert found
    metres = int(found[1])
    app.wait(lambda: abs(shown_km2(app) / (math.pi * (metres / 1e3) ** 2) - 1) < 0.005, "its area")
    app.map.locator(".atlas-tool-polygon").focus()
    app.page.keyboard.press("Enter")
    app.page.keyboard.press("Escape")
    assert app.map.locator(".atlas-pen").count() == 0

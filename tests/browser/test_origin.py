"""Every number, bar, shape and status opens its origin, by mouse, by key and by link."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import App, make_app

DIALOG = ".atlas-panel"


@pytest.fixture(scope="module")
def english(browser: Browser, server: str) -> Iterator[App]:
    """An overview in English that stays open."""
    app = make_app(browser, server).open("/?lang=en")
    yield app
    app.close()
    assert app.errors == []


def panel(app: App) -> str:
    """Return the text of the panel once it is there."""
    app.page.wait_for_selector(f"{DIALOG}[open] h2")
    return app.page.locator(DIALOG).inner_text()


def close(app: App) -> None:
    app.page.keyboard.press("Escape")
    expect(app.page.locator(DIALOG)).not_to_be_visible()


def focused(app: App) -> str:
    text: str = app.page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''")
    return text


def test_keyboard_opens_a_bar_and_comes_back(english: App) -> None:
    app = english
    app.bar("sector", "Software").focus()
    app.page.keyboard.press("Tab")
    assert focused(app) == "Origin: Software"
    app.page.keyboard.press("Enter")
    text = panel(app)
    # Article 000 of 2021, lines 273-275: "more than 80"; its paper is not named.
    for part in ("≥ 80", "reported", "a lower bound", "newspaper not named", "lines 273-275"):
        assert part in text
    for conflict in ("C02", "C03", "C50"):
        assert f"Conflict {conflict}" in text
    assert "F000-25" in text
    close(app)
    assert focused(app) == "Origin: Software"
    assert app.title().startswith("As of Oct 2022"), "opening an origin chooses nothing"


def test_key_i_opens_the_bar_and_the_card_in_focus(english: App) -> None:
    app = english
    app.bar("status", "● Operating").focus()
    app.page.keyboard.press("i")
    assert "14 projects" in panel(app)
    close(app)
    app.page.locator("#card-revenue button").focus()
    app.page.keyboard.press("i")
    assert "CNY 24.47 billion" in panel(app)
    close(app)


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ("L4 test area", ("20 km²", "Conflict C45", "lines 147-149")),
        ("V2X section", ("≥ 20 km", "in progress", "Conflict C13")),
        ("Shennü Lake", ("± 1,200 m", "illustrative")),
    ],
)
def test_shapes_of_the_map_open_by_click_and_by_key(
    english: App, shape: str, said: tuple[str, ...]
) -> None:
    app = english
    if shape.startswith("V2X"):  # which the overview offers
        app.key().filter(has_text="V2X").locator("input").check()
    drawn = app.map.locator(f"path[role=button][aria-label^='Origin: {shape}']").first
    drawn.focus()
    app.page.keyboard.press("Enter")
    text = panel(app)
    for part in said:
        assert part in text
    close(app)
    in_focus = "document.activeElement.getAttribute('aria-label') ?? ''"
    app.wait(lambda: app.map.evaluate(in_focus).startswith(f"Origin: {shape}"), "focus is back")
    # Where it lies uncovered: the unseen wider line is hit as well.
    box = app.page.locator("iframe").bounding_box()
    point = app.map.evaluate(
        """label => {
          const path = document.querySelector(`path[aria-label^='Origin: ${label}']`);
          for (let n = 0; n < 60; n += 1) {
            const at = path.getPointAtLength(path.getTotalLength() * n / 60)
              .matrixTransform(path.getScreenCTM());
            const hit = document.elementFromPoint(at.x, at.y);
            if (hit === path || hit?.getAttribute('stroke-opacity') === '0') return [at.x, at.y];
          }
        }""",
        shape,
    )
    assert box is not None
    app.page.mouse.click(box["x"] + point[0], box["y"] + point[1])
    assert shape in panel(app) or said[0] in panel(app)
    close(app)


def test_zone_opens_by_key_i_without_being_chosen_and_by_its_sign_once_it_is(app: App) -> None:
    app.open("/?lang=en")
    sign = app.map.get_by_role("button", name="Origin: Zone C")
    assert sign.count() == 0, "the signs of zones that are not chosen are out of the way"
    app.zone("C").focus()
    app.page.keyboard.press("i")
    text = panel(app)
    assert "Zone C" in text
    assert "Zone outlines are schematic" in text
    close(app)
    assert app.chosen_on_map() == []
    app.zone("C").press("Enter")
    sign.wait_for()
    box = sign.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    sign.click()
    assert "Zone outlines are schematic" in panel(app)


def test_enterprises_of_the_map_open_their_assumption(app: App) -> None:
    app.open("/?lang=en")
    app.key().filter(has_text="Enterprises").click()
    app.map.get_by_role("button", name="Origin: Enterprises").click()
    assert "330 enterprises" in panel(app) or "points are random" in panel(app)


def test_link_opens_a_panel_until_it_is_closed(app: App) -> None:
    app.open("/?lang=en&zones=C&open=origin-C")
    assert "Zone outlines are schematic" in panel(app)
    app.page.reload()
    assert "Zone outlines are schematic" in panel(app)
    close(app)
    app.wait(lambda: "open=" not in app.page.url, "the panel leaves the link")
    assert "zones=C" in app.page.url
    app.page.reload()
    app.page.wait_for_selector(".atlas-title")
    app.page.wait_for_timeout(800)
    expect(app.page.locator(DIALOG)).not_to_be_visible()


def test_link_to_nothing_opens_nothing(app: App) -> None:
    app.open("/?lang=en&open=%3Cimg%20src%3Dx%3E")
    app.page.wait_for_timeout(500)
    expect(app.page.locator(DIALOG)).not_to_be_visible()
    assert "not understood" not in app.slot("notices")


def test_figure_has_a_link_that_can_be_copied(app: App) -> None:
    app.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    app.open("/?lang=en&sectors=software")
    app.page.locator("#card-revenue button").click()
    assert "F003-16" in panel(app)
    app.page.get_by_role("button", name="Copy link").click()
    expect(app.page.locator(f"{DIALOG} [role=status]")).to_have_text("Link copied")
    copied = app.page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("/?lang=en&sectors=software&open=source-revenue")
    app.page.locator(DIALOG).get_by_role("link", name="F003-16").click()
    own_page = "/sources?sectors=software&lang=en&open=figure-F003-16"
    app.wait(lambda: app.page.url.endswith(own_page), "the figure's page, under the filter")
    assert "CNY 24.47 billion" in panel(app)


def test_panel_opened_at_once_after_another_shows_its_own_content(app: App) -> None:
    app.open("/?lang=en")
    app.page.locator("#card-revenue button").click()
    assert "24.47" in panel(app)
    app.page.evaluate(
        "for (const part of ['[data-do=close]', '#card-enterprises button'])"
        " document.querySelector(part).click()"
    )
    expect(app.page.locator(DIALOG)).to_contain_text("300–330")

"""The form for a firm in a browser: on its page, and over a scene without leaving it."""

from __future__ import annotations

from tests.browser.conftest import App

GUEST = "Guest and Sons"
PANEL = ".atlas-panel #form-fit"


def fill(app: App, name: str, text: str) -> None:
    field = app.page.locator(f"[data-field='fit-{name}']")
    field.fill(text)
    field.press("Tab")


def test_form_answers_at_once_and_its_link_names_no_guest(app: App) -> None:
    page = app.page
    page.goto(f"{app.url}/fit?lang=en&seats=1000&flats=150")
    page.wait_for_selector("text=Closest in print to 1,000 seats")
    fill(app, "guest", GUEST)
    fill(app, "seats", "many")
    page.wait_for_selector("#field-fit-seats-problem")
    assert page.locator("[data-field='fit-seats']").input_value() == "many"
    assert page.locator("[data-field='fit-flats']").input_value() == "150"
    fill(app, "seats", "900")
    page.wait_for_selector("text=Knownsec, 920 seats built")
    page.wait_for_url("**seats=900**")
    assert "Guest" not in page.url


def test_form_opens_over_a_scene_and_leaves_it_there(app: App) -> None:
    page = app.page
    page.goto(f"{app.url}/present?lang=en")
    page.wait_for_selector("[data-part='head'] .atlas-title, [data-part='head'] h1")
    scene = page.url
    page.keyboard.press("y")
    page.wait_for_selector(PANEL)
    fill(app, "seats", "1300")
    page.wait_for_selector("#atlas-panel-title:has-text('Renhe')")
    assert page.url == scene
    page.locator(".atlas-panel [data-option='handout.pdf:fit']").click()
    page.wait_for_selector(".st-key-tray [data-testid=stDownloadButton] button")
    assert not page.locator(".atlas-panel[open]").count()
    assert page.url == scene

"""axe-core in the states that a page can take; `test_every_page` has each as it opens."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import App, make_app

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# What Streamlit's own markup breaks, and neither an option nor a style sheet mends.
UPLOADER = {"presentation-role-conflict"}  # its drop zone has a name, but the role of no thing
UPLOADS = {"import", "stories"}  # the pages that have one
SIDE_MENU = {"list", "listitem"}  # of a phone: groups of the menu stand between list and items
# Runs in the page and, from there, in the map's frame.
RUN = """async () => {
  const {violations} = await axe.run({resultTypes: ['violations']});
  const ours = '[class*="atlas-"], [data-slot], [class*="st-key-"]';
  const isOurs = ([at, ...inFrame]) => inFrame.length > 0 || Boolean(document.querySelector(at)
    .closest(`${ours}, [data-testid=stFileUploader]`)?.matches(ours));
  return violations.flatMap(({id, impact, nodes}) => nodes.map(
    ({target, html}) => [id, impact, isOurs(target), target.join(' > '), html.slice(0, 120)]));
}"""

# Chinese words of a page in English that nothing says to be Chinese.
UNMARKED = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (texts.nextNode()) {
    const {data, parentElement} = texts.currentNode;
    const isSaid = parentElement.closest('[lang=zh], style, script, noscript');
    if (/\\p{Script=Han}/u.test(data) && !isSaid) found.push(data);
  }
  return found;
}"""
# Tables that a screen reader would announce without a name.
UNNAMED = """() => [...document.querySelectorAll('.atlas-table')].filter(
  table => !table.caption && !table.ariaLabel && !table.closest('[role=region][aria-label]')
).map(table => table.outerHTML.slice(0, 200))"""


def findings(app: App) -> list[tuple[str, str, bool, str, str]]:
    """Return rule, impact, whether the element is ours, where it is and how it begins."""
    for frame in app.page.frames:
        if frame.evaluate("!window.axe"):
            frame.evaluate(AXE)
    found: list[tuple[str, str, bool, str, str]] = app.page.evaluate(RUN)
    return found


def check(app: App, page: str, *, phone: bool = False) -> None:
    """Assert that what we draw breaks no rule of any impact, and Streamlit only those known."""
    found = findings(app)
    known = (UPLOADER if page in UPLOADS else set()) | (SIDE_MENU if phone else set())
    assert [one for one in found if one[2]] == [], page
    assert {rule for rule, _, is_ours, *_ in found if not is_ours} == known, page


def address(page: str, **query: str) -> str:
    path = "" if page == "overview" else page
    return f"/{path}?" + "&".join(f"{name}={value}" for name, value in query.items())


def open_page(app: App, page: str, **query: str) -> None:
    app.open(address(page, **query), with_map=False)
    app.wait(lambda: app.page.locator("iframe").count() == 0 or app.is_drawn(), f"{page} is drawn")
    if page in UPLOADS:
        app.page.get_by_test_id("stFileUploaderDropzone").first.wait_for()


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("overview", {"open": "source-staff"}),
        ("projects", {"open": "table-investment"}),
        ("sources", {"open": "figure-F003-16"}),
        ("enterprises", {"open": "profile-enterprise-E003"}),
    ],
)
def test_open_panel_breaks_no_rule(app: App, page: str, query: dict[str, str]) -> None:
    open_page(app, page, lang="en", **query)
    app.wait(lambda: app.page.locator("dialog[open] h2").count() == 1, "the panel is drawn")
    check(app, page)
    assert app.page.evaluate(UNMARKED) == [], page


def test_open_tray_breaks_no_rule(app: App) -> None:
    open_page(app, "overview")
    app.page.get_by_role("button", name="图片").click()
    app.wait(lambda: app.page.locator(".st-key-tray [data-slot] *").count() > 0, "the tray is open")
    check(app, "overview")


def test_phone_breaks_no_rule(browser: Browser, server: str) -> None:
    app = make_app(browser, server, viewport={"width": 390, "height": 844}, color_scheme="dark")
    for page in ("overview", "import"):
        open_page(app, page, zones="C")
        check(app, page, phone=True)
    app.close()

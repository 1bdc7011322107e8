"""Every page, as the menu leads through them: one language, no broken rule, no great length."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from components.session.menu import FIRST_PAGE, MENU
from data.i18n import Lang
from tests.browser.conftest import make_app
from tests.browser.test_access import UNMARKED, UNNAMED, UPLOADS, check
from tests.browser.test_words import LOCALES, only_in
from tests.shipped import words_of

# The presentation comes last, since it hides the menu.
PAGES = sorted(
    ((group, entry.name) for group, entries in MENU.items() for entry in entries),
    key=lambda one: one[1] == "present",
)
MOST = 2000  # CSS pixels at 1440 × 900
HEIGHT = "document.querySelector('.stMain').scrollHeight"
# By how much the last row of a long list is cut, in pixels.
CUT = """box => {
  const room = box.getBoundingClientRect(), bar = box.offsetHeight - box.clientHeight;
  const end = room.bottom - bar;
  const rows = [...box.querySelectorAll('tbody tr, .atlas-event, .atlas-gantt-row')];
  return rows.map(row => row.getBoundingClientRect())
    .filter(row => row.top < end - 2 && row.bottom > end + 1).length;
}"""

# Whether what stood on the page before is gone: it goes only after the new one has come.
IS_ALONE = """() => !document.querySelector('[data-stale=true]')
  && [...document.querySelectorAll('[role=tab]')].every(tab =>
    tab.getAttribute('aria-controls').split(' ').every(id => document.getElementById(id)))"""


# Both themes and both languages; what a rule looks at does not depend on the two together.
@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_every_page(
    browser: Browser, server: str, lang: Lang, scheme: Literal["light", "dark"]
) -> None:
    words = words_of(lang)
    app = make_app(browser, server, locale=LOCALES[lang], color_scheme=scheme)
    app.open("/", with_map=False)
    for group, page in PAGES:
        name = words(f"nav.{page}")
        if page != FIRST_PAGE:
            app.go(words(f"nav.group.{group}"), name)
        app.wait(lambda name=name: app.page.title().startswith(f"{name} · "), page)
        expect(app.page.get_by_test_id("stTopNavDropdownLink")).to_have_count(0)
        app.page.wait_for_selector(".atlas-title")
        if app.page.locator("iframe[src*='streamlit_folium']").count():
            app.wait(app.is_drawn, f"the map of {page} is drawn")
        app.wait(lambda: app.page.evaluate(IS_ALONE), f"{page} stands alone")
        if page in UPLOADS:
            app.page.get_by_test_id("stFileUploaderDropzone").first.wait_for()
        only_in(app, lang, page)
        assert app.page.title() == f"{name} · {words('app.title')}"
        assert app.page.locator("html").get_attribute("lang") == lang
        check(app, page)
        assert app.page.evaluate(UNNAMED) == [], page
        if lang == "en":
            assert app.page.evaluate(UNMARKED) == [], page
        app.wait(lambda: app.page.evaluate(HEIGHT) <= MOST, f"{page} is at most {MOST} px long")
        for box in app.page.locator(".atlas-slot .atlas-tall:visible").all():
            app.wait(lambda box=box: box.evaluate(CUT) == 0, f"{page} cuts no row")
    app.close()
    assert app.errors == []

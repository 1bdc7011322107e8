"""A login at a real OIDC server: role from a claim, what is typed when it ends, logout."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bench.serve import ROOT, free_port, serve
from components.session.addresses import LOG_IN
from tests.browser.conftest import WAIT_S
from tests.issuer import issuer

# A login lasts as long as some starts of the server take here: time to get as far as the form.
STARTS, LEAST_S = 6, 20
PEOPLE = ({"sub": "li", "name": "李明", "email": "li@park.example", "roles": ["editor"]},)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a server whose readers log in at a real issuer."""
    port, login = free_port(), free_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "ATLAS_STATE": str(tmp_path_factory.mktemp("state")),
            "ATLAS_OIDC": f"http://localhost:{login}",
            "ATLAS_OIDC_CLIENT": "atlas",
            "ATLAS_OIDC_SECRET": "the client's",
            "ATLAS_COOKIE_SECRET": secrets.token_hex(32),
            "ATLAS_ADDRESS": f"http://localhost:{port}",
            "ATLAS_ROLES_CLAIM": "roles",
        }.items():
            patch.setenv(name, value)
        with serve(ROOT / "app.py", port=port) as app:
            lasts_s = max(LEAST_S, round(STARTS * app.started_s))
            with issuer(PEOPLE, lasts_s, login):
                yield app.url


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(locale="en-GB")
    made.set_default_timeout(WAIT_S * 1000)
    yield made
    made.close()


def log_in(page: Page, subject: str) -> None:
    page.wait_for_url("**/oauth2/authorize**")
    page.click(f"button[value={subject}]")
    expect(page.locator(".atlas-person-sign")).to_be_visible()


def test_from_login_to_logout(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{served}/edit")
    expect(page.locator(".atlas-log-in")).to_have_attribute("href", LOG_IN)
    start = page.locator("[data-option='editing.do:start:project']")
    expect(start).to_be_disabled()  # at the machine itself, too, one has to log in
    page.click(".atlas-log-in")
    log_in(page, "li")
    assert page.url.endswith("/edit")  # where the login began
    page.click(".atlas-person-sign")
    expect(page.locator(".atlas-person-menu")).to_contain_text("Editor")
    page.keyboard.press("Escape")
    start.click()
    typed = page.locator("[data-slot=form] input").first
    typed.fill("A hall that nobody shall type twice")
    typed.press("Tab")
    # An editor proposes; what would put it in force is not offered.
    expect(page.locator("[data-option^='editing.do:draft']")).to_be_visible()
    assert page.locator("[data-option^='editing.do:apply']").count() == 0

    # The token ends: at the next click the page says so, and routes answer 401.
    while context.request.get(f"{served}/app/static/search?q=a").status != 401:
        page.wait_for_timeout(500)
    page.locator("[data-slot=form] input").nth(1).fill("more")
    page.keyboard.press("Tab")
    expect(page.locator(".atlas-refused")).to_contain_text("Your login has expired")
    with context.expect_page() as fresh:  # opened anew: nothing was typed there
        page.evaluate("window.open('/overview')")
    expect(fresh.value.locator(".atlas-refused")).to_contain_text("Please log in again.")
    assert fresh.value.locator(".st-key-login-go-on").count() == 0
    fresh.value.close()
    with context.expect_page() as opened:
        page.click(".atlas-link-main")
    log_in(opened.value, "li")
    go_on = page.locator(".st-key-login-go-on button")
    expect(go_on.or_(typed)).to_be_visible()  # the page may have gone on by itself
    if go_on.is_visible():
        go_on.click()
    expect(typed).to_have_value("A hall that nobody shall type twice")

    # Logged out in one tab, the login is over in the other.
    opened.value.click(".atlas-person-sign")
    opened.value.click(".atlas-person-menu a")
    opened.value.wait_for_url("**/oauth2/end_session**")  # which ends its own login as well
    opened.value.click("button:not(.contrast)")
    expect(opened.value.locator(".atlas-log-in")).to_be_visible()
    typed.fill("after the end")
    typed.press("Tab")
    expect(page.locator(".atlas-refused")).to_contain_text("You have logged out")

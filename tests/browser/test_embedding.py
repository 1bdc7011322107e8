"""A portal frames a block: the allowed one shows it, another does not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser

from bench.serve import ROOT, free_port, serve
from tests.browser.conftest import make_app

# The largest of what the park covers, of which the map shows all, whatever its frame.
WHOLE = "map.getBounds().contains(atlas.groups.twin_2.layer.getBounds())"
KEY = "0123456789abcdef0123456789abcdef"


class Portal(BaseHTTPRequestHandler):
    """A page of somebody else that holds the code of the dialog."""

    def __init__(self, code: list[str], *args: object) -> None:
        self.code = code
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>portal</title>{self.code[0]}".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def portal(code: list[str], port: int) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(Portal, code))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def ports() -> tuple[int, int]:
    return free_port(), free_port()


@pytest.fixture
def served(ports: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("ATLAS_SIGNING_KEY", KEY)
    monkeypatch.setenv("ATLAS_FRAMED_BY", f"http://localhost:{ports[0]}")
    with serve(ROOT / "app.py") as one:
        yield one.url


def test_the_code_of_the_dialog_shows_in_the_portal_that_is_allowed(
    browser: Browser, served: str, ports: tuple[int, int]
) -> None:
    app = make_app(browser, served, locale="en-GB")
    page = app.open("/overview").page
    page.locator("[data-option='handout.menu:embed']").focus()
    page.keyboard.press("Enter")
    page.locator("#form-embed select").nth(1).select_option("zh")
    app.wait(lambda: "lang=zh" in page.locator(".atlas-code").inner_text(), "the code follows")
    code = [page.locator(".atlas-code").inner_text()]
    page.locator("[data-do='copy']").click()
    app.wait(lambda: page.get_by_text("Copied.").is_visible(), "the copy is told")

    with portal(code, ports[0]) as allowed, portal(code, ports[1]) as other:
        page.goto(allowed)
        framed = page.frame_locator("iframe")
        app.wait(lambda: framed.locator(".atlas-embed-link").is_visible(), "the block is there")
        assert framed.locator(".stAppHeader").is_hidden()
        assert "假设" in framed.locator("[data-slot='embed-foot']").inner_text()
        inner = framed.frame_locator(".st-key-map iframe")
        app.wait(lambda: inner.locator(".leaflet-container").is_visible(), "the map is drawn")
        box, map_box = (
            found.bounding_box()
            for found in (page.locator("iframe"), framed.locator(".st-key-map iframe"))
        )
        assert box
        assert map_box
        assert map_box["width"] > 0.95 * box["width"]
        assert map_box["height"] > 0.5 * box["height"]
        app.wait(lambda: app.map.evaluate(WHOLE), "the largest outline lies in the map")
        framed.locator("[data-slot='map-note'] [data-open]").click()
        app.wait(lambda: framed.locator(".atlas-panel").is_visible(), "the source opens in it")

        page.goto(other)
        page.wait_for_load_state("networkidle")
        assert framed.locator(".atlas-embed-link").count() == 0
    app.close()

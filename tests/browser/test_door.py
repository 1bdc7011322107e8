"""Attacks from other pages, in a real browser; and a reader from the network, who only looks."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright

from bench.serve import ROOT
from data.settings import environment
from tests.browser.conftest import CHROMIUM, FLAGS, App, make_app

# A name that a page elsewhere has pointed at this machine, and the page's own server.
REBOUND, FOREIGN, OTHER_ADDRESS = "rebound.example", "foreign.example", "127.0.0.2"
RULES = (
    f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1, MAP {FOREIGN} {OTHER_ADDRESS}, "
    "MAP * ~NOTFOUND, EXCLUDE localhost"
)
SAID = """
kind => new Promise(done => {
  const [what, address] = kind;
  if (what === 'socket') {
    const socket = new WebSocket(address, ['streamlit']);
    socket.onopen = () => done('open');
    socket.onerror = () => done('refused');
  } else if (what === 'picture') {
    const picture = new Image();
    picture.onload = () => done('open');
    picture.onerror = () => done('refused');
    picture.src = address;
  } else {
    const body = new FormData();
    body.append('file', new Blob(['x']), 'x.csv');
    const asked = what === 'GET' ? {} : { method: what, body };
    fetch(address, asked).then(() => done('open'), () => done('refused'));
  }
})
"""


class Handler(BaseHTTPRequestHandler):
    """The page of somebody else."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>foreign</title><p>foreign</p>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def foreign() -> Iterator[int]:
    """Serve the foreign page on both addresses; return its port."""
    with ThreadingHTTPServer(("0.0.0.0", 0), Handler) as served:  # noqa: S104
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield served.server_address[1]
        served.shutdown()


@pytest.fixture(scope="module")
def page(playwright: Playwright) -> Iterator[Page]:
    """Open a browser for which two names lead to this machine."""
    flags = [*(flag for flag in FLAGS if "resolver" not in flag), RULES]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
    yield browser.new_page()
    browser.close()


def test_a_name_pointed_at_this_machine_gets_nothing(page: Page, server: str) -> None:
    port = urlsplit(server).port
    answer = page.goto(f"http://{REBOUND}:{port}/")
    assert answer
    assert answer.status == 400
    assert "ALLOWED_HOSTS" in page.content()
    assert page.evaluate(SAID, ["socket", f"ws://{REBOUND}:{port}/_stcore/stream"]) == "refused"
    for path in ("_stcore/health", "app/static/leaflet/leaflet.js", "_stcore/upload_file/a/b"):
        answer = page.goto(f"http://{REBOUND}:{port}/{path}")
        assert answer
        assert answer.status == 400


@pytest.mark.parametrize("host", [FOREIGN, "localhost"])
def test_a_foreign_page_can_ask_for_nothing(
    page: Page, server: str, foreign: int, host: str
) -> None:
    """Neither a page from elsewhere nor one of another program on this machine."""
    page.goto(f"http://{host}:{foreign}/")
    place = urlsplit(server).netloc
    assert page.evaluate(SAID, ["GET", f"http://{host}:{foreign}/"]) == "open"
    assert page.evaluate(SAID, ["GET", f"{server}/_stcore/health"]) == "refused"
    assert page.evaluate(SAID, ["socket", f"ws://{place}/_stcore/stream"]) == "refused"
    for method in ("PUT", "DELETE"):
        assert page.evaluate(SAID, [method, f"{server}/_stcore/upload_file/a/b"]) == "refused"
    if host == FOREIGN:
        assert page.evaluate(SAID, ["picture", f"{server}/favicon.png"]) == "refused"


def test_a_foreign_page_that_frames_the_app_shows_nothing(
    page: Page, server: str, foreign: int
) -> None:
    page.goto(f"http://{FOREIGN}:{foreign}/")
    for path in ("/", "/component/streamlit_folium.st_folium/index.html"):
        page.evaluate(
            "address => new Promise(done => { const frame = document.createElement('iframe');"
            " frame.onload = done; frame.src = address; document.body.append(frame); })",
            f"{server}{path}",
        )
        assert page.frames[-1].evaluate("location.href") == "chrome-error://chromewebdata/"


def test_text_that_became_script_would_not_run(browser: Browser, server: str) -> None:
    app = make_app(browser, server).open("/help", with_map=False)
    app.page.evaluate(
        "() => { const made = document.createElement('script'); made.text = 'window.ran = 1';"
        " document.body.append(made);"
        " const box = document.createElement('div'); document.body.append(box);"
        " box.innerHTML = '<img src=x: onerror=\"window.ran = 1\">'; }"
    )
    app.wait(lambda: len(app.errors) >= 2, "the browser refuses both")
    assert app.page.evaluate("window.ran") is None
    assert all("Content Security Policy" in one for one in app.errors)
    app.errors.clear()
    app.close()


def is_open(address: str, port: int) -> bool:
    """Whether a server answers at an address of this machine."""
    with socket.socket() as probe:
        probe.settimeout(5)
        return probe.connect_ex((address, port)) == 0


def own_address() -> str:
    """Return the address of this machine in its network, as far as it has one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing
        except OSError:
            return ""
        return str(probe.getsockname()[0])


@contextlib.contextmanager
def made_run(**settings: str) -> Iterator[int]:
    """Start the server as ``make run`` does; yield its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = environment() | {"PORT": str(port), **settings}
    with subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=given, stdout=subprocess.DEVNULL
    ) as process:
        try:
            deadline = time.monotonic() + 60
            while not is_open("127.0.0.1", port):
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.05)
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health") as answer:
                assert answer.status == 200
            yield port
        finally:
            process.terminate()


def test_only_this_machine_is_served_unless_shared(server: str) -> None:
    port = urlsplit(server).port
    assert port
    assert is_open("127.0.0.1", port)
    assert not is_open(OTHER_ADDRESS, port)
    with made_run(SHARE="") as port:
        assert not is_open(OTHER_ADDRESS, port)
        assert not (own_address() and is_open(own_address(), port))


def _lock(browser: Browser, url: str) -> str:
    # Not by `make_app`, which keeps the context for tests to come: this browser is closed.
    app = App(browser.new_context(locale="en-GB").new_page(), url, [])
    app.open("/import", with_map=False)
    said = app.slot("force")
    app.close()
    assert app.errors == []
    return said


def test_a_reader_from_the_network_looks_and_does_not_change(playwright: Playwright) -> None:
    address = own_address()
    if not address:
        pytest.skip("this machine is in no network")
    flags = [flag for flag in FLAGS if "resolver" not in flag]
    with made_run(SHARE="1") as port:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        assert "over the network" in _lock(browser, f"http://{address}:{port}")
        assert "over the network" not in _lock(browser, f"http://localhost:{port}")
        browser.close()

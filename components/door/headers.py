"""What a browser may do with what this server sends: one set of headers on every answer."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.resources import files
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.browser.streamlit_insides import is_frame
from components.door.proxies import is_encrypted
from geo.basemaps import Basemap

_NO_DEVICES = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope"),
    *("hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
)


def page_policy(framed_by: Sequence[str]) -> str:
    """Return the content security policy of a page."""
    return _policy(
        {
            # ``blob:``: Streamlit loads the line of a component's script (``session/link.py``)
            # from an address that it makes itself. ``wasm-unsafe-eval``: deck.gl, which draws
            # the view in relief, compiles WebAssembly; it lets no text become script.
            "script-src": ["'self'", "blob:", "'wasm-unsafe-eval'", *_inline_scripts()],
            "img-src": ["'self'", "data:"],
            "frame-ancestors": ["'self'", *framed_by],
        }
    )


def frame_policy(basemaps: Iterable[Basemap], framed_by: Sequence[str]) -> str:
    """Return the content security policy of the map's frame."""
    hosts = {f"https://{urlsplit(one.url).netloc}" for one in basemaps if "://" in one.url}
    return _policy(
        {
            # ``unsafe-inline``: streamlit-folium writes the script that it is sent into the
            # page of the frame as text.
            "script-src": ["'self'", "'unsafe-inline'"],
            "img-src": ["'self'", "data:", *sorted(hosts)],
            # All that stands above the frame, not only the page around it.
            "frame-ancestors": ["'self'", *framed_by],
        }
    )


def _policy(rules: dict[str, list[str]]) -> str:
    common = {
        "default-src": ["'self'"],
        # ``unsafe-inline``: bars, swatches and cards carry their sizes and colours, and
        # Streamlit (emotion) and Leaflet write style sheets into the page.
        "style-src": ["'self'", "'unsafe-inline'"],
        # ``data:``: Streamlit's own script carries the signs of its tables so.
        "font-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return "; ".join(" ".join((name, *given)) for name, given in (common | rules).items())


def _inline_scripts() -> list[str]:
    """Return the hashes of the scripts that Streamlit's own page carries as text."""
    page = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    found = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return [f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in found]


class SafeHeaders:
    """Put the headers on every answer, refusals too.

    Parameters
    ----------
    basemaps : iterable of Basemap
        On offer; pictures come from their hosts and no other.
    framed_by : sequence of str
        Origins whose pages may show this one in a frame.
    hsts : int
        Seconds for which who came by https is told to come by nothing else; 0: not told.
    """

    def __init__(
        self, app: ASGIApp, basemaps: Iterable[Basemap], framed_by: Sequence[str], hsts: int = 0
    ) -> None:
        self.app, self.hsts = app, hsts
        common = {
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": ", ".join(f"{name}=()" for name in _NO_DEVICES),
        }
        if not framed_by:  # it knows no list
            common["X-Frame-Options"] = "SAMEORIGIN"
        # No link to an article tells what was looked at; a map of tiles is asked for by name,
        # as OpenStreetMap wants it.
        self.of_page = common | {
            "Content-Security-Policy": page_policy(framed_by),
            "Referrer-Policy": "same-origin",
        }
        self.of_frame = common | {
            "Content-Security-Policy": frame_policy(basemaps, framed_by),
            "Referrer-Policy": "strict-origin-when-cross-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on; its answer gets the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # The frame of streamlit-folium; its document has rules of its own.
        headers = self.of_frame if is_frame(scope["path"]) else self.of_page
        if self.hsts and is_encrypted(scope):
            headers = headers | {"Strict-Transport-Security": f"max-age={self.hsts}"}

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        await self.app(scope, receive, with_headers)

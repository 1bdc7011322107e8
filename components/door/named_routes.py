"""What an address is for: few names, for limits, counts and logs, whatever the address holds."""

from __future__ import annotations

from typing import Literal, get_args

from components.browser.assets import MAPS, PUBLISHED
from components.browser.streamlit_insides import FRAME_ADDRESS, UPLOADS
from components.meeting.leave_link import LEAVE
from components.session.addresses import LOG_IN, LOG_OUT

Route = Literal[
    "socket", "upload", "login", "streamlit", "media", "frame", "search", "leave", "tile", "map",
    "api", "healthz", "readyz", "metrics", "asset", "page",
]  # fmt: skip
ROUTES: tuple[Route, ...] = get_args(Route)
# By a part of the path, the first that is found: the app may be served below a path, so that what
# holds data of the park comes first, whatever stands before it.
_PARTS: tuple[tuple[str, Route], ...] = (
    (f"/{PUBLISHED}/search", "search"),
    (f"/{LEAVE}", "leave"),
    (f"/{PUBLISHED}/{MAPS}/", "map"),
    ("/tiles/", "tile"),
    ("/api/", "api"),
    (f"/{UPLOADS}", "upload"),
    ("/_stcore/stream", "socket"),
    (f"/{LOG_IN}", "login"),
    (f"/{LOG_OUT}", "login"),
    ("/auth/", "login"),
    ("/oauth2callback", "login"),
    ("/_stcore/", "streamlit"),
    (FRAME_ADDRESS.name, "frame"),
    (f"/{PUBLISHED}/", "asset"),
    ("/static/media/", "asset"),  # the fonts of Streamlit's own page
    ("/media/", "media"),
    ("/static/", "asset"),
)
_LAST: dict[str, Route] = {"healthz": "healthz", "readyz": "readyz", "metrics": "metrics"}


def route_of(path: str) -> Route:
    """Return what an address is for.

    >>> route_of("/park/app/static/search"), route_of("/overview"), route_of("/healthz")
    ('search', 'page', 'healthz')
    """
    if last := _LAST.get(path.rpartition("/")[2]):
        return last
    return next((route for part, route in _PARTS if part in path), "page")

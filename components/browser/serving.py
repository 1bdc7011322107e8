"""The address under which the server gives what `assets` and the map have published."""

from __future__ import annotations

import mimetypes

from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from components.browser.assets import PUBLISHED, static_dir


def routes() -> list[Mount]:
    """Return the routes of the app that are ours, whatever path it is served under.

    Streamlit itself serves only a folder beside the script, which may be read-only.
    """
    # Else Windows says what its registry has of scripts, and browsers refuse them.
    mimetypes.add_type("text/javascript", ".js")
    files = StaticFiles(directory=static_dir(), check_dir=False)
    return [Mount(f"/{PUBLISHED}", files), Mount(f"/{{base:path}}/{PUBLISHED}", files)]

"""The address under which the server gives what `assets` and the map have published."""

from __future__ import annotations

import mimetypes
import os
from pathlib import PurePath

from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from components.browser.assets import MAPS, PUBLISHED, static_dir
from data.packs import local_dir
from data.revision import revision


class _Files(StaticFiles):
    """The files; of the maps only those of the pack in force, whoever put it there."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Return where a file lies; nothing of a map that shows another state of the pack."""
        if PurePath(path).parts[:1] == (MAPS,) and PurePath(path).parts[1:2] != (
            revision(local_dir()),
        ):
            return "", None
        return super().lookup_path(path)


def routes() -> list[Mount]:
    """Return the routes of the app that are ours, whatever path it is served under.

    Streamlit itself serves only a folder beside the script, which may be read-only.
    """
    # Else Windows says what its registry has of scripts, and browsers refuse them.
    mimetypes.add_type("text/javascript", ".js")
    files = _Files(directory=static_dir(), check_dir=False)
    return [Mount(f"/{PUBLISHED}", files), Mount(f"/{{base:path}}/{PUBLISHED}", files)]

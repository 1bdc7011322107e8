"""A page that cannot be made because a table of the atlas itself cannot be read."""

from __future__ import annotations

import logging
from collections.abc import Callable

from components.blocks.base import Content
from components.blocks.plain import empty, title
from components.blocks.text import Words
from components.session.request import Request

_log = logging.getLogger(__name__)


def unbroken(request: Request, page: str, make: Callable[[], Content]) -> Content | None:
    """Return the content of a page; ``None`` if it fails and the data have problems.

    Without a problem of the data the failure is ours, and is raised.
    """
    try:
        return make()
    except Exception:
        if not request.catalog.problems:
            raise
        _log.exception("%s", page)
        return None


def broken_content(words: Words) -> Content:
    """Return what a page says that cannot be shown; the notice above it names file and remedy."""
    return {"title": title(words("broken.title")), "limits": empty(words("broken.text"))}

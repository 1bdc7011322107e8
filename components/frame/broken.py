"""A page that cannot be made because a table of the atlas itself cannot be read."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from components.blocks.base import Content
from components.blocks.plain import empty, title
from components.blocks.remedies import Remedy
from components.session.measures import count_error
from components.session.request import Request
from data.registers.outside import asked
from data.registers.questions import UnreachableError

SLOTS = ("notices", "title", "limits")
_log = logging.getLogger(__name__)

_R = TypeVar("_R")


def unbroken(request: Request, make: Callable[[Request], _R], instead: Callable[[], _R]) -> _R:
    """Return what is made for a request; where that fails and the data have problems, the other.

    Without a problem of the data the failure is ours, and is raised; but for a register elsewhere
    that does not answer.
    """
    try:
        return make(request)
    except UnreachableError:
        return instead()
    except Exception:
        if not request.catalog.problems:
            raise
        count_error("page")
        # Without its query, which is the reader's own.
        _log.exception("%s", urlsplit(request.address).path)
        return instead()


def broken_content(request: Request) -> Content:
    """Return what a page says that cannot be shown; the notice above it names file and remedy."""
    words = request.words
    if (register := asked()) and register.problem:
        undraw: Remedy = {"text": words("filter.remove_area"), "do": "undraw"}
        text = empty(words("register.gone.text"), undraw if request.chosen.area else None)
        return {"title": title(words("register.gone.title")), "limits": text}
    return {"title": title(words("broken.title")), "limits": empty(words("broken.text"))}

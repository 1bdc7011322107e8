"""What those who run the server ask it: does it live, is it ready, what does it count."""

from __future__ import annotations

import logging
from math import inf
from threading import Lock
from time import monotonic

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.status import HTTP_503_SERVICE_UNAVAILABLE

from components.door.metrics import counted
from components.door.refusals import FRESH
from components.session.accepted import accepted_lang
from components.session.state import catalog_in_force
from data.i18n import translate
from data.stopping import is_stopping
from data.stores import store

ANEW_S = 1.0
READING = "reading"
_log = logging.getLogger(__name__)


class Answers:
    """Whether the store answers; it is asked once a second, however many want to know."""

    def __init__(self) -> None:
        self._lock, self._asked, self._last = Lock(), -inf, True

    def now(self) -> bool:
        """Ask it, if that is longer ago than a second; who comes meanwhile waits for the answer."""
        with self._lock:
            if monotonic() - self._asked >= ANEW_S:
                self._last = self._ask()
                self._asked = monotonic()
            return self._last

    def _ask(self) -> bool:
        try:
            store().refresh()
        except OSError as error:  # of the store, or of the disk of the working copy
            _log.warning("%s", error)
            return False
        return True


_ANSWERS = Answers()


def probe_routes() -> list[Route]:
    """Return the routes, whatever path the app is served under."""
    answers = (("healthz", _alive), ("readyz", _ready), ("metrics", counted))
    return [
        Route(f"{base}/{name}", answer) for name, answer in answers for base in ("", "/{base:path}")
    ]


async def _alive(_: Request) -> Response:
    return PlainTextResponse("ok", headers=FRESH)


# Not a coroutine: the first to ask has the packs read.
def _ready(request: Request) -> Response:
    why = not_ready(reading=READING in request.query_params)
    lang = accepted_lang(request.headers)
    said = {"ready": not why, "why": {one: translate(lang, f"door.not_ready.{one}") for one in why}}
    return JSONResponse(said, HTTP_503_SERVICE_UNAVAILABLE if why else 200, FRESH)


def not_ready(*, reading: bool = False) -> list[str]:
    """Return why this server should get no readers now: ``stopping``, ``store``, ``packs``.

    Parameters
    ----------
    reading : bool
        Whether it is for reading only, which goes on without the store.
    """
    why = ["stopping"] if is_stopping() else []
    if not reading and not _ANSWERS.now():
        why.append("store")
    try:
        catalog_in_force()
    except Exception:  # noqa: BLE001 -- whatever it is, no page can be shown
        _log.exception("reading the packs")
        why.append("packs")
    return why

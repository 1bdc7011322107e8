"""The address at which a guest's phone gets what was shown, beside Streamlit's own.

It keeps the last few files under what they were made from, makes one at a time, and turns away
who comes while too many wait: a stranger can ask for many, and costs no reader a click.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Event, Lock
from urllib.parse import quote, urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.status import (
    HTTP_404_NOT_FOUND,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from components.blocks.text import spoken
from components.handout.job import Job
from components.handout.leave_behind import MOST_BYTES, SAVE, LeaveBehind, opened_in
from components.handout.limits import SECONDS
from components.handout.process import Process
from components.meeting.leave_link import LEAVE, told
from components.session.accepted import accepted_lang
from components.session.file_names import story_stem
from components.session.reader import person_of
from components.session.state import catalog_for
from data.brand import brand
from data.catalog import Catalog
from data.clock import today
from data.i18n import LANGS, Lang, translate
from data.stories import Story
from data.story_files import usable_stories

_KEPT, _WAITING = 8, 4  # files, and phones that may wait for one to be made
_MOST_NAMED = 2_000  # letters of a list of scenes
_RETRY_S = "60"
_HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


class _BusyError(Exception):
    """Too many wait."""


@dataclass(eq=False)
class _Waited(Job):
    """A file that somebody waits for, without asking again and again."""

    ended: Event = field(default_factory=Event)

    def be_made(self, take: Callable[[], Process]) -> Process | None:
        try:
            return super().be_made(take)
        finally:
            self.ended.set()


class Shelf:
    """The files made last; who asks for one that is being made waits for it."""

    def __init__(self) -> None:
        self._lock, self._kept = Lock(), OrderedDict[object, str]()
        self._turn, self._room = Lock(), BoundedSemaphore(_WAITING)
        self._reader = object()

    def get(self, key: object, order: LeaveBehind) -> str:
        """Return a file; make it, if it is not there.

        Raises
        ------
        _BusyError
            If too many wait, or the processes have too much to do.
        ValueError
            If it could not be made; the log says why.
        """
        if found := self._found(key):
            return found
        if not self._room.acquire(blocking=False):
            raise _BusyError
        try:
            with self._turn:
                return self._found(key) or self._make(key, order)
        finally:
            self._room.release()

    def _found(self, key: object) -> str:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key, "")

    def _make(self, key: object, order: LeaveBehind) -> str:
        job = _Waited("html", order.story.story_id, "leave", order, reader=self._reader)
        if not job.start():
            raise _BusyError
        if not job.ended.wait(SECONDS):
            job.cancel()
            raise _BusyError
        if job.state != "ready" or len(job.result) > MOST_BYTES:
            raise ValueError(job.why)
        made = job.result.decode()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


_SHELF = Shelf()


def leave_routes() -> list[Route]:
    """Return the routes of the page, whatever path the app is served under."""
    return [Route(path, _answer) for path in (f"/{LEAVE}", f"/{{base:path}}/{LEAVE}")]


# Not a coroutine: Starlette runs it beside the loop that serves all readers.
def _answer(request: Request) -> Response:
    asked, person = request.query_params, person_of(request.headers)
    catalog = catalog_for(person)
    lang = asked.get("lang", "")
    spoken_lang = lang if lang in LANGS else accepted_lang(request.headers)
    story = usable_stories().get(asked.get("story", ""))
    named = asked.get("scenes", "")
    shown = told(story, named) if story and len(named) <= _MOST_NAMED else None
    if shown is None:
        return _refused(spoken_lang, "leave.gone", HTTP_404_NOT_FOUND)
    try:
        made = _SHELF.get(_key(shown, catalog), LeaveBehind(shown, today(), person))
    except _BusyError:
        return _refused(spoken_lang, "leave.busy", HTTP_503_SERVICE_UNAVAILABLE)
    except ValueError:
        return _refused(spoken_lang, "leave.failed", HTTP_500_INTERNAL_SERVER_ERROR)
    made = opened_in(made, spoken_lang)
    headers = dict(_HEADERS)
    if asked.get("save"):
        headers["Content-Disposition"] = (
            f"attachment; filename*=UTF-8''{quote(_file(shown, catalog, spoken_lang))}"
        )
        return HTMLResponse(made, headers=headers)
    return HTMLResponse(made.replace(SAVE, _buttons(_query(request))), headers=headers)


def _key(story: Story, catalog: Catalog) -> tuple[object, ...]:
    """Return what a file is made from, but for the stores that no key names."""
    return story, catalog.key, catalog.published_only, brand().revision, today()


def _file(story: Story, catalog: Catalog, lang: Lang) -> str:
    words = spoken(catalog, lang)
    return f"{story_stem(words, story.title(lang), story.as_of(catalog))}.html"


def _buttons(query: str) -> str:
    """Return the button of each language that saves the file: only the page has it."""
    return Markup().join(
        Markup(
            '<a class="save save-{0}" lang="{0}" href="?{1}&lang={0}&save=1" download>{2}</a>'
        ).format(lang, query, translate(lang, "leave.save"))
        for lang in LANGS
    )


def _query(request: Request) -> str:
    """Return what the address names, without the language."""
    named = {
        name: request.query_params[name]
        for name in ("story", "scenes")
        if name in request.query_params
    }
    return urlencode(named, safe=",")


def _refused(lang: Lang, why: str, status: int) -> Response:
    headers = _HEADERS | (
        {"Retry-After": _RETRY_S} if status == HTTP_503_SERVICE_UNAVAILABLE else {}
    )
    return PlainTextResponse(translate(lang, why), status, headers)

"""The address that answers a search, beside Streamlit's own: a page is not made anew for it."""

from __future__ import annotations

from itertools import groupby
from typing import cast

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from components.blocks.text import Words, spoken
from components.browser.assets import PUBLISHED
from components.browser.contract import Found, FoundGroup, FoundItem
from components.search.entries import PAGE, ZONE, finder, leads_to
from components.session.reader import person_of
from components.session.state import catalog_for
from data.catalog import Catalog
from data.i18n import LANGS, Lang, pick_lang
from data.search import Entry

_MOST_OF_A_KIND = 6


def search_routes() -> list[Route]:
    """Return the routes of the search, whatever path the app is served under."""
    path = f"/{PUBLISHED}/search"
    return [Route(path, _answer), Route(f"/{{base:path}}{path}", _answer)]


# Not a coroutine: Starlette runs it beside the loop that serves all readers.
def _answer(request: Request) -> JSONResponse:
    asked = request.query_params
    lang = cast("Lang", asked["lang"]) if asked.get("lang") in LANGS else pick_lang(None)
    catalog = catalog_for(person_of(request.headers), asked.get("draft", ""))
    found = answer(catalog, lang, asked.get("q", ""), on_stage=bool(asked.get("stage")))
    return JSONResponse(found, headers={"Cache-Control": "no-store"})


def answer(catalog: Catalog, lang: Lang, text: str, *, on_stage: bool = False) -> Found:
    """Return what is found, by kind; the kind of the best one first, a few of each.

    Parameters
    ----------
    catalog : Catalog
    lang : {"zh", "en"}
    text : str
        What was typed; without a word, the pages are offered.
    on_stage : bool
        Whether it is asked during a presentation, which no page may end: none is found, and
        without a word the zones are offered.
    """
    words, known = spoken(catalog, lang), finder(catalog, lang)
    has_words, first = bool(text.strip()), ZONE if on_stage else PAGE
    hits = known.found(text) if has_words else [e for e in known.entries if e.kind == first]
    if on_stage:
        hits = [hit for hit in hits if hit.kind != PAGE]
    rank = {kind: place for place, kind in enumerate(dict.fromkeys(hit.kind for hit in hits))}
    said = words("search.found" if hits else "search.none", count=len(hits), text=text.strip())
    return {
        "label": words("search.label"),
        "placeholder": words("search.placeholder_stage" if on_stage else "search.placeholder"),
        "close": words("panel.close"),
        "said": said if has_words else words("search.how"),
        "groups": [
            _group(words, kind, list(group), whole=not has_words, on_stage=on_stage)
            for kind, group in groupby(sorted(hits, key=lambda hit: rank[hit.kind]), _kind_of)
        ],
    }


def _kind_of(entry: Entry) -> str:
    return entry.kind


def _group(
    words: Words, kind: str, hits: list[Entry], *, whole: bool, on_stage: bool
) -> FoundGroup:
    shown = hits if whole else hits[:_MOST_OF_A_KIND]
    items = [_item(hit, on_stage=on_stage) for hit in shown]
    return {"label": words(f"search.kind.{kind}"), "items": items}


def _item(hit: Entry, *, on_stage: bool) -> FoundItem:
    href, panel = leads_to(hit, on_stage=on_stage)
    return {"title": hit.title, "small": hit.small, "href": href, "open": panel}

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
from components.search.entries import PAGE, finder, leads_to
from components.session.reader import AT_HOME
from components.session.state import catalog_seen
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
    catalog = catalog_seen(asked.get("draft", ""), is_guest=AT_HOME not in request.headers)
    found = answer(catalog, lang, asked.get("q", ""))
    return JSONResponse(found, headers={"Cache-Control": "no-store"})


def answer(catalog: Catalog, lang: Lang, text: str) -> Found:
    """Return what is found, by kind; the kind of the best one first, a few of each.

    Parameters
    ----------
    catalog : Catalog
    lang : {"zh", "en"}
    text : str
        What was typed; without a word, the pages are offered.
    """
    words, known = spoken(catalog, lang), finder(catalog, lang)
    has_words = bool(text.strip())
    hits = known.found(text) if has_words else [e for e in known.entries if e.kind == PAGE]
    rank = {kind: place for place, kind in enumerate(dict.fromkeys(hit.kind for hit in hits))}
    said = words("search.found" if hits else "search.none", count=len(hits), text=text.strip())
    return {
        "label": words("search.label"),
        "placeholder": words("search.placeholder"),
        "close": words("panel.close"),
        "said": said if has_words else words("search.how"),
        "groups": [
            _group(words, kind, list(group), whole=not has_words)
            for kind, group in groupby(sorted(hits, key=lambda hit: rank[hit.kind]), _kind_of)
        ],
    }


def _kind_of(entry: Entry) -> str:
    return entry.kind


def _group(words: Words, kind: str, hits: list[Entry], *, whole: bool) -> FoundGroup:
    shown = hits if whole else hits[:_MOST_OF_A_KIND]
    return {"label": words(f"search.kind.{kind}"), "items": [_item(hit) for hit in shown]}


def _item(hit: Entry) -> FoundItem:
    href, panel = leads_to(hit)
    return {"title": hit.title, "small": hit.small, "href": href, "open": panel}

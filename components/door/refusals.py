"""What somebody is told whose request ends at the door, in the language of the browser."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Scope

from components.api.problems import plain_problem
from components.blocks.bare import bare_page
from components.door.named_routes import route_of
from data.i18n import Lang, pick_lang, translate

FRESH = {"Cache-Control": "no-store"}


def lang_of(scope: Scope) -> Lang:
    """Return the language that a browser asks for."""
    return pick_lang(Headers(scope=scope).get("accept-language"))


def refusal(scope: Scope, status: int, message_id: str, **values: object) -> Response:
    """Return an answer that says why there is no other; it may be another one the next time.

    Who opens an address gets a page, a program that asks the interface what it reads (RFC 9457),
    whatever else asks a line of text.
    """
    lang = lang_of(scope)
    said = translate(lang, message_id, **values)
    if "text/html" in Headers(scope=scope).get("accept", ""):
        page = bare_page(lang, translate(lang, "door.no_page"), said)
        return HTMLResponse(page, status, dict(FRESH))
    if route_of(scope["path"]) == "api":
        return plain_problem(status, lang, said)
    return PlainTextResponse(said, status, dict(FRESH))

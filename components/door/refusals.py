"""What somebody is told whose request ends at the door, in the language of the browser."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Scope

from data.i18n import Lang, pick_lang, translate

FRESH = {"Cache-Control": "no-store"}


def lang_of(scope: Scope) -> Lang:
    """Return the language that a browser asks for."""
    return pick_lang(Headers(scope=scope).get("accept-language"))


def refusal(scope: Scope, status: int, message_id: str, **values: object) -> PlainTextResponse:
    """Return an answer that says why there is no other; it may be another one the next time."""
    return PlainTextResponse(translate(lang_of(scope), message_id, **values), status, dict(FRESH))

"""What somebody is told whose request ends at the door, in the language of the browser."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.status import WS_1008_POLICY_VIOLATION
from starlette.types import Receive, Scope, Send

from components.api.problems import plain_problem
from components.blocks.bare import bare_page
from components.door.named_routes import route_of
from components.session.accepted import accepted_lang
from data.i18n import translate

FRESH = {"Cache-Control": "no-store"}


def refusal(scope: Scope, status: int, message_id: str, **values: object) -> Response:
    """Return an answer that says why there is no other; it may be another one the next time.

    Who opens an address gets a page, a program that asks the interface what it reads (RFC 9457),
    whatever else asks a line of text.
    """
    headers = Headers(scope=scope)
    lang = accepted_lang(headers)
    said = translate(lang, message_id, **values)
    if "text/html" in headers.get("accept", ""):
        page = bare_page(lang, translate(lang, "door.no_page"), said)
        return HTMLResponse(page, status, dict(FRESH))
    if route_of(scope["path"]) == "api":
        return plain_problem(status, lang, said)
    return PlainTextResponse(said, status, dict(FRESH))


async def refuse(
    scope: Scope,
    receive: Receive,
    send: Send,
    answer: Response,
    code: int = WS_1008_POLICY_VIOLATION,
) -> None:
    """End a request with an answer, and a connection, of which no page shows any, with a code."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": code})
    else:
        await answer(scope, receive, send)

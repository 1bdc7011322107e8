"""Requests that are not meant for this server, or not by its own pages, end here."""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.status import WS_1008_POLICY_VIOLATION
from starlette.types import ASGIApp, Receive, Scope, Send

from components.door.bearer import refused_token
from components.door.identity import identify
from components.door.origins import is_host_allowed, is_origin_allowed
from components.session.reader import PERSON, told
from data.access_tokens import TokenError
from data.i18n import pick_lang, translate


class Guard:
    """Let in who names this server rightly, and write on each connection who it is.

    Parameters
    ----------
    names : collection of str
        Further names of this server, such as that of a proxy in front of it.
    own_address : bool
        Whether it may be called by its address in the network.
    """

    def __init__(self, app: ASGIApp, names: Collection[str], *, own_address: bool) -> None:
        self.app, self.names, self.own_address = app, frozenset(names), own_address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
        elif not is_host_allowed(scope, self.names, own_address=self.own_address):
            await _refuse(scope, receive, send, 400, "door.wrong_host")
        elif not is_origin_allowed(scope, self.names):
            await _refuse(scope, receive, send, 403, "door.wrong_origin")
        else:
            try:
                marked = _marked(scope)
            except TokenError as error:
                await _refuse_token(scope, receive, send, error)
            else:
                await self.app(marked, receive, send)


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, why: str) -> None:
    if scope["type"] == "websocket":  # no page shows what is said to it
        await send({"type": "websocket.close", "code": WS_1008_POLICY_VIOLATION})
        return
    lang = pick_lang(Headers(scope=scope).get("accept-language"))
    await PlainTextResponse(translate(lang, why), status_code=status)(scope, receive, send)


async def _refuse_token(scope: Scope, receive: Receive, send: Send, error: TokenError) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": WS_1008_POLICY_VIOLATION})
        return
    await refused_token(scope, error)(scope, receive, send)


def _marked(scope: Scope) -> Scope:
    """Return the scope with our own word of who asks, and nobody else's."""
    mark = PERSON.lower().encode()
    headers = [(name, value) for name, value in scope["headers"] if name.lower() != mark]
    headers.append((mark, told(identify(scope)).encode()))
    return {**scope, "headers": headers}

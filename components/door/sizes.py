"""How large a request may be: what is larger ends here, before anybody reads it."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.status import WS_1009_MESSAGE_TOO_BIG
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.door.named_routes import route_of
from components.door.refusals import refusal, refuse

TARGET_BYTES = 16_000  # path and query; the longest link of ours has an area of 200 corners
HEADER_BYTES = 32_000  # with the cookies of a login
BODY_BYTES = 1_000_000  # of all but uploads, which have limits of their own


class _TooLargeError(Exception):
    """More has come than was announced."""


class Sizes:
    """Refuse addresses, headers and bodies that are too large."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        if refused := _refused(scope):
            answer = refusal(scope, *refused)
            await refuse(scope, receive, send, answer, WS_1009_MESSAGE_TOO_BIG)
        elif scope["type"] == "websocket" or route_of(scope["path"]) == "upload":
            await self.app(scope, receive, send)  # which have limits of their own
        else:
            await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on; end it where its body is longer than it may be, whatever it says."""
        come, is_answered = 0, False

        async def counted() -> Message:
            nonlocal come
            message = await receive()
            come += len(message.get("body", b""))
            if come > BODY_BYTES:
                raise _TooLargeError
            return message

        async def noted(message: Message) -> None:
            nonlocal is_answered
            is_answered = True
            await send(message)

        try:
            await self.app(scope, counted, noted)
        except _TooLargeError:
            if not is_answered:
                await refusal(scope, 413, "door.too_long")(scope, receive, send)


def _refused(scope: Scope) -> tuple[int, str] | None:
    headers = Headers(scope=scope)
    target = len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"])
    if target > TARGET_BYTES:
        return 414, "door.long_address"
    if sum(len(name) + len(text) for name, text in headers.raw) > HEADER_BYTES:
        return 431, "door.long_headers"
    length = headers.get("content-length", "0")[:20]
    is_upload = route_of(scope["path"]) == "upload"
    if not is_upload and length.isdecimal() and int(length) > BODY_BYTES:
        return 413, "door.too_long"
    return None

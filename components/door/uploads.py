"""Files come in only where a page asks for them."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.browser.streamlit_insides import UPLOADS
from components.door.refusals import refusal
from components.session.permits import Permit, permit_of


class Uploads:
    """Refuse files for a session whose page shows no uploader, and more than it may hold."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        session = _session(scope)
        if session is None:
            await self.app(scope, receive, send)
            return
        headers, permit = Headers(scope=scope), permit_of(session)
        length = headers.get("content-length", "")[:20]
        if permit is None or not permit.files:
            await refusal(scope, 403, "door.no_uploader")(scope, receive, send)
        # Every browser says it; of a body in pieces, what it says does not count.
        elif not length.isdecimal() or "transfer-encoding" in headers:
            await refusal(scope, 411, "door.no_length")(scope, receive, send)
        elif not permit.take(int(length)):
            await refusal(scope, 413, "door.too_much")(scope, receive, send)
        else:
            await self._upload(permit, int(length), scope, receive, send)

    async def _upload(
        self, permit: Permit, size: int, scope: Scope, receive: Receive, send: Send
    ) -> None:
        statuses = []

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            if statuses != [204]:
                permit.give_back(size)


def _session(scope: Scope) -> str | None:
    """Return the session for which a file comes, if one does."""
    if scope["type"] != "http" or scope["method"] != "PUT":
        return None
    _, found, rest = scope["path"].partition(f"/{UPLOADS}")
    return rest.partition("/")[0] if found else None

"""A link of something embedded that was changed, or has ended, ends here."""

from __future__ import annotations

from starlette.datastructures import Headers, QueryParams
from starlette.responses import HTMLResponse
from starlette.status import HTTP_403_FORBIDDEN
from starlette.types import ASGIApp, Receive, Scope, Send

from components.door.named_routes import route_of
from components.embed.refused import refused_page
from components.session.accepted import accepted_lang
from components.session.embed_link import EmbedLink
from components.session.menu import FIRST_PAGE
from data.clock import today
from data.i18n import LANGS
from data.settings import signing_key


class Embedded:
    """Refuse pages whose link does not hold; what is in them is refused by the session too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        link = _link(scope)
        why = link.problem(signing_key(), today()) if link else ""
        if not link or not why:
            await self.app(scope, receive, send)
            return
        asked = link.query.get("lang")
        lang = asked if asked in LANGS else accepted_lang(Headers(scope=scope))
        page = HTMLResponse(
            refused_page(lang, why), HTTP_403_FORBIDDEN, {"Cache-Control": "no-store"}
        )
        await page(scope, receive, send)


def _link(scope: Scope) -> EmbedLink | None:
    if scope["type"] != "http" or route_of(scope["path"]) != "page":
        return None
    asked = QueryParams(scope["query_string"])
    query = {name: ",".join(asked.getlist(name)) for name in asked}
    link = EmbedLink(scope["path"].rpartition("/")[2] or FIRST_PAGE, query)
    return link if link.block else None

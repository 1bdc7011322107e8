"""Requests that are not meant for this server, or not by its own pages, end here."""

from __future__ import annotations

from collections.abc import Collection

from starlette.types import ASGIApp, Receive, Scope, Send

from components.door.bearer import refused_token
from components.door.identity import identify
from components.door.logins import without_claims
from components.door.named_routes import Route, route_of
from components.door.origins import is_host_allowed, is_origin_allowed
from components.door.refusals import refusal, refuse
from components.session.reader import PERSON, told
from components.session.state import ShutOutError
from data.access_tokens import TokenError
from data.people import Person

# What holds data of the park: nothing for who may see nothing. All else is the same for everybody:
# Streamlit's own page and our scripts, with which the page says so.
PRIVATE: frozenset[Route] = frozenset({"upload", "media", "search", "leave", "tile", "map", "api"})


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
            await refuse(scope, receive, send, refusal(scope, 400, "door.wrong_host"))
        elif not is_origin_allowed(scope, self.names):
            await refuse(scope, receive, send, refusal(scope, 403, "door.wrong_origin"))
        else:
            await self._let_in(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            person = identify(scope)
        except TokenError as error:
            await refuse(scope, receive, send, refused_token(scope, error))
            return
        if person.refused and _is_private(scope):
            why = f"door.refused_{person.refused}"
            await refuse(scope, receive, send, refusal(scope, 401, why))
        else:
            try:
                await self.app(_marked(scope, person), receive, send)
            except ShutOutError as error:  # the login has ended since it was asked here
                why = f"door.refused_{error}"
                await refuse(scope, receive, send, refusal(scope, 401, why))


def _is_private(scope: Scope) -> bool:
    # A browser asks whether a page of others may ask (CORS), before it brings a token.
    is_asked = scope["type"] == "http" and scope["method"] != "OPTIONS"
    return is_asked and route_of(scope["path"]) in PRIVATE


def _marked(scope: Scope, person: Person) -> Scope:
    """Return the scope with our own word of who asks, and nobody else's."""
    mark = PERSON.lower().encode()
    headers = [(name, value) for name, value in without_claims(scope) if name.lower() != mark]
    headers.append((mark, told(person).encode()))
    return {**scope, "headers": headers}

"""Programs that ask with a token: who they are, and what a wrong token is told."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.status import HTTP_401_UNAUTHORIZED
from starlette.types import Scope

from components.api.problems import plain_problem
from components.door.named_routes import route_of
from components.session.accepted import accepted_lang
from data.access_tokens import CHALLENGE, TokenError, is_token, token_person
from data.i18n import translate
from data.people import Person


def bearer(scope: Scope) -> Person | None:
    """Return in whose name a request brings a token; ``None`` if it brings none.

    What is no token of ours counts as a wrong one where programs ask, and nowhere else: a proxy
    that lets readers log in may hand on its own.

    Raises
    ------
    data.access_tokens.TokenError
        If the token lets nobody in: whoever brings one is never taken for somebody else. On a
        websocket none does, which would outlive it.
    """
    kind, _, secret = Headers(scope=scope).get("authorization", "").partition(" ")
    secret = secret.strip()
    is_ours = is_token(secret) or route_of(scope["path"]) == "api"
    if kind.lower() != "bearer" or not is_ours:
        return None
    if scope["type"] == "websocket":
        raise TokenError("unknown")
    return token_person(secret)


def refused_token(scope: Scope, error: TokenError) -> JSONResponse:
    """Return the answer to a token that lets nobody in (RFC 6750, RFC 9457)."""
    lang = accepted_lang(Headers(scope=scope))
    detail = translate(lang, f"token.{error.why}")
    headers = {"WWW-Authenticate": f'{CHALLENGE}, error="invalid_token"'}
    return plain_problem(HTTP_401_UNAUTHORIZED, lang, detail, headers)

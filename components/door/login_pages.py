"""Where readers log in and out: from any page, and back to it."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request, cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.status import HTTP_303_SEE_OTHER, HTTP_404_NOT_FOUND
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.browser.streamlit_insides import (
    LOGGED_IN,
    LOGIN_COOKIE,
    LOGOUT,
    login_address,
)
from components.door.logins import login_of
from components.door.proxies import is_encrypted
from components.session.addresses import LOG_IN, LOG_OUT
from data import settings
from data.ended import end

_BACK = "atlas_back"  # cookie: the page that a login leads back to
_BACK_S, _MOST = 600, 2_000


def login_routes() -> list[Route]:
    """Return the routes of login and logout, whatever path the app is served under."""
    ends = ((LOG_IN, _log_in), (LOG_OUT, _log_out))
    return [Route(f"{base}/{path}", to) for base in ("", "/{base:path}") for path, to in ends]


def _log_in(request: Request) -> Response:
    page, _ = settings.proxy_pages()
    if settings.oidc() is None:
        return _to(page) if page else Response(status_code=HTTP_404_NOT_FOUND)
    answer = _to(login_address())
    came_from = quote(_page(request), safe="/?=&,:")
    if came_from:
        answer.set_cookie(_BACK, came_from, max_age=_BACK_S, httponly=True, samesite="lax")
    return answer


def _log_out(request: Request) -> Response:
    _, page = settings.proxy_pages()
    if _is_of_another(request.headers):
        return _to(".")
    if login := login_of(request.scope):
        end(login)
    return _to(page or ".") if settings.oidc() is None else _to(LOGOUT)


def _is_of_another(headers: Headers) -> bool:
    """Whether a page elsewhere leads here: it may not end a login."""
    return headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}


def _to(address: str) -> RedirectResponse:
    headers = {"Cache-Control": "no-store"}
    return RedirectResponse(address, HTTP_303_SEE_OTHER, headers)


def _page(request: Request) -> str:
    """Return the page of ours that a reader comes from, as path and query."""
    try:
        came = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return ""
    if came.netloc.lower() != request.headers.get("host", "").lower():
        return ""
    chosen = parse_qsl(came.query, keep_blank_values=True)
    if settings.guests() == "published":  # which is no choice of his
        chosen = [one for one in chosen if one != ("evidence", "published")]
    return _own(f"{came.path}?{urlencode(chosen, safe=',')}" if chosen else came.path)


def _own(page: str) -> str:
    """Return a page if it is one of this server, whatever a browser makes of it."""
    is_own = page.startswith("/") and not page.startswith("//") and "\\" not in page
    return page if is_own and page.isprintable() and len(page) <= _MOST else ""


class LoginPages:
    """Lead back to the page that a login began on; let the login's cookie travel by TLS only.

    Streamlit's own way out is for our own pages, too.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on; the answer to the end of a login leads back."""
        is_out = scope["type"] == "http" and scope["path"].endswith(f"/{LOGOUT}")
        if is_out and _is_of_another(Headers(scope=scope)):
            await _to("..")(scope, receive, send)
            return
        if scope["type"] != "http" or not scope["path"].endswith(f"/{LOGGED_IN}"):
            await self.app(scope, receive, send)
            return
        cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))
        back = _own(unquote(cookies.get(_BACK, "")))

        async def led_back(message: Message) -> None:
            if message["type"] == "http.response.start":
                if is_encrypted(scope):
                    message["headers"] = [_secure(*one) for one in message["headers"]]
                headers = MutableHeaders(scope=message)
                if back and any(LOGIN_COOKIE in one for one in headers.getlist("set-cookie")):
                    headers["location"] = quote(back, safe="/?=&,:%")
                headers.append("set-cookie", f"{_BACK}=; Max-Age=0; Path=/; HttpOnly")
            await send(message)

        await self.app(scope, receive, led_back)


def _secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    is_login = name.lower() == b"set-cookie" and value.startswith(LOGIN_COOKIE.encode())
    return name, value + b"; Secure" if is_login else value

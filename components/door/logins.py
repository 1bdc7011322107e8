"""Who has logged in: told by Streamlit's signed cookie, or by a proxy in front."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope

from components.browser.streamlit_insides import login_cookie
from components.door.proxies import is_from_proxy
from data import settings
from data.people import Login

_PROXY_MINUTES = 10  # after which a connection asks the proxy again
_APART = re.compile(r"\s*[,;]\s*")  # a group may be named by several words


def login_of(scope: Scope) -> Login | None:
    """Return the login that a request rests on; ``None`` for none.

    It may be over: what it is good for is asked each time (`data.logins.person_now`).
    """
    return _at_proxy(scope) or _by_cookie(scope)


def without_claims(scope: Scope) -> list[tuple[bytes, bytes]]:
    """Return the headers of a request without those that only a listed proxy may send."""
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    if is_from_proxy(scope):
        return headers
    kept_from_others = {name.encode() for name in settings.trusted_headers().values()}
    return [(name, value) for name, value in headers if name.lower() not in kept_from_others]


def _at_proxy(scope: Scope) -> Login | None:
    names = settings.trusted_headers()
    if not (names and is_from_proxy(scope)):
        return None
    headers = Headers(scope=scope)
    told = {what: _text(headers.get(name, "")) for what, name in names.items()}
    if not told["subject"]:
        return None
    until = _moment(told.get("until", ""))
    soon = datetime.now(UTC) + timedelta(minutes=_PROXY_MINUTES)
    return Login(
        told["subject"],
        told.get("name", ""),
        told.get("mail", ""),
        tuple(one for one in _APART.split(told.get("roles", "")) if one),
        min(until, soon) if until else soon,
    )


def _text(header: str) -> str:
    """Return a header as text: proxies send names as UTF-8, servers read them as Latin-1."""
    try:
        return header.encode("latin-1").decode().strip()
    except UnicodeError:
        return header.strip()


def _moment(text: str) -> datetime | None:
    """Return a time given as seconds since 1970 or as ISO 8601."""
    try:
        if text.isdecimal():
            return datetime.fromtimestamp(int(text), UTC)
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _by_cookie(scope: Scope) -> Login | None:
    known = settings.oidc()
    if known is None:
        return None
    raw = login_cookie(cookie_parser(Headers(scope=scope).get("cookie", "")))
    try:
        claims = json.loads(raw) if raw else {}
    except ValueError:
        return None
    address = urlsplit(known.address)
    if not claims.get("sub") or claims.get("origin") != f"{address.scheme}://{address.netloc}":
        return None
    return Login(
        str(claims["sub"]),
        str(claims.get("name") or claims.get("preferred_username") or ""),
        str(claims.get("email") or "") if _is_verified(claims) else "",
        _roles(claims, settings.roles_claim()),
        _until(claims),
        hashlib.sha256(raw.encode()).hexdigest()[:32],
    )


def _is_verified(claims: Mapping[str, Any]) -> bool:
    """Whether the issuer does not say that a mail is not verified; some say it as a text."""
    return str(claims.get("email_verified")).lower() != "false"


def _roles(claims: Mapping[str, Any], path: Sequence[str]) -> tuple[str, ...]:
    """Return the roles that a claim names: a list, or a text with commas between."""
    found: Any = claims if path else ()
    for part in path:
        found = found.get(part, ()) if isinstance(found, dict) else ()
    if isinstance(found, str):
        return tuple(one for one in _APART.split(found) if one)
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def _until(claims: Mapping[str, Any]) -> datetime:
    """Return when a login ends; one that does not say so is over."""
    hours, begun, ends = settings.login_hours(), claims.get("iat"), claims.get("exp")
    try:
        if hours is not None and begun is not None:
            return datetime.fromtimestamp(float(begun), UTC) + timedelta(hours=hours)
        return datetime.fromtimestamp(float(ends or 0), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)

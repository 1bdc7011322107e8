"""Who logs in, where, and what guests and roles may see (docs/roles.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from data.settings.door import KEY_LETTERS
from data.settings.setting import Setting

Guests = Literal["all", "published", "nobody"]

GUESTS = Setting(
    "ATLAS_GUESTS", "all", "what who has not logged in may see: all, published or nobody"
)
ROLES = Setting("ATLAS_ROLES", "none", "TOML file of who may do what (docs/roles.md)")
ADDRESS = Setting("ATLAS_ADDRESS", "none", "address at which readers open it, for the login")
OIDC = Setting("ATLAS_OIDC", "none", "issuer at which readers log in (OIDC), as an address")
OIDC_CLIENT = Setting("ATLAS_OIDC_CLIENT", "none", "client id that the issuer knows it by")
OIDC_SECRET = Setting("ATLAS_OIDC_SECRET", "none", "client secret for that")
OIDC_SECRET_FILE = Setting("ATLAS_OIDC_SECRET_FILE", "none", "file that holds it instead")
COOKIE_SECRET = Setting(
    "ATLAS_COOKIE_SECRET", "none", "signs the login's cookie: 32 random letters or more"
)
COOKIE_SECRET_FILE = Setting("ATLAS_COOKIE_SECRET_FILE", "none", "file that holds it instead")
LOGIN_HOURS = Setting("ATLAS_LOGIN_HOURS", "as the issuer says", "how long a login by OIDC lasts")
ROLES_CLAIM = Setting(
    "ATLAS_ROLES_CLAIM", "none", "claim of the login that names roles or groups, as roles or a.b"
)
TRUSTED_HEADERS = Setting(
    "ATLAS_TRUSTED_HEADERS",
    "none",
    "headers by which a proxy of `ATLAS_PROXIES` tells who has logged in (docs/roles.md)",
)
PROXY_LOGIN = Setting("ATLAS_PROXY_LOGIN", "none", "where to log in at a proxy in front")
PROXY_LOGOUT = Setting("ATLAS_PROXY_LOGOUT", "none", "where to log out at a proxy in front")

ALL = (
    GUESTS,
    ROLES,
    ADDRESS,
    OIDC,
    OIDC_CLIENT,
    OIDC_SECRET,
    OIDC_SECRET_FILE,
    COOKIE_SECRET,
    COOKIE_SECRET_FILE,
    LOGIN_HOURS,
    ROLES_CLAIM,
    TRUSTED_HEADERS,
    PROXY_LOGIN,
    PROXY_LOGOUT,
)

_ADDRESS = re.compile(r"https://[^\s?#]+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?[^\s?#]*")
_HEADER = re.compile(r"(name|subject|mail|roles|until)=([a-z0-9-]+)")
_LONGEST_H = 720


@dataclass(frozen=True)
class Oidc:
    """Where and as whom readers log in; nothing of it is told to anybody.

    Attributes
    ----------
    issuer, client : str
    address : str
        Of this server, as its readers open it.
    secret, cookie_secret : str
    """

    issuer: str
    client: str
    address: str
    secret: str = field(repr=False)
    cookie_secret: str = field(repr=False)


def guests() -> Guests:
    """Return what somebody who has not logged in may see.

    Raises
    ------
    ValueError
        If it is nothing that is known.

    Examples
    --------
    >>> guests()
    'all'
    >>> setenv("ATLAS_GUESTS", "published")
    >>> guests()
    'published'
    """
    known: tuple[Guests, ...] = get_args(Guests)
    return GUESTS.one_of(known)


def roles_file() -> Path | None:
    """Return the file of who may do what, if one is named.

    >>> setenv("ATLAS_ROLES", "/etc/atlas/roles.toml")
    >>> roles_file().as_posix()
    '/etc/atlas/roles.toml'
    """
    return ROLES.path


def has_login() -> bool:
    """Tell whether readers can log in: by OIDC, or at a proxy in front.

    >>> has_login()
    False
    >>> setenv("ATLAS_OIDC", "https://login.example.org")
    >>> has_login()
    True
    """
    return bool(OIDC.given or TRUSTED_HEADERS.given)


def oidc() -> Oidc | None:
    """Return where readers log in by OIDC, if they do.

    Raises
    ------
    ValueError
        If what it needs is missing or cannot be right; a secret is never in the message.

    Examples
    --------
    >>> oidc() is None
    True
    """
    if not OIDC.given:
        return None
    return Oidc(
        _address(OIDC, "https://login.example.org/realms/park"),
        _client(),
        _address(ADDRESS, "https://atlas.example.org"),
        _secret(OIDC_SECRET, OIDC_SECRET_FILE),
        _secret(COOKIE_SECRET, COOKIE_SECRET_FILE, KEY_LETTERS),
    )


def _client() -> str:
    if not (given := OIDC_CLIENT.given.strip()):
        raise OIDC_CLIENT.wrong("atlas")
    return given


def _address(setting: Setting, example: str) -> str:
    given = setting.given.strip().rstrip("/")
    if not _ADDRESS.fullmatch(given):
        raise setting.wrong(example, given)
    return given


def _secret(setting: Setting, in_file: Setting, fewest: int = 1) -> str:
    """Return a secret, from a file or the environment; no error repeats it."""
    used, given = setting, setting.given
    if in_file.path:
        used = in_file
        try:
            given = in_file.path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise in_file.wrong("/etc/atlas/secret") from error
    given = given.strip()
    if len(given) < fewest:
        example = "/etc/atlas/secret" if in_file.path else f"{'x' * min(fewest, 8)}…"
        raise used.wrong(f"{example} ({fewest}+)", in_file.given)
    return given


def login_hours() -> float | None:
    """Return how long a login lasts from when it began; ``None``: as its token says.

    Raises
    ------
    ValueError
        If it is no number of hours.

    Examples
    --------
    >>> setenv("ATLAS_LOGIN_HOURS", "8")
    >>> login_hours()
    8.0
    """
    if not LOGIN_HOURS.given:
        return None
    try:
        hours = float(LOGIN_HOURS.given)
    except ValueError:
        hours = 0
    if not 0 < hours <= _LONGEST_H:
        raise LOGIN_HOURS.wrong("8")
    return hours


def roles_claim() -> tuple[str, ...]:
    """Return the claim that names roles, as the path to it; empty for none.

    >>> setenv("ATLAS_ROLES_CLAIM", "realm_access.roles")
    >>> roles_claim()
    ('realm_access', 'roles')
    """
    return tuple(one for one in ROLES_CLAIM.given.split(".") if one)


def trusted_headers() -> dict[str, str]:
    """Return by what it tells the header of a proxy: ``subject``, ``name``, ``mail`` and so on.

    Raises
    ------
    ValueError
        If it is not of that form, or says nothing of the subject.

    Examples
    --------
    >>> setenv("ATLAS_TRUSTED_HEADERS", "subject=X-Forwarded-User, roles=X-Forwarded-Groups")
    >>> trusted_headers()
    {'subject': 'x-forwarded-user', 'roles': 'x-forwarded-groups'}
    """
    listed = [_HEADER.fullmatch(one) for one in TRUSTED_HEADERS.parts]
    found = {one[1]: one[2] for one in listed if one}
    if listed and ("subject" not in found or len(found) < len(listed)):
        raise TRUSTED_HEADERS.wrong("subject=X-Forwarded-User, roles=X-Forwarded-Groups")
    return found


def proxy_pages() -> tuple[str, str]:
    """Return where a proxy in front lets readers log in and out; empty where it is not said.

    >>> proxy_pages()
    ('', '')
    """
    return PROXY_LOGIN.given, PROXY_LOGOUT.given

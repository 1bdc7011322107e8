"""Who may come through the door: hosts, proxies, and the pages of others that show or ask it."""

from __future__ import annotations

import re

from data.settings.setting import Network, Setting, use

ALLOWED_HOSTS = Setting("ALLOWED_HOSTS", "none", "further names of this server, with commas")
PROXIES = Setting(
    "ATLAS_PROXIES",
    "none",
    "addresses or networks of proxies whose X-Forwarded-* count, with commas",
)
HSTS = Setting(
    "ATLAS_HSTS",
    "15552000",
    "seconds that browsers keep to https once they came by it; 0: not told",
)
FRAMED_BY = Setting("ATLAS_FRAMED_BY", "none", "origins whose pages may frame it, with commas")
SIGNING_KEY = Setting(
    "ATLAS_SIGNING_KEY", "none", "secret that signs links of embedded blocks, 32 letters or more"
)
API_ORIGINS = Setting(
    "ATLAS_API_ORIGINS", "none", "origins whose pages may ask the API, with commas"
)
ALL = (ALLOWED_HOSTS, PROXIES, HSTS, FRAMED_BY, SIGNING_KEY, API_ORIGINS)

KEY_LETTERS = 32  # of a secret that signs, at least

_PEERS = Setting("FORWARDED_ALLOW_IPS", "127.0.0.1", "whom uvicorn lets speak for others")
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_ORIGIN = re.compile(r"https?://[a-z0-9._-]+(:\d{1,5})?")


def allowed_hosts() -> tuple[str, ...]:
    """Return the names of this server beside its own, such as that of a proxy before it.

    Raises
    ------
    ValueError
        If one is no name: an address of a page, or with a port.

    Examples
    --------
    >>> setenv("ALLOWED_HOSTS", "Atlas.example, 10.0.0.5")
    >>> allowed_hosts()
    ('atlas.example', '10.0.0.5')
    """
    return ALLOWED_HOSTS.each(_HOST, "atlas.example.org")


def proxies() -> tuple[Network, ...]:
    """Return where the proxies are that are believed when they say for whom they ask.

    Raises
    ------
    ValueError
        If one is no address and no network.

    Examples
    --------
    >>> setenv("ATLAS_PROXIES", "127.0.0.1, 10.1.0.0/16")
    >>> [str(one) for one in proxies()]
    ['127.0.0.1/32', '10.1.0.0/16']
    """
    return PROXIES.networks()


def keep_peers() -> None:
    """Have the server tell who connects, and not whom that one says to speak for.

    uvicorn believes whatever program on this machine; we believe who is listed (`proxies`).
    """
    use(_PEERS, "")


def hsts_seconds() -> int:
    """Return for how long browsers that came by https are told to come by nothing else.

    Raises
    ------
    ValueError
        If it is no number of seconds.

    Examples
    --------
    >>> hsts_seconds()
    15552000
    """
    return HSTS.whole()


def framed_by() -> tuple[str, ...]:
    """Return the origins whose pages may show this app in a frame.

    Raises
    ------
    ValueError
        If one is no origin such as ``https://intranet.example``.

    Examples
    --------
    >>> setenv("ATLAS_FRAMED_BY", "https://intranet.example:8443")
    >>> framed_by()
    ('https://intranet.example:8443',)
    """
    return FRAMED_BY.each(_ORIGIN, "https://intranet.example.org")


def signing_key() -> str:
    """Return the secret that signs links of embedded blocks; nothing where there is none.

    Raises
    ------
    ValueError
        If it is short enough to be guessed; it is not repeated.

    Examples
    --------
    >>> signing_key()
    ''
    """
    if SIGNING_KEY.given and len(SIGNING_KEY.given) < KEY_LETTERS:
        raise SIGNING_KEY.wrong("$(openssl rand -hex 32)", "…")
    return SIGNING_KEY.given


def api_origins() -> tuple[str, ...]:
    """Return the origins whose pages may ask the API from a browser.

    Raises
    ------
    ValueError
        If one is no origin such as ``https://portal.example``.

    Examples
    --------
    >>> setenv("ATLAS_API_ORIGINS", "https://portal.example")
    >>> api_origins()
    ('https://portal.example',)
    """
    return API_ORIGINS.each(_ORIGIN, "https://portal.example.org")

"""How the server starts: on this machine alone, or opened to the network."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from typing import Any, TypeVar

from starlette.middleware import Middleware

from components.browser.streamlit_insides import LOGGED_IN
from components.door.embedded import Embedded
from components.door.guard import Guard
from components.door.headers import SafeHeaders
from components.door.login_pages import LoginPages
from components.door.messages import Messages
from components.door.proxies import Proxies
from components.door.rates import Rates
from components.door.replica import Replica
from components.door.sizes import Sizes
from components.door.traced import Traced
from components.door.uploads import Uploads
from components.session.basemaps import offered_basemaps
from data import settings
from data.i18n import pick_lang, translate
from data.logins import roles_in_force
from geo.basemaps import basemaps

T = TypeVar("T")


def door() -> list[Middleware]:
    """Return what every request passes, outermost first."""
    named, framed_by = _given(settings.allowed_hosts), _given(settings.framed_by)
    for one in _TOLD_AT_START:
        _given(one)
    own = _own_names() if settings.is_shared() else ()
    settings.keep_peers()
    return [
        Middleware(Proxies, _given(settings.proxies)),
        Middleware(Replica, _given(settings.replica)),
        Middleware(Traced),
        Middleware(
            SafeHeaders,
            *(basemaps(settings.tianditu_key()), framed_by, _given(settings.hsts_seconds)),
        ),
        Middleware(Guard, (*named, *own), own_address=settings.is_shared()),
        Middleware(LoginPages),
        Middleware(Sizes),
        Middleware(Rates),
        Middleware(Embedded),
        Middleware(Uploads),
        Middleware(Messages),
    ]


def options() -> dict[str, Any]:
    """Return the options of Streamlit that the settings decide."""
    named, is_shared = _given(settings.allowed_hosts), settings.is_shared()
    return {
        "server.port": _given(settings.port),
        "server.address": "0.0.0.0" if is_shared else "127.0.0.1",  # noqa: S104
        # What the server says at its start.
        "browser.serverAddress": _own_address() if is_shared else "localhost",
        # The guard knows more than a list can say: the address that a request came in on.
        "server.allowedHosts": ["*"],
        "server.corsAllowedOrigins": [f"https://{name}" for name in named],
    }


def secrets() -> dict[str, Any] | None:
    """Return what Streamlit needs for a login by OIDC, if there is one."""
    known = _given(settings.oidc)
    if known is None:
        return None
    return {
        "auth": {
            "redirect_uri": f"{known.address}/{LOGGED_IN}",
            "cookie_secret": known.cookie_secret,
            "client_id": known.client,
            "client_secret": known.secret,
            "server_metadata_url": f"{known.issuer}/.well-known/openid-configuration",
        }
    }


def _basemap() -> str:
    """Return the basemap that the setting names.

    Raises
    ------
    ValueError
        If there is none of that name.
    """
    named = settings.basemap()
    known = [one.basemap_id for one in offered_basemaps()]
    if named not in known:
        raise ValueError(settings.BASEMAP.name, named, " / ".join(known))
    return named


# Read where they are needed; what is wrong with one is told here, and not on every page.
_TOLD_AT_START: tuple[Callable[[], object], ...] = (
    _basemap,
    settings.api_origins,
    settings.set_today,
    settings.register_every,
    settings.metrics_from,
    settings.log_form,
    settings.drain_seconds,
    settings.signing_key,
    settings.guests,
    settings.login_hours,
    settings.trusted_headers,
    roles_in_force,
)


def _given(read: Callable[[], T]) -> T:
    """Return what a setting says; end, and say why, if it says nothing that can be used."""
    try:
        return read()
    except ValueError as error:
        name, value, example = error.args
        lang = pick_lang(settings.locale())
        sys.exit(translate(lang, "door.wrong_setting", name=name, value=value, example=example))


def _own_address() -> str:
    """Return the address of this machine in its network; its name if it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # asks only which way leads out, and sends nothing
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])


def _own_names() -> tuple[str, ...]:
    name = socket.gethostname().lower()
    return name, f"{name}.local"

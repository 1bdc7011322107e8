"""What whoever starts the Atlas can set: every variable of the environment, in one place.

No other room reads the environment. A variable is read when it is asked for, so that a test
can set it and no import decides.

>>> {setting.name for setting in SETTINGS} >= {"ATLAS_LOCAL", "ATLAS_READONLY"}
True
"""

from __future__ import annotations

from data.settings import login, store
from data.settings.command import LANG, LC_ALL, NOTIFY, SMTP, locale, notify_address, smtp_server
from data.settings.door import (
    ALLOWED_HOSTS,
    API_ORIGINS,
    FRAMED_BY,
    HSTS,
    PROXIES,
    SIGNING_KEY,
    allowed_hosts,
    api_origins,
    framed_by,
    hsts_seconds,
    keep_peers,
    proxies,
    signing_key,
)
from data.settings.login import (
    ADDRESS,
    GUESTS,
    OIDC,
    ROLES,
    Guests,
    Oidc,
    guests,
    has_login,
    login_hours,
    oidc,
    proxy_pages,
    roles_claim,
    roles_file,
    trusted_headers,
)
from data.settings.look import BASEMAP, TIANDITU_KEY, TODAY, basemap, set_today, tianditu_key
from data.settings.register import REGISTER, REGISTER_EVERY, register_address, register_every
from data.settings.server import (
    DRAIN,
    LOG,
    METRICS_FROM,
    PORT,
    REPLICA,
    SHARE,
    drain_seconds,
    is_shared,
    log_form,
    metrics_from,
    port,
    replica,
)
from data.settings.setting import Network, Setting, environment, use
from data.settings.store import (
    LOCAL,
    PARK,
    READONLY,
    STATE,
    STORE,
    STORE_PASSWORD,
    is_readonly,
    local_folder,
    park_folder,
    state_folder,
    store_password_file,
    store_url,
    use_local_folder,
)

__all__ = [
    "ADDRESS",
    "ALLOWED_HOSTS",
    "API_ORIGINS",
    "BASEMAP",
    "DRAIN",
    "FRAMED_BY",
    "GUESTS",
    "HSTS",
    "LANG",
    "LC_ALL",
    "LOCAL",
    "LOG",
    "METRICS_FROM",
    "NOTIFY",
    "OIDC",
    "PARK",
    "PORT",
    "PROXIES",
    "READONLY",
    "REGISTER",
    "REGISTER_EVERY",
    "REPLICA",
    "ROLES",
    "SETTINGS",
    "SHARE",
    "SIGNING_KEY",
    "SMTP",
    "STATE",
    "STORE",
    "STORE_PASSWORD",
    "TIANDITU_KEY",
    "TODAY",
    "Guests",
    "Network",
    "Oidc",
    "Setting",
    "allowed_hosts",
    "api_origins",
    "as_table",
    "basemap",
    "drain_seconds",
    "environment",
    "framed_by",
    "guests",
    "has_login",
    "hsts_seconds",
    "is_readonly",
    "is_shared",
    "keep_peers",
    "local_folder",
    "locale",
    "log_form",
    "login_hours",
    "metrics_from",
    "notify_address",
    "oidc",
    "park_folder",
    "port",
    "proxies",
    "proxy_pages",
    "register_address",
    "register_every",
    "replica",
    "roles_claim",
    "roles_file",
    "set_today",
    "signing_key",
    "smtp_server",
    "state_folder",
    "store_password_file",
    "store_url",
    "tianditu_key",
    "trusted_headers",
    "use",
    "use_local_folder",
]

SETTINGS = (
    *store.ALL,
    SHARE,
    ALLOWED_HOSTS,
    PROXIES,
    HSTS,
    METRICS_FROM,
    LOG,
    DRAIN,
    REPLICA,
    FRAMED_BY,
    *login.ALL,
    SIGNING_KEY,
    REGISTER,
    REGISTER_EVERY,
    API_ORIGINS,
    TIANDITU_KEY,
    BASEMAP,
    TODAY,
    NOTIFY,
    SMTP,
    LC_ALL,
    LANG,
    PORT,
    Setting("PYTHON", "python3", "Python that `make` sets the environment up with"),
)


def as_table() -> str:
    """Return the settings as the table that stands in README.md.

    >>> print(as_table().splitlines()[2])
    | `ATLAS_PARK` | data | folder of the park that it shows |
    """
    rows = [f"| `{one.name}` | {one.default} | {one.meaning} |" for one in SETTINGS]
    return "\n".join(["| variable | default | what it does |", "|---|---|---|", *rows])

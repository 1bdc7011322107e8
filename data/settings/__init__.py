"""What whoever starts the Atlas can set: every variable of the environment, in one place.

No other room reads the environment. A variable is read when it is asked for, so that a test
can set it and no import decides.

>>> {setting.name for setting in SETTINGS} >= {"ATLAS_LOCAL", "ATLAS_READONLY"}
True
"""

from __future__ import annotations

from data.settings import command, door, login, look, register, server, store
from data.settings.command import NOTIFY, SMTP, locale, notify_address, smtp_server
from data.settings.door import (
    API_ORIGINS,
    PROXIES,
    allowed_hosts,
    api_origins,
    framed_by,
    hsts_seconds,
    keep_peers,
    proxies,
    signing_key,
)
from data.settings.login import (
    ROLES,
    guests,
    has_login,
    login_hours,
    oidc,
    proxy_pages,
    roles_claim,
    roles_file,
    trusted_headers,
)
from data.settings.look import BASEMAP, basemap, set_today, tianditu_key
from data.settings.register import register_address, register_every
from data.settings.server import (
    PORT,
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
    "API_ORIGINS",
    "BASEMAP",
    "LOCAL",
    "NOTIFY",
    "PARK",
    "PORT",
    "PROXIES",
    "ROLES",
    "SETTINGS",
    "SMTP",
    "STATE",
    "STORE",
    "STORE_PASSWORD",
    "Network",
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
    *server.ALL,
    *door.ALL,
    *login.ALL,
    *register.ALL,
    *look.ALL,
    *command.ALL,
    Setting("PYTHON", "python3", "Python that `make` sets the environment up with"),
)


def as_table() -> str:
    """Return the settings as the table that stands in README.md.

    >>> print(as_table().splitlines()[2])
    | `ATLAS_PARK` | data | folder of the park that it shows |
    """
    rows = [f"| `{one.name}` | {one.default} | {one.meaning} |" for one in SETTINGS]
    return "\n".join(["| variable | default | what it does |", "|---|---|---|", *rows])

"""What whoever starts the Atlas can set: every variable of the environment, in one place.

No other module reads the environment. A variable is read when it is asked for, so that a test
can set it and no import decides.

>>> {setting.name for setting in SETTINGS} >= {"ATLAS_LOCAL", "ATLAS_READONLY"}
True
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal, get_args

Guests = Literal["all", "published", "nobody"]


@dataclass(frozen=True)
class Setting:
    """One variable of the environment.

    Attributes
    ----------
    name : str
    default : str
        What counts where it is not set, as a person would write it.
    meaning : str
    """

    name: str
    default: str
    meaning: str


PARK = Setting("ATLAS_PARK", "data", "folder of the park that it shows")
LOCAL = Setting("ATLAS_LOCAL", "data/local", "folder of your own data pack")
STATE = Setting("ATLAS_STATE", "data", "folder of all that the server writes")
STORE = Setting(
    "ATLAS_STORE",
    "the folder",
    "where all that the server writes is kept for many servers: postgresql://USER@HOST/DATABASE",
)
STORE_PASSWORD = Setting("ATLAS_STORE_PASSWORD_FILE", "none", "file with the password for that")
READONLY = Setting("ATLAS_READONLY", "0", "1: nobody can change the pack or the stories")
SHARE = Setting("SHARE", "0", "1: opens it to the network; others may look, not change")
ALLOWED_HOSTS = Setting("ALLOWED_HOSTS", "none", "further names of this server, with commas")
PROXIES = Setting(
    "ATLAS_PROXIES",
    "none",
    "addresses or networks of proxies whose X-Forwarded-* count, with commas",
)
FRAMED_BY = Setting("ATLAS_FRAMED_BY", "none", "origins whose pages may frame it, with commas")
GUESTS = Setting(
    "ATLAS_GUESTS", "all", "what who has not logged in may see: all, published or nobody"
)
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
PROXY_LOGIN = Setting("ATLAS_PROXY_LOGIN", "none", "where to log in at a proxy in front")
PROXY_LOGOUT = Setting("ATLAS_PROXY_LOGOUT", "none", "where to log out at a proxy in front")
TRUSTED_HEADERS = Setting(
    "ATLAS_TRUSTED_HEADERS",
    "none",
    "headers by which a proxy of `ATLAS_PROXIES` tells who has logged in (docs/roles.md)",
)
ROLES = Setting("ATLAS_ROLES", "none", "TOML file of who may do what (docs/roles.md)")
SIGNING_KEY = Setting(
    "ATLAS_SIGNING_KEY", "none", "secret that signs links of embedded blocks, 32 letters or more"
)
API_ORIGINS = Setting(
    "ATLAS_API_ORIGINS", "none", "origins whose pages may ask the API, with commas"
)
PORT = Setting("PORT", "8501", "port of `make run`")
TODAY = Setting("ATLAS_TODAY", "the clock", "day that counts as today: YYYY-MM-DD")
NOTIFY = Setting(
    "ATLAS_NOTIFY",
    "none",
    "where `python -m data stale --notify` tells what is due: a URL or mailto:",
)
SMTP = Setting("ATLAS_SMTP", "localhost:25", "mail server for that, as host:port")
TIANDITU_KEY = Setting("TIANDITU_KEY", "none", "key of Tianditu: adds it to the basemaps")
BASEMAP = Setting(
    "ATLAS_BASEMAP",
    "plain",
    "map under the layers at first: plain, osm, gaode, tianditu, or own- and a file of tiles",
)
HSTS = Setting(
    "ATLAS_HSTS",
    "15552000",
    "seconds that browsers keep to https once they came by it; 0: not told",
)
METRICS_FROM = Setting(
    "ATLAS_METRICS_FROM",
    "this machine",
    "addresses or networks that may read /metrics besides, with commas",
)
LOG = Setting("ATLAS_LOG", "text", "json: the log as lines of JSON, with the id of each request")
DRAIN = Setting(
    "ATLAS_DRAIN", "0", "seconds, at most, that a server asked to stop goes on, not ready"
)
REPLICA = Setting(
    "ATLAS_REPLICA", "none", "name of this server where several share a store; a cookie tells it"
)
REGISTER = Setting(
    "ATLAS_REGISTER",
    "none",
    "register of enterprises elsewhere: a folder, or an address such as "
    "postgresql://host/database/table",
)
REGISTER_EVERY = Setting(
    "ATLAS_REGISTER_EVERY", "60", "after how many minutes that is counted anew"
)
SETTINGS = (
    PARK,
    LOCAL,
    STATE,
    STORE,
    STORE_PASSWORD,
    READONLY,
    SHARE,
    ALLOWED_HOSTS,
    PROXIES,
    HSTS,
    METRICS_FROM,
    LOG,
    DRAIN,
    REPLICA,
    FRAMED_BY,
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
    SIGNING_KEY,
    REGISTER,
    REGISTER_EVERY,
    API_ORIGINS,
    TIANDITU_KEY,
    BASEMAP,
    TODAY,
    NOTIFY,
    SMTP,
    Setting("LC_ALL", "LANG", "language of what `python -m data` says"),
    Setting("LANG", "en", "the same, where LC_ALL is not set"),
    PORT,
    Setting("PYTHON", "python3", "Python that `make` sets the environment up with"),
)


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


_ADDRESS = re.compile(r"https://[^\s?#]+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?[^\s?#]*")
_HEADER = re.compile(r"(name|subject|mail|roles|until)=([a-z0-9-]+)")
_KEY_LETTERS = 32  # of a secret that signs, at least
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_ORIGIN = re.compile(r"https?://[a-z0-9._-]+(:\d{1,5})?")


def park_folder() -> Path | None:
    """Return the folder named for the park, if one is named.

    >>> os.environ[PARK.name] = "/srv/park"
    >>> park_folder().as_posix()
    '/srv/park'
    >>> del os.environ[PARK.name]
    >>> park_folder() is None
    True
    """
    named = os.environ.get(PARK.name)
    return Path(named) if named else None


def local_folder() -> Path | None:
    """Return the folder named for the user's own pack, if one is named.

    >>> os.environ[LOCAL.name] = "/srv/pack"
    >>> local_folder().as_posix()
    '/srv/pack'
    >>> del os.environ[LOCAL.name]
    >>> local_folder() is None
    True
    """
    named = os.environ.get(LOCAL.name)
    return Path(named) if named else None


def state_folder() -> Path | None:
    """Return the folder named for all that the server writes, if one is named.

    >>> os.environ[STATE.name] = "/var/lib/atlas"
    >>> state_folder().as_posix()
    '/var/lib/atlas'
    >>> del os.environ[STATE.name]
    """
    named = os.environ.get(STATE.name)
    return Path(named) if named else None


def store_url() -> str:
    """Return the address of the shared store; empty where the folder is the store.

    >>> os.environ[STORE.name] = "postgresql://atlas@db.example/atlas"
    >>> store_url()
    'postgresql://atlas@db.example/atlas'
    >>> del os.environ[STORE.name]
    >>> store_url()
    ''
    """
    return os.environ.get(STORE.name, "")


def store_password_file() -> Path | None:
    """Return the file that holds the password of the shared store, if one is named.

    >>> os.environ[STORE_PASSWORD.name] = "/run/secrets/atlas"
    >>> store_password_file().as_posix()
    '/run/secrets/atlas'
    >>> del os.environ[STORE_PASSWORD.name]
    """
    named = os.environ.get(STORE_PASSWORD.name)
    return Path(named) if named else None


def use_local_folder(folder: Path) -> None:
    """Make a folder that of the user's own pack, for this process.

    >>> use_local_folder(Path("/srv/pack"))
    >>> local_folder().as_posix()
    '/srv/pack'
    >>> del os.environ[LOCAL.name]
    """
    os.environ[LOCAL.name] = str(folder)


def is_readonly() -> bool:
    """Tell whether nobody may change what this server shows.

    >>> os.environ[READONLY.name] = "1"
    >>> is_readonly()
    True
    >>> os.environ[READONLY.name] = "0"
    >>> is_readonly()
    False
    >>> del os.environ[READONLY.name]
    """
    return os.environ.get(READONLY.name, "") not in {"", "0"}


def is_shared() -> bool:
    """Tell whether the server is opened to the network.

    >>> os.environ[SHARE.name] = "1"
    >>> is_shared()
    True
    >>> del os.environ[SHARE.name]
    >>> is_shared()
    False
    """
    return os.environ.get(SHARE.name, "") not in {"", "0"}


def replica() -> str:
    """Return the name of this server among several; empty for the only one.

    Raises
    ------
    ValueError
        If it could not stand in a cookie.

    Examples
    --------
    >>> os.environ[REPLICA.name] = "atlas-2"
    >>> replica()
    'atlas-2'
    >>> del os.environ[REPLICA.name]
    """
    given = os.environ.get(REPLICA.name, "")
    if given and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", given):
        raise ValueError(REPLICA.name, given, "atlas-2")
    return given


def allowed_hosts() -> tuple[str, ...]:
    """Return the names of this server beside its own, such as that of a proxy before it.

    Raises
    ------
    ValueError
        If one is no name: an address of a page, or with a port. Its arguments are the name
        of the setting, what was given, and an example.

    Examples
    --------
    >>> os.environ[ALLOWED_HOSTS.name] = "Atlas.example, 10.0.0.5"
    >>> allowed_hosts()
    ('atlas.example', '10.0.0.5')
    >>> del os.environ[ALLOWED_HOSTS.name]
    """
    return _listed(ALLOWED_HOSTS, _HOST, "atlas.example.org")


def proxies() -> tuple[IPv4Network | IPv6Network, ...]:
    """Return where the proxies are that are believed when they say for whom they ask.

    Raises
    ------
    ValueError
        If one is no address and no network.

    Examples
    --------
    >>> os.environ[PROXIES.name] = "127.0.0.1, 10.1.0.0/16"
    >>> [str(one) for one in proxies()]
    ['127.0.0.1/32', '10.1.0.0/16']
    >>> del os.environ[PROXIES.name]
    """
    return _networks(PROXIES)


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
    return _seconds(HSTS)


def drain_seconds() -> int:
    """Return for how long a server that is to stop goes on for those who are there.

    Raises
    ------
    ValueError
        If it is no number of seconds.

    Examples
    --------
    >>> drain_seconds()
    0
    """
    return _seconds(DRAIN)


def metrics_from() -> tuple[IPv4Network | IPv6Network, ...]:
    """Return who may read what the server counts, besides this machine.

    Raises
    ------
    ValueError
        If one is no address and no network.

    Examples
    --------
    >>> metrics_from()
    ()
    """
    return _networks(METRICS_FROM)


def log_form() -> str:
    """Return how the log is written: ``text`` or ``json``.

    Raises
    ------
    ValueError
        If it is neither.

    Examples
    --------
    >>> log_form()
    'text'
    """
    given = os.environ.get(LOG.name) or LOG.default
    if given not in {"text", "json"}:
        raise ValueError(LOG.name, given, "json")
    return given


def _seconds(setting: Setting) -> int:
    given = os.environ.get(setting.name) or setting.default
    if not (given.isascii() and given.isdigit()):
        raise ValueError(setting.name, given, setting.default)
    return int(given)


def keep_peers() -> None:
    """Have the server tell who connects, and not whom that one says to speak for.

    uvicorn believes whatever program on this machine; we believe who is listed (`proxies`).

    >>> keep_peers()
    >>> os.environ.pop("FORWARDED_ALLOW_IPS")
    ''
    """
    os.environ["FORWARDED_ALLOW_IPS"] = ""


def framed_by() -> tuple[str, ...]:
    """Return the origins whose pages may show this app in a frame.

    Raises
    ------
    ValueError
        If one is no origin such as ``https://intranet.example``.

    Examples
    --------
    >>> os.environ[FRAMED_BY.name] = "https://intranet.example:8443"
    >>> framed_by()
    ('https://intranet.example:8443',)
    >>> del os.environ[FRAMED_BY.name]
    """
    return _listed(FRAMED_BY, _ORIGIN, "https://intranet.example.org")


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
    given = os.environ.get(SIGNING_KEY.name, "")
    if given and len(given) < _KEY_LETTERS:
        raise ValueError(SIGNING_KEY.name, "…", "$(openssl rand -hex 32)")
    return given


def api_origins() -> tuple[str, ...]:
    """Return the origins whose pages may ask the API from a browser.

    Raises
    ------
    ValueError
        If one is no origin such as ``https://portal.example``.

    Examples
    --------
    >>> os.environ[API_ORIGINS.name] = "https://portal.example"
    >>> api_origins()
    ('https://portal.example',)
    >>> del os.environ[API_ORIGINS.name]
    """
    return _listed(API_ORIGINS, _ORIGIN, "https://portal.example.org")


def _parts(setting: Setting) -> tuple[str, ...]:
    given = os.environ.get(setting.name, "").lower()
    return tuple(one for one in re.split(r"[,\s]+", given) if one)


def _networks(setting: Setting) -> tuple[IPv4Network | IPv6Network, ...]:
    found = []
    for one in _parts(setting):
        try:
            found.append(ip_network(one))
        except ValueError as error:
            raise ValueError(setting.name, one, "127.0.0.1, 10.1.0.0/16") from error
    return tuple(found)


def _listed(setting: Setting, form: re.Pattern[str], example: str) -> tuple[str, ...]:
    found = _parts(setting)
    for one in found:
        if not form.fullmatch(one):
            raise ValueError(setting.name, one, example)
    return found


def port() -> int:
    """Return the port of the server.

    Raises
    ------
    ValueError
        If it is none.

    Examples
    --------
    >>> os.environ[PORT.name] = "9000"
    >>> port()
    9000
    >>> del os.environ[PORT.name]
    """
    given = os.environ.get(PORT.name) or PORT.default
    if not (given.isascii() and given.isdigit() and int(given) < 65536):
        raise ValueError(PORT.name, given, PORT.default)
    return int(given)


def guests() -> Guests:
    """Return what somebody who has not logged in may see.

    Raises
    ------
    ValueError
        If it is nothing that is known.

    Examples
    --------
    >>> os.environ[GUESTS.name] = "published"
    >>> guests()
    'published'
    >>> del os.environ[GUESTS.name]
    >>> guests()
    'all'
    """
    given = os.environ.get(GUESTS.name) or GUESTS.default
    known: tuple[Guests, ...] = get_args(Guests)
    for one in known:
        if one == given.lower():
            return one
    raise ValueError(GUESTS.name, given, " / ".join(known))


def has_login() -> bool:
    """Tell whether readers can log in: by OIDC, or at a proxy in front.

    >>> os.environ[OIDC.name] = "https://login.example.org"
    >>> has_login()
    True
    >>> del os.environ[OIDC.name]
    >>> has_login()
    False
    """
    return bool(os.environ.get(OIDC.name) or os.environ.get(TRUSTED_HEADERS.name))


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
    if not os.environ.get(OIDC.name):
        return None
    return Oidc(
        _address(OIDC, "https://login.example.org/realms/park"),
        _needed(OIDC_CLIENT, "atlas"),
        _address(ADDRESS, "https://atlas.example.org"),
        _secret(OIDC_SECRET, OIDC_SECRET_FILE),
        _secret(COOKIE_SECRET, COOKIE_SECRET_FILE, _KEY_LETTERS),
    )


def _needed(setting: Setting, example: str) -> str:
    given = os.environ.get(setting.name, "").strip()
    if not given:
        raise ValueError(setting.name, "", example)
    return given


def _address(setting: Setting, example: str) -> str:
    given = os.environ.get(setting.name, "").strip().rstrip("/")
    if not _ADDRESS.fullmatch(given):
        raise ValueError(setting.name, given, example)
    return given


def _secret(setting: Setting, in_file: Setting, fewest: int = 1) -> str:
    """Return a secret, from a file or the environment."""
    file, used = os.environ.get(in_file.name), setting
    given = os.environ.get(setting.name, "")
    if file:
        used = in_file
        try:
            given = Path(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(in_file.name, file, "/etc/atlas/secret") from error
    given = given.strip()
    if len(given) < fewest:
        example = "/etc/atlas/secret" if file else f"{'x' * min(fewest, 8)}…"
        raise ValueError(used.name, file or "", f"{example} ({fewest}+)")
    return given


def login_hours() -> float | None:
    """Return how long a login lasts from when it began; ``None``: as its token says.

    Raises
    ------
    ValueError
        If it is no number of hours.

    Examples
    --------
    >>> os.environ[LOGIN_HOURS.name] = "8"
    >>> login_hours()
    8.0
    >>> del os.environ[LOGIN_HOURS.name]
    """
    given = os.environ.get(LOGIN_HOURS.name)
    try:
        hours = float(given) if given else None
    except ValueError:
        hours = 0
    if hours is not None and not 0 < hours <= 720:
        raise ValueError(LOGIN_HOURS.name, given, "8")
    return hours


def roles_claim() -> tuple[str, ...]:
    """Return the claim that names roles, as the path to it; empty for none.

    >>> os.environ[ROLES_CLAIM.name] = "realm_access.roles"
    >>> roles_claim()
    ('realm_access', 'roles')
    >>> del os.environ[ROLES_CLAIM.name]
    """
    return tuple(one for one in os.environ.get(ROLES_CLAIM.name, "").split(".") if one)


def trusted_headers() -> dict[str, str]:
    """Return by what it tells the header of a proxy: ``subject``, ``name``, ``mail`` and so on.

    Raises
    ------
    ValueError
        If it is not of that form, or says nothing of the subject.

    Examples
    --------
    >>> os.environ[TRUSTED_HEADERS.name] = "subject=X-Forwarded-User, roles=X-Forwarded-Groups"
    >>> trusted_headers()
    {'subject': 'x-forwarded-user', 'roles': 'x-forwarded-groups'}
    >>> del os.environ[TRUSTED_HEADERS.name]
    """
    example = "subject=X-Forwarded-User, roles=X-Forwarded-Groups"
    listed = [_HEADER.fullmatch(one) for one in _parts(TRUSTED_HEADERS)]
    found = {one[1]: one[2] for one in listed if one}
    if listed and ("subject" not in found or len(found) < len(listed)):
        raise ValueError(TRUSTED_HEADERS.name, os.environ[TRUSTED_HEADERS.name], example)
    return found


def proxy_pages() -> tuple[str, str]:
    """Return where a proxy in front lets readers log in and out; empty where it is not said.

    >>> proxy_pages()
    ('', '')
    """
    return os.environ.get(PROXY_LOGIN.name, ""), os.environ.get(PROXY_LOGOUT.name, "")


def roles_file() -> Path | None:
    """Return the file of who may do what, if one is named.

    >>> os.environ[ROLES.name] = "/etc/atlas/roles.toml"
    >>> roles_file().as_posix()
    '/etc/atlas/roles.toml'
    >>> del os.environ[ROLES.name]
    """
    named = os.environ.get(ROLES.name)
    return Path(named) if named else None


def tianditu_key() -> str | None:
    """Return the key of the national map service, if there is one.

    >>> os.environ[TIANDITU_KEY.name] = "secret"
    >>> tianditu_key()
    'secret'
    >>> del os.environ[TIANDITU_KEY.name]
    """
    return os.environ.get(TIANDITU_KEY.name)


def basemap() -> str:
    """Return the id of the basemap that a reader sees who has not chosen any.

    >>> os.environ[BASEMAP.name] = "osm"
    >>> basemap()
    'osm'
    >>> del os.environ[BASEMAP.name]
    >>> basemap()
    'plain'
    """
    return os.environ.get(BASEMAP.name) or BASEMAP.default


def set_today() -> date | None:
    """Return the day that is set to count as today; ``None`` for that of the clock.

    Raises
    ------
    ValueError
        If it is no day.

    Examples
    --------
    >>> os.environ[TODAY.name] = "2026-11-26"
    >>> set_today()
    datetime.date(2026, 11, 26)
    >>> del os.environ[TODAY.name]
    """
    given = os.environ.get(TODAY.name)
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise ValueError(TODAY.name, given, "2026-11-26") from error


def notify_address() -> str:
    """Return where what is due is told: a URL, an address after ``mailto:``, or nothing.

    >>> os.environ[NOTIFY.name] = "mailto:office@park.example"
    >>> notify_address()
    'mailto:office@park.example'
    >>> del os.environ[NOTIFY.name]
    """
    return os.environ.get(NOTIFY.name, "")


def smtp_server() -> tuple[str, int]:
    """Return host and port of the mail server.

    Raises
    ------
    ValueError
        If its port is none.

    Examples
    --------
    >>> smtp_server()
    ('localhost', 25)
    """
    given = os.environ.get(SMTP.name) or SMTP.default
    host, _, number = given.rpartition(":")
    if not (host and number.isascii() and number.isdigit() and int(number) < 65536):
        raise ValueError(SMTP.name, given, SMTP.default)
    return host, int(number)


def register_address() -> str:
    """Return where the register of enterprises is, if it is elsewhere; else nothing.

    >>> os.environ[REGISTER.name] = "/srv/register"
    >>> register_address()
    '/srv/register'
    >>> del os.environ[REGISTER.name]
    """
    return os.environ.get(REGISTER.name, "")


def register_every() -> int:
    """Return after how many minutes a register elsewhere is counted anew.

    Raises
    ------
    ValueError
        If it is no number of minutes.

    Examples
    --------
    >>> register_every()
    60
    """
    given = os.environ.get(REGISTER_EVERY.name) or REGISTER_EVERY.default
    if not (given.isascii() and given.isdigit() and int(given) > 0):
        raise ValueError(REGISTER_EVERY.name, given, REGISTER_EVERY.default)
    return int(given)


def locale() -> str:
    """Return the locale of the command line, such as ``zh_CN.UTF-8``.

    >>> os.environ["LC_ALL"] = "zh_CN.UTF-8"
    >>> locale()
    'zh_CN.UTF-8'
    >>> del os.environ["LC_ALL"]
    """
    return os.environ.get("LC_ALL") or os.environ.get("LANG", "en")


def environment(names: Iterable[str] | None = None) -> dict[str, str]:
    """Return the environment for another process.

    Parameters
    ----------
    names : iterable of str, optional
        Which variables it gets, of those that are set; all if left out.

    Examples
    --------
    >>> environment([])
    {}
    """
    kept = os.environ if names is None else set(names)
    return {name: value for name, value in os.environ.items() if name in kept}


def as_table() -> str:
    """Return the settings as the table that stands in README.md.

    >>> print(as_table().splitlines()[2])
    | `ATLAS_PARK` | data | folder of the park that it shows |
    """
    rows = [f"| `{one.name}` | {one.default} | {one.meaning} |" for one in SETTINGS]
    return "\n".join(["| variable | default | what it does |", "|---|---|---|", *rows])

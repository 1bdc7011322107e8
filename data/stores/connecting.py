"""A connection to the database of a shared store, and what is wrong where there is none.

Direct connections, not a pool: a store is written to seldom, and one made anew is never stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from data.settings import STORE, STORE_PASSWORD, store_password_file
from data.stores.errors import Refusal, StoreError

Connection = psycopg.Connection[Any]
# Unless the address says otherwise.
_USUAL = {
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # ms; of what was sent and not heard of
}
# A machine that is gone without a word would hold its locks for two hours: so the database looks
# after it, too. Whatever the database or the user has set, the names are those of PostGIS.
_SESSION = """SELECT set_config(name, setting, false) FROM (VALUES
    ('idle_in_transaction_session_timeout', '0'),
    ('tcp_keepalives_idle', '15'), ('tcp_keepalives_interval', '5'), ('tcp_keepalives_count', '3'),
    ('tcp_user_timeout', '30s'),
    ('search_path', coalesce((SELECT extnamespace::regnamespace::text FROM pg_catalog.pg_extension
                              WHERE extname = 'postgis'), 'public'))
) AS given (name, setting)"""
# By its words, English or Chinese as the server is set: of a connection that was refused, libpq has
# no code.
_WORDS: tuple[tuple[str, Refusal], ...] = (
    ("password authentication failed", "password"),
    ("Password 认证失败", "password"),
    ("no password supplied", "password"),
    ("pg_hba.conf", "no_rights"),
    ("does not exist", "no_database"),
    ("不存在", "no_database"),
)


def is_url(text: str) -> bool:
    """Tell whether a text is the address of a database, not that of a folder.

    >>> is_url("postgresql://db/atlas"), is_url("/var/lib/atlas")
    (True, False)
    """
    return text.startswith(("postgresql://", "postgres://"))


def shown(url: str) -> str:
    """Return an address without its password.

    >>> shown("postgresql://atlas:secret@db.example:5433/park?sslmode=require")
    'postgresql://atlas@db.example:5433/park'
    """
    told = _read(url)
    user = f"{told['user']}@" if "user" in told else ""
    port = f":{told['port']}" if "port" in told else ""
    return f"postgresql://{user}{told.get('host', '')}{port}/{told.get('dbname', '')}"


def _read(url: str) -> dict[str, Any]:
    try:
        told = conninfo_to_dict(url) if is_url(url) else {}
    except psycopg.Error:  # its text may hold the password
        told = {}
    # In a host or a name it is behind the rest of a password that was not quoted.
    if not told or "@" in f"{told.get('host')} {told.get('dbname')}":
        raise StoreError("address", name=STORE.name)
    return told


def connected(url: str) -> Connection:
    """Return a new connection, which commits each statement unless told otherwise.

    Raises
    ------
    StoreError
        With what is wrong.
    """
    ours = {"application_name": "cloud-valley-atlas", "client_encoding": "UTF8"}
    told = _USUAL | _read(url) | ours
    if file := store_password_file():
        told["password"] = _password(file)
    try:
        made = psycopg.connect(**told, autocommit=True)
        encoding = made.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            made.close()
            raise StoreError("encoding", where=shown(url), encoding=encoding)
        made.execute(_SESSION)
    except psycopg.Error as error:
        raise refused(error, url) from None
    return made


def _password(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise StoreError("password_file", name=STORE_PASSWORD.name, file=file) from None


@contextmanager
def connection(url: str) -> Iterator[Connection]:
    """Give a connection, and close it; what the database refuses is a `StoreError`."""
    made = connected(url)
    try:
        yield made
    except psycopg.Error as error:
        raise refused(error, url) from error
    finally:
        made.close()


def refused(error: psycopg.Error, url: str) -> StoreError:
    """Return what an error of the database means, in words without a password."""
    where = shown(url)
    match error:
        case errors.LockNotAvailable() | errors.QueryCanceled():
            return StoreError("busy", where=where)
        case errors.InsufficientPrivilege():
            return StoreError("no_rights", where=where, reason=_reason(error, url))
        case errors.UndefinedTable() | errors.UndefinedColumn() | errors.InvalidSchemaName():
            return StoreError("too_old", where=where)
    said = str(error)
    why = next((why for words, why in _WORDS if words in said), None)
    if why is None:
        is_away = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
        why = "unreachable" if is_away and not isinstance(error, errors.DiskFull) else "refused"
    return StoreError(why, where=where, reason=_reason(error, url))


def _reason(error: psycopg.Error, url: str) -> str:
    """Return the first line of what the database says, at most; never a password."""
    said = next(iter(str(error).strip().splitlines()), "")
    secret = _read(url).get("password")
    hidden = said.replace(str(secret), "…") if secret else said
    return re.sub(r"//[^/@\s]*:[^/@\s]*@", "//…@", hidden)[:300]

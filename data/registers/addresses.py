"""Where a register is in an engine that the user runs: what ``ATLAS_REGISTER`` says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from data.registers.questions import UnreachableError

PORTS = {"postgresql": 5432, "clickhouse": 8123, "trino": 8080, "spark": 15002}
_ALSO = {"postgres": "postgresql", "sc": "spark"}
_TABLE = re.compile(r"\w+(\.\w+){0,2}")


@dataclass(frozen=True)
class Address:
    """A table of an engine.

    Attributes
    ----------
    engine : str
        One of `PORTS`.
    host : str
        A folder that begins with ``/`` is that of a socket (PostgreSQL).
    port : int
    user, password : str
        Empty if not given.
    database : str
        Database, or catalog of Trino; empty if not given.
    table : str
        May begin with its schema, and that with its catalog.
    options : mapping of str to str
        Further words for the engine's driver, such as ``sslmode``.
    """

    engine: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    database: str
    table: str
    options: Mapping[str, str]

    @property
    def where(self) -> str:
        """The engine and its host, without user and password, as a person is told it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.engine}://{host}:{self.port}"


def read_address(text: str) -> Address:
    """Read ``engine://user:password@host:port/database/table?option=value``.

    Parameters
    ----------
    text : str
        Spark has no database. User, password, port and options may be left out.

    Raises
    ------
    UnreachableError
        If it is none (``"address"``); what it names holds no password.

    Examples
    --------
    >>> read_address("postgresql://li:secret@db/park/register.tenants").table
    'register.tenants'
    >>> read_address("spark://spark.example/tenants").where
    'spark://spark.example:15002'
    """
    engine, _, rest = text.partition("://")
    engine = _ALSO.get(engine, engine)
    shown = f"{engine}://…" if engine in PORTS else engine.partition("@")[0][:20]
    try:
        parts = urlsplit(f"x://{rest}")
        port = parts.port or PORTS[engine]
        options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except (KeyError, ValueError) as error:
        raise UnreachableError("address", shown) from error
    *database, table = unquote(parts.path).strip("/").split("/")
    host = options.pop("host", "") or unquote(parts.hostname or "")
    if not (host and _TABLE.fullmatch(table)) or len(database) > (engine != "spark"):
        raise UnreachableError("address", shown)
    user, password = (unquote(one or "") for one in (parts.username, parts.password))
    return Address(engine, host, port, user, password, "".join(database), table, options)

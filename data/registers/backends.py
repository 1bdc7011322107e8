"""Connections to the engines that a user runs, and what went wrong with one, in our words."""

from __future__ import annotations

import logging
import socket
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
from ibis.common.exceptions import TableNotFound

from data.registers.addresses import Address
from data.registers.questions import UnreachableError, Why

if TYPE_CHECKING:
    from ibis.backends.sql import SQLBackend

_PATIENCE_S = 3  # until a host answers
_LONGEST_S = 600  # of one question
# What PostgreSQL says by a code (SQLSTATE): no rights, no such table or schema.
_REFUSED, _NO_TABLE = ("42501",), ("42P01", "3F000")
_log = logging.getLogger(__name__)


def backend(address: Address) -> SQLBackend:
    """Return a new connection, for one thread at a time.

    Raises
    ------
    UnreachableError
        If the engine does not answer (``"away"``), refuses (``"login"``), or its driver is not
        installed (``"package"``).
    """
    if not answers(address):
        raise UnreachableError("away", address.where)
    try:
        return _CONNECT[address.engine](address)
    except ImportError as error:
        raise UnreachableError("package", address.where, _PACKAGES[address.engine]) from error
    except Exception as error:  # of whichever driver
        raise fault(error, address, "login") from error


def answers(address: Address) -> bool:
    """Tell whether anything listens at an address: drivers of some engines wait for minutes.

    >>> from data.registers.addresses import read_address
    >>> answers(read_address("trino://localhost:1/memory/tenants"))
    False
    """
    if address.host.startswith("/"):
        return (Path(address.host) / f".s.PGSQL.{address.port}").exists()
    try:
        socket.create_connection((address.host, address.port), _PATIENCE_S).close()
    except OSError:
        return False
    return True


def fault(error: Exception, address: Address, usual: Why = "away") -> UnreachableError:
    """Return what an error of a driver means, and log it without the password.

    Parameters
    ----------
    error : Exception
    address : Address
    usual : Why
        What it means if it says nothing of its own and the engine goes on answering.

    Examples
    --------
    >>> from data.registers.addresses import read_address
    >>> place = read_address("trino://localhost:1/memory/tenants")
    >>> fault(TableNotFound("tenants"), place).args
    ('register', 'trino://localhost:1', 'tenants')
    """
    if isinstance(error, UnreachableError):
        return error
    said = str(error).replace(address.password, "…") if address.password else str(error)
    _log.warning("%s: %s: %.500s", address.where, type(error).__name__, said)
    state = getattr(error, "sqlstate", None)
    if isinstance(error, TableNotFound) or state in _NO_TABLE:
        return UnreachableError("register", address.where, address.table)
    if state in _REFUSED:
        return UnreachableError("rights", address.where, address.table)
    return UnreachableError(usual if answers(address) else "away", address.where)


def _postgresql(address: Address) -> SQLBackend:
    given = dict(address.options)
    limits = f"-c default_transaction_read_only=on -c statement_timeout={_LONGEST_S}s"
    return ibis.postgres.connect(
        host=address.host,
        port=address.port,
        user=address.user or None,
        password=address.password or None,
        database=address.database or None,
        **{
            "connect_timeout": _PATIENCE_S,
            "application_name": "atlas",
            **given,
            "options": f"{limits} {given.get('options', '')}".rstrip(),
        },
    )


def _clickhouse(address: Address) -> SQLBackend:
    return ibis.clickhouse.connect(
        host=address.host,
        port=address.port,
        database=address.database or "default",
        user=address.user or "default",
        password=address.password,
        **{
            "connect_timeout": _PATIENCE_S,
            "send_receive_timeout": _LONGEST_S,
            **address.options,
        },
    )


def _trino(address: Address) -> SQLBackend:
    from trino.auth import BasicAuthentication  # noqa: PLC0415 -- who uses it installs it

    login = BasicAuthentication(address.user, address.password) if address.password else None
    return ibis.trino.connect(
        host=address.host,
        port=address.port,
        user=address.user or "atlas",
        database=address.database or None,
        auth=login,
        **{"request_timeout": _LONGEST_S, "source": "atlas", **address.options},
    )


def _spark(address: Address) -> SQLBackend:
    with warnings.catch_warnings():  # that PySpark has not tried all of pandas 3
        warnings.simplefilter("ignore", FutureWarning)
        from pyspark.sql import SparkSession  # noqa: PLC0415 -- who uses it installs it
        from pyspark.sql.connect.client.retries import DefaultPolicy  # noqa: PLC0415

        words = dict(address.options)
        if address.password:
            words["token"] = address.password
        if address.user:
            words["user_id"] = address.user
        ending = "".join(f";{name}={value}" for name, value in words.items())
        session = SparkSession.builder.remote(
            f"sc://{address.host}:{address.port}/{ending}"
        ).create()
        # Else it tries again for ten minutes where the server has gone, at our own end, too.
        session.client.set_retry_policies([DefaultPolicy(max_retries=2)])
        return ibis.pyspark.connect(session)


_CONNECT = {
    "postgresql": _postgresql,
    "clickhouse": _clickhouse,
    "trino": _trino,
    "spark": _spark,
}
_PACKAGES = {
    "postgresql": "ibis-framework[postgres]",
    "clickhouse": "ibis-framework[clickhouse]",
    "trino": "ibis-framework[trino]",
    "spark": "pyspark-client",
}

"""How the server runs: where it listens, what it logs and counts, how it stops."""

from __future__ import annotations

import re
from typing import Literal, get_args

from data.settings.setting import Network, Setting

LogForm = Literal["text", "json"]

SHARE = Setting("SHARE", "0", "1: opens it to the network; others may look, not change")
PORT = Setting("PORT", "8501", "port of `make run`")
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
ALL = (SHARE, PORT, METRICS_FROM, LOG, DRAIN, REPLICA)

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def is_shared() -> bool:
    """Tell whether the server is opened to the network.

    >>> is_shared()
    False
    >>> setenv("SHARE", "1")
    >>> is_shared()
    True
    """
    return SHARE.is_on


def port() -> int:
    """Return the port of the server.

    Raises
    ------
    ValueError
        If it is none.

    Examples
    --------
    >>> setenv("PORT", "9000")
    >>> port()
    9000
    """
    return PORT.whole(most=65535)


def metrics_from() -> tuple[Network, ...]:
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
    return METRICS_FROM.networks()


def log_form() -> LogForm:
    """Return how the log is written.

    Raises
    ------
    ValueError
        If it is neither as text nor as JSON.

    Examples
    --------
    >>> log_form()
    'text'
    """
    known: tuple[LogForm, ...] = get_args(LogForm)
    return LOG.one_of(known)


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
    return DRAIN.whole()


def replica() -> str:
    """Return the name of this server among several; empty for the only one.

    Raises
    ------
    ValueError
        If it could not stand in a cookie.

    Examples
    --------
    >>> setenv("ATLAS_REPLICA", "atlas-2")
    >>> replica()
    'atlas-2'
    """
    if REPLICA.given and not _NAME.fullmatch(REPLICA.given):
        raise REPLICA.wrong("atlas-2")
    return REPLICA.given

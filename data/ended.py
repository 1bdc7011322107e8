"""Logins that were ended: no server takes their cookies any more, whoever has a copy of one.

They are kept as hashes in ``local.access`` until they would be over anyway.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from threading import Timer

from data.access_files import access_file, read_access, write_access
from data.packs import local_dir
from data.people import Login
from data.stores import writing

ENDED = "ended.json"
_DAYS = 30  # that a cookie lasts, where the login does not say when it ends
_AGAIN_S = 2.0
_owed: dict[str, datetime] = {}  # not written yet
_log = logging.getLogger(__name__)


def end(login: Login) -> None:
    """Let a login give nothing from now on, wherever a session still rests on it.

    Where it cannot be written down now, this server knows it, and tries again until it can.

    >>> login = Login("1", mark="of the example")
    >>> end(login)
    >>> is_ended(login)
    True
    """
    if login.mark:
        _owed[login.mark] = login.until or datetime.now(UTC) + timedelta(days=_DAYS)
        _write()


def is_ended(login: Login) -> bool:
    """Whether a login was ended, at this server or another one.

    What cannot be read lets nobody in.

    >>> is_ended(Login("1", mark="another"))
    False
    """
    if not login.mark:
        return False
    if login.mark in _owed:
        return True
    try:
        return login.mark in read_access(ENDED)
    except (OSError, ValueError):
        _log.exception("%s", access_file(ENDED))
        return True


def _write() -> None:
    if not (owed := dict(_owed)):
        return
    try:
        with writing("access", local_dir()):
            now = datetime.now(UTC)
            told = read_access(ENDED) | {mark: until.isoformat() for mark, until in owed.items()}
            going = {mark: until for mark, until in told.items() if _time(until) > now}
            write_access(ENDED, going)
    except (OSError, ValueError) as error:
        _log.warning("a logout is known to this server alone: %s", error)
        again = Timer(_AGAIN_S, _write)
        again.daemon = True
        again.start()
    else:
        for mark in owed:
            _owed.pop(mark, None)


def _time(until: str) -> datetime:
    return datetime.fromisoformat(until)

"""Logins that were ended: no server takes their cookies any more, whoever has a copy of one.

They are kept as hashes in ``local.access`` until they would be over anyway.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Timer

from data.access_files import access_dir, one_writer
from data.durable import write
from data.kept import kept
from data.people import Login

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
        return login.mark in _ended()
    except (OSError, ValueError):
        _log.exception("%s", access_dir() / ENDED)
        return True


def _ended() -> dict[str, str]:
    path = access_dir() / ENDED
    try:
        stat = path.stat()
    except FileNotFoundError:
        return {}
    return _read(path, stat.st_ino, stat.st_size, stat.st_mtime_ns)


@kept(1)
def _read(path: Path, number: int, size: int, changed: int) -> dict[str, str]:
    """Read the file; all but `path` is the key under which it is kept."""
    del number, size, changed
    told = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(told, dict):
        raise ValueError(str(path))  # noqa: TRY004 -- of the file
    return told


def _write() -> None:
    if not (owed := dict(_owed)):
        return
    try:
        with one_writer():
            now = datetime.now(UTC)
            told = _ended() | {mark: until.isoformat() for mark, until in owed.items()}
            going = {mark: until for mark, until in told.items() if _time(until) > now}
            write(access_dir() / ENDED, json.dumps(going, indent=1).encode())
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

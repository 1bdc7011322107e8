"""Who may come in: JSON files in ``local.access`` beside the own pack, which every server has.

A store that is shared brings them to all (`data.stores`); each is read again when it changes.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from data.durable import write
from data.kept import kept
from data.packs import DATA_DIR, local_dir
from data.stores.areas import place_of


def access_file(name: str, data_dir: Path = DATA_DIR) -> Path:
    """Return where a file lies.

    >>> access_file("tokens.json", Path("/srv/data")).as_posix()
    '/srv/data/local.access/tokens.json'
    """
    return place_of("access", local_dir(data_dir)).home / name


def read_access(name: str) -> dict[str, Any]:
    """Return what a file says; nothing where there is none. Shared, and not to be changed.

    Raises
    ------
    OSError, ValueError
        If it cannot be read, or is no object.

    Examples
    --------
    >>> read_access("none.json")
    {}
    """
    path = access_file(name)
    try:
        stat = path.stat()
    except FileNotFoundError:
        return {}
    return _read(path, stat.st_ino, stat.st_size, stat.st_mtime_ns)


def write_access(name: str, told: dict[str, Any]) -> None:
    """Write a file, as the one who may (`data.stores.writing`); times as ISO 8601.

    >>> write_access("some.json", {"one": 1})
    >>> read_access("some.json")
    {'one': 1}
    """
    text = json.dumps(told, ensure_ascii=False, indent=1, default=datetime.isoformat)
    write(access_file(name), text.encode())


@kept(4)
def _read(path: Path, number: int, size: int, changed: int) -> dict[str, Any]:
    """Read a file; all but `path` is the key under which it is kept."""
    del number, size, changed
    told = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(told, dict):
        raise ValueError(str(path))  # noqa: TRY004 -- of the file
    return told

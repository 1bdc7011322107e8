"""What is in a file, told by its hash; a file that has not changed is not read again."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

_ANEW = ".json"  # so small, and so often written, that a time does not tell two of them apart
_MOST = 50_000
_hashes: dict[tuple[int, ...], str] = {}


def content_hash(path: Path, stat: os.stat_result) -> str:
    """Return the SHA-256 of what is in a file, in hexadecimal digits.

    Parameters
    ----------
    path : pathlib.Path
    stat : os.stat_result
        Of the file, just now.

    Raises
    ------
    OSError
        If it cannot be read.

    Examples
    --------
    >>> path = folder / "a.csv"
    >>> _ = path.write_bytes(b"")
    >>> content_hash(path, path.stat())[:8]
    'e3b0c442'
    """
    # A rename keeps all but the time of the change of its name, which says nothing of it.
    known = (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns)
    if path.suffix != _ANEW and known in _hashes:
        return _hashes[known]
    with path.open("rb") as file:
        made = hashlib.file_digest(file, "sha256").hexdigest()
    if len(_hashes) > _MOST:
        _hashes.clear()
    _hashes[known] = made
    return made

"""What was found in a large file: kept as long as the file, the question and the rules stay.

A register of millions of rows takes many seconds to look through, and every start and every
change of any other table asks again. That it is good is known on the disk, too; what is wrong
with it only here, as somebody is about to mend it.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from data.problems import Problem

_MOST = 16
_RULES = "register.py", "schema.py", "parquet.py"  # what is found follows from them
_held: OrderedDict[str, list[Problem]] = OrderedDict()


def looked_through(
    path: Path, question: str, look: Callable[[], list[Problem]], home: Path
) -> list[Problem]:
    """Return what a file was found to have wrong, looked for once.

    Parameters
    ----------
    path : pathlib.Path
    question : str
        What is looked for, with all that the answer depends on beside the file.
    look : callable
        Finds it.
    home : pathlib.Path
        Folder in which it is noted that nothing was found.

    Examples
    --------
    >>> file = folder / "tenants.parquet"
    >>> file.touch()
    >>> looked_through(file, "rows", list, folder), looked_through(file, "rows", input, folder)
    ([], [])
    """
    try:
        key = _key(path, question)
    except OSError:
        return look()
    note, found = home / f"{key}.good", _held.get(key)
    if found is not None:
        return list(found)
    found = [] if note.is_file() else look()
    with suppress(OSError):
        if _key(path, question) == key:  # else it is another file by now
            _held[key] = found
            while len(_held) > _MOST:
                _held.popitem(last=False)
            if not found:
                _note(note)
    return list(found)


def _key(path: Path, question: str) -> str:
    """Return a name that begins with that of the file, then that of its content."""
    stat = path.stat()
    parts = str(path.absolute()), f"{stat.st_size} {stat.st_mtime_ns} {_rules()}", question
    return "-".join(hashlib.sha256(one.encode()).hexdigest()[:12] for one in parts)


@cache
def _rules() -> str:
    texts = (Path(__file__).with_name(name).read_bytes() for name in _RULES)
    return hashlib.sha256(b"".join(texts)).hexdigest()


def _note(note: Path) -> None:
    """Note that a file is good, and forget it of what was in its place before."""
    name, content, _ = note.name.split("-")
    note.parent.mkdir(parents=True, exist_ok=True)
    note.touch()
    for old in note.parent.glob(f"{name}-*.good"):
        if not old.name.startswith(f"{name}-{content}-"):
            old.unlink(missing_ok=True)

"""That a large file is good: known as long as the file, the question and the rules stay.

A register of millions of rows takes many seconds to look through, and every start and every
change of any other table asks again. What is wrong with one is never kept: somebody is about to
mend it, or it was just being replaced.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from data.problems import Problem

_RULES = "register.py", "schema.py", "parquet.py"  # what is found follows from them


def looked_through(
    path: Path, question: str, look: Callable[[], list[Problem]], home: Path
) -> list[Problem]:
    """Return what is wrong with a file; without looking, if it was found good before.

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
        note = home / _name(path, question)
    except OSError:
        return look()
    if note.is_file():
        return []
    found = look()
    with suppress(OSError):  # then it is looked through again
        if not found and home / _name(path, question) == note:  # else it is another file by now
            _write(note)
    return found


def _name(path: Path, question: str) -> str:
    """Return the name of a note: of the file, of its content, of the question."""
    stat = path.stat()
    parts = str(path.absolute()), f"{stat.st_size} {stat.st_mtime_ns} {_rules()}", question
    return "-".join(hashlib.sha256(one.encode()).hexdigest()[:12] for one in parts) + ".good"


@cache
def _rules() -> str:
    texts = (Path(__file__).with_name(name).read_bytes() for name in _RULES)
    return hashlib.sha256(b"".join(texts)).hexdigest()


def _write(note: Path) -> None:
    """Write a note, and drop those of what was in the place of the file before."""
    name, content, _ = note.name.split("-")
    note.parent.mkdir(parents=True, exist_ok=True)
    note.touch()
    for old in note.parent.glob(f"{name}-*.good"):
        if not old.name.startswith(f"{name}-{content}-"):
            old.unlink(missing_ok=True)

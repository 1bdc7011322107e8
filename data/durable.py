"""Writing so that a kill or a full disk leaves the old or the new, never half of either.

What is written gets a name of its own in the same folder, is brought to the disk, and takes
its place by a rename; then the folder is brought to the disk too.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

DRAFTS = ".*.draft*"  # a database writes a file beside its own
HOUR_S = 3600
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_IS_WINDOWS = os.name == "nt"
_TRIES, _PAUSE_S = 40, 0.05


def is_full(error: BaseException) -> bool:
    """Tell whether a disk refused because it, or the user's share of it, is full.

    >>> is_full(OSError(errno.ENOSPC, "No space left on device")), is_full(OSError())
    (True, False)
    """
    return isinstance(error, OSError) and error.errno in _FULL


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """Give a place to write to; what stands there in the end, a file or a folder, becomes `path`.

    A folder does not replace one that is there: then the draft is dropped.

    Raises
    ------
    OSError
        If the disk refuses; what was at `path` stays.

    Examples
    --------
    >>> with drafted(folder / "a.txt") as draft:
    ...     size = draft.write_text("whole")
    >>> [path.name for path in folder.iterdir()]
    ['a.txt']
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{uuid4().hex}.draft")
    try:
        yield draft
        sync(draft)
        if draft.is_dir() and path.is_dir():
            return
        move(draft, path)
    finally:
        drop(draft)


def write(path: Path, content: bytes) -> None:
    """Write a file as a whole.

    Raises
    ------
    OSError
        If the disk refuses; the file in place stays.

    Examples
    --------
    >>> write(folder / "a.txt", b"whole")
    >>> (folder / "a.txt").read_bytes()
    b'whole'
    """
    with drafted(path) as draft:
        draft.write_bytes(content)


def move(source: Path, target: Path) -> None:
    """Rename a file or a folder; on return the disk knows.

    >>> write(folder / "a.txt", b"whole")
    >>> move(folder / "a.txt", folder / "b.txt")
    >>> [path.name for path in folder.iterdir()]
    ['b.txt']
    """
    for left in reversed(range(_TRIES)):
        try:
            # A folder never takes the place of another one.
            (source.rename if source.is_dir() else source.replace)(target)
            break
        except PermissionError:
            # Windows renames nothing that a reader has open: readers are quick.
            if not _IS_WINDOWS or not left:
                raise
            time.sleep(_PAUSE_S)
    for folder in {source.parent, target.parent}:
        _sync_one(folder)


def drop(path: Path) -> None:
    """Take a file or a folder away; half gone, it is a draft that `sweep` takes.

    >>> (folder / "old").mkdir()
    >>> drop(folder / "old")
    >>> drop(folder / "old")
    >>> list(folder.iterdir())
    []
    """
    if path.is_dir() and not path.name.endswith(".draft"):
        gone = path.with_name(f".{path.name}.{uuid4().hex}.draft")
        move(path, gone)
        path = gone
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Bring a file, or a folder with all that is in it, to the disk.

    >>> sync(folder)
    """
    if path.is_dir():
        for one in path.iterdir():
            sync(one)
    _sync_one(path)


def sweep(folder: Path, pattern: str = DRAFTS, older_s: float = HOUR_S) -> list[Path]:
    """Take away what a process that was killed has left; return what it was.

    Parameters
    ----------
    folder : pathlib.Path
    pattern : str
        Which names.
    older_s : float
        What is younger may still be at work.

    Examples
    --------
    >>> (folder / ".a.txt.1.draft").touch()
    >>> (folder / ".a.duckdb.1.draft.wal").touch()
    >>> sweep(folder), [path.name for path in sweep(folder, older_s=-1)]
    ([], ['.a.duckdb.1.draft.wal', '.a.txt.1.draft'])
    """
    swept = []
    for path in sorted(folder.glob(pattern)):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > older_s:
                drop(path)
                swept.append(path)
    return swept


def _sync_one(path: Path) -> None:
    is_folder = path.is_dir()
    if is_folder and _IS_WINDOWS:
        return
    # Windows brings a file to the disk only for who may write to it.
    place = os.open(path, os.O_RDWR if _IS_WINDOWS else os.O_RDONLY)
    try:
        os.fsync(place)
    except OSError as error:
        # Some shared disks know no such thing for folders.
        if not is_folder or error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(place)

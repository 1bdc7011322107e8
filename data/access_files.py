"""Who may come in: files in ``local.access`` beside the own pack, which every server has.

A store that is shared brings them to all; one writer at a time, of all servers, changes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from data.packs import DATA_DIR, local_dir
from data.stores import store_of

_WAIT_S = 10.0


def access_dir(data_dir: Path = DATA_DIR) -> Path:
    """Return the folder.

    >>> access_dir(Path("/srv/data")).as_posix()
    '/srv/data/local.access'
    """
    local = local_dir(data_dir).absolute()
    return local.with_name(f"{local.name}.access")


@contextmanager
def one_writer() -> Iterator[None]:
    """Let nobody else change the files.

    Raises
    ------
    OSError
        If somebody else does for long, or the disk or the store refuses.

    Examples
    --------
    >>> with one_writer():
    ...     access_dir().is_dir()
    True
    """
    folder = access_dir()
    folder.mkdir(parents=True, exist_ok=True)
    alone = FileLock(folder.with_name(f"{folder.name}.lock"), timeout=_WAIT_S)
    with alone, store_of(local_dir()).held("access"):
        yield

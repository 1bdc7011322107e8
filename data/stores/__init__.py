"""The store: where all that the server writes is kept, for one server or for many.

What a pack, a draft, a story is, the code of folders knows, and no other. A shared store keeps
the files and tells what is in them as rows; each server has a working copy, which readers read.

>>> store().address.endswith("local")
True
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.kept import kept
from data.packs import local_dir
from data.settings import store_url
from data.stores.areas import AREAS, Area, place_of
from data.stores.base import News, Store
from data.stores.errors import StoreError
from data.stores.folder import FolderStore

__all__ = ["AREAS", "Area", "News", "Store", "StoreError", "store", "store_of", "writing"]


def store() -> Store:
    """Return the store that is set: ``ATLAS_STORE``, else the folder.

    >>> store().address.endswith("local")
    True
    """
    return store_of(local_dir())


def store_of(local: Path) -> Store:
    """Return the store of a pack: the one that is set, for the pack that the server shows.

    >>> store_of(folder / "local").address == str(folder / "local")
    True
    """
    url = store_url()
    if url and local == local_dir():
        return _shared(url, local.absolute())
    return FolderStore(local)


@contextmanager
def writing(area: Area, local: Path) -> Iterator[Path]:
    """Let one writer at a time, of all servers, change what lies beside a pack; give its folder.

    The pack itself is changed by `data.swap`.

    Raises
    ------
    OSError
        If somebody else writes for long, or the disk or the store refuses.

    Examples
    --------
    >>> with writing("stories", folder / "local") as own:
    ...     own.name
    'local.stories'
    """
    with place_of(area, local).alone() as home, store_of(local).held(area):
        yield home


@kept(8)
def _shared(url: str, local: Path) -> Store:
    from data.stores.postgres import PostgresStore  # noqa: PLC0415 -- not without the setting

    return PostgresStore(url, local)

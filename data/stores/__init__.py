"""The store: where all that the server writes is kept, for one server or for many.

What a pack, a draft, a story is, the code of folders knows, and no other. A shared store keeps
the files and tells what is in them as rows; each server has a working copy, which readers read.

>>> store().is_shared
False
"""

from __future__ import annotations

from pathlib import Path

from data.kept import kept
from data.packs import local_dir
from data.settings import store_url
from data.stores.areas import AREAS, Area
from data.stores.base import News, Store
from data.stores.errors import StoreError
from data.stores.folder import FolderStore

__all__ = ["AREAS", "Area", "News", "Store", "StoreError", "store", "store_of"]


def store() -> Store:
    """Return the store that is set: ``ATLAS_STORE``, else the folder.

    >>> store().address.endswith("local")
    True
    """
    return store_of(local_dir())


def store_of(local: Path) -> Store:
    """Return the store of a pack: the one that is set, for the pack that the server shows.

    >>> store_of(folder / "local").is_shared
    False
    """
    url = store_url()
    if url and local == local_dir():
        return _shared(url, local.absolute())
    return FolderStore(local)


@kept(8)
def _shared(url: str, local: Path) -> Store:
    from data.stores.postgres import PostgresStore  # noqa: PLC0415 -- not without the setting

    return PostgresStore(url, local)

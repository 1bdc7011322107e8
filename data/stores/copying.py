"""Moving all that is kept from one store to another, file by file, and holding it against it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

from data.stores import history
from data.stores.areas import AREAS, Area, place_of
from data.stores.connecting import connection, is_url, shown
from data.stores.copies import is_copy, is_empty
from data.stores.errors import StoreError
from data.stores.postgres import SNAPSHOT, lock_area, only_here, put_all
from data.stores.rows_of_files import fetching, files_in
from data.stores.trees import Fetch, Tree, bring, path_in, walked

Told = Callable[[Area, int, int], object]
"""Told how many files, and how many bytes, of an area have come."""
_Source = Callable[[Area], tuple[Tree, Fetch]]


def copy(source: str, target: str, *, replace: bool = False, tell: Told = lambda *_: None) -> None:
    """Copy a store: packs, states, drafts, trail, stories and brand.

    Parameters
    ----------
    source, target : str
        A folder as in ``ATLAS_STATE``, or the address of a database.
    replace : bool
        Whether what is in the target gives way; else only an empty one is taken.
    tell : callable, optional

    Raises
    ------
    StoreError
        If one of them cannot be used, or the target is not empty; the target is as it was.
    FileNotFoundError
        If the source is no folder.

    Examples
    --------
    >>> (folder / "a").mkdir()
    >>> copy(str(folder / "a"), str(folder / "b"))
    """
    with ExitStack() as held:
        if is_url(source) and is_url(target):
            between = held.enter_context(tempfile.TemporaryDirectory())
            copy(source, between)
            source = between
        if is_url(source):
            files = held.enter_context(_of_database(source))
        else:
            files = held.enter_context(_of_folder(Path(source)))
        if is_url(target):
            _to_database(target, Path(source), files, replace=replace)
        else:
            _to_folder(Path(target), files, replace=replace)
        for area in AREAS:
            tree, _ = files(area)
            tell(area, len(tree), sum(one.size for one in tree.values()))


@contextmanager
def _of_database(url: str) -> Iterator[_Source]:
    with connection(url) as reader, reader.transaction():
        reader.execute(SNAPSHOT)
        yield lambda area: (files_in(reader, area), fetching(reader, area))


@contextmanager
def _of_folder(folder: Path) -> Iterator[_Source]:
    if not folder.is_dir():
        raise FileNotFoundError(folder)

    def of(area: Area) -> tuple[Tree, Fetch]:
        place = place_of(area, folder / "local")
        return walked(place), lambda path, _, target: shutil.copyfile(path_in(place, path), target)

    with _all_held(folder / "local"):
        yield of


@contextmanager
def _all_held(local: Path) -> Iterator[None]:
    with ExitStack() as stack:
        for area in AREAS:
            stack.enter_context(only_here(area, local))
        yield


def _to_folder(folder: Path, files: _Source, *, replace: bool) -> None:
    local = folder / "local"
    if is_copy(local):
        raise StoreError("is_copy", folder=folder)
    if not replace and not is_empty(local):
        raise StoreError("not_empty", where=folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _all_held(local):
        for area in AREAS:
            place, (tree, fetch) = place_of(area, local), files(area)
            bring(place, tree, fetch)
            if walked(place) != tree:
                raise StoreError("broken", where=folder, reason=area)


def _to_database(url: str, folder: Path, files: _Source, *, replace: bool) -> None:
    history.up(url)
    with connection(url) as writer, writer.transaction():
        for area in AREAS:
            lock_area(writer, area)
        before = {area: files_in(writer, area) for area in AREAS}
        if not replace and any(before.values()):
            raise StoreError("not_empty", where=shown(url))
        for area in AREAS:
            local, (tree, _) = folder / "local", files(area)
            if tree != before[area]:
                put_all(writer, place_of(area, local), local, tree, before[area], uuid4())
            if files_in(writer, area) != tree:
                raise StoreError("broken", where=shown(url), reason=area)

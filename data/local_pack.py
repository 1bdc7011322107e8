"""Changing the local pack as a whole: a new state is swapped in, the old one is kept.

Nothing in the folder in force is ever edited. A draft is written beside it, checked, and
renamed into its place (`data.swap`), so that a failure at any step leaves the running pack
as it was. Whoever changes it says which state (`data.revision`) was seen: if another one is in
force by now, nothing is done, and the reader is told what has changed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data import durable
from data.kept_states import Kept, described, kept_folders
from data.layered import has_key, keys_of
from data.links import local_problems
from data.pack_files import write_outlines, write_table
from data.packs import DATA_DIR, Pack, local_dir, read_pack
from data.problems import Problem
from data.revision import ChangedError, changed_since, revision
from data.schema import ADDED
from data.settings import is_readonly
from data.swap import locked, swap


def apply_tables(
    tables: Mapping[str, pd.DataFrame],
    outlines: Mapping[str, gpd.GeoDataFrame],
    title: str,
    data_dir: Path = DATA_DIR,
    *,
    drop: Mapping[str, Collection[tuple[str, ...]]] | None = None,
    seen: str | None = None,
) -> list[Problem]:
    """Bring tables into the local pack, all of them or none.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        By name. One of `data.schema.ADDED` adds its rows to those of the present local pack
        and replaces those of the same key; any other replaces the local table as a whole.
    outlines : mapping of str to geopandas.GeoDataFrame
        By name, in EPSG:4326; each replaces the local ones as a whole.
    title : str
        What the user calls the new state.
    data_dir : pathlib.Path
        As for `data.catalog.load_catalog`.
    drop : mapping of str to collection of tuple of str, optional
        By table of `data.schema.ADDED`, the keys of own rows that go before rows are added.
    seen : str, optional
        Revision of the pack that the user saw (`data.catalog.Catalog.revision`); left out,
        whatever is in force is changed.

    Returns
    -------
    list of Problem
        What is wrong with the pack that would result, as `data.catalog.load_catalog` finds
        it, or with the rows in force of a table that grows: they would be lost. If there is
        anything, the pack in force stays.

    Raises
    ------
    ValueError
        If a name is no table of a local pack, or outlines are in another system.
    ChangedError
        If another state than the one seen is in force; it stays.
    OSError
        If the disk refuses; the pack in force stays.

    Examples
    --------
    >>> apply_tables({}, {}, "Nothing new")
    []
    >>> local_dir().is_dir()
    True
    """
    local = local_dir(data_dir)
    with locked(local) as draft:
        _hold(local, seen)
        _copy_state(local, draft)
        if problems := _change_rows(draft, tables, drop or {}):
            return problems
        for name, frame in outlines.items():
            write_outlines(draft, name, frame)
        problems = local_problems(
            read_pack(data_dir / "published", "published"),
            read_pack(data_dir / "illustrative", "illustrative"),
            read_pack(draft, "local", partial=True),
        )
        if not problems:
            swap(local, draft, title)
        return problems


def kept(data_dir: Path = DATA_DIR) -> list[Kept]:
    """Return the states that were replaced, newest first.

    >>> problems = apply_tables({}, {}, "First")
    >>> [one.is_illustrative for one in kept()]
    [True]
    """
    return [described(folder) for folder in kept_folders(local_dir(data_dir))]


def restore(kept_id: str, data_dir: Path = DATA_DIR, *, seen: str | None = None) -> None:
    """Put a kept state back in force; the one that it replaces is kept.

    Raises
    ------
    ValueError
        If there is no such state.
    ChangedError
        As for `apply_tables`.
    OSError
        If the disk refuses; the pack in force stays.

    Examples
    --------
    >>> problems = apply_tables({}, {}, "First")
    >>> restore(kept()[0].id)
    >>> local_dir().is_dir()
    False
    """
    local = local_dir(data_dir)
    with locked(local):
        _hold(local, seen)
        _restore(local, kept_id)


def undo(data_dir: Path = DATA_DIR, *, seen: str | None = None) -> bool:
    """Restore the state that was replaced last; undone twice, the later one is back.

    Returns
    -------
    bool
        False if no state is kept.

    Raises
    ------
    ChangedError
        As for `apply_tables`: the change undone is the one that the user saw as the last.

    Examples
    --------
    >>> problems = apply_tables({}, {}, "First")
    >>> undo()
    True
    >>> local_dir().is_dir()
    False
    """
    local = local_dir(data_dir)
    with locked(local):
        _hold(local, seen)
        folders = kept_folders(local)
        if folders:
            _restore(local, folders[0].name)
        return bool(folders)


def back_to_illustrative(data_dir: Path = DATA_DIR, *, seen: str | None = None) -> None:
    """Take the local pack, if there is one, out of force; it is kept.

    Raises
    ------
    ChangedError
        As for `apply_tables`.

    Examples
    --------
    >>> problems = apply_tables({}, {}, "First")
    >>> back_to_illustrative()
    >>> local_dir().is_dir()
    False
    """
    local = local_dir(data_dir)
    with locked(local):
        _hold(local, seen)
        if local.is_dir():
            swap(local, None)


def lock(*, is_guest: bool = False) -> str:
    """Return why this server lets the reader not change the pack, as a message id, or nothing.

    Parameters
    ----------
    is_guest : bool
        Whether the reader sits elsewhere in the network.

    Examples
    --------
    >>> lock()
    ''
    >>> lock(is_guest=True)
    'import.locked_guest'
    """
    if is_readonly():
        return "import.locked_server"
    if is_guest:
        return "import.locked_guest"
    folder = local_dir().absolute()
    # The kept states lie beside the pack, so that its parent has to be writable too.
    for place in (folder, folder.parent):
        while not place.exists():
            place = place.parent  # noqa: PLW2901
        if not (place.is_dir() and os.access(place, os.W_OK)):
            return "import.locked_folder"
    return ""


def _hold(local: Path, seen: str | None) -> None:
    """Refuse a change of another state than the one seen."""
    if seen is not None and seen != revision(local):
        raise ChangedError(changed_since(local, seen))


def _restore(local: Path, kept_id: str) -> None:
    folder = next((one for one in kept_folders(local) if one.name == kept_id), None)
    if folder is None:
        raise ValueError(f"no kept state {kept_id!r}")
    state = described(folder)
    if state.is_illustrative:
        swap(local, None)
        durable.drop(folder)
    else:
        swap(local, folder, state.title)


def _copy_state(local: Path, draft: Path) -> None:
    if local.is_dir():
        shutil.copytree(local, draft, ignore=shutil.ignore_patterns(".cache", durable.DRAFTS))
    else:
        draft.mkdir()


def _change_rows(
    draft: Path,
    tables: Mapping[str, pd.DataFrame],
    drop: Mapping[str, Collection[tuple[str, ...]]],
) -> list[Problem]:
    """Write the tables of a draft; return what is wrong with rows that would be lost by it."""
    grown = ADDED.keys() & (tables.keys() | drop.keys())
    present = read_pack(draft, "local", partial=True) if grown else Pack({}, {}, ())
    files = {f"{name}.csv" for name in grown}
    if lost := [problem for problem in present.problems if problem.file in files]:
        return lost
    for name in sorted(tables.keys() | drop.keys()):
        new, held = tables.get(name), present.tables.get(name)
        if name not in grown or held is None:
            if new is not None:
                write_table(draft, name, new)
            continue
        gone = {*drop.get(name, ()), *(() if new is None else keys_of(new, name))}
        stays = held[~has_key(held, name, gone)].astype(object)
        rows = stays if new is None else pd.concat([stays, new.astype(object)], ignore_index=True)
        if rows.empty:
            (draft / f"{name}.csv").unlink()
        else:
            write_table(draft, name, rows)
    return []

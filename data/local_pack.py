"""Changing the local pack as a whole: a new state is swapped in, the old one is kept.

Nothing in the folder in force is ever edited. A draft is written beside it, checked, and
renamed into its place (`data.swap`), so that a failure at any step leaves the running pack
as it was. Whoever changes it says which state (`data.revision`) was seen: if another one is in
force by now, nothing is done, and the reader is told what has changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data import durable
from data.deeds import Deed, deed
from data.kept_states import Kept, described, kept_folders
from data.packs import DATA_DIR, local_dir
from data.people import HOME, Act, Person
from data.problems import Problem
from data.revision import ChangedError, changed_since, revision
from data.row_rules import foreign_changes
from data.settings import has_login, is_readonly
from data.state_rows import Drop, change_state, copy_state, state_problems
from data.swap import locked, swap


def apply_tables(
    tables: Mapping[str, pd.DataFrame],
    outlines: Mapping[str, gpd.GeoDataFrame],
    title: str,
    data_dir: Path = DATA_DIR,
    *,
    seen: str | None = None,
    by: str = "",
    why: str = "",
    files: Iterable[str] = (),
    drop: Drop | None = None,
    basemaps: Iterable[Path] = (),
    person: Person = HOME,
) -> list[Problem]:
    """Bring tables into the local pack, all of them or none.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        By name. One of `data.schema.ADDED` adds its rows to those of the present local pack
        and replaces those of the same key; any other replaces the local table as a whole.
        ``ground`` (`data.ground`) without a row takes the ground out.
    outlines : mapping of str to geopandas.GeoDataFrame
        By name, in EPSG:4326; each replaces the local ones as a whole.
    title : str
        What the user calls the new state.
    data_dir : pathlib.Path
        As for `data.catalog.load_catalog`.
    seen : str, optional
        Revision of the pack that the user saw (`data.catalog.Catalog.revision`); left out,
        whatever is in force is changed.
    by, why : str
        Name of who does it, and the reason; kept with the state.
    files : iterable of str
        Names of the files that it came from.
    drop : mapping of str to iterable
        By table or outlines: keys of own rows that are taken out, before those of `tables` come
        in. A key of one column may stand alone, else it is a tuple. Of ``basemaps``: files.
    basemaps : iterable of pathlib.Path
        Files of tiles (`data.tiles`) that come into the pack under their own names.
    person : Person
        Whose rows it may change decides `data.row_rules`; its login is kept with the state.

    Returns
    -------
    list of Problem
        What is wrong with the pack that would result, as `data.catalog.load_catalog` finds
        it; if there is anything, the pack in force stays.

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
        copy_state(local, draft)
        problems = change_state(draft, tables, outlines, drop or {}, basemaps)
        problems = problems or foreign_changes(person, local, draft, data_dir)
        problems = problems or state_problems(draft, data_dir)
        if not problems:
            swap(local, draft, deed(title, by, why, files, subject=person.subject))
        return problems


def kept(data_dir: Path = DATA_DIR) -> list[Kept]:
    """Return the states that were replaced, newest first.

    >>> problems = apply_tables({}, {}, "First")
    >>> [one.is_illustrative for one in kept()]
    [True]
    """
    return [described(folder) for folder in kept_folders(local_dir(data_dir))]


def restore(
    kept_id: str,
    data_dir: Path = DATA_DIR,
    *,
    seen: str | None = None,
    by: str = "",
    why: str = "",
    person: Person = HOME,
) -> None:
    """Put a kept state back in force; the one that it replaces is kept.

    Parameters
    ----------
    kept_id : str
        Of `kept`.
    data_dir, seen, by, why, person
        As for `apply_tables`.

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
        _restore(local, kept_id, deed(by=by, why=why, kind="restore", subject=person.subject))


def restorable(data_dir: Path = DATA_DIR) -> dict[str, str]:
    """Return by hash of its tables the kept state that holds a revision (`data.trail.Entry`).

    The hash of no local pack at all is empty; `back_to_illustrative` brings that back.

    >>> problems = apply_tables({}, {}, "First") + apply_tables({}, {}, "Second")
    >>> [*restorable().values()] == [one.id for one in kept() if one.tables]
    True
    """
    return {one.tables: one.id for one in reversed(kept(data_dir)) if one.tables}


def undo(
    data_dir: Path = DATA_DIR,
    *,
    seen: str | None = None,
    by: str = "",
    why: str = "",
    person: Person = HOME,
) -> bool:
    """Restore the state that was replaced last; undone twice, the later one is back.

    Parameters
    ----------
    data_dir, seen, by, why, person
        As for `apply_tables`.

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
            done = deed(by=by, why=why, kind="undo", subject=person.subject)
            _restore(local, folders[0].name, done)
        return bool(folders)


def back_to_illustrative(
    data_dir: Path = DATA_DIR,
    *,
    seen: str | None = None,
    by: str = "",
    why: str = "",
    person: Person = HOME,
) -> None:
    """Take the local pack, if there is one, out of force; it is kept.

    Parameters
    ----------
    data_dir, seen, by, why, person
        As for `apply_tables`.

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
            done = deed(by=by, why=why, kind="illustrative", subject=person.subject)
            swap(local, None, done)


def lock(person: Person = HOME, act: Act = "propose") -> str:
    """Return why this server lets the reader not do something, as a message id, or nothing.

    Parameters
    ----------
    person : Person
    act : str
        Of `data.people.Act`.

    Examples
    --------
    >>> lock()
    ''
    >>> from data.people import GUEST
    >>> lock(GUEST)
    'import.locked_guest'
    >>> lock(Person("editor", subject="li"), "publish")
    'import.locked_role'
    """
    if is_readonly():
        return "import.locked_server"
    if not person.may(act):
        if person.subject:
            return "import.locked_role"
        return "import.locked_login" if has_login() else "import.locked_guest"
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


def _restore(local: Path, kept_id: str, done: Deed) -> None:
    folder = next((one for one in kept_folders(local) if one.name == kept_id), None)
    if folder is None:
        raise ValueError(f"no kept state {kept_id!r}")
    state = described(folder)
    if state.is_illustrative:
        swap(local, None, done)
        durable.drop(folder)
    else:
        swap(local, folder, replace(done, title=state.title, files=state.files))

"""Changing the local pack as a whole: a new state is swapped in, the old one is kept.

Nothing in the folder in force is ever edited. A draft is written beside it, checked, and
renamed into its place, so that a failure at any step leaves the running pack as it was.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import pandas as pd
from filelock import FileLock

from data.links import local_problems
from data.pack_files import write_outlines, write_table
from data.packs import DATA_DIR, local_dir, read_pack
from data.problems import Problem
from data.schema import ADDED
from data.settings import is_readonly

MAX_KEPT = 20
_ABOUT, _DRAFT = "pack.json", "draft"
_TIME = "%Y%m%dT%H%M%S.%f"
_WAIT_S = 60


@dataclass(frozen=True)
class Kept:
    """A state of the local pack that was replaced.

    Attributes
    ----------
    id : str
        Names it for `restore`.
    time : datetime.datetime
        When it was replaced (UTC).
    title : str
        What the user called it; empty if it was made by hand, or is the illustrative pack.
    is_illustrative : bool
        Whether there was no local pack at all.
    """

    id: str
    time: datetime
    title: str
    is_illustrative: bool


def apply_tables(
    tables: Mapping[str, pd.DataFrame],
    outlines: Mapping[str, gpd.GeoDataFrame],
    title: str,
    data_dir: Path = DATA_DIR,
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

    Returns
    -------
    list of Problem
        What is wrong with the pack that would result, as `data.catalog.load_catalog` finds
        it; if there is anything, the pack in force stays.

    Raises
    ------
    ValueError
        If a name is no table of a local pack, or outlines are in another system.
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
    with _locked(local):
        draft = _kept_dir(local) / _DRAFT
        _copy_state(local, draft)
        present = read_pack(draft, "local", partial=True).tables if ADDED.keys() & tables else {}
        for name, frame in tables.items():
            grows = name in ADDED and name in present
            write_table(draft, name, _with_rows(present[name], frame, name) if grows else frame)
        for name, frame in outlines.items():
            write_outlines(draft, name, frame)
        problems = local_problems(
            read_pack(data_dir / "published", "published"),
            read_pack(data_dir / "illustrative", "illustrative"),
            read_pack(draft, "local", partial=True),
        )
        if not problems:
            _swap(local, draft, title)
        return problems


def kept(data_dir: Path = DATA_DIR) -> list[Kept]:
    """Return the states that were replaced, newest first.

    >>> problems = apply_tables({}, {}, "First")
    >>> [one.is_illustrative for one in kept()]
    [True]
    """
    return [_described(folder) for folder in _kept_folders(local_dir(data_dir))]


def restore(kept_id: str, data_dir: Path = DATA_DIR) -> None:
    """Put a kept state back in force; the one that it replaces is kept.

    Raises
    ------
    ValueError
        If there is no such state.
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
    with _locked(local):
        _restore(local, kept_id)


def undo(data_dir: Path = DATA_DIR) -> bool:
    """Restore the state that was replaced last; undone twice, the later one is back.

    Returns
    -------
    bool
        False if no state is kept.

    Examples
    --------
    >>> problems = apply_tables({}, {}, "First")
    >>> undo()
    True
    >>> local_dir().is_dir()
    False
    """
    local = local_dir(data_dir)
    with _locked(local):
        folders = _kept_folders(local)
        if folders:
            _restore(local, folders[0].name)
        return bool(folders)


def back_to_illustrative(data_dir: Path = DATA_DIR) -> None:
    """Take the local pack, if there is one, out of force; it is kept.

    >>> problems = apply_tables({}, {}, "First")
    >>> back_to_illustrative()
    >>> local_dir().is_dir()
    False
    """
    local = local_dir(data_dir)
    with _locked(local):
        if local.is_dir():
            _swap(local, None)


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


@contextmanager
def _locked(local: Path) -> Iterator[None]:
    """Let one writer at a time work, and leave neither drafts nor too many states behind."""
    folder = _kept_dir(local)
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / _DRAFT
    with FileLock(folder / "lock", timeout=_WAIT_S):
        shutil.rmtree(draft, ignore_errors=True)
        try:
            yield
            for old in _kept_folders(local)[MAX_KEPT:]:
                shutil.rmtree(old)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _restore(local: Path, kept_id: str) -> None:
    folder = next((one for one in _kept_folders(local) if one.name == kept_id), None)
    if folder is None:
        raise ValueError(f"no kept state {kept_id!r}")
    state = _described(folder)
    if state.is_illustrative:
        _swap(local, None)
        shutil.rmtree(folder)
    else:
        _swap(local, folder, state.title)


def _swap(local: Path, state: Path | None, title: str = "") -> None:
    """Keep the state in force, and rename a folder into its place (``None``: no local pack)."""
    if state:
        # Written anew each time, so that the fingerprint of the pack differs from before.
        (state / _ABOUT).write_text(json.dumps({"title": title}), encoding="utf-8")
    place = _kept_dir(local) / datetime.now(UTC).strftime(_TIME)
    was_local = local.is_dir()
    if was_local:
        local.rename(place)
    else:
        place.mkdir()
        (place / _ABOUT).write_text(json.dumps({"illustrative": True}), encoding="utf-8")
    if state is None:
        return
    try:
        state.rename(local)
    except OSError:
        if was_local:
            place.rename(local)
        else:
            shutil.rmtree(place)
        raise


def _copy_state(local: Path, draft: Path) -> None:
    if local.is_dir():
        shutil.copytree(local, draft, ignore=shutil.ignore_patterns(".cache"))
    else:
        draft.mkdir()


def _with_rows(present: pd.DataFrame, new: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the rows of a table with new ones, which replace those of the same key."""
    key = list(ADDED[name].key)
    replaced = pd.MultiIndex.from_frame(present[key]).isin(pd.MultiIndex.from_frame(new[key]))
    rows = [present[~replaced].astype(object), new.astype(object)]
    return pd.concat(rows, ignore_index=True)


def _kept_dir(local: Path) -> Path:
    whole = local.absolute()
    return whole.with_name(f"{whole.name}.kept")


def _kept_folders(local: Path) -> list[Path]:
    return sorted(_kept_dir(local).glob("????????T??????.??????"), reverse=True)


def _described(folder: Path) -> Kept:
    try:
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        about = {}  # made by hand
    time = datetime.strptime(folder.name, _TIME).replace(tzinfo=UTC)
    return Kept(folder.name, time, about.get("title", ""), about.get("illustrative", False))

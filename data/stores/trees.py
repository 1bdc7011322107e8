"""The files of an area as a list, and making the folders what a list says.

A file that is there already, wherever in the area, is linked and not brought again.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from data import durable
from data.hashed import content_hash
from data.kept_states import read_about
from data.stores.areas import IN_FORCE, Place
from data.stores.errors import StoreError
from data.stores.stamped import is_told

JOURNAL = "swap.json"
INCOMING = "incoming"
_APPENDED = "trail.jsonl"  # the one file that is not replaced as a whole
_SHEET = "draft.json"  # names which files of a draft count: it comes last


@dataclass(frozen=True)
class Entry:
    """A file, or a folder with nothing in it.

    Attributes
    ----------
    hash : str
        SHA-256 of what is in it; empty for a folder.
    size : int
        Bytes.
    time : int
        When it was changed last: nanoseconds since 1970, as the system keeps it.
    """

    hash: str
    size: int
    time: int


Tree = Mapping[str, Entry]
"""By path below its root's name, such as ``local/zones.csv``; a folder's path ends in ``/``."""
Fetch = Callable[[str, Entry, Path], object]
"""Brings a file, told its path and entry, to a place."""
_FOLDER = Entry("", 0, 0)


def walked(place: Place, *, hashed: bool = True) -> dict[str, Entry]:
    """Return what lies in the folders of an area.

    >>> from data.stores.areas import place_of
    >>> walked(place_of("brand", folder / "local"))
    {}
    """
    found: dict[str, Entry] = {}
    for root, folder in place.roots.items():
        if folder.is_dir():
            _walk(folder, f"{root}/", root, found, hashed=hashed)
    for root in set(place.roots) - {IN_FORCE}:
        found.pop(f"{root}/", None)  # an empty folder of these is none
    return found


def _walk(folder: Path, at: str, root: str, found: dict[str, Entry], *, hashed: bool) -> None:
    with os.scandir(folder) as listed:
        names = [one for one in listed if is_told(root, one.name)]
    for one in names:
        if not _is_utf8(one.name):  # as an archive from elsewhere may leave it
            raise StoreError("file_name", file=one.path.encode(errors="replace").decode())
    if not names:
        found[at] = _FOLDER
    for one in names:
        if one.is_dir(follow_symlinks=False):
            _walk(Path(one.path), f"{at}{one.name}/", "", found, hashed=hashed)
        elif one.is_file():
            stat = one.stat()
            content = content_hash(Path(one.path), stat) if hashed else ""
            found[f"{at}{one.name}"] = Entry(content, stat.st_size, stat.st_mtime_ns)


def _is_utf8(name: str) -> bool:
    try:
        return bool(name.encode())
    except UnicodeEncodeError:
        return False


def path_in(place: Place, told: str) -> Path:
    """Return where a path of a list lies.

    Raises
    ------
    ValueError
        If it leads out of the area.

    Examples
    --------
    >>> from data.stores.areas import place_of
    >>> path_in(place_of("pack", Path("/srv/local")), "local/zones.csv").as_posix()
    '/srv/local/zones.csv'
    """
    root, _, rest = told.partition("/")
    parts = rest.rstrip("/").split("/") if rest else []
    if root not in place.roots or any(one in {"", ".", ".."} for one in parts):
        raise ValueError(told)
    return place.roots[root].joinpath(*parts)


@contextmanager
def remembered_as_it_is(place: Place, tree: Tree) -> Iterator[Fetch]:
    """Keep what lies in an area, as links, and give what brings it back.

    Parameters
    ----------
    place : Place
    tree : Tree
        What lies there.
    """
    place.home.mkdir(parents=True, exist_ok=True)
    aside = place.home / f".before.{uuid4().hex}.draft"
    aside.mkdir()
    held = {entry.hash: path for path, entry in tree.items() if entry.hash}
    try:
        for content, told in held.items():
            _link(path_in(place, told), aside / content)
        yield lambda _, entry, target: _link(aside / entry.hash, target)
    finally:
        durable.drop(aside)


def _link(source: Path, target: Path) -> None:
    """Let a file be at a second place; one that is appended to is copied."""
    if _APPENDED not in (source.name, target.name):
        with suppress(OSError):
            target.hardlink_to(source)
            return
    shutil.copy2(source, target)


def bring(place: Place, wanted: Tree, fetch: Fetch) -> bool:
    """Make the folders of an area what a list says; return whether anything differed.

    Readers see the old or the new pack in force: who comes in the moment between waits
    (`data.swap.settle`). Whoever calls holds the lock of the area.

    Raises
    ------
    OSError
        If the disk refuses, or what was to come does not come; then call it again.
    """
    have = walked(place)
    differs = {path for path, entry in wanted.items() if have.get(path) != entry}
    gone = have.keys() - wanted.keys()
    if not differs and not gone:
        return False
    place.home.mkdir(parents=True, exist_ok=True)
    incoming = place.home / f".{INCOMING}.{uuid4().hex}.draft"
    in_force = [path for path in differs | gone if path.startswith(f"{IN_FORCE}/")]
    staged = {path for path in differs if path not in in_force}
    if in_force:
        staged |= {path for path in wanted if path.startswith(f"{IN_FORCE}/")}
    try:
        _stage(place, incoming, {path: wanted[path] for path in staged}, have, fetch)
        journal = place.home / JOURNAL
        if in_force:
            durable.write(journal, json.dumps({INCOMING: incoming.name}).encode())
        _take_in(place, incoming, [path for path in staged if path not in in_force])
        if in_force:
            put_in_force(place.roots[IN_FORCE], incoming)
        _let_go(place, [path for path in gone if path not in in_force], wanted)
        if in_force:
            durable.drop(journal)
    finally:
        durable.drop(incoming)
    return True


def put_in_force(local: Path, incoming: Path) -> None:
    """Put what has come in the place of the pack in force; nothing came: there is none.

    >>> put_in_force(folder / "local", folder / "incoming")
    """
    old = incoming / "old"
    if local.is_dir() and not old.exists():
        old.parent.mkdir(exist_ok=True)
        durable.move(local, old)
    if (incoming / IN_FORCE).is_dir():
        durable.move(incoming / IN_FORCE, local)


def finish(local: Path, home: Path) -> bool:
    """Finish what a kill has cut off of `bring`, as far as readers need it; whether it was that.

    >>> finish(folder / "local", folder)
    False
    """
    name = read_about(home, JOURNAL).get(INCOMING)
    if not isinstance(name, str):
        return False
    incoming = home / Path(name).name
    if not local.is_dir() and (incoming / "old").is_dir():
        put_in_force(local, incoming)
    durable.drop(home / JOURNAL)
    return True


def _stage(
    place: Place, incoming: Path, tree: Tree, have: Mapping[str, Entry], fetch: Fetch
) -> None:
    at_hand = {entry: path for path, entry in have.items() if entry.hash}
    for told, entry in tree.items():
        target = incoming / told.rstrip("/")
        if told.endswith("/"):
            target.mkdir(parents=True, exist_ok=True)
            continue
        path_in(place, told)  # leads nowhere else
        target.parent.mkdir(parents=True, exist_ok=True)
        if entry in at_hand:
            _link(path_in(place, at_hand[entry]), target)
        else:
            fetch(told, entry, target)
            os.utime(target, ns=(entry.time, entry.time))
    if incoming.is_dir():
        durable.sync(incoming)


def _take_in(place: Place, incoming: Path, paths: Iterable[str]) -> None:
    """Rename what has come to its place; a folder that is not there yet as a whole."""
    whole = dict[str, None]()
    for path in sorted(paths, key=lambda one: (one.endswith(_SHEET), one)):
        parts = path.rstrip("/").split("/")
        for depth in range(2, len(parts) + 1):
            part = "/".join(parts[:depth])
            if part in whole:
                break
            if not path_in(place, part).exists() or depth == len(parts):
                whole[part] = None
                break
    for part in whole:
        target = path_in(place, part)
        if target.is_dir() and (incoming / part).is_file():
            durable.drop(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_dir():
            durable.move(incoming / part, target)


def _let_go(place: Place, paths: Iterable[str], wanted: Tree) -> None:
    """Take away what is no more; a folder of which nothing stays as a whole."""
    stays = {"/".join(path.split("/")[:depth]) for path in wanted for depth in range(1, 9)}
    done = set[str]()
    for path in sorted(paths):
        parts = path.rstrip("/").split("/")
        top = next(
            part
            for depth in range(2, len(parts) + 2)
            if (part := "/".join(parts[:depth])) not in stays or depth > len(parts)
        )
        if top not in done and top not in stays:
            done.add(top)
            durable.drop(path_in(place, top))

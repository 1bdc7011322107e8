"""Whose rows somebody may change: those of the zones that a login names, and no others.

The rule is asked where a change is made, whatever asks for it: a page, a file, a map.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pandas as pd

from data.differences import plain, said
from data.ground import GROUND_TABLE
from data.packs import DATA_DIR, park_dir
from data.people import Person
from data.problems import Problem
from data.schema import ADDED, OUTLINES
from data.state_files import KEYS, file_hash, files_of, read_tables

Tables = Mapping[str, pd.DataFrame]
_TOLD = 20  # of what is refused
_ZONE = "zone"
# What a row of a zone rests on has no zone of its own: it may come along, and is not changed.
_SERVING = frozenset({"sources", "assumptions"})
_OF_ZONES = {"zones": _ZONE, "zone_outlines": "feature_id"}
_RECORDS = {"project_id": ("projects", "project_places"), "enterprise_id": ("tenants",)}


def foreign_rows(
    person: Person, before: Tables, after: Tables, names: Collection[str] | None = None
) -> list[Problem]:
    """Return the rows that differ between two states and are not of the person's zones.

    A row belongs to the zone that it names, or in which the project or enterprise stands that it
    is about; moved from one to another, it belongs to both, and so does the place of a project that
    names another zone than the project does. A project or enterprise that stands
    nowhere yet belongs to no zone, and neither does what is said of the park as a whole.

    Parameters
    ----------
    person : Person
        One without zones may change the rows of all.
    before, after : mapping of str to pandas.DataFrame
        Both states, by table (`data.state_files.read_tables`), each as it is in force: the shipped
        rows among its own.
    names : collection of str, optional
        The tables that may differ; all if left out.

    Examples
    --------
    >>> was = {"tenants": pd.DataFrame({"tenant_id": ["a", "b"], "zone": ["A", "C"]})}
    >>> now = {"tenants": pd.DataFrame({"tenant_id": ["a", "b"], "zone": ["C", "C"]})}
    >>> editor = Person("editor", zones=frozenset("C"))
    >>> [one.values["key"] for one in foreign_rows(editor, was, now)]
    ['a']
    """
    if not person.zones:
        return []
    allowed = ", ".join(sorted(person.zones))
    homes = _homes(before), _homes(after)
    found = list[Problem]()
    for table in dict.fromkeys([*before, *after]):
        key = KEYS.get(table)
        if key is None or (names is not None and table not in names):
            continue
        old, new = plain(before.get(table), key), plain(after.get(table), key)
        for name in _changed(old, new):
            sides = [
                _zones(table, pd.Series(frame.loc[name]), held)
                for frame, held in zip((old, new), homes, strict=True)
                if name in frame.index
            ]
            if table in _SERVING and name not in old.index:
                continue
            foreign = sorted({one or "" for side in sides for one in side} - person.zones)
            if foreign:
                kind = "other_zone" if any(foreign) else "no_zone"
                values: dict[str, object] = {
                    "key": name,
                    "zone": ", ".join(filter(None, foreign)),
                    "zones": allowed,
                }
                found.append(Problem(_file(table), None, None, kind, values))
    return found[:_TOLD]


def foreign_changes(
    person: Person, before: Path, after: Path, data_dir: Path = DATA_DIR
) -> list[Problem]:
    """Return what `foreign_rows` finds between two states of a pack, in folders.

    Examples
    --------
    >>> foreign_changes(Person("editor"), folder, folder)
    []
    """
    if not person.zones:
        return []
    old, new = files_of(before), files_of(after)
    changed = {
        name
        for name in old.keys() | new.keys()
        if name not in old or name not in new or file_hash(old[name]) != file_hash(new[name])
    }
    pieces = sorted(name for name in changed if name == GROUND_TABLE or name not in KEYS)
    allowed = ", ".join(sorted(person.zones))
    whole = [
        Problem(name, None, None, "no_zone", {"key": name, "zones": allowed}) for name in pieces
    ]
    needed = changed | {table for tables in _RECORDS.values() for table in tables}
    shipped = _shipped(data_dir, needed & KEYS.keys())
    was, now = (
        _in_force(shipped, read_tables(state, needed & KEYS.keys())) for state in (before, after)
    )
    return whole + foreign_rows(person, was, now, changed)


def _shipped(data_dir: Path, names: set[str]) -> dict[str, list[pd.DataFrame]]:
    park, found = park_dir(data_dir), dict[str, list[pd.DataFrame]]()
    for pack in ("published", "illustrative"):
        for name, frame in read_tables(park / pack, names).items():
            found.setdefault(name, []).append(frame)
    return found


def _in_force(shipped: Mapping[str, list[pd.DataFrame]], own: Tables) -> dict[str, pd.DataFrame]:
    """Return the tables as they count: an own row or table goes before a shipped one."""
    made = dict(own)
    for name, frames in shipped.items():
        if name in ADDED or name not in own:
            rows = [own[name], *frames] if name in own else frames
            made[name] = pd.concat([one.astype(object) for one in rows], ignore_index=True)
    return made


def _changed(old: pd.DataFrame, new: pd.DataFrame) -> Iterator[str]:
    """Give the keys of the rows that came, went or say something else."""
    columns = [*dict.fromkeys([*old, *new])]
    was, now = (_told(frame, columns) for frame in (old, new))
    for name in dict.fromkeys([*was, *now]):
        if was.get(name) != now.get(name):
            yield name


def _told(frame: pd.DataFrame, columns: list[str]) -> dict[str, tuple[str | None, ...]]:
    whole = frame.reindex(columns=columns)
    rows = zip(*(map(said, whole[column]) for column in columns), strict=True)
    return dict(zip(map(str, frame.index), rows, strict=True))


def _homes(tables: Tables) -> dict[str, dict[str, set[str]]]:
    """Return by column the zones in which the records stand that it names."""
    found = dict[str, dict[str, set[str]]]()
    for column, places in _RECORDS.items():
        held = found.setdefault(column, {})
        for table in places:
            frame = tables.get(table)
            if frame is None or _ZONE not in frame or column not in frame:
                continue
            for record, zone in zip(frame[column], frame[_ZONE], strict=True):
                if said(record) and said(zone):
                    held.setdefault(str(record), set()).add(str(zone))
    return found


def _zones(table: str, row: pd.Series, homes: Mapping[str, dict[str, set[str]]]) -> set[str | None]:
    """Return the zones that a row belongs to; ``None`` among them: to none."""
    own = said(row.get(_OF_ZONES.get(table, _ZONE)))
    # What says itself where it is asks nothing else, but for the one place of a record.
    asked = homes if not own else {one: homes[one] for one in homes if KEYS[table] == (one,)}
    held: set[str | None] = {
        zone
        for column, places in asked.items()
        if (record := said(row.get(column)))
        for zone in places.get(record, ())
    }
    return held | {own} if own else held or {None}


def _file(table: str) -> str:
    return f"{table}.geojson" if table in OUTLINES else f"{table}.csv"

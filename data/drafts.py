"""Drafts: states of the local pack that are proposed and not in force.

Each has a folder in ``drafts`` beside the kept states. What it says and the state that it began
with lie in it under numbers of their own; ``draft.json`` names those that count, so that one
rename makes each change of it. Earlier versions stay, a few of them. What is published or dropped
goes to ``drafts.gone``, from where it can be had back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

import geopandas as gpd
import pandas as pd

from data import durable
from data.deeds import Deed, deed, read_deed
from data.differences import Differences
from data.kept_states import ABOUT, kept_dir, read_about
from data.merging import Clash, Prefer
from data.packs import DATA_DIR, local_dir
from data.people import HOME, Person
from data.problems import Problem
from data.rebasing import clashes, rebase_into
from data.revision import ChangedError, changed_since, revision
from data.row_rules import foreign_changes
from data.state_files import compared, tables_hash
from data.state_rows import Drop, change_state, copy_state, state_problems
from data.swap import locked, swap
from data.trail import in_force

_DRAFTS, _GONE, _SHEET = "drafts", "drafts.gone", "draft.json"
_MARK = "draft-"
_ID = re.compile(r"[0-9a-f]{10}")
_VERSIONS, _MOST_GONE = 5, 20


@dataclass(frozen=True)
class Draft:
    """A state that is proposed.

    Attributes
    ----------
    id : str
    done : Deed
        How it is called, who has brought it, why and from what.
    time : datetime.datetime
        When it was saved last (UTC).
    pack : pathlib.Path
        Its tables.
    base : pathlib.Path
        Those that were in force when it was begun; no folder if there were none.
    since : str
        Revision of the pack that it was begun with.
    base_tables, tables : str
        Hash of both.
    """

    id: str
    done: Deed
    time: datetime
    pack: Path
    base: Path
    since: str
    base_tables: str
    tables: str

    @property
    def revision(self) -> str:
        """What names this version of it; another one after each change."""
        return f"{_MARK}{self.id}-{self.pack.name.rpartition('-')[2]}-{self.tables[:16]}"

    @property
    def changes(self) -> Differences:
        """What it changes of the state that it was begun with."""
        return compared(self.base, self.pack)


@dataclass(frozen=True)
class Meanwhile:
    """What came into force since a draft was begun.

    Attributes
    ----------
    changes : Differences
    by : tuple of str
        Who has changed it, as far as they gave a name.
    clashes : tuple of Clash
        Cells that the draft has changed too, to something else.
    """

    changes: Differences
    by: tuple[str, ...]
    clashes: tuple[Clash, ...]


class StaleError(Exception):
    """Another state came into force since the draft was begun; nothing was done."""

    def __init__(self, meanwhile: Meanwhile) -> None:
        super().__init__(f"changed meanwhile: {meanwhile.changes.counts}")
        self.meanwhile = meanwhile


class DraftChangedError(Exception):
    """Somebody else has changed or dropped the draft; nothing was done."""


def is_draft(revision: str) -> bool:
    """Tell whether a revision is that of a draft.

    >>> is_draft("draft-0123456789-1-ab"), is_draft("3-ab")
    (True, False)
    """
    return revision.startswith(_MARK)


def draft_named(revision: str) -> str:
    """Return the id of the draft that a revision is of; empty if it is of none.

    >>> draft_named("draft-0123456789-1-ab"), draft_named("3-ab")
    ('0123456789', '')
    """
    return revision.removeprefix(_MARK).partition("-")[0] if is_draft(revision) else ""


def drafts(data_dir: Path = DATA_DIR, *, gone: bool = False) -> list[Draft]:
    """Return the drafts, the one saved last first; or those published or dropped.

    >>> drafts()
    []
    """
    return drafts_beside(local_dir(data_dir), gone=gone)


def drafts_beside(local: Path, *, gone: bool = False) -> list[Draft]:
    """Return the drafts beside a pack, as `drafts` does.

    >>> drafts_beside(folder / "local")
    []
    """
    home = kept_dir(local) / (_GONE if gone else _DRAFTS)
    found = [_described(one) for one in home.iterdir()] if home.is_dir() else []
    return sorted((one for one in found if one), key=lambda one: one.time, reverse=True)


def find(draft_id: str, data_dir: Path = DATA_DIR) -> Draft | None:
    """Return a draft, if there is one of that name.

    >>> find("../elsewhere") is None
    True
    """
    if not _ID.fullmatch(draft_id):
        return None
    return _described(_home(data_dir) / draft_id)


def save(
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
    onto: str = "",
    person: Person = HOME,
) -> tuple[Draft | None, list[Problem]]:
    """Propose what `data.local_pack.apply_tables` would put in force.

    Parameters
    ----------
    tables, outlines, title, data_dir, by, why, files, drop, basemaps, person
        As there.
    seen : str, optional
        Revision that the user saw: of the pack, or of the draft that is changed.
    onto : str
        Id of the draft that is changed; empty: a new one is begun, with what is in force.

    Returns
    -------
    tuple of (Draft or None, list of Problem)
        With problems, there is no draft, or it stays as it was.

    Raises
    ------
    ChangedError, DraftChangedError
        If the pack or the draft is not the one that was seen.
    OSError
        If the disk refuses.

    Examples
    --------
    >>> draft, problems = save({}, {}, "Proposal", by="Li")
    >>> [(one.done.title, one.done.by) for one in drafts()], problems
    ([('Proposal', 'Li')], [])
    """
    local = local_dir(data_dir)
    with locked(local) as work:
        work.mkdir()
        present = _held(onto, data_dir, seen) if onto else None
        if not present and seen is not None and seen != revision(local):
            raise ChangedError(changed_since(local, seen))
        copy_state(present.pack if present else local, work / "pack")
        problems = change_state(work / "pack", tables, outlines, drop or {}, basemaps)
        before = present.pack if present else local
        problems = problems or foreign_changes(person, before, work / "pack", data_dir)
        problems = problems or state_problems(work / "pack", data_dir)
        if problems:
            return None, problems
        done = deed(title, by, why, files, subject=person.subject)
        if present:
            both = dict.fromkeys([*present.done.files, *done.files])
            done = replace(done, files=tuple(both))
            return _put(present.id, work, done, present, data_dir), []
        _copy_base(local, work / "base")
        return _put(token_hex(5), work, done, None, data_dir), []


def drop(draft_id: str, data_dir: Path = DATA_DIR, *, seen: str | None = None) -> None:
    """Take a draft off the list; it can be had back.

    Raises
    ------
    DraftChangedError
        If it is not the one that was seen.

    Examples
    --------
    >>> draft, _ = save({}, {}, "Proposal")
    >>> drop(draft.id)
    >>> len(drafts()), len(drafts(gone=True))
    (0, 1)
    """
    with locked(local_dir(data_dir)):
        _let_go(_held(draft_id, data_dir, seen), data_dir)


def bring_back(draft_id: str, data_dir: Path = DATA_DIR) -> None:
    """Put a draft that was published or dropped on the list again.

    >>> draft, _ = save({}, {}, "Proposal")
    >>> drop(draft.id)
    >>> bring_back(draft.id)
    >>> len(drafts())
    1
    """
    with locked(local_dir(data_dir)):
        folder = _home(data_dir, gone=True) / draft_id
        if _ID.fullmatch(draft_id) and folder.is_dir():
            durable.move(folder, _home(data_dir) / draft_id)


def meanwhile(draft: Draft, data_dir: Path = DATA_DIR) -> Meanwhile | None:
    """Return what came into force since a draft was begun; ``None`` if it is still the same.

    >>> draft, _ = save({}, {}, "Proposal")
    >>> meanwhile(draft) is None
    True
    """
    local = local_dir(data_dir)
    if tables_hash(local) == draft.base_tables:
        return None
    by = changed_since(local, draft.since).by
    return Meanwhile(compared(draft.base, local), by, clashes(draft.base, draft.pack, local))


def rebase(
    draft_id: str,
    data_dir: Path = DATA_DIR,
    *,
    seen: str | None = None,
    prefer: Prefer | None = None,
) -> tuple[Clash, ...]:
    """Take into a draft what came into force since it was begun.

    Parameters
    ----------
    draft_id, data_dir
    seen : str, optional
        Revision of the draft that the user saw.
    prefer : {"mine", "theirs"}, optional
        What stands where both have changed a cell: the draft's word, or that of what is in force.
        Left out, nothing is done if there is such a cell.

    Returns
    -------
    tuple of Clash
        Where both have changed a cell.

    Raises
    ------
    DraftChangedError
        If it is not the one that was seen.

    Examples
    --------
    >>> draft, _ = save({}, {}, "Proposal")
    >>> rebase(draft.id)
    ()
    """
    local = local_dir(data_dir)
    with locked(local) as work:
        work.mkdir()
        draft = _held(draft_id, data_dir, seen)
        found = clashes(draft.base, draft.pack, local)
        if found and prefer is None:
            return found
        copy_state(local, work / "pack")
        rebase_into(work / "pack", draft.base, draft.pack, local, prefer or "mine")
        _copy_base(local, work / "base")
        _put(draft.id, work, draft.done, None, data_dir)
        return found


def publish(
    draft_id: str,
    data_dir: Path = DATA_DIR,
    *,
    seen: str | None = None,
    by: str = "",
    why: str = "",
    person: Person = HOME,
) -> list[Problem]:
    """Put a draft in force, and take it off the list.

    Parameters
    ----------
    draft_id, data_dir
    seen : str, optional
        Revision of the draft that the user saw.
    by, why : str
        Who publishes it, and why; left out, who has brought it and the reason given then.
    person : Person
        As for `save`.

    Returns
    -------
    list of Problem
        What is wrong with it now; if there is anything, the pack in force stays.

    Raises
    ------
    StaleError
        If another state came into force since it was begun; see `rebase`.
    DraftChangedError
        If it is not the one that was seen.
    OSError
        If the disk refuses; the pack in force stays, and so does the draft.

    Examples
    --------
    >>> draft, _ = save({}, {}, "Proposal")
    >>> publish(draft.id, by="Wang"), drafts()
    ([], [])
    """
    local = local_dir(data_dir)
    with locked(local) as work:
        draft = _held(draft_id, data_dir, seen)
        last = in_force(local)
        if last and (last.draft, last.tables) == (draft.id, draft.tables):
            _let_go(draft, data_dir)  # in force already: a kill came before this
            return []
        changed = meanwhile(draft, data_dir)
        if changed:
            raise StaleError(changed)
        copy_state(draft.pack, work)
        problems = foreign_changes(person, local, work, data_dir) or state_problems(work, data_dir)
        if not problems:
            subject = person.subject if by else draft.done.subject
            told = deed(
                *(draft.done.title, by or draft.done.by, why or draft.done.why), subject=subject
            )
            swap(local, work, replace(told, files=draft.done.files, kind="publish"), draft.id)
            _let_go(draft, data_dir)
        return problems


def _home(data_dir: Path, *, gone: bool = False) -> Path:
    return kept_dir(local_dir(data_dir)) / (_GONE if gone else _DRAFTS)


def _held(draft_id: str, data_dir: Path, seen: str | None) -> Draft:
    """Return a draft, unless it is not the one that was seen."""
    draft = find(draft_id, data_dir)
    if draft is None or (seen is not None and seen != draft.revision):
        raise DraftChangedError(draft_id)
    return draft


def _copy_base(local: Path, base: Path) -> None:
    """Copy what is in force; nothing where nothing of one's own is, which is not the same."""
    if local.is_dir():
        copy_state(local, base)


def _put(draft_id: str, work: Path, done: Deed, present: Draft | None, data_dir: Path) -> Draft:
    """Bring a version that is ready to its place; the sheet makes it count."""
    home = _home(data_dir) / draft_id
    home.mkdir(parents=True, exist_ok=True)
    number = max(map(_number, home.glob("*-*")), default=0) + 1
    time = datetime.now(UTC).isoformat()
    tables = tables_hash(work / "pack")
    if present:
        told = {"base": present.base.name, "since": present.since}
        told |= {"base_tables": present.base_tables}
    else:
        told = {"base": f"base-{number}", "since": revision(local_dir(data_dir))}
        told |= {"base_tables": tables_hash(work / "base")}
    told |= {"pack": f"pack-{number}", "tables": tables, "time": time}
    durable.write(work / "pack" / ABOUT, _json(done.told() | {"time": time}))
    for name in ("pack", "base"):
        if (work / name).is_dir():
            durable.sync(work / name)
            durable.move(work / name, home / f"{name}-{number}")
    durable.write(home / _SHEET, _json(done.told() | told))
    for old in home.glob("*-*"):
        if _number(old) <= number - _VERSIONS and old.name not in told.values():
            durable.drop(old)
    made = _described(home)
    assert made  # noqa: S101 -- written just now
    return made


def _let_go(draft: Draft, data_dir: Path) -> None:
    gone = _home(data_dir, gone=True)
    gone.mkdir(parents=True, exist_ok=True)
    durable.move(_home(data_dir) / draft.id, gone / draft.id)
    for old in drafts(data_dir, gone=True)[_MOST_GONE:]:
        durable.drop(gone / old.id)


def _described(home: Path) -> Draft | None:
    sheet = read_about(home, _SHEET)
    try:
        pack, base = home / str(sheet["pack"]), home / str(sheet["base"])
        time = datetime.fromisoformat(sheet["time"])
        hashes = str(sheet["base_tables"]), str(sheet["tables"])
        since = str(sheet["since"])
    except (KeyError, TypeError, ValueError):
        return None
    return Draft(home.name, read_deed(sheet), time, pack, base, since, *hashes)


def _number(version: Path) -> int:
    last = version.name.rpartition("-")[2]
    return int(last) if last.isdecimal() else 0


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()

"""Bringing a proposed state up to date with what came into force since it was begun."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from data.merging import Clash, Joined, Prefer, joined
from data.state_files import KEYS, SHAPE, file_hash, files_of, read_tables, write_tables


@dataclass(frozen=True)
class _Names:
    """Tables by who has changed them since the state that both began with."""

    mine: set[str]
    both: set[str]


def clashes(base: Path, mine: Path, theirs: Path) -> tuple[Clash, ...]:
    """Return the cells that two states have changed, each to something else.

    >>> clashes(folder, folder, folder)
    ()
    """
    return _joined(base, mine, theirs, _changed(base, mine, theirs).both, "mine").clashes


def rebase_into(target: Path, base: Path, mine: Path, theirs: Path, prefer: Prefer) -> None:
    """Change a copy of `theirs` to what both have changed.

    Parameters
    ----------
    target : pathlib.Path
        Holds the tables of `theirs`.
    base, mine, theirs : pathlib.Path
        The state that both began with, and what became of it.
    prefer : {"mine", "theirs"}
        Whose word stands where both have changed a cell.

    Examples
    --------
    >>> rebase_into(folder, folder, folder, folder, "mine")
    """
    changed, own = _changed(base, mine, theirs), files_of(mine)
    both = _joined(base, mine, theirs, changed.both, prefer)
    for name, path in files_of(target).items():
        if name in changed.mine | changed.both:
            path.unlink()
    for name in changed.mine & own.keys():
        shutil.copy(own[name], target)
    preferred = files_of({"mine": mine, "theirs": theirs}[prefer])
    for name in (changed.both - KEYS.keys()) & preferred.keys():
        shutil.copy(preferred[name], target)
    write_tables(target, both.tables)


def _joined(base: Path, mine: Path, theirs: Path, names: set[str], prefer: Prefer) -> Joined:
    tables = [read_tables(one, names) for one in (base, mine, theirs)]
    found = joined(tables[0], tables[1], tables[2], KEYS, prefer)
    # What comes and goes as one piece is taken from one of both as a whole.
    whole = [Clash(name, "", SHAPE, "…", "…") for name in sorted(names - KEYS.keys())]
    return Joined(found.tables, (*found.clashes, *whole))


def _changed(base: Path, mine: Path, theirs: Path) -> _Names:
    before, own, other = (
        {name: (path.name, file_hash(path)) for name, path in files_of(one).items()}
        for one in (base, mine, theirs)
    )
    names = before.keys() | own.keys() | other.keys()
    by_me = {name for name in names if own.get(name) != before.get(name)}
    same = {name for name in names if own.get(name) == other.get(name)}
    by_them = {name for name in names if other.get(name) != before.get(name)}
    return _Names(by_me - by_them, (by_me & by_them) - same)

"""References between the rows of packs: what they name must exist, and exist once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

import pandas as pd

from data.layered import keys_of, merged
from data.packs import Pack, state_dir
from data.park import Park
from data.problems import Problem
from data.register import unfit_problems, unknown_references
from data.schema import ADDED, AROUND, BOUNDARIES, LOCAL, OUTLINES, PUBLISHED
from data.verdicts import looked_through


def link_problems(published: Pack, other: Pack) -> list[Problem]:
    """Find references to rows that do not exist: sources, enterprises and others.

    Parameters
    ----------
    published : Pack
        Holds rows that may be referred to.
    other : Pack
        The pack whose references are followed, to its own rows too; may be `published`.

    Examples
    --------
    >>> from data.packs import DATA_DIR, read_pack
    >>> published = read_pack(DATA_DIR / "published", "published")
    >>> link_problems(published, published)
    []
    """
    known = {
        column: _ids(published, table, column) | _ids(other, table, column)
        for column, table in {
            "source_id": "sources",
            "enterprise_id": "enterprises",
            "project_id": "projects",
            "conflict_id": "conflicts",
            "assumption_id": "assumptions",
            "indicator": "indicators",
            "zone": "zones",
            "sector": "sectors",
            "coverage_id": "coverage",
        }.items()
    }
    if "placements" in other.tables:
        known["record"] = _every_id(published) | _every_id(other)
    found = []
    for name, frame in chain(other.tables.items(), other.outlines.items()):
        found += [*_unknown_codes(name, other, known), *_outside(name, other, published)]
        for column in frame.columns:
            named = _referred(column)
            if named is None:
                continue
            home, ids = named
            for position, text in zip(other.lines[name], frame[column], strict=True):
                found += [
                    Problem(_file(name), position, column, "unknown_id", {"value": value})
                    for value in ids(text)
                    if value not in known[home]
                ]
    if other.register:
        ids_of = {"refs": known["source_id"]}
        ids_of |= {column: known[column] for column in ("assumption_id", "enterprise_id")}
        codes = {column: known[column] for column in ("zone", "sector")}
        region = (published.park or Park()).coordinates.region
        found += _once(other.register, unknown_references, ids_of)
        found += _once(other.register, unfit_problems, codes, region)
    return found


def _once(
    register: Path,
    look: Callable[..., list[Problem]],
    known: dict[str, set[str]],
    *rest: object,
) -> list[Problem]:
    """Look through a register, unless that was done with the same known."""
    question = f"{look.__name__} {[(name, sorted(known[name])) for name in known]} {rest}"
    work = partial(look, register, known, *rest)
    return looked_through(register, question, work, state_dir() / ".cache")


def _every_id(pack: Pack) -> set[str]:
    """Return the ids of all rows that have one of their own."""
    keys = {name: model.key for name, model in {**PUBLISHED, **LOCAL, **AROUND}.items()}
    found = {
        str(one)
        for name, frame in pack.tables.items()
        if len(keys[name]) == 1
        for one in frame[keys[name][0]]
    }
    return found | set(pack.outlines["region"]["feature_id"] if "region" in pack.outlines else ())


def _unknown_codes(name: str, pack: Pack, known: Mapping[str, set[str]]) -> list[Problem]:
    """Find zones and sectors that the park does not have."""
    found = _unknown_outlines(name, pack, known)
    for column, of in {"zone": "zone", "sector": "sector", "sector_also": "sector"}.items():
        frame = pack.tables.get(name)
        if frame is None or column not in frame or f"{column}s" == name:
            continue
        allowed = known[of] | (set() if of == "zone" else {"other"})
        values: dict[str, object] = {"allowed": ", ".join(sorted(allowed))}
        found += [
            Problem(_file(name), position, column, "not_allowed", {"value": code, **values})
            for position, code in zip(pack.lines[name], frame[column], strict=True)
            if isinstance(code, str) and code not in allowed
        ]
    return found


def _unknown_outlines(name: str, pack: Pack, known: Mapping[str, set[str]]) -> list[Problem]:
    """Find outlines of zones and coverages that the park does not have."""
    if name not in OUTLINES or name not in pack.outlines:
        return []
    allowed = known["zone" if name == "zone_outlines" else "coverage_id"]
    values: dict[str, object] = {"allowed": ", ".join(sorted(allowed))}
    return [
        Problem(_file(name), position, "feature_id", "not_allowed", {"value": code, **values})
        for position, code in zip(pack.lines[name], pack.outlines[name]["feature_id"], strict=True)
        if code not in allowed
    ]


def _outside(name: str, pack: Pack, published: Pack) -> list[Problem]:
    """Find places that are not in the region of the park."""
    frame = pack.tables.get(name)
    if frame is None or "lon" not in frame or name in AROUND:
        return []
    west, south, east, north = (published.park or Park()).coordinates.region
    return [
        Problem(
            _file(name), line, column, "out_of_range", {"value": value, "limit": f"{low}–{high}"}
        )
        for column, low, high in (("lon", west, east), ("lat", south, north))
        for line, value in zip(pack.lines[name], frame[column], strict=True)
        if not pd.isna(value) and not low <= value <= high
    ]


def local_problems(published: Pack, illustrative: Pack, local: Pack) -> list[Problem]:
    """Find everything wrong with a local pack beside the shipped ones.

    Parameters
    ----------
    published, illustrative, local : Pack
        As `data.packs.read_pack` returns them.

    Returns
    -------
    list of Problem
        What was found in reading it, rows that the shipped packs have already, projects
        without a status, and references to rows that do not exist.

    Examples
    --------
    >>> from data.packs import DATA_DIR, read_pack
    >>> published = read_pack(DATA_DIR / "published", "published")
    >>> illustrative = read_pack(DATA_DIR / "illustrative", "illustrative")
    >>> local_problems(published, illustrative, read_pack(folder, "local", partial=True))
    []
    """
    return [
        *local.problems,
        *_taken(published, illustrative, local),
        *_without_status(local),
        *link_problems(published, merged(illustrative, local)),
    ]


def _taken(published: Pack, illustrative: Pack, local: Pack) -> list[Problem]:
    """Find local rows whose key a shipped row has: rows may be added, not changed.

    Of an illustrative landmark they may: what is assumed gives way to what is known.
    """
    found = []
    for name in sorted(ADDED.keys() & local.tables.keys()):
        shipped = published.tables.get(name, illustrative.tables.get(name))
        if shipped is None:
            continue
        columns, taken = ", ".join(ADDED[name].key), set(keys_of(shipped, name))
        found += [
            Problem(_file(name), line, columns, "published_key", {"value": ", ".join(key)})
            for line, key in zip(local.lines[name], keys_of(local.tables[name], name), strict=True)
            if key in taken
        ]
    return found


def _without_status(local: Pack) -> list[Problem]:
    """Find local projects that no page would show, as none of them has a status."""
    if "projects" not in local.tables:
        return []
    dated = _ids(local, "project_statuses", "project_id")
    return [
        Problem("projects.csv", line, "project_id", "no_status", {"value": project})
        for line, project in zip(
            local.lines["projects"], local.tables["projects"]["project_id"], strict=True
        )
        if project not in dated
    ]


def _file(name: str) -> str:
    return f"{name}.geojson" if name in OUTLINES | BOUNDARIES else f"{name}.csv"


def _referred(column: str) -> tuple[str, Callable[[object], list[str]]] | None:
    """Return the column that a reference names, and how to read the ids in a cell."""
    if column == "refs" or column.endswith("_refs"):
        return "source_id", _source_ids
    if column == "conflicts":
        return "conflict_id", _split
    if column in {"enterprise_id", "project_id", "assumption_id", "indicator", "record"}:
        return column, _split
    return None


def _source_ids(text: object) -> list[str]:
    return [ref.partition(":")[0] for ref in _split(text)]


def _split(text: object) -> list[str]:
    return [part.strip() for part in text.split(";")] if isinstance(text, str) else []


def _ids(pack: Pack, table: str, column: str) -> set[str]:
    return set(pack.tables[table][column]) if table in pack.tables else set()

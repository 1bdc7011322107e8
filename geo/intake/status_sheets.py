"""Sheets of what has changed: the name of a project, a date, the status from then on."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from data.catalog import Catalog
from geo.intake.asking import LEAVE_OUT, Desk
from geo.intake.brought import Brought, Place, RowSheet
from geo.intake.cells import cleaned, read_or_none
from geo.intake.columns import find, words
from geo.intake.dates import read_date
from geo.intake.figures.layout import is_example
from geo.intake.figures.times import plain, time_of
from geo.intake.headers import header, hints, rank
from geo.intake.meaning import Part
from geo.intake.project_match import ask_which
from geo.intake.published_names import ids_by_name, plain_name
from geo.intake.words import ask_words
from geo.reading.layers import Layer

_MOST_COLUMNS = 7
_OTHERS = ("sector", "investment", "seats", "lon", "lat", "pair")
_WORDING = r"措辞|原文|说明|依据|备注|内容|进展描述|wording|note|remark|comment"
_FROM = r"变更前|原状态|旧状态|before|previous|old"


@dataclass(frozen=True, eq=False)
class StatusSheet(RowSheet):
    """A sheet of changes of status.

    Attributes
    ----------
    columns : dict of str to str
        By role: ``name``, ``project_id``, ``date``, ``status``, ``wording``; empty for none.
    """

    columns: dict[str, str]
    meaning: str = "statuses"


def as_statuses(layer: Layer, catalog: Catalog) -> StatusSheet | None:
    """Return a sheet of changes of status; a list of projects with places and money is none.

    One project at least must be in force by its name or id: new ones are no change.
    """
    frame = layer.frame
    names = [str(name) for name in frame.columns]
    if len(names) > _MOST_COLUMNS or frame.empty or hints_of(names):
        return None
    name, project_id = find(frame, "project_name")[0], find(frame, "project_id")[0]
    rest = frame[[one for one in names if one != name and not re.search(_FROM, header(one))]]
    date, status = find(rest, "since")[0], find(rest, "status")[0]
    if not (name or project_id) or not date or not status:
        return None
    by_name = ids_by_name(catalog["projects"], "project_id")
    known = set(catalog["projects"]["project_id"])
    told = {plain_name(cleaned(one)) for one in frame[name]} if name else set()
    numbered = {cleaned(one) for one in frame[project_id]} if project_id else set()
    if not (told & set(by_name) or numbered & known):
        return None
    others = (one for one in names if one not in {name, project_id, date, status})
    wording = next((one for one in others if re.search(_WORDING, header(one))), "")
    columns = {
        "name": name or "",
        "project_id": project_id or "",
        "date": date,
        "status": status,
        "wording": wording,
    }
    first = [cleaned(next(iter(row), "")) for row in frame.to_numpy(dtype=object)]
    rows = tuple(
        index
        for index, text in enumerate(first)
        if not is_example(text) and any(cleaned(cell) for cell in frame.iloc[index])
    )
    return StatusSheet(layer, rows, columns)


def hints_of(names: list[str]) -> bool:
    """Tell whether headings speak of more than a change: a place, a sector, money."""
    return any(hints("zone", name) for name in names) or any(
        rank(role, name) is not None or hints(role, name) for role in _OTHERS for name in names
    )


def read_statuses(
    desk: Desk, key: str, sheet: StatusSheet, catalog: Catalog, brought: Brought
) -> None:
    """Read the changes of a sheet: the project is recognised or asked for, and so is the status."""
    layer, columns = sheet.layer, sheet.columns
    indices = np.array(sheet.rows, dtype=int)
    shapes = np.full(len(indices), None, dtype=object)
    part = Part(key, layer, "projects", indices, shapes)
    cells = {role: words(layer, column or None, indices) for role, column in columns.items()}
    chosen = ask_which(desk, part, cells, catalog, may_add=False, unknown="status_project")
    rows = np.flatnonzero(chosen != LEAVE_OUT)
    codes = ask_words(desk, key, layer, columns["status"], "status", cells["status"][rows])
    headings = {"project_id": columns["name"] or columns["project_id"], "status": columns["status"]}
    headings |= {"date": columns["date"], "wording_zh": columns["wording"]}
    for at, status in zip(rows.tolist(), codes, strict=True):
        index = int(indices[at])
        date = _date(str(cells["date"][at]))
        place = Place(layer.file, layer.rows[index], headings)
        if date is None:
            value = str(cells["date"][at])[:60]
            desk.problems.append(place.problem("date", "period", {"value": value}))
        elif status is None:
            desk.problems.append(place.problem("status", "status_missing", {}))
        else:
            said = str(cells["wording"][at] or cells["status"][at])
            row: dict[str, object] = {"project_id": str(chosen[at]), "date": date}
            row |= {"basis": "event", "status": status, "wording_zh": said, "wording_en": said}
            brought.add("project_statuses", row, place)


def _date(text: str) -> str | None:
    if found := read_or_none(read_date, text):
        return found
    time = time_of(plain(text))
    return time.end if time and time.year else None

"""Seats and staff by project: two measures that never share an axis."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd

from components.blocks.bar import Bar
from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block
from components.blocks.findings import bar_finding, valued
from components.blocks.text import Words
from components.linked.printed import FigureBar, figure_bars, newest
from components.session.filters import filter_text
from components.session.theme import Theme
from data.catalog import Catalog
from data.in_print import figures_by
from data.selection import Selection

# By project, largest stage first; figures of one thing stand together, oldest first.
_SEATS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("P02", ("F003-04", "F002-40")),
    ("P02", ("F002-41",)),
    ("P07", ("F002-52",)),
    ("P09", ("F002-58",)),
    ("P09", ("F002-59",)),
    ("P08", ("F002-55",)),
)
_STAFF: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("P08", ("F002-56",)),
    ("P02", ("F002-31",)),
    ("P09", ("F002-60",)),
)
_FIRM = "F000-08"  # Xiante's staff: an enterprise, in no list of projects


def staffed(catalog: Catalog, projects: pd.DataFrame, chosen: Selection) -> int:
    """Return of how many of some projects the staff was in print by the as-of date."""
    known = {project for project, ids in _STAFF if newest(catalog, ids, chosen)}
    return int(projects["project_id"].isin(known).sum())


def _names(projects: pd.DataFrame, words: Words) -> dict[str, str]:
    return dict(zip(projects["project_id"], projects[f"operator_{words.lang}"], strict=True))


def _empty(words: Words, view: str, title: str, small: str, count: int) -> Block:
    reason = words("seats.empty", count=count) if count else words("seats.empty_filter")
    return empty_chart(words, view, small, reason, title)


def _notes(words: Words, projects: pd.DataFrame, chosen: Selection, *notes: str) -> list[str]:
    allocated = chosen.zones and (projects["zone_evidence"] == "illustrative").any()
    return [*notes, *([words("chart.note.projects_allocated")] if allocated else [])]


def seats_chart(
    catalog: Catalog, chosen: Selection, words: Words, theme: Theme, projects: pd.DataFrame
) -> Block:
    """Return seats planned, of the first phase and built, each its own bar, by project.

    Parameters
    ----------
    projects : pandas.DataFrame
        Those to show, as `data.status.chosen_projects`.
    """
    names = _names(projects, words)
    entries = [
        FigureBar(figure, names[project], words(f"seats.{ids[-1]}"))
        for project, ids in _SEATS
        if project in names and (figure := newest(catalog, ids, chosen))
    ]
    title, small = words("seats.seats"), filter_text(words, chosen)
    if not entries:
        return _empty(words, "seats", title, small, len(projects))
    notes = _notes(words, projects, chosen, words("seats.note_seats"))

    def said(bars: Sequence[Bar], unit: str) -> str:
        first = [bar for bar in bars if bar.label == bars[0].label]
        stages = words.join(valued(words, bar, unit) for bar in first)
        return words("finding.single", label=bars[0].label, value=stages)

    return figure_bars(
        catalog,
        chosen,
        words,
        theme,
        "seats",
        title,
        entries,
        small=small,
        notes=notes,
        finding=said,
    )


def staff_chart(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    theme: Theme,
    projects: pd.DataFrame,
    *,
    firm: bool,
) -> Block:
    """Return staff by project; a seat is not a job filled, so seats stand elsewhere.

    Parameters
    ----------
    projects : pandas.DataFrame
        Those to show, as `data.status.chosen_projects`.
    firm : bool
        Whether to add the one enterprise whose staff is in print.
    """
    names = _names(projects, words)
    entries = [
        FigureBar(figure, names[project])
        for project, ids in _STAFF
        if project in names and (figure := newest(catalog, ids, chosen))
    ]
    if firm and newest(catalog, (_FIRM,), chosen):
        entries.insert(0, FigureBar(_FIRM, words("seats.firm")))
    title, small = words("seats.staff"), filter_text(words, chosen)
    if not entries:
        return _empty(words, "staff", title, small, len(projects))
    notes = _notes(words, projects, chosen, words("seats.note_staff"))
    dates = figures_by(catalog, tuple(entry.figure_id for entry in entries), catalog.as_of(chosen))[
        "as_of"
    ]
    alike = partial(bar_finding, words) if len(set(dates)) == 1 else None
    return figure_bars(
        catalog,
        chosen,
        words,
        theme,
        "staff",
        title,
        entries,
        small=small,
        notes=notes,
        finding=alike,
    )

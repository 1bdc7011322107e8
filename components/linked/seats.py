"""Seats and staff by project: two measures that never share an axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

import pandas as pd

from components.blocks.bar import Bar
from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block
from components.blocks.findings import bar_finding, valued
from components.blocks.text import Words
from components.linked.printed import FigureBar, figure_bars
from components.session.filters import filter_text
from components.session.theme import Theme
from data.catalog import Catalog
from data.in_print import in_print
from data.named import firm_figures
from data.project_figures import amount_rows, printed_amounts
from data.selection import Selection

_STAGES = ("seats_planned", "seats_phase_1", "seats_built")


def seated(catalog: Catalog) -> set[str]:
    """Return the projects that have seats: planned, of a first phase or built."""
    rows = catalog["projects"]
    return set(rows["project_id"][rows[list(_STAGES)].notna().any(axis=1)])


def staffed(catalog: Catalog, projects: pd.DataFrame, chosen: Selection) -> int:
    """Return of how many of some projects the staff was in print by the as-of date."""
    return sum(
        bool(printed_amounts(catalog, chosen, project, "staff"))
        for project in projects["project_id"]
    )


def _by_size(projects: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the projects with the most of something first."""
    most = projects[list(columns)].max(axis=1).astype(float)
    return projects.loc[most.sort_values(ascending=False, kind="stable").index]


@dataclass(frozen=True)
class _Stage:
    """What was in print last of the seats of one stage.

    ``last`` is the last figure that there is of it, after which it is called at all dates.
    """

    project: str
    column: str
    row: pd.Series
    last: str


def _stage_rows(catalog: Catalog, chosen: Selection, projects: pd.DataFrame) -> dict[str, _Stage]:
    """Return the stages by figure, those of the project with most seats first."""
    found: dict[str, _Stage] = {}
    for project, column in product(_by_size(projects, _STAGES)["project_id"], _STAGES):
        if rows := printed_amounts(catalog, chosen, project, column):
            last = amount_rows(catalog, project, column)[-1]["figure_id"]
            found.setdefault(rows[-1]["figure_id"], _Stage(project, column, rows[-1], last))
    return found


def _stage_text(words: Words, stage: _Stage) -> str:
    own = f"seats.{stage.last}"
    return words(own if words.has(own) else f"projects.col.{stage.column}")


def _firm_text(words: Words, row: pd.Series) -> str:
    own = f"seats.{row['figure_id']}"
    return words(own) if words.has(own) else words.of(row, "subject")


def _firm_staff(catalog: Catalog, chosen: Selection, sector: str) -> list[pd.Series]:
    """Return the newest staff of each enterprise of a sector that has one in print."""
    rows = firm_figures(catalog, sector)
    rows = rows[(rows["unit"] == "person") & (rows["kind"] == "actual")]
    known = in_print(catalog, rows, catalog.as_of(chosen))
    known = known.drop_duplicates("subject_zh", keep="last").sort_values("value", ascending=False)
    return [row for _, row in known.iterrows()]


def _names(projects: pd.DataFrame, words: Words) -> dict[str, str]:
    return dict(zip(projects["project_id"], projects[f"operator_{words.lang}"], strict=True))


def _empty(words: Words, view: str, title: str, small: str, count: int) -> Block:
    reason = words("seats.empty", count=count) if count else words("seats.empty_filter")
    return empty_chart(words, view, small, reason, title)


def _notes(words: Words, projects: pd.DataFrame, chosen: Selection, *notes: str) -> list[str]:
    allocated = chosen.is_placed and (projects["zone_evidence"] == "illustrative").any()
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
    stages = _stage_rows(catalog, chosen, projects)
    entries = [
        FigureBar(figure, names[stage.project], _stage_text(words, stage))
        for figure, stage in stages.items()
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
        rows=pd.DataFrame([stage.row for stage in stages.values()]),
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
    firms_of: str = "",
) -> Block:
    """Return staff by project; a seat is not a job filled, so seats stand elsewhere.

    Parameters
    ----------
    projects : pandas.DataFrame
        Those to show, as `data.status.chosen_projects`.
    firms_of : str
        The sector whose enterprises are added, as far as their own staff is in print.
    """
    names = _names(projects, words)
    firms = _firm_staff(catalog, chosen, firms_of)
    own = {
        project: found[-1]
        for project in _by_size(projects, ("staff",))["project_id"]
        if (found := printed_amounts(catalog, chosen, project, "staff"))
    }
    entries = [FigureBar(row["figure_id"], _firm_text(words, row)) for row in firms]
    entries += [FigureBar(row["figure_id"], names[project]) for project, row in own.items()]
    rows = pd.DataFrame([*firms, *own.values()])
    size = {row["figure_id"]: float(row["value"]) for row in (*firms, *own.values())}
    entries.sort(key=lambda entry: -size[entry.figure_id])
    title, small = words("seats.staff"), filter_text(words, chosen)
    if not entries:
        return _empty(words, "staff", title, small, len(projects))
    notes = _notes(words, projects, chosen, words("seats.note_staff"))
    alike = partial(bar_finding, words) if len(set(rows["as_of"])) == 1 else None
    return figure_bars(
        catalog,
        chosen,
        words,
        theme,
        "staff",
        title,
        entries,
        rows=rows,
        small=small,
        notes=notes,
        finding=alike,
    )

"""The tasks that a park's office has often, each asking only for what it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from components.editing.questions import Question, in_sight, questions
from data.catalog import Catalog
from data.records.fields import Field
from data.records.ids import new_id

Cells = Mapping[str, Any]
_FIGURE = "figure-"  # before the indicator


@dataclass(frozen=True)
class Answer:
    """A row that answers make, still without what follows from it.

    Attributes
    ----------
    table : str
    cells : mapping of str to object
        By column; what is not there is empty.
    asked : mapping of str to str
        By column, the question that it answers, where that has another name.
    """

    table: str
    cells: Cells
    asked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Start:
    """A task.

    Attributes
    ----------
    asks : callable
        Returns its questions; none where the park has nothing to ask them about.
    rows : callable
        Returns the rows that its answers make.
    """

    asks: Callable[[Catalog], tuple[Question, ...]]
    rows: Callable[[Catalog, Cells], list[Answer]]


def _asked(table: str, *columns: str, required: tuple[str, ...] = ()) -> tuple[Question, ...]:
    """Return questions of a table in the order of the task, all in sight."""
    known = {one.column: one for one in questions(table)}
    return tuple(in_sight(known[one], is_required=one in required) for one in columns)


def _figures(catalog: Catalog) -> tuple[Question, ...]:
    if "indicators" not in catalog.tables:
        return ()
    values = tuple(
        Question(
            Field(f"{_FIGURE}{row.indicator}", "number", is_required=False),
            unit=str(row.unit),
            names=(str(row.name_zh), str(row.name_en)),
        )
        for row in catalog["indicators"].sort_values("order", kind="stable").itertuples()
    )
    return (*_asked("figures", "as_of", required=("as_of",)), *values)


def _figure_rows(_: Catalog, given: Cells) -> list[Answer]:
    as_of = given.get("as_of")
    return [
        Answer(
            "figures",
            {"indicator": name.removeprefix(_FIGURE), "value": value, "as_of": as_of},
            {"value": name},
        )
        for name, value in given.items()
        if name.startswith(_FIGURE)
    ]


def _project(_: Catalog) -> tuple[Question, ...]:
    return (
        *_asked("projects", "name_zh", "name_en", "sector", "zone", "signed", "investment_cny"),
        *_asked("project_statuses", "status"),
    )


def _project_rows(catalog: Catalog, given: Cells) -> list[Answer]:
    cells = {name: value for name, value in given.items() if name != "status"}
    cells["project_id"] = new_id(catalog, "projects", cells)
    status = given.get("status")
    if given.get("signed") and status in {None, "planned"}:
        return [Answer("projects", cells)]  # to be signed says as much
    # Since when it stands so is not asked: it does as of the source.
    reached = {"project_id": cells["project_id"], "status": status or "planned", "basis": "printed"}
    return [Answer("projects", cells), Answer("project_statuses", reached)]


def _of(table: str, *columns: str, required: tuple[str, ...] = ()) -> Start:
    """Return a task that fills one row of a table."""
    return Start(
        lambda _: _asked(table, *columns, required=required),
        lambda _, given: [Answer(table, given)],
    )


STARTS: dict[str, Start] = {
    "figures": Start(_figures, _figure_rows),
    "project": Start(_project, _project_rows),
    "status": _of("project_statuses", "project_id", "status", "date"),
    "enterprise": _of("enterprises", "name_zh", "name_en", "sector", required=("sector",)),
    "zone": _of("zones", "zone", "name_zh", "name_en", "as_of"),
    "area": _of("areas", "name_zh", "name_en", "area"),
    "sector": _of("sectors", "sector", "name_zh", "name_en", "as_of"),
}

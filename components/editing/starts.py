"""The tasks that a park's office has often, each asking only for what it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from components.editing.built import Built
from components.editing.questions import Question, in_sight, questions
from data.catalog import Catalog
from data.records.fields import Field

Answers = Mapping[str, Any]
_FIGURE = "figure-"  # before the indicator


@dataclass(frozen=True)
class Start:
    """A task.

    Attributes
    ----------
    asks : callable
        Returns its questions.
    rows : callable
        Returns the rows that its answers make, without ids where there is none to give.
    """

    asks: Callable[[Catalog], tuple[Question, ...]]
    rows: Callable[[Catalog, Answers], list[Built]]


def _asked(table: str, *columns: str, required: tuple[str, ...] = ()) -> tuple[Question, ...]:
    """Return questions of a table in the order of the task, all in sight."""
    known = {one.column: one for one in questions(table)}
    return tuple(
        in_sight(known[column], is_required=column in required)
        for column in columns
        if column in known
    )


def _figures(catalog: Catalog) -> tuple[Question, ...]:
    indicators = catalog.tables.get("indicators")
    if indicators is None:
        return ()
    values = tuple(
        Question(
            Field(f"{_FIGURE}{row.indicator}", "number", is_required=False),
            unit=str(row.unit),
            names=(str(row.name_zh), str(row.name_en)),
        )
        for row in indicators.sort_values("order", kind="stable").itertuples()
    )
    return (*_asked("figures", "as_of", required=("as_of",)), *values)


def _figure_rows(_: Catalog, given: Answers) -> list[Built]:
    return [
        Built(
            "figures",
            {
                "indicator": name.removeprefix(_FIGURE),
                "value": value,
                "as_of": given.get("as_of"),
            },
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


def _project_rows(_: Catalog, given: Answers) -> list[Built]:
    row = {name: value for name, value in given.items() if name != "status"}
    reached: dict[str, Any] = {"status": given.get("status") or "planned"}
    if reached["status"] == "planned":
        reached |= {"date": given.get("signed")}
        reached |= {"stage": "signed"} if given.get("signed") else {}
    else:  # since when is not asked: it is so as of the source
        reached |= {"basis": "printed"}
    return [Built("projects", row), Built("project_statuses", reached, {"date": "signed"})]


def _of(table: str, *columns: str, required: tuple[str, ...] = ()) -> Start:
    """Return a task that fills one row of a table."""
    return Start(
        lambda _: _asked(table, *columns, required=required),
        lambda _, given: [Built(table, dict(given))],
    )


STARTS: dict[str, Start] = {
    "figures": Start(_figures, _figure_rows),
    "project": Start(_project, _project_rows),
    "status": _of("project_statuses", "project_id", "status", "date"),
    "enterprise": _of("enterprises", "name_zh", "name_en", "sector", required=("sector",)),
    "zone": _of("zones", "zone", "name_zh", "name_en", "as_of"),
    "sector": _of("sectors", "sector", "name_zh", "name_en"),
}

"""Projects on the map: how far each is by its sign, and how many have no place."""

from __future__ import annotations

import pandas as pd

from components.blocks.assumed import assumed
from components.blocks.profile import profile_id
from components.blocks.text import Words
from components.map.page_marks import KeySign, Mark, Marks, lines
from components.session.theme import Theme
from data.catalog import Catalog
from data.follows import follows
from data.memo import VIEWS, remembered
from data.selection import STATUSES, Selection, visible
from data.status import chosen_projects, placed_projects
from geo.grades import is_schematic


@remembered(VIEWS)
def project_marks(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Marks:
    """Return the chosen projects that have a place, by status."""
    projects = chosen_projects(catalog, chosen)
    placed = projects[projects["lon"].notna()]
    every = _every(catalog, chosen, words, theme)
    items = [every[project] for project in placed["project_id"]]
    held = set(placed["status"])
    legend = [
        KeySign(*_sign(words, theme, status), status_name(words, status))
        for status in STATUSES
        if status in held
    ]
    return Marks(
        title=words("map.projects") if items else "",
        items=items,
        legend=legend,
        note=place_note(
            catalog, chosen, words, "map.projects_unplaced", len(projects) - len(placed)
        ),
        finding=marks_finding(words, "map.projects_shown", items, len(projects)),
    )


@follows("as_of", "evidence")
def _every(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> dict[str, Mark]:
    """Return the marks of all projects that have a place; no filter changes them."""
    projects, unsure = placed_projects(catalog, chosen), assumed_places(catalog)
    placed = projects[projects["lon"].notna()]
    return {
        str(row["project_id"]): _mark(words, theme, row, unsure) for _, row in placed.iterrows()
    }


def assumed_places(catalog: Catalog) -> frozenset[str]:
    """Return the projects whose place is assumed, be their zone in print or not."""
    places = catalog["project_places"]
    return frozenset(places["project_id"][places["evidence"] == "illustrative"])


def place_note(
    catalog: Catalog, chosen: Selection, words: Words, message: str, unplaced: int
) -> str:
    """Return how many things have no place, and that the others' are assumed.

    The key says the latter of itself where outlines are schematic.
    """
    shown = set(visible(catalog["project_places"], chosen)["project_id"])
    says = bool(shown & assumed_places(catalog)) and not is_schematic(catalog, chosen)
    parts = [words("map.tip.place_assumed")] if says else []
    parts += [words(message, count=unplaced)] if unplaced else []
    return words("source.separator").join(parts)


def marks_finding(words: Words, message: str, items: list[Mark], total: int) -> str:
    """Return how many of a number of things have a mark; empty if none has."""
    said = words(message, shown=len(items), total=total) if items else ""
    return assumed(words, said) if any(item.hatched for item in items) else said


def status_name(words: Words, status: str) -> str:
    """Return the name of a status without its sign."""
    return words(f"status.{status}")[1:].strip()


def _sign(words: Words, theme: Theme, status: str) -> tuple[str, str]:
    return words(f"status.{status}")[0], theme.statuses[status]


def _mark(words: Words, theme: Theme, row: pd.Series, unsure: frozenset[str]) -> Mark:
    status, name = str(row["status"]), words.of(row, "name")
    is_assumed = row["project_id"] in unsure
    since = words("map.tip.since", date=words.date(row["status_date"]))
    place = words("map.tip.place_assumed" if is_assumed else "map.tip.place_known")
    sign, colour = _sign(words, theme, status)
    label = words(f"status.{status}")
    return Mark(
        id=str(row["project_id"]),
        at=(float(row["lat"]), float(row["lon"])),
        sign=sign,
        colour=colour,
        label=lines((name, status_name(words, status))),
        tip=lines(name, (label, since, words.grade(row["status_evidence"])), place),
        open=profile_id("project", row["project_id"]),
        hatched=is_assumed,
    )

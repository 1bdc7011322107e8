"""The examples of the help: a number of the present data for each word, with its origin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from components.blocks.base import Body, plain
from components.blocks.html_table import cells_frame, note_html, table_html
from components.blocks.text import Words, figure_text
from components.linked.cards import enterprises_card
from components.map.origins import map_panels, panel_id
from components.origin.counted import projects_body, sector_origin, unassigned_origin
from components.origin.values import (
    figures_body,
    origin_body,
    target_origin,
)
from data.catalog import Catalog
from data.counts import counts, enterprise_cells, enterprises_fact
from data.facts import at_most
from data.follows import follows
from data.in_print import figures
from data.placements import placed, placed_figures
from data.registers.axes import UNATTRIBUTED
from data.schema import GRADES
from data.selection import Selection, visible
from data.status import UNASSIGNED, chosen_projects
from data.story_files import usable_stories
from geo.areas import area_km2

# Words whose example is a figure: the park places one for each in a slot of its name.
_FIGURES = (
    *("zone", "sector", "enterprise", "coverage", "figure", "indicator", "source", "conflict"),
    *("lower-bound", "about", "forecast", "outturn", "planned", "seats", "staff", "trade"),
)
_PUBLISHED = Selection(evidence="published")


@dataclass(frozen=True)
class Example:
    """A number in words, what opens behind it, and its grade of evidence."""

    text: str
    body: Callable[[], Body]
    evidence: str


def examples(catalog: Catalog, chosen: Selection, words: Words) -> dict[str, Example]:
    """Return the example of each word that has one."""
    return {**_of_data(catalog, chosen, words), "scene": _scenes(words)}


@follows("evidence")
def _of_data(catalog: Catalog, now: Selection, words: Words) -> dict[str, Example]:
    projects = chosen_projects(catalog, now)
    operating = projects[projects["status"] == "operating"]
    rows = row_counts(catalog, now, words)
    return {
        **_figures(catalog, words),
        **rows,
        **({"published": rows["illustrative"]} if "illustrative" in rows else {}),
        "project": _projects(catalog, now, words, projects),
        "status": _projects(catalog, now, words, operating),
        **_target(catalog, words),
        **_dated(catalog, words),
        **_range(catalog, now, words),
        **_outline(catalog, now, words),
        **_rests(catalog, words),
    }


@follows("evidence")
def row_counts(catalog: Catalog, chosen: Selection, words: Words) -> dict[str, Example]:
    """Return the rows of data by grade, and under ``evidence`` those of all grades."""
    rows = graded_rows(catalog, chosen)
    grades = [grade for grade in GRADES if chosen.evidence == "all" or grade != "illustrative"]
    found = {grade: _row_count(words, rows[grade]) for grade in grades}
    return found | {"evidence": _row_count(words, rows.sum(axis=1))}


@follows("evidence")
def graded_rows(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    """Return the rows of each table and outline by grade; the borrowed district is left out."""
    outlines = {name: frame for name, frame in catalog.outlines.items() if name != "district"}
    found = {
        name: visible(frame, chosen)["evidence"].value_counts().reindex(list(GRADES), fill_value=0)
        for name, frame in {**catalog.tables, **outlines}.items()
        if "evidence" in frame  # a placement says where a record stands, not what is true
    }
    return pd.DataFrame(found).T


def _row_count(words: Words, rows: pd.Series) -> Example:
    """Return a number of rows, with the tables that hold them."""
    held = rows[rows > 0].sort_values(ascending=False, kind="stable")

    def body() -> Body:
        counts = [words.number(value) for value in held]
        table = cells_frame({words("help.table"): held.index, words("col.count"): counts})
        notes = note_html([words("help.rows_note")])
        return plain(notes + table_html(table, (words("col.count"),)))

    text = words("help.rows_unit", value=words.number(int(held.sum())))
    return Example(text, body, "derived")


def _figures(catalog: Catalog, words: Words) -> dict[str, Example]:
    return {
        word: example
        for word in _FIGURES
        if (example := _figure(catalog, words, word.replace("-", "_")))
    }


def _figure(catalog: Catalog, words: Words, slot: str) -> Example | None:
    """Return the figure that the park places in a slot as an example, if any."""
    rows = figures(catalog, placed_figures(catalog, "help", slot)[:1])
    if rows.empty:
        return None
    row = rows.iloc[0]
    return Example(
        figure_text(words, row), lambda: figures_body(catalog, words, rows), str(row["evidence"])
    )


def _dated(catalog: Catalog, words: Words) -> dict[str, Example]:
    example = _figure(catalog, words, "as_of")
    rows = figures(catalog, placed_figures(catalog, "help", "as_of")[:1])
    if example is None or not isinstance(rows["as_of"].iloc[0], str):
        return {}
    return {"as-of": replace(example, text=words.date(rows["as_of"].iloc[0]))}


def _projects(catalog: Catalog, chosen: Selection, words: Words, projects: pd.DataFrame) -> Example:
    return Example(
        words.amount(len(projects), "project"),
        lambda: projects_body(catalog, chosen, words, projects, placed=False),
        "derived",
    )


def _target(catalog: Catalog, words: Words) -> dict[str, Example]:
    rows = catalog["targets"].set_index("target_id")
    found = [one for one in placed(catalog, "help", "target") if one in rows.index]
    if not found:
        return {}
    row = rows.loc[found[0]]
    text = figure_text(words, row)
    origin = target_origin(words, row, text)
    example = Example(text, lambda: origin_body(catalog, words, [origin]), str(row["evidence"]))
    return {"target": example}


def _scenes(words: Words) -> Example:
    story = next(iter(usable_stories().values()))
    titles = [scene.title(words.lang) for scene in story.scenes]
    text = words("help.scenes", value=words.number(len(titles)))
    table = cells_frame({words("help.term.scene"): titles})
    return Example(text, lambda: plain(table_html(table)), "derived")


def _range(catalog: Catalog, chosen: Selection, words: Words) -> dict[str, Example]:
    card = enterprises_card(catalog, chosen, words)
    return {"range": Example(card.value, card.source, card.evidence)} if card.source else {}


def _outline(catalog: Catalog, chosen: Selection, words: Words) -> dict[str, Example]:
    """Return the area of an outline that is schematic, if one is shown."""
    zones = visible(catalog.outlines["zone_outlines"], chosen)
    zones = zones[zones["evidence"] == "illustrative"]
    if zones.empty:
        return {}
    row = zones.iloc[0]
    text = words.amount(round(area_km2(row["geometry"]), 2), "km2")
    panel = map_panels(catalog, chosen, words)[panel_id(row["feature_id"])]
    return {"schematic": Example(text, lambda: panel().body, "illustrative")}


def _rests(catalog: Catalog, words: Words) -> dict[str, Example]:
    """Return the bars of what is in no zone and in no sector, if there are any."""
    found: dict[str, Example] = {}
    zones = counts(catalog, _PUBLISHED, by="zone").set_index("zone")["count"]
    whole = enterprises_fact(catalog, _PUBLISHED)
    if whole and zones.get(UNASSIGNED, 0):
        text = words.fact(whole)

        def unassigned() -> Body:
            return unassigned_origin(catalog, _PUBLISHED, words, "", text).body

        found["unassigned"] = Example(text, unassigned, "derived")
    sectors = counts(catalog, _PUBLISHED, by="sector").set_index("sector")["count"]
    if count := int(sectors.get(UNATTRIBUTED, 0)):
        rest = words.fact(at_most(count, "enterprise"))
        cells = enterprise_cells(catalog, _PUBLISHED, "sector")

        def unattributed() -> Body:
            return sector_origin(catalog, _PUBLISHED, words, cells, UNATTRIBUTED, rest).body

        found["unattributed"] = Example(rest, unattributed, "derived")
    return found

"""Pieces of the digital-twin page: finding, cards, phases, zones, modules."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.blocks.bar import Bar
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block
from components.blocks.cards import Card, Line
from components.blocks.credit import credit
from components.blocks.html_table import cells_frame, column
from components.blocks.text import Words
from components.linked.figures import figure_card
from components.linked.printed import figure_panels
from components.linked.status_card import status_card
from components.linked.zone_share import share_text, zone_share_chart, zone_shares
from components.origin.outlines import common_area
from components.origin.references import references
from components.origin.values import Origin, figures_body, origin_body
from components.session.filters import filter_text
from components.session.theme import Theme
from data.catalog import Catalog
from data.facts import figure_fact
from data.follows import follows
from data.in_print import figures, figures_by
from data.memo import VIEWS, remembered
from data.selection import Selection
from geo.grades import common_grade
from geo.overlaid import in_choice

DONE, WANTED = "F000-15", "F000-16"
PROJECT = "P10"


def is_known(catalog: Catalog, chosen: Selection) -> bool:
    """Whether the areas of both phases were in print by the as-of date."""
    return len(figures_by(catalog, (DONE, WANTED), catalog.as_of(chosen))) == 2


def progress(catalog: Catalog) -> float:
    """Return phase one as percent of the extent named for phase two."""
    done, wanted = figures(catalog, (DONE, WANTED))["value"]
    return round(100 * float(done) / float(wanted), 1)


def areas(catalog: Catalog, words: Words) -> dict[str, str]:
    """Return the areas of both phases in words, ``done`` and ``wanted``."""
    done, wanted = figures(catalog, (DONE, WANTED))["value"]
    return {"done": words.amount(done, "km2"), "wanted": words.amount(wanted, "km2")}


@remembered(VIEWS)
def twin_finding(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return the sentence that the page's numbers say."""
    if not is_known(catalog, chosen):
        return words("twin.finding_none", date=words.date(catalog.as_of(chosen)))
    both, filters = areas(catalog, words), filter_text(words, chosen)
    if not filters:
        share = words.amount(progress(catalog), "percent")
        return words("twin.finding", share=share, **both)
    rows = in_choice(zone_shares(catalog, chosen, "twin_1"), chosen)
    if rows.empty and chosen.zones:
        return words("twin.finding_published", filter=filters, **both)
    if rows.empty:
        return words("twin.finding", share=words.amount(progress(catalog), "percent"), **both)
    projects = words.amount(int(rows["projects"].sum()), "project")
    if not chosen.zones:
        return words("twin.finding_projects", filter=filters, projects=projects, **both)
    share = share_text(rows["area_km2"].sum() / rows["zone_km2"].sum(), words)
    return words("twin.finding_filtered", filter=filters, share=share, projects=projects, **both)


@remembered(VIEWS)
def twin_cards(catalog: Catalog, chosen: Selection, words: Words) -> list[Card]:
    """Return the cards: both phases, progress, status, and the chosen zones."""
    return [
        figure_card(
            catalog,
            chosen,
            words,
            "twin-done",
            words("twin.card.done"),
            (DONE,),
            lines=(words("twin.card.done_line"),),
        ),
        figure_card(
            catalog,
            chosen,
            words,
            "twin-wanted",
            words("twin.card.wanted"),
            (WANTED,),
            lines=(words("twin.card.wanted_line"),),
        ),
        _progress_card(catalog, chosen, words),
        status_card(catalog, chosen, words, PROJECT, words("twin.card.status")),
        _zones_card(catalog, chosen, words),
    ]


def _progress_card(catalog: Catalog, chosen: Selection, words: Words) -> Card:
    label = words("twin.card.progress")
    if not is_known(catalog, chosen):
        return Card(
            "twin-progress", label, words("card.none"), [Line(words("twin.card.unknown_yet"))]
        )
    both = figures(catalog, (DONE, WANTED))
    note = words("twin.card.progress_note", **areas(catalog, words))
    share = words.amount(progress(catalog), "percent")
    return Card(
        "twin-progress",
        label,
        share,
        [
            Line(words("twin.card.sum", **areas(catalog, words))),
            Line(words("card.as_of", date=words.date(both.iloc[0]["as_of"]))),
            Line("", words("twin.card.unlike")),
        ],
        lambda: (
            origin_body(
                catalog,
                words,
                [Origin(share, "derived", counts=note, as_of=both.iloc[0]["as_of"])],
            )
            + figures_body(catalog, words, both, chosen)
        ),
        "derived",
    )


def _zones_card(catalog: Catalog, chosen: Selection, words: Words) -> Card:
    label = words("twin.card.zones")
    scope = filter_text(words, chosen, ("zone",)) or words("card.all_zones")
    rows = in_choice(zone_shares(catalog, chosen, "twin_1"), chosen)
    if rows.empty or not is_known(catalog, chosen):
        return Card(
            "twin-zones", label, words("card.unpublished"), [Line(scope), Line(words("twin.none"))]
        )
    area, whole = rows["area_km2"].sum(), rows["zone_km2"].sum()
    value = words.amount(round(area, 2), "km2")
    return Card(
        "twin-zones",
        label,
        value,
        [
            Line(scope, words("twin.illustrative")),
            Line(words("overlay.card.share", share=share_text(area / whole, words))),
            Line(words("twin.card.projects", count=int(rows["projects"].sum()))),
        ],
        lambda: origin_body(catalog, words, [common_area(catalog, chosen, words, value)]),
        common_grade(catalog, chosen),
    )


def _phases(words: Words, rows: pd.DataFrame) -> str:
    """Return the area of each phase that is in print."""
    said = [
        words(f"finding.{name}", value=words.amount(float(rows["value"][one]), "km2"))
        for name, one in (("phase_done", DONE), ("phase_wanted", WANTED))
        if one in rows.index
    ]
    return (
        words.join(said) if len(said) == 1 else words("finding.and", first=said[0], second=said[1])
    )


@follows("as_of")
def phases_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return both phases by area: done solid, intended dashed."""
    small = words("twin.unit")
    rows = figures_by(catalog, (DONE, WANTED), catalog.as_of(chosen))
    if rows.empty:
        return empty_chart(words, "twin-phases", small, words("twin.empty_date"))

    def bar(figure_id: str) -> Bar:
        row: Any = rows.loc[figure_id]
        planned = figure_id == WANTED
        label = words("twin.bar.wanted" if planned else "twin.bar.done")
        amount = words.amount(row["value"], "km2")
        return Bar(
            figure_id,
            label,
            figure_fact(row),
            amount,
            words("twin.bar.tip", label=label, amount=amount, date=words.date(row["as_of"])),
            fill="transparent" if planned else theme.coverage("twin_1"),
            stroke=theme.ink if planned else theme.coverage("twin_1"),
            dashed=planned,
            open=f"figure-{figure_id}",
        )

    def table() -> pd.DataFrame:
        return cells_frame(
            {
                words("col.coverage"): [words.of(row, "subject") for _, row in rows.iterrows()],
                words("col.value"): [words.amount(value, "km2") for value in rows["value"]],
                words("twin.col.counts"): [words.of(row, "counts") for _, row in rows.iterrows()],
                words("col.as_of"): [words.date(date) for date in rows["as_of"]],
                words("col.source"): column(
                    (references(catalog, words, refs) for refs in rows["refs"]), rows
                ),
            }
        )

    return bars_block(
        words,
        "twin-phases",
        [bar(figure_id) for figure_id in rows.index],
        small=small,
        notes=[words("twin.phases_note")],
        table=table,
        credit=credit(catalog, words, rows["refs"]),
        finding=_phases(words, rows),
        numeric=(words("col.value"),),
        panels=figure_panels(catalog, words, rows, chosen),
    )


@remembered(VIEWS)
def zones_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return how much of each zone lies in phase one; a click chooses the zone."""
    small = words("test-area.share_unit")
    if not is_known(catalog, chosen):
        return empty_chart(words, "twin-zones", small, words("twin.empty_date"))
    if zone_shares(catalog, chosen, "twin_1").empty:
        return empty_chart(words, "twin-zones", small, words("twin.empty_published"))
    return zone_share_chart(catalog, chosen, words, theme, "twin-zones", "twin_1")

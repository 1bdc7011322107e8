"""Pieces of the digital-twin page: finding, cards, phases, zones, modules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.blocks.bar import Bar
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block
from components.blocks.cards import Card, Line
from components.blocks.credit import credit
from components.blocks.html_table import cells_frame, column
from components.blocks.plain import nothing
from components.blocks.text import Words
from components.linked.figures import figure_card
from components.linked.printed import figure_panels
from components.linked.status_card import status_card
from components.linked.zone_share import share_text, zone_share_chart, zone_shares
from components.origin.outlines import common_area
from components.origin.references import references
from components.origin.values import Origin, figures_body, origin_body
from components.session.filters import area_name, filter_text, zones_text
from components.session.theme import Theme
from data.catalog import Catalog
from data.coverages import looks
from data.coverages import phases as outlined
from data.facts import figure_fact
from data.follows import follows
from data.in_print import figures, figures_by
from data.memo import VIEWS, remembered
from data.placements import placed, placed_figures
from data.selection import Selection
from data.tokens import Look
from geo.grades import common_grade
from geo.overlaid import in_choice

PAGE = SYSTEM = "digital_twin"  # in the placements, and in the coverage table


@dataclass(frozen=True)
class Phases:
    """The phases of the twin, oldest first.

    Attributes
    ----------
    ids : tuple of str
        Figures of their areas.
    done, wanted : str
        The last phase that is complete, and the last that is not; empty if there is none.
    """

    ids: tuple[str, ...]
    done: str
    wanted: str

    @property
    def ends(self) -> tuple[str, ...]:
        """What is done and what is wanted, if there is either."""
        return tuple(filter(None, (self.done, self.wanted)))


def phases(catalog: Catalog) -> Phases:
    """Return the phases of the twin: what is complete by the wording, and what is to come."""
    ids = placed_figures(catalog, PAGE, "phases")
    kinds = figures(catalog, ids)["kind"]
    done, wanted = kinds.index[kinds == "actual"], kinds.index[kinds != "actual"]
    return Phases(ids, *(str(names[-1]) if len(names) else "" for names in (done, wanted)))


def first_phase(catalog: Catalog) -> str:
    """Return the id of the outline of phase one; empty if the park declares none."""
    return next(iter(outlined(catalog, SYSTEM)), "")


def compared(catalog: Catalog) -> dict[str, Look]:
    """Return the first and the last phase that are outlined; empty if there are not two."""
    ids = outlined(catalog, SYSTEM)
    return {one: looks(catalog)[one] for one in (ids[0], ids[-1])} if len(ids) > 1 else {}


def phase_colour(catalog: Catalog, theme: Theme) -> str:
    """Return the colour of the phases, as on the map."""
    first = first_phase(catalog)
    return theme.coverage(looks(catalog)[first]) if first else theme.accent


def is_known(catalog: Catalog, chosen: Selection) -> bool:
    """Whether an area that is done and one that is wanted were in print by the as-of date."""
    return len(figures_by(catalog, phases(catalog).ends, catalog.as_of(chosen))) == 2


def progress(catalog: Catalog) -> float:
    """Return what is done as percent of the extent that is wanted."""
    done, wanted = figures(catalog, phases(catalog).ends)["value"]
    return round(100 * float(done) / float(wanted), 1)


def areas(catalog: Catalog, words: Words) -> dict[str, str]:
    """Return the areas in words, ``done`` and ``wanted``; a dash for what there is not."""
    both = phases(catalog)
    named = {"done": both.done, "wanted": both.wanted}
    return {
        name: words.amount(figures(catalog, (one,))["value"].iloc[0], "km2") if one else "—"
        for name, one in named.items()
    }


@remembered(VIEWS)
def twin_finding(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return the sentence that the page's numbers say."""
    if not is_known(catalog, chosen):
        return words("twin.finding_none", date=words.date(catalog.as_of(chosen)))
    both, filters = areas(catalog, words), filter_text(words, chosen)
    if not filters:
        share = words.amount(progress(catalog), "percent")
        return words("twin.finding", share=share, **both)
    rows = in_choice(zone_shares(catalog, chosen, first_phase(catalog)), chosen)
    if rows.empty and chosen.is_placed:
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
    both = phases(catalog)
    cards = [
        figure_card(
            catalog,
            chosen,
            words,
            f"twin-{name}",
            words(f"twin.card.{name}"),
            (one,),
            lines=(words(f"twin.card.{name}_line"),),
        )
        for name, one in (("done", both.done), ("wanted", both.wanted))
        if one
    ]
    if len(both.ends) == 2:
        cards.append(_progress_card(catalog, chosen, words))
    cards += [
        status_card(catalog, chosen, words, one, words("twin.card.status"))
        for one in placed(catalog, PAGE, "project")
    ]
    return [*cards, _zones_card(catalog, chosen, words)]


def _progress_card(catalog: Catalog, chosen: Selection, words: Words) -> Card:
    label = words("twin.card.progress")
    if not is_known(catalog, chosen):
        return Card(
            "twin-progress", label, words("card.none"), [Line(words("twin.card.unknown_yet"))]
        )
    both = figures(catalog, phases(catalog).ends)
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
    scope = zones_text(words, chosen) or words("card.all_zones")
    rows = in_choice(zone_shares(catalog, chosen, first_phase(catalog)), chosen)
    if rows.empty or not is_known(catalog, chosen):
        return Card(
            "twin-zones", label, words("card.unpublished"), [Line(scope), Line(words("twin.none"))]
        )
    area, whole = rows["area_km2"].sum(), rows["zone_km2"].sum()
    value = words.amount(round(area, 2), "km2")
    projects = words("twin.card.projects", count=int(rows["projects"].sum()))
    return Card(
        "twin-zones",
        label,
        value,
        [
            Line(scope, words("twin.illustrative")),
            Line(words("overlay.card.share", share=share_text(area / whole, words))),
            Line(" · ".join(filter(None, (area_name(chosen.area, words), projects)))),
        ],
        lambda: origin_body(catalog, words, [common_area(catalog, chosen, words, value)]),
        common_grade(catalog, chosen),
    )


def _phases(words: Words, rows: pd.DataFrame, both: Phases) -> str:
    """Return the area of what is done and of what is wanted, as far as it is in print."""
    said = [
        words(f"finding.{name}", value=words.amount(float(rows["value"][one]), "km2"))
        for name, one in (("phase_done", both.done), ("phase_wanted", both.wanted))
        if one in rows.index
    ]
    return words("finding.and", first=said[0], second=said[1]) if len(said) > 1 else "".join(said)


@follows("as_of")
def phases_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return both phases by area: done solid, intended dashed."""
    small = words("twin.unit")
    both, colour = phases(catalog), phase_colour(catalog, theme)
    rows = figures_by(catalog, both.ids, catalog.as_of(chosen))
    if not both.ids:
        return nothing()
    if rows.empty:
        return empty_chart(words, "twin-phases", small, words("twin.empty_date"))

    def bar(figure_id: str) -> Bar:
        row: Any = rows.loc[figure_id]
        planned = row["kind"] != "actual"
        label = words("twin.bar.wanted" if planned else "twin.bar.done")
        if figure_id not in both.ends:
            label = words.of(row, "subject")
        amount = words.amount(row["value"], "km2")
        return Bar(
            figure_id,
            label,
            figure_fact(row),
            amount,
            fill="transparent" if planned else colour,
            stroke=theme.ink if planned else colour,
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
        finding=_phases(words, rows, both),
        numeric=(words("col.value"),),
        panels=figure_panels(catalog, words, rows, chosen),
    )


@remembered(VIEWS)
def zones_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return how much of each zone lies in phase one; a click chooses the zone."""
    small = words("test-area.share_unit")
    if not is_known(catalog, chosen):
        return empty_chart(words, "twin-zones", small, words("twin.empty_date"))
    if zone_shares(catalog, chosen, first_phase(catalog)).empty:
        return empty_chart(words, "twin-zones", small, words("twin.empty_published"))
    return zone_share_chart(catalog, chosen, words, theme, "twin-zones", first_phase(catalog))

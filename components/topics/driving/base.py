"""Pieces of the test-area page: finding, cards, road, capabilities, projects, afterwards."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.blocks.bar import Bar
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block
from components.blocks.cards import Card
from components.blocks.credit import credit
from components.blocks.findings import apart_finding
from components.blocks.html_table import cells_frame, column
from components.blocks.moments import Moment, events_block
from components.blocks.plain import empty, nothing
from components.blocks.profile import profile_id
from components.blocks.table import Opening, table_block
from components.blocks.text import Words, figure_text
from components.linked.events import event_panels
from components.linked.figures import figure_card
from components.linked.printed import figure_panels
from components.linked.project_sheet import status_link
from components.linked.status_card import status_card
from components.linked.zone_share import share_text, zone_share_chart, zone_shares
from components.origin.counted import status_table
from components.origin.references import references
from components.profiles.project import project_panels
from components.session.filters import filter_text
from components.session.theme import Theme
from data.catalog import Catalog
from data.coverages import looks, phases
from data.facts import figure_fact
from data.follows import follows
from data.in_print import afterwards, figures, figures_by
from data.memo import VIEWS, remembered
from data.periods import over_by
from data.placements import placed, placed_figures, placed_roles
from data.selection import Selection
from data.status import chosen_projects, projects_as_of
from geo.overlaid import in_choice
from geo.reached import inside_counts, reach_table

PAGE = "driving"
AREA, ROAD = "driving_test", "vehicle_road"  # systems of the coverage table


def base_project(catalog: Catalog) -> str:
    """Return the project that is the test base itself; empty if there is none."""
    roles = placed_roles(catalog, PAGE, "projects")
    return next((one for one, role in roles.items() if role == "base"), "")


def test_area(catalog: Catalog) -> str:
    """Return the id of the test area; empty if the park declares none."""
    return next(iter(phases(catalog, AREA)), "")


def road_colour(catalog: Catalog, theme: Theme) -> str:
    """Return the colour of the road with vehicle-road cooperation, as on the map."""
    drawn = next(iter(phases(catalog, ROAD)), "")
    return theme.coverage(looks(catalog)[drawn]) if drawn else theme.accent


def is_known(catalog: Catalog, chosen: Selection) -> bool:
    """Whether the area of the test area was in print by the as-of date."""
    ids = placed_figures(catalog, PAGE, "area")
    return not figures_by(catalog, ids, catalog.as_of(chosen)).empty


def _texts(catalog: Catalog, words: Words) -> dict[str, str]:
    said = {}
    for name in ("area", "roads", "road"):
        rows = figures(catalog, placed_figures(catalog, PAGE, name))
        said[name] = figure_text(words, rows.iloc[-1]) if len(rows) else words("card.none")
    return said


@remembered(VIEWS)
def driving_finding(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return the sentence that the page's numbers say."""
    if not is_known(catalog, chosen):
        return _early_finding(catalog, chosen, words)
    texts, filters = _texts(catalog, words), filter_text(words, chosen)
    frame = reach_table(catalog, chosen)
    if frame.empty:
        message = (
            "test-area.finding_unplaced" if chosen.is_placed else "test-area.finding_published"
        )
        return words(message, filter=filters, **texts)
    counts = inside_counts(frame)
    if not filters:
        zones = int((frame["kind"] == "zone").sum())
        return words("test-area.finding", inside=counts["zone"], zones=zones, **texts)
    projects = int((frame["kind"] == "project").sum())
    if not chosen.zones:
        return words(
            "test-area.finding_projects",
            filter=filters,
            inside=counts["project"],
            projects=projects,
            area=texts["area"],
        )
    rows = in_choice(zone_shares(catalog, chosen, test_area(catalog)), chosen)
    share = rows["area_km2"].sum() / rows["zone_km2"].sum() if len(rows) else 0.0
    return words(
        "test-area.finding_filtered",
        filter=filters,
        share=share_text(share, words),
        inside=counts["project"],
        projects=projects,
        area=texts["area"],
    )


def _early_finding(catalog: Catalog, chosen: Selection, words: Words) -> str:
    projects = projects_as_of(catalog, catalog.as_of(chosen))
    row = projects[projects["project_id"] == base_project(catalog)]
    date = words.date(catalog.as_of(chosen))
    if row.empty:
        return words("test-area.finding_none", date=date)
    return words(
        "test-area.finding_early", date=date, status=words(f"status.{row.iloc[0]['status']}")
    )


@follows("as_of")
def base_cards(catalog: Catalog, chosen: Selection, words: Words) -> list[Card]:
    """Return the cards: area, roads, road with vehicle-road cooperation, money, status."""
    lines = {
        "area": [words("card.disagree")] if _is_disputed(catalog, "area") else [],
        "roads": words.some("test-area.card.both_ways"),
        "road": _built_line(catalog, chosen, words),
        "investment": [],
    }
    cards = []
    for name, said in lines.items():
        if ids := placed_figures(catalog, PAGE, name):
            drawn = phases(catalog, ROAD) if name == "road" else ()
            card_id, label = f"test-{next(iter(drawn), name)}", words(f"test-area.card.{name}")
            cards.append(
                figure_card(catalog, chosen, words, card_id, label, ids, lines=tuple(said))
            )
    if base := base_project(catalog):
        cards.append(status_card(catalog, chosen, words, base, words("test-area.card.status")))
    return cards


def _is_disputed(catalog: Catalog, slot: str) -> bool:
    return bool(figures(catalog, placed_figures(catalog, PAGE, slot))["conflicts"].notna().any())


def _built_line(catalog: Catalog, chosen: Selection, words: Words) -> list[str]:
    known = figures_by(catalog, placed_figures(catalog, PAGE, "road"), catalog.as_of(chosen))
    planned_rows = known["kind"] == "planned"
    if planned_rows.all() or not planned_rows.any():
        return []
    built = known["value"][~planned_rows].iloc[-1]
    planned = known["value"][planned_rows].iloc[-1]
    return [
        words(
            "test-area.card.built",
            built=words.amount(built, "km"),
            share=share_text(built / planned, words),
        )
    ]


@follows("as_of")
def road_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return the road with vehicle-road cooperation: built solid, planned dashed."""
    small = words("test-area.road_unit")
    ids = placed_figures(catalog, PAGE, "road")
    rows = figures_by(catalog, ids, catalog.as_of(chosen))
    if not ids:
        return nothing()
    if rows.empty:
        return empty_chart(words, "test-area-road", small, words("test-area.empty_road"))

    def bar(figure_id: str) -> Bar:
        row: Any = rows.loc[figure_id]
        planned = row["kind"] == "planned"
        label = words(
            "test-area.bar.planned" if planned else "test-area.bar.built",
            date=words.date(row["as_of"]),
        )
        text = figure_text(words, row)
        colour = road_colour(catalog, theme)
        return Bar(
            figure_id,
            label,
            figure_fact(row),
            text,
            fill="transparent" if planned else colour,
            stroke=theme.ink if planned else colour,
            dashed=planned,
            open=f"figure-{figure_id}",
        )

    bars = [bar(figure_id) for figure_id in rows.index]
    return bars_block(
        words,
        "test-area-road",
        bars,
        small=small,
        notes=[words("test-area.road_note" if len(rows) > 1 else "test-area.road_early")],
        table=lambda: _figure_table(catalog, words, rows),
        credit=credit(catalog, words, rows["refs"]),
        finding=apart_finding(words, bars),
        numeric=(words("col.value"),),
        panels=figure_panels(catalog, words, rows, chosen),
    )


def _figure_table(catalog: Catalog, words: Words, rows: pd.DataFrame) -> pd.DataFrame:
    return cells_frame(
        {
            words("test-area.col.counts"): [words.of(row, "counts") for _, row in rows.iterrows()],
            words("col.value"): [figure_text(words, row) for _, row in rows.iterrows()],
            words("col.as_of"): [words.date(date) for date in rows["as_of"]],
            words("col.evidence"): [words.grade(grade) for grade in rows["evidence"]],
            words("col.source"): column(
                (references(catalog, words, refs) for refs in rows["refs"]), rows
            ),
        }
    )


@remembered(VIEWS)
def zones_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return how much of each zone lies in the test area; a click chooses the zone."""
    chart, small = "test-area-zones", words("test-area.share_unit")
    if not is_known(catalog, chosen):
        return empty_chart(words, chart, small, words("test-area.empty_date"))
    if zone_shares(catalog, chosen, test_area(catalog)).empty:
        return empty_chart(words, chart, small, words("test-area.empty_published"))
    return zone_share_chart(catalog, chosen, words, theme, chart, test_area(catalog))


@remembered(VIEWS)
def projects_block(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the projects that hang on the test area, under the chosen filters."""
    rows = chosen_projects(catalog, chosen)
    rows = rows[rows["project_id"].isin(placed(catalog, PAGE, "projects"))]
    if rows.empty:
        return empty(words("test-area.empty_projects"))

    return table_block(
        words,
        "test-area-projects",
        words("test-area.projects"),
        {
            words("col.project"): [
                Opening(words.of(row, "name"), profile_id("project", row["project_id"]))
                for _, row in rows.iterrows()
            ],
            words("col.status"): [status_link(words, row) for _, row in rows.iterrows()],
            words("col.wording"): list(rows[f"wording_{words.lang}"]),
            words("col.since"): [words.date(date) for date in rows["status_date"]],
        },
        small=filter_text(words, chosen),
        notes=words.some("test-area.projects_note"),
        whole=lambda: status_table(catalog, rows, words),
        panels=project_panels(catalog, chosen, words),
    )


@follows("as_of")
def history_block(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return what happened by the as-of date; a click on a date goes there."""
    rows = (
        catalog["events"]
        .set_index("event_id", drop=False)
        .loc[list(placed(catalog, PAGE, "events"))]
    )
    rows = rows[over_by(rows["date"], catalog.as_of(chosen))]
    if rows.empty:
        return nothing()

    def whole() -> pd.DataFrame:
        return cells_frame(
            {
                words("col.as_of"): [words.date(date) for date in rows["date"]],
                words("test-area.col.event"): [
                    words.of(row, "title") for _, row in rows.iterrows()
                ],
                words("test-area.col.note"): [words.of(row, "note") for _, row in rows.iterrows()],
                words("col.source"): column(
                    (references(catalog, words, refs) for refs in rows["refs"]), rows
                ),
            }
        )

    moments = [
        Moment(
            row["event_id"],
            words.date(row["date"]),
            words.of(row, "title"),
            words.of(row, "note"),
            row["category"],
            row["date"],
            chosen.as_of == row["date"],
            f"event-{row['event_id']}",
            words("source.button"),
            row["evidence"],
        )
        for _, row in rows.iterrows()
    ]
    return events_block(
        words,
        "test-area-history",
        words("test-area.history"),
        moments,
        finding=words(
            "finding.latest",
            count=len(rows),
            date=words.date(rows["date"].iloc[-1]),
        ),
        credit=credit(catalog, words, rows["refs"]),
        whole=whole,
        panels=event_panels(catalog, chosen, words, rows),
    )


@follows("as_of")
def later_block(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return what other publications say of the time after the atlas; not at earlier dates."""
    rows = afterwards(
        catalog, figures(catalog, placed(catalog, PAGE, "afterwards")), catalog.as_of(chosen)
    )
    if rows.empty:
        return nothing()

    return table_block(
        words,
        "test-area-later",
        words("test-area.later"),
        {
            words("test-area.col.counts"): [words.of(row, "counts") for _, row in rows.iterrows()],
            words("col.value"): [
                Opening(figure_text(words, row), f"figure-{row['figure_id']}", row["evidence"])
                for _, row in rows.iterrows()
            ],
            words("col.as_of"): [words.date(date) for date in rows["as_of"]],
            words("col.evidence"): [words.grade(grade) for grade in rows["evidence"]],
        },
        notes=[words("test-area.later_note")],
        whole=lambda: _figure_table(catalog, words, rows),
        panels=figure_panels(catalog, words, rows, chosen),
    )

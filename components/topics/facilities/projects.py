"""Facility projects: how many by zone, sector and status, and a sheet of each."""

from __future__ import annotations

import pandas as pd

from components.blocks.assumed import assumed as marked
from components.blocks.bar import Bar, ranked
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block, Panel, plain
from components.blocks.board import Tile, board_block
from components.blocks.cards import Card, Line
from components.blocks.credit import credit
from components.blocks.findings import status_bars_finding, status_finding
from components.blocks.html_table import note_html
from components.blocks.plain import empty
from components.blocks.profile import profile_id
from components.blocks.text import Words
from components.origin.counted import assumed_zones, projects_body, status_table, zone_sign
from components.profiles.building import building_panels
from components.session.filters import filter_text
from components.session.theme import Theme, sector_colours, zone_colours
from data.catalog import Catalog
from data.counts import count_grade, counted_grade, unknown_zones
from data.facilities import chosen_facilities, facility_counts, hides_facilities
from data.facts import exactly, not_given
from data.indicators import read_indicator
from data.memo import VIEWS, remembered
from data.selection import STATUSES, Dimension, Selection
from data.status import IN_OPERATION, UNASSIGNED


def small_text(*texts: str) -> str:
    """Join what stands in small type; empty parts are left out."""
    return " · ".join(filter(None, texts))


@remembered(VIEWS)
def facilities_finding(catalog: Catalog, chosen: Selection, kind: str, words: Words) -> str:
    """Return the sentence that the page's numbers say."""
    frame = chosen_facilities(catalog, chosen, kind)
    active = int(frame["status"].isin(IN_OPERATION).sum())
    parts = [filter_text(words, chosen), kind and words(f"facilities.kind.{kind}")]
    filters, date = small_text(*parts), words.date(catalog.as_of(chosen))
    if frame.empty:
        is_hidden = hides_facilities(catalog, chosen, kind)
        said = "facilities.finding_unpublished" if is_hidden else "facilities.finding_empty"
        return words(said, filter=filters or words("card.park"), date=date)
    built = read_indicator(catalog, "floor_area", catalog.as_of(chosen))
    if filters or built is None:
        return words(
            "facilities.finding_filtered",
            filter=filters or words("card.park"),
            date=date,
            active=active,
            total=len(frame),
        )
    return words(
        "facilities.finding",
        date=date,
        area=words.quantity(built.low, built.high, built.qualifier, built.unit),
        active=active,
        part=int((frame["status"] == "partial").sum()),
        total=len(frame),
    )


def projects_card(catalog: Catalog, chosen: Selection, kind: str, words: Words) -> Card:
    """Return the card of facility projects in use, whole or first phase."""
    frame = chosen_facilities(catalog, chosen, kind)
    active = frame[frame["status"].isin(IN_OPERATION)]
    allocated = chosen.is_placed and (frame["zone_evidence"] == "illustrative").any()
    scope = filter_text(words, chosen) or words("card.park")
    if hides_facilities(catalog, chosen, kind):
        return Card(
            "facility-projects",
            words("facilities.card.projects"),
            words("card.unpublished"),
            [Line(scope)],
        )
    full = int((active["status"] == "operating").sum())
    value = words("facilities.card.of", active=len(active), total=len(frame))
    return Card(
        "facility-projects",
        words("facilities.card.projects"),
        value,
        [
            Line(scope, words("card.illustrative") if allocated else ""),
            Line(words("card.projects_split", full=full, part=len(active) - full)),
            Line(words("card.as_of", date=words.date(catalog.as_of(chosen)))),
        ],
        lambda: (
            plain(note_html([words("facilities.note.kinds")]))
            + projects_body(catalog, chosen, words, frame, placed=chosen.is_placed, value=value)
        ),
        count_grade(frame, placed=chosen.is_placed),
    )


@remembered(VIEWS)
def facility_chart(
    catalog: Catalog, chosen: Selection, kind: str, words: Words, theme: Theme, by: Dimension
) -> Block:
    """Return facility projects by zone, sector or status, by the crossfilter rule."""
    others: list[Dimension] = [one for one in ("zone", "sector", "status") if one != by]
    small = small_text(
        words("chart.unit.project"),
        kind and words(f"facilities.kind.{kind}"),
        filter_text(words, chosen, others),
    )
    chart, title = f"facilities-by-{by}", words(f"facilities.by_{by}")
    counts = facility_counts(catalog, chosen, by, kind)
    if not sum(count for _, count, _ in counts):
        hidden = chosen.evidence == "published" and chosen.with_chosen(by, ()).is_placed
        reason = words("chart.empty.published" if hidden else "chart.empty")
        return empty_chart(words, chart, small, reason, title)
    frame = chosen_facilities(catalog, chosen, kind)
    every = chosen_facilities(catalog, chosen.with_chosen(by, ()), kind)
    as_of = catalog.as_of(chosen).text
    placed = set(every["zone"][every["zone_evidence"] == "illustrative"])

    is_placed = by == "zone" or chosen.is_placed

    assumed = set(every[by][every["zone_evidence"] == "illustrative"]) if is_placed else set()

    by_code = {code: count for code, count, _ in counts}
    unknown = unknown_zones(by_code) if by == "zone" else frozenset[str]()
    unpublished = words("card.unpublished")
    fills: dict[Dimension, dict[str, str]] = {
        "zone": zone_colours(catalog.zones),
        "sector": sector_colours(catalog.sectors),
        "status": theme.statuses,
    }

    def origin(code: str) -> Panel:
        own = every[every[by] == code]
        value = unpublished if code in unknown else ""
        html = projects_body(catalog, chosen, words, own, placed=is_placed, value=value)
        return Panel(words(f"{by}.{code}"), html)

    def bar(code: str, count: int, selected: bool) -> Bar:  # noqa: FBT001
        is_known = code not in unknown
        grade = counted_grade("illustrative" if code in assumed else "")
        return Bar(
            code,
            words(f"{by}.{code}"),
            exactly(count, "project", grade=grade, as_of=as_of) if is_known else not_given(),
            words.number(count) if is_known else unpublished,
            fill=fills[by].get(code, theme.neutral),
            stroke=theme.outline,
            hatched=by == "zone" and code in placed,
            dashed=code in {"planned", "unknown"},
            selected=selected,
        )

    notes = {
        "zone": "facilities.note.zone" if placed else "facilities.note.zone_published",
        "sector": "facilities.note.sector",
        "status": "chart.note.status",
    }
    shared = by != "zone" and chosen.is_placed and placed
    bars = [bar(*row) for row in counts if row[1] or row[0] != "other"]
    bars = ranked(bars) if by == "sector" else bars
    return bars_block(
        words,
        chart,
        bars,
        small=small,
        notes=[words(notes[by]), *([words("chart.note.projects_allocated")] if shared else [])],
        table=lambda: status_table(catalog, frame, words),
        credit=credit(catalog, words, every["status_refs"], illustrative=bool(assumed)),
        finding=status_bars_finding(words, bars) if by == "status" else None,
        unit="project",
        dimension=by,
        title=title,
        origin=origin,
    )


@remembered(VIEWS)
def facility_board(catalog: Catalog, chosen: Selection, kind: str, words: Words) -> Block:
    """Return the chosen facilities by status; each tile opens its sheet."""
    frame = chosen_facilities(catalog, chosen, kind)
    if frame.empty:
        return empty(words("chart.empty"))
    lang = words.lang

    def tile(row: pd.Series) -> Tile:
        zone = zone_sign(words, row) if row["zone"] != UNASSIGNED else ""
        small = small_text(words(f"facilities.kind.{row['kind']}"), zone)
        key, evidence = row["project_id"], row["status_evidence"]
        panel = profile_id("building", key)
        return Tile(key, row[f"name_{lang}"], small, panel, evidence)

    columns = [
        (
            status,
            words(f"status.{status}"),
            [tile(row) for _, row in frame[frame["status"] == status].iterrows()],
        )
        for status in STATUSES
    ]
    title = words("facilities.board")
    said = status_finding(
        words, [(status, label, len(tiles), True) for status, label, tiles in columns]
    )
    assumed = chosen.is_placed and "illustrative" in set(frame["zone_evidence"])
    return board_block(
        words,
        "facilities-board",
        title,
        columns,
        finding=marked(words, said) if assumed else said,
        credit=credit(catalog, words, frame["status_refs"], illustrative=assumed),
        small=small_text(words.date(catalog.as_of(chosen)), filter_text(words, chosen)),
        notes=[words("facilities.note.kinds"), *assumed_zones(words, frame)],
        whole=lambda: status_table(catalog, frame, words),
        panels=building_panels(catalog, chosen, words),
    )

"""The linked charts: enterprises by sector and zone, projects by status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from components.blocks.bar import Bar, ranked
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block, Panel
from components.blocks.credit import credit
from components.blocks.findings import status_bars_finding
from components.blocks.html_table import cells_frame, column
from components.blocks.text import Words
from components.origin.counted import (
    allocated,
    allocated_origin,
    projects_body,
    sector_origin,
    status_table,
    unassigned_origin,
)
from components.origin.references import assumption_text, references
from components.origin.register import is_unread
from components.session.filters import filter_text
from components.session.theme import Theme, sector_colours, zone_colours
from data.catalog import Catalog
from data.counts import (
    counted_grade,
    counts,
    enterprise_cells,
    enterprises_fact,
    published_cells,
    register_of,
    unknown_zones,
    unlisted_zones,
)
from data.facts import Fact, at_least, at_most, between, exactly, not_given
from data.follows import follows
from data.indicators import read_indicator
from data.memo import VIEWS, remembered
from data.registered import ENTERPRISES, Register, declared_complete
from data.registers.axes import UNATTRIBUTED
from data.selection import Dimension, Selection
from data.status import UNASSIGNED, chosen_projects

# Views of which the charts are kept: a presenter goes back and forth between a few.


def _small(words: Words, filters: str, unit: str = "") -> str:
    return " · ".join(filter(None, [unit and words(f"chart.unit.{unit}"), filters]))


def _count_table(
    frame: pd.DataFrame,
    by: Dimension,
    words: Words,
    sources: Sequence[str],
    counted: Sequence[str],
) -> pd.DataFrame:
    return cells_frame(
        {
            words(f"col.{by}"): [words(f"{by}.{code}") for code in frame[by]],
            words("col.count"): counted,
            words("col.evidence"): [words.grade(grade) for grade in frame["evidence"]],
            words("col.source"): column(sources, frame),
        }
    )


def _sector_fact(sector: str, count: int, *, printed: bool, is_least: bool) -> Fact:
    """Return how many enterprises a sector has.

    The articles print lower bounds, so what those leave of the park total is an upper one. A
    register that is not complete gives lower bounds too.
    """
    if not printed:
        return (at_least if is_least else exactly)(count, "enterprise")
    return (at_most if sector == UNATTRIBUTED else at_least)(count, "enterprise")


@remembered(VIEWS)
def sector_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return enterprises by sector; lower bounds are drawn as such."""
    frame = counts(catalog, chosen, by="sector")
    small = _small(words, filter_text(words, chosen, ("zone",)), "enterprise")
    if frame["count"].sum() == 0:
        return empty_chart(words, "sector", small, _why_empty(catalog, chosen, words))
    assumed = (frame["evidence"] == "illustrative").any()
    cells = enterprise_cells(catalog, chosen, "sector")
    printed = "refs" in cells  # else they are counted in a register of enterprises
    register = register_of(catalog, chosen)
    own = "chart.note.sector_allocated" if assumed else "chart.note.own_register"
    notes = [words("chart.note.sector" if printed else own)]
    notes += _register_notes(catalog, chosen, words, cells)
    if printed and "2020-04" in set(cells["as_of"]):
        frame = frame[frame["sector"].isin(cells["sector"])]
        notes.append(words("chart.note.sector_2020_04"))
    if chosen.statuses and not catalog.tenants.has_status:
        notes.append(words("chart.note.status_filter"))

    grades = dict(zip(frame["sector"], frame["evidence"].fillna("derived"), strict=True))
    known = {*cells["sector"], UNATTRIBUTED} if printed else set(frame["sector"])
    when = _when(catalog, chosen, cells)
    facts = {
        sector: _sector_fact(
            sector, count, printed=printed, is_least=register.is_lower_bound and not assumed
        ).known(grade=grades[sector], as_of=when)
        if sector in known
        else not_given()  # a new sector, or one that the source leaves out
        for sector, count in zip(frame["sector"], frame["count"], strict=True)
    }

    def text(sector: str, unit: str = "enterprise") -> str:
        fact = facts[sector]
        return words.fact(replace(fact, unit=unit)) if fact.is_given else words("card.unpublished")

    colours = sector_colours(catalog.sectors)

    def bar(sector: str, selected: bool, grade: object) -> Bar:  # noqa: FBT001
        return Bar(
            sector,
            words(f"sector.{sector}"),
            facts[sector],
            text(sector, ""),
            fill=colours.get(sector, theme.neutral),
            stroke=theme.outline,
            hatched=grade != "reported" if printed else grade == "illustrative",
            selected=selected,
        )

    def origin(sector: str) -> Panel:
        if printed:
            return sector_origin(catalog, chosen, words, cells, sector, text(sector))
        title = words(f"sector.{sector}")
        return allocated_origin(catalog, chosen, words, title, text(sector), grades[sector])

    def table() -> pd.DataFrame:
        counted = [text(code, "") for code in frame["sector"]]
        if printed:
            refs = cells.groupby("sector")["refs"].first()
            sources: list[str] = [
                references(catalog, words, refs.get(code)) for code in frame["sector"]
            ]
        else:
            sources = _register_sources(catalog, chosen, words, frame)
        return _count_table(frame, "sector", words, sources, counted)

    return bars_block(
        words,
        "sector",
        ranked(bar(*row) for row in frame.drop(columns="count").itertuples(index=False, name=None)),
        small=small,
        notes=notes,
        table=table,
        credit=_credit(catalog, chosen, words, cells, assumed=bool(assumed)),
        unit="enterprise",
        numeric=(words("col.count"),),
        dimension="sector",
        origin=origin,
    )


def _when(catalog: Catalog, chosen: Selection, cells: pd.DataFrame) -> str:
    """Return the date of counts: of those in print the newest, of a register that of the view."""
    printed = [] if "as_of" not in cells else [text for text in cells["as_of"] if text]
    return max(printed, default=catalog.as_of(chosen).text)


def _register_notes(
    catalog: Catalog, chosen: Selection, words: Words, cells: pd.DataFrame
) -> list[str]:
    """Say which register is counted, in part or complete, and of which date a printed total is."""
    register, as_of = register_of(catalog, chosen), catalog.as_of(chosen)
    if register.state != "none":
        date = words.date(register.complete_as_of) if register.complete_as_of else ""
        said = f"chart.note.register_{register.state}"
        return [words(said, count=words.number(register.count), date=date)]
    newest = read_indicator(catalog, ENTERPRISES, as_of)
    printed = cells if "as_of" in cells else published_cells(catalog, as_of)
    if newest is None or newest.printed is None or printed.empty:
        return []
    return [
        words(
            "chart.note.older_total",
            date=words.date(printed["as_of"].iloc[0]),
            value=words.quantity(newest.low, newest.high, newest.qualifier, newest.unit),
            newer=words.date(newest.measured),
        )
    ]


def _credit(
    catalog: Catalog, chosen: Selection, words: Words, cells: pd.DataFrame, *, assumed: bool
) -> str:
    """Return the source line of enterprises as printed, or as a register spreads them."""
    if "refs" in cells:
        return credit(catalog, words, cells["refs"])
    return _register_credit(catalog, chosen, words, assumed=assumed)


@follows("evidence")
def _register_credit(catalog: Catalog, chosen: Selection, words: Words, *, assumed: bool) -> str:
    own = allocated(catalog, chosen, words, "", "").refs
    return credit(catalog, words, [own], illustrative=assumed)


def _register_sources(
    catalog: Catalog, chosen: Selection, words: Words, frame: pd.DataFrame
) -> list[str]:
    """Return what the counts of a register of enterprises rest on, one a row."""
    illustrative = assumption_text(catalog, words, "tenant-spread")
    own = references(catalog, words, allocated(catalog, chosen, words, "", "").refs or None)
    by_grade = {"illustrative": illustrative, None: ""}
    grades = frame["evidence"].astype(object).where(frame["evidence"].notna(), None)
    return [by_grade.get(grade, own) for grade in grades]


def _why_empty(catalog: Catalog, chosen: Selection, words: Words) -> str:
    if published_cells(catalog, catalog.as_of(chosen)).empty:
        return words("chart.empty.date", date=words.date(catalog.as_of(chosen)))
    if is_unread(catalog, chosen):
        return words("register.empty_unread")
    return why_nothing_chosen(chosen, words)


def why_nothing_chosen(chosen: Selection, words: Words) -> str:
    """Return why nothing is left under the filters."""
    unpublished = chosen.evidence == "published" and chosen.is_placed
    return words("chart.empty.published" if unpublished else "chart.empty")


@remembered(VIEWS)
def zone_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return enterprises by zone, with the bucket of those whose zone is not published."""
    frame = counts(catalog, chosen, by="zone")
    small = _small(words, filter_text(words, chosen, ("sector",)), "enterprise")
    if frame["count"].sum() == 0:
        return empty_chart(words, "zone", small, _why_empty(catalog, chosen, words))
    assumed = (frame["evidence"] == "illustrative").any()
    cells = enterprise_cells(catalog, chosen, "zone")
    printed = "refs" in cells
    amounts = dict(zip(frame["zone"], frame["count"], strict=True))
    unknown = _unknown(catalog, chosen, amounts)
    none = "illustrative" if assumed else "derived"  # the grade of a zero
    grades = {
        zone: grade if isinstance(grade, str) else none
        for zone, grade in zip(frame["zone"], frame["evidence"], strict=True)
    }

    facts = {
        zone: fact.known(as_of=_when(catalog, chosen, cells))
        for zone, fact in _zone_facts(
            catalog, chosen, amounts, grades, printed=printed, assumed=bool(assumed)
        ).items()
    }
    colours = zone_colours(catalog.zones)

    def text(zone: str, unit: str = "enterprise") -> str:
        if zone in unknown:
            return words("card.unpublished")
        return words.fact(replace(facts[zone], unit=unit))

    def bar(zone: str, selected: bool, grade: object) -> Bar:  # noqa: FBT001
        return Bar(
            zone,
            words(f"zone.{zone}"),
            facts[zone],
            text(zone, ""),
            fill=theme.neutral if zone == UNASSIGNED else colours[zone],
            stroke=theme.outline,
            hatched=grade == "illustrative",
            selected=selected,
        )

    own = "zone" if assumed else "own_register"

    def origin(zone: str) -> Panel:
        title, shown = words(f"zone.{zone}"), text(zone)
        if printed:
            return unassigned_origin(catalog, chosen, words, title, shown)
        return allocated_origin(catalog, chosen, words, title, shown, grades[zone])

    def table() -> pd.DataFrame:
        sources = _register_sources(catalog, chosen, words, frame)
        counted = [text(zone, "") for zone in frame["zone"]]
        return _count_table(frame, "zone", words, sources, counted)

    return bars_block(
        words,
        "zone",
        [bar(*row) for row in frame.drop(columns="count").itertuples(index=False, name=None)],
        small=small,
        notes=[
            words(f"chart.note.{'zone_published' if printed else own}"),
            *_register_notes(catalog, chosen, words, cells),
        ],
        table=table,
        credit=_credit(catalog, chosen, words, cells, assumed=bool(assumed)),
        unit="enterprise",
        numeric=(words("col.count"),),
        dimension="zone",
        origin=origin,
    )


def _zone_facts(
    catalog: Catalog,
    chosen: Selection,
    amounts: dict[str, int],
    grades: dict[str, str],
    *,
    printed: bool,
    assumed: bool,
) -> dict[str, Fact]:
    """Return how many enterprises each zone has; a register in part gives lower bounds."""
    register, unknown = register_of(catalog, chosen), _unknown(catalog, chosen, amounts)
    made = at_least if register.is_lower_bound and not assumed and not printed else exactly
    facts = {
        zone: not_given() if zone in unknown else made(count, "enterprise", grade=grades[zone])
        for zone, count in amounts.items()
    }
    whole = enterprises_fact(catalog, replace(chosen, zones=()))
    if printed and whole:
        facts[UNASSIGNED] = whole.known(grade=grades[UNASSIGNED])
    elif _is_rest_known(catalog, chosen, register) and whole and not assumed:
        zoned = sum(count for zone, count in amounts.items() if zone != UNASSIGNED)
        facts[UNASSIGNED] = _left_of(whole, zoned).known(grade="derived")
    return facts


def _unknown(catalog: Catalog, chosen: Selection, amounts: dict[str, int]) -> frozenset[str]:
    """Return the zones of which no number is known; one that nobody has listed yet is no zero."""
    if register_of(catalog, chosen).state == "complete":
        return unknown_zones(amounts)
    return unknown_zones(amounts) | unlisted_zones(catalog)


def _is_rest_known(catalog: Catalog, chosen: Selection, register: Register) -> bool:
    """Whether what is printed of the park tells how many a register in part leaves out."""
    return register.state == "part" and not chosen.area and not _by_status(catalog, chosen)


def _by_status(catalog: Catalog, chosen: Selection) -> bool:
    return bool(chosen.statuses) and catalog.tenants.has_status


def _left_of(whole: Fact, own: int) -> Fact:
    """Return how many of a whole are not in a register: none or all of its own may be among it."""
    low = max((whole.low or 0) - own, 0)
    if whole.high is None:
        return at_least(low, whole.unit)
    return between(low, whole.high, whole.unit)


@remembered(VIEWS)
def status_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return projects by status: never hue alone, a sign before each name."""
    frame = counts(catalog, chosen, by="status", of="projects")
    small = _small(words, filter_text(words, chosen, ("zone", "sector")), "project")
    if frame["count"].sum() == 0:
        return empty_chart(words, "status", small, why_nothing_chosen(chosen, words))
    projects = chosen_projects(catalog, chosen)
    pending, assumed = int(projects["pending"].sum()), allocated_note(chosen, projects, words)
    own = int((projects["evidence"] == "official").sum())
    as_of = catalog.as_of(chosen).text

    def bar(status: str, count: int, selected: bool, weakest: object) -> Bar:  # noqa: FBT001
        return Bar(
            status,
            words(f"status.{status}"),
            exactly(count, "project", grade=counted_grade(weakest), as_of=as_of),
            words.number(count),
            fill=theme.statuses[status],
            stroke=theme.outline,
            dashed=status in {"planned", "unknown"},
            selected=selected,
        )

    def origin(status: str) -> Panel:
        every = chosen_projects(catalog, replace(chosen, statuses=()))
        counted = every[every["status"] == status]
        html = projects_body(catalog, chosen, words, counted, placed=chosen.is_placed)
        return Panel(words(f"status.{status}"), html)

    bars = [bar(*row) for row in frame.itertuples(index=False, name=None)]
    return bars_block(
        words,
        "status",
        bars,
        small=small,
        notes=[
            words("chart.note.status"),
            *([words("chart.note.pending", count=pending)] if pending else []),
            *([words("chart.note.own_projects", count=own)] if own else []),
            *_complete_projects(catalog, chosen, words),
            *assumed,
        ],
        table=lambda: status_table(catalog, projects, words),
        credit=credit(
            catalog,
            words,
            chosen_projects(catalog, replace(chosen, statuses=()))["status_refs"],
            illustrative=bool(assumed),
        ),
        finding=status_bars_finding(words, bars),
        unit="project",
        dimension="status",
        origin=origin,
    )


def _complete_projects(catalog: Catalog, chosen: Selection, words: Words) -> list[str]:
    declared = declared_complete(catalog, catalog.as_of(chosen), "projects")
    if declared is None:
        return []
    date = words.date(str(declared["complete_as_of"]))
    return [words("chart.note.projects_complete", date=date)]


def allocated_note(chosen: Selection, projects: pd.DataFrame, words: Words) -> list[str]:
    """Return a note if assumed zones decide which projects are counted."""
    allocated = chosen.is_placed and (projects["zone_evidence"] == "illustrative").any()
    return [words("chart.note.projects_allocated")] if allocated else []

"""Talent: the alliance, what is trained and placed, and the projects that need people."""

from __future__ import annotations

import pandas as pd

from components.blocks.bar import Bar, ranked
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block, Panel
from components.blocks.cards import Card
from components.blocks.credit import credit
from components.blocks.plain import nothing
from components.blocks.profile import profile_id
from components.blocks.table import Opening, table_block
from components.blocks.text import Words, figure_text
from components.linked.cards import indicator_card
from components.linked.printed import (
    FigureBar,
    figure_bars,
    figures_block,
    printed_card,
)
from components.linked.project_sheet import status_link
from components.linked.seats import staffed
from components.origin.counted import assumed_zones, projects_body, status_table, zone_sign
from components.profiles.project import project_panels
from components.session.filters import filter_text
from components.session.theme import Theme, sector_colours
from components.topics.talent.gap import a_year_text, base_text, gap_card, missing_text
from data.catalog import Catalog
from data.counts import OTHER, counted_grade, counts
from data.facts import exactly
from data.follows import follows
from data.in_print import figures, figures_by
from data.indicators import read_indicator
from data.memo import VIEWS, remembered
from data.placements import figure_roles, placed_figures, placed_roles
from data.selection import Selection
from data.status import chosen_projects, hides_projects
from data.talent_gap import Gap

PAGE = "talent"


def talent_finding(catalog: Catalog, chosen: Selection, gap: Gap | None, words: Words) -> str:
    """Return the sentence that the page's numbers say."""
    filters, date = filter_text(words, chosen), words.date(catalog.as_of(chosen))
    projects = chosen_projects(catalog, chosen)
    if hides_projects(catalog, chosen):
        return words("talent.finding_unpublished", filter=filters)
    if filters:
        allocated = chosen.is_placed and (projects["zone_evidence"] == "illustrative").any()
        return words(
            "talent.finding_allocated" if allocated else "talent.finding_filtered",
            filter=filters,
            projects=len(projects),
            staffed=staffed(catalog, projects, chosen),
        )
    staff = read_indicator(catalog, "staff", catalog.as_of(chosen))
    if gap is None:
        if staff is None:
            return words("talent.finding_none", date=date)
        text = words.quantity(staff.low, staff.high, staff.qualifier, staff.unit)
        return words("talent.finding_no_target", date=date, staff=text)
    return _gap_finding(gap, words)


def _gap_finding(gap: Gap, words: Words) -> str:
    said = {
        "target": figure_text(words, gap.target),
        "missing": missing_text(words, gap),
        "base_date": words.date(gap.base["as_of"]),
        "base": base_text(words, gap),
    }
    if gap.missing <= 0:
        return words("talent.finding_met", **said)
    if not gap.years:
        return words("talent.finding_over", **said)
    deadline = max(gap.years)
    return words(
        "talent.finding",
        **said,
        deadline=words.date(str(deadline)),
        a_year=a_year_text(words, gap, deadline, "person"),
    )


def talent_cards(catalog: Catalog, chosen: Selection, gap: Gap | None, words: Words) -> list[Card]:
    """Return staff, the gap, the alliance, the hires and the placements."""
    cards = [indicator_card(catalog, chosen, words, "staff"), gap_card(catalog, gap, words)]
    if placed_figures(catalog, PAGE, "universities"):
        cards.append(_universities_card(catalog, chosen, words))
    for name in ("hires", "placements"):
        if ids := placed_figures(catalog, PAGE, name):
            label = words(f"talent.card.{name}")
            cards.append(printed_card(catalog, chosen, words, name, label, ids))
    return cards


def _universities_card(catalog: Catalog, chosen: Selection, words: Words) -> Card:
    """Return the universities of the alliance; another number of them is told beside."""
    roles = figure_roles(catalog, PAGE, "universities")
    beside = tuple(one for one, role in roles.items() if role == "beside")
    ids = (*beside, *(one for one in roles if one not in beside))
    both = len(figures_by(catalog, ids, catalog.as_of(chosen))) > 1
    lines = [
        words("talent.card.also", date=words.date(row["as_of"]), value=figure_text(words, row))
        for _, row in figures_by(catalog, beside, catalog.as_of(chosen)).iterrows()
        if both
    ]
    return printed_card(
        catalog,
        chosen,
        words,
        "alliance",
        words("talent.card.alliance"),
        ids,
        flag=words("card.disagree") if both else "",
        lines=lines,
    )


def _bars(catalog: Catalog, words: Words, *slots: str) -> list[FigureBar]:
    ids = tuple(one for slot in slots for one in placed_figures(catalog, PAGE, slot))
    return [
        FigureBar(str(one), words.either(f"talent.bar.{one}", "talent.bar", **_named(words, row)))
        for one, row in figures(catalog, ids).iterrows()
    ]


def _named(words: Words, row: pd.Series) -> dict[str, str]:
    """Return what a bar may be named by."""
    return {
        "subject": words.of(row, "subject"),
        "what": words.of(row, "metric"),
        "date": words.date(row["as_of"]),
    }


@follows("as_of")
def capacity_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return what could be trained a year: a capacity and an expectation, no outputs."""
    bars = _bars(catalog, words, "capacity")
    if not bars:
        return nothing()
    return figure_bars(
        catalog,
        chosen,
        words,
        theme,
        "talent-capacity",
        words("talent.capacity"),
        bars,
        small=words("talent.capacity_small"),
        notes=[words("talent.note_capacity")],
    )


@follows("as_of")
def outputs_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return people hired and placed; the two scopes differ."""
    bars = _bars(catalog, words, "hires", "placements")
    if not bars:
        return nothing()
    return figure_bars(
        catalog,
        chosen,
        words,
        theme,
        "talent-outputs",
        words("talent.outputs"),
        bars,
        notes=[words("talent.note_outputs")],
    )


@follows("as_of")
def universities_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return the two numbers of universities in the alliance, side by side."""
    bars = _bars(catalog, words, "universities")
    if not bars:
        return nothing()
    return figure_bars(
        catalog,
        chosen,
        words,
        theme,
        "talent-universities",
        words("talent.universities"),
        bars,
        notes=[words("talent.note_universities")],
    )


@follows("as_of")
def figures_table(catalog: Catalog, chosen: Selection, words: Words, name: str) -> Block:
    """Return one of the tables of `TABLES`."""
    return figures_block(
        catalog,
        chosen,
        words,
        f"talent-{name}",
        words(f"talent.{name}"),
        placed_figures(catalog, PAGE, name),
        notes=[words(f"talent.note_{name}")],
    )


@remembered(VIEWS)
def sector_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return projects by sector, which a click chooses."""
    frame = counts(catalog, chosen, by="sector", of="projects")
    title, small = words("talent.sector"), filter_text(words, chosen, ("zone", "status"))
    small = " · ".join(filter(None, [words("chart.unit.project"), small]))
    if frame["count"].sum() == 0:
        hidden = chosen.evidence == "published" and chosen.is_placed
        reason = words("chart.empty.published" if hidden else "chart.empty")
        return empty_chart(words, "sector", small, reason, title)
    projects = chosen_projects(catalog, chosen)

    every = chosen_projects(catalog, chosen.with_chosen("sector", ()))
    colours = sector_colours(catalog.sectors)

    def origin(sector: str) -> Panel:
        known = every["sector"].where(every["sector"].isin(catalog.sectors), OTHER)
        own = every[known == sector]
        html = projects_body(catalog, chosen, words, own, placed=chosen.is_placed)
        return Panel(words(f"sector.{sector}"), html)

    def bar(sector: str, count: int, selected: bool, weakest: object) -> Bar:  # noqa: FBT001
        grade = counted_grade(weakest)
        return Bar(
            sector,
            words(f"sector.{sector}"),
            exactly(count, "project", grade=grade, as_of=catalog.as_of(chosen).text),
            words.number(count),
            fill=colours.get(sector, theme.neutral),
            stroke=theme.outline,
            hatched=grade == "illustrative",
            selected=selected,
        )

    allocated = chosen.is_placed and (projects["zone_evidence"] == "illustrative").any()
    return bars_block(
        words,
        "sector",
        ranked(bar(*row) for row in frame.itertuples(index=False, name=None)),
        small=small,
        notes=[
            words("talent.note_sector"),
            *([words("chart.note.projects_allocated")] if allocated else []),
        ],
        table=lambda: status_table(catalog, projects, words),
        credit=credit(catalog, words, every["status_refs"], illustrative=bool(allocated)),
        unit="project",
        dimension="sector",
        title=title,
        origin=origin,
    )


@remembered(VIEWS)
def projects_table(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the chosen projects that train, match or employ people."""
    roles = placed_roles(catalog, PAGE, "projects")
    projects = chosen_projects(catalog, chosen)
    projects = projects[projects["project_id"].isin(roles)]
    title = words("talent.projects", count=len(projects))
    small = filter_text(words, chosen)
    if projects.empty:
        reason = words("talent.projects_empty")
        return empty_chart(words, "roles", small, reason, title)
    rows = [row for _, row in projects.iterrows()]
    return table_block(
        words,
        "talent-projects",
        title,
        {
            words("col.project"): [
                Opening(words.of(row, "name"), profile_id("project", row["project_id"]))
                for row in rows
            ],
            words("talent.col.role"): [
                words(f"talent.role.{roles[row['project_id']]}") for row in rows
            ],
            words("col.status"): [status_link(words, row) for row in rows],
            words("col.since"): [words.date(row["status_date"]) for row in rows],
            words("col.zone"): [zone_sign(words, row) for row in rows],
        },
        small=small,
        notes=[words("talent.note_projects"), *assumed_zones(words, projects)],
        whole=lambda: status_table(catalog, projects, words),
        panels=project_panels(catalog, chosen, words),
    )

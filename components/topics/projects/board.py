"""The views of the page of projects: cards, board, chart of time and table."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from components.blocks.assumed import assumed as marked
from components.blocks.base import Block, Body
from components.blocks.board import Tile, board_block
from components.blocks.cards import Card, Line
from components.blocks.credit import credit
from components.blocks.findings import status_finding
from components.blocks.gantt import SpanRow, gantt_block
from components.blocks.profile import profile_id
from components.blocks.text import Words, figure_text
from components.blocks.time_axis import Axis
from components.blocks.tip import Tip
from components.linked.figures import figure_card
from components.linked.project_sheet import history_table
from components.origin.counted import assumed_zones, status_table, zone_sign
from components.origin.values import Origin, figures_body, origin_body
from components.profiles.project import project_panels
from components.session.filters import filter_text
from data.catalog import Catalog
from data.in_print import figures_by
from data.memo import VIEWS, remembered
from data.periods import is_under_way, parse_period
from data.placements import placed_figures
from data.project_figures import investment_kind, printed_amount
from data.selection import STATUSES, Selection
from data.status import chosen_projects, held_statuses, hides_projects, placed_projects

_SIGNS = {"event": "◆", "printed": "◇"}
_SUMMED = ("stated", "planned")


@remembered(VIEWS)
def projects_finding(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return the sentence that the projects say."""
    projects, filters = chosen_projects(catalog, chosen), filter_text(words, chosen)
    date = words.date(catalog.as_of(chosen))
    if projects.empty:
        if placed_projects(catalog, chosen).empty:
            return words("projects.finding_early", date=date)
        kind = "unpublished" if hides_projects(catalog, chosen) else "none"
        return words(f"projects.finding_{kind}", date=date, filter=filters)
    counts = projects["status"].value_counts()
    split = words.join(
        words(f"projects.part.{status}", count=counts[status])
        for status in STATUSES
        if status in counts
    )
    own = int(catalog.own.rows("projects", projects).sum())  # not in print
    message = "projects.finding_own" if own else "projects.finding"
    said = words(message, date=date, projects=len(projects), split=split, own=own)
    if not filters:
        return said
    if chosen.is_placed and (projects["zone_evidence"] == "illustrative").any():
        filters = words("map.schematic", name=filters)
    return words("projects.finding_filtered", filter=filters, text=said)


def _unpublished(card: str, label: str, chosen: Selection, words: Words) -> Card:
    """Return a card of projects whose zone no source gives: that is not none of them."""
    return Card(card, label, words("card.unpublished"), [Line(filter_text(words, chosen))])


@remembered(VIEWS)
def investment_card(catalog: Catalog, chosen: Selection, words: Words) -> Card:
    """Return the sum of the stated investments, which is derived; planned ones stand apart."""
    projects, label = chosen_projects(catalog, chosen), words("projects.card.investment")
    if hides_projects(catalog, chosen):
        return _unpublished("investment", label, chosen, words)
    found = {
        project["project_id"]: printed_amount(
            catalog, chosen, project["project_id"], "investment_cny"
        )
        for _, project in projects.iterrows()
    }
    rows = pd.DataFrame([row for row in found.values() if row is not None])
    if rows.empty:
        reason = words("projects.card.no_investment", count=len(projects))
        return Card("investment", label, words("card.none"), [Line(reason)])
    kinds = {row["project_id"]: investment_kind(row) for _, row in projects.iterrows()}
    owner = [kinds[project] for project, row in found.items() if row is not None]
    parts = {kind: rows[[own == kind for own in owner]] for kind in _SUMMED}
    stated, planned = (parts[kind] for kind in _SUMMED)
    value = words.amount(stated["value"].sum(), "cny") if len(stated) else words("card.none")
    lines = [
        Line(
            words("projects.card.of", known=len(stated), total=len(projects)),
            f"⚠ {words.grade('derived')}",
        ),
        Line(words("card.as_of", date=words.date(catalog.as_of(chosen)))),
    ]
    if len(planned):
        amount = words.amount(planned["value"].sum(), "cny")
        text = words("projects.card.planned", value=amount, count=len(planned))
        lines.append(Line(text, forecast=True))

    def source() -> Body:
        sum_ = Origin(
            value,
            "derived",
            counts=words("projects.card.investment_note"),
            as_of=catalog.as_of(chosen).text,
        )
        return origin_body(catalog, words, [sum_]) + figures_body(catalog, words, rows, chosen)

    return Card("investment", label, value, lines, source, "derived" if len(stated) else "")


@remembered(VIEWS)
def opened_card(catalog: Catalog, chosen: Selection, words: Words) -> list[Card]:
    """Return the share of the projects signed in a year that opened in it, if the park has one.

    How many were signed and how many opened is told of the newest year that has both.
    """
    as_of = catalog.as_of(chosen)
    ids = placed_figures(catalog, "projects", "opened", "share")
    if not ids:
        return []
    known = {
        role: figures_by(catalog, placed_figures(catalog, "projects", "opened", role), as_of)
        for role in ("signed", "opened")
    }
    lines: tuple[str, ...] = ()
    if not figures_by(catalog, ids, as_of).empty and all(len(rows) for rows in known.values()):
        said = {role: figure_text(words, rows.iloc[-1]) for role, rows in known.items()}
        lines = (words("projects.card.opened_of", **said),)
    label = words("projects.card.opened")
    return [figure_card(catalog, chosen, words, "opened", label, ids, lines=lines)]


@remembered(VIEWS)
def zone_card(catalog: Catalog, chosen: Selection, words: Words) -> Card:
    """Return of how many projects the zone is in print."""
    projects, label = chosen_projects(catalog, chosen), words("projects.card.zone")
    if hides_projects(catalog, chosen):
        return _unpublished("zone", label, chosen, words)
    stated = catalog["projects"].dropna(subset="zone")["project_id"]
    printed = projects[projects["project_id"].isin(stated)]
    named = words.join(
        words("projects.kinded", value=words.of(row, "name"), kind=words(f"zone.{row['zone']}"))
        for _, row in printed.iterrows()
    )
    value = words("projects.card.zone_value", printed=len(printed), total=len(projects))
    lines = [
        Line(named or words("projects.card.zone_none")),
        Line(words("card.as_of", date=words.date(catalog.as_of(chosen)))),
        Line(words("projects.card.zone_rest", count=len(projects) - len(printed))),
    ]

    def source() -> Body:
        refs = dict.fromkeys(";".join(printed["refs"]).split(";"))
        origin = Origin(
            value,
            "derived",
            counts=words("projects.card.zone_counts"),
            as_of=catalog.as_of(chosen).text,
            refs=";".join(refs),
            assumptions=("project-spread",) if chosen.evidence == "all" else (),
        )
        return origin_body(catalog, words, [origin], chosen)

    return Card("zone", label, value, lines, source, "derived")


@remembered(VIEWS)
def project_board(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return one column a status, by the crossfilter rule; a chosen status is marked."""
    projects = chosen_projects(catalog, replace(chosen, statuses=()))

    def tile(project: pd.Series) -> Tile:
        parts = [
            words(f"sector.{project['sector']}"),
            zone_sign(words, project),
            words("projects.quoted", text=words.of(project, "wording")),
        ]
        name, key = words.of(project, "name"), project["project_id"]
        evidence = project["status_evidence"]
        return Tile(key, name, " · ".join(parts), profile_id("project", key), evidence)

    columns = []
    for status in STATUSES:
        held = projects[projects["status"] == status]
        mark = " ✓" if status in chosen.statuses else ""
        tiles = [tile(project) for _, project in held.iterrows()]
        columns.append((status, words(f"status.{status}") + mark, tiles))
    small = " · ".join(
        filter(
            None,
            [
                words("card.as_of", date=words.date(catalog.as_of(chosen))),
                filter_text(words, chosen, ("zone", "sector")),
            ],
        )
    )
    shown = [
        (status, words(f"status.{status}"), len(tiles), status in (chosen.statuses or STATUSES))
        for status, _, tiles in columns
    ]
    said = status_finding(words, shown)
    assumed = chosen.is_placed and (projects["zone_evidence"] == "illustrative").any()
    return board_block(
        words,
        "projects",
        words("projects.board"),
        columns,
        finding=marked(words, said) if said and assumed else said,
        credit=credit(catalog, words, projects["status_refs"], illustrative=bool(assumed)),
        small=small,
        notes=assumed_zones(words, projects),
        whole=lambda: status_table(catalog, projects, words),
        panels=project_panels(catalog, chosen, words),
    )


@remembered(VIEWS)
def project_gantt(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the statuses of the chosen projects in time, no sharper than in print."""
    projects, end = chosen_projects(catalog, chosen), catalog.as_of(chosen).end
    axis = _axis(catalog)
    history = {
        project_id: held_statuses(catalog, catalog.as_of(chosen), project_id)
        for project_id in projects["project_id"]
    }
    first = {key: parse_period(held["date"].iloc[0]) for key, held in history.items()}
    names = projects.set_index("project_id")[f"name_{words.lang}"]

    def row(key: str) -> SpanRow:
        held = history[key]
        dates = [parse_period(text) for text in held["date"]]
        until = [*(date.end for date in dates[1:]), end]
        spans = [
            span
            for date, last, status in zip(dates, until, held["status"], strict=True)
            for span in axis.spans(date, last, status)
        ]
        marks = [
            axis.mark(date, _SIGNS[basis]) for date, basis in zip(dates, held["basis"], strict=True)
        ]
        pending = _pending(catalog, chosen, key)
        said = words.join(
            words("projects.gantt.step", status=words(f"status.{status}"), date=words.date(date))
            for status, date in zip(held["status"], dates, strict=True)
        )
        tip = Tip(names[key], said, (words("projects.sheet.pending"),) if pending else ())
        shown = tuple(spans), tuple(marks), tuple(held["evidence"])
        return SpanRow(key, names[key], tip, profile_id("project", key), *shown)

    order = sorted(first, key=lambda key: (first[key].start, first[key].end, key))

    def whole() -> pd.DataFrame:
        parts = [
            history_table(catalog, words, history[key]).assign(**{words("col.project"): names[key]})
            for key in order
        ]
        table = pd.concat(parts, ignore_index=True)
        return table[[words("col.project"), *table.columns.drop(words("col.project"))]]

    return gantt_block(
        words,
        "projects-time",
        words("projects.gantt"),
        [row(key) for key in order],
        finding=_changed(chosen, words, projects, history),
        credit=credit(catalog, words, [refs for held in history.values() for refs in held["refs"]]),
        ticks=axis.ticks(),
        now=axis.at(end),
        small=filter_text(words, chosen),
        notes=[words("projects.gantt_note"), words("projects.gantt_note_signs")],
        whole=whole,
    )


def _changed(
    chosen: Selection, words: Words, projects: pd.DataFrame, history: dict[str, pd.DataFrame]
) -> str:
    """Return of how many projects more than one status is in print."""
    changed = sum(len(set(held["status"])) > 1 for held in history.values())
    said = words("finding.changed", total=len(history), changed=changed)
    assumed = chosen.is_placed and (projects["zone_evidence"] == "illustrative").any()
    return marked(words, said) if assumed else said


def _axis(catalog: Catalog) -> Axis:
    """Return the years from the first status to the newest date in force."""
    dates = catalog["project_statuses"]["date"].map(parse_period)
    return Axis(min(one.start for one in dates).year, catalog.latest.end.year + 1)


def _pending(catalog: Catalog, chosen: Selection, project_id: str) -> bool:
    history = catalog["project_statuses"]
    dates = history["date"][history["project_id"] == project_id]
    return any(is_under_way(parse_period(date), catalog.as_of(chosen)) for date in dates)


def empty_reason(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return why no project is shown."""
    if placed_projects(catalog, chosen).empty:
        return words("projects.empty_early", date=words.date(catalog.as_of(chosen)))
    unpublished = chosen.evidence == "published" and chosen.is_placed
    return words("chart.empty.published" if unpublished else "projects.empty")

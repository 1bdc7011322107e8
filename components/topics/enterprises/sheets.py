"""A sheet a sector: its headline figures, seats or trade, all that is in print, its projects."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block, Content
from components.blocks.cards import cards_block
from components.blocks.controls import options_block
from components.blocks.plain import heading, nothing
from components.blocks.profile import profile_id
from components.blocks.table import Opening, table_block
from components.blocks.text import Words
from components.linked.called import called
from components.linked.printed import FigureBar, figure_bars, figures_block, printed_card
from components.linked.project_sheet import status_link
from components.linked.seats import seated, seats_chart, staff_chart
from components.origin.counted import assumed_zones, status_table, zone_sign
from components.profiles.project import project_panels
from components.session.filters import filter_text
from components.session.theme import Theme
from data.catalog import Catalog
from data.in_print import figures
from data.memo import VIEWS, remembered
from data.placements import figure_roles, placed_records, placed_slots
from data.sector_figures import figures_of
from data.selection import Selection
from data.status import chosen_projects

OPTION = "enterprises-sheet"
_SHEET = "sheet_"


@dataclass(frozen=True)
class Sheet:
    """What is in print about a sector, or about a part of one.

    Attributes
    ----------
    sector : str
        The sector that it belongs to.
    headline, figures : tuple of str
        Figure ids: those of the cards, and all others.
    trade : tuple of str
        Those of the cards that are shown as bars too, being what platforms traded.
    projects : tuple of str
        Ids of its projects; empty for all of the sector.
    """

    sector: str
    headline: tuple[str, ...]
    figures: tuple[str, ...]
    trade: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()


@remembered(1)
def sheets(catalog: Catalog) -> dict[str, Sheet]:
    """Return a sheet for each sector, in their order, each followed by those of its parts.

    A part is what the placements name and no sector is called; they name its sector too.
    """
    parts = [
        slot.removeprefix(_SHEET)
        for slot in placed_slots(catalog, "enterprises")
        if slot.startswith(_SHEET) and slot.removeprefix(_SHEET) not in catalog.sectors
    ]
    of = {part: placed_records(catalog, "enterprises", _SHEET + part, "sector") for part in parts}
    return {
        name: _sheet(catalog, name, sector)
        for sector in catalog.sectors
        for name in (sector, *(part for part in parts if sector in of[part]))
    }


def _sheet(catalog: Catalog, name: str, sector: str) -> Sheet:
    roles = figure_roles(catalog, "enterprises", _SHEET + name)
    trade = tuple(one for one, role in roles.items() if role == "trade")
    headline = tuple(one for one, role in roles.items() if role in {"trade", "headline"})
    further = [one for one in roles if one not in headline]
    if name == sector:
        rows = figures_of(catalog, sector)
        own = rows["figure_id"][catalog.own.rows("figures", rows)]
        further += [one for one in (own if roles else rows["figure_id"]) if one not in roles]
    projects = placed_records(catalog, "enterprises", _SHEET + name, "project")
    return Sheet(sector, headline, tuple(further), trade, projects)


def offered(catalog: Catalog, chosen: Selection) -> tuple[str, ...]:
    """Return the sheets of the chosen sectors; all if none is chosen."""
    return tuple(
        name
        for name, sheet in sheets(catalog).items()
        if not chosen.sectors or sheet.sector in chosen.sectors
    )


def sheet_name(words: Words, catalog: Catalog, name: str) -> str:
    """Return what a sheet is called: as the park says, else as its sector."""
    own = f"enterprises.{_SHEET + name}"
    if words.has(own):
        return words(own)
    return words(f"sector.{name}") if name in catalog.sectors else name


def _projects(sheet: Sheet, rows: pd.DataFrame) -> pd.DataFrame:
    if sheet.projects:
        return rows[rows["project_id"].isin(sheet.projects)]
    return rows[(rows["sector"] == sheet.sector) | (rows["sector_also"] == sheet.sector)]


def _counts_seats(catalog: Catalog, sheet: Sheet) -> bool:
    """Tell whether seats are counted for the sector itself: then those of all projects stand."""
    rows = figures(catalog, (*sheet.headline, *sheet.figures))
    return bool(((rows["unit"] == "seat") & (rows["scope"] == "sector")).any())


def _seats(
    catalog: Catalog, chosen: Selection, sheet: Sheet, words: Words, theme: Theme
) -> Content:
    """Return seats and staff of the projects, where any of the sheet's has seats."""
    with_seats, every = seated(catalog), chosen_projects(catalog, replace(chosen, sectors=()))
    if not with_seats & set(_projects(sheet, catalog["projects"])["project_id"]):
        return {"sheet-chart": nothing(), "sheet-staff": nothing()}
    shown, firms_of = _projects(sheet, every), ""
    if _counts_seats(catalog, sheet):
        has_seats = every["project_id"].isin(with_seats)
        shown = every[every["project_id"].isin(shown["project_id"]) | has_seats]
        firms_of = "" if chosen.is_placed or chosen.statuses else sheet.sector
    return {
        "sheet-chart": seats_chart(catalog, chosen, words, theme, shown),
        "sheet-staff": staff_chart(catalog, chosen, words, theme, shown, firms_of=firms_of),
    }


@remembered(VIEWS)
def sheet_blocks(
    catalog: Catalog, chosen: Selection, name: str, words: Words, theme: Theme
) -> Content:
    """Return the blocks of one sheet, with the choice among those on offer."""
    sheet = sheets(catalog)[name]
    projects = _projects(sheet, chosen_projects(catalog, replace(chosen, sectors=())))
    label, rows = sheet_name(words, catalog, name), figures(catalog, sheet.headline)
    wide = filter_text(words, chosen, ("zone", "status"))
    scope = words("card.park_only", filter=wide) if wide else words("card.park")
    cards = [
        printed_card(
            catalog,
            chosen,
            words,
            f"sheet-{figure}",
            called(words, f"enterprises.head.{figure}", rows.loc[figure]),
            (figure,),
        )
        for figure in sheet.headline
    ]
    names = [(one, sheet_name(words, catalog, one)) for one in offered(catalog, chosen)]
    charts = _seats(catalog, chosen, sheet, words, theme)
    if sheet.trade:
        charts["sheet-chart"] = _trade(catalog, chosen, words, theme, sheet.trade)
    return {
        "sheet-heading": heading(words("enterprises.sheet_heading", sector=label), scope),
        "sheet": options_block(OPTION, words("enterprises.sheet_label"), names, name),
        "sheet-cards": cards_block(cards, words) if cards else nothing(),
        **charts,
        "sheet-figures": figures_block(
            catalog,
            chosen,
            words,
            "sheet-figures",
            words("enterprises.in_print", sector=label),
            (*sheet.headline, *sheet.figures),
            small=scope,
            notes=words.some(f"enterprises.note.{_SHEET + name}"),
        ),
        "sheet-projects": _projects_table(catalog, chosen, words, sheet, projects),
    }


def _trade(
    catalog: Catalog, chosen: Selection, words: Words, theme: Theme, ids: tuple[str, ...]
) -> Block:
    return figure_bars(
        catalog,
        chosen,
        words,
        theme,
        "trade",
        words("enterprises.trade"),
        [
            FigureBar(str(figure), called(words, f"enterprises.head.{figure}", row))
            for figure, row in figures(catalog, ids).iterrows()
        ],
        small=words("enterprises.trade_small"),
        notes=words.some("enterprises.trade_note"),
    )


def _projects_table(
    catalog: Catalog, chosen: Selection, words: Words, sheet: Sheet, projects: pd.DataFrame
) -> Block:
    title = words("enterprises.sheet_projects", count=len(projects))
    small = filter_text(words, chosen, ("zone", "status"))
    if projects.empty:
        reason = words("enterprises.sheet_projects_empty")
        return empty_chart(words, "own", small, reason, title)
    rows = [row for _, row in projects.iterrows()]
    also = not sheet.projects and (projects["sector"] != sheet.sector).any()
    return table_block(
        words,
        "sheet-projects",
        title,
        {
            words("col.project"): [
                Opening(words.of(row, "name"), profile_id("project", row["project_id"]))
                for row in rows
            ],
            words("col.status"): [status_link(words, row) for row in rows],
            words("col.since"): [words.date(row["status_date"]) for row in rows],
            words("col.zone"): [zone_sign(words, row) for row in rows],
        },
        small=small,
        notes=[*([words("enterprises.also")] if also else []), *assumed_zones(words, projects)],
        whole=lambda: status_table(catalog, projects, words),
        panels=project_panels(catalog, chosen, words),
    )

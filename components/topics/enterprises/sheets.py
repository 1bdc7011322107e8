"""A sheet a sector: its headline figures, seats or trade, all that is in print, its projects."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block, Content
from components.blocks.cards import cards_block
from components.blocks.controls import options_block
from components.blocks.plain import heading, nothing
from components.blocks.table import Opening, table_block
from components.blocks.text import Words
from components.linked.printed import FigureBar, figure_bars, figures_block, printed_card
from components.linked.project_sheet import sheet_panels, status_link
from components.linked.seats import seats_chart, staff_chart
from components.origin.counted import status_table, zone_text
from components.session.filters import filter_text
from components.session.theme import Theme
from data.catalog import Catalog
from data.memo import VIEWS, remembered
from data.selection import Selection
from data.status import chosen_projects

OPTION = "enterprises-sheet"
_SEATED = ("P08",)  # of another sector, with seats all the same


@dataclass(frozen=True)
class Sheet:
    """What is in print about a sector.

    Attributes
    ----------
    sector : str
        The one of the five that it belongs to.
    cards, figures : tuple of str
        Figure ids: the headline ones, and all others.
    projects : tuple of str
        Ids of its projects; empty for all of the sector.
    also : tuple of str
        Projects of other sectors to add.
    chart : str
        ``seats`` or ``trade``, if it has one.
    """

    sector: str
    cards: tuple[str, ...]
    figures: tuple[str, ...]
    projects: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    chart: str = ""


SHEETS: dict[str, Sheet] = {
    "outsourcing": Sheet(
        "outsourcing",
        ("F000-17", "F003-19", "F003-20"),
        ("F000-18", "F003-18", "F000-08", "F002-51", "F002-52", "F002-53", "F000-19", "F000-20"),
        chart="seats",
    ),
    "software": Sheet(
        "software",
        ("F003-27", "F003-28", "F001-06"),
        ("F001-04", "F001-05", "F001-07", "F001-08", "F002-35", "F001-09", "F002-46", "F002-50"),
    ),
    "data": Sheet(
        "data",
        ("F003-24", "F002-55", "F002-56"),
        ("F002-54", "F002-22", "F002-23", "F003-33", "F003-34"),
        chart="seats",
    ),
    "content": Sheet(
        "content",
        ("F001-14", "F001-17", "F001-18", "F002-16"),
        (
            "F001-11",
            "F001-12",
            "F002-12",
            "F002-13",
            "F002-14",
            "F003-32",
            "F002-43",
            "F002-44",
            "F001-13",
            "F001-15",
            "F001-16",
            "F002-17",
            "F002-18",
            "F002-19",
            "F002-20",
            "F002-15",
            "F002-21",
            "F000-09",
        ),
    ),
    "metaverse": Sheet(
        "content",
        ("F001-11", "F001-12", "F001-16"),
        ("F002-12", "F002-13", "F002-14"),
        ("P13", "P14", "P15", "P18"),
    ),
    "ecommerce": Sheet("ecommerce", ("F003-21", "F003-22"), (), chart="trade"),
}


def offered(chosen: Selection) -> tuple[str, ...]:
    """Return the sheets of the chosen sectors; all if none is chosen."""
    return tuple(
        name
        for name, sheet in SHEETS.items()
        if not chosen.sectors or sheet.sector in chosen.sectors
    )


def _projects(catalog: Catalog, chosen: Selection, sheet: Sheet) -> pd.DataFrame:
    rows = chosen_projects(catalog, replace(chosen, sectors=()))
    if sheet.projects:
        return rows[rows["project_id"].isin(sheet.projects)]
    own = (rows["sector"] == sheet.sector) | (rows["sector_also"] == sheet.sector)
    return rows[own | rows["project_id"].isin(sheet.also)]


@remembered(VIEWS)
def sheet_blocks(
    catalog: Catalog, chosen: Selection, name: str, words: Words, theme: Theme
) -> Content:
    """Return the blocks of one sheet, with the choice among those on offer."""
    sheet = SHEETS[name]
    projects = _projects(catalog, chosen, sheet)
    label = words(f"enterprises.sector.{name}")
    wide = filter_text(words, chosen, ("zone", "status"))
    scope = words("card.park_only", filter=wide) if wide else words("card.park")
    cards = [
        printed_card(
            catalog,
            chosen,
            words,
            f"sheet-{figure}",
            words(f"enterprises.head.{figure}"),
            (figure,),
        )
        for figure in sheet.cards
    ]
    names = [(one, words(f"enterprises.sector.{one}")) for one in offered(chosen)]
    chart: Block = nothing()
    staff: Block = nothing()
    calls = name == "outsourcing"
    if sheet.chart == "seats":
        seated = _projects(catalog, chosen, replace(sheet, also=_SEATED)) if calls else projects
        chart = seats_chart(catalog, chosen, words, theme, seated)
        firm = calls and not chosen.zones and not chosen.statuses
        staff = staff_chart(catalog, chosen, words, theme, seated, firm=firm)
    if sheet.chart == "trade":
        chart = _trade(catalog, chosen, words, theme)
    return {
        "sheet-heading": heading(words("enterprises.sheet_heading", sector=label), scope),
        "sheet": options_block(OPTION, words("enterprises.sheet_label"), names, name),
        "sheet-cards": cards_block(cards, words),
        "sheet-chart": chart,
        "sheet-staff": staff,
        "sheet-figures": figures_block(
            catalog,
            chosen,
            words,
            "sheet-figures",
            words("enterprises.in_print", sector=label),
            (*sheet.cards, *sheet.figures),
            small=scope,
            notes=[words(f"enterprises.sheet_note.{name}")],
        ),
        "sheet-projects": _projects_table(catalog, chosen, words, sheet, projects),
    }


def _trade(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    return figure_bars(
        catalog,
        chosen,
        words,
        theme,
        "trade",
        words("enterprises.trade"),
        [
            FigureBar(figure, words(f"enterprises.head.{figure}"))
            for figure in ("F003-21", "F003-22")
        ],
        small=words("enterprises.trade_small"),
        notes=[words("enterprises.trade_note")],
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
                Opening(words.of(row, "name"), f"project-{row['project_id']}") for row in rows
            ],
            words("col.status"): [status_link(words, row) for row in rows],
            words("col.since"): [words.date(row["status_date"]) for row in rows],
            words("col.zone"): [zone_text(words, row) for row in rows],
        },
        small=small,
        notes=[words("enterprises.also")] if also else [],
        whole=lambda: status_table(catalog, projects, words),
        panels=sheet_panels(catalog, chosen, words),
    )

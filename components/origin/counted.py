"""Origins of what the atlas counts itself, with the rows that were counted."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.blocks.base import Body, Panel, plain
from components.blocks.html_table import cells_frame, column, table_html
from components.blocks.text import Words
from components.origin.references import references
from components.origin.register import register_read
from components.origin.values import Origin, figures_body, origin_body
from data.catalog import Catalog
from data.counts import count_grade, enterprise_cells
from data.indicators import known_figures
from data.placements import placed
from data.registers.axes import UNATTRIBUTED
from data.selection import Selection, visible
from data.status import UNASSIGNED

# Conflicts of totals of the park, and of its sectors and the total that they should add up to.
_TOTALS_APART, _SUM_APART = ("origin", "totals_apart"), ("origin", "sum_apart")


def zone_text(words: Words, project: Any) -> str:
    """Return the zone of a placed project; an illustrative one says so."""
    name = words(f"zone.{project['zone']}")
    return f"▨ {words('map.schematic', name=name)}" if _is_assumed(project) else name


def zone_sign(words: Words, project: Any) -> str:
    """Return the zone of a placed project; an illustrative one has its sign only.

    `assumed_zones` says, once below the list, what the sign stands for.
    """
    name = words(f"zone.{project['zone']}")
    return f"▨ {name}" if _is_assumed(project) else name


def assumed_zones(words: Words, projects: pd.DataFrame) -> list[str]:
    """Return the note that a list of projects needs if the zone of one is illustrative."""
    is_any = any(_is_assumed(project) for _, project in projects.iterrows())
    return [words("chart.note.projects_allocated")] if is_any else []


def _is_assumed(project: Any) -> bool:
    return bool(project["zone"] != UNASSIGNED and project["zone_evidence"] == "illustrative")


def status_table(catalog: Catalog, projects: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return projects with status, wording, date and source, in words."""
    return cells_frame(
        {
            words("col.project"): projects[f"name_{words.lang}"],
            words("col.zone"): [zone_text(words, one) for _, one in projects.iterrows()],
            words("col.sector"): [words(f"sector.{sector}") for sector in projects["sector"]],
            words("col.status"): [words(f"status.{status}") for status in projects["status"]],
            words("col.wording"): projects[f"wording_{words.lang}"],
            words("col.since"): [words.date(date) for date in projects["status_date"]],
            words("col.source"): column(
                (references(catalog, words, refs) for refs in projects["status_refs"]), projects
            ),
        }
    )


def projects_body(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    projects: pd.DataFrame,
    *,
    placed: bool,
    value: str = "",
) -> Body:
    """Return the origin of a number of projects: what was counted, and its rows.

    Parameters
    ----------
    projects : pandas.DataFrame
        As `data.status.chosen_projects`.
    placed : bool
        Whether the zones of the projects decide on the number.
    value : str
        The number in words, if it is not that of the rows.
    """
    grade = count_grade(projects, placed=placed)
    places = visible(catalog["project_places"], chosen)
    assumed = projects["project_id"][projects["zone_evidence"] == "illustrative"]
    used = places.loc[places["project_id"].isin(assumed), "assumption_id"].dropna().unique()
    origin = Origin(
        value or words.amount(len(projects), "project"),
        grade,
        counts=words("origin.counted"),
        as_of=catalog.as_of(chosen).text,
        assumptions=tuple(used) if grade == "illustrative" else (),
    )
    rows = plain(table_html(status_table(catalog, projects, words))) if len(projects) else ()
    return origin_body(catalog, words, [origin], chosen) + rows


def sector_figure(catalog: Catalog, cell: pd.Series) -> pd.DataFrame:
    """Return the figure that prints the count of a sector, as a frame of one row."""
    table = catalog["figures"]
    same = (table["refs"] == cell["refs"]) & (table["as_of"] == cell["as_of"])
    same &= (table["unit"] == "enterprise") & (table["value"] == cell["count"])
    found: pd.DataFrame = table[same]
    return found


def sector_origin(
    catalog: Catalog, chosen: Selection, words: Words, cells: pd.DataFrame, sector: str, text: str
) -> Panel:
    """Return the origin of the enterprises of one sector, as printed.

    Parameters
    ----------
    cells : pandas.DataFrame
        As `data.counts.published_cells`.
    text : str
        The number in words.
    """
    title = words(f"sector.{sector}")
    own = cells[cells["sector"] == sector]
    if sector != UNATTRIBUTED and len(own):
        return Panel(
            title, figures_body(catalog, words, sector_figure(catalog, own.iloc[0]), chosen)
        )
    origin = Origin(
        text,
        "derived",
        counts=words("origin.rest" if len(own) else "origin.not_printed"),
        as_of=cells["as_of"].iloc[0],
        refs=";".join(dict.fromkeys(";".join(cells["refs"]).split(";"))),
        conflicts=placed(catalog, *_SUM_APART),
    )
    return Panel(title, origin_body(catalog, words, [origin], chosen))


def allocated_origin(
    catalog: Catalog, chosen: Selection, words: Words, title: str, text: str, grade: str
) -> Panel:
    """Return the origin of a number of enterprises by zone."""
    html = origin_body(catalog, words, [allocated(catalog, chosen, words, text, grade)], chosen)
    return Panel(title, html)


def allocated(catalog: Catalog, chosen: Selection, words: Words, text: str, grade: str) -> Origin:
    """Return where a number of enterprises by zone comes from: an assumption or own sources."""
    rows = visible(catalog["tenants"], chosen) if catalog.is_listed else pd.DataFrame()
    refs, assumed = (
        rows[name].dropna().unique() if name in rows else () for name in ("refs", "assumption_id")
    )
    return Origin(
        text,
        grade,
        counts=words("origin.allocated" if len(assumed) else "origin.own_register"),
        caveat=register_read(words) if catalog.is_outside else "",
        as_of=catalog.as_of(chosen).text,
        refs=";".join(dict.fromkeys(";".join(refs).split(";"))),
        assumptions=tuple(assumed),
    )


def unassigned_origin(
    catalog: Catalog, chosen: Selection, words: Words, title: str, text: str
) -> Panel:
    """Return the origin of the enterprises whose zone is not in print."""
    if chosen.sectors:
        cells = enterprise_cells(catalog, chosen, "zone")
        rows, apart = cells[cells["sector"].isin(chosen.sectors)], _SUM_APART
    else:
        rows, apart = known_figures(catalog, "enterprises", catalog.as_of(chosen)), _TOTALS_APART
    origin = Origin(
        text,
        "derived",
        counts=words("origin.unassigned"),
        as_of=rows["as_of"].iloc[-1],
        refs=";".join(dict.fromkeys(";".join(rows["refs"]).split(";"))),
        conflicts=placed(catalog, *apart),
    )
    return Panel(title, origin_body(catalog, words, [origin], chosen))

"""The enterprises that the articles name: which by when, in which sector, and a sheet of each."""

from __future__ import annotations

from functools import partial

import pandas as pd

from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block, Panel
from components.blocks.html_table import Disclosed, column, note_html, table_html
from components.blocks.text import Words, escape
from components.blocks.views import Link, Panels, table_block
from components.linked.cards import Card, Line, empty_card
from components.linked.printed import printed
from components.linked.project_sheet import figures_about as project_figures
from components.origin.counted import status_table
from components.origin.references import references
from components.origin.values import Origin, figures_html, origin_html
from components.session.filters import filter_text
from data.catalog import Catalog
from data.export import csv_bytes
from data.memo import VIEWS, remembered
from data.periods import over_by
from data.selection import LATEST, Selection
from data.sources import appeared
from data.status import placed_projects

# About a whole group, another park or a case elsewhere, whatever the name.
_ELSEWHERE = ("context", "other_park", "case")


def named_enterprises(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    """Return the enterprises named by the as-of date, in the chosen sectors.

    Returns
    -------
    pandas.DataFrame
        Columns of ``enterprises`` plus ``sectors``: a tuple of the sectors that a source had
        put it in by then, the one it is counted in first. One row an enterprise.
    """
    return _named(catalog, Selection(sectors=chosen.sectors, as_of=chosen.as_of))


@remembered(VIEWS)
def _named(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    table = catalog["enterprises"]
    rows = table[over_by(table["first_mention"], chosen.period)]
    links = catalog["enterprise_sectors"]
    links = links[[appeared(catalog, refs, chosen.period) for refs in links["refs"]]]
    by_firm = links.groupby("enterprise_id")["sector"].agg(tuple).to_dict()
    sectors = [
        tuple(dict.fromkeys((*({main} & set(by_firm.get(firm, ()))), *by_firm.get(firm, ()))))
        for firm, main in zip(rows["enterprise_id"], rows["sector"], strict=True)
    ]
    rows = rows.assign(sectors=pd.Series(sectors, index=rows.index, dtype=object))
    if chosen.sectors:
        rows = rows[[bool(set(own) & set(chosen.sectors)) for own in sectors]]
    return rows.reset_index(drop=True)


def _aliases(row: pd.Series) -> list[str]:
    return row["aliases"].split(";") if isinstance(row["aliases"], str) else []


def _sectors_text(words: Words, sectors: tuple[str, ...]) -> str:
    named = words.join(words(f"sector.{sector}") for sector in sectors)
    return named or words("enterprises.no_sector")


def own_projects(catalog: Catalog, chosen: Selection, firm: pd.Series) -> pd.DataFrame:
    """Return the projects that bear a name of an enterprise, or that it operates."""
    projects = placed_projects(catalog, chosen)
    names = {firm["name_zh"], *_aliases(firm)}
    kept = [
        bool(names & {row["name_zh"], row["operator_zh"], *_aliases(row)})
        for _, row in projects.iterrows()
    ]
    return projects[kept]


def figures_about(
    catalog: Catalog, chosen: Selection, firm: pd.Series, projects: pd.DataFrame
) -> pd.DataFrame:
    """Return the figures in print about an enterprise or about its projects."""
    table = catalog["figures"]
    own = table["subject_zh"].isin({firm["name_zh"], *_aliases(firm)})
    ids = [*table.loc[own & ~table["scope"].isin(_ELSEWHERE), "figure_id"]]
    for project_id in projects["project_id"]:
        ids += project_figures(catalog, project_id)["figure_id"].tolist()
    return printed(catalog, tuple(dict.fromkeys(ids)), chosen)


def directory_block(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the directory, with a search; each name opens its sheet."""
    return _directory(catalog, chosen, words)


@remembered(VIEWS)
def _directory(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    firms = named_enterprises(catalog, chosen)
    title = words("enterprises.directory", count=len(firms))
    small = filter_text(words, chosen, ("sector",))
    if firms.empty:
        reason = words("enterprises.directory_empty", date=words.date(chosen.period))
        return empty_chart(words, "directory", small, reason, title)
    other = "en" if words.lang == "zh" else "zh"
    rows = [row for _, row in firms.iterrows()]
    notes = [words("enterprises.directory_note")]
    if chosen.zones or chosen.statuses:
        notes.append(words("enterprises.directory_unfiltered"))
    texts = {
        words("enterprises.col.aliases"): [
            " · ".join([row[f"name_{other}"], *_aliases(row)]) for row in rows
        ],
        words("col.sector"): [_sectors_text(words, row["sectors"]) for row in rows],
        words("enterprises.col.first"): [words.date(row["first_mention"]) for row in rows],
    }
    references_ = [_references(catalog, chosen, words, row["refs"]) for row in rows]

    def whole() -> pd.DataFrame:
        names = {words("enterprises.col.name"): [words.of(row, "name") for row in rows]}
        frame = pd.DataFrame({**names, **texts})
        frame[words("col.source")] = column(references_, frame)
        return frame

    return table_block(
        words,
        "directory",
        title,
        {
            words("enterprises.col.name"): [
                Link(words.of(row, "name"), f"firm-{row['enterprise_id']}") for row in rows
            ],
            **texts,
            words("col.source"): [
                Link(text.summary, f"firm-{row['enterprise_id']}")
                for text, row in zip(references_, rows, strict=True)
            ],
        },
        small=small,
        search=True,
        notes=notes,
        whole=whole,
        panels=firm_panels(catalog, chosen, words, firms),
    )


def _references(catalog: Catalog, chosen: Selection, words: Words, refs: str) -> Disclosed:
    held = [ref for ref in refs.split(";") if appeared(catalog, ref, chosen.period)]
    return references(catalog, words, ";".join(held))


def firm_panels(catalog: Catalog, chosen: Selection, words: Words, firms: pd.DataFrame) -> Panels:
    """Return the panel ``firm-<id>`` of each enterprise."""
    return {
        f"firm-{row['enterprise_id']}": partial(_sheet, catalog, chosen, words, row)
        for _, row in firms.iterrows()
    }


def _headed(text: str, html: str) -> str:
    return f'<h3 class="atlas-heading">{escape(text)}</h3>{html}'


def _sheet(catalog: Catalog, chosen: Selection, words: Words, firm: pd.Series) -> Panel:
    other = "en" if words.lang == "zh" else "zh"
    names = " · ".join([firm[f"name_{other}"], *_aliases(firm)])
    said = [
        words("enterprises.sheet.names", names=names),
        words("enterprises.sheet.first", date=words.date(firm["first_mention"])),
    ]
    if isinstance(firm["group_zh"], str):
        said.append(words("enterprises.sheet.group", name=firm["group_zh"]))
    # A note tells the whole time, so it belongs to the latest date only.
    if words.of(firm, "note") and chosen.period.end >= LATEST.end:
        said.append(words.of(firm, "note"))
    links = catalog["enterprise_sectors"]
    links = links[links["enterprise_id"] == firm["enterprise_id"]]
    links = links[[appeared(catalog, refs, chosen.period) for refs in links["refs"]]]
    sectors = pd.DataFrame(
        {
            words("col.sector"): [words(f"sector.{sector}") for sector in links["sector"]],
            words("enterprises.col.printed"): links["label_zh"],
            words("col.source"): column(
                (_references(catalog, chosen, words, refs) for refs in links["refs"]), links
            ),
        }
    )
    projects = own_projects(catalog, chosen, firm)
    about = figures_about(catalog, chosen, firm, projects)
    parts = [
        note_html(said),
        _headed(words("enterprises.sheet.sectors"), table_html(sectors))
        if len(sectors)
        else note_html([words("enterprises.no_sector")]),
        _headed(words("enterprises.sheet.figures"), figures_html(catalog, words, about, chosen))
        if len(about)
        else note_html([words("enterprises.sheet.no_figures")]),
    ]
    if len(projects):
        table = status_table(catalog, projects, words).drop(columns=words("col.zone"))
        parts.append(_headed(words("enterprises.sheet.projects"), table_html(table)))
    else:
        parts.append(note_html([words("enterprises.sheet.no_projects")]))
    parts.append(
        _headed(
            words("col.source"),
            note_html(
                references(catalog, words, ref)
                for ref in firm["refs"].split(";")
                if appeared(catalog, ref, chosen.period)
            ),
        )
    )
    csv = csv_bytes(sectors).decode("utf-8-sig")
    return Panel(words.of(firm, "name"), "".join(parts), csv)


def named_card(catalog: Catalog, chosen: Selection, words: Words) -> Card:
    """Return of how many enterprises the name is in print."""
    firms = named_enterprises(catalog, chosen)
    label = words("enterprises.card.named")
    if firms.empty:
        return empty_card(words, "named", label)
    lines = [
        Line(filter_text(words, chosen, ("sector",)) or words("card.park")),
        Line(words("card.as_of", date=words.date(chosen.period))),
        Line(words("enterprises.card.named_rest")),
    ]

    def source() -> str:
        table = pd.DataFrame(
            {
                words("enterprises.col.name"): firms[f"name_{words.lang}"],
                words("col.source"): column(
                    (_references(catalog, chosen, words, refs) for refs in firms["refs"]), firms
                ),
            }
        )
        origin = Origin(
            words.amount(len(firms), "enterprise"),
            "derived",
            counts=words("enterprises.card.named_note"),
            as_of=chosen.period.text,
        )
        return origin_html(catalog, words, [origin], chosen) + table_html(table)

    return Card("named", label, words.amount(len(firms), "enterprise"), lines, source, "derived")

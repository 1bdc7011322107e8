"""The table of projects: each name and status opens its sheet, each amount its figure."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from components.blocks.base import Block, Panels
from components.blocks.html_table import cells_frame
from components.blocks.profile import profile_id
from components.blocks.table import Opening, table_block, texts
from components.blocks.text import Words
from components.linked.printed import figure_panels
from components.linked.project_sheet import amount_text, status_link
from components.origin.counted import assumed_zones, zone_sign, zone_text
from components.origin.references import references
from components.session.filters import filter_text
from data.catalog import Catalog
from data.memo import VIEWS, remembered
from data.project_figures import AMOUNTS, printed_amount
from data.selection import Selection
from data.status import chosen_projects


@remembered(VIEWS)
def project_table(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the chosen projects as a table; a name opens its sheet."""
    projects = chosen_projects(catalog, chosen)
    amounts = {column: _amounts(catalog, chosen, words, projects, column) for column in AMOUNTS}
    names = projects[f"name_{words.lang}"]
    labels = {column: words(f"projects.col.{column}") for column in AMOUNTS}
    described: dict[str, Sequence[str | Opening]] = {
        words("col.zone"): [zone_sign(words, project) for _, project in projects.iterrows()],
        words("col.sector"): [words(f"sector.{sector}") for sector in projects["sector"]],
        words("col.status"): [status_link(words, project) for _, project in projects.iterrows()],
        words("col.wording"): list(projects[f"wording_{words.lang}"]),
    }
    columns: dict[str, Sequence[str | Opening]] = {
        words("col.project"): [
            Opening(name, profile_id("project", key))
            for name, key in zip(names, projects["project_id"], strict=True)
        ],
        **described,
        **{labels[column]: cells for column, cells in amounts.items()},
    }

    def whole() -> pd.DataFrame:
        return cells_frame(
            {
                words("col.project"): list(names),
                **{name: texts(cells) for name, cells in described.items()},
                words("col.zone"): [zone_text(words, one) for _, one in projects.iterrows()],
                words("col.since"): [words.date(date) for date in projects["status_date"]],
                **{labels[column]: texts(cells) for column, cells in amounts.items()},
                words("col.evidence"): [words.grade(grade) for grade in projects["evidence"]],
                words("col.source"): [
                    references(catalog, words, refs) for refs in projects["refs"]
                ],
            }
        )

    return table_block(
        words,
        "projects",
        words("projects.table"),
        columns,
        numeric=tuple(labels.values()),
        small=filter_text(words, chosen),
        search=True,
        notes=[words("projects.table_note"), *assumed_zones(words, projects)],
        whole=whole,
        panels=_amount_panels(catalog, chosen, words, projects),
    )


def _amounts(
    catalog: Catalog, chosen: Selection, words: Words, projects: pd.DataFrame, column: str
) -> list[str | Opening]:
    cells = list[str | Opening]()
    for _, project in projects.iterrows():
        figure = printed_amount(catalog, chosen, project["project_id"], column)
        if figure is None:
            cells.append("")
            continue
        text = amount_text(words, figure, project, column)
        cells.append(Opening(text, f"figure-{figure['figure_id']}", figure["evidence"]))
    return cells


def _amount_panels(
    catalog: Catalog, chosen: Selection, words: Words, projects: pd.DataFrame
) -> Panels:
    """Return the origin of every amount in the table."""
    found = {
        figure["figure_id"]: figure
        for project_id in projects["project_id"]
        for column in AMOUNTS
        if (figure := printed_amount(catalog, chosen, project_id, column)) is not None
    }
    rows = pd.DataFrame(list(found.values()), columns=catalog["figures"].columns)
    rows = rows.set_index("figure_id", drop=False)
    return figure_panels(catalog, words, rows, chosen)

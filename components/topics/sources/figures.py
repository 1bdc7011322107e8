"""All figures in one table, to be searched and narrowed by scope, kind, grade and article."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from typing import get_args

import pandas as pd

from components.blocks.bar_chart import empty_chart
from components.blocks.base import Content
from components.blocks.chart import Chart
from components.blocks.controls import options_block
from components.blocks.table import Opening, table_block
from components.blocks.text import Words, figure_text
from components.linked.printed import KINDS, figure_panels, figures_frame
from components.session.request import Request
from data.catalog import Catalog
from data.in_print import afterwards, in_print
from data.memo import VIEWS, remembered
from data.schema import GRADES, Figure
from data.selection import Selection
from data.sources import citing, short_refs

ALL = "all"
LATER = "later"  # whatever stands in no article


@dataclass(frozen=True)
class Narrowed:
    """Which figures the reader wants to see; ``all`` is everything."""

    scope: str = ALL
    kind: str = ALL
    grade: str = ALL
    article: str = ALL


def _offered(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Return what can be chosen by name of the option; only what occurs."""
    rows, sources = catalog["figures"], catalog["sources"]
    scopes = get_args(Figure.model_fields["scope"].annotation)
    articles = sources.loc[sources["kind"] == "article", "source_id"]
    return {
        "scope": (ALL, *(one for one in scopes if one in set(rows["scope"]))),
        "kind": (ALL, *(one for one in KINDS if one in set(rows["kind"]))),
        "grade": (ALL, *(one for one in GRADES if one in set(rows["evidence"]))),
        "article": (ALL, *articles, LATER),
    }


def read_narrowed(request: Request) -> Narrowed:
    """Return the reader's choice; whatever is not on offer means everything."""
    return Narrowed(
        **{
            name: request.option(f"figures-{name}", values)
            for name, values in _offered(request.catalog).items()
        }
    )


def narrowing_options(catalog: Catalog, words: Words, narrowed: Narrowed) -> Content:
    """Return one choice for each option, as slots ``figures-<name>``."""

    def named(name: str, value: str) -> str:
        if value == ALL:
            return words(f"sources.all.{name}")
        match name:
            case "kind":
                return words(f"projects.kind.{value}")
            case "grade":
                return words.grade(value)
            case "article" if value != LATER:
                return words("sources.article", id=value)
        return words(f"sources.{name}.{value}")

    return {
        f"figures-{name}": options_block(
            f"figures-{name}",
            words(f"sources.by.{name}"),
            [(value, named(name, value)) for value in values],
            getattr(narrowed, name),
        )
        for name, values in _offered(catalog).items()
    }


def known(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    """Return the figures in print by the as-of date, by id, and at the latest what came later."""
    rows = catalog["figures"].set_index("figure_id", drop=False)
    known = in_print(catalog, rows, catalog.as_of(chosen)).index.union(
        afterwards(catalog, rows, catalog.as_of(chosen)).index
    )
    return rows[rows.index.isin(known)]


def listed(catalog: Catalog, chosen: Selection, narrowed: Narrowed) -> pd.DataFrame:
    """Return the known figures that the reader wants to see."""
    rows = known(catalog, chosen)
    for field, value in zip(("scope", "kind", "evidence"), astuple(narrowed)[:3], strict=True):
        rows = rows if value == ALL else rows[rows[field] == value]
    if narrowed.article == ALL:
        return rows
    if narrowed.article != LATER:
        return citing(rows, narrowed.article)
    articles = _offered(catalog)["article"][1:-1]
    printed_in_one = set().union(*(citing(rows, one).index for one in articles))
    return rows[~rows.index.isin(printed_in_one)]


@remembered(VIEWS)
def figures_table(catalog: Catalog, chosen: Selection, words: Words, narrowed: Narrowed) -> Chart:
    """Return figures as a table; the panel of every figure can be opened by its link."""
    view, title = "sources-figures", words("sources.figures")
    rows, everything = listed(catalog, chosen, narrowed), known(catalog, Selection())
    panels = figure_panels(catalog, words, everything, chosen)
    if rows.empty:
        return replace(empty_chart(words, view, "", words("sources.none"), title), panels=panels)
    lines = [row for _, row in rows.iterrows()]

    def whole() -> pd.DataFrame:
        frame = figures_frame(catalog, words, rows)
        frame.insert(0, words("sources.id"), rows["figure_id"])
        return frame.assign(**{words("col.evidence"): [words.grade(g) for g in rows["evidence"]]})

    return table_block(
        words,
        view,
        title,
        {
            words("sources.id"): [Opening(str(row.name), f"figure-{row.name}") for row in lines],
            words("printed.subject"): [words.of(row, "subject") for row in lines],
            words("printed.what"): [words.of(row, "metric") for row in lines],
            words("col.value"): [figure_text(words, row) for row in lines],
            words("col.as_of"): [
                words.date(row["as_of"])
                if isinstance(row["as_of"], str)
                else words("source.undated")
                for row in lines
            ],
            words("col.kind"): [words(f"projects.kind.{row['kind']}") for row in lines],
            words("col.evidence"): [words.grade(row["evidence"]) for row in lines],
            words("col.source"): [short_refs(catalog, row["refs"], words.lang) for row in lines],
        },
        numeric=(words("col.value"),),
        small=words("sources.listed", count=len(rows), total=len(everything)),
        search=True,
        notes=[words("sources.figures_note")],
        whole=whole,
        panels=panels,
    )

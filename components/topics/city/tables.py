"""What an article on the city tells of places outside the park, and where it conflicts."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd

from components.blocks.base import Block
from components.blocks.table import table_block
from components.blocks.text import Words
from components.linked.printed import figure_panels
from components.topics.city.economy import PAGE, city_ids, dated, figure_link, whole_table
from data.catalog import Catalog
from data.follows import follows
from data.in_print import has_appeared, in_print
from data.placements import placed
from data.selection import Selection

SCOPES = ("all", "case", "other_park", "context", "city")


def outside_rows(catalog: Catalog, chosen: Selection, scope: str) -> pd.DataFrame:
    """Return the figures of what lies outside the park, in print by the as-of date.

    Parameters
    ----------
    scope : str
        One of `SCOPES`.
    """
    rows = catalog["figures"]
    outside = rows["scope"].isin(SCOPES) & ~rows["figure_id"].isin(city_ids(catalog))
    if scope != "all":
        outside &= rows["scope"] == scope
    rows = rows[outside].set_index("figure_id", drop=False)
    return in_print(catalog, rows, catalog.as_of(chosen))


@follows("as_of")
def outside_table(catalog: Catalog, chosen: Selection, words: Words, scope: str) -> Block:
    """Return projects and cases outside the park, with a search; never in its totals."""
    rows = outside_rows(catalog, chosen, scope)
    lines = [row for _, row in rows.iterrows()]
    made = table_block(
        words,
        "city-outside",
        words("city.outside"),
        {
            words("city.col.scope"): [words(f"city.scope.{row['scope']}") for row in lines],
            words("city.col.subject"): [words.of(row, "subject") for row in lines],
            words("city.col.metric"): [words.of(row, "metric") for row in lines],
            words("col.value"): [figure_link(words, row) for row in lines],
            words("city.col.kind"): [words(f"city.kind.{row['kind']}") for row in lines],
            words("col.as_of"): [dated(words, row) for row in lines],
        },
        numeric=(words("col.value"),),
        search=True,
        notes=[words("city.note.outside")],
        whole=lambda: whole_table(catalog, words, rows),
        panels=figure_panels(catalog, words, rows, chosen),
    )
    # The page puts a choice of scope between the heading and the table.
    return replace(made, title="")


@follows("as_of")
def article_conflicts(catalog: Catalog, chosen: Selection) -> tuple[str, ...]:
    """Return the ids of the conflicts that touch the articles on the city, its own first.

    None before any of them was printed.
    """
    articles = [
        one
        for one in placed(catalog, PAGE, "article")
        if has_appeared(catalog, one, catalog.as_of(chosen))
    ]
    if not articles:
        return ()
    rows, first = catalog["conflicts"], placed(catalog, PAGE, "conflicts")
    named = "|".join(map(re.escape, articles))
    touched = set(rows["conflict_id"][rows["refs"].str.contains(rf"(?:^|;)(?:{named}):")])
    return (*first, *sorted(touched - set(first)))

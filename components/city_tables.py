"""What article 004 tells of places outside the park, and where its figures conflict."""

from __future__ import annotations

import pandas as pd

from components.blocks import Block, Panel
from components.city import CITY, dated, figure_link, figure_panels, whole_table
from components.figures import known_by
from components.source import note_html, references
from components.tables import column
from components.text import Words
from components.views import Link, Panels, table_block
from data.catalog import Catalog
from data.periods import over_by
from data.selection import Selection

SCOPES = ("all", "case", "other_park", "context", "city")
ARTICLE = "004"
_FIRST = ("C34", "C35", "C44", "C23")  # those of the city and its parks
_SIDES = ("a", "b", "c")


def outside_rows(catalog: Catalog, chosen: Selection, scope: str) -> pd.DataFrame:
    """Return the figures of what lies outside the park, in print by the as-of date.

    Parameters
    ----------
    scope : str
        One of `SCOPES`.
    """
    rows = catalog["figures"]
    outside = rows["scope"].isin(SCOPES) & ~rows["figure_id"].isin(CITY)
    if scope != "all":
        outside &= rows["scope"] == scope
    return known_by(rows[outside].set_index("figure_id", drop=False), chosen)


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
        panels=figure_panels(catalog, words, rows["figure_id"]),
    )
    # The page puts a choice of scope between the heading and the table.
    made.data["title"] = ""
    return made


def article_conflicts(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    """Return the conflicts that touch article 004, those of the city first.

    None before the article was printed.
    """
    sources = catalog["sources"]
    printed = sources[over_by(sources["published"], chosen.period)]["source_id"]
    rows = catalog["conflicts"]
    if ARTICLE not in set(printed):
        return rows.iloc[:0]
    touched = rows[[ARTICLE in _articles(refs) for refs in rows["refs"]]]
    rank = {one: place for place, one in enumerate(_FIRST)}
    order = touched["conflict_id"].map(lambda one: (rank.get(one, len(rank)), one))
    return touched.loc[order.sort_values().index]


def _articles(refs: str) -> set[str]:
    return {ref.partition(":")[0] for ref in refs.split(";")}


def _readings(catalog: Catalog, chosen: Selection, words: Words, row: pd.Series) -> list[str]:
    """Return the readings of a conflict that were in print by the as-of date."""
    sources = catalog["sources"]
    printed = set(sources[over_by(sources["published"], chosen.period)]["source_id"])
    return [
        text
        for side in _SIDES
        if (text := words.of(row, side))
        and (not isinstance(row[f"{side}_refs"], str) or _articles(row[f"{side}_refs"]) & printed)
    ]


def conflicts_table(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return where article 004 and others disagree: side by side, never averaged."""
    rows = article_conflicts(catalog, chosen)
    lines = [row for _, row in rows.iterrows()]

    def readings(row: pd.Series) -> str:
        return " ↔ ".join(_readings(catalog, chosen, words, row))

    def whole() -> pd.DataFrame:
        frame = pd.DataFrame(
            {
                words("city.col.conflict"): [row["conflict_id"] for row in lines],
                words("city.col.topic"): [words.of(row, "topic") for row in lines],
                words("city.col.readings"): [readings(row) for row in lines],
                words("city.col.reading"): [words.of(row, "reading") for row in lines],
                words("city.col.shown"): [words.of(row, "shown") for row in lines],
            }
        )
        refs = (references(catalog, words, row["refs"]) for row in lines)
        return frame.assign(**{words("col.source"): column(refs, frame)})

    return table_block(
        words,
        "city-conflicts",
        words("city.conflicts"),
        {
            words("city.col.conflict"): [
                Link(row["conflict_id"], f"conflict-{row['conflict_id']}") for row in lines
            ],
            words("city.col.topic"): [words.of(row, "topic") for row in lines],
            words("city.col.readings"): [readings(row) for row in lines],
        },
        small=words("city.conflicts_small", count=len(lines)),
        search=bool(lines),
        notes=[words("city.note.conflicts" if lines else "city.note.no_conflicts")],
        whole=whole,
        panels=_conflict_panels(catalog, chosen, words, lines),
    )


def _conflict_panels(
    catalog: Catalog, chosen: Selection, words: Words, rows: list[pd.Series]
) -> Panels:
    def panel(row: pd.Series) -> Panel:
        texts = [*_readings(catalog, chosen, words, row), words.of(row, "reading")]
        texts += [words.of(row, "shown"), references(catalog, words, row["refs"])]
        name = words("city.named", subject=row["conflict_id"], metric=words.of(row, "topic"))
        return Panel(name, note_html(text for text in texts if text))

    return {f"conflict-{row['conflict_id']}": lambda row=row: panel(row) for row in rows}  # type: ignore[misc]

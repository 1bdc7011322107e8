"""Single figures: as a card, with everything that is known of where they come from."""

from __future__ import annotations

import pandas as pd

from components.blocks.text import Words, figure_text
from components.linked.cards import Card, Line, empty_card
from components.origin.values import figures_html
from data.catalog import Catalog
from data.memo import remembered
from data.periods import over_by
from data.selection import Selection


def figures(catalog: Catalog, ids: tuple[str, ...]) -> pd.DataFrame:
    """Return rows of the figures table in the order asked for.

    Raises
    ------
    KeyError
        If there is no such figure.
    """
    return _by_id(catalog).loc[list(ids)]


@remembered(2)
def _by_id(catalog: Catalog) -> pd.DataFrame:
    return catalog["figures"].set_index("figure_id", drop=False)


def known_by(rows: pd.DataFrame, chosen: Selection) -> pd.DataFrame:
    """Return the rows that were in print by the as-of date; undated ones always."""
    dated = rows["as_of"].notna()
    held = ~dated
    held[dated] = over_by(rows.loc[dated, "as_of"], chosen.period)
    return rows[held]


def figure_card(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    card_id: str,
    label: str,
    ids: tuple[str, ...],
    *,
    lines: tuple[str, ...] = (),
    flag: str = "",
) -> Card:
    """Return a card of the newest of some figures that was in print by the as-of date.

    Parameters
    ----------
    card_id, label : str
    ids : tuple of str
        Figures of one thing, oldest first; all stand in the source panel.
    lines : tuple of str
        What else to say, one line each.
    flag : str
        A warning after the first line.
    """
    known = known_by(figures(catalog, ids), chosen)
    if known.empty:
        return empty_card(words, card_id, label)
    row = known.iloc[-1]
    grade = "" if row["evidence"] == "reported" else words.grade(row["evidence"])
    said = [Line(words.of(row, "counts"), flag or (f"⚠ {grade}" if grade else ""))]
    if isinstance(row["as_of"], str):
        said.append(Line(words("card.as_of", date=words.date(row["as_of"]))))
    said += [Line(text) for text in lines]
    return Card(
        card_id,
        label,
        figure_text(words, row),
        said,
        lambda: figures_html(catalog, words, known, chosen),
        row["evidence"],
    )

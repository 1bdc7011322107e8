"""Single figures: as a card, with everything that is known of where they come from."""

from __future__ import annotations

from components.blocks.cards import Card, Line
from components.blocks.text import Words, figure_text
from components.linked.cards import empty_card
from components.origin.values import figures_body
from data.catalog import Catalog
from data.in_print import figures_by
from data.selection import Selection


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
    known = figures_by(catalog, ids, catalog.as_of(chosen))
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
        lambda: figures_body(catalog, words, known, chosen),
        row["evidence"],
    )

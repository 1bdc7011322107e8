"""The status that a project has by its wording, as a card."""

from __future__ import annotations

from components.blocks.base import plain
from components.blocks.cards import Card, Line
from components.blocks.html_table import table_html
from components.blocks.text import Words
from components.linked.cards import empty_card
from components.origin.counted import status_table
from components.origin.values import origin_body, status_origin
from data.catalog import Catalog
from data.selection import Selection
from data.status import projects_as_of


def status_card(
    catalog: Catalog, chosen: Selection, words: Words, project_id: str, label: str
) -> Card:
    """Return a card of the status that a project has by its wording."""
    projects = projects_as_of(catalog, catalog.as_of(chosen))
    row = projects[projects["project_id"] == project_id]
    card_id = f"status-{project_id.lower()}"
    if row.empty:
        return empty_card(words, card_id, label)
    said = row.iloc[0]
    shown = row.assign(zone="unassigned")
    return Card(
        card_id,
        label,
        words(f"status.{said['status']}"),
        [
            Line(words.of(said, "name")),
            Line(words("twin.card.wording", text=words.of(said, "wording"))),
            Line(words("card.as_of", date=words.date(said["status_date"]))),
        ],
        lambda: (
            origin_body(catalog, words, [status_origin(words, said)], chosen)
            + plain(table_html(status_table(catalog, shown, words)))
        ),
        said["status_evidence"],
    )

"""What the articles say without a number: titles, clients, plans, terms, what people say."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd

from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block, Body, Panel, Panels
from components.blocks.html_table import cells_frame, column
from components.blocks.plain import nothing
from components.blocks.table import Cell, Opening, table_block, texts
from components.blocks.text import Words
from components.origin.references import references
from components.origin.values import Origin, origin_body
from components.session.filters import filter_text
from data.catalog import Catalog
from data.follows import FILTERS, Part
from data.memo import VIEWS, remembered
from data.mentions import mentions, mentions_of
from data.selection import Dimension, Selection

# What the list of a topic follows besides the date: of the filters, and of a selection.
_FILTERED: dict[str, tuple[Dimension, ...]] = {
    "sector": ("sector",),
    "project": ("zone", "sector", "status"),
}
_FOLLOWED: dict[str, tuple[Part, ...]] = {
    "sector": ("sectors",),
    "project": (*FILTERS, "evidence"),
}


def speaker_text(words: Words, row: pd.Series) -> str:
    """Return who says it and what he is; empty if it is the publication itself."""
    name, role = words.of(row, "speaker"), words.of(row, "role")
    return words("mentions.speaker", name=name, role=role) if role else name


def _origin(words: Words, row: pd.Series, said: str) -> Origin:
    said_by = speaker_text(words, row)
    kind = words(f"mentions.kind.{row['kind']}")
    return Origin(
        said,
        row["evidence"],
        as_of=row["as_of"],
        kind=words("mentions.attributed", kind=kind, speaker=said_by) if said_by else kind,
        refs=row["refs"],
    )


def _panel(catalog: Catalog, chosen: Selection, words: Words, row: pd.Series) -> Panel:
    body = origin_body(catalog, words, [_origin(words, row, words.of(row, "text"))], chosen)
    return Panel(words.of(row, "name"), body)


def mention_panels(catalog: Catalog, chosen: Selection, words: Words, rows: pd.DataFrame) -> Panels:
    """Return the panel ``mention-<id>`` of each row: what is said, by whom, and where."""
    return {
        f"mention-{row['mention_id']}": partial(_panel, catalog, chosen, words, row)
        for _, row in rows.iterrows()
    }


def _said(words: Words, row: pd.Series) -> str:
    """Return what is said, with the name of who says it."""
    text, name = words.of(row, "text"), words.of(row, "speaker")
    return words("mentions.by", text=text, speaker=name) if name else text


def _level(words: Words, level: object) -> str:
    return words(f"mentions.level.{level if isinstance(level, str) else 'none'}")


def _sector(words: Words, sector: object) -> str:
    return words(f"sector.{sector}") if isinstance(sector, str) else words("mentions.park")


def _columns(
    catalog: Catalog, words: Words, rows: pd.DataFrame, topic: str
) -> dict[str, list[Cell]]:
    """Return what a table of a topic shows; an empty topic stands for the list of all."""
    lines = [(f"mention-{row['mention_id']}", row) for _, row in rows.iterrows()]
    names = catalog["projects"].set_index("project_id")[f"name_{words.lang}"]

    def opened(text: Callable[[pd.Series], str]) -> list[Cell]:
        return [Opening(text(row), one, row["evidence"]) for one, row in lines]

    def plain(text: Callable[[pd.Series], str]) -> list[Cell]:
        return [text(row) for _, row in lines]

    what = words("mentions.col.honour" if topic == "honour" else "mentions.col.name")
    said = {words("mentions.col.text"): plain(lambda row: _said(words, row))}
    kind = {words("col.kind"): opened(lambda row: words(f"mentions.kind.{row['kind']}"))}
    about: dict[str, list[Cell]] = {}
    if topic == "honour":
        said = {}
        kind = {words("mentions.col.level"): opened(lambda row: _level(words, row["level"]))}
    elif topic == "sector":
        about[words("col.sector")] = plain(lambda row: _sector(words, row["sector"]))
    elif topic == "project":
        about[words("col.project")] = plain(lambda row: str(names[row["project_id"]]))
    return {
        what: [Opening(words.of(row, "name"), one) for one, row in lines],
        **said,
        **about,
        **kind,
        words("mentions.col.as_of"): plain(lambda row: words.date(row["as_of"])),
    }


def mentions_frame(
    catalog: Catalog, words: Words, rows: pd.DataFrame, topic: str = ""
) -> pd.DataFrame:
    """Return rows of ``mentions`` whole, in words: with who says it and with sources."""
    lines = [row for _, row in rows.iterrows()]
    shown = {head: texts(cells) for head, cells in _columns(catalog, words, rows, topic).items()}
    return cells_frame(
        {
            **shown,
            words("mentions.col.text"): [words.of(row, "text") for row in lines],
            words("mentions.col.speaker"): [speaker_text(words, row) for row in lines],
            words("col.evidence"): [words.grade(row["evidence"]) for row in lines],
            words("col.source"): column(
                (references(catalog, words, refs) for refs in rows["refs"]), rows
            ).tolist(),
        }
    )


def mentions_block(catalog: Catalog, chosen: Selection, words: Words, topic: str = "") -> Block:
    """Return what the articles say under a topic as a table; each row opens its origin.

    Parameters
    ----------
    catalog : Catalog
    chosen : Selection
    words : Words
    topic : str
        As in the ``mentions`` table; empty for the list of all, which can be searched.
    """
    followed = {part: getattr(chosen, part) for part in _FOLLOWED.get(topic, ())}
    return _block(catalog, Selection(as_of=chosen.as_of, **followed), words, topic)


@remembered(VIEWS)
def _block(catalog: Catalog, chosen: Selection, words: Words, topic: str) -> Block:
    if topic and topic not in set(catalog["mentions"]["topic"]):
        return nothing()
    rows = mentions(catalog, chosen, topic)
    name = topic or "all"
    view, title = f"mentions-{name}", words(f"mentions.{name}", count=len(rows))
    small = filter_text(words, chosen, _FILTERED.get(topic, ()))
    if rows.empty:
        dated = Selection(as_of=chosen.as_of)
        early = mentions(catalog, dated, topic).empty
        date = words.date(catalog.as_of(chosen))
        reason = words("mentions.none", date=date) if early else words("chart.empty")
        return empty_chart(words, view, small, reason, title)
    return table_block(
        words,
        view,
        title,
        _columns(catalog, words, rows, topic),
        small=small,
        search=not topic,
        notes=[words(f"mentions.note.{name}")],
        whole=lambda: mentions_frame(catalog, words, rows, topic),
        panels=mention_panels(catalog, chosen, words, rows),
    )


def project_mentions(catalog: Catalog, chosen: Selection, words: Words, project_id: str) -> Body:
    """Return what else is in print about a project, for its sheet; or nothing."""
    rows = mentions_of(catalog, chosen, project_id)
    origins = (
        _origin(
            words,
            row,
            words("printed.named", subject=words.of(row, "name"), what=words.of(row, "text")),
        )
        for _, row in rows.iterrows()
    )
    return origin_body(catalog, words, origins, chosen)

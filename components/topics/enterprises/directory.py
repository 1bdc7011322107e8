"""The enterprises that the articles name: which by when, in which sector, and a sheet of each."""

from __future__ import annotations

import pandas as pd

from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block, Body, plain
from components.blocks.cards import Card, Line
from components.blocks.html_table import Disclosed, cells_frame, column, table_html
from components.blocks.profile import profile_id
from components.blocks.table import Opening, table_block
from components.blocks.text import Words
from components.linked.cards import empty_card
from components.origin.references import references
from components.origin.values import Origin, origin_body
from components.profiles.enterprise import enterprise_panels
from components.session.filters import filter_text
from data.catalog import Catalog
from data.in_print import has_appeared
from data.memo import VIEWS, remembered
from data.named import aliases, named_enterprises
from data.selection import Selection


def _sectors_text(words: Words, sectors: tuple[str, ...]) -> str:
    named = words.join(words(f"sector.{sector}") for sector in sectors)
    return named or words("enterprises.no_sector")


@remembered(VIEWS)
def directory_block(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the directory, with a search; each name opens its sheet."""
    firms = named_enterprises(catalog, chosen)
    title = words("enterprises.directory", count=len(firms))
    small = filter_text(words, chosen, ("sector",))
    if firms.empty:
        reason = words("enterprises.directory_empty", date=words.date(catalog.as_of(chosen)))
        return empty_chart(words, "directory", small, reason, title)
    other = "en" if words.lang == "zh" else "zh"
    rows = [row for _, row in firms.iterrows()]
    notes = [words("enterprises.directory_note")]
    if chosen.is_placed or chosen.statuses:
        notes.append(words("enterprises.directory_unfiltered"))
    texts = {
        words("enterprises.col.aliases"): [
            " · ".join([row[f"name_{other}"], *aliases(row)]) for row in rows
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
                Opening(words.of(row, "name"), profile_id("enterprise", row["enterprise_id"]))
                for row in rows
            ],
            **texts,
            words("col.source"): [
                Opening(text.summary, profile_id("enterprise", row["enterprise_id"]))
                for text, row in zip(references_, rows, strict=True)
            ],
        },
        small=small,
        search=True,
        notes=notes,
        whole=whole,
        panels=enterprise_panels(catalog, chosen, words, firms),
    )


def _references(catalog: Catalog, chosen: Selection, words: Words, refs: str) -> Disclosed:
    held = [ref for ref in refs.split(";") if has_appeared(catalog, ref, catalog.as_of(chosen))]
    return references(catalog, words, ";".join(held))


def named_card(catalog: Catalog, chosen: Selection, words: Words) -> Card:
    """Return of how many enterprises the name is in print."""
    firms = named_enterprises(catalog, chosen)
    label = words("enterprises.card.named")
    if firms.empty:
        return empty_card(words, "named", label)
    lines = [
        Line(filter_text(words, chosen, ("sector",)) or words("card.park")),
        Line(words("card.as_of", date=words.date(catalog.as_of(chosen)))),
        Line(words("enterprises.card.named_rest")),
    ]

    def source() -> Body:
        table = cells_frame(
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
            as_of=catalog.as_of(chosen).text,
        )
        return origin_body(catalog, words, [origin], chosen) + plain(table_html(table))

    return Card("named", label, words.amount(len(firms), "enterprise"), lines, source, "derived")

"""Who is here: the enterprises that are named in print, by sector."""

from __future__ import annotations

import pandas as pd

from components.blocks.base import Block
from components.blocks.credit import credit
from components.blocks.html_table import cells_frame, column
from components.blocks.profile import profile_id
from components.blocks.text import Words
from components.blocks.wall import WallGroup, WallName, wall_block
from components.linked.printed import nothing_printed
from components.origin.references import references
from components.profiles.enterprise import enterprise_panels
from components.session.theme import Theme, sector_colours
from data.catalog import Catalog
from data.counts import OTHER
from data.facts import exactly
from data.named import named_enterprises
from data.selection import Selection

_VIEW = "pitch-wall"


def wall(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return the names by the sector that each is counted in; each opens its profile."""
    title = words("pitch.wall")
    firms = named_enterprises(catalog, chosen)
    if firms.empty:
        return nothing_printed(catalog, words, _VIEW, title, chosen)
    sector = firms["sectors"].str[0].where(firms["sectors"].str.len() > 0, OTHER)
    sector = sector.where(sector.isin(catalog.sectors), OTHER)
    colours = sector_colours(catalog.sectors)
    as_of = catalog.as_of(chosen).text

    def group(key: str) -> WallGroup:
        own = firms[sector == key]
        return WallGroup(
            key,
            words(f"sector.{key}"),
            words.amount(len(own), "enterprise"),
            exactly(len(own), "enterprise", grade="derived", as_of=as_of),
            colours.get(key, theme.neutral),
            tuple(
                WallName(_called(words, row), profile_id("enterprise", row["enterprise_id"]))
                for _, row in own.iterrows()
            ),
        )

    def whole() -> pd.DataFrame:
        frame = cells_frame(
            {
                words("col.sector"): sector.map(lambda one: words(f"sector.{one}")),
                words("enterprises.col.name"): firms[f"name_{words.lang}"],
            }
        )
        cells = (references(catalog, words, refs) for refs in firms["refs"])
        return frame.assign(**{words("col.source"): column(cells, frame)})

    groups = [group(key) for key in (*catalog.sectors, OTHER) if (sector == key).any()]
    return wall_block(
        words,
        _VIEW,
        title,
        groups,
        finding="",
        credit=credit(catalog, words, firms["refs"]),
        whole=whole,
        panels=enterprise_panels(catalog, chosen, words, firms),
    )


def _called(words: Words, row: pd.Series) -> str:
    """Return the name that a room knows, where the park has one that is shorter."""
    own = f"pitch.name.{row['enterprise_id']}"
    return words.either(own, "pitch.said", said=words.of(row, "name"))

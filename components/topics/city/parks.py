"""Parks of the city beside each other: a figure where an article prints one, never a sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from components.blocks.bar import Bar
from components.blocks.bar_chart import bars_block
from components.blocks.base import Block, Panel
from components.blocks.credit import credit
from components.blocks.findings import apart_finding
from components.blocks.table import Opening, table_block
from components.blocks.text import Words, figure_text
from components.linked.printed import figure_panels
from components.origin.values import Origin, origin_body
from components.session.filters import filter_text
from components.session.theme import Theme
from components.topics.city.economy import (
    PARK_FIGURES,
    dated,
    figure_link,
    newest,
    sector_ids,
    whole_table,
)
from data.catalog import Catalog
from data.facts import figure_fact, not_given
from data.follows import follows
from data.in_print import figures, figures_by
from data.selection import Selection

COLUMNS = ("enterprises", "revenue", "years", "incubated", "trained", "servers", "buildings")


@dataclass(frozen=True)
class Peer:
    """A park of the city, with the figures that the articles give of it.

    Attributes
    ----------
    key : str
        Of its name in the messages.
    columns : dict of str to tuple of str
        Figure ids by column, oldest first; a column that is not there was never given.
    """

    key: str
    columns: dict[str, tuple[str, ...]]


# Tencent's data centre lies in Liangjiang New Area; whether in its park is not printed.
PEERS = (
    Peer("yongchuan", {"enterprises": PARK_FIGURES, "revenue": ("F004-10",)}),
    Peer("smart_valley", {"enterprises": ("F004-20",)}),
    Peer("xiantao", {"years": ("F004-21",)}),
    Peer("liangjiang", {"incubated": ("F004-18",), "trained": ("F004-19",)}),
    Peer("new_area", {"servers": ("F004-16",), "buildings": ("F004-17",)}),
)
PARKS = PEERS[:4]
FOUNDED = "004:L73"  # the article prints the year that the park began


@follows("sectors", "as_of")
def peers_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return enterprises of the city's parks; with sectors chosen, what is given of those."""
    bars, ids = list[Bar](), list[str]()
    for peer in PARKS:
        for label, given in _peer_rows(peer, chosen, words):
            row = newest(catalog, chosen, given) if given else None
            if row is not None:
                ids.append(row["figure_id"])
            bars.append(_peer_bar(words, theme, f"{peer.key}-{label}", label, given, row))
    rows = figures(catalog, tuple(ids))
    named = [
        replace(bar, label=words(f"sector.{sector}"))
        for bar, sector in zip(bars, chosen.sectors, strict=False)  # the first are this park's
    ]
    return bars_block(
        words,
        "city-peers",
        bars,
        small=filter_text(words, chosen, ("sector",)) or words("chart.unit.enterprise"),
        notes=[words("city.note.peers"), words("city.note.no_share")],
        table=lambda: whole_table(catalog, words, rows),
        credit=credit(catalog, words, rows["refs"]),
        finding=apart_finding(words, named or bars),
        title=words("city.chart.peers"),
        panels=figure_panels(catalog, words, rows, chosen),
    )


def _peer_rows(
    peer: Peer, chosen: Selection, words: Words
) -> Sequence[tuple[str, tuple[str, ...]]]:
    name = words(f"city.short.{peer.key}")
    if not chosen.sectors:
        return [(name, peer.columns.get("enterprises", ()))]
    if peer.key != "yongchuan":
        return [(name, ())]
    return [
        (words("city.named", subject=name, metric=words(f"sector.{sector}")), (one,))
        for sector, one in zip(chosen.sectors, sector_ids(chosen), strict=True)
    ]


def _peer_bar(
    words: Words,
    theme: Theme,
    key: str,
    label: str,
    given: tuple[str, ...],
    row: pd.Series | None,
) -> Bar:
    if row is None:
        text = words("city.later_figure" if given else "city.not_given")
        grey = theme.neutral
        tip = f"{label}: {text}"
        return Bar(key, label, not_given(), text, tip, fill=grey, stroke=grey)
    label, text = words("city.dated", name=label, date=dated(words, row)), figure_text(words, row)
    ours = key.startswith("yongchuan")
    return Bar(
        key,
        label,
        figure_fact(row),
        text,
        f"{label}: {text}",
        fill=theme.accent if ours else theme.neutral,
        stroke=theme.accent if ours else theme.neutral,
        open=f"figure-{row['figure_id']}",
    )


@follows("as_of")
def peers_table(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the parks side by side: a figure where there is one, never a sum."""
    ids = tuple(one for peer in PEERS for given in peer.columns.values() for one in given)
    rows = figures_by(catalog, ids, catalog.as_of(chosen))
    columns: dict[str, list[str | Opening]] = {
        words("city.col.park"): [words(f"city.peer.{peer.key}") for peer in PEERS],
        words("city.col.place"): [words(f"city.place.{peer.key}") for peer in PEERS],
    }
    for name in COLUMNS:
        columns[words(f"city.col.{name}")] = [
            _peer_cell(catalog, chosen, words, peer, name) for peer in PEERS
        ]

    def founded() -> Panel:
        origin = Origin(
            words("city.since"),
            "reported",
            counts=words("city.founded"),
            refs=FOUNDED,
            conflicts=("C23",),
        )
        html = origin_body(catalog, words, [origin], chosen)
        return Panel(words("city.peer.yongchuan"), html)

    return table_block(
        words,
        "city-parks",
        words("city.parks"),
        columns,
        numeric=tuple(columns)[2:],
        small=words("city.parks_small"),
        notes=[words("city.note.parks"), words("city.note.yongchuan"), words("city.note.no_share")],
        whole=lambda: whole_table(catalog, words, rows),
        panels=figure_panels(catalog, words, rows, chosen) | {"city-founded": founded},
    )


def _peer_cell(
    catalog: Catalog, chosen: Selection, words: Words, peer: Peer, name: str
) -> str | Opening:
    if peer.key == "yongchuan" and name == "years":
        return Opening(words("city.since"), "city-founded", "reported")
    given = peer.columns.get(name)
    if not given:
        return words("city.not_given")
    row = newest(catalog, chosen, given)
    if row is None:
        return words("city.later_figure")
    made = figure_link(words, row)
    return replace(made, text=f"{made.text} · {dated(words, row)}")

"""Parks of the city beside each other: a figure where an article prints one, never a sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

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
    PAGE,
    dated,
    figure_link,
    newest,
    sector_figures,
    whole_table,
)
from components.topics.city.peers import BESIDE, PARKS, Peer, column_names, peers
from data.catalog import Catalog
from data.facts import figure_fact, not_given
from data.follows import follows
from data.in_print import figures, figures_by, has_figure
from data.placements import placed
from data.selection import Selection


@follows("sectors", "as_of")
def peers_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return enterprises of the city's parks; with sectors chosen, what is given of those."""
    bars, ids = list[Bar](), list[str]()
    for peer in peers(catalog, PARKS):
        for label, given in _peer_rows(catalog, peer, chosen, words):
            row = newest(catalog, chosen, given) if given else None
            if row is not None:
                ids.append(row["figure_id"])
            bars.append(_peer_bar(words, theme, peer, label, given, row))
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


def _first_figure(catalog: Catalog, given: Sequence[str]) -> pd.Series | None:
    known = tuple(one for one in given if has_figure(catalog, one))
    return figures(catalog, known[:1]).iloc[0] if known else None


def _name(catalog: Catalog, words: Words, peer: Peer) -> str:
    """Return the name of a park; where the atlas has none for it, that of its first figure."""
    own = f"city.peer.{peer.key}"
    if words.has(own):
        return words(own)
    row = _first_figure(catalog, [one for ids in peer.columns.values() for one in ids])
    return words("app.park") if peer.ours or row is None else words.of(row, "subject")


def short_name(catalog: Catalog, words: Words, peer: Peer) -> str:
    """Return the name of a park as charts and maps write it."""
    own = f"city.short.{peer.key}"
    return words(own) if words.has(own) else _name(catalog, words, peer)


def _place(words: Words, peer: Peer) -> str:
    own = f"city.place.{peer.key}"
    return words(own) if words.has(own) else "—"


def _column_name(catalog: Catalog, words: Words, every: Sequence[Peer], name: str) -> str:
    own = f"city.col.{name}"
    if words.has(own):
        return words(own)
    row = _first_figure(catalog, [one for peer in every for one in peer.columns.get(name, ())])
    return name if row is None else words.of(row, "metric")


def _peer_rows(
    catalog: Catalog, peer: Peer, chosen: Selection, words: Words
) -> Sequence[tuple[str, tuple[str, ...]]]:
    name = short_name(catalog, words, peer)
    if not chosen.sectors:
        return [(name, peer.columns.get("enterprises", ()))]
    if not peer.ours:
        return [(name, ())]
    given = sector_figures(catalog)
    return [
        (
            words("city.named", subject=name, metric=words(f"sector.{sector}")),
            (given[sector],) if sector in given else (),
        )
        for sector in chosen.sectors
    ]


def _peer_bar(
    words: Words,
    theme: Theme,
    peer: Peer,
    label: str,
    given: tuple[str, ...],
    row: pd.Series | None,
) -> Bar:
    key = f"{peer.key}-{label}"
    if row is None:
        text = words("city.later_figure" if given else "city.not_given")
        grey = theme.neutral
        return Bar(key, label, not_given(), text, fill=grey, stroke=grey)
    label, text = words("city.dated", name=label, date=dated(words, row)), figure_text(words, row)
    return Bar(
        key,
        label,
        figure_fact(row),
        text,
        fill=theme.accent if peer.ours else theme.neutral,
        stroke=theme.accent if peer.ours else theme.neutral,
        open=f"figure-{row['figure_id']}",
    )


@follows("as_of")
def peers_table(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the parks side by side: a figure where there is one, never a sum."""
    every = peers(catalog, PARKS, BESIDE)
    given = [one for peer in every for ids in peer.columns.values() for one in ids]
    rows = figures_by(
        catalog, tuple(one for one in given if has_figure(catalog, one)), catalog.as_of(chosen)
    )
    columns: dict[str, list[str | Opening]] = {
        words("city.col.park"): [_name(catalog, words, peer) for peer in every],
        words("city.col.place"): [_place(words, peer) for peer in every],
    }
    for name in column_names(every):
        columns[_column_name(catalog, words, every, name)] = [
            _peer_cell(catalog, chosen, words, peer, name) for peer in every
        ]

    return table_block(
        words,
        "city-parks",
        words("city.parks"),
        columns,
        numeric=tuple(columns)[2:],
        small=words("city.parks_small"),
        notes=words.some("city.note.parks", "city.note.own", "city.note.no_share"),
        whole=lambda: whole_table(catalog, words, rows),
        panels=figure_panels(catalog, words, rows, chosen) | _begun(catalog, chosen, words, every),
    )


def _peer_cell(
    catalog: Catalog, chosen: Selection, words: Words, peer: Peer, name: str
) -> str | Opening:
    given = peer.columns.get(name)
    if not given:
        return words("city.not_given")
    if not has_figure(catalog, given[0]):
        begun = catalog["events"].set_index("event_id")["date"][given[0]]
        return Opening(words("city.since", date=words.date(begun)), "city-founded", "reported")
    row = newest(catalog, chosen, given)
    if row is None:
        return words("city.later_figure")
    made = figure_link(words, row)
    return replace(made, text=f"{made.text} · {dated(words, row)}")


def _begun(
    catalog: Catalog, chosen: Selection, words: Words, every: Sequence[Peer]
) -> dict[str, Callable[[], Panel]]:
    """Return what opens from the year in which the park began, if an event tells of it."""
    events = catalog["events"].set_index("event_id")
    began = [
        (peer, events.loc[given[0]])
        for peer in every
        for given in peer.columns.values()
        if given[0] in events.index
    ]
    articles = placed(catalog, PAGE, "article")

    def panel(peer: Peer, event: Any) -> Panel:
        told = [ref for ref in event["refs"].split(";") if ref.partition(":")[0] in articles]
        origin = Origin(
            words("city.since", date=words.date(event["date"])),
            event["evidence"],
            counts=words("city.founded", title=words.of(event, "title")),
            refs=";".join(told) or event["refs"],
            conflicts=tuple(event["conflicts"].split(";") if event["conflicts"] else ()),
        )
        html = origin_body(catalog, words, [origin], chosen)
        return Panel(_name(catalog, words, peer), html)

    return {"city-founded": partial(panel, *began[0])} if began else {}

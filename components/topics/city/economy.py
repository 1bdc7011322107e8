"""The digital economy of the city: its figures, each with its unit and its date."""

from __future__ import annotations

import pandas as pd

from components.blocks.bar import Bar
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block
from components.blocks.cards import Card
from components.blocks.credit import credit
from components.blocks.findings import apart_finding
from components.blocks.html_table import cells_frame, column
from components.blocks.table import Opening, table_block
from components.blocks.text import Words, figure_text
from components.linked.figures import figure_card
from components.linked.printed import figure_panels
from components.origin.references import references
from components.session.filters import filter_text
from components.session.theme import Theme
from components.topics.city.peers import peers
from data.catalog import Catalog
from data.facts import figure_fact
from data.follows import follows
from data.in_print import figures, figures_by
from data.placements import placed, placed_roles
from data.selection import Selection

PAGE = "city"


def city_ids(catalog: Catalog) -> tuple[str, ...]:
    """Return the figures of the city."""
    return placed(catalog, PAGE, "figures")


def sector_figures(catalog: Catalog) -> dict[str, str]:
    """Return the figure of each sector of the park."""
    roles = placed_roles(catalog, PAGE, "sectors")
    return {sector: figure for figure, sector in roles.items()}


def newest(catalog: Catalog, chosen: Selection, ids: tuple[str, ...]) -> pd.Series | None:
    """Return the newest of some figures that was in print by the as-of date."""
    known = figures_by(catalog, ids, catalog.as_of(chosen))
    return None if known.empty else known.iloc[-1]


def figure_link(words: Words, row: pd.Series) -> Opening:
    """Return the value of a figure as a cell that opens its origin."""
    sign = "⚠ " if isinstance(row["conflicts"], str) else ""
    return Opening(sign + figure_text(words, row), f"figure-{row['figure_id']}", row["evidence"])


def dated(words: Words, row: pd.Series) -> str:
    """Return the date of a figure in words."""
    if not isinstance(row["as_of"], str):
        return words("source.undated")
    return words.date(row["as_of"])


def whole_table(catalog: Catalog, words: Words, rows: pd.DataFrame) -> pd.DataFrame:
    """Return figures with everything that is known of them, to read and to save."""
    lines = [row for _, row in rows.iterrows()]
    return cells_frame(
        {
            words("city.col.subject"): [words.of(row, "subject") for row in lines],
            words("city.col.metric"): [words.of(row, "metric") for row in lines],
            words("col.value"): [figure_text(words, row) for row in lines],
            words("col.as_of"): [dated(words, row) for row in lines],
            words("city.col.period"): [
                words.date(row["period"]) if isinstance(row["period"], str) else "—"
                for row in lines
            ],
            words("city.col.kind"): [words(f"city.kind.{row['kind']}") for row in lines],
            words("city.col.caveat"): [words.of(row, "caveat") for row in lines],
            words("col.evidence"): [words.grade(row["evidence"]) for row in lines],
            words("col.source"): column(
                (references(catalog, words, row["refs"]) for row in lines), rows
            ).to_list(),
        }
    )


def city_finding(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return the sentence that the figures say, the title of the page."""
    if chosen.sectors:
        return _sector_finding(catalog, chosen, words)
    cards = placed_roles(catalog, PAGE, "cards")
    firms = newest(catalog, chosen, tuple(one for one, role in cards.items() if role == "firms"))
    park = newest(catalog, chosen, own_figures(catalog))
    if firms is None:
        return words("city.finding_none", date=words.date(catalog.as_of(chosen)))
    said = {"firms": figure_text(words, firms), "date": words.date(firms["as_of"])}
    if park is None:
        return words("city.finding_city", **said)
    return words(
        "city.finding",
        park=figure_text(words, park),
        park_date=words.date(park["as_of"]),
        **said,
    )


def _sector_finding(catalog: Catalog, chosen: Selection, words: Words) -> str:
    given = sector_figures(catalog)
    known = figures_by(catalog, sector_ids(catalog, chosen), catalog.as_of(chosen))
    if known.empty:
        return words(
            "city.finding_sector_none",
            sector=filter_text(words, chosen, ("sector",)),
            date=words.date(catalog.as_of(chosen)),
        )
    rows = {row["figure_id"]: row for _, row in known.iterrows()}
    parts = [
        words(
            "chart.alt.value",
            label=words(f"sector.{sector}"),
            value=figure_text(words, rows[given[sector]]),
        )
        for sector in chosen.sectors
        if given.get(sector) in rows
    ]
    return words("city.finding_sector", counts=words.join(parts))


def own_figures(catalog: Catalog) -> tuple[str, ...]:
    """Return the numbers of enterprises of the park itself, oldest first."""
    own = peers(catalog)[:1]
    return own[0].columns.get("enterprises", ()) if own and own[0].ours else ()


def sector_ids(catalog: Catalog, chosen: Selection) -> tuple[str, ...]:
    """Return the figure of each chosen sector of the park that has one."""
    given = sector_figures(catalog)
    return tuple(given[sector] for sector in chosen.sectors if sector in given)


@follows("as_of")
def city_cards(catalog: Catalog, chosen: Selection, words: Words) -> list[Card]:
    """Return a card for each of the city's main figures, none of them comparable."""

    def card(figure_id: str, name: str) -> Card:
        row, own = figures(catalog, (figure_id,)).iloc[0], f"city.card.{name}"
        period = row["period"]
        said = [words("city.period", period=words.date(period))] if isinstance(period, str) else []
        if name == "firms" and isinstance(row["conflicts"], str):
            said.append(words("card.disagree"))
        if row["kind"] == "claim":
            said.append(words("city.claim"))
        return figure_card(
            catalog,
            chosen,
            words,
            f"city-{name}",
            words(own) if words.has(own) else words.of(row, "metric"),
            (figure_id,),
            lines=tuple(said),
        )

    return [card(*one) for one in placed_roles(catalog, PAGE, "cards").items()]


@follows("as_of")
def city_table(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the city's figures, one a row."""
    every = city_ids(catalog)
    rows = figures_by(catalog, every, catalog.as_of(chosen))
    lines = [row for _, row in rows.iterrows()]
    return table_block(
        words,
        "city-figures",
        words("city.figures"),
        {
            words("city.col.metric"): [words.of(row, "metric") for row in lines],
            words("col.value"): [figure_link(words, row) for row in lines],
            words("col.as_of"): [dated(words, row) for row in lines],
            words("city.col.kind"): [words(f"city.kind.{row['kind']}") for row in lines],
        },
        numeric=(words("col.value"),),
        small=words("city.later", count=len(every) - len(rows)) if len(every) > len(rows) else "",
        notes=[words("city.note.figures")],
        whole=lambda: whole_table(catalog, words, rows),
        panels=figure_panels(catalog, words, rows, chosen),
    )


@follows("as_of")
def period_chart(
    catalog: Catalog, chosen: Selection, words: Words, theme: Theme, name: str
) -> Block:
    """Return one measure in two periods; later figures than the as-of date are left out."""
    rows = figures_by(catalog, placed(catalog, PAGE, name), catalog.as_of(chosen))
    heading = words(f"city.chart.{name}")
    if rows.empty:
        reason = words("chart.empty.date", date=words.date(catalog.as_of(chosen)))
        return empty_chart(words, f"city-{name}", "", reason, heading)

    def bar(row: pd.Series) -> Bar:
        label, text = words.date(row["period"]), figure_text(words, row)
        return Bar(
            row["figure_id"],
            label,
            figure_fact(row),
            text,
            fill=theme.accent,
            stroke=theme.accent,
            open=f"figure-{row['figure_id']}",
        )

    bars = [bar(row) for _, row in rows.iterrows()]
    return bars_block(
        words,
        f"city-{name}",
        bars,
        small=words("city.chart.small"),
        notes=[words(f"city.note.{name}")],
        table=lambda: whole_table(catalog, words, rows),
        credit=credit(catalog, words, rows["refs"]),
        finding=apart_finding(words, bars),
        title=heading,
        panels=figure_panels(catalog, words, rows, chosen),
    )

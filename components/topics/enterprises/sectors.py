"""Enterprises by sector in the two groupings of the articles, never as a change over time."""

from __future__ import annotations

import pandas as pd

from components.blocks.bar import Bar, ranked
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block, Panel, plain
from components.blocks.cards import Card, Line
from components.blocks.controls import options_block
from components.blocks.credit import credit
from components.blocks.html_table import cells_frame, column, note_html
from components.blocks.text import Words
from components.linked.cards import empty_card, enterprises_card, enterprises_text, is_own_total
from components.linked.charts import sector_chart
from components.linked.printed import printed_card
from components.origin.counted import sector_origin
from components.origin.references import references
from components.origin.register import is_unread
from components.origin.values import figures_body
from components.session.filters import filter_text
from components.session.theme import Theme, sector_colours
from components.topics.enterprises.directory import named_card
from data.catalog import Catalog
from data.conflicts import conflict_ids
from data.counts import published_cells, selected_total
from data.differing import noted_figures
from data.facts import Said, at_least, not_given
from data.facts import at_most as fact_at_most
from data.in_print import figures_by, in_print
from data.memo import VIEWS, remembered
from data.named import named_enterprises
from data.periods import ends, parse_period
from data.placements import placed
from data.registers.axes import UNATTRIBUTED
from data.sector_figures import counts_as_figures
from data.selection import Selection
from geo.grades import tenants_evidence

OPTION = "enterprises-taxonomy"


def disagreements(catalog: Catalog) -> tuple[str, ...]:
    """Return the conflicts about enterprises: those that the park places, then what came since.

    That is what a count of enterprises names and no article printed: the user's own conflicts,
    and those by rule.
    """
    table = catalog["conflicts"]
    printed = set(table["conflict_id"][~catalog.own.rows("conflicts", table)])
    rows = noted_figures(catalog)
    rows = rows[(rows["unit"] == "enterprise") & rows["scope"].isin(("park", "sector"))]
    named = (one for text in rows["conflicts"] for one in conflict_ids(text))
    since = (one for one in named if one not in printed)
    return tuple(dict.fromkeys([*placed(catalog, "enterprises", "conflicts"), *since]))


def groupings(catalog: Catalog, chosen: Selection) -> tuple[str, ...]:
    """Return the groupings in print by the as-of date, the newest first."""
    counted = catalog["sector_counts"]
    held = in_print(catalog, counted, catalog.as_of(chosen))
    return tuple(sorted(set(held["taxonomy"]), reverse=True))


def chosen_grouping(catalog: Catalog, chosen: Selection, asked: str | None) -> str | None:
    """Return the grouping asked for if it was in print, else the newest that was."""
    known = groupings(catalog, chosen)
    if asked in known:
        return asked
    return known[0] if known else None


@remembered(VIEWS)
def cells(catalog: Catalog, chosen: Selection, grouping: str) -> pd.DataFrame:
    """Return the counts of one grouping as last printed, as `data.counts.published_cells`."""
    counted = catalog["sector_counts"]
    own = in_print(catalog, counted[counted["taxonomy"] == grouping], catalog.as_of(chosen))
    last = own.loc[ends(own["as_of"]).sort_values(kind="stable").index[-1], "as_of"]
    return published_cells(catalog, parse_period(last))


def grouping_name(words: Words, grouping: str) -> str:
    """Return what a list of sectors is called: by its date, if it is named after one."""
    own = f"enterprises.grouping.{grouping}"
    if words.has(own):
        return words(own)
    try:
        return words("enterprises.grouping_of", date=words.date(grouping))
    except ValueError:
        return grouping


def _bounds_note(words: Words, frame: pd.DataFrame) -> str:
    """Return how to read the bars; of what the bounds leave, where something is left."""
    if not (frame["sector"] == UNATTRIBUTED).any():
        return words("enterprises.chart_note_bounds")
    return words("enterprises.chart_note", total=words.number(int(frame["count"].sum())))


def _repeated(catalog: Catalog, chosen: Selection, grouping: str, words: Words) -> list[str]:
    """Return a warning where the newest counts are those of an earlier date."""
    counted = catalog["sector_counts"]
    rows = in_print(catalog, counted[counted["taxonomy"] == grouping], catalog.as_of(chosen))
    dates = ends(rows["as_of"]).sort_values(kind="stable").index
    values = {
        str(date): dict(zip(some["sector"], some["count"], strict=True))
        for date, some in rows.loc[dates].groupby("as_of", sort=False)
    }
    *earlier, last = values
    same = [date for date in earlier if values[date] == values[last]]
    if not same:
        return []
    dated = {"date": words.date(last), "earlier": words.date(same[-1])}
    return [words("enterprises.repeated", **dated)]


def _floor(frame: pd.DataFrame, sectors: tuple[str, ...]) -> int:
    kept = frame["sector"].isin(sectors)
    return int(frame.loc[kept, "count"].sum())


def _rest(frame: pd.DataFrame) -> int:
    return int(frame.loc[frame["sector"] == UNATTRIBUTED, "count"].sum())


def at_most(words: Words, count: int) -> Said:
    """Return a number of enterprises as an upper bound."""
    return words.fact(fact_at_most(count, "enterprise"))


def _at_least(words: Words, count: int) -> str:
    return words.quantity(count, None, "at_least", "enterprise")


@remembered(VIEWS)
def enterprises_finding(
    catalog: Catalog, chosen: Selection, grouping: str | None, words: Words
) -> str:
    """Return the sentence that the page's numbers say."""
    named = words.amount(len(named_enterprises(catalog, chosen)), "enterprise")
    filters = filter_text(words, chosen, ("zone", "sector"))
    if grouping is None:
        return words("overview.finding_none", date=words.date(catalog.as_of(chosen)))
    if chosen.is_placed:
        count = enterprises_text(catalog, chosen, words)
        if count is None:
            unread = is_unread(catalog, chosen)
            none = "register.finding_unread" if unread else "enterprises.finding_zone_none"
            return words(none, filter=filters)
        grade = words.grade(
            selected_total(catalog, chosen, "enterprises")[1] or tenants_evidence(catalog, chosen)
        )
        return words("enterprises.finding_zone", filter=filters, count=count, grade=grade)
    frame, name = cells(catalog, chosen, grouping), grouping_name(words, grouping)
    floor = _floor(frame, chosen.sectors or catalog.sectors)
    said = {"grouping": name, "floor": _at_least(words, floor), "named": named}
    if not chosen.sectors:
        total = enterprises_text(catalog, chosen, words) or ""
        given = int(frame["sector"].isin(catalog.sectors).sum())
        own = is_own_total(catalog, chosen)
        which = "enterprises.finding_own" if own else "enterprises.finding"
        return words(which, total=total, sectors=given, **said)
    if not floor:
        return words("enterprises.finding_not_given", filter=filters, grouping=name, named=named)
    return words("enterprises.finding_sector", filter=filters, **said)


@remembered(VIEWS)
def enterprise_cards(
    catalog: Catalog, chosen: Selection, grouping: str | None, words: Words
) -> list[Card]:
    """Return enterprises, named ones, sectors, the largest sector and the remainder."""
    regrouped = len(groupings(catalog, chosen)) > 1
    return [
        enterprises_card(catalog, chosen, words),
        named_card(catalog, chosen, words),
        printed_card(
            catalog,
            chosen,
            words,
            "sectors",
            words("enterprises.card.sectors"),
            _sector_numbers(catalog),
            flag=words("card.disagree") if regrouped else "",
        ),
        _largest_card(catalog, chosen, grouping, words),
        _rest_card(catalog, chosen, grouping, words),
    ]


def _sector_numbers(catalog: Catalog) -> tuple[str, ...]:
    """Return the figures that say how many sectors the park has, oldest first."""
    rows = catalog["figures"]
    rows = rows[(rows["scope"] == "park") & (rows["unit"] == "sector") & rows["as_of"].notna()]
    return tuple(rows.loc[ends(rows["as_of"]).sort_values(kind="stable").index, "figure_id"])


def _no_card(words: Words, card_id: str, label: str) -> Card:
    return empty_card(words, card_id, label)


def _sources(catalog: Catalog, words: Words, frame: pd.DataFrame) -> list[str]:
    refs = dict.fromkeys(";".join(frame["refs"]).split(";"))
    return [references(catalog, words, ref) for ref in refs]


def _largest_card(catalog: Catalog, chosen: Selection, grouping: str | None, words: Words) -> Card:
    label = words("enterprises.card.largest")
    if grouping is None:
        return _no_card(words, "largest", label)
    frame = cells(catalog, chosen, grouping)
    counted = frame[frame["sector"].isin(catalog.sectors)]
    row = counted.sort_values("count", kind="stable").iloc[-1]
    lines = [
        Line(words(f"sector.{row['sector']}")),
        Line(words("card.as_of", date=words.date(row["as_of"]))),
        Line(words("enterprises.card.largest_note")),
    ]
    printed = counts_as_figures(catalog, grouping).get(row["sector"])
    figure = figures_by(catalog, (printed,) if printed else (), catalog.as_of(chosen))
    return Card(
        "largest",
        label,
        _at_least(words, int(row["count"])),
        lines,
        lambda: (
            figures_body(catalog, words, figure)
            + plain(note_html(_sources(catalog, words, counted)))
        ),
        row["evidence"],
    )


def _rest_card(catalog: Catalog, chosen: Selection, grouping: str | None, words: Words) -> Card:
    label = words("enterprises.card.rest")
    if grouping is None:
        return _no_card(words, "rest", label)
    frame = cells(catalog, chosen, grouping)
    rest, floor = _rest(frame), _floor(frame, catalog.sectors)
    sum_ = words(
        "enterprises.card.rest_sum",
        total=words.amount(rest + floor, "enterprise"),
        floor=_at_least(words, floor),
    )
    lines = [
        Line(sum_, f"⚠ {words.grade('derived')}"),
        Line(grouping_name(words, grouping)),
        Line(words("enterprises.card.rest_note")),
    ]
    return Card(
        "rest",
        label,
        at_most(words, rest),
        lines,
        lambda: (
            plain(note_html([sum_, *words.some("enterprises.card.rest_why")]))
            + sector_origin(catalog, chosen, words, frame, UNATTRIBUTED, at_most(words, rest)).body
        ),
        "derived",
    )


def grouping_options(
    catalog: Catalog, chosen: Selection, grouping: str | None, words: Words
) -> Block:
    """Return the choice of grouping, as far as they were in print."""
    known = groupings(catalog, chosen)
    names = [(one, grouping_name(words, one)) for one in known]
    return options_block(OPTION, words("enterprises.grouping"), names, grouping or "")


@remembered(VIEWS)
def grouped_chart(
    catalog: Catalog, chosen: Selection, grouping: str | None, words: Words, theme: Theme
) -> Block:
    """Return the sectors of one grouping as lower bounds, with what they leave of the total.

    Under a zone filter the illustrative allocation takes their place, which knows one grouping.
    """
    if grouping is None:
        reason = words("chart.empty.date", date=words.date(catalog.as_of(chosen)))
        return empty_chart(words, "sector", "", reason)
    zoned = grouping_name(words, groupings(catalog, chosen)[0])
    if chosen.is_placed and grouping != groupings(catalog, chosen)[0]:
        return empty_chart(words, "sector", "", words("enterprises.zone_grouping", grouping=zoned))
    if chosen.is_placed:
        return sector_chart(catalog, chosen, words, theme)
    frame = cells(catalog, chosen, grouping)
    count = dict(zip(frame["sector"], frame["count"], strict=True))
    date = words.date(frame["as_of"].iloc[0])
    colours = sector_colours(catalog.sectors)

    def bar(sector: str) -> Bar:
        rest, given = sector == UNATTRIBUTED, sector in count
        number = int(count.get(sector, 0))
        text = words("enterprises.not_given")
        if given:
            sign = "quantity.at_most" if rest else "quantity.at_least"
            text = words(sign, amount=words.number(number))
        fact = not_given()
        if given:
            bound = fact_at_most if rest else at_least
            fact = bound(number, "enterprise", grade="derived" if rest else "reported")
            fact = fact.known(as_of=str(frame["as_of"].iloc[0]))
        return Bar(
            sector,
            words(f"sector.{sector}"),
            fact,
            text,
            fill=colours.get(sector, theme.neutral),
            stroke=theme.outline,
            hatched=rest,
            selected=not chosen.sectors or sector in chosen.sectors,
        )

    def origin(sector: str) -> Panel:
        rest = at_most(words, _rest(frame))
        text = rest if sector == UNATTRIBUTED else words("enterprises.not_given")
        return sector_origin(catalog, chosen, words, frame, sector, text)

    def table() -> pd.DataFrame:
        return cells_frame(
            {
                words("col.sector"): [words(f"sector.{code}") for code in frame["sector"]],
                words("col.value"): [
                    at_most(words, n) if code == UNATTRIBUTED else _at_least(words, n)
                    for code, n in zip(frame["sector"], frame["count"], strict=True)
                ],
                words("col.as_of"): [words.date(text) for text in frame["as_of"]],
                words("col.evidence"): [words.grade(grade) for grade in frame["evidence"]],
                words("col.source"): column(
                    (references(catalog, words, refs) for refs in frame["refs"]), frame
                ),
            }
        )

    shown = [*catalog.sectors, *([UNATTRIBUTED] if UNATTRIBUTED in count else [])]
    notes = [
        _bounds_note(words, frame),
        *words.some(f"enterprises.grouping_note.{grouping}"),
        *_repeated(catalog, chosen, grouping, words),
    ]
    return bars_block(
        words,
        "sector",
        ranked(bar(sector) for sector in shown),
        small=" · ".join([words("chart.unit.enterprise"), grouping_name(words, grouping), date]),
        notes=notes,
        table=table,
        credit=credit(catalog, words, frame["refs"]),
        unit="enterprise",
        numeric=(words("col.value"),),
        dimension="sector",
        origin=origin,
    )

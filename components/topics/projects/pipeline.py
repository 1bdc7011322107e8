"""Projects signed, moved in and opened, as printed: flow at events and stock at dates."""

from __future__ import annotations

import pandas as pd

from components.blocks.bar import Bar
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block
from components.blocks.credit import credit
from components.blocks.findings import newest_finding
from components.blocks.html_table import cells_frame, column
from components.blocks.plain import nothing
from components.blocks.text import Words, figure_text
from components.blocks.time_axis import on_time_axis
from components.linked.called import called
from components.linked.printed import figure_panels
from components.origin.references import references
from components.session.filters import filter_text
from components.session.theme import Theme
from data.catalog import Catalog
from data.facts import figure_fact
from data.in_print import figures_by
from data.memo import VIEWS, remembered
from data.placements import figure_roles, placed_figures
from data.selection import Selection

_SIGNED, _OPENED = "signed", "opened"


@remembered(VIEWS)
def flow_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return projects signed, moved in and opened, each at its own event or period."""
    notes = [words("projects.flow_note")]
    opened = placed_figures(catalog, "projects", "flow", _OPENED)
    if len(figures_by(catalog, opened, catalog.as_of(chosen))):
        notes += words.some("projects.flow_note_opened")
    return _pipeline(catalog, chosen, words, theme, "flow", notes)


@remembered(VIEWS)
def stock_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return how many projects were gathered in all at two dates."""
    return _pipeline(catalog, chosen, words, theme, "stock", [words("projects.stock_note")])


def _opened(words: Words, rows: pd.DataFrame, roles: dict[str, str]) -> str:
    """Return how many of the projects signed in a period opened in it, if both are in print."""
    newest = {roles[str(figure)]: row for figure, row in rows.iterrows()}
    signed, opened = newest.get(_SIGNED), newest.get(_OPENED)
    if signed is None or opened is None or signed["period"] != opened["period"]:
        return ""
    return words(
        "finding.opened",
        period=words.date(signed["period"]),
        signed=figure_text(words, signed),
        opened=words.number(opened["value"]),
    )


def _pipeline(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    theme: Theme,
    view: str,
    notes: list[str],
) -> Block:
    roles = figure_roles(catalog, "projects", view)
    if not roles:
        return nothing()
    rows = figures_by(catalog, tuple(roles), catalog.as_of(chosen))
    filters = filter_text(words, chosen)
    small = words("card.park_only", filter=filters) if filters else words("card.park")
    chart, title = f"projects-{view}", words(f"projects.{view}")
    if rows.empty:
        reason = words("chart.empty.date", date=words.date(catalog.as_of(chosen)))
        return empty_chart(words, chart, small, reason, title)

    def bar(row: pd.Series) -> Bar:
        value, when = figure_text(words, row), words.date(_period(row))
        label = called(words, f"projects.pipe.{row['figure_id']}", row, when)
        signed = roles[row["figure_id"]] == _SIGNED
        return Bar(
            row["figure_id"],
            label,
            figure_fact(row),
            value,
            fill="transparent" if signed else theme.accent,
            stroke=theme.accent,
            more=(words.of(row, "counts"),),
            open=f"figure-{row['figure_id']}",
        )

    def table() -> pd.DataFrame:
        return cells_frame(
            {
                words("source.counts"): rows[f"counts_{words.lang}"],
                words("col.value"): [figure_text(words, row) for _, row in rows.iterrows()],
                words("col.as_of"): [words.date(date) for date in rows["as_of"]],
                words("source.caveat"): rows[f"caveat_{words.lang}"].fillna(""),
                words("col.source"): column(
                    (references(catalog, words, refs) for refs in rows["refs"]), rows
                ),
            }
        )

    bars = [bar(row) for _, row in rows.iterrows()]
    block = bars_block(
        words,
        chart,
        bars,
        small=small,
        notes=notes,
        table=table,
        credit=credit(catalog, words, rows["refs"]),
        finding=_opened(words, rows, roles) or newest_finding(words, bars),
        numeric=(words("col.value"),),
        title=title,
        panels=figure_panels(catalog, words, rows, chosen),
    )
    return on_time_axis(block, {row["figure_id"]: _period(row) for _, row in rows.iterrows()})


def _period(row: pd.Series) -> str:
    return str(row["period"] if isinstance(row["period"], str) else row["as_of"])

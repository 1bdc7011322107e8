"""Printed figures and disagreements, each with its kind, date and source: tables, bars, cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from components.blocks.bar import Bar
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block, Panel, Panels
from components.blocks.cards import Card, Line
from components.blocks.credit import credit
from components.blocks.findings import apart_finding
from components.blocks.html_table import cells_frame, column
from components.blocks.plain import nothing
from components.blocks.table import Opening, table_block
from components.blocks.text import Words, figure_text
from components.linked.cards import empty_card
from components.origin.conflicts import ALWAYS
from components.origin.references import references
from components.origin.values import figure_origin, figures_body, origin_body
from components.session.theme import Theme
from data.catalog import Catalog
from data.facts import Fact, figure_fact
from data.in_print import figures_by
from data.selection import Selection

# From what is to what is only said, as a table lists them.
KINDS = (
    "actual",
    "declared",
    "in_progress",
    "capacity",
    "planned",
    "target",
    "forecast",
    "potential",
    "claim",
)
_PLAIN = ("actual", "declared")
_DASHED = ("planned", "target", "capacity", "in_progress")


def newest(catalog: Catalog, ids: tuple[str, ...], chosen: Selection) -> str | None:
    """Return the last of some figures, oldest first, that was in print by the as-of date."""
    rows = figures_by(catalog, ids, catalog.as_of(chosen))
    return None if rows.empty else str(rows.index[-1])


def when(words: Words, row: pd.Series) -> str:
    """Return the period that a figure covers, or its date, in words."""
    for field in ("period", "as_of"):
        if isinstance(row[field], str) and row["kind"] in _PLAIN:
            return words.date(row[field])
    return words.date(row["as_of"]) if isinstance(row["as_of"], str) else words("source.undated")


def kind_text(words: Words, row: pd.Series) -> str:
    """Return whether a figure is a result, a plan or a claim, and who says so if it matters."""
    kind = words(f"projects.kind.{row['kind']}")
    if row["evidence"] == "reported":
        return kind
    return f"{kind} · {words.grade(row['evidence'])}"


def unit_text(words: Words, unit: str) -> str:
    """Return a unit as the small text beside a title, so that the bars need only numbers."""
    return words("printed.unit", unit=words.unit(unit))


def figure_panels(
    catalog: Catalog, words: Words, rows: pd.DataFrame, chosen: Selection = ALWAYS
) -> Panels:
    """Return the panel ``figure-<id>`` of each figure: all that is known of its origin."""

    def panel(figure_id: str) -> Panel:
        row = named.loc[figure_id]
        name = words(
            "printed.named", subject=words.of(row, "subject"), what=words.of(row, "metric")
        )
        return Panel(name, origin_body(catalog, words, [figure_origin(words, row)], chosen))

    if rows.empty:
        return {}
    # Two rows of a table may rest on one figure.
    named = rows.drop_duplicates("figure_id").set_index("figure_id", drop=False)
    return {f"figure-{figure_id}": partial(panel, figure_id) for figure_id in named.index}


def figures_frame(catalog: Catalog, words: Words, rows: pd.DataFrame) -> pd.DataFrame:
    """Return figures with all that is needed to read them, in words."""
    lines = [row for _, row in rows.iterrows()]
    return cells_frame(
        {
            words("col.kind"): [kind_text(words, row) for row in lines],
            words("printed.subject"): rows[f"subject_{words.lang}"],
            words("printed.what"): rows[f"metric_{words.lang}"],
            words("col.value"): [figure_text(words, row) for row in lines],
            words("printed.covers"): rows[f"counts_{words.lang}"],
            words("printed.when"): [when(words, row) for row in lines],
            words("source.caveat"): [words.of(row, "caveat") for row in lines],
            words("col.source"): column(
                (references(catalog, words, refs) for refs in rows["refs"]), rows
            ),
        }
    )


def figures_block(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    view: str,
    title: str,
    ids: tuple[str, ...],
    *,
    small: str = "",
    notes: Sequence[str] = (),
) -> Block:
    """Return figures as a table, results first and claims last; each value opens its source.

    Nothing at all where the park has none of them.
    """
    if not ids:
        return nothing()
    rows = figures_by(catalog, ids, catalog.as_of(chosen))
    if rows.empty:
        return nothing_printed(catalog, words, view, title, chosen)
    rows = rows.sort_values("kind", key=lambda kinds: kinds.map(KINDS.index), kind="stable")
    lines = [row for _, row in rows.iterrows()]
    return table_block(
        words,
        view,
        title,
        {
            words("col.kind"): [kind_text(words, row) for row in lines],
            words("printed.subject"): [words.of(row, "subject") for row in lines],
            words("printed.what"): [words.of(row, "metric") for row in lines],
            words("col.value"): [
                Opening(figure_text(words, row), f"figure-{row['figure_id']}", row["evidence"])
                for row in lines
            ],
            words("printed.when"): [when(words, row) for row in lines],
        },
        numeric=(words("col.value"),),
        small=small,
        notes=notes,
        whole=lambda: figures_frame(catalog, words, rows),
        panels=figure_panels(catalog, words, rows, chosen),
    )


def nothing_printed(
    catalog: Catalog, words: Words, view: str, title: str, chosen: Selection
) -> Block:
    """Return an empty chart: nothing of this was in print by the as-of date."""
    reason = words("chart.empty.date", date=words.date(catalog.as_of(chosen)))
    return empty_chart(words, view, "", reason, title)


@dataclass(frozen=True)
class FigureBar:
    """A figure as a bar.

    Attributes
    ----------
    figure_id, label : str
    after : str
        What to say after the number.
    aim : Fact, optional
        Where a dashed tick stands.
    """

    figure_id: str
    label: str
    after: str = ""
    aim: Fact | None = None


def figure_bars(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    theme: Theme,
    view: str,
    title: str,
    entries: Sequence[FigureBar],
    *,
    rows: pd.DataFrame | None = None,
    small: str = "",
    notes: Sequence[str] = (),
    finding: Callable[[Sequence[Bar], str], str] | None = None,
) -> Block:
    """Return figures of one unit as bars that open their sources; money keeps its scale.

    Dashed: planned, aimed at or a capacity. Hatched: expected or claimed. Grey: not from the
    articles.

    Parameters
    ----------
    rows : pandas.DataFrame, optional
        The figures, known by the as-of date, where they are not all of the figures table.
    finding : callable, optional
        Says what the bars say, given them and the unit that their texts lack; without it
        they stand side by side and are not compared, since date or scope may differ.
    """
    ids = tuple(entry.figure_id for entry in entries)
    if rows is None:
        known = figures_by(catalog, ids, catalog.as_of(chosen))
    else:
        known = rows.set_index("figure_id", drop=False)
    if known.empty:
        return nothing_printed(catalog, words, view, title, chosen)

    lines = {str(row["figure_id"]): row for _, row in known.iterrows()}

    unit = str(known.iloc[0]["unit"])
    scaled = unit.startswith("cny")

    def bar(entry: FigureBar) -> Bar:
        row = lines[entry.figure_id]
        amount, dashed = figure_text(words, row), row["kind"] in _DASHED
        plain = words(f"quantity.{row['qualifier']}", amount=words.number(row["value"]))
        secondary = row["evidence"] != "reported"
        return Bar(
            entry.figure_id,
            f"⚠ {entry.label}" if secondary else entry.label,
            figure_fact(row),
            " · ".join(filter(None, [amount if scaled else plain, entry.after])),
            fill="transparent" if dashed else theme.neutral if secondary else theme.accent,
            stroke=theme.accent,
            hatched=row["kind"] not in (*_PLAIN, *_DASHED),
            dashed=dashed,
            more=(words(f"projects.kind.{row['kind']}"),),
            aim=entry.aim,
            open=f"figure-{entry.figure_id}",
        )

    bars = [bar(entry) for entry in entries if entry.figure_id in lines]
    own = "" if scaled else unit
    return bars_block(
        words,
        view,
        bars,
        small=" · ".join(filter(None, ["" if scaled else unit_text(words, unit), small])),
        notes=notes,
        table=lambda: figures_frame(catalog, words, known),
        credit=credit(catalog, words, known["refs"]),
        finding=finding(bars, own) if finding else apart_finding(words, bars, own),
        unit=own,
        numeric=(words("col.value"),),
        title=title,
        panels=figure_panels(catalog, words, known, chosen),
    )


def printed_card(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    card_id: str,
    label: str,
    ids: tuple[str, ...],
    *,
    flag: str = "",
    lines: Sequence[str] = (),
) -> Card:
    """Return a card of the last of some figures, oldest first, in print by the as-of date."""
    known = figures_by(catalog, ids, catalog.as_of(chosen))
    if known.empty:
        return empty_card(words, card_id, label)
    row = known.iloc[-1]
    kind = "" if row["kind"] in _PLAIN else f"⚠ {kind_text(words, row)}"
    said = [Line(words.of(row, "counts"), flag or kind), Line(when(words, row))]
    said += [Line(line) for line in lines]
    if not lines and words.of(row, "caveat"):
        said.append(Line(words.of(row, "caveat")))
    return Card(
        card_id,
        label,
        figure_text(words, row),
        said,
        lambda: figures_body(catalog, words, known, chosen),
        row["evidence"],
    )

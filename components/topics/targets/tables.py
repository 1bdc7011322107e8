"""Targets in words and tables: value, share, deadline, sources, conflicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block, Body, Panel, Panels, plain
from components.blocks.credit import credit
from components.blocks.html_table import cells_frame, column, table_html
from components.blocks.table import Opening, table_block
from components.blocks.text import Words, figure_text
from components.origin.references import references
from components.origin.values import figures_body, origin_body, target_origin
from data.catalog import Catalog
from data.facts import Fact, Said, bounded
from data.follows import follows
from data.selection import Selection
from data.target_spans import outturns
from data.targets import (
    Baseline,
    baseline,
    known_targets,
    measured,
    printed_baseline,
    target_row,
)

SIGNS = {"reported": "●", "official": "◉", "secondary": "◇"}


def target_name(words: Words, row: pd.Series) -> str:
    """Return the short name of a target, or what it measures."""
    short = row.get(f"short_{words.lang}")
    return short if isinstance(short, str) else words.of(row, "metric")


def small_text(*texts: str) -> str:
    """Join what stands in small type; empty parts are left out."""
    return " · ".join(filter(None, texts))


def target_fact(row: pd.Series) -> Fact:
    """Return what a target with a measure asks for."""
    low = float(row["value"])
    high = None if row["qualifier"] == "at_least" else low
    known = {"grade": row["evidence"], "refs": row["refs"], "subject": str(row["target_id"])}
    return bounded(low, high, row["qualifier"], row["unit"], **known)


def target_text(words: Words, row: pd.Series) -> str:
    """Return what a target asks for; empty for one without a measure."""
    return "" if pd.isna(row["value"]) else words.fact(target_fact(row))


def value_link(words: Words, row: pd.Series) -> Opening:
    """Return what a target asks for as a cell that opens its origin."""
    text = target_text(words, row)
    shown = text or words("targets.unmeasured")
    return Opening(shown, f"target-{row['target_id']}", row["evidence"] if text else "")


def baseline_text(words: Words, row: pd.Series, start: Baseline) -> Said:
    """Return a baseline with its qualifier and its own unit."""
    unit = (start.is_printed and row["baseline_unit"]) or row["unit"]
    if _is_lower_bound(row, start):
        return words.quantity(start.low, None, "at_least", unit)
    return words.quantity(
        start.low, start.high, "band" if start.high > start.low else "exact", unit
    )


def _is_lower_bound(row: pd.Series, start: Baseline) -> bool:
    return bool(start.is_printed and row["baseline_qualifier"] == "at_least")


def share_text(words: Words, row: pd.Series, start: Baseline) -> str:
    """Return the share of the target, with the sign that the bounds leave it."""
    first, last = (100 * end / row["value"] for end in (start.low, start.high))
    if start.high > start.low:
        return words.quantity(round(first), round(last), "band", "percent")
    sign = "≥ " if _is_lower_bound(row, start) else ""
    if row["qualifier"] == "at_least":
        sign = "≤ " if not sign else "≈ "
    return sign + words.amount(round(first, 1), "percent")


def printed_text(
    catalog: Catalog, chosen: Selection, words: Words, row: pd.Series, start: Baseline
) -> str:
    """Return the printed baseline where a newer figure of the office stands before it."""
    printed = None if start.is_printed else printed_baseline(catalog, row, catalog.as_of(chosen))
    if printed is None:
        return ""
    return words(
        "card.printed",
        date=words.date(printed.as_of),
        value=baseline_text(words, row, printed),
    )


def deadline_text(words: Words, row: pd.Series) -> str:
    """Return when it is due; two dates where sources differ."""
    if not isinstance(row["deadline"], str):
        return words("targets.undated")
    date = words.date(row["deadline"])
    if isinstance(row["deadline_other"], str):
        other = words.date(row["deadline_other"])
        return words("targets.two_deadlines", date=date, other=other)
    return date


def shares_finding(catalog: Catalog, chosen: Selection, words: Words, rows: pd.DataFrame) -> str:
    """Return how much of each measured target is reached, side by side: no axis is shared."""
    known = {
        target_id: start
        for target_id in measured(catalog)
        if target_id in rows.index
        and (start := baseline(catalog, target_row(rows, target_id), catalog.as_of(chosen)))
    }
    if not known:
        return words("finding.targets_known", count=len(rows))
    shares = (
        words(
            "chart.alt.value",
            label=target_name(words, target_row(rows, target_id)),
            value=share_text(words, target_row(rows, target_id), start),
        )
        for target_id, start in known.items()
    )
    return words("finding.shares", shares=words.join(shares))


def targets_credit(catalog: Catalog, words: Words, rows: pd.DataFrame) -> str:
    """Return the source line of targets and of what their progress starts from."""
    return credit(catalog, words, [*rows["refs"], *rows["baseline_refs"]])


def outturn_text(words: Words, row: pd.Series, outturn: pd.Series) -> str:
    """Return one later number with its date and its share of the target."""
    return words(
        "targets.outturn",
        sign=SIGNS[outturn["evidence"]],
        date=words.date(outturn["measured"]),
        value=figure_text(words, outturn),
        share=words.amount(round(100 * outturn["value"] / row["value"], 1), "percent"),
    )


def origin_of(
    catalog: Catalog, chosen: Selection, words: Words, row: pd.Series
) -> Callable[[], Body]:
    """Return all that is known of a target, when asked."""

    def origin() -> Body:
        frame = target_table(catalog, chosen, words, row.to_frame().T)
        own = target_origin(words, row, target_text(words, row) or words("targets.unmeasured"))
        table = table_html(frame.T.reset_index().set_axis(["", " "], axis=1))
        after = outturns(catalog, catalog.as_of(chosen), str(row["target_id"]))
        return (
            origin_body(catalog, words, [own], chosen)
            + plain(table)
            + figures_body(catalog, words, after, chosen)
        )

    return origin


def target_panels(catalog: Catalog, chosen: Selection, words: Words, rows: pd.DataFrame) -> Panels:
    """Return what opens behind each target."""

    def panel(row: pd.Series) -> Callable[[], Panel]:
        origin = origin_of(catalog, chosen, words, row)
        return lambda: Panel(words.of(row, "metric"), origin())

    return {f"target-{target_id}": panel(row) for target_id, row in rows.iterrows()}


def why_none(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Say that no target was in print by the as-of date."""
    return words("targets.empty_date", date=words.date(catalog.as_of(chosen)))


def target_table(
    catalog: Catalog, chosen: Selection, words: Words, rows: pd.DataFrame
) -> pd.DataFrame:
    """Return targets in words: value, deadline, strength, baseline, share, note and source."""

    def base(row: pd.Series, made: Callable[..., str]) -> str:
        start = None if pd.isna(row["value"]) else baseline(catalog, row, catalog.as_of(chosen))
        return "" if start is None else made(words, row, start)

    def dated(row: pd.Series) -> str:
        start = baseline(catalog, row, catalog.as_of(chosen))
        return "" if start is None else words.date(start.as_of)

    def based_on(row: pd.Series) -> str:
        start = baseline(catalog, row, catalog.as_of(chosen))
        return "" if start is None else references(catalog, words, start.refs)

    each = [row for _, row in rows.iterrows()]
    scopes = {"park": words("card.park"), "district": words("targets.district")}
    names = catalog["projects"].set_index("project_id")[f"name_{words.lang}"]
    dates = [dated(row) for row in each]
    return cells_frame(
        {
            words("targets.col.id"): rows["target_id"],
            words("targets.col.target"): rows[f"metric_{words.lang}"],
            words("targets.col.scope"): [
                scopes.get(row["scope"]) or names[row["scope"]] for row in each
            ],
            words("col.sector"): [
                words(f"sector.{row['sector']}") if row["sector"] else "" for row in each
            ],
            words("col.value"): [
                target_text(words, row) or words("targets.unmeasured") for row in each
            ],
            words("targets.col.deadline"): [deadline_text(words, row) for row in each],
            words("targets.col.strength"): [
                words(f"targets.strength.{row['strength']}") for row in each
            ],
            words("targets.col.baseline"): [base(row, baseline_text) for row in each],
            words("targets.col.baseline_date"): dates,
            words("targets.col.share"): [base(row, share_text) for row in each],
            words("targets.col.like"): [
                words(f"targets.like.{row['like_for_like']}") if row["has_baseline"] else ""
                for row in each
            ],
            words("targets.col.printed"): [words.date(row["printed"]) for row in each],
            words("targets.col.note"): [
                # A note may speak of later articles.
                words.of(row, "note") if not chosen.as_of else ""
                for row in each
            ],
            words("col.source"): column(
                (references(catalog, words, refs) for refs in rows["refs"]), rows
            ),
            words("targets.col.baseline_source"): column((based_on(row) for row in each), rows),
        }
    )


def _base_grade(catalog: Catalog, chosen: Selection, row: pd.Series) -> str:
    start = baseline(catalog, row, catalog.as_of(chosen))
    return start.grade if start else ""


@follows("as_of")
def all_targets(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return every target in print by the as-of date, with a search."""
    rows = known_targets(catalog, catalog.as_of(chosen))
    title = words("targets.table")
    if rows.empty:
        return empty_chart(words, "targets-all", "", why_none(catalog, chosen, words), title)
    frame = target_table(catalog, chosen, words, rows)
    names = [words(f"targets.col.{name}") for name in ("scope", "deadline", "strength")]
    names[1:1] = [words("col.value")]
    names += [words(f"targets.col.{name}") for name in ("baseline", "share", "like")]
    columns: dict[str, Sequence[str | Opening]] = {
        words("targets.col.target"): [
            Opening(words.of(row, "metric"), f"target-{target_id}")
            for target_id, row in rows.iterrows()
        ]
    }
    return table_block(
        words,
        "targets-all",
        title,
        columns
        | {name: [str(cell) for cell in frame[name]] for name in names}
        | {
            words("col.value"): [value_link(words, row) for _, row in rows.iterrows()],
            words("targets.col.share"): [
                Opening(str(cell), f"target-{target_id}", "derived") if cell else ""
                for target_id, cell in frame[words("targets.col.share")].items()
            ],
            words("targets.col.baseline"): [
                Opening(str(cell), f"target-{target_id}", _base_grade(catalog, chosen, row))
                if cell
                else ""
                for (target_id, row), cell in zip(
                    rows.iterrows(), frame[words("targets.col.baseline")], strict=True
                )
            ],
        },
        numeric=(words("col.value"), names[4], names[5]),
        small=words("targets.table_small", count=len(rows)),
        search=True,
        notes=[words("targets.note.table")],
        whole=lambda: target_table(catalog, chosen, words, rows),
        panels=target_panels(catalog, chosen, words, rows),
    )

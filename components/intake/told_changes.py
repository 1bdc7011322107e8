"""What a proposal would change in figures and records: the newest number in force, and then."""

from __future__ import annotations

import pandas as pd

from components.blocks.text import Words, figure_text
from data.catalog import Catalog
from data.indicators import Reading, read_indicator
from data.records.fields import table_label
from data.records.series import series_of
from geo.intake.proposal import Proposal

_ONE_BY_ONE = {"figures", "sector_counts"}
_SERIES = ["scope", "subject_zh", "metric_zh", "kind"]
_BY_ROW = {"records", "statuses"}
Row = tuple[str, ...]


def told_changes(catalog: Catalog, proposal: Proposal, then: Catalog, words: Words) -> list[Row]:
    """Return what, before, after and fate of each series of figures and each table of records.

    Parameters
    ----------
    then : Catalog
        As `would_be`.
    """
    figures = proposal.tables.get("figures")
    counts = proposal.tables.get("sector_counts")
    rows = [] if figures is None else _figures(catalog, figures, then, words)
    rows += [] if counts is None else _counts(catalog, counts, then, words)
    if _BY_ROW & {name for name, (read, _) in proposal.taken.items() if read}:
        rows += [
            (table_label(words.lang, table), *_lengths(catalog, then, table, words), "")
            for table in proposal.tables
            if table not in {*_ONE_BY_ONE, "sources"}
        ]
    return rows


def _figures(catalog: Catalog, brought: pd.DataFrame, then: Catalog, words: Words) -> list[Row]:
    rows: list[Row] = []
    for _, part in brought.groupby(_SERIES, sort=False):
        one = part.iloc[-1]
        probe = {**{str(name): value for name, value in one.items()}, "figure_id": ""}
        name = words.of(one, "metric")
        if one["scope"] != "park":
            name = words("import.told_of", name=name, of=words.of(one, "subject"))
        if one["kind"] != "actual":
            name = words(f"import.told_{one['kind']}", name=name)
        if len(part) > 1:
            name = words("import.told_many", name=name, count=len(part))
        held, now = _newest(catalog, probe), _newest(then, probe)
        before = words("import.none") if held is None else _dated(held, words)
        if isinstance(one["indicator"], str) and one["kind"] == "actual":
            card = read_indicator(catalog, one["indicator"], catalog.latest)
            before = words("import.none") if card is None else _on_card(card, words)
        rows.append((name, before, _dated(one if now is None else now, words), ""))
    return rows


def _on_card(card: Reading, words: Words) -> str:
    value = words.quantity(card.low, card.high, card.qualifier, card.unit)
    return words("import.told_dated", value=value, date=words.date(card.measured))


def _newest(catalog: Catalog, row: dict[str, object]) -> pd.Series | None:
    held = series_of(catalog, "figures", row)
    held = held[held["kind"] == row["kind"]]
    return None if held.empty else held.iloc[-1]


def _dated(row: pd.Series, words: Words) -> str:
    period = row["period"] if isinstance(row["period"], str) else row["as_of"]
    return words("import.told_dated", value=figure_text(words, row), date=words.date(str(period)))


def _counts(catalog: Catalog, brought: pd.DataFrame, then: Catalog, words: Words) -> list[Row]:
    rows: list[Row] = []
    for sector in dict.fromkeys(brought["sector"]):
        texts = []
        for one in (catalog, then):
            held = series_of(one, "sector_counts", {"sector": sector})
            if held.empty:
                texts.append(words("import.none"))
                continue
            newest = held.iloc[-1]
            count = float(newest["count"])
            value = words.quantity(
                None if newest["qualifier"] == "below" else count,
                None if newest["qualifier"] == "at_least" else count,
                str(newest["qualifier"]),
                "enterprise",
            )
            date = words.date(str(newest["as_of"]))
            texts.append(words("import.told_dated", value=value, date=date))
        rows.append((words("import.told_sector", sector=words(f"sector.{sector}")), *texts, ""))
    return rows


def _lengths(catalog: Catalog, then: Catalog, table: str, words: Words) -> tuple[str, str]:
    before, after = (len(one[table]) for one in (catalog, then))
    return words.number(before), words.number(after)

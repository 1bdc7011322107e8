"""Figures that differ for one indicator and one moment: a conflict by rule, beside the printed.

The table ``conflicts`` holds what a reader of the articles found. When the office brings a
figure for a moment of which another source speaks too, nobody has to find that: no number is
within all that they allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from data.catalog import Catalog
from data.facts import figure_bounds, figure_fact
from data.i18n import LANGS, Lang, translate
from data.memo import remembered
from data.periods import parse_period
from data.quantity import period_text, quantity
from data.registered import all_figures

_SIDES = "abc"


def moment(row: pd.Series) -> tuple[date, ...]:
    """Return what a figure measures in time: the span of a flow, else the last day of its date.

    >>> moment(pd.Series({"period": "2019", "as_of": "2020-04"}))[0]
    datetime.date(2019, 1, 1)
    """
    if isinstance(row["period"], str):
        span = parse_period(row["period"])
        return span.start, span.end
    return (parse_period(row["as_of"]).end,)


def contradict(rows: pd.DataFrame) -> bool:
    """Tell whether no number is within all that some figures of one moment allow.

    "About" allows for a twentieth either way.

    >>> made = pd.DataFrame({"value": [600, 500], "qualifier": ["exact", "at_least"]})
    >>> contradict(made), contradict(made.assign(qualifier="exact"))
    (False, True)
    """
    low = max(_allowed(row)[0] for _, row in rows.iterrows())
    high = min(_allowed(row)[1] for _, row in rows.iterrows())
    return bool(low > high)


def _allowed(row: pd.Series) -> tuple[float, float]:
    if row["qualifier"] == "about":
        return 0.95 * row["value"], 1.05 * row["value"]
    low, high = figure_bounds(row)
    return (float("-inf") if low is None else low), (float("inf") if high is None else high)


def differing_figures(figures: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return by id of the conflict the figures that contradict each other, of one moment each.

    Figures that a conflict of the table already names together are left to it.

    Examples
    --------
    >>> differing_figures(catalog["figures"])
    {}
    """
    if "indicator" not in figures:
        return {}
    rows = figures[figures["kind"] == "actual"].dropna(subset=["indicator", "as_of"])
    named = [
        f"D-{row['indicator']}-{'-'.join(day.isoformat() for day in moment(row))}"
        for _, row in rows.iterrows()
    ]
    return {
        str(conflict): group
        for conflict, group in rows.groupby(pd.Series(named, rows.index, dtype=object))
        if len(group) > 1 and contradict(group) and not _named_together(group)
    }


def _named_together(rows: pd.DataFrame) -> bool:
    named = [set(str(text).split(";")) for text in rows["conflicts"].fillna("")]
    return bool(set.intersection(*named) - {""})


@remembered(1)
def all_conflicts(catalog: Catalog) -> pd.DataFrame:
    """Return the conflicts of the table and those by rule, by id.

    >>> len(all_conflicts(catalog)) == len(catalog["conflicts"])
    True
    """
    printed = catalog["conflicts"]
    groups = differing_figures(all_figures(catalog))
    names = catalog["indicators"].set_index("indicator")
    made = [_conflict(one, rows, names) for one, rows in groups.items()]
    rows = pd.concat([printed, pd.DataFrame(made, columns=printed.columns)]) if made else printed
    return rows.set_index("conflict_id", drop=False)


@remembered(1)
def noted_figures(catalog: Catalog) -> pd.DataFrame:
    """Return the figures, each naming the conflicts by rule that it stands in too.

    >>> noted_figures(catalog).equals(catalog["figures"])
    True
    """
    figures = all_figures(catalog)
    groups = differing_figures(figures)
    if not groups:
        return figures
    noted = figures["conflicts"].copy()
    for one, rows in groups.items():
        for place in rows.index:
            held = noted[place]
            noted[place] = f"{held};{one}" if isinstance(held, str) else one
    return figures.assign(conflicts=noted)


def _conflict(conflict_id: str, rows: pd.DataFrame, names: pd.DataFrame) -> dict[str, object]:
    known: dict[str, object] = {"conflict_id": conflict_id, "kind": "number", "severity": "high"}
    known |= {
        "evidence": "derived",
        "refs": ";".join(dict.fromkeys(";".join(rows["refs"]).split(";"))),
    }
    sides = list(_readings(rows))
    for lang in LANGS:
        indicator = str(rows["indicator"].iloc[0])
        name = names.loc[indicator, f"name_{lang}"] if indicator in names.index else indicator
        when = period_text(_when(rows.iloc[0]), lang)
        known[f"topic_{lang}"] = translate(lang, "conflict.by_rule", name=name, date=when)
        known[f"shown_{lang}"] = translate(lang, "conflict.by_rule_shown")
        for side, group in zip(_SIDES, sides, strict=False):
            known[f"{side}_{lang}"] = _said(group, lang)
    for side, group in zip(_SIDES, sides, strict=False):
        known[f"{side}_refs"] = ";".join(group["refs"])
    return known


def _readings(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the figures that say the same, three groups at the most: the last holds the rest."""
    groups = [group for _, group in rows.groupby(["value", "qualifier"], sort=False)]
    yield from groups[:2]
    if len(groups) > 2:
        yield pd.concat(groups[2:])


def _said(rows: pd.DataFrame, lang: Lang) -> str:
    parts = []
    for _, row in rows.drop_duplicates(["value", "qualifier"]).iterrows():
        fact = figure_fact(row)
        value = quantity(fact.low, fact.high, fact.qualifier, fact.unit, lang)
        grade = translate(lang, f"evidence.{row['evidence']}")
        parts.append(translate(lang, "conflict.by_rule_side", value=value, grade=grade))
    return translate(lang, "list.separator").join(parts)


def _when(row: pd.Series) -> str:
    return str(row["period"] if isinstance(row["period"], str) else row["as_of"])

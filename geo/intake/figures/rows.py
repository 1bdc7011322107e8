"""Figures of an upload as rows of the local pack, and the questions that they leave open."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from data.catalog import Catalog
from data.i18n import LANGS, Lang, translate
from data.periods import ends, parse_period
from data.problems import Problem
from data.schema import Figure
from geo.intake.asking import LEAVE_OUT, Desk, offered
from geo.intake.brought import Brought, Place
from geo.intake.cells import normal
from geo.intake.figures.measured import Measure
from geo.intake.figures.times import Time
from geo.intake.supplied import Origin

BESIDE, REPLACE = "beside", "replace"


@dataclass(frozen=True)
class Given:
    """One number that was understood.

    Attributes
    ----------
    file : str
    row : int
    column : str
    label : str
        What the file calls it.
    measure : Measure
    subject : tuple of (str, str)
        ``zone`` or ``sector`` with its id; empty strings for the park.
    time : Time
    value : decimal.Decimal
        In the base unit.
    qualifier, mark, printed : str
    """

    file: str
    row: int
    column: str
    label: str
    measure: Measure
    subject: tuple[str, str]
    time: Time
    value: Decimal
    qualifier: str
    mark: str
    printed: str

    @property
    def place(self) -> Place:
        """Where it stands, to be named in problems and questions."""
        columns = dict.fromkeys(("value", "count", "as_of", "period", "unit"), self.column)
        return Place(self.file, self.row, columns)

    @property
    def kind(self) -> str:
        """What the figure is: an outturn only if nothing says otherwise."""
        return self.mark or "actual"

    @property
    def period(self) -> str | None:
        """The span of a flow; ``None`` for what holds at a date."""
        return self.time.period if self.measure.is_flow else None

    @property
    def as_of(self) -> str:
        """The date that it holds at."""
        return self.time.end

    @property
    def identity(self) -> str:
        """The id of its row: the same number in another file is the same row."""
        name = self.measure.indicator or f"m{zlib.crc32(normal(self.measure.name_zh).encode()):08x}"
        when = (self.period or self.as_of).replace("/", "_")
        parts = ["own", name, self.subject[1], when, "" if self.kind == "actual" else self.kind]
        return "-".join(part for part in parts if part)


def add_figures(
    desk: Desk, given: Iterable[Given], catalog: Catalog, origin: Origin, brought: Brought
) -> None:
    """Add the rows of figures and of counts by sector; what is known already changes nothing.

    A number that differs from an own one in force is asked about.
    """
    figures = catalog["figures"]
    held = {str(row["figure_id"]): row for _, row in figures.iterrows()}
    for one in given:
        if one.subject[0] == "sector" and one.measure.unit == "enterprise" and one.kind == "actual":
            _count(desk, one, catalog, origin, brought)
            continue
        if _is_in_print(one, figures):
            continue
        figure_id = one.identity
        if (row := held.get(figure_id)) is not None:
            if _is_same(row["value"], one.value) and row["qualifier"] == one.qualifier:
                continue
            choice = _ask_other(desk, one, str(row["printed"]))
            if choice == LEAVE_OUT:
                continue
            if choice == BESIDE:
                number = 2
                while f"{figure_id}-{number}" in held:
                    number += 1
                figure_id = f"{figure_id}-{number}"
            else:
                brought.known.setdefault("figures", set()).add((figure_id,))
        brought.add("figures", _figure(figure_id, one, catalog, origin), one.place)


def _ask_other(desk: Desk, one: Given, printed: str, *, may_stand_beside: bool = True) -> str:
    return desk.ask(
        f"figures:other:{one.identity}",
        "figure_other",
        offered(*([REPLACE, BESIDE] if may_stand_beside else [REPLACE]), LEAVE_OUT),
        REPLACE,
        name=one.label,
        date=one.time.period,
        held=printed,
        printed=one.printed,
    )


def _count(desk: Desk, one: Given, catalog: Catalog, origin: Origin, brought: Brought) -> None:
    table = catalog["sector_counts"]
    sector = one.subject[1]
    ordered = table.loc[ends(table["as_of"]).sort_values(kind="stable").index]
    taxonomy = str(ordered["taxonomy"].iloc[-1]) if len(table) else "office"
    same = table[
        (table["as_of"] == one.as_of)
        & (table["sector"] == sector)
        & (table["taxonomy"] == taxonomy)
    ]
    if len(same):
        held = same.iloc[0]
        if _is_same(held["count"], one.value) and held["qualifier"] == one.qualifier:
            return
        if held["evidence"] != "official":
            desk.problems.append(_problem(one, "figure_in_print", value=str(held["count"])))
            return
        if _ask_other(desk, one, str(held["count"]), may_stand_beside=False) == LEAVE_OUT:
            return
        key = (one.as_of, taxonomy, sector)
        brought.known.setdefault("sector_counts", set()).add(key)
    row: dict[str, object] = {
        "as_of": one.as_of,
        "taxonomy": taxonomy,
        "sector": sector,
        "label_zh": _subject(one, catalog)[1][0],
        "count": int(one.value),
        "qualifier": one.qualifier,
        **_marks(origin),
    }
    brought.add("sector_counts", row, one.place)


def _figure(figure_id: str, one: Given, catalog: Catalog, origin: Origin) -> dict[str, object]:
    scope, subjects = _subject(one, catalog)
    value = float(one.value)
    is_whole_year = one.time.is_year or not one.measure.is_flow
    carries = bool(one.measure.indicator) and scope == "park" and is_whole_year
    texts: dict[str, object] = {}
    for lang, subject in zip(LANGS, subjects, strict=True):
        texts[f"subject_{lang}"] = subject
        texts[f"metric_{lang}"] = _metric(one, lang)
        texts[f"counts_{lang}"] = translate(
            lang, "own.figure_counts", label=one.label, title=origin.title
        )
        texts[f"caveat_{lang}"] = (
            None if one.kind == "actual" else translate(lang, f"own.figure_{one.kind}")
        )
    return {
        **dict.fromkeys(Figure.model_fields),
        **texts,
        "figure_id": figure_id,
        "scope": scope,
        "value": value,
        "low": value if one.qualifier in {"exact", "at_least"} else None,
        "high": value if one.qualifier in {"exact", "below"} else None,
        "qualifier": one.qualifier,
        "unit": one.measure.unit,
        "printed": one.printed,
        "as_of": one.as_of,
        "period": one.period,
        "kind": one.kind,
        "indicator": one.measure.indicator if carries else None,
        **_marks(origin),
    }


def _metric(one: Given, lang: Lang) -> str:
    """Return the name of what is measured; a part of a year says so, and is no year."""
    name = one.measure.name_zh if lang == "zh" else one.measure.name_en
    if not one.measure.is_flow or one.time.is_year:
        return name
    return translate(lang, "own.figure_part", name=name)


def _subject(one: Given, catalog: Catalog) -> tuple[str, tuple[str, str]]:
    """Return the scope of a figure and what it is of, in both languages."""
    kind, code = one.subject
    if kind:
        rows = catalog[f"{kind}s"]
        row = rows[rows[kind] == code].iloc[0]
        return kind, (str(row["name_zh"]), str(row["name_en"]))
    figures = catalog["figures"]
    of_park = figures[figures["scope"] == "park"]
    if of_park.empty:
        return "park", (catalog.park.name_zh, catalog.park.name_en)
    common = of_park[of_park["subject_zh"] == of_park["subject_zh"].mode().iloc[0]].iloc[0]
    return "park", (str(common["subject_zh"]), str(common["subject_en"]))


def _marks(origin: Origin) -> dict[str, object]:
    # While nobody has said how the data are meant, they are shown as what they would be.
    return {"evidence": "official", "refs": origin.marks["refs"]}


def _is_in_print(one: Given, figures: pd.DataFrame) -> bool:
    """Tell whether a figure that is no own one says the same already."""
    if not one.measure.indicator or one.subject[0] or one.kind != "actual":
        return False
    rows = figures[
        (figures["indicator"] == one.measure.indicator)
        & (figures["kind"] == "actual")
        & (figures["evidence"] != "official")
        & (figures["scope"] == "park")
    ]
    when = parse_period(one.period or one.as_of)
    return any(
        _is_same(row["value"], one.value)
        and row["qualifier"] == one.qualifier
        and parse_period(str(row["period"] if isinstance(row["period"], str) else row["as_of"]))
        == when
        for _, row in rows.iterrows()
    )


def _is_same(held: object, value: Decimal) -> bool:
    return not pd.isna(held) and abs(float(held) - float(value)) <= 1e-9 * abs(float(value))  # type: ignore[arg-type, call-overload]


def _problem(one: Given, kind: str, **values: object) -> Problem:
    return Problem(one.file, one.row, one.column, kind, values)


def single(desk: Desk, given: Sequence[Given]) -> list[Given]:
    """Return each number once; of several that differ the first, and the others are reported."""
    kept: dict[str, Given] = {}
    for one in given:
        key = f"{one.subject[0]}:{one.identity}"
        first = kept.setdefault(key, one)
        if first is not one and first.value != one.value:
            desk.problems.append(
                _problem(one, "figure_twice", name=one.label, first=first.printed, row=first.row)
            )
    return list(kept.values())

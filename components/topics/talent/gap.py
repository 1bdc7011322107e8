"""The staff target: how far it is, and what each printed deadline asks a year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from components.blocks.bar import Bar
from components.blocks.bar_chart import Bars, bars_block, empty_chart
from components.blocks.base import Block, Body, Panel
from components.blocks.cards import Card, Line
from components.blocks.controls import options_block
from components.blocks.credit import credit
from components.blocks.findings import side_by_side
from components.blocks.html_table import cells_frame
from components.blocks.plain import nothing
from components.blocks.text import Words, figure_text
from components.blocks.time_axis import on_time_axis
from components.linked.printed import FigureBar, figure_bars, nothing_printed, unit_text
from components.origin.values import Origin, figures_body, origin_body
from components.session.filters import filter_text
from components.session.theme import Theme
from data.catalog import Catalog
from data.facts import bounded, exactly
from data.in_print import figures_by
from data.memo import VIEWS, remembered
from data.selection import Selection
from data.talent_gap import Gap, baseline_figure, baselines, staff_series, staff_targets

OPTION = "talent-baseline"


def missing_text(words: Words, gap: Gap) -> str:
    """Return the persons missing to the target, in words."""
    return words.quantity(gap.missing, gap.missing, gap.base["qualifier"], "person")


def base_text(words: Words, gap: Gap) -> str:
    """Return the number of staff that the gap starts from; it says so if not from the articles."""
    text = figure_text(words, gap.base)
    if gap.base["evidence"] == "reported":
        return text
    return words("talent.graded", value=text, grade=words.grade(gap.base["evidence"]))


def a_year_text(words: Words, gap: Gap, deadline: int, unit: str = "person_per_year") -> str:
    """Return what a deadline asks a year, in words; by the person where they say "a year"."""
    value = round(gap.a_year(deadline))
    return words.quantity(value, value, _bound(gap, deadline), unit)


def _bound(gap: Gap, deadline: int) -> str:
    whole = gap.a_year(deadline).is_integer() and gap.base["qualifier"] == "exact"
    return "exact" if whole else "about"


def gap_card(catalog: Catalog, gap: Gap | None, words: Words) -> Card:
    """Return how far the staff target is, which is arithmetic."""
    label = words("talent.card.gap")
    if gap is None:
        return Card("gap", label, words("card.none"), [Line(words("talent.card.no_target"))])
    target, base = figure_text(words, gap.target), base_text(words, gap)
    date = words.date(gap.base["as_of"])
    lines = [
        Line(
            words("talent.card.less", target=target, base=base), f"⚠ {words('talent.arithmetic')}"
        ),
        Line(words("card.as_of", date=date)),
    ]
    if gap.years:
        years = words.join(str(year) for year in sorted(gap.years))
        lines.append(Line(words("talent.card.not_forecast", years=years)))
    rows = pd.DataFrame([gap.base, gap.target])
    value = missing_text(words, gap) if gap.missing > 0 else words("talent.card.met")
    counts = words("talent.card.less", target=target, base=base)
    own = Origin(value, "derived", counts=counts, as_of=gap.base["as_of"])

    def source() -> Body:
        return origin_body(catalog, words, [own]) + figures_body(catalog, words, rows)

    return Card("gap", label, value, lines, source, "derived")


def baseline_options(catalog: Catalog, chosen: Selection, asked: str | None, words: Words) -> Block:
    """Return the choice of the number of staff that the arithmetic starts from."""
    known = baselines(catalog, catalog.as_of(chosen))
    names = [(one, _baseline_name(catalog, words, one)) for one in known]
    return options_block(
        OPTION, words("talent.baseline"), names, asked if asked in known else next(iter(known), "")
    )


def _baseline_name(catalog: Catalog, words: Words, name: str) -> str:
    row = baseline_figure(catalog, name)
    grade, date = words.grade(row["evidence"]), words.date(row["as_of"])
    return words.either(f"talent.baseline.{name}", "talent.baseline.of", grade=grade, date=date)


def _by(words: Words, deadline: int) -> str:
    return words.either(f"talent.by.{deadline}", "talent.by", year=deadline)


@remembered(VIEWS)
def series_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return staff as printed at each date, with the target as a dashed tick."""
    series, aimed = staff_series(catalog), tuple(staff_targets(catalog).values())[:1]
    if not series:
        return nothing()
    known = figures_by(catalog, (*series, *aimed), catalog.as_of(chosen))
    aims = known.loc[known["figure_id"].isin(aimed), "value"]
    target = float(aims.iloc[0]) if len(aims) else 0.0
    aim = exactly(target, "person") if target else None
    entries = [
        FigureBar(str(row["figure_id"]), words.date(row["as_of"]), aim=aim)
        for _, row in known.iterrows()
        if row["figure_id"] in series
    ]
    elsewhere = (known["evidence"] != "reported").any()
    notes = [words("talent.note_series")] if elsewhere else []
    if target:
        text = words.amount(target, "person")
        notes.append(words("talent.note_target", value=text))

    def said(bars: Sequence[Bar], unit: str) -> str:
        own = [bar for bar in bars if bar.evidence == "reported"] or bars
        text = side_by_side(words, [own[0], own[-1]] if len(own) > 1 else own, unit)
        aim = words.amount(target, unit) if target else ""
        return words("finding.with_target", said=text, target=aim) if aim else text

    block = figure_bars(
        catalog,
        chosen,
        words,
        theme,
        "talent-series",
        words("talent.series"),
        entries,
        small=_park(words, chosen),
        notes=notes,
        finding=said,
    )
    if not isinstance(block, Bars):
        return block
    dates = {str(row["figure_id"]): str(row["as_of"]) for _, row in known.iterrows()}
    return on_time_axis(block, {bar.key: dates[bar.key] for bar in block.rows})


def _park(words: Words, chosen: Selection) -> str:
    filters = filter_text(words, chosen)
    return words("card.park_only", filter=filters) if filters else words("card.park")


def _asked(words: Words, gap: Gap) -> str:
    """Return what the latest and the earliest printed deadline ask a year."""
    last, first = max(gap.years), min(gap.years)
    said = words("finding.gap", year=last, value=a_year_text(words, gap, last))
    if first == last:
        return said
    return words("finding.gap_or", said=said, year=first, value=a_year_text(words, gap, first))


def gap_chart(
    catalog: Catalog, chosen: Selection, gap: Gap | None, words: Words, theme: Theme
) -> Block:
    """Return the yearly increase that each printed deadline asks for: arithmetic, no forecast."""
    title = words("talent.gap")
    if gap is None:
        return nothing_printed(catalog, words, "talent-gap", title, chosen)
    if not gap.years:
        return empty_chart(words, "talent-gap", "", words("talent.gap_over"), title)
    figures = {
        deadline: figures_by(catalog, (figure,), catalog.as_of(chosen))
        for deadline, figure in staff_targets(catalog).items()
        if deadline in gap.years
    }

    def formula(deadline: int) -> str:
        return words(
            "talent.formula",
            target=words.number(float(gap.target["value"])),
            base=words.number(float(gap.base["value"])),
            missing=words.number(gap.missing),
            years=gap.years[deadline],
            first=deadline - gap.years[deadline] + 1,
            deadline=deadline,
            a_year=a_year_text(words, gap, deadline),
        )

    def bar(deadline: int) -> Bar:
        label, value = _by(words, deadline), round(gap.a_year(deadline))
        return Bar(
            str(deadline),
            label,
            bounded(value, value, _bound(gap, deadline), "person_per_year", grade="derived"),
            words(f"quantity.{_bound(gap, deadline)}", amount=words.number(value)),
            fill="transparent",
            stroke=theme.accent,
            dashed=True,
            more=(formula(deadline),),
            open=f"gap-{deadline}",
        )

    def frame() -> pd.DataFrame:
        return cells_frame(
            {
                words("talent.col.deadline"): [_by(words, year) for year in gap.years],
                words("talent.col.formula"): [formula(year) for year in gap.years],
                words("col.value"): [a_year_text(words, gap, year) for year in gap.years],
                words("col.evidence"): [words.grade("derived") for _ in gap.years],
            }
        )

    def panel(deadline: int) -> Panel:
        rows = pd.concat([figures[deadline], gap.base.to_frame().T])
        own = Origin(
            a_year_text(words, gap, deadline),
            "derived",
            counts=formula(deadline),
            caveat=words("talent.note_gap"),
        )
        html = origin_body(catalog, words, [own], chosen)
        return Panel(_by(words, deadline), html + figures_body(catalog, words, rows, chosen))

    panels: dict[str, Callable[[], Panel]] = {
        f"gap-{deadline}": partial(panel, deadline) for deadline in gap.years
    }
    base = words("talent.from", date=words.date(gap.base["as_of"]), value=base_text(words, gap))
    return bars_block(
        words,
        "talent-gap",
        [bar(deadline) for deadline in gap.years],
        small=" · ".join([unit_text(words, "person_per_year"), base, words("talent.arithmetic")]),
        notes=[words("talent.note_gap")],
        table=frame,
        credit=credit(
            catalog, words, [gap.base["refs"], *(one["refs"].iloc[0] for one in figures.values())]
        ),
        finding=_asked(words, gap),
        unit="person_per_year",
        title=title,
        panels=panels,
    )

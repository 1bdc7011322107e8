"""A scenario: where constant growth would lead. Illustrative, so hidden if so chosen."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, isfinite

import pandas as pd

from components.blocks.assumed import assumed
from components.blocks.base import Block, Panel, Panels, plain
from components.blocks.bullet_chart import Bullet, bullets_block
from components.blocks.controls import Slider, sliders_block
from components.blocks.credit import credit
from components.blocks.html_table import note_html
from components.blocks.plain import empty, nothing
from components.blocks.text import Words
from components.blocks.tip import Tip
from components.topics.targets.tables import small_text, target_fact, target_name, why_none
from data.catalog import Catalog
from data.follows import follows
from data.growth import grown, years_to_reach
from data.selection import Selection
from data.target_spans import Span, newest_span, rounded, span_end, spans
from data.targets import baseline, declared_target, known_targets, measured, target_row

MOST = 40.0
START = 15.0


def option_name(target_id: str) -> str:
    """Return the name of the option that a slider sets."""
    return f"targets-grow-{target_id}"


def chosen_rate(options: Mapping[str, str], target_id: str) -> float:
    """Return the growth that the reader set, in percent a year, kept between 0 and 40."""
    try:
        rate = float(options.get(option_name(target_id), START))
    except ValueError:
        return START
    return min(max(rate, 0.0), MOST) if isfinite(rate) else START


def scenario_sliders(
    catalog: Catalog, chosen: Selection, words: Words, options: Mapping[str, str]
) -> Block:
    """Return a slider of yearly growth for each measured target."""
    if chosen.evidence == "published":
        return empty(words("targets.scenario_hidden"))
    made = spans(catalog, catalog.as_of(chosen))
    if not made:
        return empty(why_none(catalog, chosen, words))
    sliders = []
    for target_id in (one for one in measured(catalog) if one in made):
        rate = chosen_rate(options, target_id)
        sliders.append(
            Slider(
                option_name(target_id),
                target_name(words, declared_target(catalog, target_id)),
                0.0,
                MOST,
                1.0,
                rate,
                words.amount(rate, "percent"),
                "%",
            )
        )
    return sliders_block(words("targets.scenario"), sliders, words("targets.scenario_small"))


def scenario_result(
    catalog: Catalog, chosen: Selection, words: Words, options: Mapping[str, str]
) -> Block:
    """Return where that growth leads by the end of 2025, and when it reaches the target."""
    rates = tuple(chosen_rate(options, target_id) for target_id in measured(catalog))
    return _result(catalog, chosen, words, rates)


@follows("as_of", "evidence")
def _result(
    catalog: Catalog, chosen: Selection, words: Words, by_target: tuple[float, ...]
) -> Block:
    rates = dict(zip(measured(catalog), by_target, strict=True))
    made = spans(catalog, catalog.as_of(chosen))
    if chosen.evidence == "published" or not made:
        return nothing()
    known = known_targets(catalog, catalog.as_of(chosen))
    table: list[dict[str, str]] = []
    rows: list[Bullet] = []
    for target_id in (one for one in measured(catalog) if one in made):
        span = newest_span(catalog, catalog.as_of(chosen), made[target_id])
        row = target_row(known, target_id)
        unit = row["unit"]
        rate = rates[target_id]
        value = grown(span.base, rate / 100, span.years)
        share = words.amount(round(100 * value / span.value), "percent")
        said = words.quantity(None, rounded(value), "about", unit)
        text = words("targets.later.text", value=said, share=share)
        small = small_text(
            words(
                "targets.scenario.from",
                base=words.amount(span.base, unit),
                date=words.date(span.start),
                rate=words.amount(rate, "percent"),
            ),
            _reached(span, rate / 100, words),
        )
        name = target_name(words, row)
        rows.append(
            Bullet(
                target_id,
                f"▨ {name}",
                text,
                small,
                Tip(f"▨ {name}", text, (small,)),
                share=min(value / span.value, 1.0),
                kind="hatched",
                open="scenario-assumptions",
                facts=(
                    said.fact.known(grade="illustrative"),
                    target_fact(target_row(known, target_id)),
                ),
                evidence="illustrative",
            )
        )
        table.append(
            {
                words("targets.col.target"): name,
                words("targets.col.baseline"): words.amount(span.base, unit),
                words("targets.col.baseline_date"): words.date(span.start),
                words("targets.col.rate"): words.amount(rate, "percent"),
                words("targets.col.result"): said,
                words("targets.col.share"): share,
                words("col.evidence"): words.grade("illustrative"),
            }
        )
    notes = [words(f"targets.assumption.{n}") for n in range(1, 5)]
    share_column = words("targets.col.share")
    shares = (
        words("chart.alt.value", label=line[words("targets.col.target")], value=line[share_column])
        for line in table
    )
    shown = words("finding.shares", shares=words.join(shares))
    panels: Panels = {
        "scenario-assumptions": lambda: Panel(words("targets.scenario"), plain(note_html(notes)))
    }
    return bullets_block(
        words,
        "targets-scenario",
        words("targets.scenario.result"),
        rows,
        finding=assumed(words, shown),
        credit=credit(
            catalog,
            words,
            [_based_on(catalog, chosen, target_row(known, row.key)) for row in rows],
            illustrative=True,
        ),
        small=words("targets.own_axis"),
        notes=notes,
        whole=lambda: pd.DataFrame(table),
        panels=panels,
    )


def _based_on(catalog: Catalog, chosen: Selection, row: pd.Series) -> str:
    start = baseline(catalog, row, catalog.as_of(chosen))
    return start.refs if start else ""


def _reached(span: Span, rate: float, words: Words) -> str:
    years = years_to_reach(span.base, span.value, rate)
    if years is None:
        return words("targets.scenario.never")
    # A year's last day is the next whole number, so 2026.0 is still within 2025.
    year = ceil(span_end(span.start) + years - 1e-9) - 1
    return (
        words("targets.scenario.reached", date=words.date(str(year)))
        if year < 2100
        else (words("targets.scenario.never"))
    )

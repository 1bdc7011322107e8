"""Charts of the page of site selection: weights, scores by part, and how firm they are."""

from __future__ import annotations

from itertools import cycle

import pandas as pd

from components.blocks.assumed import assumed
from components.blocks.bar import Bar
from components.blocks.bar_chart import bars_block
from components.blocks.base import Block
from components.blocks.chart import chart_parts, table_panel
from components.blocks.controls import Slider, sliders_block
from components.blocks.credit import credit
from components.blocks.findings import bar_finding
from components.blocks.html_table import cells_frame
from components.blocks.stack import Legend, Part, Stack, StackRow
from components.blocks.text import Words
from components.blocks.tip import Tip, tip_text
from components.session.theme import PART_COLOURS, zone_colours
from components.topics.sites.texts import (
    Shown,
    criterion_label,
    criterion_name,
    direction,
    long_table,
    rank_text,
    score_text,
    sheets,
)
from data.catalog import Catalog
from data.coverages import areas as covered
from data.facts import between, exactly
from data.selection import Selection
from geo.site_scores import WEIGHTS, criteria, leaders
from geo.sites import SAMPLES

_FEW = 3  # zones that a sentence names


def _colours(shown: Shown) -> dict[str, str]:
    return dict(zip(criteria(shown.catalog), cycle(PART_COLOURS)))


def weight_sliders(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    station: str,
    names: tuple[str, ...],
    weights: dict[str, float],
) -> Block:
    """Return a slider for the weight of each criterion that is known."""
    top = max(float(weight) for weight in WEIGHTS)
    sliders = [
        Slider(
            f"sites-{name}",
            f"{criterion_name(catalog, words, name, chosen, station)} {direction(words, name)}",
            0,
            top,
            1,
            weights[name],
            words.number(weights[name]),
        )
        for name in names
    ]
    return sliders_block(words("sites.weights"), sliders, words("sites.weights_help"))


def stack_chart(shown: Shown) -> Block:
    """Return the zones in order of rank, each bar made of what the criteria add to it."""
    words, found, colours = shown.words, shown.assessment, _colours(shown)
    rows = []
    for place in found.order:
        zone, total = found.zones[place], float(found.total[place])
        parts = tuple(
            Part(
                float(part),
                colours[name],
                Tip(criterion_label(shown, name), f"{part:.2f}"),
                exactly(float(part), grade=shown.evidence),
            )
            for name, part in zip(found.criteria, found.parts[place], strict=True)
        )
        added = tuple(f"{part.tip.head} {part.tip.value}" for part in parts)
        rows.append(
            StackRow(
                zone,
                f"{found.rank[place]} · {shown.zone(place)}",
                score_text(total),
                Tip(shown.zone(place), f"{total:.2f}", (rank_text(shown, place), *added)),
                f"site-{zone}",
                exactly(total, grade=shown.evidence),
                parts,
                pick=f"zone:{zone}",
                selected=shown.is_chosen(place),
                hatched=found.illustrative,
            )
        )
    heading = words("sites.chart.stack")
    said = _ranked(shown)
    notes = [words("sites.note.score"), words("sites.note.equal")]
    return Stack(
        **chart_parts(
            words,
            "sites-stack",
            heading,
            finding=said,
            credit=_credit(shown),
            values=[tip_text(words, row.tip) for row in rows],
            small=shown.small,
            notes=notes,
        ),
        legend=tuple(
            Legend(name, colours[name], criterion_label(shown, name)) for name in found.criteria
        ),
        rows=tuple(rows),
        button=words("sites.numbers"),
        panels=table_panel("sites-stack", heading, lambda: long_table(shown), notes)
        | sheets(shown),
    )


def _ranked(shown: Shown) -> str:
    """Return the best-ranked zones, or the ranks of those chosen."""
    words, found = shown.words, shown.assessment
    chosen = [n for n in found.order if shown.is_chosen(n)]
    best = leaders(found)
    if 0 < len(chosen) < len(found.zones):
        said = words.join(
            words("sites.zone_rank", zone=shown.zone(n), rank=int(found.rank[n])) for n in chosen
        )
    else:
        score = score_text(float(found.total[best[0]]))
        said = words("finding.score", zones=shown.zones(best), score=score)
    return _marked(shown, said)


def _marked(shown: Shown, said: str) -> str:
    return assumed(shown.words, said) if shown.assessment.illustrative else said


def _credit(shown: Shown) -> str:
    """Return the source line of scores: the areas in print and the place of the station."""
    catalog = shown.catalog
    areas = catalog["coverage"].set_index("coverage_id")["refs"]
    places = catalog["landmarks"].set_index("landmark_id")["refs"]
    refs = [areas[name] for name in covered(catalog) if name in shown.assessment.criteria]
    if "station" in shown.assessment.criteria:
        refs.append(places[shown.station])
    return credit(catalog, shown.words, refs, illustrative=shown.assessment.illustrative)


def range_chart(shown: Shown) -> Block:
    """Return best and worst rank of each zone when one weight is left out or doubled."""
    words, found = shown.words, shown.assessment
    best, worst = found.rank_range
    colours = zone_colours(shown.catalog.zones)

    def bar(place: int) -> Bar:
        low, high = int(best[place]), int(worst[place])
        text = words("sites.ranks" if high > low else "sites.rank", rank=low, low=low, high=high)
        return Bar(
            found.zones[place],
            shown.zone(place),
            between(low, high, grade=shown.evidence),
            text,
            fill=colours[found.zones[place]],
            stroke=shown.theme.outline,
            hatched=found.illustrative,
            selected=shown.is_chosen(place),
            open=f"site-{found.zones[place]}",
            aim=exactly(int(found.rank[place])),
        )

    def table() -> pd.DataFrame:
        shares = [words.percent(float(found.first[n])) for n in found.order]
        return cells_frame(
            {
                words("col.zone"): [shown.zone(n) for n in found.order],
                words("sites.col.rank"): [words.number(found.rank[n]) for n in found.order],
                words("sites.col.best"): [words.number(best[n]) for n in found.order],
                words("sites.col.worst"): [words.number(worst[n]) for n in found.order],
                words("sites.col.first"): shares,
            }
        )

    may = [place for place in found.order if best[place] == 1]
    return bars_block(
        words,
        "sites-range",
        [bar(place) for place in found.order],
        credit=_credit(shown),
        finding=_marked(shown, _may_lead(shown, may)),
        small=words("sites.chart.range_small"),
        notes=[words("sites.note.range")],
        table=table,
        dimension="zone",
        title=words("sites.chart.range"),
    )


def _may_lead(shown: Shown, may: list[int]) -> str:
    """Return which zones rank first under some weights; how many, if they are many."""
    words = shown.words
    if len(may) > _FEW:
        return words("finding.may_lead_many", count=len(may))
    return words("finding.may_lead", zones=shown.zones(may))


def first_chart(shown: Shown) -> Block:
    """Return the share of sampled weightings in which each zone ranks first."""
    words, found = shown.words, shown.assessment
    colours = zone_colours(shown.catalog.zones)

    def bar(place: int) -> Bar:
        text = words.percent(float(found.first[place]))
        return Bar(
            found.zones[place],
            shown.zone(place),
            exactly(100 * float(found.first[place]), "percent", grade=shown.evidence),
            text,
            fill=colours[found.zones[place]],
            stroke=shown.theme.outline,
            hatched=found.illustrative,
            selected=shown.is_chosen(place),
            open=f"site-{found.zones[place]}",
        )

    def table() -> pd.DataFrame:
        shares = [words.percent(float(found.first[n])) for n in found.order]
        return cells_frame(
            {
                words("col.zone"): [shown.zone(n) for n in found.order],
                words("sites.col.first"): shares,
            }
        )

    bars = [bar(place) for place in found.order]
    return bars_block(
        words,
        "sites-first",
        bars,
        credit=_credit(shown),
        finding=bar_finding(words, bars, lead="finding.leads"),
        small=words("sites.chart.first_small", samples=SAMPLES),
        notes=[words("sites.note.first", samples=SAMPLES)],
        table=table,
        dimension="zone",
        title=words("sites.chart.first"),
    )

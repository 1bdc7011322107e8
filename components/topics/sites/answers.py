"""What the page of site selection says: its finding, cards and tables."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.blocks.base import Block, Body, Content, Panel
from components.blocks.cards import Card, Line, cards_block
from components.blocks.controls import options_block
from components.blocks.html_table import cells_frame, column, table_html
from components.blocks.plain import empty, heading, markup, nothing, title, warnings
from components.blocks.remedies import options_button
from components.blocks.table import Opening, table_block, texts
from components.blocks.text import Words, figure_text
from components.linked.cards import indicator_card
from components.linked.figures import figure_card
from components.linked.printed import figure_panels
from components.origin.references import references
from components.origin.values import Origin, origin_body
from components.session.filters import filter_text
from components.session.request import Request
from components.session.theme import Theme
from components.topics.sites.charts import first_chart, range_chart, stack_chart, weight_sliders
from components.topics.sites.texts import (
    Shown,
    criterion_label,
    direction,
    long_table,
    rank_text,
    raw_text,
    score_text,
    sheet_body,
    sheets,
)
from data.catalog import Catalog
from data.follows import follows
from data.in_print import figures_by
from data.indicators import FLOOR_AREA, STAFF
from data.memo import VIEWS, remembered
from data.placements import figure_roles, placed, placed_figures
from data.selection import Selection
from geo.site_scores import WEIGHTS, assess, criteria, leaders, measures, stations
from geo.sites import SAMPLES

PAGE = "sites"
NEEDED = ("zone_outlines", "coverage_outlines", "tenants", "project_places")
_PARK_WIDE = (FLOOR_AREA, STAFF)
_SCORED = ("warning", "station-heading", "station", "sliders", "stack", "range", "first", "scores")

OPTIONS = ("sites-*",)


def site_blocks(request: Request) -> Content:
    """Return the blocks that follow the score, or why there is none."""
    station, weights = asked_sites(request)
    return _site_blocks(
        request.catalog, request.chosen, request.words, request.theme, station, weights
    )


def asked_sites(request: Request) -> tuple[str, tuple[float, ...]]:
    """Return the station that distances are taken to, and the weight of each criterion."""
    station = request.option("sites-place", stations(request.catalog) or ("",))
    names = criteria(request.catalog)
    return station, tuple(float(request.option(f"sites-{name}", WEIGHTS)) for name in names)


@remembered(VIEWS)
def _site_blocks(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    theme: Theme,
    station: str,
    by_criterion: tuple[float, ...],
) -> Content:
    weights = dict(zip(criteria(catalog), by_criterion, strict=True))
    zones, found, _ = measures(catalog, chosen, station)
    places = catalog["landmarks"].set_index("landmark_id")
    offered = [(name, words.of(places.loc[name], "name")) for name in stations(catalog)]
    asked: Content = {
        "station-heading": heading(words("sites.station")) if offered else nothing(),
        "station": options_block("sites-place", words("sites.station"), offered, station)
        if offered
        else nothing(),
        "sliders": weight_sliders(catalog, chosen, words, station, tuple(found), weights),
    }
    made = assess(catalog, chosen, station, weights)
    if made is None:
        cards = apartment_cards(catalog, chosen, words)
        cards += [indicator_card(catalog, chosen, words, name) for name in _PARK_WIDE]
        shown: Content = dict.fromkeys(_SCORED, nothing()) | (asked if zones else {})
        return shown | {
            "title": title(words("sites.finding_empty" if zones else "sites.finding_published")),
            "cards": cards_block(cards, words),
            "empty": _why_unscored(catalog, words, weighed=bool(zones)),
            "side-heading": heading(words("sites.need")),
            "side": needed_table(words),
            "need-heading": nothing(),
            "need": nothing(),
        }
    view = Shown(catalog, chosen, words, theme, station, made)
    texts = [words("sites.warning")] if made.illustrative else []
    return asked | {
        "title": title(sites_finding(view)),
        "warning": warnings(texts),
        "cards": cards_block(score_cards(view), words),
        **dict.fromkeys(("empty", "side-heading", "side"), nothing()),
        "need-heading": heading(words("sites.need")),
        "need": needed_table(words),
        "stack": stack_chart(view),
        "range": range_chart(view),
        "first": first_chart(view),
        "scores": score_table(view),
    }


def _why_unscored(catalog: Catalog, words: Words, *, weighed: bool) -> Block:
    usual = options_button(words, {f"sites-{name}": WEIGHTS[0] for name in criteria(catalog)})
    return empty(words("sites.empty"), usual) if weighed else empty(words("sites.empty_published"))


def sites_finding(shown: Shown) -> str:
    """Return the sentence that the scores say, the title of the page."""
    words, found = shown.words, shown.assessment
    first = leaders(found)
    among = [n for n, zone in enumerate(found.zones) if zone in shown.chosen.zones]
    if shown.chosen.zones and not among:
        return words("sites.finding_no_outline", filter=filter_text(words, shown.chosen, ("zone",)))
    if among:
        ranked = words.join(
            words("sites.zone_rank", zone=shown.zone(n), rank=int(found.rank[n])) for n in among
        )
        share = words.percent(found.first_of(among))
        return words(
            "sites.finding_chosen",
            ranked=ranked,
            count=len(found.zones),
            share=share,
            samples=SAMPLES,
            mark=shown.mark,
        )
    if len(first) > 1:
        return words("sites.finding_tied", zones=shown.zones(first), mark=shown.mark)
    return words(
        "sites.finding",
        zone=shown.zone(first[0]),
        share=words.percent(float(found.first[first[0]])),
        samples=SAMPLES,
        mark=shown.mark,
    )


def score_cards(shown: Shown) -> list[Card]:
    """Return cards of the best-ranked zone, of those chosen if any are."""
    words, found = shown.words, shown.assessment
    best = leaders(found, shown.chosen.zones)
    if not best:
        return apartment_cards(shown.catalog, shown.chosen, words)
    flag = words("card.illustrative") if found.illustrative else ""
    place, names = best[0], shown.zones(best)

    def sheet() -> Body:
        return sheet_body(shown, place)

    others = [float(t) for n, t in enumerate(found.total) if n != place]
    gap = float(found.total[place]) - max(others, default=0.0)
    ahead = "sites.card.lead" if gap >= 0 else "sites.card.behind"
    low, high = (int(ends[place]) for ends in found.rank_range)
    cards = [
        Card(
            "site-best",
            words("sites.card.chosen" if shown.chosen.zones else "sites.card.best"),
            f"{names} · {rank_text(shown, place)}",
            [
                Line(words("sites.card.score", score=score_text(float(found.total[place]))), flag),
                Line(words("sites.card.of", count=len(found.zones))),
            ],
            sheet,
            shown.evidence,
        ),
        Card(
            "site-gap",
            words(ahead),
            words("sites.points", value=score_text(abs(gap))),
            [Line(names, flag), Line(words("sites.card.scale"))],
            sheet,
            shown.evidence,
        ),
        Card(
            "site-first",
            words("sites.card.first", samples=SAMPLES),
            words.percent(float(found.first[place])),
            [Line(names, flag), Line(words("sites.card.range", low=low, high=high))],
            sheet,
            shown.evidence,
        ),
    ]
    if "station" in found.criteria:
        metres = found.raw[place, found.criteria.index("station")]
        cards.append(
            Card(
                "site-station",
                criterion_label(shown, "station"),
                raw_text(words, "station", float(metres)),
                [Line(names, flag), Line(words("sites.card.straight"))],
                sheet,
                shown.evidence,
            )
        )
    return [*cards, *apartment_cards(shown.catalog, shown.chosen, words)]


def apartment_cards(catalog: Catalog, chosen: Selection, words: Words) -> list[Card]:
    """Return the card of talent apartments, which are known for the park as a whole, if any."""
    ids, label = placed_figures(catalog, PAGE, "apartments"), words("sites.card.apartments")
    lines = (words("sites.card.not_scored"),)
    made = figure_card(catalog, chosen, words, "site-apartments", label, ids, lines=lines)
    return [made] if ids else []


def score_table(shown: Shown) -> Block:
    """Return raw values and scores of each zone; its name opens the numbers."""
    words, found = shown.words, shown.assessment

    def cell(place: int, text: str) -> Opening:
        return Opening(text, f"site-{found.zones[place]}", shown.evidence)

    columns: dict[str, list[str | Opening]] = {
        words("sites.col.rank"): [cell(n, str(found.rank[n])) for n in found.order],
        words("col.zone"): [Opening(shown.zone(n), f"site-{found.zones[n]}") for n in found.order],
        words("sites.col.total"): [cell(n, score_text(float(found.total[n]))) for n in found.order],
    }
    for c, name in enumerate(found.criteria):
        sign = direction(words, name)[0]
        columns[f"{criterion_label(shown, name)} {sign}"] = [
            cell(
                n,
                words(
                    "sites.cell",
                    raw=raw_text(words, name, float(found.raw[n, c])),
                    score=score_text(float(found.scores[n, c])),
                ),
            )
            for n in found.order
        ]
    names, missing = list(columns), [criterion_label(shown, name) for name in found.missing]
    notes = [words("sites.missing", names=words.join(missing))] if missing else []
    return table_block(
        words,
        "sites-scores",
        words("sites.table"),
        columns,
        numeric=(names[0], *names[2:]),
        small=words("sites.table_small"),
        notes=notes,
        whole=lambda: long_table(shown),
        panels=sheets(shown),
    )


@follows("as_of")
def left_out_table(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return what an investor would ask that no article gives by zone."""
    groups: dict[str, tuple[str, ...]] = {}
    for figure_id, group in figure_roles(catalog, PAGE, "left_out").items():
        groups[group] = (*groups.get(group, ()), figure_id)
    known = (figures_by(catalog, ids, catalog.as_of(chosen)) for ids in groups.values())
    shown = pd.DataFrame([rows.iloc[-1] for rows in known if len(rows)])
    rows = [row for _, row in shown.iterrows()]
    unknown = words("sites.no_number")
    named = [
        words("sites.named", subject=words.of(row, "subject"), metric=words.of(row, "metric"))
        for row in rows
    ]
    rents = catalog["mentions"].set_index("mention_id").loc[list(placed(catalog, PAGE, "rent"))]
    columns: dict[str, list[str | Opening]] = {
        words("sites.col.what"): [*named, *[words("sites.rent")] * len(rents)],
        words("sites.col.park"): [
            *(
                Opening(figure_text(words, row), f"figure-{row['figure_id']}", row["evidence"])
                for row in rows
            ),
            *[Opening(unknown, "site-rent")] * len(rents),
        ],
        words("col.as_of"): [*(words.date(row["as_of"]) for row in rows), *[unknown] * len(rents)],
        words("sites.col.why"): [
            *[words("sites.why.park_wide")] * len(rows),
            *[words("sites.why.no_number")] * len(rents),
        ],
    }
    refs = [*(row["refs"] for row in rows), *rents["refs"]]

    def whole() -> pd.DataFrame:
        frame = cells_frame({name: texts(cells) for name, cells in columns.items()})
        sources = column((references(catalog, words, one) for one in refs), frame)
        return frame.assign(**{words("col.source"): sources})

    def rent() -> Panel:
        said: Any = rents.iloc[0]
        counts = words("sites.why.no_number")
        origin = Origin(unknown, said["evidence"], counts=counts, refs=said["refs"])
        return Panel(words("sites.rent"), origin_body(catalog, words, [origin], chosen))

    return table_block(
        words,
        "sites-left-out",
        words("sites.left"),
        columns,
        small=words("sites.left_small"),
        whole=whole,
        panels=figure_panels(catalog, words, shown, chosen)
        | ({"site-rent": rent} if len(rents) else {}),
    )


def needed_table(words: Words) -> Block:
    """Return which files of the park's own would turn assumptions into results."""
    frame = cells_frame(
        {
            words("sites.col.file"): [
                f"data/local/{name}.{'geojson' if name.endswith('outlines') else 'csv'}"
                for name in NEEDED
            ],
            words("sites.col.content"): [words(f"sites.need.{name}") for name in NEEDED],
            words("sites.col.serves"): [words(f"sites.serves.{name}") for name in NEEDED],
        }
    )
    return markup(table_html(frame))

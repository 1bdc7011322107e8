"""Number cards: a value with its qualifier, date, flags and a source that opens."""

from __future__ import annotations

import pandas as pd

from components.blocks.base import Body
from components.blocks.cards import Card, Line
from components.blocks.text import Words
from components.origin.counted import allocated, projects_body
from components.origin.register import not_counted
from components.origin.values import Origin, figures_body, origin_body
from components.session.filters import filter_text
from data.catalog import Catalog
from data.counts import count_grade, enterprise_cells, enterprises_fact, register_of, selected_total
from data.facts import Said
from data.indicators import Reading, headline, indicators, read_indicator
from data.memo import VIEWS, remembered
from data.periods import parse_period
from data.registered import ENTERPRISES
from data.selection import Selection
from data.status import IN_OPERATION, chosen_projects, hides_projects

_KEPT = 256  # views of which the cards are kept


def enterprises_text(catalog: Catalog, chosen: Selection, words: Words) -> Said | None:
    """Return the number of enterprises under a selection in words, or ``None``."""
    fact = enterprises_fact(catalog, chosen)
    return words.fact(fact) if fact else None


def is_own_total(catalog: Catalog, chosen: Selection) -> bool:
    """Tell whether the newest number of enterprises of the park is the office's."""
    reading = read_indicator(catalog, ENTERPRISES, catalog.as_of(chosen))
    return reading is not None and reading.grade == "official"


@remembered(VIEWS)
def enterprises_card(catalog: Catalog, chosen: Selection, words: Words) -> Card:
    """Return the card of enterprises: the printed band, or the count under the filters."""
    reading = read_indicator(catalog, ENTERPRISES, catalog.as_of(chosen))
    text = enterprises_text(catalog, chosen, words)
    filters = filter_text(words, chosen, ("zone", "sector"))
    label = indicator_name(catalog, words, ENTERPRISES)
    if reading is None:
        return empty_card(words, "enterprises", label)
    whole = words.quantity(reading.low, reading.high, reading.qualifier, reading.unit)
    dated = _dated(words, reading)
    disagree = words("card.disagree") if reading.qualifier == "band" else ""
    grade = selected_total(catalog, chosen, "enterprises")[1] if filters else reading.grade
    if filters:
        flag = words("card.illustrative") if text and grade == "illustrative" else ""
        sign = "⚠ " if disagree else ""
        lines = [
            Line(filters, flag),
            Line(dated),
            Line(_joined(sign + words("card.whole_park", value=whole), _whose(words, reading))),
        ]
    else:
        beside = _beside(words, reading) or _register(catalog, chosen, words)
        scope = _joined(words("card.park"), _whose(words, reading))
        lines = [Line(scope), Line(dated), Line(beside, disagree)]

    def source() -> Body:
        own = []
        if filters and text:
            own.append(_filtered_origin(catalog, chosen, words, text, grade or "derived"))
        if reading.qualifier == "band":
            own.append(
                Origin(whole, reading.grade, qualifier=reading.qualifier, as_of=reading.as_of)
            )
        return origin_body(catalog, words, own, chosen) + figures_body(
            catalog, words, reading.figures, chosen
        )

    evidence = (grade or "derived") if text else ""
    value = text or not_counted(catalog, chosen, words)
    return Card("enterprises", label, value, lines, source, evidence, measured=reading.measured)


def _filtered_origin(
    catalog: Catalog, chosen: Selection, words: Words, text: str, grade: str
) -> Origin:
    cells = enterprise_cells(catalog, chosen, "sector")
    if "refs" not in cells:
        return allocated(catalog, chosen, words, text, grade)
    if chosen.sectors:
        cells = cells[cells["sector"].isin(chosen.sectors)]
    refs = ";".join(dict.fromkeys(";".join(cells["refs"]).split(";")))
    as_of = cells["as_of"].iloc[0] if len(cells) else catalog.as_of(chosen).text
    return Origin(text, grade, counts=words("origin.sum"), as_of=as_of, refs=refs)


@remembered(VIEWS)
def indicator_card(catalog: Catalog, chosen: Selection, words: Words, indicator: str) -> Card:
    """Return the card of a park-wide indicator, with its forecast if there is one."""
    label, key = indicator_name(catalog, words, indicator), indicator.replace("_", "-")
    reading = read_indicator(catalog, indicator, catalog.as_of(chosen))
    if reading is None:
        return empty_card(words, key, label)
    forecast = _forecast(catalog, chosen, indicator, reading)
    filters = filter_text(words, chosen, ("zone", "sector"))
    scope = words("card.park_only", filter=filters) if filters else words("card.park")
    scope = _joined(scope, _whose(words, reading))
    disagree = words("card.disagree") if reading.qualifier == "band" else ""
    lines = [Line(scope, disagree), Line(_dated(words, reading))]
    if reading.printed:
        lines.append(Line(_beside(words, reading)))
    if forecast is not None:
        text = words(
            "card.forecast",
            period=words.date(str(forecast.figures.iloc[-1]["measured"])),
            value=words.quantity(forecast.low, forecast.high, forecast.qualifier, forecast.unit),
        )
        lines.append(Line(text, forecast=True))

    def source() -> Body:
        figures = [reading.figures] if forecast is None else [reading.figures, forecast.figures]
        return figures_body(catalog, words, pd.concat(figures), chosen)

    value = words.quantity(reading.low, reading.high, reading.qualifier, reading.unit)
    return Card(key, label, value, lines, source, reading.grade, measured=reading.measured)


def headline_cards(catalog: Catalog, chosen: Selection, words: Words) -> list[Card]:
    """Return the cards of the park's headline indicators, in their order."""
    return [
        enterprises_card(catalog, chosen, words)
        if indicator == ENTERPRISES
        else indicator_card(catalog, chosen, words, indicator)
        for indicator in headline(catalog)
    ]


def indicator_name(catalog: Catalog, words: Words, indicator: str) -> str:
    """Return what the park calls an indicator."""
    rows = indicators(catalog)
    return words.of(rows.loc[indicator], "name") if indicator in rows.index else indicator


def _forecast(
    catalog: Catalog, chosen: Selection, indicator: str, reading: Reading
) -> Reading | None:
    """Return what is expected of a time later than the newest figure, or of the same."""
    found = read_indicator(catalog, indicator, catalog.as_of(chosen), forecast=True)
    if found is None or parse_period(found.measured).end < parse_period(reading.measured).end:
        return None
    return found


def _register(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return how many the office's register lists as long as it is not complete."""
    register = register_of(catalog, chosen)
    if not register.is_lower_bound:
        return ""
    return words("card.register", value=words.amount(register.count, "enterprise"))


def _beside(words: Words, reading: Reading) -> str:
    """Return what is printed beside a newer figure of the office; empty for none."""
    printed = reading.printed
    if printed is None:
        return ""
    value = words.quantity(printed.low, printed.high, printed.qualifier, printed.unit)
    return words("card.printed", date=words.date(printed.measured), value=value)


def _dated(words: Words, reading: Reading) -> str:
    """Return the date of a reading."""
    newest = reading.figures.iloc[-1]
    flow = isinstance(newest["period"], str)
    return words("card.year" if flow else "card.as_of", date=words.date(reading.measured))


def _whose(words: Words, reading: Reading) -> str:
    """Return whose a reading is; empty if it is printed."""
    return "" if reading.grade == "reported" else words(f"card.grade.{reading.grade}")


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def empty_card(words: Words, key: str, label: str) -> Card:
    """Return a card of a number that was not in print by the as-of date."""
    return Card(key, label, words("card.none"), [Line(words("card.none_help"))])


@remembered(VIEWS)
def projects_card(catalog: Catalog, chosen: Selection, words: Words) -> Card:
    """Return the card of projects in operation, whole or first phase."""
    projects = chosen_projects(catalog, chosen)
    label, scope = words("card.projects"), filter_text(words, chosen) or words("card.park")
    if hides_projects(catalog, chosen):
        return Card("projects", label, words("card.unpublished"), [Line(scope)])
    active = projects[projects["status"].isin(IN_OPERATION)]
    full = int((active["status"] == "operating").sum())
    assumed = chosen.is_placed and (projects["zone_evidence"] == "illustrative").any()
    lines = [
        Line(scope, words("card.illustrative") if assumed else ""),
        Line(words("card.projects_of", total=len(projects))),
        Line(words("card.projects_split", full=full, part=len(active) - full)),
    ]
    return Card(
        "projects",
        label,
        words.amount(len(active), "project"),
        lines,
        lambda: projects_body(catalog, chosen, words, active, placed=chosen.is_placed),
        count_grade(active, placed=chosen.is_placed),
    )

"""Number cards: a value with its qualifier, date, flags and a source that opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache

import pandas as pd

from components.blocks import Block, Panel
from components.filters import filter_text
from components.source import assumption_text, figures_html, note_html, references
from components.tables import column, table_html
from components.text import Words
from data.catalog import Catalog
from data.counts import enterprise_cells, selected_total
from data.indicators import IndicatorId, Reading, read_indicator
from data.selection import Selection
from data.status import chosen_projects

_KEPT = 256  # views of which the cards are kept
IN_OPERATION = ("operating", "partial")


@dataclass(frozen=True)
class Line:
    """One small line of a card, perhaps with a warning or the mark of a forecast."""

    text: str
    flag: str = ""
    forecast: bool = False


@dataclass(frozen=True)
class Card:
    """A number with what it covers, its date and its source.

    Attributes
    ----------
    card_id, label, value : str
    lines : list of Line
        The first says what the number covers. Three keep the height of the card, so that
        nothing below it moves when the selection changes.
    source : callable, optional
        Returns the origin of the number as escaped HTML, when the reader opens it.
    """

    card_id: str
    label: str
    value: str
    lines: list[Line]
    source: Callable[[], str] | None = None


def cards_block(cards: list[Card], words: Words) -> Block:
    """Return some cards as one block."""
    button = words("source.button")
    return Block(
        "cards",
        {
            "cards": [
                {
                    "id": card.card_id,
                    "label": card.label,
                    "value": card.value,
                    "lines": [asdict(line) for line in card.lines],
                    "source": button if card.source else "",
                }
                for card in cards
            ]
        },
        {
            f"source-{card.card_id}": _panel(card.label, card.source)
            for card in cards
            if card.source
        },
    )


def _panel(label: str, source: Callable[[], str]) -> Callable[[], Panel]:
    return lambda: Panel(label, source())


def enterprises_text(catalog: Catalog, chosen: Selection, words: Words) -> str | None:
    """Return the number of enterprises under a selection in words, or ``None``."""
    reading = read_indicator(catalog, "enterprises", chosen.period)
    if reading is None:
        return None
    if not chosen.zones and not chosen.sectors:
        return words.quantity(reading.low, reading.high, reading.qualifier, reading.unit)
    count, evidence = selected_total(catalog, chosen, "enterprises")
    if evidence is None and chosen.zones and _no_zone_known(catalog, chosen):
        return None
    bound = "at_least" if evidence == "reported" else "exact"
    return words.quantity(count, None if bound == "at_least" else count, bound, "enterprise")


def _no_zone_known(catalog: Catalog, chosen: Selection) -> bool:
    return set(enterprise_cells(catalog, chosen, "zone")["zone"]) <= {"unassigned"}


@lru_cache(maxsize=_KEPT)
def enterprises_card(catalog: Catalog, chosen: Selection, words: Words) -> Card:
    """Return the card of enterprises: the printed band, or the count under the filters."""
    reading = read_indicator(catalog, "enterprises", chosen.period)
    text = enterprises_text(catalog, chosen, words)
    filters = filter_text(words, chosen, ("zone", "sector"))
    label = words("card.enterprises")
    if reading is None:
        return _empty_card(words, "enterprises", label)
    dated = words("card.as_of", date=words.date(reading.as_of))
    disagree = words("card.disagree") if reading.qualifier == "band" else ""
    if filters:
        flag = words("card.illustrative") if text and chosen.zones else ""
        whole = words.quantity(reading.low, reading.high, reading.qualifier, reading.unit)
        sign = "⚠ " if disagree else ""
        lines = [
            Line(filters, flag),
            Line(dated),
            Line(sign + words("card.whole_park", value=whole)),
        ]
    else:
        lines = [Line(words("card.park")), Line(dated), Line("", disagree)]

    def source() -> str:
        notes = []
        if filters and text:
            cells = enterprise_cells(catalog, chosen, "sector")
            if (cells["evidence"] == "illustrative").any():
                notes.append(assumption_text(catalog, words, "tenant-spread"))
            else:
                refs = ";".join(dict.fromkeys(";".join(cells["refs"]).split(";")))
                notes.append(references(catalog, words, refs))
        return note_html(notes) + figures_html(catalog, words, reading.figures)

    return Card("enterprises", label, text or words("card.unpublished"), lines, source)


@lru_cache(maxsize=_KEPT)
def indicator_card(
    catalog: Catalog, chosen: Selection, words: Words, indicator: IndicatorId
) -> Card:
    """Return the card of a park-wide indicator, with its forecast if there is one."""
    label, key = words(f"card.{indicator}"), indicator.replace("_", "-")
    reading = read_indicator(catalog, indicator, chosen.period)
    if reading is None:
        return _empty_card(words, key, label)
    forecast = read_indicator(catalog, indicator, chosen.period, forecast=True)
    filters = filter_text(words, chosen, ("zone", "sector"))
    scope = words("card.park_only", filter=filters) if filters else words("card.park")
    lines = [Line(scope), Line(_dated(words, reading))]
    if forecast is not None:
        text = words(
            "card.forecast",
            period=words.date(str(forecast.figures.iloc[-1]["period"])),
            value=words.quantity(forecast.low, forecast.high, forecast.qualifier, forecast.unit),
        )
        lines.append(Line(text, forecast=True))

    def source() -> str:
        figures = [reading.figures] if forecast is None else [reading.figures, forecast.figures]
        return figures_html(catalog, words, pd.concat(figures))

    value = words.quantity(reading.low, reading.high, reading.qualifier, reading.unit)
    return Card(key, label, value, lines, source)


def _dated(words: Words, reading: Reading) -> str:
    newest = reading.figures.iloc[-1]
    if isinstance(newest["period"], str):
        return words("card.year", date=words.date(newest["period"]))
    return words("card.as_of", date=words.date(reading.as_of))


def _empty_card(words: Words, key: str, label: str) -> Card:
    return Card(key, label, words("card.none"), [Line(words("card.none_help"))])


@lru_cache(maxsize=_KEPT)
def projects_card(catalog: Catalog, chosen: Selection, words: Words) -> Card:
    """Return the card of projects in operation, whole or first phase."""
    projects = chosen_projects(catalog, chosen)
    label, scope = words("card.projects"), filter_text(words, chosen) or words("card.park")
    if projects.empty and chosen.zones and chosen.evidence == "published":
        return Card("projects", label, words("card.unpublished"), [Line(scope)])
    active = projects[projects["status"].isin(IN_OPERATION)]
    full = int((active["status"] == "operating").sum())
    allocated = chosen.zones and (projects["zone_evidence"] == "illustrative").any()
    lines = [
        Line(scope, words("card.illustrative") if allocated else ""),
        Line(words("card.projects_of", total=len(projects))),
        Line(words("card.projects_split", full=full, part=len(active) - full)),
    ]
    return Card(
        "projects",
        label,
        words.amount(len(active), "project"),
        lines,
        lambda: (
            note_html([words("source.projects")]) + table_html(status_table(catalog, active, words))
        ),
    )


def status_table(catalog: Catalog, projects: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return projects with status, wording, date and source, in words."""
    return pd.DataFrame(
        {
            words("col.project"): projects[f"name_{words.lang}"],
            words("col.zone"): [words(f"zone.{zone}") for zone in projects["zone"]],
            words("col.sector"): [words(f"sector.{sector}") for sector in projects["sector"]],
            words("col.status"): [words(f"status.{status}") for status in projects["status"]],
            words("col.wording"): projects[f"wording_{words.lang}"],
            words("col.since"): [words.date(date) for date in projects["status_date"]],
            words("col.source"): column(
                (references(catalog, words, refs) for refs in projects["status_refs"]), projects
            ),
        }
    )

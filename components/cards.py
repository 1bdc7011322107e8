"""Number cards: a value with its qualifier, date, flags and a source that opens."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components.filters import filter_text
from components.source import assumption_text, figures_html, popover, references
from components.tables import column, table_html
from components.text import Words, escape
from data.catalog import Catalog
from data.counts import enterprise_cells, selected_total
from data.indicators import IndicatorId, Reading, read_indicator
from data.selection import Selection
from data.status import chosen_projects

IN_OPERATION = ("operating", "partial")


def line(text: str, flag: str = "", *, forecast: bool = False) -> str:
    """Return one small line of a card as HTML, with a warning or the mark of a forecast."""
    mark = f' <span class="atlas-flag">{escape(flag)}</span>' if flag else ""
    css = "atlas-line atlas-forecast" if forecast else "atlas-line"
    return f'<span class="{css}" title="{escape(text)}">{escape(text)}{mark}</span>'


def card(
    words: Words,
    indicator: str,
    *,
    label: str,
    value: str,
    lines: list[str],
    source: Callable[[], object] | None = None,
) -> None:
    """Place one card with key ``card-<indicator>``.

    Parameters
    ----------
    label, value : str
    lines : list of str
        What `line` returns; the first says what the number covers. Up to three keep the
        height of the card, so that nothing below it moves when the selection changes.
    source : callable, optional
        Draws the origin of the number when the reader opens it.
    """
    with st.container(key=f"card-{indicator}", border=True):
        st.html(
            f'<p class="atlas-card-label">{escape(label)}</p>'
            f'<p class="atlas-card-value">{escape(value)}</p>'
            f'<p class="atlas-card-sub">{"".join(lines)}</p>'
        )
        if source:
            popover(f"source-{indicator}", words("source.button"), source)


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


def enterprises_card(catalog: Catalog, chosen: Selection, words: Words) -> None:
    """Place the card of enterprises: the printed band, or the count under the filters."""
    reading = read_indicator(catalog, "enterprises", chosen.period)
    text = enterprises_text(catalog, chosen, words)
    filters = filter_text(words, chosen, ("zone", "sector"))
    label = words("card.enterprises")
    if reading is None:
        _empty_card(words, "enterprises", label)
        return
    dated = words("card.as_of", date=words.date(reading.as_of))
    disagree = words("card.disagree") if reading.qualifier == "band" else ""
    if filters:
        flag = words("card.illustrative") if text and chosen.zones else ""
        whole = words.quantity(reading.low, reading.high, reading.qualifier, reading.unit)
        sign = "⚠ " if disagree else ""
        lines = [
            line(filters, flag),
            line(dated),
            line(sign + words("card.whole_park", value=whole)),
        ]
    else:
        lines = [line(words("card.park")), line(dated), line("", disagree)]

    def source() -> None:
        notes = []
        if filters and text:
            cells = enterprise_cells(catalog, chosen, "sector")
            if (cells["evidence"] == "illustrative").any():
                notes.append(assumption_text(catalog, words, "tenant-spread"))
            else:
                refs = ";".join(dict.fromkeys(";".join(cells["refs"]).split(";")))
                notes.append(references(catalog, words, refs))
        st.html(
            "".join(f'<p class="atlas-note">{escape(note)}</p>' for note in notes)
            + figures_html(catalog, words, reading.figures)
        )

    card(
        words,
        "enterprises",
        label=label,
        value=text or words("card.unpublished"),
        lines=lines,
        source=source,
    )


def indicator_card(
    catalog: Catalog, chosen: Selection, words: Words, indicator: IndicatorId
) -> None:
    """Place the card of a park-wide indicator, with its forecast if there is one."""
    label, key = words(f"card.{indicator}"), indicator.replace("_", "-")
    reading = read_indicator(catalog, indicator, chosen.period)
    if reading is None:
        _empty_card(words, key, label)
        return
    forecast = read_indicator(catalog, indicator, chosen.period, forecast=True)
    filters = filter_text(words, chosen, ("zone", "sector"))
    scope = words("card.park_only", filter=filters) if filters else words("card.park")
    lines = [line(scope), line(_dated(words, reading))]
    if forecast is not None:
        text = words(
            "card.forecast",
            period=words.date(str(forecast.figures.iloc[-1]["period"])),
            value=words.quantity(forecast.low, forecast.high, forecast.qualifier, forecast.unit),
        )
        lines.append(line(text, forecast=True))
    figures = reading.figures
    if forecast is not None:
        figures = pd.concat([figures, forecast.figures])
    card(
        words,
        key,
        label=label,
        lines=lines,
        value=words.quantity(reading.low, reading.high, reading.qualifier, reading.unit),
        source=lambda: st.html(figures_html(catalog, words, figures)),
    )


def _dated(words: Words, reading: Reading) -> str:
    newest = reading.figures.iloc[-1]
    if isinstance(newest["period"], str):
        return words("card.year", date=words.date(newest["period"]))
    return words("card.as_of", date=words.date(reading.as_of))


def _empty_card(words: Words, key: str, label: str) -> None:
    card(words, key, label=label, value=words("card.none"), lines=[line(words("card.none_help"))])


def projects_card(catalog: Catalog, chosen: Selection, words: Words) -> None:
    """Place the card of projects in operation, whole or first phase."""
    projects = chosen_projects(catalog, chosen)
    label, scope = words("card.projects"), filter_text(words, chosen) or words("card.park")
    if projects.empty and chosen.zones and chosen.evidence == "published":
        unpublished = words("card.unpublished")
        card(words, "projects", label=label, value=unpublished, lines=[line(scope)])
        return
    active = projects[projects["status"].isin(IN_OPERATION)]
    full = int((active["status"] == "operating").sum())
    allocated = chosen.zones and (projects["zone_evidence"] == "illustrative").any()
    lines = [
        line(scope, words("card.illustrative") if allocated else ""),
        line(words("card.projects_of", total=len(projects))),
        line(words("card.projects_split", full=full, part=len(active) - full)),
    ]
    card(
        words,
        "projects",
        label=label,
        value=words.amount(len(active), "project"),
        lines=lines,
        source=lambda: st.html(
            f'<p class="atlas-note">{escape(words("source.projects"))}</p>'
            + table_html(status_table(catalog, active, words))
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

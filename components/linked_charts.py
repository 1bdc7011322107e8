"""The linked charts: enterprises by sector and zone, projects by status, investment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from components.cards import status_table
from components.charts import place_bars
from components.filters import filter_text
from components.shell import empty, heading, note
from components.source import assumption_text, popover, references
from components.tables import column, table_html
from components.text import Words
from components.theme import NEUTRAL, STATUS_COLOURS, ZONE_COLOURS, Theme, hatch
from data.catalog import Catalog
from data.counts import UNATTRIBUTED, counts, enterprise_cells, published_cells
from data.export import csv_bytes
from data.selection import Dimension, Selection
from data.status import UNASSIGNED, chosen_projects

_DIMMED = 0.35


def _heading(words: Words, chart: str, filters: str, unit: str | None = None) -> None:
    small = " · ".join(filter(None, [unit and words(f"chart.unit.{unit}"), filters]))
    heading(words(f"chart.{chart}"), small)


def _notes(texts: list[str]) -> None:
    if texts:
        note(" ".join(texts))


def _alt(words: Words, chart: str, bars: pd.DataFrame) -> str:
    values = words.join(
        words("chart.alt.value", label=label, value=text)
        for label, text in zip(bars["label"], bars["text"], strict=True)
    )
    return words("chart.alt", title=words(f"chart.{chart}"), values=values)


def _bars(frame: pd.DataFrame, by: Dimension, words: Words) -> pd.DataFrame:
    """Return what all count charts share: order, label, value, text, opacity."""
    labels = [words(f"{by}.{code}") for code in frame[by]]
    return pd.DataFrame(
        {
            "key": frame[by],
            "label": labels,
            "order": range(len(frame)),
            "value": frame["count"].astype(float),
            "dash": 0,
            "bracket": "",
            "text": [words.number(count) for count in frame["count"]],
            "opacity": [1.0 if selected else _DIMMED for selected in frame["selected"]],
        }
    )


def _with_tips(bars: pd.DataFrame, frame: pd.DataFrame, words: Words, unit: str) -> pd.DataFrame:
    tips = [
        " · ".join(filter(None, [f"{label}: {words.amount(value, unit)}", words.grade(grade)]))
        for label, value, grade in zip(bars["label"], bars["value"], frame["evidence"], strict=True)
    ]
    return bars.assign(tip=tips)


def _details(
    words: Words,
    chart: str,
    make_table: Callable[[], pd.DataFrame],
    texts: list[str],
    numeric: tuple[str, ...] = (),
) -> None:
    def content() -> None:
        table = make_table()
        _notes(texts)
        st.html(table_html(table, numeric))
        st.download_button(
            words("chart.download"),
            csv_bytes(table),
            f"{chart}.csv",
            "text/csv",
            key=f"download-{chart}",
            on_click="ignore",
        )

    popover(f"table-{chart}", words("chart.table"), content)


def _count_table(
    frame: pd.DataFrame, by: Dimension, words: Words, sources: Sequence[str]
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            words(f"col.{by}"): [words(f"{by}.{code}") for code in frame[by]],
            words("col.count"): frame["count"],
            words("col.evidence"): [words.grade(grade) for grade in frame["evidence"]],
            words("col.source"): column(sources, frame),
        }
    )


def sector_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> None:
    """Place enterprises by sector; lower bounds are drawn as such."""
    frame = counts(catalog, chosen, by="sector")
    _heading(words, "sector", filter_text(words, chosen, ("zone",)), "enterprise")
    if frame["count"].sum() == 0:
        empty(_why_empty(catalog, chosen, words))
        return
    bars = _bars(frame, "sector", words)
    reported = frame["evidence"] == "reported"
    bars["fill"] = [theme.accent if solid else hatch("accent") for solid in reported]
    bars.loc[bars["key"] == UNATTRIBUTED, "fill"] = hatch(NEUTRAL)
    bars["stroke"] = theme.accent
    bars["bracket"] = ["[" if solid else "" for solid in reported]
    bars["text"] = [
        f"≥ {text}" if solid else text for solid, text in zip(reported, bars["text"], strict=True)
    ]
    allocated = (frame["evidence"] == "illustrative").any()
    cells = enterprise_cells(catalog, chosen, "sector")
    texts = [words("chart.note.sector_allocated" if allocated else "chart.note.sector")]
    if not allocated and "2020-04" in set(cells["as_of"]):
        missing = ~frame["sector"].isin(cells["sector"])
        bars, frame = bars[~missing], frame[~missing]
        texts.append(words("chart.note.sector_2020_04"))
    bars = _with_tips(bars, frame, words, "enterprise")
    place_bars(
        "chart-sector",
        bars,
        theme,
        dimension="sector",
        label_width=_width(words),
        alt_text=_alt(words, "sector", bars),
    )
    if chosen.statuses:
        texts.append(words("chart.note.status_filter"))
    _notes(texts)

    def table() -> pd.DataFrame:
        if allocated:
            sources = [assumption_text(catalog, words, "tenant-spread")] * len(frame)
        else:
            refs = cells.groupby("sector")["refs"].first()
            sources = [references(catalog, words, refs.get(code)) for code in frame["sector"]]
        return _count_table(frame, "sector", words, sources)

    _details(words, "sector", table, [], (words("col.count"),))


def _width(words: Words) -> int:
    return 84 if words.lang == "zh" else 122


def _why_empty(catalog: Catalog, chosen: Selection, words: Words) -> str:
    if published_cells(catalog, chosen.period).empty:
        return words("chart.empty.date", date=words.date(chosen.period))
    return _why_nothing_chosen(chosen, words)


def _why_nothing_chosen(chosen: Selection, words: Words) -> str:
    unpublished = chosen.evidence == "published" and chosen.zones
    return words("chart.empty.published" if unpublished else "chart.empty")


def zone_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> None:
    """Place enterprises by zone, with the bucket of those whose zone is not published."""
    frame = counts(catalog, chosen, by="zone")
    _heading(words, "zone", filter_text(words, chosen, ("sector",)), "enterprise")
    if frame["count"].sum() == 0:
        empty(_why_empty(catalog, chosen, words))
        return
    bars = _bars(frame, "zone", words)
    bars["fill"] = [
        theme.neutral
        if zone == UNASSIGNED
        else hatch(zone)
        if grade == "illustrative"
        else ZONE_COLOURS[zone]
        for zone, grade in zip(frame["zone"], frame["evidence"], strict=True)
    ]
    bars["stroke"] = theme.outline
    bars = _with_tips(bars, frame, words, "enterprise")
    place_bars(
        "chart-zone",
        bars,
        theme,
        dimension="zone",
        label_width=_width(words),
        alt_text=_alt(words, "zone", bars),
    )
    allocated = (frame["evidence"] == "illustrative").any()
    text = words("chart.note.zone" if allocated else "chart.note.zone_published")
    _notes([text])

    def table() -> pd.DataFrame:
        illustrative = assumption_text(catalog, words, "tenant-spread")
        sources = [illustrative if grade == "illustrative" else "" for grade in frame["evidence"]]
        return _count_table(frame, "zone", words, sources)

    _details(words, "zone", table, [text], (words("col.count"),))


def status_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> None:
    """Place projects by status: never hue alone, a sign before each name."""
    frame = counts(catalog, chosen, by="status", of="projects")
    _heading(words, "status", filter_text(words, chosen, ("zone", "sector")), "project")
    if frame["count"].sum() == 0:
        empty(_why_nothing_chosen(chosen, words))
        return
    bars = _bars(frame, "status", words)
    bars["fill"] = [STATUS_COLOURS[status] for status in frame["status"]]
    bars["stroke"] = theme.outline
    bars["dash"] = [1 if status in {"planned", "unknown"} else 0 for status in frame["status"]]
    bars = _with_tips(bars, frame, words, "project")
    place_bars(
        "chart-status",
        bars,
        theme,
        dimension="status",
        label_width=_width(words) + 18,
        alt_text=_alt(words, "status", bars),
    )
    projects = chosen_projects(catalog, chosen)
    pending = int(projects["pending"].sum())
    _notes(
        [
            words("chart.note.status"),
            *([words("chart.note.pending", count=pending)] if pending else []),
            *_allocated_note(chosen, projects, words),
        ]
    )
    _details(words, "status", lambda: status_table(catalog, projects, words), [])


def _allocated_note(chosen: Selection, projects: pd.DataFrame, words: Words) -> list[str]:
    allocated = chosen.zones and (projects["zone_evidence"] == "illustrative").any()
    return [words("chart.note.projects_allocated")] if allocated else []


def investment_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> None:
    """Place the investment of each project that has one in print."""
    projects = chosen_projects(catalog, chosen)
    known = projects.dropna(subset=["investment_cny"]).sort_values(
        "investment_cny", ascending=False, kind="stable"
    )
    _heading(words, "investment", filter_text(words, chosen))
    if known.empty:
        empty(
            words("chart.empty.investment", count=len(projects))
            if len(projects)
            else _why_nothing_chosen(chosen, words)
        )
        return
    planned = known["investment_kind"] == "planned"
    amounts = [words.amount(value, "cny") for value in known["investment_cny"]]
    bars = pd.DataFrame(
        {
            "key": known["project_id"],
            "label": known[f"name_{words.lang}"],
            "order": range(len(known)),
            "value": known["investment_cny"],
            "text": amounts,
            "opacity": 1.0,
            "bracket": "",
            "fill": ["transparent" if dashed else theme.accent for dashed in planned],
            "stroke": theme.accent,
            "dash": planned.astype(int),
        }
    )
    kinds = [words(f"investment.{kind}") for kind in known["investment_kind"]]
    bars["tip"] = [
        f"{label}: {text} · {kind}"
        for label, text, kind in zip(bars["label"], amounts, kinds, strict=True)
    ]
    place_bars(
        "chart-investment",
        bars,
        theme,
        label_width=200 if words.lang == "zh" else 270,
        alt_text=_alt(words, "investment", bars),
    )
    _notes([words("chart.note.investment"), *_allocated_note(chosen, projects, words)])

    def table() -> pd.DataFrame:
        return pd.DataFrame(
            {
                words("col.project"): known[f"name_{words.lang}"],
                words("col.investment"): amounts,
                words("col.kind"): kinds,
                words("col.source"): column(
                    (references(catalog, words, refs) for refs in known["refs"]), known
                ),
            }
        )

    _details(words, "investment", table, [], (words("col.investment"),))

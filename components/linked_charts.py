"""The linked charts: enterprises by sector and zone, projects by status, investment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from components.bars import Bar, bars_block, empty_chart
from components.blocks import Block
from components.cards import status_table
from components.filters import filter_text
from components.project_sheet import printed_amount
from components.source import assumption_text, references
from components.tables import column
from components.text import Words
from components.theme import STATUS_COLOURS, ZONE_COLOURS, Theme
from data.catalog import Catalog
from data.counts import counts, enterprise_cells, published_cells
from data.selection import Dimension, Selection
from data.status import UNASSIGNED, chosen_projects
from data.tenants import UNATTRIBUTED

# Views of which the charts are kept: a presenter goes back and forth between a few.
_KEPT = 256


def _small(words: Words, filters: str, unit: str = "") -> str:
    return " · ".join(filter(None, [unit and words(f"chart.unit.{unit}"), filters]))


def _tip(label: str, amount: str, grade: str) -> str:
    return " · ".join(filter(None, [f"{label}: {amount}", grade]))


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


@lru_cache(maxsize=_KEPT)
def sector_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return enterprises by sector; lower bounds are drawn as such."""
    frame = counts(catalog, chosen, by="sector")
    small = _small(words, filter_text(words, chosen, ("zone",)), "enterprise")
    if frame["count"].sum() == 0:
        return empty_chart(words, "sector", small, _why_empty(catalog, chosen, words))
    allocated = (frame["evidence"] == "illustrative").any()
    cells = enterprise_cells(catalog, chosen, "sector")
    notes = [words("chart.note.sector_allocated" if allocated else "chart.note.sector")]
    if not allocated and "2020-04" in set(cells["as_of"]):
        frame = frame[frame["sector"].isin(cells["sector"])]
        notes.append(words("chart.note.sector_2020_04"))
    if chosen.statuses:
        notes.append(words("chart.note.status_filter"))

    def bar(sector: str, count: int, selected: bool, grade: object) -> Bar:  # noqa: FBT001
        label, reported = words(f"sector.{sector}"), grade == "reported"
        number = words.number(count)
        return Bar(
            sector,
            label,
            float(count),
            f"≥ {number}" if reported else number,
            _tip(label, words.amount(count, "enterprise"), words.grade(grade)),
            fill=theme.neutral if sector == UNATTRIBUTED else theme.accent,
            stroke=theme.accent,
            hatched=not reported,
            bracket="[" if reported else "",
            selected=selected,
        )

    def table() -> pd.DataFrame:
        if allocated:
            sources = [assumption_text(catalog, words, "tenant-spread")] * len(frame)
        else:
            refs = cells.groupby("sector")["refs"].first()
            sources = [references(catalog, words, refs.get(code)) for code in frame["sector"]]
        return _count_table(frame, "sector", words, sources)

    return bars_block(
        words,
        "sector",
        [bar(*row) for row in frame.itertuples(index=False, name=None)],
        small=small,
        notes=notes,
        table=table,
        numeric=(words("col.count"),),
        dimension="sector",
    )


def _why_empty(catalog: Catalog, chosen: Selection, words: Words) -> str:
    if published_cells(catalog, chosen.period).empty:
        return words("chart.empty.date", date=words.date(chosen.period))
    return _why_nothing_chosen(chosen, words)


def _why_nothing_chosen(chosen: Selection, words: Words) -> str:
    unpublished = chosen.evidence == "published" and chosen.zones
    return words("chart.empty.published" if unpublished else "chart.empty")


@lru_cache(maxsize=_KEPT)
def zone_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return enterprises by zone, with the bucket of those whose zone is not published."""
    frame = counts(catalog, chosen, by="zone")
    small = _small(words, filter_text(words, chosen, ("sector",)), "enterprise")
    if frame["count"].sum() == 0:
        return empty_chart(words, "zone", small, _why_empty(catalog, chosen, words))
    allocated = (frame["evidence"] == "illustrative").any()

    def bar(zone: str, count: int, selected: bool, grade: object) -> Bar:  # noqa: FBT001
        label = words(f"zone.{zone}")
        return Bar(
            zone,
            label,
            float(count),
            words.number(count),
            _tip(label, words.amount(count, "enterprise"), words.grade(grade)),
            fill=theme.neutral if zone == UNASSIGNED else ZONE_COLOURS[zone],
            stroke=theme.outline,
            hatched=grade == "illustrative",
            selected=selected,
        )

    def table() -> pd.DataFrame:
        illustrative = assumption_text(catalog, words, "tenant-spread")
        sources = [illustrative if grade == "illustrative" else "" for grade in frame["evidence"]]
        return _count_table(frame, "zone", words, sources)

    return bars_block(
        words,
        "zone",
        [bar(*row) for row in frame.itertuples(index=False, name=None)],
        small=small,
        notes=[words("chart.note.zone" if allocated else "chart.note.zone_published")],
        table=table,
        numeric=(words("col.count"),),
        dimension="zone",
    )


@lru_cache(maxsize=_KEPT)
def status_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return projects by status: never hue alone, a sign before each name."""
    frame = counts(catalog, chosen, by="status", of="projects")
    small = _small(words, filter_text(words, chosen, ("zone", "sector")), "project")
    if frame["count"].sum() == 0:
        return empty_chart(words, "status", small, _why_nothing_chosen(chosen, words))
    projects = chosen_projects(catalog, chosen)
    pending = int(projects["pending"].sum())

    def bar(status: str, count: int, selected: bool, grade: object) -> Bar:  # noqa: FBT001
        label = words(f"status.{status}")
        return Bar(
            status,
            label,
            float(count),
            words.number(count),
            _tip(label, words.amount(count, "project"), words.grade(grade)),
            fill=STATUS_COLOURS[status],
            stroke=theme.outline,
            dashed=status in {"planned", "unknown"},
            selected=selected,
        )

    return bars_block(
        words,
        "status",
        [bar(*row) for row in frame.itertuples(index=False, name=None)],
        small=small,
        notes=[
            words("chart.note.status"),
            *([words("chart.note.pending", count=pending)] if pending else []),
            *_allocated_note(chosen, projects, words),
        ],
        table=lambda: status_table(catalog, projects, words),
        dimension="status",
    )


def _allocated_note(chosen: Selection, projects: pd.DataFrame, words: Words) -> list[str]:
    allocated = chosen.zones and (projects["zone_evidence"] == "illustrative").any()
    return [words("chart.note.projects_allocated")] if allocated else []


def _is_printed(catalog: Catalog, chosen: Selection, project_id: str) -> bool:
    return printed_amount(catalog, chosen, project_id, "investment_cny") is not None


@lru_cache(maxsize=_KEPT)
def investment_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return the investment of each project that has one in print."""
    projects = chosen_projects(catalog, chosen)
    known = projects[
        ["project_id", f"name_{words.lang}", "investment_cny", "investment_kind", "refs"]
    ]
    known = known[known["investment_cny"].notna()].sort_values(
        "investment_cny", ascending=False, kind="stable"
    )
    known = known[[_is_printed(catalog, chosen, key) for key in known["project_id"]]]
    small = filter_text(words, chosen)
    if known.empty:
        reason = (
            words("chart.empty.investment", count=len(projects))
            if len(projects)
            else _why_nothing_chosen(chosen, words)
        )
        return empty_chart(words, "investment", small, reason)
    amounts = [words.amount(value, "cny") for value in known["investment_cny"]]

    def bar(project: str, label: str, value: float, kind: str, amount: str) -> Bar:
        planned = kind == "planned"
        return Bar(
            project,
            label,
            value,
            amount,
            f"{label}: {amount} · {words(f'investment.{kind}')}",
            fill="transparent" if planned else theme.accent,
            stroke=theme.accent,
            dashed=planned,
        )

    def table() -> pd.DataFrame:
        return pd.DataFrame(
            {
                words("col.project"): known[f"name_{words.lang}"],
                words("col.investment"): amounts,
                words("col.kind"): [
                    words(f"investment.{kind}") for kind in known["investment_kind"]
                ],
                words("col.source"): column(
                    (references(catalog, words, refs) for refs in known["refs"]), known
                ),
            }
        )

    columns = [known[name] for name in known.columns[:4]]
    return bars_block(
        words,
        "investment",
        [bar(*row) for row in zip(*columns, amounts, strict=True)],
        small=small,
        notes=[words("chart.note.investment"), *_allocated_note(chosen, projects, words)],
        table=table,
        numeric=(words("col.investment"),),
    )

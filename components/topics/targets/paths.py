"""What the targets ask for each year: arithmetic, outturns against it, and a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components.blocks.bar import Bar
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block, Panel
from components.blocks.credit import credit
from components.blocks.html_table import cells_frame, column
from components.blocks.text import Words, figure_text
from components.blocks.time_axis import on_time_axis
from components.origin.references import references
from components.origin.values import Origin, figure_origin, origin_body
from components.session.theme import Theme
from components.topics.targets.tables import baseline_text, target_name, why_none
from data.catalog import Catalog
from data.conflicts import conflict_ids
from data.facts import Said, exactly
from data.follows import follows
from data.growth import (
    Path,
)
from data.periods import parse_period
from data.selection import Selection
from data.target_spans import forecasts, outturns, rounded, span_end, spans
from data.targets import Baseline, declared_target, known_targets, target_row

PATHS: tuple[Path, ...] = ("compound", "linear")


def _newest(words: Words, lines: Sequence[tuple[Bar, str]]) -> str:
    """Return the newest outturn beside what the path asks for on its date, or the baseline."""
    after = [line for line in lines if line[0].target]
    if not after:
        base = next(bar for bar, _ in lines if bar.key.startswith("base-"))
        return words("finding.single", label=base.label, value=base.text)
    bar, need = after[-1]
    return words("finding.path", label=bar.label, value=bar.text, need=need)


@follows("as_of")
def path_chart(
    catalog: Catalog, chosen: Selection, words: Words, theme: Theme, target_id: str, path: Path
) -> Block:
    """Return baseline, forecast and outturns by date against what the path asks for."""
    title = words("targets.path", name=target_name(words, declared_target(catalog, target_id)))
    made = spans(catalog, catalog.as_of(chosen))
    if target_id not in made:
        return empty_chart(words, "targets-path", "", why_none(catalog, chosen, words), title)
    span, row = (
        made[target_id],
        target_row(known_targets(catalog, catalog.as_of(chosen)), target_id),
    )
    unit = row["unit"]
    lines: list[tuple[float, int, Bar, str, str, str]] = []
    origins: dict[str, Origin] = {}
    dates: dict[str, str] = {}
    conflicts = tuple(conflict_ids(row["conflicts"]))

    def add(
        at: str,
        order: int,
        name: str,
        text: Said,
        refs: str,
        grade: str,
        **style: Any,
    ) -> None:
        label = words(f"targets.path.{name}", date=words.date(at))
        need = words.quantity(None, rounded(span.needed(at, path)), "about", unit)
        as_of = "" if name == "needed" else at
        fill = {"needed": "transparent", "secondary": theme.neutral}.get(name, theme.accent)
        bar = Bar(
            f"{name}-{at}",
            label,
            text.fact.known(as_of=as_of, grade=grade, refs=refs),
            text,
            fill=fill,
            stroke=theme.accent,
            more=(words("targets.path.need", value=need),),
            **style,
        )
        dates[bar.key] = at
        origins[bar.key] = Origin(
            text, grade, counts=label, as_of=as_of, refs=refs, conflicts=conflicts
        )
        lines.append((span_end(at), order, bar, need, refs, grade))

    based = (span.start, row["baseline_refs"], row["baseline_evidence"])
    base = baseline_text(words, row, Baseline(span.base, span.base, *based))
    add(span.start, 1, "base", base, row["baseline_refs"], row["baseline_evidence"])
    for _, one in outturns(catalog, catalog.as_of(chosen), target_id).iterrows():
        add(
            one["measured"],
            1,
            one["evidence"],
            figure_text(words, one),
            one["refs"],
            one["evidence"],
            aim=exactly(span.needed(one["measured"], path), unit),
        )
        origins[lines[-1][2].key] = figure_origin(words, one)
    expected = forecasts(catalog, catalog.as_of(chosen), target_id)
    for _, one in expected.iterrows():
        add(
            one["measured"],
            0,
            "forecast",
            figure_text(words, one),
            one["refs"],
            one["evidence"],
            hatched=True,
        )
        origins[lines[-1][2].key] = figure_origin(words, one)
    first = parse_period(span.start).end.year
    for year in range(first, int(span.end[:4]) + 1):
        if year + 1 > span_end(span.start):
            need = rounded(span.needed(str(year), path))
            add(
                str(year),
                2,
                "needed",
                words.quantity(None, need, "about", unit),
                row["refs"],
                "derived",
                dashed=True,
            )
    lines.sort(key=lambda line: line[:2])

    def table() -> pd.DataFrame:
        frame = cells_frame(
            {
                words("targets.col.line"): [line[2].label for line in lines],
                words("col.value"): [line[2].text for line in lines],
                words("targets.col.needed"): [line[3] for line in lines],
                words("col.evidence"): [words.grade(line[5]) for line in lines],
            }
        )
        cells = column((references(catalog, words, line[4]) for line in lines), frame)
        return frame.assign(**{words("col.source"): cells})

    notes = [words("targets.note.path"), words.of(row, "remark") if "remark_zh" in row else ""]
    notes += [words("targets.note.forecast")] if len(expected) else []
    notes += [words("targets.note.official")] if "official" in {line[5] for line in lines} else []
    block = bars_block(
        words,
        "targets-path",
        [line[2] for line in lines],
        credit=credit(catalog, words, [line[4] for line in lines]),
        finding=_newest(words, [(line[2], line[3]) for line in lines]),
        small=words(f"targets.path_small.{path}"),
        notes=[one for one in notes if one],
        table=table,
        numeric=(words("col.value"), words("targets.col.needed")),
        title=title,
        origin=lambda key: Panel(title, origin_body(catalog, words, [origins[key]], chosen)),
    )
    return on_time_axis(block, dates)

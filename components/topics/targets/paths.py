"""What the targets ask for each year: arithmetic, outturns against it, and a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from components.blocks.bar import Bar
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block, Panel
from components.blocks.credit import credit
from components.blocks.html_table import column
from components.blocks.text import Words, figure_text
from components.linked.figures import figures, known_by
from components.origin.conflicts import conflict_ids
from components.origin.references import references
from components.origin.values import Origin, figure_origin, origin_html
from components.session.theme import Theme
from components.topics.targets.tables import (
    baseline_text,
    outturns,
    small_text,
    why_none,
)
from data.catalog import Catalog
from data.growth import (
    Path,
    needed_path,
    year_point,
)
from data.memo import VIEWS, remembered
from data.periods import parse_period
from data.selection import Selection
from data.targets import HEADLINES, known_targets, target_row

PATHS: tuple[Path, ...] = ("compound", "linear")
SLIDER_MOST = 40
SLIDER_START = 15


def span_end(text: str) -> float:
    """Return the last day of a printed date as a place on the axis of years."""
    return year_point(parse_period(text).end)


@dataclass(frozen=True)
class Span:
    """From a dated number to a target: what growth is computed from."""

    target_id: str
    start: str
    base: float
    value: float
    end: str

    @property
    def years(self) -> float:
        """Years between the two dates."""
        return span_end(self.end) - span_end(self.start)

    def needed(self, at: str, path: Path) -> float:
        """Return what the path asks for at a date."""
        made = needed_path(self.base, self.value, self.years, path)
        return made(span_end(at) - span_end(self.start))


def spans(catalog: Catalog, chosen: Selection) -> dict[str, Span]:
    """Return the headline targets that have a baseline by the as-of date."""
    known = known_targets(catalog, chosen.period)
    rows = known[known["target_id"].isin(HEADLINES) & known["has_baseline"]]
    return {
        str(target_id): Span(
            str(target_id),
            row["baseline_as_of"],
            float(row["baseline"]),
            float(row["value"]),
            parse_period(row["deadline"]).end.isoformat(),
        )
        for target_id, row in rows.iterrows()
    }


def other_span(catalog: Catalog, chosen: Selection, span: Span) -> Span | None:
    """Return the same target from the baseline that another source gives, if there is one."""
    figure_id = HEADLINES[span.target_id].other_base
    known = known_by(figures(catalog, (figure_id,) if figure_id else ()), chosen)
    if known.empty:
        return None
    row = known.iloc[0]
    return replace(span, start=row["as_of"], base=float(row["value"]))


def rounded(value: float) -> float:
    """Return a computed value with three significant digits: it is no report."""
    return float(f"{value:.3g}")


def _newest(words: Words, lines: Sequence[tuple[Bar, str]]) -> str:
    """Return the newest outturn beside what the path asks for on its date, or the baseline."""
    after = [line for line in lines if line[0].target]
    if not after:
        base = next(bar for bar, _ in lines if bar.key.startswith("base-"))
        return words("finding.single", label=base.label, value=base.text)
    bar, need = after[-1]
    return words("finding.path", label=bar.label, value=bar.text, need=need)


@remembered(VIEWS)
def path_chart(
    catalog: Catalog, chosen: Selection, words: Words, theme: Theme, target_id: str, path: Path
) -> Block:
    """Return baseline, forecast and outturns by date against what the path asks for."""
    title = words("targets.path", name=words(f"targets.name.{target_id}"))
    made = spans(catalog, chosen)
    if target_id not in made:
        return empty_chart(words, "targets-path", "", why_none(chosen, words), title)
    span, row = made[target_id], target_row(known_targets(catalog, chosen.period), target_id)
    unit = row["unit"]
    lines: list[tuple[float, int, Bar, str, str, str]] = []
    origins: dict[str, Origin] = {}
    conflicts = tuple(conflict_ids(row["conflicts"]))

    def add(
        at: str,
        order: int,
        name: str,
        value: float,
        text: str,
        refs: str,
        grade: str,
        **style: bool | float | str,
    ) -> None:
        label = words(f"targets.path.{name}", date=words.date(at))
        need = words.quantity(None, rounded(span.needed(at, path)), "about", unit)
        tip = small_text(
            f"{label}: {text}", words("targets.path.need", value=need), words.grade(grade)
        )
        fill = {"needed": "transparent", "secondary": theme.neutral}.get(name, theme.accent)
        bar = Bar(
            f"{name}-{at}",
            label,
            value,
            text,
            tip,
            fill=fill,
            stroke=theme.accent,
            evidence=grade,
            **style,  # type: ignore[arg-type]
        )
        as_of = "" if name == "needed" else at
        origins[bar.key] = Origin(
            text, grade, counts=label, as_of=as_of, refs=refs, conflicts=conflicts
        )
        lines.append((span_end(at), order, bar, need, refs, grade))

    base = baseline_text(words, row, span.base, span.base)
    add(span.start, 1, "base", span.base, base, row["baseline_refs"], "reported")
    for _, one in outturns(catalog, chosen, target_id).iterrows():
        name = "secondary" if one["evidence"] == "secondary" else "reported"
        add(
            one["as_of"],
            1,
            name,
            float(one["value"]),
            figure_text(words, one),
            one["refs"],
            one["evidence"],
            target=span.needed(one["as_of"], path),
        )
        origins[lines[-1][2].key] = figure_origin(words, one)
    if forecast_id := HEADLINES[target_id].forecast:
        for _, one in known_by(figures(catalog, (forecast_id,)), chosen).iterrows():
            add(
                one["period"],
                0,
                "forecast",
                float(one["value"]),
                figure_text(words, one),
                one["refs"],
                "reported",
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
                need,
                words.quantity(None, need, "about", unit),
                row["refs"],
                "derived",
                dashed=True,
            )
    lines.sort(key=lambda line: line[:2])

    def table() -> pd.DataFrame:
        frame = pd.DataFrame(
            {
                words("targets.col.line"): [line[2].label for line in lines],
                words("col.value"): [line[2].text for line in lines],
                words("targets.col.needed"): [line[3] for line in lines],
                words("col.evidence"): [words.grade(line[5]) for line in lines],
            }
        )
        cells = column((references(catalog, words, line[4]) for line in lines), frame)
        return frame.assign(**{words("col.source"): cells})

    forecast = [words("targets.note.forecast")] if HEADLINES[target_id].forecast else []
    return bars_block(
        words,
        "targets-path",
        [line[2] for line in lines],
        credit=credit(catalog, words, [line[4] for line in lines]),
        finding=_newest(words, [(line[2], line[3]) for line in lines]),
        small=words(f"targets.path_small.{path}"),
        notes=[words("targets.note.path"), words(f"targets.note.path_{target_id}"), *forecast],
        table=table,
        numeric=(words("col.value"), words("targets.col.needed")),
        title=title,
        origin=lambda key: Panel(title, origin_html(catalog, words, [origins[key]], chosen)),
    )

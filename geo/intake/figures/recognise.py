"""Recognise a sheet as a table of figures over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from data.catalog import Catalog
from geo.intake.cells import cleaned
from geo.intake.figures.layout import Line, blocks_of, is_example
from geo.intake.figures.measured import words_known
from geo.intake.figures.measures import unit_in, value_of
from geo.intake.figures.observed import Observation, observations
from geo.intake.figures.times import mark_of, time_in
from geo.intake.headers import axis_of, measure_of
from geo.reading.layers import Layer

_DATED, _BROKEN_DOWN, _DOUBLE = 0.6, 0.4, 0.5
_FIRST_LINES = 60


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet that was recognised as a table of figures.

    Attributes
    ----------
    layer : Layer
    found : list of Observation
    remarks, totals : list of int
        Places of lines that are footnotes, and of those that add up others.
    """

    layer: Layer
    found: list[Observation]
    remarks: list[int]
    totals: list[int]
    meaning: str = "figures"

    @property
    def count(self) -> int:
        """Number of its numbers."""
        return sum(value_of(one.cell) is not None for one in self.found)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not self.found


def as_figures(layer: Layer, catalog: Catalog) -> Sheet | None:
    """Return a sheet of figures over time; ``None`` if it is anything else.

    A list of firms or projects with numbers of each is none: what is measured must stand in the
    headings, and a time with it, or the heading 指标.
    """
    if layer.geometry is not None or not layer.lines:
        return None
    words = words_known(catalog)
    # A list of many firms is told by its first lines.
    if len(layer.lines) > _FIRST_LINES and _read(layer, words, layer.lines[:_FIRST_LINES]) is None:
        return None
    return _read(layer, words, layer.lines)


def _read(layer: Layer, words: Mapping[str, str], lines: Sequence[Line]) -> Sheet | None:
    blocks, remarks = blocks_of(lines)
    stem = layer.file.rpartition("/")[2].rpartition(".")[0]
    found: list[Observation] = []
    totals: list[int] = []
    for block in blocks:
        seen, sums = observations(block, words, f"{layer.name}\n{stem}")
        found += [_titled(one, block.titles, words) for one in seen]
        totals += sums
    texts = {place: next(filter(None, map(cleaned, cells)), "") for place, cells in lines}
    found = [_noted(one, [texts[place] for place in remarks]) for one in found]
    numbers = [one for one in found if value_of(one.cell) is not None and not one.facts.is_growth]
    if not numbers and _is_unfilled(layer, words):
        return Sheet(layer, [], [], [])
    if not numbers or not _is_of_figures(numbers, words):
        return None
    return Sheet(layer, found, remarks, totals)


def _is_unfilled(layer: Layer, words: Mapping[str, str]) -> bool:
    """Tell whether a sheet is a template of figures in which nothing was filled in."""
    lines = [[cleaned(cell) for cell in cells] for _, cells in layer.lines]
    examples = [line for line in lines if line and is_example(next(filter(None, line), ""))]
    heads = lines[0] if lines else []
    axes = {axis_of(text) for text in heads if text}
    is_headed = any(measure_of(text, words)[0] for text in heads) or {"measure", "time"} <= axes
    return bool(examples) and len(lines) == len(examples) + 1 and is_headed


def _titled(one: Observation, titles: Sequence[str], words: Mapping[str, str]) -> Observation:
    """Return a number whose headings do not say what it is with what the title says."""
    if one.facts.measure or one.facts.is_growth:
        return one
    for text in reversed(titles):
        unit, bare = unit_in(text)
        _, rest = time_in(bare)
        if measure_of(rest, words)[0]:
            facts = replace(one.facts, measure=rest, unit=one.facts.unit or unit)
            return replace(one, facts=facts)
    return one


def _noted(one: Observation, notes: Iterable[str]) -> Observation:
    """Return a number with what a footnote says of its year, or of the whole table."""
    facts = one.facts
    for text in notes:
        mark, (time, _) = mark_of(text), time_in(text)
        year = facts.time.year if facts.time else None
        if mark and not facts.mark and (time is None or time.year in {None, year}):
            return replace(one, facts=replace(facts, mark=mark))
    return one


def _is_of_figures(numbers: Sequence[Observation], words: Mapping[str, str]) -> bool:
    count = len(numbers)
    known = {one.facts.measure: measure_of(one.facts.measure, words) for one in numbers}
    dated = sum(one.facts.time is not None and one.facts.time.year is not None for one in numbers)
    said = [one for one in numbers if known[one.facts.measure][0] or one.facts.unit]
    broken = [one for one in numbers if one.is_mixed]
    keys = {(one.facts.time, one.facts.measure, one.facts.subject) for one in numbers}
    is_dated = dated >= _DATED * count or all(one.is_listed for one in numbers)
    return (
        is_dated
        and bool(said)
        and len(broken) <= _BROKEN_DOWN * count
        and count - len(keys) <= _DOUBLE * count
    )

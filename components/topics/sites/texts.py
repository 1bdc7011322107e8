"""Words of the page of site selection, and the numbers behind the score of a zone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.blocks.base import Body, Panel, Panels, Section
from components.blocks.html_table import Disclosed, cells_frame, column, note_html, table_html
from components.blocks.text import Words
from components.origin.references import assumption_text, references
from components.session.filters import filter_text
from components.session.theme import Theme
from data.by_id import by_id
from data.catalog import Catalog
from data.selection import Selection
from geo.site_scores import SMALLER, Assessment
from geo.sites import SAMPLES

_ASSUMPTIONS = {"neighbours": "tenant-spread", "projects": "project-spread"}


@dataclass(frozen=True)
class Shown:
    """What the pieces of the page are drawn from."""

    catalog: Catalog
    chosen: Selection
    words: Words
    theme: Theme
    station: str
    assessment: Assessment

    @property
    def mark(self) -> str:
        """What says that a sentence rests on assumptions."""
        return self.words("sites.mark") if self.assessment.illustrative else ""

    @property
    def evidence(self) -> str:
        """The grade of every score."""
        return "illustrative" if self.assessment.illustrative else "derived"

    @property
    def small(self) -> str:
        """The filters that the score follows."""
        return filter_text(self.words, self.chosen, ("sector", "status"))

    def zone(self, place: int) -> str:
        """Name a zone."""
        return self.words(f"zone.{self.assessment.zones[place]}")

    def zones(self, places: list[int]) -> str:
        """Name some zones."""
        return self.words.join(self.zone(place) for place in places)

    def is_chosen(self, place: int) -> bool:
        """Whether a zone is chosen, or none is."""
        return not self.chosen.zones or self.assessment.zones[place] in self.chosen.zones


def criterion_name(catalog: Catalog, words: Words, name: str, chosen: Selection, at: str) -> str:
    """Name a criterion; `at` is the id of the station that distances are taken to."""
    if name == "station":
        row = by_id(catalog, "landmarks", "landmark_id").loc[at]
        return words("sites.criterion.station", station=words.of(row, "name"))
    if name == "projects" and chosen.statuses:
        return words("sites.criterion.projects_of", status=filter_text(words, chosen, ("status",)))
    if name == "neighbours" and chosen.sectors:
        return words(
            "sites.criterion.neighbours_of", sector=filter_text(words, chosen, ("sector",))
        )
    if words.has(f"sites.criterion.{name}"):
        return words(f"sites.criterion.{name}")
    return words("sites.criterion.inside", coverage=words(f"coverage.{name}"))


def criterion_label(shown: Shown, name: str) -> str:
    """Name a criterion as it is in view."""
    return criterion_name(shown.catalog, shown.words, name, shown.chosen, shown.station)


def raw_text(words: Words, name: str, value: float) -> str:
    """Return a value before it is scored, with its unit."""
    if name == "station":
        return words.amount(value, "km")
    if name in _ASSUMPTIONS:
        return words.amount(value, "enterprise" if name == "neighbours" else "project")
    return words.percent(value)


def score_text(value: float) -> str:
    """Return a score with two decimals."""
    return f"{value:.2f}"


def rank_text(shown: Shown, place: int) -> str:
    """Return the rank of a zone."""
    return shown.words("sites.rank", rank=int(shown.assessment.rank[place]))


def direction(words: Words, name: str) -> str:
    """Say whether smaller or larger is better."""
    return words("sites.smaller" if name in SMALLER else "sites.larger")


def long_table(shown: Shown, places: tuple[int, ...] = ()) -> pd.DataFrame:
    """Return one row for each zone and criterion, in words."""
    words, found = shown.words, shown.assessment
    cells = [(n, c) for n in places or found.order for c in range(len(found.criteria))]
    names = [found.criteria[c] for _, c in cells]
    frame = cells_frame(
        {
            words("col.zone"): [shown.zone(n) for n, _ in cells],
            words("sites.col.criterion"): [criterion_label(shown, name) for name in names],
            words("sites.col.better"): [direction(words, name) for name in names],
            words("sites.col.raw"): [
                raw_text(words, name, float(found.raw[cell]))
                for cell, name in zip(cells, names, strict=True)
            ],
            words("sites.col.score"): [words.decimals(found.scores[cell], 3) for cell in cells],
            words("sites.col.weight"): [words.number(float(found.weights[c])) for _, c in cells],
            words("sites.col.part"): [words.decimals(found.parts[cell], 3) for cell in cells],
            words("col.evidence"): [words.grade(found.grades[c]) for _, c in cells],
        }
    )
    basis = {name: _basis(shown, name) for name in found.criteria}
    return frame.assign(**{words("col.source"): column((basis[name] for name in names), frame)})


def _basis(shown: Shown, name: str) -> Disclosed:
    """Return what a criterion rests on: what is printed, then what is assumed."""
    catalog, words = shown.catalog, shown.words
    grades = dict(zip(shown.assessment.criteria, shown.assessment.grades, strict=True))
    summary = ""
    if name == "station":
        row: Any = by_id(catalog, "landmarks", "landmark_id").loc[shown.station]
        error = words("map.error", metres=words.number(row["error_m"]))
        source = references(catalog, words, row["refs"])
        said, summary, kind = [words.of(row, "name"), error, source], source.summary, "outline-zone"
    elif name in _ASSUMPTIONS:
        said = [words(f"sites.basis.{name}", date=words.date(catalog.as_of(shown.chosen)))]
        kind = _ASSUMPTIONS[name]
    else:
        row = by_id(catalog, "coverage", "coverage_id").loc[name]
        area = words.quantity(row["value"], row["value"], row["qualifier"], row["unit"])
        date = words("source.as_of", date=words.date(row["as_of"]))
        source = references(catalog, words, row["refs"])
        said, summary, kind = [area, date, source], source.summary, "outline-coverage"
    if grades[name] == "illustrative":
        said.append(assumption_text(catalog, words, kind))
    return Disclosed(
        words("source.separator").join(said), summary or words.grade(grades[name]) or said[0]
    )


def sheet_body(shown: Shown, place: int) -> Body:
    """Return the numbers behind the score of one zone, and what they rest on."""
    words, found = shown.words, shown.assessment
    low, high = (int(ends[place]) for ends in found.rank_range)
    texts = [
        words(
            "sites.sheet.total",
            total=score_text(float(found.total[place])),
            share=words.percent(float(found.first[place])),
            samples=SAMPLES,
            low=low,
            high=high,
        ),
        words("sites.note.score"),
        words("sites.note.equal"),
    ]
    frame = long_table(shown, (place,)).drop(columns=[words("col.zone")])
    numeric = tuple(words(f"sites.col.{name}") for name in ("raw", "score", "weight", "part"))
    html = note_html(texts) + table_html(frame, numeric)
    assumed = [assumption_text(shown.catalog, words, one) for one in _assumed(shown)]
    return (Section(html, assumed=tuple(map(str, assumed))),)


def _assumed(shown: Shown) -> tuple[str, ...]:
    """Return the ids of what the scores rest on, if that is assumed."""
    found = shown.assessment
    of_criteria = [_ASSUMPTIONS[one] for one in found.criteria if one in _ASSUMPTIONS]
    return ("outline-zone", *of_criteria) if found.illustrative else ()


def sheets(shown: Shown) -> Panels:
    """Return for each zone the panel with the numbers behind its score."""

    def sheet(place: int) -> Callable[[], Panel]:
        def panel() -> Panel:
            return Panel(
                shown.words("sites.sheet", zone=shown.zone(place), rank=rank_text(shown, place)),
                sheet_body(shown, place),
                long_table(shown, (place,)),
            )

        return panel

    zones = shown.assessment.zones
    return {f"site-{zone}": sheet(place) for place, zone in enumerate(zones)}

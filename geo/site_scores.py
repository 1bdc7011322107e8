"""Site selection: what is known of each zone, by criterion, and the score that follows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.counts import Measure, counts, has_tenants, weakest
from data.coverages import areas
from data.follows import follows
from data.in_print import in_print
from data.placements import placed
from data.selection import Selection, visible
from data.status import IN_OPERATION
from geo.overlaid import visible_outlines, zone_shares
from geo.sites import (
    distances_km,
    first_places,
    first_shares,
    normalised,
    ranks,
    sampled_weights,
    totals,
    variations,
)

SMALLER = frozenset({"station"})
Measures = tuple[tuple[str, ...], dict[str, np.ndarray], dict[str, str | None]]
WEIGHTS = ("3", "0", "1", "2", "4", "5")  # the first one if nothing is set


def criteria(catalog: Catalog) -> tuple[str, ...]:
    """Return what zones are scored by: the station, the areas of the park, and what is counted.

    >>> criteria(catalog)[0], criteria(catalog)[-1]
    ('station', 'projects')
    """
    return ("station", *areas(catalog), "neighbours", "projects")


def stations(catalog: Catalog) -> tuple[str, ...]:
    """Return the landmarks that distances are taken to: those placed, else every station.

    >>> stations(catalog)[0]
    'yongchuan-east'
    """
    places = catalog["landmarks"]
    every = tuple(places["landmark_id"][places["kind"] == "station"])
    return tuple(one for one in placed(catalog, "sites", "stations") if one in every) or every


@dataclass(frozen=True, eq=False)
class Assessment:
    """The zones under some weights.

    Attributes
    ----------
    zones, criteria : tuple of str
        Zones that have an outline; criteria that are known for them.
    missing : tuple of str
        Criteria that are not.
    raw : numpy.ndarray
        Zones × criteria: kilometres, shares 0-1, counts.
    scores : numpy.ndarray
        The same, 0-1.
    weights : numpy.ndarray
        One a criterion, not all zero.
    grades : tuple of (str or None)
        Weakest evidence behind each criterion.
    """

    zones: tuple[str, ...]
    criteria: tuple[str, ...]
    missing: tuple[str, ...]
    raw: np.ndarray
    scores: np.ndarray
    weights: np.ndarray
    grades: tuple[str | None, ...]

    @cached_property
    def parts(self) -> np.ndarray:
        """What each criterion adds to the total of each zone."""
        return np.asarray(self.scores * (self.weights / self.weights.sum()))

    @cached_property
    def total(self) -> np.ndarray:
        """Weighted mean of the scores, 0-1."""
        return totals(self.scores, self.weights)

    @cached_property
    def rank(self) -> np.ndarray:
        """Rank of each zone, from 1; equal totals share it."""
        return ranks(self.total)

    @cached_property
    def rank_range(self) -> tuple[np.ndarray, np.ndarray]:
        """Best and worst rank of each zone over `geo.sites.variations`."""
        varied = ranks(totals(self.scores, variations(self.weights)))
        return varied.min(axis=0), varied.max(axis=0)

    @cached_property
    def first(self) -> np.ndarray:
        """Share of the sampled weightings in which each zone ranks first."""
        return first_shares(self.scores, sampled_weights(self.weights))

    def first_of(self, places: list[int]) -> float:
        """Return the share of the sampled weightings in which one of some zones ranks first."""
        firsts = first_places(self.scores, sampled_weights(self.weights))
        return float(firsts[:, places].any(axis=1).mean())

    @property
    def order(self) -> list[int]:
        """Places of the zones in order of rank."""
        return [int(place) for place in np.argsort(self.rank, kind="stable")]

    @property
    def illustrative(self) -> bool:
        """Whether anything in it is."""
        return "illustrative" in self.grades


def leaders(assessment: Assessment, zones: tuple[str, ...] = ()) -> list[int]:
    """Return the places of the best-ranked of some zones, or of all; several if equal.

    >>> weights = dict.fromkeys(criteria(catalog), 0.0) | {"station": 1.0}
    >>> nearest = assess(catalog, Selection(), "yongchuan-east", weights)
    >>> leaders(nearest) == [nearest.raw[:, 0].argmin()]
    True
    """
    among = [n for n, zone in enumerate(assessment.zones) if not zones or zone in zones]
    best = min((assessment.rank[n] for n in among), default=0)
    return [n for n in among if assessment.rank[n] == best]


def assess(
    catalog: Catalog, chosen: Selection, station: str, weights: dict[str, float]
) -> Assessment | None:
    """Return the zones under some weights; ``None`` if nothing can be scored.

    Parameters
    ----------
    catalog : Catalog
    chosen : Selection
        All zones are scored, whichever are chosen.
    station : str
        Id of a landmark.
    weights : dict of str to float
        By criterion; those that are not known for the zones have no effect.

    Examples
    --------
    >>> weights = dict.fromkeys(criteria(catalog), 1.0)
    >>> found = assess(catalog, Selection(), "yongchuan-east", weights)
    >>> found.criteria == criteria(catalog), found.missing
    (True, ())
    """
    zones, found, grades = measures(catalog, chosen, station)
    weighed = np.array([weights[name] for name in found], dtype=float)
    if not zones or not weighed.sum():
        return None
    raw = np.column_stack([found[name] for name in found])
    return Assessment(
        zones,
        tuple(found),
        tuple(name for name in criteria(catalog) if name not in found),
        raw,
        normalised(raw, np.array([name in SMALLER for name in found])),
        weighed,
        tuple(grades[name] for name in found),
    )


@follows("sectors", "statuses", "as_of", "evidence")
def measures(catalog: Catalog, every_zone: Selection, station: str) -> Measures:
    """Return the zones that have an outline, and by criterion their values and evidence.

    A criterion that is not known on this evidence or at this date is left out. All zones
    are there, whichever are chosen. Shared between callers: not to be changed.

    >>> zones, found, _ = measures(catalog, Selection(), "yongchuan-east")
    >>> zones, len(found["station"])
    (('A', 'B', 'C', 'D', 'E', 'F'), 6)
    """
    outlines = visible_outlines(catalog, every_zone, "zone_outlines").sort_values("feature_id")
    zones = tuple(outlines["feature_id"])
    found: dict[str, np.ndarray] = {}
    grades: dict[str, str | None] = {}
    if not zones:
        return zones, found, grades
    outline_grade = list(outlines["evidence"])
    places = catalog["landmarks"].set_index("landmark_id")
    if station in places.index:
        place: Any = places.loc[station]
        found["station"] = distances_km(outlines, float(place["lon"]), float(place["lat"]))
        grades["station"] = weakest([*outline_grade, place["evidence"]])
    shares, coverage_grade = _shares(catalog, every_zone), _coverage_grades(catalog, every_zone)
    for name in areas(catalog):
        if name in coverage_grade:
            found[name] = shares[name].loc[list(zones)].to_numpy()
            grades[name] = weakest([*outline_grade, coverage_grade[name]])
    if has_tenants(catalog, every_zone):
        found["neighbours"], grades["neighbours"] = _counted(
            catalog, every_zone, zones, "enterprises"
        )
    if not visible(catalog["project_places"], every_zone).empty:
        statuses = every_zone.statuses or IN_OPERATION
        asked = every_zone.with_chosen("status", statuses)
        found["projects"], grades["projects"] = _counted(catalog, asked, zones, "projects")
    return zones, found, grades


@follows("evidence")
def _shares(catalog: Catalog, evidence: Selection) -> pd.DataFrame:
    """Return the share of each zone in each coverage; geometry knows no other filter."""
    frame = zone_shares(catalog, evidence)
    return frame.pivot_table(index="zone", columns="coverage", values="share")


def _coverage_grades(catalog: Catalog, every_zone: Selection) -> dict[str, str]:
    """Return the evidence of the coverages that have an outline and were in print by then."""
    rows = catalog["coverage"]
    known = set(in_print(catalog, rows, catalog.as_of(every_zone))["coverage_id"])
    outlines = visible_outlines(catalog, every_zone, "coverage_outlines")
    grades = dict(zip(outlines["feature_id"], outlines["evidence"], strict=True))
    return {name: grade for name, grade in grades.items() if name in known}


def _counted(
    catalog: Catalog, asked: Selection, zones: tuple[str, ...], of: Measure
) -> tuple[np.ndarray, str | None]:
    frame = counts(catalog, asked, by="zone", of=of).set_index("zone").loc[list(zones)]
    return frame["count"].to_numpy(dtype=float), weakest(frame["evidence"])

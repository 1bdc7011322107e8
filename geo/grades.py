"""How sure a number is that rests on outlines, and on what lies in them."""

from __future__ import annotations

import numpy as np

from data.catalog import Catalog
from data.counts import count_grade, shown_tenants, weakest
from data.follows import follows
from data.schema import GRADES
from data.selection import Selection, visible
from data.status import chosen_projects
from data.tenants import cube_within
from geo.overlaid import visible_outlines


@follows("as_of", "evidence")
def tenants_evidence(catalog: Catalog, chosen: Selection) -> str | None:
    """Return the weakest grade among the tenants that a selection lets through.

    >>> tenants_evidence(catalog, Selection())
    'illustrative'
    """
    kept = shown_tenants(catalog, chosen)
    by_grade = (catalog.tenants.cube * kept).sum(axis=(0, 1, 2, 3))
    grades = catalog.tenants.axes["evidence"]
    return weakest(grade for grade, count in zip(grades, by_grade, strict=True) if count)


def outline_evidence(catalog: Catalog, chosen: Selection) -> str | None:
    """Return the weakest grade of evidence among the outlines in view.

    >>> outline_evidence(catalog, Selection())
    'illustrative'
    """
    frames = [
        visible_outlines(catalog, chosen, f"{kind}_outlines") for kind in ("zone", "coverage")
    ]
    return weakest(grade for frame in frames for grade in frame["evidence"])


def is_schematic(catalog: Catalog, chosen: Selection) -> bool:
    """Whether any outline in view is illustrative.

    >>> is_schematic(catalog, Selection()), is_schematic(catalog, Selection(evidence="published"))
    (True, False)
    """
    return outline_evidence(catalog, chosen) == "illustrative"


@follows("evidence")
def common_grade(catalog: Catalog, chosen: Selection) -> str:
    """Return the grade of what is measured on outlines of zones and coverages.

    >>> common_grade(catalog, Selection())
    'illustrative'
    """
    shown = (
        visible(catalog.outlines[name], chosen) for name in ("zone_outlines", "coverage_outlines")
    )
    assumed = any((rows["evidence"] == "illustrative").any() for rows in shown)
    return "illustrative" if assumed else "derived"


def measure_grades(catalog: Catalog, chosen: Selection) -> dict[str, str]:
    """Return the grade of each measure: the weakest of outlines and of what lies in them.

    >>> measure_grades(catalog, Selection())["area_km2"]
    'illustrative'
    """
    area = common_grade(catalog, chosen)
    shown = np.where(shown_tenants(catalog, chosen), cube_within(catalog.tenants, chosen.area), 0)
    assumed = shown[..., GRADES.index("illustrative")].any()
    projects = count_grade(chosen_projects(catalog, chosen), placed=True)
    return {
        "share": area,
        "area_km2": area,
        "enterprises": "illustrative" if assumed else area,
        "projects": "illustrative" if "illustrative" in {projects, area} else "derived",
    }

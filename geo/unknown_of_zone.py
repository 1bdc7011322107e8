"""What of a zone nobody has printed and the office has not given: what a guest has to ask."""

from __future__ import annotations

from collections.abc import Iterable

from data.catalog import Catalog
from data.counts import counts
from data.facilities import chosen_facilities
from data.selection import Selection
from data.zoned import projects_in
from geo.overlaid import visible_outlines

_ASSUMED = "illustrative"
_BUILDINGS = "park"  # a college or a test site is no space to let


def unknown_of_zone(catalog: Catalog, chosen: Selection, zone: str) -> tuple[str, ...]:
    """Return what is not known of a zone; what is only assumed is not known.

    Parameters
    ----------
    catalog : Catalog
    chosen : Selection
        Its date counts, and its evidence.
    zone : str

    Returns
    -------
    tuple of str
        Of ``boundary``, ``enterprises``, ``projects`` and ``space``, in this order.

    Examples
    --------
    >>> unknown_of_zone(catalog, Selection(), "F")
    ('boundary', 'enterprises', 'space')
    """
    own = Selection(zones=(zone,), as_of=chosen.as_of, evidence=chosen.evidence)
    outlines = visible_outlines(catalog, chosen, "zone_outlines")
    firms = counts(catalog, own, by="sector")
    known = {
        "boundary": outlines["evidence"][outlines["feature_id"] == zone],
        "enterprises": firms["evidence"][firms["count"] > 0],
        "projects": projects_in(catalog, chosen, zone)[0]["zone_evidence"],
        "space": chosen_facilities(catalog, own, _BUILDINGS)["zone_evidence"],
    }
    return tuple(what for what, grades in known.items() if _is_assumed(grades))


def _is_assumed(grades: Iterable[object]) -> bool:
    """Whether nothing is left but what is assumed."""
    return set(grades) <= {_ASSUMED}

"""How far it is from the park to the large cities, stations and the airfield: straight lines."""

from __future__ import annotations

from typing import Any

from components.blocks.text import Words
from components.origin.values import Origin
from data.catalog import Catalog
from data.facts import Said
from data.selection import Selection
from geo.region import distances

_WHOLE_FROM_KM = 10  # the middles of a park and of a city are not known to a tenth


def far(words: Words, km: float) -> Said:
    """Return a distance in words, no more exact than the places it lies between."""
    shown = round(km) if km >= _WHOLE_FROM_KM else round(km, 1)
    return words.quantity(shown, shown, "about", "km")


def distance_line(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return how far the large cities are, in one line; empty where none is known."""
    known = distances(catalog, chosen.evidence)
    said = [
        words("map.distance.to", place=words.of(row, "name"), far=far(words, row["km"]))
        for _, row in known[known["kind"] == "centre"].iterrows()
    ]
    return words("map.distance.line", said=words.join(said)) if said else ""


def distance_origins(catalog: Catalog, chosen: Selection, words: Words) -> list[Origin]:
    """Return what each distance is worked out from."""
    return [_origin(words, row) for _, row in distances(catalog, chosen.evidence).iterrows()]


def _origin(words: Words, row: Any) -> Origin:
    error = words("map.error", metres=words.number(row["error_m"]))
    return Origin(
        far(words, row["km"]),
        str(row["evidence"]),
        counts=words("map.distance.counts", place=words.of(row, "name")),
        caveat=words("map.distance.caveat", error=error),
        qualifier="about",
        refs=str(row["refs"]),
    )

"""The filter bar: zone, sector, status, as-of date, evidence, and a reset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from components.blocks.base import Block
from components.blocks.text import Words
from data.catalog import Catalog
from data.drawn_area import area_shape
from data.follows import follows
from data.periods import parse_period
from data.selection import Dimension, Selection
from geo.areas import area_km2

_NAMED_AT_MOST = 3
_SMALL_KM2, _LARGE_KM2 = 0.05, 10
# Words of ``browser/drawer.js``, which holds the bar on a narrow screen.
_DRAWER = ("title", "show", "remove", "picked")
_DIMENSIONS: tuple[Dimension, ...] = ("zone", "sector", "status")


def filter_text(
    words: Words, chosen: Selection, dimensions: Iterable[Dimension] = _DIMENSIONS
) -> str:
    """Return the chosen values of some dimensions in words; empty if nothing is chosen.

    A drawn area goes with the zones: both say where. More than three values of a dimension are
    only counted, to keep titles to one line.
    """
    named = tuple(dimensions)
    groups = [_group(words, dimension, chosen.chosen(dimension)) for dimension in named]
    drawn = area_name(chosen.area, words) if "zone" in named else ""
    return " · ".join(group for group in (*groups, drawn) if group)


def zones_text(words: Words, chosen: Selection) -> str:
    """Return the chosen zones in words: of what is measured on whole zones, whatever is drawn."""
    return filter_text(words, replace(chosen, area=""), ("zone",))


def area_name(area: str, words: Words) -> str:
    """Return what a drawn area is called, by how much ground it has; empty for none."""
    return words("filter.area", area=area_amount(area, words)) if area else ""


def area_amount(area: str, words: Words) -> str:
    """Return how much ground a drawn area has; what is smaller than a square kilometre in m²."""
    km2 = area_km2(area_shape(area))
    if km2 < 1:
        return words.amount(round(km2 * 1e6, -2 if km2 > _SMALL_KM2 else 0), "m2")
    return words.amount(round(km2, 1 if km2 >= _LARGE_KM2 else 2), "km2")


def _group(words: Words, dimension: Dimension, values: tuple[str, ...]) -> str:
    if len(values) > _NAMED_AT_MOST:
        return words(f"filter.many_{dimension}", count=len(values))
    return words.join(words(f"{dimension}.{value}") for value in values)


@dataclass(frozen=True, kw_only=True)
class Filters(Block):
    """The filter bar: groups of chips, the as-of date, the switch of evidence, a reset.

    Attributes
    ----------
    area : dict of str to str, optional
        ``label`` of the drawn area, and ``remove``, what its chip does.
    evidence : dict of str to str, optional
        ``label`` and ``help`` of the switch; none where nothing illustrative may be seen.
    """

    kind: ClassVar[str] = "filters"
    groups: list[dict[str, Any]]
    asof: dict[str, Any]
    reset: str
    drawer: dict[str, str]
    area: dict[str, str] | None = None
    evidence: dict[str, str] | None = None


@follows("as_of", "area")
def filters_block(catalog: Catalog, chosen: Selection, words: Words) -> Filters:
    """Return the filter bar; what is chosen in it comes with the selection."""
    dates, latest = as_of_options(catalog, chosen), catalog.latest.text
    return Filters(
        groups=[_chips(catalog, dimension, words) for dimension in _DIMENSIONS],
        asof={
            "label": words("filter.asof"),
            "options": [(date, _date_text(date, latest, words)) for date in dates],
            "at": dates.index(chosen.as_of or latest),
            "latest": latest,
        },
        reset=words("filter.reset"),
        drawer={name: words(f"filter.{name}") for name in _DRAWER},
        area=_drawn(chosen.area, words),
        evidence=None if catalog.published_only else _switch(words),
    )


def _switch(words: Words) -> dict[str, str]:
    return {"label": words("filter.evidence"), "help": words("filter.evidence_help")}


def _drawn(area: str, words: Words) -> dict[str, str] | None:
    return (
        {"label": area_name(area, words), "remove": words("filter.remove_area")} if area else None
    )


def _date_text(date: str, latest: str, words: Words) -> str:
    """Return a date; the latest one is today, as nothing newer is in force."""
    said = words.date(date)
    return words("filter.asof_today", date=said) if date == latest else said


def _chips(catalog: Catalog, dimension: Dimension, words: Words) -> dict[str, Any]:
    name = words.zone_mark if dimension == "zone" else words.namer(dimension)
    return {
        "dimension": dimension,
        "label": words(f"filter.{dimension}"),
        "options": [(value, name(value)) for value in catalog.choices.values(dimension)],
    }


def as_of_options(catalog: Catalog, chosen: Selection) -> list[str]:
    """Return the dates at which something in the catalog changes, in order.

    The chosen date is always among them.
    """
    first, latest = catalog.choices.first, catalog.latest
    at = chosen.as_of or latest.text
    texts = {first.text, latest.text, at, *catalog.own.dates}
    for table, column in (("project_statuses", "date"), ("sector_counts", "as_of")):
        texts |= set(catalog[table][column])
    ends: dict[object, str] = {}
    for text in sorted(texts, key=lambda text: text != at):
        period = parse_period(text)
        if period.precision in {"day", "month", "year"} and period.start <= latest.end:
            ends.setdefault(period.end, text)
    return [ends[end] for end in sorted(ends)]  # type: ignore[type-var]

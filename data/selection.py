"""The one state that pages share: what is selected, as of when, on which evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Self, TypeVar, cast, get_args

import pandas as pd

from data.drawn_area import Region, area_problem
from data.i18n import LANGS, Lang
from data.periods import Period, parse_period
from data.schema import Status

STATUSES: tuple[str, ...] = get_args(Status)
Frame = TypeVar("Frame", bound=pd.DataFrame)
EvidenceMode = Literal["all", "published"]
Dimension = Literal["zone", "sector", "status"]

_FIELDS: dict[Dimension, str] = {"zone": "zones", "sector": "sectors", "status": "statuses"}
_QUERY_NAMES: dict[str, Dimension] = {"zones": "zone", "sectors": "sector", "status": "status"}
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
_MAX_VALUES = 50


@dataclass(frozen=True)
class Choices:
    """What a park lets its readers choose from.

    Attributes
    ----------
    zones, sectors : tuple of str
        Codes in canonical order.
    first, latest : Period
        The dates between which the reader may look.
    layers : tuple of str
        Of the map.
    region : tuple of float, optional
        West, south, east and north in degrees: an area that leaves it is not taken.
    """

    zones: tuple[str, ...]
    sectors: tuple[str, ...]
    first: Period
    latest: Period
    layers: tuple[str, ...] = ()
    region: Region | None = None

    def values(self, dimension: Dimension) -> tuple[str, ...]:
        """Return all values of a dimension in canonical order."""
        return {"zone": self.zones, "sector": self.sectors, "status": STATUSES}[dimension]

    def is_as_of(self, text: str) -> bool:
        """Whether a text is a day, month or year between the first and the latest date."""
        return _is_date(text) and (self.first.start <= parse_period(text).start <= self.latest.end)


@dataclass(frozen=True)
class Dropped:
    """A part of a link that was not understood: the parameter, its value, and perhaps why."""

    name: str
    value: str
    why: str = ""


@dataclass(frozen=True)
class Selection:
    """What the reader has chosen; empty means everything.

    Attributes
    ----------
    zones, sectors, statuses : tuple of str
        Chosen values in canonical order, without repeats.
    as_of : str
        The date of the view as a period of day, month or year; empty means the latest.
    evidence : {"all", "published"}
        ``"published"`` hides everything illustrative.
    lang : {"zh", "en"} or None
        ``None`` follows the browser.
    area : str
        What was drawn on the map, as `data.drawn_area` writes it; empty for none.
    """

    zones: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    as_of: str = ""
    evidence: EvidenceMode = "all"
    lang: Lang | None = None
    area: str = ""

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the language differs from the opening view."""
        return replace(self, lang=None) != Selection()

    @property
    def is_placed(self) -> bool:
        """Whether it matters where something is: what has no place is in no zone and no area."""
        return bool(self.zones or self.area)

    def chosen(self, dimension: Dimension) -> tuple[str, ...]:
        """Return the chosen values of a dimension."""
        return cast("tuple[str, ...]", getattr(self, _FIELDS[dimension]))

    def with_chosen(self, dimension: Dimension, values: Iterable[str]) -> Self:
        """Return a copy in which exactly `values` of a dimension are chosen, in their order.

        All zones chosen is not the same as none: what has no published zone belongs to no
        chosen one.
        """
        changes: dict[str, Any] = {_FIELDS[dimension]: tuple(dict.fromkeys(values))}
        return replace(self, **changes)

    def toggled(self, dimension: Dimension, value: str, choices: Choices) -> Self:
        """Return a copy with one value switched on or off; one that is no choice is ignored."""
        wanted = set(self.chosen(dimension)) ^ {value}
        return self.with_chosen(
            dimension, (one for one in choices.values(dimension) if one in wanted)
        )

    def reset(self) -> Self:
        """Return the opening view in the same language."""
        return type(self)(lang=self.lang)

    def unfiltered(self) -> Self:
        """Return a copy with no zone, sector, status or area chosen."""
        return replace(self, zones=(), sectors=(), statuses=(), area="")

    def anywhere(self) -> Self:
        """Return a copy with no zone and no area chosen."""
        return replace(self, zones=(), area="")

    def to_query(self) -> dict[str, str]:
        """Return the URL query of this view; whatever is at its default is left out."""
        query = {name: ",".join(self.chosen(one)) for name, one in _QUERY_NAMES.items()}
        query["area"] = self.area
        query["asof"] = self.as_of
        query["evidence"] = "" if self.evidence == "all" else self.evidence
        query["lang"] = self.lang or ""
        return {name: value for name, value in query.items() if value}

    @classmethod
    def from_query(
        cls, query: Mapping[str, str], choices: Choices | None = None
    ) -> tuple[Self, list[Dropped]]:
        """Read a URL query; what is not understood is dropped and reported.

        Parameters
        ----------
        query : mapping of str to str
            Parameter names and values; several values are joined by commas.
        choices : Choices, optional
            What may be chosen; without it, only the form of codes and dates is checked.

        Returns
        -------
        Selection
        list of Dropped
            In the order of the query; never raises.
        """
        selection, dropped = cls(), list[Dropped]()
        for name, text in query.items():
            if name in _QUERY_NAMES:
                dimension = _QUERY_NAMES[name]
                parts = [part.strip() for part in text.split(",") if part.strip()]
                kept = _allowed(dimension, parts, choices)
                bad = [part for part in parts if part not in kept]
                dropped += [Dropped(name, part) for part in bad[:_MAX_VALUES]]
                selection = selection.with_chosen(dimension, kept)
            elif name == "area":
                why = area_problem(text, choices.region if choices else None) if text else ""
                selection = replace(selection, area="" if why else text)
                dropped += [Dropped(name, text, why)] if why else []
            elif name == "asof" and (choices.is_as_of if choices else _is_date)(text):
                at = "" if choices and text == choices.latest.text else text
                selection = replace(selection, as_of=at)
            elif name == "evidence" and text in get_args(EvidenceMode):
                selection = replace(selection, evidence=cast("EvidenceMode", text))
            elif name == "lang" and text in LANGS:
                selection = replace(selection, lang=text)
            else:
                dropped.append(Dropped(name, text))
        return selection, dropped


def visible(frame: Frame, selection: Selection) -> Frame:
    """Return the rows of a frame that the evidence mode lets through; all where none is graded.

    >>> visible(catalog.outlines["zone_outlines"], Selection(evidence="published")).empty
    True
    """
    if selection.evidence == "all" or "evidence" not in frame:
        return frame
    return frame[frame["evidence"] != "illustrative"]


def _allowed(dimension: Dimension, parts: list[str], choices: Choices | None) -> list[str]:
    """Return what of a query may be chosen, in canonical order where there is one."""
    if choices or dimension == "status":
        known = choices.values(dimension) if choices else STATUSES
        return [one for one in known if one in parts]
    return [part for part in parts if _CODE.fullmatch(part)]


def _is_date(text: str) -> bool:
    """Whether a text is a day, a month or a year."""
    try:
        return parse_period(text).precision in {"day", "month", "year"}
    except ValueError:
        return False

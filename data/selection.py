"""The one state that pages share: what is selected, as of when, on which evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Self, TypeVar, cast, get_args

import pandas as pd

from data.i18n import LANGS, Lang
from data.periods import Period, parse_period
from data.schema import Sector, Status, Zone

ZONES: tuple[str, ...] = get_args(Zone)
SECTORS: tuple[str, ...] = get_args(Sector)
STATUSES: tuple[str, ...] = get_args(Status)
Frame = TypeVar("Frame", bound=pd.DataFrame)
EvidenceMode = Literal["all", "published"]
Dimension = Literal["zone", "sector", "status"]

FIRST, LATEST = parse_period("2008"), parse_period("2022-10")
_FIELDS: dict[Dimension, tuple[str, tuple[str, ...]]] = {
    "zone": ("zones", ZONES),
    "sector": ("sectors", SECTORS),
    "status": ("statuses", STATUSES),
}
_QUERY_NAMES = {"zones": "zones", "sectors": "sectors", "status": "statuses"}
_MAX_VALUES = 50


@dataclass(frozen=True)
class Dropped:
    """A part of a link that was not understood: the parameter and its value."""

    name: str
    value: str


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
    """

    zones: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    as_of: str = ""
    evidence: EvidenceMode = "all"
    lang: Lang | None = None

    def __post_init__(self) -> None:
        """Write the latest date as the default that it is."""
        if self.as_of == LATEST.text:
            object.__setattr__(self, "as_of", "")

    @property
    def period(self) -> Period:
        """The as-of date as a period."""
        return parse_period(self.as_of) if self.as_of else LATEST

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the language differs from the opening view."""
        return replace(self, lang=None) != Selection()

    def chosen(self, dimension: Dimension) -> tuple[str, ...]:
        """Return the chosen values of a dimension."""
        return cast("tuple[str, ...]", getattr(self, _FIELDS[dimension][0]))

    def with_chosen(self, dimension: Dimension, values: Iterable[str]) -> Self:
        """Return a copy in which exactly `values` of a dimension are chosen.

        Values outside the dimension are ignored. All zones chosen is not the same as
        none: what has no published zone belongs to no chosen one.
        """
        field, allowed = _FIELDS[dimension]
        wanted = set(values)
        kept = tuple(value for value in allowed if value in wanted)
        changes: dict[str, Any] = {field: kept}
        return replace(self, **changes)

    def toggled(self, dimension: Dimension, value: str) -> Self:
        """Return a copy with one value switched on or off."""
        return self.with_chosen(dimension, set(self.chosen(dimension)) ^ {value})

    def reset(self) -> Self:
        """Return the opening view in the same language."""
        return type(self)(lang=self.lang)

    def unfiltered(self) -> Self:
        """Return a copy with no zone, sector or status chosen."""
        return replace(self, zones=(), sectors=(), statuses=())

    def to_query(self) -> dict[str, str]:
        """Return the URL query of this view; whatever is at its default is left out."""
        query = {name: ",".join(getattr(self, field)) for name, field in _QUERY_NAMES.items()}
        query["asof"] = self.as_of
        query["evidence"] = "" if self.evidence == "all" else self.evidence
        query["lang"] = self.lang or ""
        return {name: value for name, value in query.items() if value}

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> tuple[Self, list[Dropped]]:
        """Read a URL query; what is not understood is dropped and reported.

        Parameters
        ----------
        query : mapping of str to str
            Parameter names and values; several values are joined by commas.

        Returns
        -------
        Selection
        list of Dropped
            In the order of the query; never raises.
        """
        selection, dropped = cls(), list[Dropped]()
        for name, text in query.items():
            if name in _QUERY_NAMES:
                dimension = next(d for d, (f, _) in _FIELDS.items() if f == _QUERY_NAMES[name])
                parts = [part.strip() for part in text.split(",") if part.strip()]
                allowed = _FIELDS[dimension][1]
                bad = [part for part in parts if part not in allowed]
                dropped += [Dropped(name, part) for part in bad[:_MAX_VALUES]]
                selection = selection.with_chosen(dimension, parts)
            elif name == "asof" and is_as_of(text):
                selection = replace(selection, as_of=text)
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


def is_as_of(text: str) -> bool:
    """Whether a text is a day, month or year between the first and the latest date.

    >>> is_as_of("2020-11"), is_as_of("1999"), is_as_of("soon")
    (True, False, False)
    """
    try:
        period = parse_period(text)
    except ValueError:
        return False
    if period.precision not in {"day", "month", "year"}:
        return False
    return FIRST.start <= period.start and period.start <= LATEST.end

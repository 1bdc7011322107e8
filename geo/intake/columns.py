"""Which column of a table is what: by the words of its header, then by its values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from data import trade
from geo.intake.angles import degrees, pairs
from geo.intake.asking import Desk, title
from geo.intake.cells import read_or_none, texts
from geo.intake.dates import read_date
from geo.intake.doubts import Choice
from geo.intake.headers import OUTSPOKEN, forbids, header, hints, rank
from geo.intake.spans import number_spans
from geo.reading.layers import Layer

NONE = "none"
_SAMPLE = 200
_MOST = 0.8
_LONGEST_WORD = 30
_BARE_NUMBER = re.compile(r"[-+≥≤~约]?[\d.,%\s]+")
# Columns that a table does not have: the heading above a row, and the name of its sheet.
HEADING, SHEET = "#heading", "#sheet"
_OWN = {HEADING: "by_heading", SHEET: "by_sheet"}


def _in(*spans: tuple[float, float]) -> Callable[[str], object]:
    def held(text: str) -> bool | None:
        value = degrees(text)
        return any(low <= value <= high for low, high in spans) or None

    return held


def _beside(axis: int) -> Callable[[str], object]:
    """Return whether a text is a number that a place of the park has on one axis."""

    def held(text: str) -> object:
        return _in(*number_spans(trade.spoken_of().coordinates)[axis])(text)

    return held


# Names of parks, firms and buildings hold words of sectors, but name none.
_NAMES_PLACE = re.compile(r"产业园|园区|科技园|软件园|创意园|文创园|基地|大厦|公司|集团|楼")


def _sector(text: str) -> str | None:
    is_word = len(text) <= _LONGEST_WORD and not _NAMES_PLACE.search(text)
    return trade.sector_of(text) if is_word else None


def _pair(text: str) -> bool | None:
    return bool(np.isfinite(pairs(np.array([text], dtype=object))).all()) or None


def _amount(text: str) -> object:
    return re.match(r"(?:[^\w]|约|近|超过?|逾|人民币|cny|rmb)*\d", text, re.IGNORECASE)


def _name(text: str) -> str | None:
    return None if _BARE_NUMBER.fullmatch(text) else text


_READ: dict[str, Callable[[str], object]] = {
    "name": _name,
    "project_name": _name,
    "zone": trade.zone_of,
    "sector": _sector,
    "status": trade.status_of,
    "since": read_date,
    "project_id": lambda text: re.fullmatch(r"[PL]\d{2}", text),
    "investment": _amount,
    "lon": _in((-1e9, 1e9)),
    "lat": _in((-1e9, 1e9)),
    "pair": _pair,
}
_TELLING: dict[str, Callable[[str], object]] = {
    "zone": trade.zone_of,
    "sector": _sector,
    "status": trade.status_of,
    "lon": _beside(0),
    "lat": _beside(1),
}


def find(frame: pd.DataFrame, role: str) -> tuple[str | None, bool]:
    """Find the column that plays a role.

    Parameters
    ----------
    frame : pandas.DataFrame
    role : str
        One of `geo.intake.headers.ROLES`.

    Returns
    -------
    str or None
        The column.
    bool
        Whether it leaves no doubt: the whole header says so, and the values agree or the header
        is outspoken. True also if nothing resembles it.
    """
    names = [name for name in frame.columns if name not in _OWN]
    exact = [name for name in names if rank(role, name) is not None]
    exact.sort(key=lambda name: rank(role, name) or 0)
    loose = [name for name in names if name not in exact and hints(role, name)]
    # Beside a header that says 经度, one number is proof enough.
    share = 0.01 if role in {"lon", "lat", "pair"} else _MOST
    for name in exact + loose:
        if _is_supported(frame[name], _READ.get(role), share):
            return name, name in exact
    if role == "zone" and (own := _own_zone(frame)):
        return own, True
    # A header that says so outright is believed even where its words are not understood yet.
    outspoken = [name for name in exact + loose if _is_outspoken(role, name)]
    if outspoken and outspoken[0] in exact:
        return outspoken[0], True
    if role in _TELLING:
        for name in names:
            if not forbids(role, name) and _is_supported(frame[name], _TELLING[role]):
                return name, False
    return (outspoken[0], False) if outspoken else (None, True)


def _is_outspoken(role: str, name: str) -> bool:
    return role in OUTSPOKEN and bool(re.search(OUTSPOKEN[role], header(name)))


def _own_zone(frame: pd.DataFrame) -> str | None:
    """Return whether headings or the name of the sheet tell the zone; a bare letter does not."""
    for name in (HEADING, SHEET):
        if name in frame.columns:
            told = list(_distinct(frame[name]))
            if all(len(text) > 1 for text in told) and _is_supported(frame[name], trade.zone_of):
                return name
    return None


def _is_supported(
    column: pd.Series, read: Callable[[str], object] | None, share: float = _MOST
) -> bool:
    """Tell whether a share of the distinct values of a column can be read in a role."""
    values = list(_distinct(column))
    if read is None:
        return bool(values)
    understood = sum(read_or_none(read, value) is not None for value in values)
    return bool(values) and understood >= share * len(values)


def _distinct(column: pd.Series) -> Iterator[str]:
    seen = pd.unique(texts(column.iloc[: 20 * _SAMPLE]))
    yield from (text for text in seen[:_SAMPLE] if text)


def is_named(column: pd.Series) -> bool:
    """Tell whether a column holds names rather than counts."""
    return _is_supported(column, _name)


def ask_column(
    desk: Desk,
    key: str,
    layer: Layer,
    role: str,
    rows: np.ndarray | None = None,
    *,
    needed: bool = False,
    sought: str = "",
) -> str | None:
    """Ask which column plays a role and return it; ``None`` for none.

    Parameters
    ----------
    desk : Desk
    key : str
        Of the layer or of its part.
    layer : Layer
    role : str
    rows : numpy.ndarray of int, optional
        Those that count, by place in the frame; all if left out.
    needed : bool
        Whether the rows are of little use without it, so that its absence is doubted.
    sought : str
        The role of `geo.intake.headers.ROLES` to look for, where it is another than asked.
    """
    frame = layer.frame if rows is None else layer.frame.iloc[rows]
    found, is_sure = find(frame, sought or role)
    choices = [Choice(name) for name in layer.frame.columns if name not in {NONE, *_OWN}]
    if role == "zone":
        choices += [
            Choice(name, kind, {"name": str(layer.frame[name].iloc[0])})
            for name, kind in _OWN.items()
            if name in layer.frame.columns
        ]
    chosen = desk.ask(
        f"{key}:column:{role}",
        f"column_{role}",
        [*choices, Choice(NONE, "no_column")],
        found or NONE,
        is_sure=is_sure and (found is not None or not needed or not choices),
        layer=title(layer),
    )
    return None if chosen == NONE else chosen


def words(layer: Layer, column: str | None, indices: np.ndarray) -> np.ndarray:
    """Return the cleaned text of some rows of a column, shape (k,); empty without one."""
    if column is None:
        return np.full(len(indices), "", dtype=object)
    return np.asarray(texts(layer.frame[column])[indices], dtype=object)

"""Coordinates as people write them: decimal, with degrees and minutes, or two in one cell."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pandas as pd

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_SIDE = r"[NSEW]|[东西]经?|[南北]纬?"
_SEXAGESIMAL = re.compile(
    rf"({_SIDE})?\s*({_NUMBER})\s*[°˚度do]\s*"
    rf"(?:({_NUMBER})\s*(?:['′’‘`分m])\s*)?"
    rf"(?:({_NUMBER})\s*(?:[\"″”“秒s]|['′’‘`]{{2}})?\s*)?({_SIDE})?",
    re.IGNORECASE,
)
# Parts set apart by colons, hyphens or spaces; and a plain number with its side.
_APART = re.compile(
    rf"({_SIDE})?\s*(-?\d{{1,3}})[:\s-]\s*(\d{{1,2}})[:\s-]\s*(\d{{1,2}}(?:\.\d+)?)\s*({_SIDE})?",
    re.IGNORECASE,
)
_SIDED = re.compile(rf"({_SIDE})?\s*({_NUMBER})()()\s*({_SIDE})?", re.IGNORECASE)
_WEST_SOUTH = re.compile(r"[SW西南]", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_THOUSANDS = re.compile(r"[+-]?\d{1,3},\d{3}")
_PAIR_MARK = re.compile(r"\s*[,;/]\s*")
_PAIR_SEPARATOR = re.compile(r"\s*[,;/]\s*|\s+(?=[+\-\dNSEW东西南北])", re.IGNORECASE)


def degrees(text: str) -> float:
    """Return a coordinate as a number, ``nan`` if it is none.

    Parameters
    ----------
    text : str
        ``105.92``, ``105°55′12″``, ``E105°55.2′``, ``105度55分12秒``, ``105d55m12s``,
        ``105:55:12``, ``105.92E``, metres such as ``589000.5``; full-width digits and
        thousands separators too.
    """
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    try:
        return float(plain)
    except ValueError:
        pass
    patterns = (_SEXAGESIMAL, _APART, _SIDED)
    found = next(filter(None, (one.fullmatch(plain) for one in patterns)), None)
    if not found:
        return float("nan")
    before, whole, minutes, seconds, after = found.groups(default="")
    parts = float(minutes or 0), float(seconds or 0)
    if max(parts) >= 60:
        return float("nan")
    value = abs(float(whole)) + parts[0] / 60 + parts[1] / 3600
    is_negative = whole.startswith("-") or bool(_WEST_SOUTH.search(before + after))
    return -value if is_negative else value


def with_points(column: np.ndarray) -> np.ndarray:
    """Return texts with decimal commas as points, if all of a column are written so.

    ``105,884`` alone may be in thousands; beside ``105,8844`` it is not.
    """
    filled = [text.strip() for text in column if text]
    if not all(map(_DECIMAL_COMMA.fullmatch, filled)) or all(map(_THOUSANDS.fullmatch, filled)):
        return column
    return np.array([text.replace(",", ".") for text in column], dtype=object)


def numbers(column: np.ndarray) -> np.ndarray:
    """Return the coordinates of a column of texts, shape (n,); ``nan`` where there is none."""
    column = with_points(column)
    read = pd.to_numeric(pd.Series(column, dtype=object), errors="coerce")
    fast = read.to_numpy(dtype=float, copy=True)
    for index in np.flatnonzero(np.isnan(fast)):
        fast[index] = degrees(column[index])
    return np.where(np.isfinite(fast), fast, np.nan)


def pairs(column: np.ndarray) -> np.ndarray:
    """Return the two coordinates in each cell, shape (n, 2); ``nan`` where there are not two."""
    found = np.full((len(column), 2), np.nan)
    for index, text in enumerate(column):
        folded = unicodedata.normalize("NFKC", text).strip(" ()[]{}")
        parts = _PAIR_SEPARATOR.split(folded)
        if len(parts) != 2:
            parts = _PAIR_MARK.split(folded)
        if len(parts) == 2:
            found[index] = [degrees(part) for part in parts]
    return np.where(np.isfinite(found), found, np.nan)

"""Coordinates as people write them: decimal, with degrees and minutes, or two in one cell."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pandas as pd

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_SEXAGESIMAL = re.compile(
    rf"([NSEW东西南北]?[经纬]?)\s*({_NUMBER})\s*[°度]\s*"
    rf"(?:({_NUMBER})\s*['′’分]\s*)?(?:({_NUMBER})\s*(?:[\"″”秒]|['′’]{{2}})\s*)?([NSEW]?)",
    re.IGNORECASE,
)
_PAIR_SEPARATOR = re.compile(r"\s*[,;/]\s*|\s+(?=[+\-\dNSEW东西南北])", re.IGNORECASE)


def degrees(text: str) -> float:
    """Return a coordinate as a number, ``nan`` if it is none.

    Parameters
    ----------
    text : str
        ``105.92``, ``105°55′12″``, ``E105°55.2′``, ``105度55分12秒``, metres such as
        ``589000.5``; full-width digits and thousands separators too.
    """
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    try:
        return float(plain)
    except ValueError:
        pass
    found = _SEXAGESIMAL.fullmatch(plain)
    if not found:
        return float("nan")
    before, whole, minutes, seconds, after = found.groups()
    small = float(minutes or 0) / 60 + float(seconds or 0) / 3600
    value = abs(float(whole)) + small
    is_negative = whole.startswith("-") or bool(set((before + after).upper()) & set("SW南西"))
    return -value if is_negative else value


def numbers(column: np.ndarray) -> np.ndarray:
    """Return the coordinates of a column of texts, shape (n,); ``nan`` where there is none."""
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
        if len(parts) == 2:
            found[index] = [degrees(part) for part in parts]
    return np.where(np.isfinite(found), found, np.nan)

"""Cells of a table that someone else wrote: text made safe, words told apart from gaps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

import numpy as np
import pandas as pd

T = TypeVar("T")
LONGEST = 200
_NO_LETTERS = re.compile(r"[\W_]+")
_GAPS = {"", "-", "--", "—", "——", "/", "\\", "无", "空", "n/a", "na", "nan", "null", "none", "nil"}


def cleaned(cell: object) -> str:
    """Return a cell as one line of text: no control characters, at most 200 characters.

    Markup stays as it is, for text is escaped where it is shown.
    """
    if cell is None or cell is pd.NA or (isinstance(cell, float) and np.isnan(cell)):
        return ""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    text = " ".join(text[: 4 * LONGEST].split())
    if not text.isprintable():
        text = "".join(letter for letter in text if letter.isprintable())
    return text.strip()[:LONGEST].rstrip()


def is_gap(text: str) -> bool:
    """Tell whether a text stands for an empty cell."""
    return text.lower() in _GAPS


def texts(column: Iterable[object]) -> np.ndarray:
    """Return the cleaned text of each cell, shape (n,); gaps are empty."""
    whole = pd.Series(column, dtype=object)
    codes, distinct = pd.factorize(whole, use_na_sentinel=False)
    clean = [cleaned(cell) for cell in distinct]
    known = np.array(["" if is_gap(text) else text for text in clean], dtype=object)
    return known[codes] if len(known) else np.empty(0, dtype=object)


def read_or_none(parse: Callable[[str], T | None], text: str) -> T | None:
    """Return what a parser makes of a text; ``None`` where it refuses it."""
    try:
        return parse(text)
    except (ValueError, OverflowError):
        return None


def normal(text: str) -> str:
    """Return a name for comparison: full-width folded, no case, space or punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _NO_LETTERS.sub("", folded)

"""Dates in the cells of a column; a sheet may have kept a day as the number that Excel counts."""

from __future__ import annotations

import re
from datetime import date, timedelta

from data import trade

_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")  # 1954 to 2091; a year has four digits


def read_date(text: str) -> str:
    """Return a date as a period of the schema, as `data.trade.period`; also Excel's day number.

    Raises
    ------
    ValueError
        If it is no date.
    """
    if _SERIAL.fullmatch(text):
        return (_EPOCH + timedelta(days=int(float(text)))).isoformat()
    return trade.period(text)

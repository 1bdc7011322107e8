"""What day it is: the one place that reads the clock for what pages say."""

from __future__ import annotations

from datetime import UTC, date, datetime

from data.settings import set_today


def today() -> date:
    """Return the day that counts as today: the clock's, unless one is set.

    >>> today() <= datetime.now(UTC).date()
    True
    """
    return set_today() or datetime.now(UTC).astimezone().date()

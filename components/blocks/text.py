"""Words on the page: messages in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from data.catalog import Catalog
from data.facts import Fact, Said, bounded, exactly, figure_fact
from data.i18n import Lang
from data.own_texts import Messages
from data.periods import Period
from data.quantity import amount, number, period_text, quantity
from data.selection import Selection

_SHORT_CODE = 3


class Words(Messages):
    """Messages, numbers and dates in one language."""

    def either(self, own: str, general: str, **values: object) -> str:
        """Return what the park says in words of its own, or the general message instead."""
        return self(own if self.has(own) else general, **values)

    def some(self, *message_ids: str) -> list[str]:
        """Return those of some messages that there are: what not every park says."""
        return [self(one) for one in message_ids if self.has(one)]

    def date(self, period: Period | str) -> str:
        """Return a date at its own precision."""
        return period_text(period, self.lang)

    def number(self, value: float) -> Said:
        """Return a plain number with thousands separators."""
        return Said(number(value), exactly(value))

    def amount(self, value: float, unit: str) -> Said:
        """Return a number in its unit."""
        return Said(amount(value, unit, self.lang), exactly(value, unit))

    def quantity(self, low: float | None, high: float | None, qualifier: str, unit: str) -> Said:
        """Return an amount with its qualifier."""
        return self.fact(bounded(low, high, qualifier, unit))

    def fact(self, fact: Fact) -> Said:
        """Return a number in words, with its qualifier and unit."""
        text = quantity(fact.low, fact.high, fact.qualifier, fact.unit, self.lang)
        return Said(text, fact)

    def unit(self, unit: str) -> str:
        """Return a unit without a number; empty for a bare count."""
        return self(f"unit.{unit}", value="").strip() if unit else ""

    def fact_sign(self, fact: Fact) -> str:
        """Return the sign of a qualifier, such as ``≥`` or ``about``; of a range, its dash."""
        if fact.qualifier == "band":
            return self("quantity.band", low="", high="").strip()
        return self(f"quantity.{fact.qualifier}", amount="").strip()

    def decimals(self, value: float, places: int) -> Said:
        """Return a measure with a fixed number of decimals."""
        return Said(f"{value:.{places}f}", exactly(float(value)))

    def percent(self, share: float) -> Said:
        """Return a share as a percentage with one decimal."""
        text = self("overlay.share_value", value=f"{100 * share:.1f}")
        return Said(text, exactly(round(100 * share, 1), "percent"))

    def join(self, items: Iterable[str]) -> str:
        """Join the items of a list."""
        return self("list.separator").join(items)

    def of(self, row: Any, field: str) -> str:
        """Return the field of a row that is in this language, or an empty string."""
        value = row[f"{field}_{self.lang}"]
        return value if isinstance(value, str) else ""

    def grade(self, evidence: object) -> str:
        """Name a grade of evidence; empty where there is none."""
        return self(f"evidence.{evidence}") if isinstance(evidence, str) else ""

    def zone_mark(self, zone: str) -> str:
        """Return what stands for a zone where room is short: its code, or its name if that is long.

        A letter says as much in any language, a word does not.
        """
        return zone if len(zone) <= _SHORT_CODE else self(f"zone.{zone}")

    def namer(self, prefix: str) -> Callable[[str], str]:
        """Return a function that names codes, such as ``zone.C``."""
        return lambda code: self(f"{prefix}.{code}")


def moment(time: datetime) -> str:
    """Return a time as the clock of the server shows it."""
    return time.astimezone().strftime("%Y-%m-%d %H:%M")


def spoken(catalog: Catalog, lang: Lang, chosen: Selection | None = None) -> Words:
    """Return the words of a park in one language, with the names that hold at a date."""
    return Words(lang, catalog.texts(lang, catalog.as_of(chosen) if chosen else None))


def figure_text(words: Words, row: Any) -> Said:
    """Return the value of a row of the figures table with its qualifier and unit."""
    return words.fact(figure_fact(row))

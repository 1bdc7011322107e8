"""Words on the page: messages in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from data.i18n import Lang, translate
from data.periods import Period
from data.quantity import amount, number, period_text, quantity


@dataclass(frozen=True)
class Words:
    """Messages, numbers and dates in one language."""

    lang: Lang

    def __call__(self, message_id: str, **values: object) -> str:
        """Return a message; see `data.i18n.translate`."""
        return translate(self.lang, message_id, **values)

    def date(self, period: Period | str) -> str:
        """Return a date at its own precision."""
        return period_text(period, self.lang)

    def number(self, value: float) -> str:
        """Return a plain number with thousands separators."""
        return number(value, self.lang)

    def amount(self, value: float, unit: str) -> str:
        """Return a number in its unit."""
        return amount(value, unit, self.lang)

    def quantity(self, low: float | None, high: float | None, qualifier: str, unit: str) -> str:
        """Return an amount with its qualifier."""
        return quantity(low, high, qualifier, unit, self.lang)

    def percent(self, share: float) -> str:
        """Return a share as a percentage with one decimal."""
        return self("overlay.share_value", value=f"{100 * share:.1f}")

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

    def namer(self, prefix: str) -> Callable[[str], str]:
        """Return a function that names codes, such as ``zone.C``."""
        return lambda code: self(f"{prefix}.{code}")


def figure_text(words: Words, row: Any) -> str:
    """Return the value of a row of the figures table with its qualifier and unit."""
    low, high = row["value"], row["value"]
    if row["qualifier"] == "below":
        low = None
    if row["qualifier"] == "at_least":
        high = None
    return words.quantity(low, high, row["qualifier"], row["unit"])

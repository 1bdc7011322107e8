"""Origins read back from the panels that open behind numbers, for files without panels."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class ReadOrigin:
    """One section of a panel, as `components.origin.values` writes it.

    Attributes
    ----------
    value, grade : str
        In words.
    facts : dict of str to list of str
        By their heads, in words.
    """

    value: str = ""
    grade: str = ""
    facts: dict[str, list[str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    """Collects sections; what disagrees with them stands in details, and is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.origins: list[ReadOrigin] = []
        self._within: list[str] = []
        self._head = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within.append(tag)
        if tag == "section" and ("class", "atlas-origin") in attrs:
            self.origins.append(ReadOrigin())
        if not self._counts:
            return
        if tag == "dt":
            self._head = ""
        if tag == "dd":
            self.origins[-1].facts.setdefault(self._head, []).append("")

    def handle_endtag(self, tag: str) -> None:
        while self._within and self._within.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._counts:
            return
        one = self.origins[-1]
        if "dd" in self._within:
            one.facts[self._head][-1] += data
        elif "dt" in self._within:
            self._head += data
        elif "b" in self._within:
            one.grade += data
        elif "h3" in self._within:
            one.value = (one.value + data).strip()

    @property
    def _counts(self) -> bool:
        return "section" in self._within and "details" not in self._within


def read_origins(html: str) -> list[ReadOrigin]:
    """Return the origins that a panel shows, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.origins

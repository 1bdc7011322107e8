"""Which letters of an HTML file are bold: so many need the bold face inside it."""

from __future__ import annotations

from html.parser import HTMLParser

_TAGS = frozenset({"b", "h1", "h2", "h3", "strong", "th"})
_CLASSES = frozenset({"value", "atlas-contact-name"})
_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})


class _Letters(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        style = told.get("style") or ""
        bold = tag in _TAGS or bool(_CLASSES & set((told.get("class") or "").split()))
        bold |= tag in {"text", "tspan"} and ("bold" in style or "700" in style)
        if tag not in _VOID:
            self._open.append(bold or (bool(self._open) and self._open[-1]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1]:
            self.found |= set(data)


def bold_letters(html: str) -> str:
    """Return the letters that an HTML file shows in bold, each once.

    Headings are, heads of tables, values of cards, and bold text of charts.
    """
    reader = _Letters()
    reader.feed(html)
    reader.close()
    return "".join(sorted(reader.found))

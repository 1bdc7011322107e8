"""The sources of a slide: each article once, with all lines that are used."""

from __future__ import annotations

import re
from collections.abc import Iterable

from components.blocks.text import Words

_HERE = "\x00"


def merged_sources(texts: Iterable[str], words: Words) -> tuple[str, ...]:
    """Return sources in words with those of one article joined.

    Parameters
    ----------
    texts : iterable of str
        As `data.sources.source_text` writes them, one source each.
    """
    said = re.escape(words("source.lines", lines=_HERE)).replace(re.escape(_HERE), "(.+)")
    pattern = re.compile(rf"(.*) · {said}")
    lines: dict[str, list[str]] = {}
    for text in texts:
        found = pattern.fullmatch(text)
        article, numbers = (found[1], found[2].split(", ")) if found else (text, [])
        lines.setdefault(article, []).extend(numbers)
    return tuple(_written(article, numbers, words) for article, numbers in lines.items())


def _written(article: str, numbers: list[str], words: Words) -> str:
    if not numbers:
        return article
    ordered = sorted(dict.fromkeys(numbers), key=_span)
    return f"{article} · {words('source.lines', lines=', '.join(ordered))}"


def _span(numbers: str) -> tuple[int, ...]:
    """Return the first and last line of a span such as ``14-16``."""
    return tuple(int(number) for number in re.findall(r"\d+", numbers))

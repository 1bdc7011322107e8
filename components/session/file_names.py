"""Names of the files that a reader takes along: in the reader's language, safe on any system."""

from __future__ import annotations

import re
import unicodedata

from components.blocks.text import Words
from components.session.filters import filter_text
from components.session.theme import Theme
from data.catalog import Catalog
from data.drafts import is_draft
from data.periods import Period
from data.selection import Selection

# Of UTF-8, with room for an ending and for the mark of a second copy; most systems take 255.
_MOST_BYTES = 200
_APART = re.compile(r"[^\w]+|_+")


def file_stem(
    catalog: Catalog, words: Words, content: str, chosen: Selection, theme: Theme | None = None
) -> str:
    """Return atlas, content, what it is filtered to, date, "published only", "draft" and theme.

    The last three only where it is so.

    Parameters
    ----------
    content : str
        What is in the file, such as the title of a chart.
    theme : Theme, optional
        Of a file that looks as the screen does.
    """
    filters = filter_text(words, chosen)
    grade = words("file.published") if chosen.evidence == "published" else ""
    draft = words("file.draft") if is_draft(catalog.revision) else ""
    return named(
        words, content, filters, _date(catalog.as_of(chosen)), grade, draft, _look(words, theme)
    )


def page_stem(
    catalog: Catalog, words: Words, page: str, chosen: Selection, theme: Theme | None = None
) -> str:
    """Return the same of a whole page."""
    return file_stem(catalog, words, words(f"nav.{page}"), chosen, theme)


def story_stem(
    words: Words,
    title: str,
    date: Period | None = None,
    theme: Theme | None = None,
    edition: str = "",
) -> str:
    """Return atlas, title and what is given of date, theme and edition.

    A title that is the atlas's adds nothing.
    """
    said = words(f"file.edition.{edition}") if edition else ""
    return named(words, title, _date(date) if date else "", _look(words, theme), said)


def _look(words: Words, theme: Theme | None) -> str:
    return words(f"theme.{theme.mode}") if theme else ""


def named(words: Words, content: str, *rest: str) -> str:
    """Return atlas, content and the rest, joined; the content is cut if that grows too long."""
    parts = (words("app.title"), content, *rest)
    if words.lang == "en":
        parts = tuple(part.lower() for part in parts)
    atlas, content, *others = map(_plain, parts)
    ends = [part for part in others if part]
    room = _MOST_BYTES - len("_".join([atlas, "", *ends]).encode())
    cut = content.encode()[: max(room, 0)].decode(errors="ignore").strip("-")
    return "_".join(dict.fromkeys(part for part in (atlas, cut, *ends) if part))


def _plain(text: str) -> str:
    """Return letters, digits and hyphens only: what every system takes, and no one has to quote."""
    return _APART.sub("-", unicodedata.normalize("NFKC", text)).strip("-")


def _date(period: Period) -> str:
    return period.text.replace("/", "-")

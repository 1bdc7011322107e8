"""What a park says in words of its own: names of zones and sectors, and prose about it alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from polib import pofile

from data.i18n import Lang, filled, messages, translate
from data.memo import Owner
from data.park import Park
from data.periods import Period, parse_period
from data.problems import Problem, unreadable

WORDS = "words"


class OwnTexts(Owner):
    """The messages of a park in one language, by message id; they go before the general ones.

    Two are the same only if they are one: what was made with one is not taken for the other's.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def get(self, message_id: str) -> str | None:
        """Return a message, if the park has it."""
        return self.texts.get(message_id)


@dataclass(frozen=True)
class Messages:
    """What is said in one language: a park's own messages before the general ones.

    Attributes
    ----------
    lang : {"zh", "en"}
    own : OwnTexts, optional
        What the park says in words of its own (`data.catalog.Catalog.texts`).
    """

    lang: Lang
    own: OwnTexts | None = None

    def __call__(self, message_id: str, **values: object) -> str:
        """Return a message with its places filled in; see `data.i18n.translate`."""
        own = self.own.get(message_id) if self.own else None
        return translate(self.lang, message_id, **values) if own is None else filled(own, values)

    def has(self, message_id: str) -> bool:
        """Whether there is such a message: what only some parks say may be left out."""
        own = self.own.get(message_id) if self.own else None
        return own is not None or message_id in messages(self.lang)


@dataclass(frozen=True)
class Prose:
    """What a park says in words of its own, in one language.

    Attributes
    ----------
    texts : dict of str to str
        By message id.
    printed : frozenset of str
        Those that tell of what was in print, with its dates: true as long as nothing newer is
        in force. Their entries carry the flag ``printed``.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    printed: frozenset[str] = frozenset()

    def at(self, *, is_newer: bool) -> Mapping[str, str]:
        """Return what is true, with newer dates in force or without.

        What the general wording can say for it then, it does.

        >>> prose = Prose({"app.title": "Atlas of 2022"}, frozenset({"app.title"}))
        >>> prose.at(is_newer=False)
        {'app.title': 'Atlas of 2022'}
        """
        if not is_newer:
            return self.texts
        return {one: text for one, text in self.texts.items() if one not in self.printed}


def read_texts(published: Path, lang: Lang) -> tuple[Prose, list[Problem]]:
    """Return the park's own prose in one language; none if it has none.

    Parameters
    ----------
    published : pathlib.Path
        Folder of the pack; its ``words/<lang>.po`` is read.
    lang : {"zh", "en"}

    Returns
    -------
    Prose
    list of Problem
        Why there is none, although there is a file; never raises for bad content.

    Examples
    --------
    >>> prose, problems = read_texts(folder, "zh")
    >>> prose.texts, problems
    ({}, [])
    """
    file = f"{WORDS}/{lang}.po"
    try:
        text = (published / file).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Prose(), []
    except UnicodeDecodeError:
        return Prose(), [Problem(file, None, None, "encoding")]
    except OSError as error:
        return Prose(), [unreadable(file, error)]
    try:
        entries = pofile(text)
    except (OSError, ValueError):  # polib has no error of its own
        return Prose(), [Problem(file, None, None, "words")]
    printed = frozenset(entry.msgid for entry in entries if "printed" in entry.flags)
    texts = {entry.msgid: entry.msgstr for entry in entries if not entry.obsolete}
    return Prose(texts, printed), []


def named_texts(
    tables: Mapping[str, pd.DataFrame], park: Park, lang: Lang, as_of: Period
) -> dict[str, str]:
    """Return the names of the park, its zones, sectors and coverages as they were at a date.

    Examples
    --------
    >>> named = named_texts(catalog.tables, catalog.park, "en", catalog.latest)
    >>> named["zone.A"], named["sector.data"], named["app.title"]
    ('Zone A', 'Data processing', 'Cloud Valley Atlas')
    """
    named = {"app.title": getattr(park, f"title_{lang}"), "app.park": getattr(park, f"name_{lang}")}
    for dimension in ("zone", "sector"):
        frame = tables[f"{dimension}s"]
        codes = zip(frame[dimension], frame[f"name_{lang}"], strict=True)
        named |= {f"{dimension}.{code}": str(name) for code, name in codes}
    for row in tables["coverage"].itertuples():
        name = str(getattr(row, f"name_{lang}")).replace("{", "{{").replace("}", "}}")
        named[f"coverage.{row.coverage_id}"] = name
        named[f"map.{row.coverage_id}"] = f"{name} {{area}}" if row.shape == "area" else name
    # The newest renaming is undone first, so that of two the older name stands in the end.
    renamed = tables["reorganisations"]
    renamed = renamed[renamed["kind"] == "renamed"]
    for row in renamed.sort_values("date", ascending=False).itertuples():
        former = getattr(row, f"former_{lang}")
        if parse_period(str(row.date)).end > as_of.end and isinstance(former, str):
            named[f"{row.dimension}.{row.code}"] = former
    return named

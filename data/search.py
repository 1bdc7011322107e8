"""Search: what of a park is found by words, in Chinese, English, pinyin or its initials."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pypinyin import Style, lazy_pinyin

# How good it is that a word is found so; all words of a query count together.
_WHOLE, _BEGINS, _WORD, _SOUND, _WITHIN, _BESIDE = 100, 80, 60, 50, 40, 20
_LATIN = re.compile(r"[a-z0-9]+")
_HAN = re.compile(r"[一-鿿]")
_BETWEEN = re.compile(r"[\s·・,，.。/()（）\-_:：]+")
_MOST_LETTERS, _MOST_WORDS = 80, 8  # of a query: longer ones are cut


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    Attributes
    ----------
    kind, key : str
        What it is, and which: ``project``, ``P02``.
    title : str
        Its name in the reader's language.
    small : str
        What is said of it beside its name.
    names : tuple of str
        Its other names, of any language.
    """

    kind: str
    key: str
    title: str
    small: str = ""
    names: tuple[str, ...] = ()

    @cached_property
    def _forms(self) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        """Names, how they sound in pinyin (whole, and initials), and what is said beside."""
        names = dict.fromkeys((self.title, self.key, *self.names))
        sounds = [sound for name in names if _HAN.search(name) for sound in _sounds(name)]
        return tuple(plain(name) for name in names), tuple(sounds), plain(self.small)

    def weight(self, word: str) -> int:
        """Return how well a plain word fits; 0 if it does not."""
        names, sounds, small = self._forms
        best = max((_fit(word, name) for name in names), default=0)
        if best < _SOUND and _LATIN.fullmatch(word) and len(word) > 1:
            best = max(best, _SOUND if any(sound.startswith(word) for sound in sounds) else 0)
            best = max(best, _BESIDE if any(word in sound for sound in sounds) else 0)
        return best or (_BESIDE if word in small else 0)


class Finder:
    """All that can be found in a park, in one language.

    Parameters
    ----------
    entries : iterable of Entry
        Of those that fit equally, the first stand first.

    Examples
    --------
    >>> finder = Finder([Entry("project", "P02", "客户体验中心", names=("Alibaba Centre",))])
    >>> [one.key for word in ("体验", "ali", "khty", "kehutiyan") for one in finder.found(word)]
    ['P02', 'P02', 'P02', 'P02']
    >>> finder.found("百度")
    []
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)

    def found(self, text: str) -> list[Entry]:
        """Return the entries that every word of a text fits, the best ones first.

        Parameters
        ----------
        text : str
            As the reader typed it; without words, nothing is found.
        """
        words = plain(text[:_MOST_LETTERS]).split()[:_MOST_WORDS]
        if not words:
            return []
        weighed = []
        for place, entry in enumerate(self.entries):
            weights = [entry.weight(word) for word in words]
            if all(weights):
                weighed.append((-sum(weights), len(entry.title), place))
        return [self.entries[place] for *_, place in sorted(weighed)]


def plain(text: str) -> str:
    """Return a text without what readers do not type: case, accents, wide forms, points.

    >>> plain("Shennü Lake·（永川）ＡＩ")
    'shennu lake 永川 ai'
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return _BETWEEN.sub(" ", bare).strip()


def _sounds(name: str) -> tuple[str, ...]:
    """Return the pinyin of a name from its first and from any of its words, and its initials."""
    syllables = [syllable.replace("ü", "v") for syllable in lazy_pinyin(name, errors=_kept)]
    whole = "".join(syllables)
    firsts = "".join(
        first for first in lazy_pinyin(name, style=Style.FIRST_LETTER, errors=_kept) if first
    )
    both = dict.fromkeys((plain(whole).replace(" ", ""), plain(firsts).replace(" ", "")))
    return tuple(both) + ((whole.replace("v", "u"),) if "v" in whole else ())


def _kept(others: str) -> str:
    """Return what is no Chinese in a name: its letters and digits sound as they are written."""
    return "".join(_LATIN.findall(plain(others)))


def _fit(word: str, name: str) -> int:
    if word == name:
        return _WHOLE
    if name.startswith(word):
        return _BEGINS
    if f" {word}" in name:
        return _WORD
    return _WITHIN if word in name else 0

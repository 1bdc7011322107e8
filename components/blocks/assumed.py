"""Texts that know whether they say "illustrative", so that a block says it once."""

from __future__ import annotations

from typing import Self

from components.blocks.text import Words


class Assumed(str):
    """A sentence that says of itself that it rests on an assumption."""

    __slots__ = ()


class Credit(str):
    """A source line that says so, too; `plain` is the line without that."""

    __slots__ = ("plain",)
    plain: str

    def __new__(cls, text: str, plain: str) -> Self:
        """Return the line, and the one that stands below a heading which says it already."""
        made = super().__new__(cls, text)
        made.plain = plain
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Let copies keep what it knows."""
        return type(self), (str(self), self.plain)


def assumed(words: Words, text: str) -> Assumed:
    """Return a sentence marked as resting on an assumption."""
    return Assumed(words("map.schematic", name=text))


def said_once(finding: str, credit: str) -> str:
    """Return the source line that stands below a finding: what that says, it does not repeat.

    >>> said_once(Assumed("A leads (illustrative)"), Credit("Daily · illustrative", "Daily"))
    'Daily'
    """
    return credit.plain if isinstance(finding, Assumed) and isinstance(credit, Credit) else credit

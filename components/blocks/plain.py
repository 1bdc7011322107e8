"""Blocks of plain text: title, heading, note, empty state, warnings, HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from components.blocks.base import Block
from components.blocks.remedies import Remedy


@dataclass(frozen=True, kw_only=True)
class Title(Block):
    """The page's title, which states its finding; perhaps with a hint for a first visit."""

    kind: ClassVar[str] = "title"
    text: str
    hint: dict[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Heading(Block):
    """The heading of a part: what it says or is about, and what it is filtered to."""

    kind: ClassVar[str] = "heading"
    text: str
    small: str = ""
    finding: str = ""


@dataclass(frozen=True, kw_only=True)
class Note(Block):
    """A small line, perhaps with a source line and the button of a table.

    Attributes
    ----------
    alt : str
        What the map above it shows, in words.
    graded : tuple of str
        The grade of evidence of each shape that the map shows.
    """

    kind: ClassVar[str] = "note"
    HIDDEN: ClassVar = frozenset({"graded", "panels"})
    text: str
    id: str = ""
    credit: str = ""
    source: str = ""
    alt: str = ""
    graded: tuple[str, ...] = ()

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each shape that the map shows."""
        return self.graded


@dataclass(frozen=True, kw_only=True)
class Empty(Block):
    """An empty state that explains itself, with a button that fills it."""

    kind: ClassVar[str] = "empty"
    text: str
    remedy: Remedy | None = None


@dataclass(frozen=True, kw_only=True)
class Warnings(Block):
    """Lines that are read aloud at once."""

    kind: ClassVar[str] = "warnings"
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Html(Block):
    """HTML."""

    kind: ClassVar[str] = "html"
    HIDDEN: ClassVar = frozenset({"graded", "panels"})
    html: Markup
    graded: tuple[str, ...] = ()

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each number in it."""
        return self.graded


def title(text: str) -> Title:
    """Return the page's title, which states its finding."""
    return Title(text=text)


def heading(text: str, small: str = "", finding: str = "") -> Heading:
    """Return the heading of a part: what it says or is about, and what it is filtered to."""
    return Heading(text=text, small=small, finding=finding)


def note(text: str) -> Note:
    """Return a small line, such as what the page does not show."""
    return Note(text=text)


def empty(text: str, remedy: Remedy | None = None) -> Empty:
    """Return an empty state that explains itself; without a `remedy`, `remedied` finds one."""
    return Empty(text=text, remedy=remedy)


def warnings(texts: list[str]) -> Warnings:
    """Return lines that are read aloud at once."""
    return Warnings(texts=tuple(texts))


def markup(html: Markup) -> Html:
    """Return a block of HTML."""
    return Html(html=html)


def nothing() -> Html:
    """Return a block that shows nothing."""
    return markup(Markup())

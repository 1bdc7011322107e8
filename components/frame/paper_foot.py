"""What stands at the foot of each printed page; the browser adds link, day and page numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from components.blocks.base import Block, Content
from components.blocks.text import Words
from data.catalog import Catalog
from data.drafts import is_draft
from data.selection import Selection


@dataclass(frozen=True, kw_only=True)
class PaperFoot(Block):
    """Lines at the foot of a page, and when it was printed."""

    kind: ClassVar[str] = "paper"
    lines: tuple[str, ...]
    printed: str


def paper_block(catalog: Catalog, chosen: Selection, made: Content, words: Words) -> Block:
    """Return the words that ``browser/paper.js`` puts at the foot of a page.

    Parameters
    ----------
    made : dict of str to Block
        What the page shows; the foot says so if any of it is illustrative.
    """
    lines = [words("paper.foot", park=words("app.park"), date=words.date(catalog.as_of(chosen)))]
    if is_draft(catalog.revision):
        lines.append(words("paper.draft"))
    if any("illustrative" in block.grades for block in made.values()):
        lines.append(words("paper.illustrative"))
    printed = words("paper.printed", date="{date}")
    return PaperFoot(lines=tuple(lines), printed=printed)

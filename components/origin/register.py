"""What is told of a register elsewhere: from when its counts are, and whether it answers."""

from __future__ import annotations

from components.blocks.text import Words, moment
from data.catalog import Catalog
from data.registers.outside import asked
from data.selection import Selection


def register_read(words: Words) -> str:
    """Return from when the counts of a register elsewhere are; empty if it was never read."""
    now = asked()
    return words("register.read_at", at=moment(now.at)) if now and now.at else ""


def is_unread(catalog: Catalog, chosen: Selection) -> bool:
    """Whether a selection would be counted in a register elsewhere that was never read."""
    now = asked()
    never = catalog.is_outside and now is not None and now.at is None
    return never and chosen.is_placed and chosen.evidence != "published"


def not_counted(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return what stands in place of a number of enterprises that is not known."""
    return words("register.unread" if is_unread(catalog, chosen) else "card.unpublished")


def register_notice(words: Words) -> str:
    """Return what is wrong with a register elsewhere, and what is counted meanwhile."""
    now = asked()
    if now is None or now.problem is None:
        return ""
    problem = now.problem
    what = problem.what
    if what and problem.why in {"register", "rights"}:
        what = words("register.what", what=what)
    since = words("register.since", at=moment(now.at)) if now.at else words("register.never")
    why = words(f"register.why.{problem.why}", what=what)
    return words("register.notice", where=problem.where, why=why, since=since)

"""What is told of a register elsewhere: from when its counts are, and whether it answers."""

from __future__ import annotations

from components.blocks.text import Words, moment
from data.registers.outside import asked


def register_read(words: Words) -> str:
    """Return from when the counts of a register elsewhere are; empty if it was never read."""
    now = asked()
    return words("register.read_at", at=moment(now.at)) if now and now.at else ""


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

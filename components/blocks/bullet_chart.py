"""Bullets: how much of each target is reached, every row on its own axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from components.blocks.base import Panels
from components.blocks.chart import Chart, chart_parts, table_panel
from components.blocks.text import Words
from components.blocks.tip import Tip
from data.facts import Fact


@dataclass(frozen=True)
class BulletMark:
    """A sign on a row, as a share of its target; ``kind`` is ``outturn`` or ``needed``."""

    at: float
    sign: str
    kind: str = "outturn"


@dataclass(frozen=True)
class Bullet:
    """One row; its axis ends at the target.

    Attributes
    ----------
    key, label, text, small : str
        ``text`` is the value in words, ``small`` what to know about it.
    tip : Tip
    share, most : float
        What is reached, 0-1; ``most`` is the upper end where sources disagree.
    facts : tuple of Fact
        What is reached, as far as it is known, and the target.
    kind : str
        ``solid`` reported, ``secondary``, or ``hatched`` for what is not like for like or
        illustrative.
    open : str
        Id of the panel that a click opens.
    evidence : str
        Grade of evidence of the share.
    """

    HIDDEN: ClassVar = frozenset({"facts", "evidence"})
    key: str
    label: str
    text: str
    small: str
    tip: Tip
    share: float
    open: str
    facts: tuple[Fact, ...]
    most: float = 0.0
    kind: str = "solid"
    marks: tuple[BulletMark, ...] = ()
    evidence: str = "reported"


@dataclass(frozen=True, kw_only=True)
class Bullets(Chart):
    """Rows of targets, each with what is reached of it."""

    kind: ClassVar[str] = "bullets"
    HIDDEN: ClassVar = frozenset({"panels", "empty", "remedy"})
    rows: tuple[Bullet, ...] = ()

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each share."""
        return tuple(row.evidence for row in self.rows)


def bullets_block(
    words: Words,
    view: str,
    title: str,
    rows: Sequence[Bullet],
    *,
    finding: str,
    credit: str,
    small: str = "",
    notes: Sequence[str] = (),
    whole: Callable[[], pd.DataFrame],
    panels: Panels | None = None,
) -> Bullets:
    """Return rows of targets; the button below opens the table with sources."""
    values = [words("chart.alt.value", label=row.label, value=row.text) for row in rows]
    return Bullets(
        **chart_parts(
            words,
            view,
            title,
            finding=finding,
            credit=credit,
            values=values,
            small=small,
            notes=notes,
        ),
        rows=tuple(rows),
        panels=table_panel(view, title, whole, notes) | (panels or {}),
    )

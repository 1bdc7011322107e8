"""Bullets: how much of each target is reached, every row on its own axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from components.blocks.base import Block
from components.blocks.text import Words
from components.blocks.views import Panels, chart_data, sent, table_panel


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
    key, label, text, small, tip : str
        ``text`` is the value in words, ``small`` what to know about it.
    share, most : float
        What is reached, 0-1; ``most`` is the upper end where sources disagree.
    kind : str
        ``solid`` reported, ``secondary``, or ``hatched`` for what is not like for like or
        illustrative.
    open : str
        Id of the panel that a click opens.
    evidence : str
        Grade of evidence of the share.
    """

    key: str
    label: str
    text: str
    small: str
    tip: str
    share: float
    open: str
    most: float = 0.0
    kind: str = "solid"
    marks: tuple[BulletMark, ...] = ()
    evidence: str = "reported"


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
) -> Block:
    """Return rows of targets; the button below opens the table with sources."""
    values = [words("chart.alt.value", label=row.label, value=row.text) for row in rows]
    return Block(
        "bullets",
        chart_data(
            words,
            view,
            title,
            finding=finding,
            credit=credit,
            values=values,
            small=small,
            notes=notes,
        )
        | {
            "rows": [sent(row) for row in rows],
        },
        table_panel(view, title, whole, notes) | (panels or {}),
        tuple(row.evidence for row in rows),
    )

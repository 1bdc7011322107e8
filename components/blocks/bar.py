"""One bar of a chart, before it is drawn anywhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One bar; one grammar for all: solid reported, hatched illustrative, dashed planned.

    Attributes
    ----------
    key : str
        The value that a click toggles.
    label, text, tip : str
    value : float
    fill, stroke : str
        CSS colours.
    evidence : str
        Grade of evidence of the number; empty where there is none, as for "not given".
    hatched, dashed : bool
    bracket : str
        ``"["`` for a lower bound, or empty.
    selected : bool
        Whether it is chosen, or nothing is.
    most : float
        The upper end of a range that begins at ``value``; 0 if there is none.
    target : float
        Where a dashed tick stands; 0 if there is none.
    open : str
        Id of the panel with its origin; `bars_block` sets it if it is given `origin`.
    """

    key: str
    label: str
    value: float
    text: str
    tip: str
    fill: str
    stroke: str
    evidence: str
    hatched: bool = False
    dashed: bool = False
    bracket: str = ""
    selected: bool = True
    most: float = 0.0
    target: float = 0.0
    open: str = ""

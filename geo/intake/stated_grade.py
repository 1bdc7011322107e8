"""Rows that call themselves schematic, as those of the templates do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from data.i18n import LANGS, translate
from geo.intake.asking import LEAVE_OUT, Desk, named_rows, offered, title
from geo.intake.cells import normal
from geo.intake.columns import find, words
from geo.intake.meaning import IGNORE, Part


def ask_grades(desk: Desk, parts: Sequence[Part]) -> list[Part]:
    """Ask of each layer whether rows marked as schematic are now supplied in earnest.

    A template is filled with the pack in force. What its user did not touch would turn from
    an assumption into a statement of the park's office if nobody asked.

    Parameters
    ----------
    desk : Desk
    parts : sequence of Part
        Those of one layer stand together.

    Returns
    -------
    list of Part
        Without the rows that are left out, without parts that have none left, and without
        those that are ignored.
    """
    kept = []
    for key, group in groupby(parts, key=lambda part: part.key.partition("/")[0]):
        kept += _in_earnest(desk, key, [part for part in group if part.meaning != IGNORE])
    return [part for part in kept if len(part.indices)]


def _in_earnest(desk: Desk, key: str, parts: list[Part]) -> list[Part]:
    marked = [_marked(part) for part in parts]
    rows = sorted(
        row for part, marks in zip(parts, marked, strict=True) for row in part.indices[marks]
    )
    if not rows:
        return parts
    layer = parts[0].layer
    chosen = desk.ask(
        f"{key}:schematic",
        "schematic",
        offered(LEAVE_OUT, "take"),
        LEAVE_OUT,
        layer=title(layer),
        count=len(rows),
        of=sum(len(part.indices) for part in parts),
        rows=named_rows(layer, rows),
    )
    if chosen != LEAVE_OUT:
        return parts
    return [
        replace(part, indices=part.indices[~marks], shapes=part.shapes[~marks])
        for part, marks in zip(parts, marked, strict=True)
    ]


def _marked(part: Part) -> np.ndarray:
    """Tell which rows say so: as their evidence, or behind their zone, as our tables do."""
    named = [normal(translate(lang, "evidence.illustrative")) for lang in LANGS]
    evidence, zone = (
        [normal(text) for text in words(part.layer, column, part.indices)]
        for column in (find(part.layer.frame, role)[0] for role in ("evidence", "zone"))
    )
    says_so = [
        grade in named or any(one in text for one in named)
        for grade, text in zip(evidence, zone, strict=True)
    ]
    return np.array(says_so, dtype=bool)

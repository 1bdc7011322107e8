"""Origins of shapes, and of what is measured on them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.blocks.text import Words, figure_text
from components.origin.values import Origin
from data.by_id import by_id
from data.catalog import Catalog
from data.conflicts import conflict_ids
from data.selection import Selection, visible
from geo.grades import common_grade


def _texts(rows: pd.DataFrame, name: str) -> list[str]:
    return list(rows[name].dropna()) if name in rows else []


def common_area(
    catalog: Catalog, chosen: Selection, words: Words, value: str, counts: str = ""
) -> Origin:
    """Return the origin of what is measured on the outlines of zones and coverages.

    Parameters
    ----------
    value : str
        The number in words.
    counts : str
        What it counts, if not the common area.
    """
    shown = [
        visible(catalog.outlines[name], chosen) for name in ("zone_outlines", "coverage_outlines")
    ]
    return Origin(
        value,
        common_grade(catalog, chosen),
        counts=counts or words("origin.zone_share"),
        as_of=catalog.as_of(chosen).text,
        refs=";".join(dict.fromkeys(text for rows in shown for text in _texts(rows, "refs"))),
        assumptions=tuple(
            dict.fromkeys(text for rows in shown for text in _texts(rows, "assumption_id"))
        ),
    )


def coverage_origin(catalog: Catalog, words: Words, coverage: str) -> Origin:
    """Return the origin of what is printed of a coverage or a route: area, length, state."""
    row = by_id(catalog, "coverage", "coverage_id").loc[coverage]
    state = words(f"coverage.state.{row['state']}")
    value = figure_text(words, row) if pd.notna(row["value"]) else state
    return Origin(
        value,
        str(row["evidence"]),
        counts=words.of(row, "name"),
        qualifier=_text(row["qualifier"]),
        as_of=_text(row["as_of"]),
        kind=state,
        caveat=words.of(row, "note"),
        refs=_text(row["refs"]),
        conflicts=tuple(conflict_ids(row["conflicts"])),
    )


def shape_origin(row: Any, value: str, counts: str) -> Origin:
    """Return the origin of an outline: a source of its own, or an assumption."""
    return Origin(
        value,
        row["evidence"],
        counts=counts,
        refs=_text(row.get("refs")),
        assumptions=tuple(filter(None, [_text(row.get("assumption_id"))])),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""

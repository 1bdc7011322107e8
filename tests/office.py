"""What a park's office brings in, laid over the shipped park: figures of 2025."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from data.catalog import Catalog
from data.own_pack import OwnPack

SOURCE = "office-2025"
# 600 enterprises, 26,000 staff, revenue of 42 billion.
YEAR_2025 = {
    "enterprises": (600, "enterprise", None),
    "staff": (26_000, "person", None),
    "revenue": (42e9, "cny", "2025"),
}


def figure(indicator: str, value: float, unit: str, **more: object) -> dict[str, Any]:
    """Return an exact official figure at the end of 2025, unless told otherwise."""
    return {
        "figure_id": f"own-{indicator}-{more.get('as_of', '2025')}",
        "scope": "park",
        "subject_zh": "园区",
        "subject_en": "Park",
        "metric_zh": indicator,
        "metric_en": indicator,
        "value": float(value),
        "low": None,
        "high": None,
        "qualifier": "exact",
        "unit": unit,
        "printed": str(value),
        "as_of": "2025",
        "period": None,
        "kind": "actual",
        "counts_zh": "台账数",
        "counts_en": "As in the register",
        "caveat_zh": None,
        "caveat_en": None,
        "conflicts": None,
        "indicator": indicator,
        "evidence": "official",
        "refs": SOURCE,
        **more,
    }


def with_rows(
    catalog: Catalog, dates: tuple[str, ...] = (), /, **rows: list[dict[str, Any]]
) -> Catalog:
    """Return the catalog with further rows in some tables, as of their newest date."""
    tables = dict(catalog.tables)
    for name, added in rows.items():
        base = tables[name]
        frame = pd.DataFrame(added).reindex(columns=base.columns)
        types = {column: base[column].dtype for column in base.columns}
        made = pd.concat([base, frame.astype(types)], ignore_index=True)
        tables[name] = made
    own = OwnPack(tables=catalog.own.tables | set(rows), dates=dates)
    return replace(catalog, tables=tables, own=own)


def source(published: str = "2026-01-15") -> dict[str, Any]:
    return {
        "source_id": SOURCE,
        "kind": "dataset",
        "title_zh": "2025年园区统计",
        "title_en": "Statistics of the park, 2025",
        "publisher_zh": "园区办",
        "publisher_en": "Park office",
        "published": published,
        "note_zh": "2025.xlsx",
        "note_en": "2025.xlsx",
        "evidence": "official",
    }


def in_2025(catalog: Catalog, *more: dict[str, Any]) -> Catalog:
    """Return the catalog with the office's figures of 2025, and perhaps more."""
    figures = [
        figure(name, value, unit, period=period)
        for name, (value, unit, period) in YEAR_2025.items()
    ]
    return with_rows(catalog, ("2025",), figures=[*figures, *more], sources=[source()])

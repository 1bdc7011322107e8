"""A local pack as a park's office would bring it, small enough to count by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from data.catalog import Catalog, load_catalog
from data.local_pack import apply_tables
from data.packs import DATA_DIR

SOURCE = "park-office"
OWN = {"evidence": "secondary", "refs": SOURCE, "assumption_id": None}
# Enterprises by zone, and how many of them have a place: 40 and 25.
ENTERPRISES = {"A": (10, 7), "B": (8, 5), "C": (8, 5), "D": (6, 4), "E": (5, 4), "F": (3, 0)}
MARKUP = """<script>alert("&amp;'")</script>"""


def shipped(folder: Path) -> Path:
    """Copy the shipped packs into a folder and return it."""
    for pack in ("published", "illustrative"):
        shutil.copytree(DATA_DIR / pack, folder / pack)
    return folder


def sources() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "source_id": [SOURCE],
            "kind": ["dataset"],
            "title_zh": [f"园区办企业台账{MARKUP}"],
            "title_en": [f"Register of the park office {MARKUP}"],
            "publisher_zh": ["园区办"],
            "publisher_en": ["Park office"],
            "published": ["2026-11"],
            "url": [None],
            "licence": [None],
            "note_zh": [None],
            "note_en": [None],
            "evidence": ["secondary"],
        }
    )


def registers() -> pd.DataFrame:
    """Return the office's word that its register of enterprises is complete."""
    return pd.DataFrame(
        {
            "table": ["tenants"],
            "complete_as_of": ["2008"],
            "note_zh": [None],
            "note_en": [None],
            "evidence": ["secondary"],
            "refs": [SOURCE],
        }
    )


def tenants(outlines: pd.DataFrame) -> pd.DataFrame:
    """Return 40 enterprises, all in operation, the first of each zone in data."""
    rows: list[dict[str, object]] = []
    for zone, (count, placed) in ENTERPRISES.items():
        centre = outlines.set_index("feature_id").geometry[zone].representative_point()
        rows += [
            {
                "tenant_id": f"T{len(rows) + n + 1:04}",
                "name": f"{MARKUP}企业{zone}{n}",
                "enterprise_id": None,
                "sector": "data" if n == 0 else "software",
                "zone": zone,
                "lon": centre.x + n * 1e-5 if n < placed else None,
                "lat": centre.y if n < placed else None,
                "status": "operating",
                "since_year": 2019 if n == 0 else None,
                **OWN,
            }
            for n in range(count)
        ]
    return pd.DataFrame(rows)


def projects() -> pd.DataFrame:
    """Return three projects: L01 in data with an amount, L02 in software, L03 in e-commerce."""
    frame = pd.DataFrame(
        {
            "project_id": ["L01", "L02", "L03"],
            "name_zh": [f"算力中心{MARKUP}", "软件园二期", "跨境电商仓"],
            "name_en": [f"Computing centre {MARKUP}", "Software park, phase 2", "E-commerce depot"],
            "sector": ["data", "software", "ecommerce"],
            "investment_cny": [2e8, None, None],
            "investment_kind": ["planned", None, None],
            "area_m2": [20_000.0, None, None],
            "note_zh": "园区办提供。",
            "note_en": "Supplied by the park office.",
            "evidence": "secondary",
            "refs": SOURCE,
        }
    )
    empty = (
        "aliases operator_zh operator_en sector_also zone seats_planned seats_phase_1 seats_built "
        "staff staff_qualifier staff_as_of signed construction_start operating_since conflicts"
    )
    return frame.assign(**dict.fromkeys(empty.split()))


def statuses() -> pd.DataFrame:
    """Return a status each: L01 in operation since May 2021, the others as of 2026."""
    return pd.DataFrame(
        {
            "project_id": ["L01", "L02", "L03"],
            "date": ["2021-05", "2026-03", "2026"],
            "basis": ["event", "printed", "printed"],
            "status": ["operating", "construction", "planned"],
            "stage": ["in_use", "started", "planned"],
            "wording_zh": ["投用", "在建", "规划"],
            "wording_en": ["in use", "under construction", "planned"],
            "evidence": "secondary",
            "refs": SOURCE,
        }
    )


def places(present: pd.DataFrame) -> pd.DataFrame:
    """Return the present places and those of the three: L01 with a point, the others without."""
    own = pd.DataFrame(
        {
            "project_id": ["L01", "L02", "L03"],
            "zone": ["A", "B", "C"],
            "lon": [105.92, None, None],
            "lat": [29.349, None, None],
            **{name: [value] * 3 for name, value in OWN.items()},
        }
    )
    return pd.concat([present.astype(object), own.astype(object)], ignore_index=True)


def local_catalog(folder: Path) -> Catalog:
    """Apply the whole pack in a folder that holds the shipped ones, and load it."""
    before = load_catalog(folder)
    outlines = before.outlines["zone_outlines"].assign(**OWN)
    problems = apply_tables(
        {
            "sources": sources(),
            "registers": registers(),
            "tenants": tenants(outlines),
            "projects": projects(),
            "project_statuses": statuses(),
            "project_places": places(before["project_places"]),
        },
        {"zone_outlines": outlines},
        "园区办台账",
        folder,
    )
    assert problems == []
    catalog = load_catalog(folder)
    assert catalog.problems == ()
    return catalog

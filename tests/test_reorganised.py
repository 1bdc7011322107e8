"""Zones and sectors that are added, renamed, split and merged at a date, over the shipped park."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely

from components.blocks.base import sent
from components.blocks.text import spoken
from components.map.linked_map import map_content
from components.session.filters import filters_block
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog, load_catalog
from data.counts import counts
from data.local_pack import apply_tables
from data.selection import Selection
from data.tokens import ZONE_SCALE, sector_colours, zone_colours
from geo.areas import area_km2
from tests.contents import page_contents
from tests.local import shipped

OFFICE = {"evidence": "official", "refs": "office"}
SOURCE = {
    "source_id": "office",
    "kind": "publication",
    "title_zh": "片区调整通知",
    "title_en": "Notice on the zones",
    "publisher_zh": "园区办",
    "publisher_en": "Park office",
    "published": "2025-06",
    "url": None,
    "licence": None,
    "note_zh": "通知.pdf",
    "note_en": "notice.pdf",
    "evidence": "official",
}


def zone(code: str, name_zh: str, name_en: str) -> dict[str, object]:
    row: dict[str, object] = {"zone": code, "name_zh": name_zh, "name_en": name_en}
    return (
        row
        | {"existence": "exists", "as_of": "2025-06", "known_zh": "新设", "known_en": "new"}
        | OFFICE
    )


def change(code: str, kind: str, date: str, **more: str) -> dict[str, object]:
    row: dict[str, object] = {"dimension": "zone", "code": code, "date": date, "kind": kind}
    row |= dict.fromkeys(("became", "former_zh", "former_en"))
    return row | more | OFFICE


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """G was opened in 2025; A and B became AB in 2024, C was split in 2025, F has a new name."""
    folder: Path = tmp_path_factory.mktemp("reorganised")
    shipped(folder)
    zones = [
        zone("G", "G区", "Zone G"),
        zone("AB", "滨湖区", "Lakeside"),
        zone("C1", "C1区", "Zone C1"),
        zone("C2", "C2区", "Zone C2"),
    ]
    changes = [
        change("G", "opened", "2025-03"),
        change("A", "merged", "2024", became="AB"),
        change("B", "merged", "2024", became="AB"),
        change("C", "split", "2025-06", became="C1;C2"),
        change("F", "renamed", "2025-06", former_zh="F区", former_en="Zone F"),
    ]
    tables = {
        "sources": pd.DataFrame([SOURCE]),
        "zones": pd.DataFrame(zones),
        "reorganisations": pd.DataFrame(changes),
    }
    assert apply_tables(tables, {}, "zones of 2025", folder) == []
    made = load_catalog(folder)
    assert made.problems == ()
    return made


def bars(catalog: Catalog, as_of: str) -> dict[str, int]:
    chosen = Selection(as_of=as_of)
    frame = counts(catalog.standing(chosen), chosen, by="zone")
    return dict(zip(frame["zone"], frame["count"], strict=True))


def test_the_range_runs_to_the_newest_change(park: Catalog) -> None:
    assert park.latest.text == "2025-06"


def test_history_keeps_the_old_zones(park: Catalog, catalog: Catalog) -> None:
    then = park.standing(Selection(as_of="2022-10"))
    assert then.zones == tuple("ABCDEF")
    assert bars(park, "2022-10") == bars(catalog, "")


def test_what_merged_counts_once_under_its_new_name(park: Catalog, catalog: Catalog) -> None:
    old, now = bars(catalog, ""), bars(park, "")
    assert list(now) == ["C", "D", "E", "F", "G", "AB", "C1", "C2", "unassigned"]
    assert now["AB"] == old["A"] + old["B"]
    assert sum(now.values()) == sum(old.values())
    assert (now["G"], now["C1"], now["C2"]) == (0, 0, 0)
    assert now["C"] == old["C"], "nobody knows in which half an enterprise is"


def test_merged_outline_is_that_of_both(park: Catalog, catalog: Catalog) -> None:
    old = catalog.outlines["zone_outlines"].set_index("feature_id").geometry
    now = park.standing(Selection()).outlines["zone_outlines"].set_index("feature_id")
    assert sorted(now.index) == ["AB", "C", "D", "E", "F"]
    assert now.loc["AB", "name_en"] == "Lakeside"
    both = area_km2(old["A"]) + area_km2(old["B"])
    assert area_km2(now.loc["AB", "geometry"]) == pytest.approx(both, rel=1e-6)
    assert shapely.disjoint(old["A"], old["B"])


@pytest.mark.parametrize(
    ("asked", "as_of", "shown"),
    [
        (("A",), "", ("AB",)),
        (("A", "B", "D"), "", ("D", "AB")),
        (("C",), "", ("C",)),  # split, but something is still in it
        (("AB",), "2022-10", ("A", "B")),
        (("C1",), "2022-10", ("C",)),
        (("G",), "2022-10", ()),
        (("E",), "2022-10", ("E",)),
    ],
)
def test_link_with_an_old_letter_opens(
    park: Catalog, asked: tuple[str, ...], as_of: str, shown: tuple[str, ...]
) -> None:
    query = {"zones": ",".join(asked)} | ({"asof": as_of} if as_of else {})
    chosen, dropped = Selection.from_query(query, park.choices)
    assert dropped == []
    assert park.at_home(chosen).zones == shown


def test_a_zone_is_called_as_it_was(park: Catalog) -> None:
    rename = "2025-05"
    assert spoken(park, "en", Selection(as_of=rename))("zone.F") == "Zone F"
    assert spoken(park, "zh", Selection(as_of=rename))("zone.AB") == "滨湖区"


def test_every_page_draws_at_every_date(park: Catalog) -> None:
    for as_of in ("2024", ""):
        chosen = Selection(as_of=as_of, zones=("C",))
        for make in page_contents().values():
            assert make(Request(park, chosen, spoken(park, "zh", chosen), THEMES["light"], {}))


def test_chips_and_map_show_what_stands(park: Catalog) -> None:
    chosen = Selection(as_of="2022-10")
    then = park.standing(chosen)
    block: Any = sent(filters_block(then, chosen, spoken(park, "en", chosen)))
    zones: list[tuple[str, str]] = block["groups"][0]["options"]
    assert [code for code, _ in zones] == [*"ABCDEF"]
    assert set(map_content(then, chosen).zones["feature_id"]) == set("ABCDEF")


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]


# Viénot, Brettel and Mollon (1999), in linear RGB; rows of R, G and B.
SEEN: dict[str, list[list[float]]] = {
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protan": [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
    "deutan": [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
}


def lab(colour: str, seen: str) -> tuple[float, float, float]:
    rgb = linear(colour)
    r, g, b = (sum(k * one for k, one in zip(row, rgb, strict=True)) for row in SEEN[seen])
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (one ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(a: str, b: str, seen: str) -> float:
    """A difference of 2.3 (CIE76) is just seen; side by side ten is plain."""
    pairs = zip(lab(a, seen), lab(b, seen), strict=True)
    return float(sum((p - q) ** 2 for p, q in pairs) ** 0.5)


@pytest.mark.parametrize("seen", SEEN)
def test_twelve_zones_have_colours_that_are_told_apart(seen: str) -> None:
    colours = list(zone_colours([f"z{n}" for n in range(12)]).values())
    assert colours == list(ZONE_SCALE)
    assert min(difference(a, b, seen) for a, b in combinations(colours, 2)) >= 10


@pytest.mark.parametrize("seen", SEEN)
def test_eight_sectors_have_colours_that_are_told_apart(seen: str) -> None:
    """From each other, and on one map from those of the first six zones."""
    colours = list(sector_colours([f"s{n}" for n in range(8)]).values())
    assert min(difference(a, b, seen) for a, b in combinations(colours, 2)) >= 10
    assert min(difference(a, b, seen) for a, b in product(colours, ZONE_SCALE[:6])) >= 10

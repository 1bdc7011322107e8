"""What the overlay page says of packs that are not complete or not illustrative."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.blocks.base import sent
from components.topics.overlay.answers import overlay_finding
from components.topics.overlay.tables import long_table, matrix_block
from data.catalog import Catalog
from data.selection import Selection
from geo.overlaid import overlay_matrix
from tests.shipped import words_of


@pytest.fixture
def surveyed(catalog: Catalog) -> Catalog:
    """A park that has brought real outlines of zones A and B and of the test area only."""
    zones = (
        catalog.outlines["zone_outlines"]
        .assign(evidence="secondary")
        .query("feature_id in ['A', 'B']")
    )
    coverages = (
        catalog.outlines["coverage_outlines"]
        .assign(evidence="reported")
        .query("feature_id == 'test_area'")
    )
    return replace(
        catalog,
        outlines={**catalog.outlines, "zone_outlines": zones, "coverage_outlines": coverages},
    )


def test_own_outlines_are_not_called_illustrative(surveyed: Catalog) -> None:
    chosen, words = Selection(evidence="published"), words_of("en")
    frame = overlay_matrix(surveyed, chosen)
    assert overlay_finding(surveyed, chosen, words) == (
        "Of 2 zones, 2 lie wholly inside the L4 test area and 0 wholly inside twin phase 1"
    )
    table = long_table(surveyed, frame, chosen, words)
    assert set(table["Evidence"]) == {"other public source"}


def test_missing_coverage_has_no_column(surveyed: Catalog) -> None:
    words = words_of("en")
    block = matrix_block(surveyed, "share", Selection(), words)
    assert [head["text"] for head in sent(block)["heads"]] == ["L4 test area"]


def test_zone_without_outline_is_named(surveyed: Catalog) -> None:
    chosen, words = Selection(zones=("F",)), words_of("en")
    assert overlay_finding(surveyed, chosen, words) == "Zone F: the data pack has no outline of it"

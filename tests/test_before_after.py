"""What a proposal would change: outlines by fate, and the numbers before and after."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from components.intake.before_after import compared
from data.catalog import Catalog, load_catalog
from data.i18n import Lang
from data.selection import Selection
from geo.intake.proposal import Proposal
from geo.intake.would_be import outlines_by_fate, would_be
from tests.shipped import words_of


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def proposed(zones: gpd.GeoDataFrame) -> Proposal:
    return Proposal({}, {"zone_outlines": zones}, (), (), {}, frozenset())


def rows_of(catalog: Catalog, proposal: Proposal, lang: Lang) -> pd.DataFrame:
    return compared(catalog, proposal, would_be(catalog, proposal), Selection(), words_of(lang))


def test_preview_tells_new_kept_and_dropped(catalog: Catalog) -> None:
    present = catalog.outlines["zone_outlines"]
    square = shapely.box(105.90, 29.35, 105.91, 29.36)
    changed = present[present["feature_id"] != "F"].copy()
    changed.loc[changed["feature_id"] == "A", "geometry"] = square
    changed.loc[changed["feature_id"] == "A", "evidence"] = "secondary"
    _, after = outlines_by_fate(catalog, proposed(changed), Selection())
    fates = dict(zip(after["feature_id"], after["fate"], strict=True))
    assert fates["A"] == "new"
    assert fates["B"] == fates["test_area"] == fates["v2x"] == "kept"
    assert fates["F"] == "dropped"
    rows = rows_of(catalog, proposed(changed), "en").set_index("what")
    # 0.01° at 29.355° N: 0.97104 km × 1.10842 km (WGS84 radii of curvature).
    assert rows.loc["Zone A", "after"] == "1.08 km²"
    assert rows.loc["Zone F", "after"] == "–"
    assert rows.loc["Zone A", "change"] == "new"
    assert rows.loc["Zone F", "change"] == "dropped"


def test_published_only_compares_with_nothing_schematic(catalog: Catalog) -> None:
    published = Selection(evidence="published")
    before, after = outlines_by_fate(
        catalog, proposed(catalog.outlines["zone_outlines"]), published
    )
    assert before.empty
    assert set(after["fate"]) == {"new"}


def test_numbers_of_a_new_register_are_counted_by_zone(catalog: Catalog) -> None:
    row = catalog["tenants"].iloc[:1].assign(zone="E")
    given = Proposal({"tenants": row}, {}, (), (), {}, frozenset())
    rows = rows_of(catalog, given, "zh").set_index("what")
    # 85 of the 330 illustrative enterprises are allocated to zone A.
    assert list(rows.loc["企业，A区"]) == ["▨ 85 家", "0 家", "有变"]
    assert list(rows.loc["企业，E区"])[1:] == ["▨ 1 家", "有变"]
    assert rows.loc["A区", "change"] == "不变"


def test_enterprises_are_left_alone_by_outlines(catalog: Catalog) -> None:
    rows = rows_of(catalog, proposed(catalog.outlines["zone_outlines"]), "en")
    counted = rows[rows["what"].str.startswith("Enterprises")]
    assert (counted["before"] == counted["after"]).all()
    assert set(counted["change"]) == {"unchanged"}

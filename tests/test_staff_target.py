"""The staff target starts from the newest number: the office's, once it brings one."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from components.blocks.text import spoken
from components.session.request import Request
from components.session.theme import THEMES
from components.topics.talent import page as talent
from data.catalog import Catalog
from data.own_pack import OwnPack
from data.selection import Selection
from data.talent_gap import baselines, read_gap, staff_series, staff_targets


def with_staff(catalog: Catalog, as_of: str, value: float) -> Catalog:
    """Return the catalog with a number of staff that the office has brought."""
    figures, sources = catalog["figures"], catalog["sources"]
    row = figures[figures["figure_id"] == "F002-05"].assign(
        figure_id="staff-own",
        as_of=as_of,
        value=value,
        low=value,
        high=value,
        evidence="official",
        refs="office",
        conflicts=None,
    )
    source = sources.iloc[:1].assign(
        source_id="office", kind="dataset", published=None, evidence="official"
    )
    return replace(
        catalog,
        tables={
            **catalog.tables,
            "figures": pd.concat([figures, row], ignore_index=True),
            "sources": pd.concat([sources, source], ignore_index=True),
        },
        own=OwnPack(
            tables=frozenset({"figures"}),
            added={"figures": frozenset({("staff-own",)})},
            dates=(as_of,),
        ),
    )


def title(catalog: Catalog) -> str:
    chosen = Selection(lang="en")
    words = spoken(catalog, "en", chosen)
    made = talent.content(Request(catalog, chosen, words, THEMES["light"], {}))
    return str(made["title"].text)  # type: ignore[attr-defined]


def test_printed_numbers_and_deadlines_stand_in_the_pack(catalog: Catalog) -> None:
    assert staff_targets(catalog) == {2025: "F002-08", 2024: "F000-07", 2023: "F000-07"}
    assert baselines(catalog, catalog.latest) == ("reported", "2021", "2022")


def test_the_newest_own_number_is_where_the_arithmetic_starts(catalog: Catalog) -> None:
    brought = with_staff(catalog, "2024", 26000)
    assert "staff-own" in staff_series(brought)
    assert baselines(brought, brought.latest)[0] == "staff-own"
    gap = read_gap(brought, brought.latest, None)
    assert gap is not None
    assert gap.missing == 24_000  # 50,000 less 26,000
    assert gap.years == {2025: 1}  # 2023 and 2024 have passed
    assert gap.a_year(2025) == 24_000
    printed = read_gap(brought, brought.latest, "reported")
    assert printed is not None
    assert printed.missing == 35_000


@pytest.mark.parametrize(
    ("as_of", "value", "said"),
    [("2025", 26000, "24,000"), ("2025", 52000, "reached")],
    ids=["too late", "reached"],
)
def test_a_deadline_that_has_passed_asks_for_nothing_a_year(
    catalog: Catalog, as_of: str, value: float, said: str
) -> None:
    brought = with_staff(catalog, as_of, value)
    assert said in title(brought)
    assert "a year" not in title(brought)

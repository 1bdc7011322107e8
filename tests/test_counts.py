"""Linked counts: the crossfilter rule on a hand-made catalog, and the printed numbers."""

from dataclasses import replace
from itertools import product

import pandas as pd
import pytest

from data.catalog import Catalog
from data.counts import Measure, counts, selected_total
from data.selection import Dimension, Selection
from tests.shipped import CHOICES

# Eight tenants, two projects with a place, one with a printed zone, one without either.
TENANTS = pd.DataFrame(
    [
        ("A", "software"),
        ("A", "software"),
        ("A", "data"),
        ("B", "software"),
        ("B", "content"),
        ("B", "data"),
        ("C", "data"),
        ("C", None),
    ],
    columns=["zone", "sector"],
).assign(lon=105.9, lat=29.3, evidence="illustrative")
SECTOR_COUNTS = pd.DataFrame(
    [("software", 3), ("data", 3), ("content", 1)], columns=["sector", "count"]
).assign(as_of="2020-09", taxonomy="2020-09", evidence="reported", refs="004:L77")
SOURCES = pd.DataFrame({"source_id": ["004"], "published": ["2020-09"], "kind": ["article"]})
FIGURES = pd.DataFrame(
    [("F004-09", 8.0, "exact", "enterprise", "2020-09", "004:L73")],
    columns=["figure_id", "value", "qualifier", "unit", "as_of", "refs"],
).assign(indicator="enterprises", period=None, kind="actual", evidence="reported", conflicts=None)
COMPLETE = pd.DataFrame({"table": ["tenants"], "complete_as_of": ["2020-09"]}).assign(
    evidence="official", refs="004:L73", note_zh=None, note_en=None
)
PROJECTS = pd.DataFrame(
    [
        ("P01", "software", None),
        ("P02", "software", None),
        ("P03", "data", "F"),
        ("P04", "other", None),
    ],
    columns=["project_id", "sector", "zone"],
).assign(evidence="reported")
PLACES = pd.DataFrame(
    [("P01", "A"), ("P02", "B"), ("P03", "F")], columns=["project_id", "zone"]
).assign(lon=105.9, lat=29.3, evidence="illustrative")
STATUSES = pd.DataFrame(
    [
        ("P01", "operating", "2019"),
        ("P02", "planned", "2019"),
        ("P03", "operating", "2019"),
        ("P04", "planned", "2019"),
    ],
    columns=["project_id", "status", "date"],
).assign(
    stage="", wording_zh="", wording_en="", basis="printed", evidence="reported", refs="002:L1"
)


@pytest.fixture
def tiny(catalog: Catalog) -> Catalog:
    """Return a catalog small enough to count by hand, of the zones and sectors of the shipped."""
    tables = {
        "tenants": TENANTS,
        "sector_counts": SECTOR_COUNTS,
        "sources": SOURCES,
        "figures": FIGURES,
        "projects": PROJECTS,
        "project_places": PLACES,
        "project_statuses": STATUSES,
    }
    return replace(catalog, tables=catalog.tables | tables)


def bars(frame: pd.DataFrame, by: Dimension) -> dict[str, int]:
    """Return the counts that are not zero."""
    every = dict(zip(frame[by], frame["count"], strict=True))
    return {str(category): int(count) for category, count in every.items() if count}


def lit(frame: pd.DataFrame, by: Dimension) -> list[str]:
    """Return the highlighted categories."""
    return list(frame.loc[frame["selected"], by])


ZONES = ["A", "B", "C", "D", "E", "F", "unassigned"]
SECTORS = ["outsourcing", "software", "data", "content", "ecommerce"]
STATUS = ["operating", "partial", "construction", "planned", "unknown"]


@pytest.mark.parametrize(
    ("selection", "by", "expected", "highlighted"),
    [
        (Selection(), "zone", {"A": 3, "B": 3, "C": 2}, ZONES),
        (Selection(("A",)), "zone", {"A": 3, "B": 3, "C": 2}, ["A"]),
        (
            Selection(("A",)),
            "sector",
            {"software": 2, "data": 1},
            [*SECTORS, "unattributed"],
        ),
        (Selection(("A", "B"), ("data",)), "zone", {"A": 1, "B": 1, "C": 1}, ["A", "B"]),
        (
            Selection(("A", "B"), ("data",)),
            "sector",
            {"software": 3, "data": 2, "content": 1},
            ["data"],
        ),
        (Selection(("C",)), "sector", {"data": 1, "unattributed": 1}, [*SECTORS, "unattributed"]),
        (Selection(("D",)), "sector", {}, [*SECTORS, "unattributed"]),
        (Selection((), ("content", "data")), "zone", {"A": 1, "B": 2, "C": 1}, ZONES),
        # no zone is involved: the printed counts, and the remainder to the printed total
        (
            Selection((), ("content",)),
            "sector",
            {"software": 3, "data": 3, "content": 1, "unattributed": 1},
            ["content"],
        ),
        # enterprises have no status, so a status filter passes them by
        (Selection(statuses=("planned",)), "zone", {"A": 3, "B": 3, "C": 2}, ZONES),
    ],
)
def test_enterprises_by_the_crossfilter_rule(
    tiny: Catalog,
    selection: Selection,
    by: Dimension,
    expected: dict[str, int],
    highlighted: list[str],
) -> None:
    frame = counts(tiny, selection, by=by)
    assert bars(frame, by) == expected
    assert lit(frame, by) == highlighted


@pytest.mark.parametrize(
    ("selection", "by", "expected", "highlighted"),
    [
        (Selection(), "status", {"operating": 2, "planned": 2}, STATUS),
        (Selection(), "zone", {"A": 1, "B": 1, "F": 1, "unassigned": 1}, ZONES),
        (
            Selection(),
            "sector",
            {"software": 2, "data": 1, "other": 1},
            [*SECTORS, "other"],
        ),
        (
            Selection(statuses=("planned",)),
            "status",
            {"operating": 2, "planned": 2},
            ["planned"],
        ),
        (
            Selection(statuses=("planned",)),
            "sector",
            {"software": 1, "other": 1},
            [*SECTORS, "other"],
        ),
        (Selection(("A", "F")), "status", {"operating": 2}, STATUS),
        (
            Selection(("A",), ("software",), ("operating",)),
            "zone",
            {"A": 1},
            ["A"],
        ),
        (Selection(("A",), ("software",), ("operating",)), "status", {"operating": 1}, STATUS[:1]),
        (Selection(("B",), ("software",), ("operating",)), "status", {"planned": 1}, STATUS[:1]),
        # published: only the printed zone stays
        (Selection(evidence="published"), "zone", {"F": 1, "unassigned": 3}, ZONES),
        (
            Selection(("A",), evidence="published"),
            "status",
            {},
            STATUS,
        ),
    ],
)
def test_projects_by_the_crossfilter_rule(
    tiny: Catalog,
    selection: Selection,
    by: Dimension,
    expected: dict[str, int],
    highlighted: list[str],
) -> None:
    frame = counts(tiny, selection, by=by, of="projects")
    assert bars(frame, by) == expected
    assert lit(frame, by) == highlighted


def test_every_category_has_a_row_in_canonical_order(tiny: Catalog) -> None:
    nothing = Selection(("D",), as_of="2020-10")
    assert list(counts(tiny, nothing, by="zone")["zone"]) == ZONES
    assert list(counts(tiny, nothing, by="sector")["sector"]) == [*SECTORS, "unattributed"]
    assert list(counts(tiny, nothing, by="status", of="projects")["status"]) == STATUS
    projects = counts(tiny, nothing, by="sector", of="projects")
    assert list(projects["sector"]) == [*SECTORS, "other"]


def test_enterprises_have_no_status(tiny: Catalog) -> None:
    with pytest.raises(ValueError, match="enterprises have no status"):
        counts(tiny, Selection(), by="status")


def test_evidence_is_the_weakest_behind_a_count_and_missing_for_none(tiny: Catalog) -> None:
    sectors = counts(tiny, Selection(), by="sector").set_index("sector")["evidence"]
    assert sectors["software"] == "reported"
    assert sectors["unattributed"] == "derived"
    assert pd.isna(sectors["ecommerce"])
    zones = counts(tiny, Selection(), by="zone").set_index("zone")["evidence"]
    assert zones["A"] == "illustrative"
    assert pd.isna(zones["D"])
    by_status = counts(tiny, Selection(), by="status", of="projects").set_index("status")
    assert by_status["evidence"]["planned"] == "reported"
    filtered = counts(tiny, Selection(("A",)), by="status", of="projects").set_index("status")
    assert filtered["evidence"]["operating"] == "illustrative"


@pytest.mark.parametrize("evidence", ["all", "published"])
def test_evidence_is_given_for_every_count_above_zero(tiny: Catalog, evidence: str) -> None:
    selection, _ = Selection.from_query({"evidence": evidence})
    views: list[tuple[Measure, Dimension]] = [
        ("enterprises", "zone"),
        ("projects", "zone"),
        ("projects", "sector"),
    ]
    for of, by in views:
        frame = counts(tiny, selection, by=by, of=of)
        assert list(frame["evidence"].notna()) == list(frame["count"] > 0)


def test_selected_total_counts_under_all_dimensions(tiny: Catalog) -> None:
    assert selected_total(tiny, Selection(), "enterprises") == (8, "derived")
    assert selected_total(tiny, Selection(("A",)), "enterprises") == (3, "illustrative")
    chosen = Selection(("A", "B"), ("software",), ("operating",))
    assert selected_total(tiny, chosen, "enterprises") == (3, "illustrative")
    assert selected_total(tiny, chosen, "projects") == (1, "illustrative")
    assert selected_total(tiny, Selection(("D",)), "enterprises") == (0, None)


def test_complete_register_is_used_throughout(tiny: Catalog) -> None:
    own = TENANTS.iloc[:4].assign(evidence="reported")  # A: 2 software, 1 data; B: 1 software
    catalog = replace(tiny, tables=tiny.tables | {"tenants": own, "registers": COMPLETE})
    for evidence in ("all", "published"):
        selection, _ = Selection.from_query({"evidence": evidence})
        sectors = counts(catalog, selection, by="sector")
        assert bars(sectors, "sector") == {"software": 3, "data": 1}
        assert set(sectors["evidence"].dropna()) == {"reported"}
        assert bars(counts(catalog, selection, by="zone"), "zone") == {"A": 3, "B": 1}


def test_published_mode_keeps_only_the_measured_part_of_a_mixed_allocation(tiny: Catalog) -> None:
    mixed = TENANTS.assign(evidence=["reported"] * 3 + ["illustrative"] * 5)
    catalog = replace(tiny, tables=tiny.tables | {"tenants": mixed})
    published = counts(catalog, Selection(evidence="published"), by="zone")
    # 8 in print, 3 of which may be those in A.
    assert bars(published, "zone") == {"A": 3, "unassigned": 5}
    everything = counts(catalog, Selection(), by="zone").set_index("zone")["evidence"]
    assert (everything["A"], everything["B"]) == ("reported", "illustrative")


# The shipped packs.


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2008", {}),
        ("2019", {}),
        ("2020-03", {}),
        ("2020-04-15", {}),  # the article is dated to the month
        # 003 L121-152: 50, 130, 30, 40; 330 less 250
        (
            "2020-04",
            {"outsourcing": 50, "software": 130, "data": 30, "content": 40, "unattributed": 80},
        ),
        (
            "2020-05-01",
            {"outsourcing": 50, "software": 130, "data": 30, "content": 40, "unattributed": 80},
        ),
        # 004 L77: 50, 80, 90, 40, 30; 330 less 290
        *(
            (
                as_of,
                {
                    "outsourcing": 50,
                    "software": 80,
                    "data": 90,
                    "content": 40,
                    "ecommerce": 30,
                    "unattributed": 40,
                },
            )
            for as_of in ("2020-09", "2020-11-26", "2021", "")
        ),
    ],
)
@pytest.mark.parametrize("evidence", ["all", "published"])
def test_printed_sectors(
    catalog: Catalog, evidence: str, as_of: str, expected: dict[str, int]
) -> None:
    selection = replace(Selection.from_query({"evidence": evidence})[0], as_of=as_of)
    assert bars(counts(catalog, selection, by="sector"), "sector") == expected


@pytest.mark.parametrize("as_of", ["2020-05-01", "2020-09", "2021", ""])
def test_published_mode_leaves_all_enterprises_unassigned(catalog: Catalog, as_of: str) -> None:
    selection = Selection(as_of=as_of, evidence="published")
    frame = counts(catalog, selection, by="zone")
    assert bars(frame, "zone") == {"unassigned": 330}
    assert list(frame["zone"]) == ZONES
    assert (
        bars(counts(catalog, selection.toggled("zone", "A", CHOICES), by="sector"), "sector") == {}
    )


def test_published_mode_leaves_all_projects_but_the_college_unassigned(catalog: Catalog) -> None:
    frame = counts(catalog, Selection(evidence="published"), by="zone", of="projects")
    assert bars(frame, "zone") == {"F": 1, "unassigned": 34}  # 002 L128


def test_allocation_adds_up_to_the_printed_counts(catalog: Catalog) -> None:
    zones = counts(catalog, Selection(), by="zone")
    assert zones["count"].sum() == 330
    assert bars(zones, "zone").keys() == set("ABCDEF")
    data = counts(catalog, Selection(sectors=("data",)), by="zone")
    assert data["count"].sum() == 90
    every_zone = Selection(tuple("ABCDEF"))
    by_sector = bars(counts(catalog, every_zone, by="sector"), "sector")
    assert by_sector["ecommerce"] == 30
    assert sum(by_sector.values()) == 330


def test_allocation_waits_for_the_five_sectors(catalog: Catalog) -> None:
    assert bars(counts(catalog, Selection(as_of="2020-08"), by="zone"), "zone") == {
        "unassigned": 330
    }
    assert counts(catalog, Selection(as_of="2020-04-29"), by="zone")["count"].sum() == 0


def test_parts_under_any_selection_add_up(catalog: Catalog) -> None:
    for zone, sector in product("ABCDEF", SECTORS):
        both = Selection((zone,), (sector,))
        in_zone = bars(counts(catalog, Selection((zone,)), by="sector"), "sector")
        in_sector = bars(counts(catalog, Selection((), (sector,)), by="zone"), "zone")
        total, _ = selected_total(catalog, both, "enterprises")
        assert total == in_zone.get(sector, 0) == in_sector.get(zone, 0)

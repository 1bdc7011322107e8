"""Project status as of a date, by the wording in print."""

import pandas as pd
import pytest

from data.catalog import Catalog
from data.periods import parse_period
from data.selection import Selection
from data.status import chosen_projects, placed_projects, projects_as_of


def at(catalog: Catalog, project_id: str, as_of: str) -> tuple[str, str, bool] | None:
    """Return status, stage and pending flag of a project, or ``None`` if it is unknown yet."""
    known = projects_as_of(catalog, parse_period(as_of))
    found = known[known["project_id"] == project_id]
    if found.empty:
        return None
    [(status, stage, pending)] = zip(found["status"], found["stage"], found["pending"], strict=True)
    return status, stage, bool(pending)


@pytest.mark.parametrize(
    ("project_id", "as_of", "expected"),
    [
        # Alibaba: signed 8 April (003 L1), in operation in August (002 L226), first phase (L267)
        ("P02", "2020-04-07", None),
        ("P02", "2020-04-08", ("planned", "signed", False)),
        ("P02", "2020-05-01", ("planned", "signed", False)),
        ("P02", "2020-07-31", ("planned", "signed", False)),
        ("P02", "2020-08-01", ("planned", "signed", True)),
        ("P02", "2020-08-15", ("planned", "signed", True)),
        ("P02", "2020-08-31", ("partial", "phase_in_use", False)),
        ("P02", "2020-08", ("partial", "phase_in_use", False)),
        ("P02", "2020-09-01", ("partial", "phase_in_use", False)),
        ("P02", "2022-10", ("partial", "phase_in_use", False)),
        # Baidu: ground broken 9 March (003 L5), opened in September 2020 (002 L261)
        ("P01", "2020-03-08", None),
        ("P01", "2020-03-09", ("construction", "started", False)),
        ("P01", "2020-09-29", ("construction", "started", True)),
        ("P01", "2020-09", ("operating", "in_use", False)),
        # Tencent Dayu: moved in in 2017 (001 L49), dated to the year
        ("P28", "2016", None),
        ("P28", "2017-06", None),
        ("P28", "2017", ("operating", "moved_in", False)),
        # digital twin: named in April 2020 (003 L146); in 2021 phase 1 complete, phase 2 being
        # built, and nothing said of use (000 L178-181)
        ("P10", "2020-04", ("unknown", "not_stated", False)),
        ("P10", "2020-12", ("unknown", "not_stated", False)),
        ("P10", "2021-06", ("unknown", "not_stated", True)),
        ("P10", "2021", ("construction", "phase_complete", False)),
        # iQIYI: construction under way on 26 Nov 2020 (002 L274), firms inside in 2022 (001 L93)
        ("P03", "2020-11-25", None),
        ("P03", "2020-11-26", ("construction", "started", False)),
        ("P03", "2022-09", ("construction", "started", False)),
        ("P03", "2022-10-01", ("construction", "started", True)),
        ("P03", "2022-10", ("partial", "moved_in", False)),
        # fund: to be set up in 2020 (002 L55), set up in 2022 (001 L95)
        ("P18", "2020-12", ("planned", "planned", False)),
        ("P18", "2022-10", ("operating", "complete", False)),
    ],
)
def test_status_of_shipped_projects(
    catalog: Catalog, project_id: str, as_of: str, expected: tuple[str, str, bool] | None
) -> None:
    assert at(catalog, project_id, as_of) == expected


@pytest.mark.parametrize(
    ("as_of", "known"),
    [
        ("2016", []),
        ("2017", ["P28", "P29", "P30", "P31"]),  # 001 L49
        ("2020-03-09", ["P01", "P28", "P29", "P30", "P31"]),  # 003 L5
        ("2020-04-08", ["P01", "P02", "P28", "P29", "P30", "P31"]),  # 003 L1
    ],
)
def test_projects_are_unknown_before_they_are_printed(
    catalog: Catalog, as_of: str, known: list[str]
) -> None:
    assert list(projects_as_of(catalog, parse_period(as_of))["project_id"]) == known


def test_all_projects_are_known_in_the_end(catalog: Catalog) -> None:
    assert len(projects_as_of(catalog, parse_period("2022-10"))) == 35


def test_status_rests_on_its_own_source(catalog: Catalog) -> None:
    known = projects_as_of(catalog, parse_period("2020-05-01")).set_index("project_id")
    assert known["status_refs"]["P02"] == "003:L1-3;002:L224-225"
    assert known["status_date"]["P02"] == "2020-04-08"
    assert known["status_basis"]["P02"] == "event"
    assert known["wording_zh"]["P02"] == "云签约"  # 003 L2


def history(*rows: tuple[str, str, str]) -> Catalog:
    """Return a catalog of projects from (project, date, status)."""
    statuses = pd.DataFrame(rows, columns=["project_id", "date", "status"]).assign(
        stage="", wording_zh="", wording_en="", basis="event", evidence="reported", refs="002:L1"
    )
    ids = sorted(set(statuses["project_id"]), reverse=True)
    projects = pd.DataFrame({"project_id": ids, "sector": "data", "zone": None}).assign(
        evidence="reported"
    )
    places = pd.DataFrame(
        {"project_id": ids, "zone": "B", "lon": 105.9, "lat": 29.3, "evidence": "illustrative"}
    )
    tables = {"project_statuses": statuses, "projects": projects, "project_places": places}
    tables["sources"] = pd.DataFrame({"kind": ["article"], "published": ["2022-10"]})
    tables["events"] = pd.DataFrame({"date": ["2008"], "level": ["park"]})
    return Catalog(tables, {}, ())


def test_later_of_two_statuses_wins_whatever_their_order() -> None:
    catalog = history(
        ("P02", "2020-09", "operating"),
        ("P02", "2020-03-09", "planned"),
        ("P01", "2020", "operating"),
        ("P01", "2020-06-30", "construction"),
    )
    assert list(projects_as_of(catalog, parse_period("2020-09"))["project_id"]) == ["P01", "P02"]
    assert at(catalog, "P02", "2020-09") == ("operating", "", False)
    assert at(catalog, "P01", "2020-09") == ("construction", "", True)
    assert at(catalog, "P01", "2020-12-31") == ("operating", "", False)


def test_places_are_shown_only_with_illustrative_evidence(catalog: Catalog) -> None:
    shown = placed_projects(catalog, Selection()).set_index("project_id")
    assert (shown["zone"]["P20"], shown["zone_evidence"]["P20"]) == ("F", "reported")
    assert shown["zone_evidence"]["P02"] == "illustrative"
    assert shown["zone"]["P10"] == "unassigned"  # area-wide: no place even as an illustration
    hidden = placed_projects(catalog, Selection(evidence="published")).set_index("project_id")
    assert hidden["zone"].value_counts().to_dict() == {"unassigned": 34, "F": 1}
    assert hidden["lon"].isna().all()
    assert hidden["lat"].isna().all()


def test_chosen_projects_follow_every_dimension() -> None:
    catalog = history(("P01", "2020", "operating"), ("P02", "2020", "planned"))
    chosen = chosen_projects(catalog, Selection(("B",), ("data",), ("planned",)))
    assert list(chosen["project_id"]) == ["P02"]
    assert chosen_projects(catalog, Selection(("A",))).empty
    assert chosen_projects(catalog, Selection(sectors=("content",))).empty
    assert len(chosen_projects(catalog, Selection())) == 2

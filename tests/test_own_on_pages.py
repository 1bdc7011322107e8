"""What the office brings in joins the pages of facilities, enterprises and projects by rule.

And a park that places no record on a page draws it without that block.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from components.blocks.base import Content
from components.blocks.cards import Cards
from components.blocks.chart import Chart
from components.blocks.plain import Html
from components.blocks.text import spoken
from components.session.request import Request
from components.session.theme import THEMES
from components.topics.enterprises.sheets import sheets
from data.catalog import Catalog
from data.facilities import chosen_facilities
from data.layered import keys_of
from data.named import named_enterprises
from data.placements import figure_roles, placed_figures
from data.project_figures import printed_amount
from data.selection import Selection
from tests.contents import page_content
from tests.office import SOURCE, figure, source, with_rows

# Signed in March 2025 with 1.2 billion, for 800 seats, of which 300 are built.
PROJECT: dict[str, Any] = {
    "project_id": "own-1",
    "name_zh": "云启客服中心",
    "name_en": "Yunqi service centre",
    "operator_zh": "云启科技",
    "operator_en": "Yunqi",
    "sector": "outsourcing",
    "facility": "centre",
    "investment_cny": 1.2e9,
    "investment_kind": "stated",
    "seats_planned": 800,
    "seats_built": 300,
    "signed": "2025-03",
    "note_zh": "园区办公室提供",
    "note_en": "Told by the office",
    "evidence": "official",
    "refs": SOURCE,
}
STATUS: dict[str, Any] = {
    "project_id": "own-1",
    "date": "2025-03",
    "basis": "event",
    "status": "planned",
    "stage": "signed",
    "wording_zh": "签约",
    "wording_en": "signed",
    "evidence": "official",
    "refs": SOURCE,
}
FIRM: dict[str, Any] = {
    "enterprise_id": "own-1",
    "name_zh": "云启科技",
    "name_en": "Yunqi",
    "sector": "outsourcing",
    "first_mention": "2025",
    "evidence": "official",
    "refs": SOURCE,
}
# The same subject, metric and unit as the 3,000 apartments of 2020 (002 L186).
APARTMENTS = figure(
    "apartments",
    3_400,
    "apartment",
    subject_zh="园区人才公寓",
    metric_zh="公寓套数",
    metric_en="Apartments",
)
FIRM_STAFF = figure(
    "firm-staff",
    260,
    "person",
    scope="enterprise",
    subject_zh="云启科技",
    subject_en="Yunqi",
    metric_zh="在职员工",
    metric_en="Staff",
)


NOW, OUTSOURCING = Selection(), {"enterprises-sheet": "outsourcing"}


@pytest.fixture(scope="module")
def office(catalog: Catalog) -> Catalog:
    printed = catalog["figures"].set_index("figure_id").loc["F002-26"]
    names = {name: printed[name] for name in ("subject_zh", "metric_zh")}
    rows = {
        "projects": [PROJECT],
        "project_statuses": [STATUS],
        "enterprises": [FIRM],
        "figures": [one | {"indicator": None} for one in (APARTMENTS | names, FIRM_STAFF)],
        "sources": [source()],
    }
    made = with_rows(catalog, ("2025",), **rows)
    added = {
        name: frozenset(keys_of(made[name].tail(len(some)), name)) for name, some in rows.items()
    }
    return replace(made, own=replace(made.own, added=added))


@pytest.fixture(scope="module")
def bare(catalog: Catalog) -> Catalog:
    """The park without placements and without words of its own."""
    tables = {**catalog.tables, "placements": catalog["placements"].head(0)}
    return replace(catalog, tables=tables, prose={})


def shown(catalog: Catalog, page: str, chosen: Selection = NOW, **options: str) -> Content:
    words = spoken(catalog, "zh", chosen)
    return page_content(page)(Request(catalog, chosen, words, THEMES["light"], options))


def texts(content: Content, slot: str) -> dict[str, str]:
    block = content[slot]
    assert isinstance(block, Chart)
    return {row.key: row.text for row in block.rows}  # type: ignore[attr-defined]


def card(content: Content, card_id: str) -> str:
    block = content["cards"]
    assert isinstance(block, Cards)
    return next(one.value for one in block.cards if one.card_id == card_id)


def test_a_project_of_the_office_is_a_facility_with_its_seats(office: Catalog) -> None:
    facilities = chosen_facilities(office, Selection())
    assert len(facilities) == 21  # 20 in print
    assert "own-1" in set(facilities["project_id"])
    sheet = shown(office, "enterprises", NOW, **OUTSOURCING)
    seats = texts(sheet, "sheet-chart")
    assert seats["own-1.seats_planned"] == "800 · 计划坐席"
    assert seats["own-1.seats_built"] == "300 · 建成坐席"
    assert list(seats)[:2] == ["F002-40", "F002-41"]  # Alibaba's 5,000 are the most


def test_its_money_counts_once_it_was_signed(office: Catalog) -> None:
    # In print are stated 1 + 0.3 + 1 + 0.15 + 0.01 + 0.05 + 0.2 + 0.05 billion: 2.76.
    assert card(shown(office, "projects"), "investment") == "39.6 亿元"
    before = Selection(as_of="2022-10")
    assert card(shown(office, "projects", before), "investment") == "27.6 亿元"
    assert printed_amount(office, before, "own-1", "investment_cny") is None


@pytest.mark.parametrize("page", ["overview", "projects", "enterprises", "talent"])
def test_money_without_a_kind_is_stated_money(office: Catalog, page: str) -> None:
    own = office["projects"]["project_id"] == "own-1"
    projects = office["projects"].assign(
        investment_kind=office["projects"]["investment_kind"].mask(own, None)
    )
    unkind = replace(office, tables={**office.tables, "projects": projects})
    for block in shown(unkind, page).values():
        for opened in block.panels.values():
            opened()


def test_a_newer_figure_joins_what_it_carries_on(office: Catalog) -> None:
    own = "own-apartments-2025"
    assert placed_figures(office, "facilities", "apartments") == ("F003-13", "F002-26", own)
    page = shown(office, "facilities")
    assert card(page, "apartments") == "3,400 套"
    bars = texts(page, "measure-apartments")
    assert list(bars) == ["F003-13", "F002-26", own]  # the newer beside the older
    assert own not in figure_roles(office, "facilities", "beds")


def test_staff_of_an_own_enterprise_stands_on_its_sectors_sheet(office: Catalog) -> None:
    page = shown(office, "enterprises", NOW, **OUTSOURCING)
    assert texts(page, "sheet-staff")["own-firm-staff-2025"] == "260"
    assert "own-firm-staff-2025" in sheets(office)["outsourcing"].figures
    assert "own-firm-staff-2025" not in sheets(office)["content"].figures


def test_an_own_enterprise_is_in_the_sector_of_its_row(office: Catalog) -> None:
    """No source lists it under a heading; the filter of its sector finds it all the same."""
    named = named_enterprises(office, Selection(sectors=("outsourcing",)))
    assert "own-1" in set(named["enterprise_id"])
    others = [one for one in office.sectors if one != "outsourcing"]
    elsewhere = named_enterprises(office, Selection(sectors=tuple(others)))
    assert "own-1" not in set(elsewhere["enterprise_id"])


def test_nothing_of_it_shows_at_a_date_before(office: Catalog, catalog: Catalog) -> None:
    before = Selection(as_of="2022-10")
    own, printed = (shown(one, "facilities", before) for one in (office, catalog))
    for name in ("buildings", "apartments", "facility-projects"):
        assert card(own, name) == card(printed, name)
    assert texts(own, "measure-apartments") == texts(printed, "measure-apartments")


@pytest.mark.parametrize("page", ["enterprises", "facilities", "projects", "overview", "help"])
def test_a_park_that_places_nothing_draws_every_page(bare: Catalog, page: str) -> None:
    for chosen in (Selection(), Selection(sectors=("data",), evidence="published")):
        assert "title" in shown(bare, page, chosen)


def test_a_slot_without_records_is_left_out(bare: Catalog) -> None:
    facilities, projects = shown(bare, "facilities"), shown(bare, "projects")
    empty = [facilities["measure-apartments"], facilities["support"], projects["flow"]]
    assert [isinstance(block, Html) and not block.html for block in empty] == [True] * 3
    cards = facilities["cards"]
    assert isinstance(cards, Cards)
    assert [one.card_id for one in cards.cards] == ["facility-projects"]
    # Seats are told by the projects themselves, whatever is placed.
    sheet = shown(bare, "enterprises", NOW, **OUTSOURCING)
    assert texts(sheet, "sheet-chart")["F002-40"] == "5,000 · 计划坐席"

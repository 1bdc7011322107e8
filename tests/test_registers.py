"""What counts once: the office's register beside what is printed, by hand.

Printed (002 L146-149, 003 L49-50, 004 L75-77): 300 to 330 enterprises, at least 50, 80, 90, 40
and 30 of them in the five sectors, 290 together; so at most 40 of 330 belong to none.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from components.blocks.bar_chart import Bars
from components.linked.cards import enterprises_card
from components.linked.charts import sector_chart, status_chart, zone_chart
from components.session.theme import THEMES
from data.catalog import Catalog
from data.counts import counts, enterprises_fact, register_of, selected_total
from data.freshness import what_is_due
from data.i18n import Lang
from data.indicators import read_indicator
from data.selection import Selection
from data.target_spans import outturns
from tests.office import SOURCE, figure, source, with_rows
from tests.shipped import words_of

NOW = Selection()
THEME = THEMES["light"]
SECTORS = ("outsourcing", "software", "data", "content", "ecommerce")


def with_register(
    catalog: Catalog, rows: list[tuple[str, str]], complete_as_of: str = "", dated: str = "2025"
) -> Catalog:
    """Return the park with a register of enterprises of some sectors and zones instead."""
    tenants = pd.DataFrame(
        {
            "tenant_id": [f"T{n:04}" for n in range(len(rows))],
            "name": None,
            "enterprise_id": None,
            "sector": [sector for sector, _ in rows],
            "zone": [zone for _, zone in rows],
            "lon": float("nan"),
            "lat": float("nan"),
            "evidence": "official",
            "assumption_id": None,
            "refs": SOURCE,
        }
    )
    made = with_rows(catalog, (dated,), sources=[source()])
    if complete_as_of:
        row = {"table": "tenants", "complete_as_of": complete_as_of, "evidence": "official"}
        made = with_rows(made, (dated,), registers=[row | {"refs": SOURCE}])
    return replace(made, tables=made.tables | {"tenants": tenants})


def five(catalog: Catalog, complete_as_of: str = "") -> Catalog:
    """Return the park with one enterprise of each sector: two in A, one each in B, C and D."""
    return with_register(catalog, list(zip(SECTORS, "AABCD", strict=True)), complete_as_of)


def bars(block: object) -> dict[str, str]:
    assert isinstance(block, Bars)
    return {row.key: row.text for row in block.rows}


def notes(block: object) -> str:
    assert isinstance(block, Bars)
    return "\n".join(block.notes)


def sectors(catalog: Catalog, chosen: Selection = NOW, lang: Lang = "zh") -> object:
    return sector_chart(catalog, chosen, words_of(lang), THEME)


def zones(catalog: Catalog, chosen: Selection = NOW, lang: Lang = "zh") -> object:
    return zone_chart(catalog, chosen, words_of(lang), THEME)


def test_five_own_in_part_leave_the_printed_counts(catalog: Catalog) -> None:
    made = five(catalog)
    assert register_of(made, NOW).state == "part"
    shown = sectors(made)
    assert bars(shown) == {
        "outsourcing": "≥ 50",
        "software": "≥ 80",
        "data": "≥ 90",
        "content": "≥ 40",
        "ecommerce": "≥ 30",
        "unattributed": "≤ 40",
    }
    assert "园区台账目前登记 5 家（尚不完整），可能已含在上列数中，不相加。" in notes(shown)
    assert "so far lists 5 enterprises; they may be among these" in notes(sectors(made, lang="en"))
    assert selected_total(made, NOW, "enterprises")[0] == 330  # never 335
    card = enterprises_card(made, NOW, words_of("zh"))
    assert card.value == "300–330 家"
    assert card.lines[2].text == "◉ 台账登记 5 家（不完整）"


def test_five_own_in_part_are_lower_bounds_in_their_zones(catalog: Catalog) -> None:
    made = five(catalog)
    shown = bars(zones(made))
    # The five may or may not be among the 300 to 330: 295 to 330 are without a zone.
    assert shown == {
        "A": "≥ 2",
        "B": "≥ 1",
        "C": "≥ 1",
        "D": "≥ 1",
        "E": "未公布",
        "F": "未公布",
        "unassigned": "295–330",
    }
    assert int(counts(made, NOW, by="zone")["count"].sum()) == 330
    data = bars(zones(made, Selection(sectors=("data",))))
    assert (data["B"], data["unassigned"]) == ("≥ 1", "≥ 89")  # 90 and more, one of them in B
    in_a = bars(sectors(made, Selection(zones=("A",))))
    assert (in_a["outsourcing"], in_a["software"]) == ("≥ 1", "≥ 1")
    fact = enterprises_fact(made, Selection(zones=("A",)))
    assert fact is not None
    assert (fact.low, fact.high) == (2, None)


def test_five_own_complete_are_the_park(catalog: Catalog) -> None:
    made = five(catalog, "2025")
    assert register_of(made, NOW).state == "complete"
    shown = sectors(made)
    assert bars(shown) == {**dict.fromkeys(SECTORS, "1"), "unattributed": "0"}
    assert "按园区台账计数，截至2025年登记完整。" in notes(shown)
    assert bars(zones(made)) == {
        "A": "2",
        "B": "1",
        "C": "1",
        "D": "1",
        "E": "0",
        "F": "0",
        "unassigned": "0",
    }
    card = enterprises_card(made, NOW, words_of("en"))
    assert card.value == "5 enterprises"
    assert card.evidence == "official"
    assert "25 Nov 2020 in print: 300–330 enterprises" in card.lines[2].text


def test_a_register_is_complete_from_its_date_on(catalog: Catalog) -> None:
    made = five(catalog, "2025")
    before = Selection(as_of="2022-10")
    assert register_of(made, before).state == "part"
    assert bars(sectors(made, before))["data"] == "≥ 90"
    assert enterprises_card(made, before, words_of("zh")).value == "300–330 家"


def test_a_declared_register_is_a_figure_of_the_series(catalog: Catalog) -> None:
    made = five(catalog, "2025")
    found = read_indicator(made, "enterprises", made.latest)
    assert found is not None
    assert (found.low, found.as_of, found.grade) == (5, "2025", "official")
    assert outturns(made, made.latest, "T01")["value"].tolist() == [415, 487, 5]
    on = pd.Timestamp("2026-11-26").date()
    assert "enterprises" not in {one.key for one in what_is_due(made, on)}


def test_six_hundred_own_are_counted_though_not_complete(catalog: Catalog) -> None:
    rows = [(SECTORS[n % 5], "ABCDEF"[n % 6]) for n in range(600)]
    made = with_register(catalog, rows)
    assert register_of(made, NOW).state == "beyond"  # more than 330
    shown = sectors(made)
    assert bars(shown) == {**dict.fromkeys(SECTORS, "≥ 120"), "unattributed": "≥ 0"}
    assert "已登记 600 家" in notes(shown)
    assert bars(zones(made)) == {**dict.fromkeys("ABCDEF", "≥ 100"), "unassigned": "≥ 0"}
    complete = with_register(catalog, rows, "2025-12-31", "2025-12-31")
    assert bars(sectors(complete))["data"] == "120"
    assert enterprises_card(complete, NOW, words_of("zh")).value == "600 家"


def test_register_and_figure_that_differ_are_a_conflict(catalog: Catalog) -> None:
    rows = [(SECTORS[n % 5], "ABCDEF"[n % 6]) for n in range(600)]
    made = with_rows(
        with_register(catalog, rows, "2025"),
        ("2025",),
        figures=[figure("enterprises", 610, "enterprise")],
    )
    card = enterprises_card(made, NOW, words_of("zh"))
    assert card.value == "600–610 家"
    assert "⚠" in card.lines[2].flag


def test_a_newer_total_is_not_split_over_older_sectors(catalog: Catalog) -> None:
    made = with_rows(
        catalog,
        ("2025",),
        figures=[figure("enterprises", 600, "enterprise")],
        sources=[source()],
    )
    shown = sectors(made)
    assert bars(shown)["unattributed"] == "≤ 40"  # of 330, not 310 of 600
    said = "本图合计对应2021年的全园数；较新的全园数 600 家（2025年）没有按此拆分。"
    assert said in notes(shown)
    assert said in notes(zones(made))
    assert "没有按此拆分" not in notes(sectors(catalog))


def test_own_projects_join_the_printed_and_say_so(catalog: Catalog) -> None:
    project = {
        "project_id": "L01",
        "name_zh": "算力中心",
        "name_en": "Computing centre",
        "sector": "data",
        "investment_cny": 1.2e9,
        "investment_kind": "stated",
        "signed": "2025-03",
        "note_zh": "签约。",
        "note_en": "Signed.",
        "evidence": "official",
        "refs": SOURCE,
    }
    status = {
        "project_id": "L01",
        "date": "2025-03",
        "basis": "event",
        "status": "planned",
        "stage": "signed",
        "wording_zh": "签约",
        "wording_en": "signed",
        "evidence": "official",
        "refs": SOURCE,
    }
    made = with_rows(
        catalog, ("2025-03",), projects=[project], project_statuses=[status], sources=[source()]
    )
    before = counts(catalog, NOW, by="status", of="projects").set_index("status")["count"]
    after = counts(made, NOW, by="status", of="projects").set_index("status")["count"]
    assert (int(before.sum()), int(after.sum())) == (35, 36)
    assert after["planned"] - before["planned"] == 1
    assert "其中园区登记 1 个。" in notes(status_chart(made, NOW, words_of("zh"), THEME))
    assert "其中" not in notes(status_chart(catalog, NOW, words_of("zh"), THEME))
    earlier = counts(made, Selection(as_of="2022-10"), by="status", of="projects")
    assert int(earlier["count"].sum()) == 35


def test_projects_declared_complete_say_so(catalog: Catalog) -> None:
    row = {"table": "projects", "complete_as_of": "2025", "evidence": "official", "refs": SOURCE}
    made = with_rows(catalog, ("2025",), registers=[row], sources=[source()])
    assert "园区项目登记截至2025年完整。" in notes(status_chart(made, NOW, words_of("zh"), THEME))
    assert register_of(made, NOW).state == "none"  # that of enterprises is another


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_shipped_park_says_nothing_of_a_register(catalog: Catalog, lang: Lang) -> None:
    assert register_of(catalog, NOW).state == "none"
    for block in (sectors(catalog, lang=lang), zones(catalog, lang=lang)):
        assert "台账" not in notes(block)
        assert "register" not in notes(block)

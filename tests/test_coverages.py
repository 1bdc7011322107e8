"""A park has the areas, routes and phases that its table declares: one more, three phases, none."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from components.blocks.text import spoken
from components.session.menu import left_out
from components.session.request import Request
from components.session.theme import THEMES
from components.topics.driving import page as driving
from components.topics.sites import page as sites
from components.topics.twin import page as twin
from components.topics.twin.map_link import swipe
from components.topics.twin.phases import areas as areas_said
from components.topics.twin.phases import compared, phases
from data.catalog import Catalog
from data.coverages import areas, coverages, looks, map_layers, routes
from data.coverages import phases as phases_of
from data.i18n import LANGS, Lang
from data.selection import Selection
from geo.intake.meaning import said_by

TWIN, TEST = "digital_twin", "driving_test"


def with_rows(catalog: Catalog, **tables: pd.DataFrame) -> Catalog:
    return replace(catalog, tables={**catalog.tables, **tables})


def with_third_phase(catalog: Catalog) -> Catalog:
    """Add a third phase of the twin, of 90 km², planned."""
    rows, figures, placed = (catalog[name] for name in ("coverage", "figures", "placements"))
    phase = rows[rows["coverage_id"] == "twin_2"].assign(
        coverage_id="twin_3", name_zh="数字孪生城市三期", name_en="Digital twin city, phase three"
    )
    figure = figures[figures["figure_id"] == "F000-16"].assign(
        figure_id="N-twin-3", value=90.0, low=90.0, high=90.0, kind="planned"
    )
    place = placed[placed["record"] == "F000-16"].assign(record="N-twin-3", order=2)
    return with_rows(
        catalog,
        coverage=pd.concat([rows, phase], ignore_index=True),
        figures=pd.concat([figures, figure], ignore_index=True),
        placements=pd.concat([placed, place], ignore_index=True),
    )


def without(catalog: Catalog, system: str, page: str) -> Catalog:
    """Take a system away, with what is placed on its page and said of it."""
    rows, held, placed = (catalog[one] for one in ("coverage", "capabilities", "placements"))
    gone = set(rows["coverage_id"][rows["system"] == system])
    drawn = catalog.outlines["coverage_outlines"]
    return replace(
        catalog,
        tables={
            **catalog.tables,
            "coverage": rows[rows["system"] != system],
            "capabilities": held[held["system"] != system],
            "placements": placed[placed["page"] != page],
        },
        outlines={
            **catalog.outlines,
            "coverage_outlines": drawn[~drawn["feature_id"].isin(gone)],
        },
    )


def asked(catalog: Catalog, lang: Lang = "en") -> Request:
    chosen = Selection(lang=lang)
    return Request(catalog, chosen, spoken(catalog, lang, chosen), THEMES["light"], {})


def test_the_table_says_what_the_map_draws_and_in_which_order(catalog: Catalog) -> None:
    assert areas(catalog) == ("test_area", "twin_1", "twin_2")
    assert routes(catalog) == ("v2x", "bus")
    assert list(looks(catalog)) == ["twin_2", "twin_1", "test_area", "v2x", "bus"]
    assert map_layers(catalog)[:6] == ("zones", "test_area", "twin_1", "twin_2", "v2x", "bus")
    assert "test_roads" not in looks(catalog)  # a length without a course


def test_phases_share_a_colour_and_every_line_has_dashes_of_its_own(catalog: Catalog) -> None:
    drawn, light = looks(with_third_phase(catalog)), THEMES["light"]
    assert len({light.coverage(drawn[one]) for one in ("twin_1", "twin_2", "twin_3")}) == 1
    assert len({light.coverage(look) for look in drawn.values()}) == 4
    assert len({(look.shape, light.dashes(look)) for look in drawn.values()}) == len(drawn) == 6


def test_a_third_phase_joins_by_itself(catalog: Catalog) -> None:
    more = with_third_phase(catalog)
    assert phases_of(more, TWIN) == ("twin_1", "twin_2", "twin_3")
    assert [one.phase for one in coverages(more) if one.system == TWIN] == [1, 2, 3]
    assert (phases(more).done, phases(more).wanted) == ("F000-15", "N-twin-3")
    content = twin.content(asked(more))
    assert "11.1%" in str(content["title"])  # 10 of 90 km²
    assert [bar.key for bar in content["phases"].rows] == ["F000-15", "F000-16", "N-twin-3"]  # type: ignore[attr-defined]


def test_the_map_compares_the_first_phase_with_the_last(catalog: Catalog) -> None:
    more = with_third_phase(catalog)
    words = asked(more).words
    told = swipe(compared(more), areas_said(more, words), words, THEMES["light"]).told
    assert [name for name, _ in told["phases"]] == ["twin_1", "twin_3"]
    assert compared(without(catalog, TWIN, TWIN)) == {}


@pytest.mark.parametrize("lang", LANGS)
def test_a_park_without_twin_or_test_area_has_no_such_pages(catalog: Catalog, lang: Lang) -> None:
    plain = without(without(catalog, TWIN, TWIN), TEST, "driving")
    assert left_out(catalog) == {}
    missing = {"test-area": "needs.test_area", "digital-twin": "needs.digital_twin"}
    assert left_out(plain) == missing | {"overlay": "needs.coverage"}
    assert areas(plain) == ()
    for page in (twin, driving, sites):  # who has the link sees it all the same
        content = page.content(asked(plain, lang))
        assert content["title"]
    sliders = sites.content(asked(plain))["sliders"].sliders  # type: ignore[attr-defined]
    assert [one.name for one in sliders] == ["sites-station", "sites-neighbours", "sites-projects"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("数字孪生三期", "twin_3"),
        ("数字孪生二期", "twin_2"),
        ("数字孪生一期", "twin_1"),
        ("Autonomous driving test area", "test_area"),
        ("数字孪生城市", None),  # of which phase is not said
    ],
)
def test_an_upload_names_a_phase_by_its_number(
    catalog: Catalog, text: str, found: str | None
) -> None:
    assert said_by(with_third_phase(catalog), text, "surface") == found


def test_a_name_that_only_the_table_knows_is_understood(catalog: Catalog) -> None:
    rows = catalog["coverage"]
    belt = rows[rows["coverage_id"] == "test_area"].assign(
        coverage_id="belt", system="green_belt", name_zh="生态绿廊", name_en="Green belt"
    )
    more = with_rows(catalog, coverage=pd.concat([rows, belt], ignore_index=True))
    assert said_by(more, "生态绿廊范围线", "surface") == "belt"
    assert asked(more).words("coverage.belt") == "Green belt"
    assert asked(more).words("map.belt", area="3 km²") == "Green belt 3 km²"

"""The map of the city's page: whole districts that an article names, no point for a park."""

from __future__ import annotations

from components.topics.city.around import city_marks, shaded
from data.catalog import Catalog, load_catalog
from data.packs import DATA_DIR
from data.selection import Selection
from tests.shipped import words_of


def test_a_park_is_in_the_district_that_the_article_names(catalog: Catalog) -> None:
    names = catalog.outlines["region"].set_index("feature_id")["name_zh"]
    found = {names[area]: peer.key for area, peer in shaded(catalog).items()}
    # 004 L79 and L85. Liangjiang New Area is no district: its park is not drawn.
    assert found == {"南岸区": "smart_valley", "渝北区": "xiantao"}


def test_nothing_is_shaded_before_it_was_in_print_and_no_park_is_a_point(catalog: Catalog) -> None:
    words = words_of("zh")
    before, after = (
        city_marks(catalog, Selection(as_of=date), words) for date in ("2020-08", "2020-10")
    )
    assert before.absent == ["peers"]
    assert after.absent == []
    assert before.items == after.items == []


def test_a_park_without_peers_on_the_map_has_no_shade() -> None:
    assert shaded(load_catalog(DATA_DIR / "parks" / "brendsand")) == {}

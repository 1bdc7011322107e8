"""What opens over a scene: what is published, and what to ask where nothing is."""

from __future__ import annotations

import pytest

from components.meeting.found_panels import found_panels
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import LANGS, Lang
from data.selection import Selection
from geo.unknown_of_zone import unknown_of_zone
from tests.shipped import words_of


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("zone", "ABCDEF")
def test_a_zone_over_a_scene_assumes_nothing_and_says_what_to_ask(
    catalog: Catalog, zone: str, lang: Lang
) -> None:
    """The map of a scene shows outlines that are assumed; what is said of a zone does not."""
    request = Request(catalog, Selection(), words_of(lang), THEMES["light"], {})
    html = str(found_panels(request)[f"profile-zone-{zone}"]().html)
    assert 'data-kind="assumed"' not in html
    assert "<b>0" not in html
    assert ("可以问园区办公室" if lang == "zh" else "ask the park office") in html


def test_one_asks_for_what_no_article_prints(catalog: Catalog) -> None:
    """Of all projects, the planned college alone has its zone in print: F, 002 L126-129."""
    for chosen in (Selection(), Selection(evidence="published")):
        assert unknown_of_zone(catalog, chosen, "A") == (
            "boundary",
            "enterprises",
            "projects",
            "space",
        )
        assert "projects" not in unknown_of_zone(catalog, chosen, "F")

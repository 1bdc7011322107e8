"""What no source says of a zone is not published; it is never drawn or written as none."""

from __future__ import annotations

import json
import re

import pytest

from components.blocks.bar_chart import Bars
from components.handout.numbers import numbers
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import Lang
from data.selection import Selection
from tests.contents import page_content
from tests.shipped import words_of
from tests.test_published_only import reachable

SAID: dict[Lang, str] = {"zh": "未公布", "en": "Not published"}
NONE = re.compile(r"(?<![\d.,])0 (?:家|个项目|enterprises?|projects?)\b")
# The zones that no article gives an enterprise or a facility: F has the planned college (002:L262).
CHARTS = {"overview": ("zone", "ABCDEF"), "facilities": ("by-zone", "ABCDE")}


def asked(catalog: Catalog, chosen: Selection, lang: Lang = "en") -> Request:
    return Request(catalog, chosen, words_of(lang), THEMES["light"], {})


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("zones", [(), ("C",)])
@pytest.mark.parametrize("page", CHARTS)
def test_a_zone_of_which_nothing_is_known_says_so(
    catalog: Catalog, page: str, zones: tuple[str, ...], lang: Lang
) -> None:
    slot, unknown = CHARTS[page]
    request = asked(catalog, Selection(zones=zones, evidence="published"), lang)
    chart = page_content(page)(request)[slot]
    assert isinstance(chart, Bars)
    bars = {bar.key: bar for bar in chart.rows}
    for zone in unknown:
        assert bars[zone].text == SAID[lang]
        assert bars[zone].tip.value == SAID[lang]
        assert bars[zone].fold in {"", "unpublished"}, "not published is never a zero"
        assert not bars[zone].fact.is_given
    # As a hand-out has it: a word, no number.
    shown = {one.item: one.fact for one in numbers(chart, request.words)}
    assert shown[request.words(f"zone.{unknown[0]}")] is None
    everything = json.dumps(reachable({slot: chart}), default=str, ensure_ascii=False)
    zone_a = request.words("zone.A")
    assert f"{zone_a} {SAID[lang]}" in everything or f"{zone_a}: {SAID[lang]}" in everything
    assert not [one for one in NONE.findall(re.sub(r"<[^>]+>", " ", everything)) if one]


def test_illustrative_zones_keep_their_numbers(catalog: Catalog) -> None:
    chart = page_content("overview")(asked(catalog, Selection()))["zone"]
    assert isinstance(chart, Bars)
    assert all(bar.fact.is_given for bar in chart.rows)


@pytest.mark.parametrize("page", ["projects", "talent"])
def test_title_and_cards_of_a_zone_do_not_say_none(catalog: Catalog, page: str) -> None:
    content = page_content(page)(asked(catalog, Selection(zones=("C",), evidence="published")))
    said = json.dumps(
        reachable({name: content[name] for name in ("title", "cards")}),
        default=str,
        ensure_ascii=False,
    )
    assert "no source says which projects lie there" in said
    assert not re.search(r"\b0 (?:of|projects?|with)\b|these 0|other 0", said)

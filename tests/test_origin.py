"""What opens behind a value, against the articles: their lines were read by hand.

The articles themselves are not part of the repository; `data/published/sources.csv` says how
each can be found.
"""

import html
import re
from collections.abc import Callable

import pytest

from components.blocks.base import Content, Panel
from components.origin.values import Origin, origin_body
from components.session.request import Request
from components.session.state import View
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import Lang
from data.selection import Selection
from tests.contents import page_contents
from tests.opened import message, open_page, page_script
from tests.shipped import words_of

# Title, paper and date of each article, in words.
ARTICLES = {
    "000": "Letting big data flow through Yongchuan: how Chongqing Cloud Valley rose"
    " · newspaper not named · 2021",
    "001": "Yongchuan speeds up building a western base for digital industry"
    " · Chongqing Daily · Oct 2022",
    "002": "Chongqing Cloud Valley: big-data industry gathers speed;"
    " 48 projects signed and in production this year · newspaper not named · 26 Nov 2020",
    "003": "Two of China’s three leading internet companies have arrived: building a smart city"
    " for the twin-city economic circle · newspaper not named · Apr 2020",
    "004": "How many digital companies? Chongqing has gathered 15,000 · Chongqing Daily · Sep 2020",
}


def at(article: str, lines: str) -> str:
    return f"{ARTICLES[article]} · lines {lines}"


NOW, C_ONLY, DATA = Selection(), Selection(zones=("C",)), Selection(sectors=("data",))
SPRING = Selection(as_of="2020-05-01")

# Page, selection and panel, and what must stand in it; each part read in the articles.
CASES: dict[str, tuple[str, Selection, str, tuple[str, ...]]] = {
    "card: enterprises, a range": (
        "overview",
        NOW,
        "source-enterprises",
        (
            "300–330 enterprises reported",
            "a range, since sources differ; never averaged",
            "≥ 300 enterprises reported",
            at("002", "146-149"),
            at("003", "49-50"),
            at("004", "73"),
            "Conflict C01",
            "Conflict C02",
        ),
    ),
    "card: revenue and its forecast": (
        "overview",
        NOW,
        "source-revenue",
        (
            "CNY 24.47 billion reported",
            "Operating revenue of the park in 2019",
            "Covers 2019",
            at("003", "50-51"),
            "Kind Forecast",
            at("002", "150-152"),
            "Conflict C07",
        ),
    ),
    "card: staff": ("overview", NOW, "source-staff", (at("002", "149-150"), at("000", "85-86"))),
    "bar: software firms": (
        "overview",
        NOW,
        "sector-software",
        ("≥ 80 enterprises reported", "a lower bound", at("000", "273-275"), "Conflict C03"),
    ),
    "bar: data firms in April 2020": (
        "overview",
        SPRING,
        "sector-data",
        ("≥ 30 enterprises reported", at("003", "136-140"), "Conflict C20"),
    ),
    "bar: what no sector accounts for": (
        "overview",
        NOW,
        "sector-unattributed",
        ("40 enterprises derived", "The park total less", at("004", "73"), "Conflict C02"),
    ),
    "bar: enterprises of a zone": (
        "overview",
        NOW,
        "zone-C",
        ("80 enterprises illustrative", "at random inside their zone"),
    ),
    "bar: projects in use in part": (
        "overview",
        NOW,
        "status-partial",
        ("4 projects derived", "Alibaba Customer Experience Centre", at("002", "226, 267-268")),
    ),
    "bar: investment of a project": (
        "overview",
        NOW,
        "investment-P02",
        ("CNY 300 million reported", "Investment stated for the project", at("003", "2-3")),
    ),
    "polygon: a zone": (
        "overview",
        NOW,
        "origin-C",
        (
            "A photo caption of 26 November 2020 names zone C",
            at("002", "14-16, 327"),
            "Geodesic area of the outline on the map",
            "Zone outlines are schematic",
        ),
    ),
    "polygon: the test area": (
        "overview",
        NOW,
        "origin-test_area",
        (
            "20 km² reported",
            "printed as an exact number",
            at("000", "147-149"),
            at("002", "260-261"),
            "Conflict C45",
            "20 km² illustrative",
        ),
    ),
    "polygon: twin, phase two": (
        "overview",
        NOW,
        "origin-twin_2",
        ("60 km² reported", "in progress", at("000", "180-188"), "Conflict C43"),
    ),
    "line: the bus": (
        "overview",
        NOW,
        "origin-bus",
        ("in operation reported", at("002", "262-263"), "The route is schematic"),
    ),
    "point: a station": (
        "overview",
        NOW,
        "origin-landmark-yongchuan-east",
        ("29.3743° N, 105.9460° E · ± 50 m other public source", "OpenStreetMap contributors"),
    ),
    "status: a project": (
        "digital-twin",
        NOW,
        "source-status-p10",
        ("reported", "by its wording:", ARTICLES["000"]),
    ),
    "figure: staff at one project": (
        "enterprises",
        NOW,
        "figure-F002-31",
        ("700 people reported", "Staff are not seats.", at("002", "224-228, 268-269")),
    ),
    "figure: from elsewhere": (
        "test-area",
        NOW,
        "figure-S-v2x-2020",
        ("10 km other public source", "As of 17 Sep 2020", "Conflict C13"),
    ),
    "target": (
        "targets",
        NOW,
        "target-T01",
        ("1,000 enterprises reported", at("002", "22-23"), "Conflict C25", "Conflict C36"),
    ),
    "event": (
        "timeline",
        NOW,
        "event-E01",
        ("2008 reported", "predecessor, is founded", at("000", "193-194, 208-211"), "Conflict C23"),
    ),
    "cell: a zone in the test area": (
        "overlay",
        NOW,
        "overlap-D-test_area",
        (
            "0.52 km², 88.6% of the zone illustrative",
            "Zone outlines are schematic",
            "20 km² reported",
        ),
    ),
}


@pytest.fixture(scope="module")
def contents() -> dict[str, Callable[[Request], Content]]:
    return page_contents()


def opened(content: Content, name: str) -> Panel:
    return next(block.panels[name] for block in content.values() if name in block.panels)()


def text(panel: Panel) -> str:
    """Return what the reader sees of a panel."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", panel.html)).split())


@pytest.mark.parametrize("case", CASES)
def test_origin_says_what_the_articles_say(
    case: str, catalog: Catalog, contents: dict[str, Callable[[Request], Content]]
) -> None:
    page, chosen, name, parts = CASES[case]
    content = contents[page](Request(catalog, chosen, words_of("en"), THEMES["light"], {}))
    said = text(opened(content, name))
    for part in parts:
        assert part in said


def test_origin_in_chinese(
    catalog: Catalog, contents: dict[str, Callable[[Request], Content]]
) -> None:
    request = Request(catalog, NOW, words_of("zh"), THEMES["light"], {})
    said = text(opened(contents["overview"](request), "sector-software"))
    for part in (
        "≥ 80 家 见报",
        "让大数据川流不息永川——解码重庆云谷崛起之道 · 报纸名未载明 · 2021年 · 第 273-275 行",
        "口径冲突 C03",
        "F000-25",
    ):
        assert part in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_figure_carries_its_own_link(lang: Lang, catalog: Catalog) -> None:
    origin = Origin("1", "reported", figure_id="F002-01")
    made = origin_body(catalog, words_of(lang), [origin])[0].html
    assert f'href="sources?open=figure-F002-01&amp;lang={lang}"' in made


def test_what_is_not_known_is_left_out(catalog: Catalog) -> None:
    made = origin_body(catalog, words_of("en"), [Origin("<b>", "derived")])[0].html
    assert "<dt>" not in made
    assert "&lt;b&gt;" in made


def test_conflict_is_not_shown_before_it_was_in_print(catalog: Catalog) -> None:
    # C01: 330 in April 2020, more than 300 in November.
    origin = Origin("330", "reported", conflicts=("C01",))
    words = words_of("en")
    assert "C01" in origin_body(catalog, words, [origin])[0].html
    assert "C01" not in origin_body(catalog, words, [origin], SPRING)[0].html


def test_link_opens_a_panel_once() -> None:
    app = open_page(lang="en", open="sector-software")
    assert message(app)["panel"]["title"] == "Software"
    assert app.query_params["open"] == "sector-software"
    view: View = app.session_state["_view"]
    assert view.dropped == []
    view.opened = ""  # the reader closes it
    assert message(app.run())["panel"] is None
    assert "open" not in app.query_params
    assert message(app.run())["panel"] is None


def test_link_keeps_the_panel_beside_the_selection() -> None:
    app = open_page(lang="en", sectors="data", open="zone-C")
    assert message(app)["chosen"]["sector"] == ["data"]
    assert "illustrative" in message(app)["panel"]["html"]


@pytest.mark.parametrize("name", ["nothing", "<script>", "x" * 3000, "../../etc"])
def test_link_to_what_is_not_there_is_ignored(name: str) -> None:
    app = open_page(page_script("overview"), lang="en", open=name)
    assert message(app)["panel"] is None
    assert not app.exception

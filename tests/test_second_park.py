"""The second park: every page, hand-out and file of it, against its tables counted by hand."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import openpyxl
import pytest
from pptx import Presentation

from components.blocks.base import Content, sent
from components.blocks.text import spoken
from components.frame.start import start
from components.handout.deck import Deck
from components.handout.html_file import html_bytes
from components.handout.pdf_file import pdf_bytes
from components.handout.pptx.deck import pptx_bytes
from components.handout.story_deck import deck_of_story
from components.handout.view_deck import deck_of_view
from components.handout.xlsx_file import xlsx_bytes
from components.map.linked_map import map_content
from components.meeting.scenes import known_names
from components.paper.files import svg_bytes
from components.paper.map_sheet import map_figure, view_around
from components.session.downloads import package_zip
from components.session.menu import ENTRIES, left_out, menu_of
from components.session.request import Request
from components.session.theme import THEMES, Mode
from components.topics.overlay.export import overlay_layers
from data.catalog import Catalog, load_catalog
from data.i18n import LANGS, Lang
from data.packs import DATA_DIR
from data.periods import parse_period
from data.selection import Selection
from data.settings import PARK
from data.status import placed_projects
from data.story_files import stories
from geo.areas import area_km2
from geo.control import control_of
from geo.coordinates import guesses, offered
from geo.distances import distance_km, to_grid
from geo.handover.export import About, styled_geopackage
from geo.handover.styles import layer_colours
from geo.handover.templates import excel_template, geopackage_template
from tests.contents import EVERY
from tests.opened import blocks, open_page, page_script, shown
from tests.pdf_text import pdf_pages
from tests.test_published import references

FOLDER = DATA_DIR / "parks" / "brendsand"
LOST = "current_view().lost = 'city'\nshow_page(PAGE)"
LEFT_OUT = {"overlay", "test-area", "digital-twin", "city"}
# Words of the shipped park, and the letters of its zones.
FOREIGN = re.compile(
    r"云谷|永川|重庆|成渝|Yongchuan|Chongqing|Chengdu|Cloud Valley|Baidu|百度|Alibaba|阿里|Apollo"
    r"|(?<![A-Za-z])[A-F]\s?区|[Zz]ones? [A-F]\b"
)
OTHER_VIEWS: dict[Lang, tuple[Mode, Selection]] = {
    "zh": ("dark", Selection(as_of="2021-05-14", sectors=("sensing",))),
    "en": ("light", Selection(evidence="published", zones=("koog",))),
}


@pytest.fixture(scope="module", autouse=True)
def _shown() -> Iterator[None]:
    """Let the server show this park."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PARK.name, str(FOLDER))
        yield


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every table of the second park."""
    return load_catalog(copied(tmp_path_factory.mktemp("park")))


def copied(folder: Path) -> Path:
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("local*"))
    return folder


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts(part)


def request_of(
    park: Catalog, lang: Lang, mode: Mode = "light", chosen: Selection | None = None
) -> Request:
    chosen = chosen or Selection()
    return Request(park, chosen, spoken(park, lang, chosen), THEMES[mode], {})


def foreign(found: str) -> list[str]:
    return sorted({found[max(0, m.start() - 30) : m.end() + 30] for m in FOREIGN.finditer(found)})


# --- what its tables say, counted by hand ---


def lines_of(source: str) -> list[str]:
    path = FOLDER / "published" / "articles" / f"{source}.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def test_its_tables_have_no_problem_and_are_as_many_as_it_says(park: Catalog) -> None:
    assert park.problems == ()
    rows = {name: len(park[name]) for name in ("zones", "sectors", "projects", "enterprises")}
    assert rows == {"zones": 9, "sectors": 4, "projects": 40, "enterprises": 60}
    assert (len(park["targets"]), len(park["conflicts"]), len(park["coverage"])) == (12, 5, 0)
    assert park.park.name_zh.endswith("（虚构）")
    titles = [*park["sources"]["title_zh"], *park["sources"]["title_en"], park.park.title_en]
    assert all(re.search("虚构|fictional", title) for title in titles)


def test_each_reference_to_an_article_names_lines_that_say_something(park: Catalog) -> None:
    seen = set()
    for name, frame in park.tables.items():
        for column in [one for one in map(str, frame) if one == "refs" or one.endswith("_refs")]:
            for text in frame[column].dropna():
                for source, spans in references(text):
                    lines = lines_of(source)
                    assert bool(lines) == bool(spans), (name, text)
                    assert all(
                        lines[at - 1] for first, last in spans for at in range(first, last + 1)
                    )
                    seen.add(source)
    assert {"bc-2021", "bc-2023", "bc-2025"} <= seen


def test_each_figure_stands_in_its_lines_as_it_is_said_to_be_printed(park: Catalog) -> None:
    spelt = {"4": "four", "5": "five", "6": "six", "9": "nine", "11": "eleven", "14": "fourteen"}
    for _, row in park["figures"].query("evidence == 'reported'").iterrows():
        said = " ".join(
            lines_of(source)[at - 1]
            for source, spans in references(row["refs"])
            for first, last in spans
            for at in range(first, last + 1)
        ).lower()
        for word in re.findall(r"[\d.,]*\d", row["printed"]) or [row["printed"].split()[0]]:
            assert word in said or spelt.get(word, "?") in said, (row["figure_id"], said)


@pytest.mark.parametrize(
    ("as_of", "operating", "partial", "construction", "planned", "unknown"),
    [
        ("2021-05-14", 6, 2, 4, 4, 0),  # in use: 01 02 05 07 11 14; in part: 03 16
        ("2023-09-08", 14, 3, 6, 6, 0),  # besides: 03 04 12 13 17 19 21 25; in part: 06 16 23
        ("", 21, 5, 7, 4, 3),  # besides: 06 09 18 22 30 31 35; in part: 08 15 16 23 32
    ],
)
def test_projects_by_status(
    park: Catalog,
    as_of: str,
    operating: int,
    partial: int,
    construction: int,
    planned: int,
    unknown: int,
) -> None:
    found = Counter(placed_projects(park, Selection(as_of=as_of))["status"])
    expected = {
        "operating": operating,
        "partial": partial,
        "construction": construction,
        "planned": planned,
        "unknown": unknown,
    }
    assert found == Counter(expected)


def test_projects_by_zone_and_sector(park: Catalog) -> None:
    projects = placed_projects(park, Selection(evidence="published"))
    by_zone = {"Q1": 5, "Q2": 4, "Q3": 4, "old-dock": 4, "H12": 4, "slipway": 4, "koog": 6}
    by_zone |= {"north-quay": 4, "unassigned": 5}  # 10 16 28 39 40 have none in print
    assert projects["zone"].value_counts().to_dict() == by_zone
    by_sector = {"marine": 8, "coldchain": 9, "windserv": 9, "sensing": 7, "other": 7}
    assert projects["sector"].value_counts().to_dict() == by_sector
    cold = projects.loc[projects["sector"] == "coldchain", "investment_cny"].sum()
    assert cold == 1_004e6  # 180 + 45 + 70 + 15 + 510 + 28 + 35 + 55 + 66


def test_areas_are_those_in_print_on_its_own_grid(park: Catalog) -> None:
    shapes = park.outlines["zone_outlines"].set_index("feature_id").geometry
    # Drawn as 600 m × 400 m and 1200 m × 1000 m on UTM zone 32, which is 0.08 % too short here.
    for zone, km2 in {"Q1": 0.24, "koog": 1.2}.items():
        assert area_km2(shapes[zone]) == pytest.approx(km2, rel=0.002)
        assert to_grid(shapes[zone], park.park.coordinates.grid).area / 1e6 == pytest.approx(
            km2, rel=1e-4
        )
    assert park.park.coordinates.grid == "EPSG:25832"
    # From the east edge of Quay One (600 m west of the anchor) to the west edge of the Polder
    # (900 m east of it), between northings +0 (lower edge) and +100 (upper edge) south of it.
    apart = distance_km(shapes["Q1"], shapes["koog"], park.park.coordinates.grid)
    assert apart == pytest.approx((1.5**2 + 0.1**2) ** 0.5, rel=0.002)


def test_numbers_of_a_plan_are_understood_on_its_own_systems(park: Catalog) -> None:
    shapes = park.outlines["zone_outlines"].geometry
    given = np.array([to_grid(shape, "EPSG:25832") for shape in shapes])
    found = guesses(given, "", control_of(park))
    assert (found[0].reference.reference_id, found[0].inside) == ("EPSG:25832", 1.0)
    degrees = guesses(shapes.to_numpy(), "", control_of(park))
    assert {one.reference.reference_id for one in degrees} == {"EPSG:4326", "EPSG:4258"}
    assert offered(park.park.coordinates)[:2] == ("EPSG:4326", "EPSG:25832")
    said = str(sent(EVERY["import"].content(request_of(park, "en"))["accepts"]))
    assert "ETRS89 / UTM zone 32N (EPSG:25832)" in said
    assert "GCJ-02" not in said


# --- pages ---


def test_pages_without_a_subject_are_left_out_with_reason(park: Catalog) -> None:
    assert set(left_out(park)) == LEFT_OUT
    offered = {entry.name for entries in menu_of(park).values() for entry in entries}
    assert offered == set(ENTRIES) - LEFT_OUT
    for lang in LANGS:
        request = request_of(park, lang)
        html = str(sent(EVERY["help"].content(request)["pages"]))
        for page, message in left_out(park).items():
            assert request.words(f"nav.{page}") in html
            assert request.words(message) in html


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", sorted(set(ENTRIES) - LEFT_OUT))
def test_page_draws_in_its_own_words(page: str, lang: Lang, park: Catalog) -> None:
    make = EVERY[page].content
    shown_blocks = make(request_of(park, lang)).values()
    said = [text for block in shown_blocks for text in texts(sent(block))]
    said += [str(panel().html) for block in shown_blocks for panel in block.panels.values()]
    mode, chosen = OTHER_VIEWS[lang]
    for block in make(request_of(park, lang, mode, chosen)).values():
        said += texts(sent(block))
    assert foreign("\n".join(said)) == []


def test_numbers_on_the_pages_are_those_in_print(park: Catalog) -> None:
    title = str(sent(EVERY["overview"].content(request_of(park, "en"))["title"])["text"])
    assert "204 enterprises" in title
    assert "26 of 40 projects" in title
    cards = str(sent(EVERY["overview"].content(request_of(park, "zh"))["cards"]))
    for number in ("204", "6,100", "79 亿元", "34 万㎡"):
        assert number in cards
    then = Selection(as_of="2023-09-08")
    title = str(
        sent(EVERY["overview"].content(request_of(park, "zh", chosen=then))["title"])["text"]
    )
    assert "150–163 家" in title
    assert "17/29" in title
    gap = str(sent(EVERY["talent"].content(request_of(park, "en"))["title"])["text"])
    assert "5,900 people short" in gap  # 12,000 - 6,100
    assert "1,180 people more a year" in gap  # in the five years after 2025


def test_filter_on_a_zone_counts_its_projects(park: Catalog) -> None:
    chosen = Selection(zones=("koog",), evidence="published")
    title = str(
        sent(EVERY["projects"].content(request_of(park, "en", chosen=chosen))["title"])["text"]
    )
    assert "6" in title  # 04 08 12 26 31 34
    assert "Polder" in title


# --- hand-outs and files ---


def unticked(_: float) -> None:
    """Tell nobody how far it is."""


def file_texts(kind: str, deck: Deck, park: Catalog) -> str:
    """Return all texts of a hand-out, read by another program."""
    if kind == "pptx":
        slides = Presentation(io.BytesIO(pptx_bytes(deck, park, unticked))).slides
        shapes = [shape for slide in slides for shape in slide.shapes]
        cells = [cell.text for one in shapes if one.has_table for cell in one.table.iter_cells()]
        return "\n".join([*(one.text_frame.text for one in shapes if one.has_text_frame), *cells])
    if kind == "pdf":
        return "\n".join(pdf_pages(pdf_bytes(deck, park, unticked)))
    if kind == "html":
        return html_bytes(deck, park, unticked).decode()
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(deck, park)), read_only=True)
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


@pytest.mark.parametrize(
    ("kind", "lang"), [("pptx", "zh"), ("pdf", "en"), ("html", "zh"), ("xlsx", "en")]
)
def test_hand_out_of_the_story(kind: str, lang: Lang, park: Catalog) -> None:
    deck = deck_of_story(park, the_story(park), spoken(park, lang), THEMES["light"])
    assert len(deck.slides) == 7  # no contact is known, so its scene is left out
    said = file_texts(kind, deck, park)
    assert foreign(said) == []
    assert re.search("虚构|fictional", said)
    assert "204" in said


@pytest.mark.parametrize(
    ("page", "kind", "lang"),
    [("overview", "pptx", "en"), ("targets", "html", "zh")],
)
def test_hand_out_of_a_page(page: str, kind: str, lang: Lang, park: Catalog) -> None:
    request = request_of(park, lang)
    deck = deck_of_view(request, page, EVERY[page].content(request))
    assert deck.file_stem.startswith(("布伦德桑", "brendsand"))
    assert foreign(file_texts(kind, deck, park)) == []


def test_workbook_of_every_page(park: Catalog) -> None:
    request = request_of(park, "en")
    for page in sorted(known_pages(park)):
        deck = deck_of_view(request, page, EVERY[page].content(request))
        assert foreign(file_texts("xlsx", deck, park)) == [], page


def known_pages(park: Catalog) -> set[str]:
    return {name.partition("/")[0] for name in known_names(park).cards} & set(EVERY)


@cache
def story_file() -> Path:
    return FOLDER / "stories" / "brendsand.yaml"


def the_story(park: Catalog) -> Any:
    """Return the story that comes with the park; it names only what its pages have."""
    [file] = stories(known_names(park))
    assert (file.path, file.problems) == (story_file(), ())
    return file.story


def test_map_sheet_names_its_zones(park: Catalog) -> None:
    content = map_content(park, Selection())
    layers = ("zones", "landmarks", "district", "tenants")
    figure = map_figure(
        park,
        content,
        view=view_around(content, (7.5, 6.0), layers),
        layers=layers,
        chosen=Selection(),
        words=spoken(park, "en"),
        theme=THEMES["light"],
        size_inch=(7.5, 6.0),
    )
    assert foreign(svg_bytes(figure).decode()) == []


def test_layers_for_a_gis_lie_on_its_coast(park: Catalog, tmp_path: Path) -> None:
    layers = overlay_layers(park, Selection(), "en")
    about = About("Zones", "everything", "2025", "2026-01-01", spoken(park, "en"))
    path = tmp_path / "layers.gpkg"
    path.write_bytes(styled_geopackage(layers, about, layer_colours(park)))
    zones = gpd.read_file(path, layer="zone_outlines")
    assert (len(zones), zones.crs.to_epsg()) == (9, 4326)
    west, south, east, north = zones.total_bounds
    assert 8.8 < west < east < 8.95
    assert 54.6 < south < north < 54.65
    styles = gpd.read_file(path, layer="layer_styles")
    assert foreign(" ".join(styles.astype(str).to_numpy().ravel())) == []
    for table, rows in {"enterprises": 204, "projects": 40}.items():
        assert len(gpd.read_file(path, layer=table)) == rows


@pytest.mark.parametrize("lang", LANGS)
def test_templates_and_data_are_its_own(lang: Lang, park: Catalog) -> None:
    book = openpyxl.load_workbook(io.BytesIO(excel_template(park, lang)))
    cells = [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    assert foreign(" ".join(cells)) == []
    assert any("Polder" in cell or "圩田" in cell for cell in cells)
    assert geopackage_template(park, lang, layer_colours(park))[:6] == b"SQLite"
    with zipfile.ZipFile(io.BytesIO(package_zip(request_of(park, lang)))) as archive:
        said = " ".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())
    assert foreign(said) == []


# --- as the server shows it ---


@pytest.mark.parametrize("page", ["overview", "help"])
def test_server_shows_the_park_that_it_is_told(page: str) -> None:
    app = open_page(page_script(page), lang="en", zones="koog,lighthouse")
    assert not app.exception
    assert foreign(shown(app)) == []


@pytest.mark.parametrize(
    ("lang", "why"), [("zh", "没有全市的数字"), ("en", "no figure of the city")]
)
def test_address_of_a_page_that_is_left_out_says_why(lang: Lang, why: str) -> None:
    script = page_script("overview").replace("show_page(PAGE)", LOST)
    assert why in str(blocks(open_page(script, lang=lang))["notices"])


@pytest.mark.parametrize(("locale", "said"), [("zh_CN.UTF-8", "没有园区"), ("en", "no park")])
def test_server_does_not_start_without_a_park(
    locale: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PARK.name, str(tmp_path))
    monkeypatch.setenv("LC_ALL", locale)
    with pytest.raises(SystemExit) as ended:
        start()
    assert said in str(ended.value.code)
    assert str(tmp_path) in str(ended.value.code)


# --- a broken profile ---

BROKEN = {
    "syntax": ('park_id = "brendsand"', "park_id = brendsand", 4, None),
    "missing": ('name_en = "Brendsand Harbour Park (fictional)"', "", None, "name_en"),
    "grid": ('grid = "EPSG:25832"', 'grid = "EPSG:99999"', None, "coordinates.grid"),
    "degrees": ('grid = "EPSG:25832"', 'grid = "EPSG:4326"', None, "coordinates.grid"),
    "view": ("park = [54.6215", "park = [154.6215", None, "views.park"),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_broken_profile_stops_nothing_but_itself(name: str, tmp_path: Path) -> None:
    old, new, row, column = BROKEN[name]
    folder = copied(tmp_path / "park")
    profile = folder / "published" / "park.toml"
    text = profile.read_text(encoding="utf-8")
    assert old in text
    profile.write_text(text.replace(old, new), encoding="utf-8")
    catalog = load_catalog(folder)
    [problem] = catalog.problems
    assert (problem.file, problem.row, problem.column) == ("park.toml", row, column)
    for lang in LANGS:
        assert "park.toml" in problem.text(lang)
        assert (column or "4") in problem.text(lang)
    content: Content = EVERY["overview"].content(request_of(catalog, "en"))
    assert "26 of 40" in str(sent(content["title"])["text"])
    assert catalog.latest == parse_period("2025-03-21")

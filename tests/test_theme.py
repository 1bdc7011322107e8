"""The tokens: nothing has colours or sizes of its own, and every theme can be read."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from matplotlib.colors import CSS4_COLORS, is_color_like
from pptx import Presentation
from pypdf import PdfReader
from pypdf.generic import StreamObject

from components.handout.html_file import html_bytes
from components.handout.pdf_file import pdf_bytes
from components.handout.pptx.deck import pptx_bytes
from components.paper.chart import figure_of
from components.session.request import Request
from components.session.theme import THEMES, css_tokens
from data.catalog import Catalog
from data.i18n import LANGS, Lang, translate
from data.selection import STATUSES, Selection
from data.tokens import FONT, LINE_COLOURS, Look, Mode, Theme
from tests.contents import page_content
from tests.decks import view_deck
from tests.shipped import LOOKS, ZONE_COLOURS, words_of

ROOT = Path(__file__).parents[1]
TOKENS = ROOT / "data" / "tokens.py"
_ROOMS = ("app.py", "pages", "components", "geo", "data")
_KINDS = {".py", ".js", ".css", ".html", ".typ"}
_NAMES = "|".join(CSS4_COLORS)
LITERAL = re.compile(
    r"(?<![\w&])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w-])"  # &#39; is a letter
    r"|\b(?:rgba?|hsla?|oklch|luma|cmyk)\(\s*[\"'\d.]"
    r"|[\"']\d{1,3}(?:,\s?\d{1,3}){2,3}[\"']"
    r"|\b(?:color|background|fill|stroke|outline|shadow|border)[\w-]*:[^;:{}()\"'\n]*"
    rf"(?<![\w-])(?:{_NAMES})(?![\w-])",
    re.IGNORECASE,
)
SIZE = re.compile(r"[;{\s](?:font-size|font):\s*([^;}]+)")
BY_TOKEN = re.compile(r"var\(--text-\w+\)|inherit|^0$")


def sources() -> Iterator[Path]:
    for room in _ROOMS:
        place = ROOT / room
        found = place.rglob("*") if place.is_dir() else [place]
        paths = [path for path in found if "static" not in path.parts]
        yield from (path for path in paths if path.suffix in _KINDS and path != TOKENS)


def colour_words(text: str) -> Iterator[str]:
    """Colours by name, such as ``color="red"``, in the calls of a module."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.keyword) or not isinstance(node.value, ast.Constant):
            continue
        said, name = node.value.value, node.arg or ""
        is_colour = re.search("colou?r|fill|edge|face|dark|light|halo|ground|hatch", name)
        if is_colour and isinstance(said, str) and said not in {"none", ""} and is_color_like(said):
            yield f"{name}={said}"


def test_no_colour_is_named_outside_the_tokens() -> None:
    found = {
        str(path.relative_to(ROOT)): hits
        for path in sources()
        for text in [path.read_text(encoding="utf-8")]
        for hits in [
            [*LITERAL.findall(text), *(colour_words(text) if path.suffix == ".py" else ())]
        ]
        if hits
    }
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "a {color: #FFF}",
        "style='fill:#9ED3F5'",
        "background: rgb(0 0 0 / 35%)",
        "border: 1px solid white",
        "`box-shadow: 0 1px 2px black`",
        'fill="#00000059"',
        'bufferColor="255,255,255,255"',
        'rgb("#005B8E")',
    ],
)
def test_a_colour_would_be_found(text: str) -> None:
    assert LITERAL.search(text)


@pytest.mark.parametrize(
    "text", ["#table-sources td {color: var(--ink)}", "&#39;", "color: currentcolor", "#map_div"]
)
def test_what_is_no_colour_is_let_through(text: str) -> None:
    assert not LITERAL.search(text)


def test_a_colour_by_name_would_be_found_in_a_call() -> None:
    assert list(colour_words('draw(facecolor="k", edgecolor="none", colour=theme.ink)')) == [
        "facecolor=k"
    ]


def test_type_of_the_style_sheets_is_set_by_tokens() -> None:
    frontend, templates = (
        ROOT / "components" / "browser",
        ROOT / "components" / "handout" / "templates",
    )
    sheets = [*frontend.glob("*.css"), templates / "deck.css"]
    for sheet in sheets:
        # By the stage's scale; in points; as large as the place where it stands.
        if sheet.name in {"present.css", "over.css", "paper.css", "contact.css"}:
            continue
        rules = re.sub(r"html \{font-size: calc\([^}]+\}", "", sheet.read_text(encoding="utf-8"))
        rules = re.sub(r"@media print \{.*", "", rules, flags=re.DOTALL)
        wrong = [size for size in SIZE.findall(rules) if not BY_TOKEN.search(size.strip())]
        assert wrong == [], sheet.name
    stage = (frontend / "present.css").read_text(encoding="utf-8")
    used = set(re.findall(r"var\(--([\w-]+)\)", stage))
    given = set(re.findall(r"--([\w-]+):", css_tokens(THEMES["light"]) + stage))
    assert used <= given | {"map-scale", "across", "down"}


def test_streamlit_has_the_colours_and_the_type_of_the_tokens() -> None:
    told = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    assert told["font"] == FONT
    for mode in ("light", "dark"):
        theme = THEMES[mode]
        assert told[mode] == {
            "primaryColor": theme.accent,
            "backgroundColor": theme.surface,
            "secondaryBackgroundColor": theme.panel,
            "textColor": theme.ink,
            "borderColor": theme.line,
        }


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [byte / 255 for byte in bytes.fromhex(colour.removeprefix("#"))]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)  # W3C's own example


def least(mode: Mode) -> tuple[float, float]:
    """The contrast that text and graphics need."""
    return (7.0, 4.5) if mode == "projector" else (4.5, 3.0)


def grounds(theme: Theme) -> tuple[str, ...]:
    return theme.surface, theme.panel, theme.land


@pytest.mark.parametrize("mode", THEMES)
def test_text_stands_out(mode: Mode) -> None:
    theme, (need, _) = THEMES[mode], least(mode)
    for ground in grounds(theme):
        for text in (theme.ink, theme.muted, theme.accent, theme.warning):
            assert contrast(text, ground) >= need, (text, ground)
    assert contrast(theme.surface, theme.accent) >= need  # on a button that is pressed


# Those of a park with more areas and routes than this one.
_MORE_LOOKS = [
    Look(shape, place, place)
    for shape, scale in LINE_COLOURS.items()
    for place in range(len(scale))
]


@pytest.mark.parametrize("mode", THEMES)
def test_graphics_stand_out_or_have_an_outline_that_does(mode: Mode) -> None:
    theme, (_, need) = THEMES[mode], least(mode)
    for ground in grounds(theme):
        lines = [theme.coverage(look) for look in (*LOOKS.values(), *_MORE_LOOKS)]
        for colour in (theme.neutral, theme.accent, theme.outline, *lines):
            assert contrast(colour, ground) >= need, (colour, ground)
    pale = {
        zone for zone, one in ZONE_COLOURS.items() if contrast(one, THEMES["light"].surface) < 3
    }
    assert pale == {"B", "D"}  # these need the outline on white


@pytest.mark.parametrize("lang", LANGS)
def test_each_status_has_its_sign_and_neighbours_differ(lang: Lang) -> None:
    signs = [translate(lang, f"status.{one}")[0] for one in STATUSES]
    assert len(set(signs)) == len(signs)
    for theme in THEMES.values():
        ramp = [theme.statuses[one] for one in STATUSES]
        for (one, other), (sign, next_sign) in zip(pairwise(ramp), pairwise(signs), strict=True):
            assert contrast(one, other) >= 1.5 or sign != next_sign


@pytest.mark.parametrize("mode", THEMES)
def test_the_most_done_is_the_most_present(mode: Mode) -> None:
    theme, (_, need) = THEMES[mode], least(mode)
    assert tuple(theme.statuses) == STATUSES
    for ground in (theme.surface, theme.panel):
        seen = [contrast(theme.statuses[one], ground) for one in STATUSES]
        assert all(more > less for more, less in pairwise(seen)), (mode, ground, seen)
    for status in ("operating", "partial", "construction"):
        assert contrast(theme.statuses[status], theme.surface) >= need
    for status in ("planned", "unknown"):  # by a dashed outline
        assert (
            contrast(theme.statuses[status], theme.surface)
            < 3
            <= contrast(theme.outline, theme.surface)
        )


def test_the_projector_has_larger_type_and_bolder_lines_than_the_screen() -> None:
    light, projector = THEMES["light"], THEMES["projector"]
    assert projector.type_scale >= 1 + 1 / 8
    for name in ("thin", "outline", "coverage", "chosen"):
        assert projector.width(name) >= 1.3 * light.width(name)
    assert "--stripe: 3px" in css_tokens(light)
    assert "--stripe: 4.5px" in css_tokens(projector)


def test_charts_on_paper_follow_the_theme(catalog: Catalog) -> None:
    make = page_content("overview")
    drawn = {}
    for mode, theme in THEMES.items():
        content = make(Request(catalog, Selection(), words_of("zh"), theme, {}))
        figure = figure_of(content["zone"], words=words_of("zh"), theme=theme)
        assert figure
        (axes,) = figure.axes
        edge = next(patch for patch in axes.patches if patch.get_gid() == "bar-C")
        drawn[mode] = (
            figure,
            max(float(text.get_fontsize()) for text in axes.texts),
            edge.get_linewidth(),
        )
    assert drawn["dark"][0].get_facecolor()[:3] == pytest.approx((16 / 255, 23 / 255, 30 / 255))
    assert drawn["projector"][1] >= 1.12 * drawn["light"][1]
    assert drawn["projector"][2] >= 1.3 * drawn["light"][2]


def unticked(_: float) -> None:
    return


def first_fill(pdf: bytes) -> tuple[float, ...]:
    """The first colour that a page is painted with: its ground."""
    content = cast("StreamObject", PdfReader(BytesIO(pdf)).pages[0]["/Contents"].get_object())
    found = re.search(rb"([\d.]+(?: [\d.]+){0,2}) (?:scn|rg|g|sc)\b", content.get_data())
    assert found
    return tuple(float(part) for part in found[1].split())


def test_files_follow_the_screen_but_what_is_for_paper_is_light(catalog: Catalog) -> None:
    deck = view_deck(catalog, "targets", Selection(), mode="dark")
    assert set(first_fill(pdf_bytes(deck, catalog, unticked))) == {1.0}
    master = Presentation(BytesIO(pptx_bytes(deck, catalog, unticked))).slide_master
    assert str(master.background.fill.fore_color.rgb) == "10171E"
    assert "--surface: #10171E" in html_bytes(deck, catalog, unticked).decode()


def test_paper_keeps_the_theme_of_a_projector() -> None:
    assert THEMES["dark"].for_paper == THEMES["light"]
    assert THEMES["projector"].for_paper == THEMES["projector"]

"""The form for one scene: what is seen first, the rest folded by what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_args

from components.blocks.base import Content
from components.blocks.form import Field, form_block
from components.blocks.text import Words
from components.contents.pages import facts_of
from components.meeting.keep_scene import card_names, chart_names
from components.meeting.pitch.content import pitch_content
from components.meeting.pitch.names import PAGE as PITCH
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import LANGS
from data.memo import remembered
from data.selection import Selection
from data.stories import Scene
from data.story_fields import LINE_WIDTH, RANKS, TITLE_WIDTH, Layout, Motion

SLOTS = ("scene-form", "scene-said", "scene-map", "scene-more")
_LIMITS: dict[str, int] = {f"title_{lang}": TITLE_WIDTH for lang in LANGS} | {
    f"{part}_{lang}": LINE_WIDTH[lang] for part in ("text", "caveat") for lang in LANGS
}


def scene_forms(request: Request, scene: Scene) -> Content:
    """Return the forms by slot; all but the first are folded."""
    words = request.words

    def folded(name: str, fields: Sequence[Field]) -> Any:
        fold = words(f"editor.fold_{name}")
        return form_block(f"scene-{name}", "", (), words, folded=fields, fold=fold)

    return {
        "scene-form": form_block("scene", "", _seen(request, scene), words),
        "scene-said": folded("said", _said(words, scene)),
        "scene-map": folded("map", _map(request, scene)),
        "scene-more": folded("more", _more(words, scene)),
    }


def _text(words: Words, scene: Scene) -> Callable[..., Field]:
    def text(key: str, value: Any = None, rows: int = 1) -> Field:
        """Return a text to fill in; of a part in both languages, the key ends in one."""
        limit = _LIMITS.get(key, 0)
        said = getattr(scene, key) if value is None else value
        return Field(
            f"scene.{key}", words(f"editor.{key}"), value=str(said), rows=rows, limit=limit
        )

    return text


def _seen(request: Request, scene: Scene) -> list[Field]:
    """Return what everybody sees: title, line, number and chart."""
    words = request.words
    text = _text(words, scene)
    charts, cards = part_names(request.catalog, words)
    none = (("", words("keep.none")),)
    return [
        *(text(f"{part}_{lang}") for part in ("title", "text") for lang in LANGS),
        _list("headline", scene.headline, none + cards, words),
        _list("chart", scene.chart, none + charts, words),
        _choice("layout", scene.layout, get_args(Layout), words),
        _choice("rank", str(scene.rank), [str(rank) for rank in RANKS], words),
    ]


def _said(words: Words, scene: Scene) -> list[Field]:
    """Return what stands at the foot, and what the speaker says."""
    text = _text(words, scene)
    return [
        *(text(f"caveat_{lang}") for lang in LANGS),
        *(text(f"notes_{lang}", rows=6) for lang in LANGS),
        text("dwell"),
    ]


def _map(request: Request, scene: Scene) -> list[Field]:
    """Return what the map shows, and how it comes there."""
    words = request.words
    text = _text(words, scene)
    return [
        Field(
            "scene.layer",
            words("editor.layers"),
            choices=tuple(
                (layer, words.either(f"editor.layer_{layer}", f"map.{layer}", area="").strip())
                for layer in request.catalog.choices.layers
            ),
            several=scene.layers,
        ),
        _choice("motion", scene.motion, get_args(Motion), words),
        *(text(key, getattr(scene.view, key)) for key in ("lat", "lon", "zoom")),
        text("basemap"),
    ]


def _more(words: Words, scene: Scene) -> list[Field]:
    """Return what of the pages is shown, and where it comes from."""
    refs = " ".join(scene.refs)
    return [
        Field("scene.query", words("editor.query"), words("editor.query_small"), scene.query),
        Field(
            "scene.options", words("editor.options"), words("editor.options_small"), scene.options
        ),
        Field("scene.refs", words("editor.refs"), words("editor.refs_small"), refs),
    ]


def _choice(key: str, value: str, offered: Sequence[str], words: Words) -> Field:
    choices = tuple((one, words(f"editor.{key}_{one or 'none'}")) for one in offered)
    return Field(f"scene.{key}", words(f"editor.{key}"), value=value, choices=choices)


def _list(key: str, value: str, choices: tuple[tuple[str, str], ...], words: Words) -> Field:
    """Return a list to choose from; what stands in the scene is in it even if it is wrong."""
    if value not in dict(choices):
        choices = (*choices, (value, value))
    return Field(f"scene.{key}", words(f"editor.{key}"), value=value, choices=choices, is_list=True)


@remembered(4)
def part_names(
    catalog: Catalog, words: Words
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Return the charts and the cards of all pages as choices: name and text of each."""
    chosen = Selection(evidence="published", lang=words.lang)
    request = Request(catalog, chosen, words, THEMES["light"], {})
    charts: list[tuple[str, str]] = []
    cards: list[tuple[str, str]] = []
    made = {page: shown.content for page, shown in facts_of(catalog).items()}
    for page, content_of in {PITCH: pitch_content, **made}.items():
        content = content_of(request)
        name = words("editor.pitch" if page == PITCH else f"nav.{page}")
        for found, names in ((charts, chart_names(content)), (cards, card_names(content))):
            found += [(f"{page}/{key}", f"{name} · {text}") for key, text in names.items()]
    return tuple(charts), tuple(cards)

"""The file that a guest takes home: one page for a phone, without any script.

A number opens to its line by the browser's own means, languages change by style alone, and the
card of the office is in it: so it works wherever a phone opens it, without a network, and nothing
in it can be forbidden.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from components.blocks.base import Panel, sent
from components.blocks.cards import Cards
from components.blocks.chart import Chart, untitled
from components.blocks.contact import contact_block, contact_html, vcard_address
from components.blocks.shown_tables import shown_table
from components.blocks.text import Words, spoken
from components.browser.assets import FRONTEND_DIR
from components.handout.deck import SlideMap
from components.handout.html_template import TEMPLATES, html_template
from components.handout.leave_behind import MOST_BYTES
from components.handout.pictures import inlined, picture
from components.handout.slide_map import slide_map_figure
from components.handout.worker import Tick
from components.linked.ages import aged_cards
from components.meeting.scenes import SceneView, scene_blocks
from components.paper.chart import figure_of
from components.paper.files import alt_text
from components.paper.font_subset import font_face
from components.paper.fonts import FAMILY
from components.session.file_names import story_stem
from components.session.theme import FONT, THEMES, css_tokens
from data.brand import Brand
from data.catalog import Catalog
from data.i18n import LANGS, Lang
from data.stories import Story

_THEME = THEMES["light"]
# As wide as a phone: letters are as large there as they are drawn.
_WIDTH_INCH, _MAP_INCH = 3.9, (3.9, 2.9)
# Tried one after the other until the file is small enough; without pictures of maps at last.
_QUALITIES: tuple[tuple[int, int] | None, ...] = ((190, 72), (150, 50), (110, 35), None)
_LINK = re.compile(r"<a\b[^>]*>|</a>")


def leave_behind(
    catalog: Catalog, story: Story, own: Brand, today: date | None, tick: Tick
) -> bytes:
    """Return the scenes of a story as one HTML file of at most `MOST_BYTES`, without notes.

    Raises
    ------
    ValueError
        If even without maps it is larger, which no story of 40 scenes has been.
    """
    parts = {lang: _part(catalog, story, own, lang, today, tick) for lang in LANGS}
    for quality in _QUALITIES:
        maps = _maps(catalog, story, quality, tick) if quality else {}
        made = _written(story, parts, maps, is_full=quality is not None)
        if len(made) <= MOST_BYTES:
            tick(1.0)
            return made
    raise ValueError(len(made))


def _part(
    catalog: Catalog, story: Story, own: Brand, lang: Lang, today: date | None, tick: Tick
) -> dict[str, Any]:
    """Return what the file says in one language."""
    words = spoken(catalog, lang)
    scenes = []
    for number, scene in enumerate(story.scenes):
        view = scene_blocks(catalog, scene, words, _THEME)
        scenes.append(_scene(view, words, today, f"{lang}{number}-"))
        tick(0.2)
    card = contact_block(own, words)
    period = story.as_of(catalog)
    return {
        "lang": lang,
        "words": words,
        "title": story.title(lang),
        "subtitle": story.subtitle(lang),
        "dated": words("deck.as_of", date=words.date(period)),
        "scenes": scenes,
        "contact": contact_html(card) if card else "",
        "vcard": vcard_address(card) if card else "",
        "vcard_file": f"{card.name}.vcf" if card else "",
        "file": f"{story_stem(words, story.title(lang), period)}.html",
    }


def _scene(view: SceneView, words: Words, today: date | None, prefix: str) -> dict[str, Any]:
    headline = aged_cards(view.headline, view.chosen, words, today) if view.headline else None
    return {
        "title": view.title,
        "text": view.text,
        "caveat": view.caveat,
        "cards": list(_cards(headline)) if headline else [],
        "chart": _chart(view.chart, words, prefix) if view.chart else None,
        "sources": view.sources,
    }


def _cards(block: Cards) -> Iterator[dict[str, Any]]:
    for card, shown in zip(block.cards, sent(block)["cards"], strict=True):
        make = block.panels.get(f"source-{card.card_id}")
        yield shown | {"origin": _unlinked(make()) if make else ""}


def _chart(block: Chart, words: Words, prefix: str) -> dict[str, Any]:
    # Its title stands above it, as text that wraps and is read aloud.
    figure = figure_of(untitled(block), words=words, theme=_THEME, width_inch=_WIDTH_INCH)
    drawn = picture(figure, is_short=True) if figure else None
    table, (title, small) = block.table, block.headline
    return {
        "title": title,
        "small": small,
        "svg": inlined(drawn.svg, prefix) if drawn else "",
        "alt": drawn.alt if drawn else "",
        "shown": None if drawn else shown_table(block),
        "empty": block.empty,
        "table": _unlinked(table()) if table else "",
    }


def _maps(
    catalog: Catalog, story: Story, quality: tuple[int, int], tick: Tick
) -> dict[tuple[str, Lang], tuple[str, str]]:
    """Return picture and words of the map of each scene that has one, by scene and language."""
    dpi, share = quality
    made = {}
    for scene in story.scenes:
        for lang in LANGS if scene.layout in {"split", "map"} else ():
            words = spoken(catalog, lang)
            view = scene_blocks(catalog, scene, words, _THEME)
            shown = SlideMap(replace(view.chosen, evidence="all"), view.map_layers, view.view)
            figure = slide_map_figure(shown, catalog, words, _THEME, _MAP_INCH)
            drawn = BytesIO()
            figure.savefig(drawn, format="webp", dpi=dpi, pil_kwargs={"quality": share})
            made[scene.scene_id, lang] = (
                f"data:image/webp;base64,{b64encode(drawn.getvalue()).decode()}",
                alt_text(figure),
            )
            tick(0.5)
    return made


def _written(
    story: Story,
    parts: dict[Lang, dict[str, Any]],
    maps: dict[tuple[str, Lang], tuple[str, str]],
    *,
    is_full: bool,
) -> bytes:
    template = html_template("leave.html")
    given = {
        "parts": parts,
        "ids": [scene.scene_id for scene in story.scenes],
        "maps": maps,
        "is_full": is_full,
    }
    css = _css()
    text = template.render(**given, css=css)
    return template.render(**given, css=font_face(_drawn_letters(text)) + css).encode()


def _drawn_letters(text: str) -> str:
    """Return what stands in charts: only that has to be as wide as it was drawn."""
    return "".join(re.findall(r"<text[^>]*>(.*?)</text>", text, re.DOTALL))


def _css() -> str:
    own = (TEMPLATES / "leave.css").read_text(encoding="utf-8")
    contact = (FRONTEND_DIR / "contact.css").read_text(encoding="utf-8")
    root = f":root {{--type: {FONT}; --drawn: '{FAMILY}', {FONT}; color-scheme: light}}"
    return f"{css_tokens(_THEME)}\n{root}\n{contact}\n{own}"


def _unlinked(panel: Panel) -> str:
    """Return the HTML of a panel without links: they lead to pages of the app."""
    return _LINK.sub("", panel.html)

"""A deck as one HTML file that works from a USB stick: map, charts, tables, font inside.

Its policy forbids every request, and every script but the one whose hash it names.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from components.blocks.base import Panel, sent
from components.blocks.cards import Cards
from components.blocks.chart import Chart
from components.blocks.contact import contact_html
from components.blocks.shown_tables import shown_table
from components.browser.assets import FRONTEND_DIR, map_script
from components.handout.back_matter import evidence_slides, summary_slide
from components.handout.bold_text import bold_letters
from components.handout.deck import Deck, Slide
from components.handout.html_template import TEMPLATES, html_template
from components.handout.map_script import DeckMap, deck_map
from components.handout.pictures import inlined, picture
from components.handout.worker import Tick
from components.paper.chart import figure_of
from components.paper.font_subset import font_face
from components.paper.fonts import FAMILY
from components.session.theme import FONT, css_tokens, hatch_defs
from data.catalog import Catalog

_WIDTH_INCH = 7.0
_NO_MAP = "const map = null, scenes = [];"
_LINK = re.compile(r"<a\b[^>]*>|</a>")


def html_bytes(deck: Deck, catalog: Catalog, tick: Tick) -> bytes:
    """Return a deck as one HTML file."""
    tick(0.0)
    shown = deck_map(deck, catalog)
    tick(0.3)
    slides = []
    for number, slide in enumerate(deck.slides):
        slides.append(_slide(deck, slide, number))
        tick(0.3 + 0.5 * number / len(deck.slides))
    script = _script(shown)
    parts: dict[str, Any] = {
        "deck": deck,
        "words": deck.words,
        "slides": slides,
        "summary": _listed(summary_slide(deck)),
        "contact": contact_html(deck.contact) if deck.contact else "",
        "appendix": [_listed(slide) for slide in evidence_slides(deck)],
        "has_notes": any(slide.notes for slide in deck.slides),
        "has_map": shown is not None,
        "is_schematic": shown is not None and shown.is_schematic,
        "map_notes": shown.notes if shown else (),
        "panels": {key: (panel.title, _unlinked(panel)) for key, panel in shown.panels.items()}
        if shown
        else {},
        "hatches": hatch_defs(deck.theme),
        "policy": _policy(script),
    }
    without_font = _written(parts, script, _css(deck, shown))
    tick(0.9)
    css = font_face(without_font, bold_letters(without_font)) + _css(deck, shown)
    made = _written(parts, script, css)
    tick(1.0)
    return made.encode()


def _written(parts: dict[str, Any], script: str, css: str) -> str:
    """Return the whole file; all is escaped but what the template calls safe."""
    return html_template("deck.html").render(**parts, css=css, script=script)


def _css(deck: Deck, shown: DeckMap | None) -> str:
    own = (TEMPLATES / "deck.css").read_text(encoding="utf-8")
    scheme = "dark" if deck.theme.mode == "dark" else "light"
    root = f":root {{--type: '{FAMILY}', {FONT}; color-scheme: {scheme}}}"
    own += (FRONTEND_DIR / "contact.css").read_text(encoding="utf-8") if deck.contact else ""
    return f"{shown.css if shown else ''}\n{css_tokens(deck.theme)}\n{root}\n{own}"


def _script(shown: DeckMap | None) -> str:
    """Return all scripts in one function; no text in it may end its element."""
    told = shown.script if shown else f"{map_script()}{_NO_MAP}"
    whole = f"(() => {{\n{told}\natlasMap.deck(map, scenes);\n}})();"
    return whole.replace("</", r"<\/").replace("<!--", r"<\!--").replace("\r", "")


def _policy(script: str) -> str:
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def _slide(deck: Deck, slide: Slide, number: int) -> dict[str, Any]:
    return {
        "title": slide.title,
        "lines": slide.lines,
        "caveat": slide.caveat,
        "cards": list(_cards(slide.headline)) if slide.headline else [],
        "charts": [
            _chart(deck, block, f"p{number}-{at}-") for at, block in enumerate(slide.blocks)
        ],
        "notes": list(filter(None, slide.notes.splitlines())),
        "sources": slide.sources,
        "limits": slide.limits,
    }


def _listed(slide: Slide | None) -> dict[str, Any] | None:
    """Return the table that is all of a slide."""
    if slide is None:
        return None
    return {"title": slide.title, "shown": shown_table(slide.blocks[0])}


def _cards(block: Cards) -> Iterator[dict[str, Any]]:
    for card, shown in zip(block.cards, sent(block)["cards"], strict=True):
        make = block.panels.get(f"source-{card.card_id}")
        yield shown | {"origin": _unlinked(make()) if make else ""}


def _chart(deck: Deck, block: Chart, prefix: str) -> dict[str, Any]:
    figure = figure_of(block, words=deck.words, theme=deck.theme, width_inch=_WIDTH_INCH)
    drawn = picture(figure) if figure else None
    table, (title, small) = block.table, block.headline
    return {
        "title": title,
        "small": small,
        "notes": block.notes,
        "svg": inlined(drawn.svg, prefix) if drawn else "",
        "alt": drawn.alt if drawn else "",
        "shown": shown_table(block),
        "table": _unlinked(table()) if table else "",
    }


def _unlinked(panel: Panel) -> str:
    """Return the HTML of a panel without links: they lead to pages of the app."""
    return _LINK.sub("", panel.html)

"""What frames the content of a presentation: cover, sections, foot and speaker's notes."""

from __future__ import annotations

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from components.handout.deck import Deck, Slide
from components.handout.pptx.page import Page
from components.handout.pptx.template import foot_holders, holders
from components.handout.pptx.text import LEAST_PT, Box, Para, clean, rgb
from components.handout.slide_map import slide_map_figure
from data.brand import Brand
from data.catalog import Catalog

_FOOT = (10.0, 9.0)
_LOGO = Box(0.9, 0.6, 3.0, 0.9)
_PICTURE = Box(6.9, 0.0, 6.433, 7.5)
_STRIPE = Box(0, 0, 0.3, 7.5)


def fill_cover(page: Page, deck: Deck, catalog: Catalog, own: Brand) -> None:
    """Write title, subtitle and date, beside them the map; what a template has stays its own."""
    theme, frame = page.theme, page.frame
    title, lines = holders(page.slide)
    if not frame.is_own:
        page.plate(_STRIPE, theme.accent)
        if deck.cover and deck.cover.picture:
            size = (_PICTURE.width, _PICTURE.height)
            figure = slide_map_figure(
                deck.cover.picture, catalog, deck.words, theme, size, LEAST_PT
            )
            page.picture(figure, _PICTURE)
        if own.logo:
            page.image(own.logo.read_bytes(), _LOGO, deck.words("app.title"))
    colour = "" if frame.is_own else theme.accent
    page.fill(title, frame.cover_title, [Para(deck.title, colour, bold=True)], (36, 20))
    dated = deck.cover.dated if deck.cover else ""
    said = [
        Para(deck.subtitle, "" if frame.is_own else theme.ink),
        Para(dated, "" if frame.is_own else theme.muted),
    ]
    page.say(lines, frame.cover_lines, said, (20, LEAST_PT))


def fill_section(page: Page, said: str) -> None:
    """Write the title of a section, alone on its slide."""
    title, lines = holders(page.slide)
    body = page.frame.body
    place = body._replace(top=body.top + 0.3 * body.height, height=0.4 * body.height)
    colour = "" if page.frame.is_own else page.theme.accent
    page.fill(title, place, [Para(said, colour, bold=True)], (40, 24))
    page.say(lines, place, [], (12, 12))


def fill_foot(page: Page, slide: Slide) -> None:
    """Write the sources at the foot of a slide, and its number."""
    words, theme = page.words, page.theme
    foot, number = foot_holders(page.slide)
    sources = words("source.separator").join(slide.sources)
    said = [
        Para(slide.limits, theme.muted),
        Para(words("deck.sources", sources=sources) if sources else "", theme.muted),
    ]
    page.say(foot, page.frame.foot, said, _FOOT, anchor=MSO_ANCHOR.BOTTOM)
    if number is not None:
        paragraph = number.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        paragraph.font.size = Pt(10)
        if not page.frame.is_own:
            paragraph.font.color.rgb = rgb(theme.muted)


def fill_notes(page: Page, slide: Slide) -> None:
    """Write the speaker's notes; the sources stand there whole, whatever has room at the foot."""
    if not slide.notes:
        return
    parts = (slide.notes, slide.caveat, slide.limits, "\n".join(slide.sources))
    holder = page.slide.notes_slide.notes_text_frame
    if holder is not None:
        holder.text = clean("\n".join(filter(None, parts)))

"""An empty presentation: 16:9, a cover and a page with a title, lines, foot and number."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, time
from typing import Any

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Inches

from components.handout.deck import Deck
from components.handout.pptx.page import emu
from components.handout.pptx.text import TAGS, Box, clean, rgb

SIZE = (13.333, 7.5)
MARGIN = 0.5
WIDE = SIZE[0] - 2 * MARGIN
TITLE = Box(MARGIN, 0.34, WIDE, 0.78)
LINES = Box(MARGIN, 1.14, WIDE, 0.72)
BODY = Box(MARGIN, 1.98, WIDE, 4.62)
FOOT = Box(MARGIN, 6.68, WIDE - 0.9, 0.64)
NUMBER = Box(SIZE[0] - MARGIN - 0.7, 6.98, 0.7, 0.3)
COVER_BAR = Box(0, 0, 0.45, SIZE[1])
COVER_TITLE = Box(1.2, 2.2, SIZE[0] - 2.2, 1.5)
COVER_LINES = Box(1.2, 3.95, SIZE[0] - 2.2, 1.3)
COVER, PAGE = 0, 1
_PLACES = {
    PP_PLACEHOLDER.TITLE: TITLE,
    PP_PLACEHOLDER.BODY: LINES,
    PP_PLACEHOLDER.OBJECT: LINES,
    PP_PLACEHOLDER.FOOTER: FOOT,
    PP_PLACEHOLDER.SLIDE_NUMBER: NUMBER,
    PP_PLACEHOLDER.CENTER_TITLE: COVER_TITLE,
    PP_PLACEHOLDER.SUBTITLE: COVER_LINES,
}


def empty_presentation(deck: Deck) -> Presentation:
    """Return a presentation without slides, with the layouts `COVER` and `PAGE`."""
    made = pptx.Presentation()
    made.slide_width, made.slide_height = (Inches(side) for side in SIZE)
    for layout in list(made.slide_layouts)[2:]:
        made.slide_layouts.remove(layout)
    for sheet in (made.slide_master, *made.slide_layouts):
        for holder in list(sheet.placeholders):
            place = _PLACES.get(holder.placeholder_format.type)
            if place is None:
                _remove(holder)
            else:
                holder.left, holder.top, holder.width, holder.height = emu(place)
    paper = made.slide_master.background.fill
    paper.solid()
    paper.fore_color.rgb = rgb(deck.theme.surface)
    _describe(made, deck)
    return made


def _remove(holder: Any) -> None:
    holder.element.getparent().remove(holder.element)


def _describe(made: Presentation, deck: Deck) -> None:
    """Say what the file is; it names no person and no other day than that of the numbers."""
    about, day = made.core_properties, datetime.combine(deck.date.end, time(), UTC)
    about.title, about.subject = clean(deck.title)[:255], clean(deck.subtitle)[:255]
    about.language = TAGS[deck.words.lang]
    about.author = about.last_modified_by = about.keywords = about.comments = ""
    about.created = about.modified = day.replace(tzinfo=None)
    about.revision = 1


def foot_holders(slide: Slide) -> tuple[Any, Any]:
    """Return the placeholders of the foot and the number; python-pptx copies neither."""
    layout: Any = slide.slide_layout
    for holder in layout.placeholders:
        if holder.placeholder_format.type in {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}:
            copied = deepcopy(holder.element)
            # The id of the layout's may be taken on the slide.
            next(copied.iter(qn("p:cNvPr"))).set("id", str(_free_id(slide)))
            slide.shapes.element.append(copied)
    by_kind = {holder.placeholder_format.type: holder for holder in slide.placeholders}
    return by_kind[PP_PLACEHOLDER.FOOTER], by_kind[PP_PLACEHOLDER.SLIDE_NUMBER]


def _free_id(slide: Slide) -> int:
    return 1 + max(int(shape.get("id")) for shape in slide.element.iter(qn("p:cNvPr")))

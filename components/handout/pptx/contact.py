"""The slide that says whom to ask."""

from __future__ import annotations

from components.blocks.contact import ContactCard
from components.handout.deck import Slide
from components.handout.pptx.page import Page
from components.handout.pptx.sheets import fill_foot
from components.handout.pptx.template import holders
from components.handout.pptx.text import LEAST_PT, Box, Para

_CODE, _SAID = 2.3, 0.55  # inches


def fill_contact(page: Page, card: ContactCard) -> None:
    """Write name and ways large, the codes beside them."""
    theme, frame, words = page.theme, page.frame, page.words
    title, lines = holders(page.slide)
    colour = "" if frame.is_own else theme.ink
    page.fill(title, frame.title, [Para(words("deck.contact"), colour, bold=True)], (28, 18))
    page.say(lines, frame.lines, [], (18, LEAST_PT))
    body = frame.body
    wide = body.width - len(card.codes) * (_CODE + 0.3)
    who = " · ".join(filter(None, [card.role, card.office]))
    said = [
        Para(card.name, theme.accent, 1.5, bold=True),
        Para(who, theme.muted),
        *(Para(f"{label}  {text}", theme.ink) for label, text in card.lines),
    ]
    page.text(body._replace(width=wide - 0.3), said, largest=24, smallest=LEAST_PT)
    for n, (label, png) in enumerate(card.codes):
        left = body.left + wide + n * (_CODE + 0.3)
        page.image(png, Box(left, body.top, _CODE, _CODE), label)
        below = Box(left, body.top + _CODE + 0.1, _CODE, _SAID)
        page.text(below, [Para(label, theme.muted)], largest=14, smallest=LEAST_PT)
    fill_foot(page, Slide(""))

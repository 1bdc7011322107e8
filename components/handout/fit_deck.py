"""What is in print for a firm as a hand-out of one page, with its name and the date."""

from __future__ import annotations

from components.blocks.cards import Cards
from components.blocks.chart import title_of
from components.blocks.plain import Note
from components.blocks.table import Table
from components.handout.deck import Deck, Part, Slide
from components.handout.evidence import evidence_of
from components.meeting.scenes import refs_of
from components.session.file_names import file_stem
from components.session.request import Request
from components.topics.fit.answers import fit_blocks
from components.topics.fit.form import asked, wishes_text
from data.selection import Selection
from data.sources import sources_text

_TABLES = ("compare", "offer", "questions")


def deck_of_fit(request: Request) -> Deck:
    """Return the page for a firm as a deck of one page; its wishes come with the options."""
    catalog, chosen, words = request.catalog, request.chosen, request.words
    now = asked(request)
    content = fit_blocks(request, now)
    dated = words("deck.as_of", date=words.date(catalog.as_of(chosen)))
    today = words("fit.made", date=words.date(request.today.isoformat())) if request.today else ""
    guest = words("fit.for", guest=now.wishes.guest) if now.wishes.guest else ""
    lines = (
        words("source.separator").join(filter(None, [guest, wishes_text(words, now.wishes)])),
        words("source.separator").join(filter(None, [today, dated])),
    )
    cards, limits = content["cards"], content["limits"]
    tables = tuple(block for name in _TABLES if isinstance(block := content[name], Table))
    slide = Slide(
        title_of(content),
        tuple(filter(None, lines)),
        cards if isinstance(cards, Cards) else None,
        tables,
        sources=sources_text(catalog, refs_of([*tables, cards]), words.lang),
        limits=limits.text if isinstance(limits, Note) else "",
    )
    whole = Selection(as_of=chosen.as_of, evidence=chosen.evidence)
    return Deck(
        guest or words("nav.fit"),
        " · ".join(slide.lines),
        (Part("", (slide,)),),
        words,
        request.theme,
        catalog.as_of(chosen),
        file_stem(catalog, words, words("nav.fit"), whole),
        appendix=evidence_of([slide], catalog, words),
    )

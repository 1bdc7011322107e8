"""What is in print for a firm as a hand-out of one page: its name, the date, whom to ask."""

from __future__ import annotations

from dataclasses import replace

from components.blocks.cards import Cards, cards_block
from components.blocks.chart import title_of
from components.blocks.contact import ContactCard
from components.blocks.plain import Note
from components.blocks.profile import profiled
from components.blocks.table import Cell, Opening, Table
from components.blocks.text import Words
from components.handout.deck import Deck, Part, Slide
from components.handout.orders import fit_stem
from components.meeting.scenes import refs_of
from components.session.request import Request
from components.topics.fit.answers import fit_blocks
from components.topics.fit.form import asked, wishes_text
from data.sources import sources_text

_TABLES = ("compare", "offer", "questions")
_CARDS = 3


def deck_of_fit(request: Request, contact: ContactCard | None = None) -> Deck:
    """Return the page for a firm as a deck of one page; its wishes come with the options.

    Parameters
    ----------
    request : Request
    contact : ContactCard, optional
        Stands on the page itself, which is all that is handed over.
    """
    catalog, chosen, words = request.catalog, request.chosen, request.words
    now = asked(request)
    content = fit_blocks(request, now)
    guest = words("fit.for", guest=now.wishes.guest) if now.wishes.guest else ""
    made = words("fit.made", date=words.date(request.today.isoformat())) if request.today else ""
    lines = (
        _joined(words, guest, wishes_text(words, now.wishes)),
        _joined(words, made, _contact_text(words, contact) if contact else ""),
    )
    shown, limits = content["cards"], content["limits"]
    # As many as stand in one row on A4; the tables have the others.
    cards = cards_block(shown.cards[:_CARDS] if isinstance(shown, Cards) else (), words)
    tables = tuple(_brief(block) for name in _TABLES if isinstance(block := content[name], Table))
    slide = Slide(
        title_of(content),
        tuple(filter(None, lines)),
        cards,
        tables,
        sources=sources_text(catalog, refs_of([*tables, cards]), words.lang),
        limits=limits.text if isinstance(limits, Note) else "",
    )
    return Deck(
        guest or words("nav.fit"),
        words("deck.as_of", date=words.date(catalog.as_of(chosen))),
        (Part("", (slide,)),),
        words,
        request.theme,
        catalog.as_of(chosen),
        fit_stem(request),
    )


def _brief(block: Table) -> Table:
    """Return a table without the rows of names that only lead on."""
    return replace(block, rows=tuple(row for row in block.rows if not any(map(_leads_on, row))))


def _leads_on(cell: Cell) -> bool:
    return isinstance(cell, Opening) and profiled(cell.open) is not None


def _contact_text(words: Words, contact: ContactCard) -> str:
    who = words.join(filter(None, [contact.name, contact.role]))
    ways = [" ".join(one) for one in contact.lines]
    return words("fit.contact", contact=_joined(words, who, *ways))


def _joined(words: Words, *parts: str) -> str:
    return words("source.separator").join(filter(None, parts))

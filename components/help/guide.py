"""The help: what the atlas holds, what each page answers, how to use it, what it cannot say."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from components.blocks.base import Block
from components.blocks.cards import Card, Line, cards_block
from components.blocks.plain import markup
from components.blocks.text import Words
from components.help.examples import graded_rows, row_counts
from components.session.addresses import page_link
from components.session.menu import left_out, menu_of
from components.session.request import Request
from data.catalog import Catalog
from data.follows import follows
from data.schema import GRADES
from data.selection import Selection, visible

_ACTS = (
    *("choose", "reset", "date", "play", "published", "origin", "profile", "share"),
    *("present", "handout", "print", "import", "edit", "look"),
)
_DATA = ("origin", "schematic", "snapshot", "cannot")


def help_finding(catalog: Catalog, words: Words) -> str:
    """Return the title of the page: how much there is, and what of it is schematic."""
    assumed = catalog.outlines["zone_outlines"]["evidence"] == "illustrative"
    return words(
        "help.finding" if assumed.all() else "help.finding_own",
        articles=words.number(_articles(catalog)),
        figures=words.number(len(catalog["figures"])),
    )


def _articles(catalog: Catalog) -> int:
    return int((catalog["sources"]["kind"] == "article").sum())


@follows("evidence")
def grade_cards(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return one card a grade of evidence: the rows of data that rest on it."""
    known = graded_rows(catalog, chosen)[list(GRADES)].sum()
    counts, total = row_counts(catalog, chosen, words), int(known.sum())

    def card(grade: str) -> Card:
        name, meaning = words.grade(grade), Line(words(f"help.mean.{grade}"))
        if grade not in counts:
            return Card(grade, name, words("help.hidden"), [meaning])
        share, count = f"{known[grade] / total:.1%}", counts[grade]
        line = Line(words("help.rows_of", share=share, total=words.number(total)))
        return Card(grade, name, count.text, [meaning, line], count.body, "derived")

    return cards_block([card(grade) for grade in GRADES], words)


def pages_block(request: Request) -> Block:
    """Return one line a page of the menu, with a link that keeps what is chosen."""
    words = request.words
    parts = []
    for group, entries in menu_of(request.catalog).items():
        items = Markup().join(
            Markup('<dt><a href="{}">{}</a></dt><dd>{}</dd>').format(
                page_link(page, request.chosen), words(f"nav.{page}"), words(f"help.page.{page}")
            )
            for page, *_ in entries
        )
        parts.append(
            Markup('<h3 class="atlas-help-head">{}</h3><dl class="atlas-help">{}</dl>').format(
                words(f"nav.group.{group}"), items
            )
        )
    if absent := left_out(request.catalog):
        head = Markup('<h3 class="atlas-help-head">{}</h3>').format(words("help.left_out"))
        why = ((words(f"nav.{page}"), words(message)) for page, message in absent.items())
        parts.append(head + _terms(why))
    return markup(Markup().join(parts))


def hint_text(request: Request) -> str:
    """Return what a first visit is told: whose the outlines on the map are, and where to click."""
    return request.words(f"hint.{_outlines(request)}")


def _outlines(request: Request) -> str:
    """Return whether the outlines on the map are hidden, schematic, or own data are in force."""
    if request.catalog.own.dates:
        return "own"
    shown = visible(request.catalog.outlines["zone_outlines"], request.chosen)
    if shown.empty:
        return "hidden"
    return "schematic" if (shown["evidence"] == "illustrative").any() else "own"


def acts_block(words: Words) -> Block:
    """Return how to do what the pages offer."""
    return _list((words(f"help.do.{act}"), words(f"help.how.{act}")) for act in _ACTS)


def data_block(catalog: Catalog, words: Words) -> Block:
    """Return where the data come from and what they cannot say."""
    articles = words.number(_articles(catalog))
    return _list(
        (words(f"help.data.{part}"), words(f"help.data.{part}_text", articles=articles))
        for part in _DATA
    )


def _list(items: Iterable[tuple[str, str]]) -> Block:
    return markup(_terms(items))


def _terms(items: Iterable[tuple[str, str]]) -> Markup:
    body = Markup().join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(head, text) for head, text in items
    )
    return Markup('<dl class="atlas-help">{}</dl>').format(body)

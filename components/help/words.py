"""The words of the atlas: what each means, its sign on the pages, and an example."""

from __future__ import annotations

from functools import partial
from itertools import chain

from markupsafe import Markup

from components.blocks.base import Block, Panel, Panels, plain
from components.blocks.plain import Html
from components.blocks.text import Words
from components.help.examples import Example, examples
from components.help.signs import signs
from components.session.request import Request
from data.i18n import LANGS
from data.schema import GRADES

GROUPS = {
    "things": (
        *("zone", "sector", "enterprise", "project", "status", "coverage"),
        *("figure", "indicator", "target", "scene"),
    ),
    "numbers": (
        *("as-of", "source", "conflict", "range", "lower-bound", "about", "forecast"),
        *("outturn", "planned", "seats", "staff", "trade"),
    ),
    "evidence": ("evidence", *GRADES),
    "missing": ("schematic", "published", "unassigned", "unattributed", "no-data"),
}
TERMS = tuple(chain.from_iterable(GROUPS.values()))
_COLUMNS = ("word", "sign", "meaning", "example")


def name_of(words: Words, term: str) -> str:
    """Return what a word is called on the pages."""
    return words.grade(term) if term in GRADES else words(f"help.term.{term}")


def words_block(request: Request) -> Block:
    """Return the table of the words; panel ``help-<word>`` holds what stands in its row."""
    words = request.words
    drawn, known = (
        signs(words, request.theme, request.catalog.zones),
        examples(request.catalog, request.chosen, words),
    )
    group_row = Markup(
        '<tr class="atlas-help-group"><th colspan="{}" scope="rowgroup">{}</th></tr>'
    )
    body = Markup().join(
        group_row.format(len(_COLUMNS), words(f"help.group.{group}"))
        + Markup().join(_row(words, term, drawn.get(term), known.get(term)) for term in terms)
        for group, terms in GROUPS.items()
    )
    head = Markup().join(
        Markup('<th scope="col">{}</th>').format(words(f"help.{name}")) for name in _COLUMNS
    )
    said = {name: words(f"table.{name}") for name in ("search", "none", "clear")}
    html = Markup(
        '<input class="atlas-search" type="search" data-search="help" placeholder="{search}" '
        'aria-label="{search}"><div class="atlas-empty" data-none="help" hidden>'
        '<p role="status">{none}</p>'
        '<button class="atlas-chip" data-do="search">{clear}</button></div>'
        '<div class="atlas-scroll atlas-tall" role="region" tabindex="0" aria-label="{named}">'
        '<table class="atlas-table" id="table-help"><caption>{named}</caption>'
        "<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    ).format(named=words("help.words"), head=head, body=body, **said)
    panels: Panels = {
        f"help-{term}": partial(_panel, words, term, drawn.get(term), known.get(term))
        for term in TERMS
    }
    return Html(html=html, panels=panels, graded=tuple(one.evidence for one in known.values()))


def _row(words: Words, term: str, sign: Markup | None, example: Example | None) -> Markup:
    other = next(lang for lang in LANGS if lang != words.lang)
    opener = Markup(
        '<button class="atlas-open" data-open="help-{}" aria-haspopup="dialog">{}</button>'
    )
    return Markup(
        '<tr id="word-{term}"><th scope="row">{name} <small lang="{other}">{translated}</small>'
        "</th><td>{sign}</td><td>{meaning}</td><td>{shown}</td></tr>"
    ).format(
        term=term,
        name=name_of(words, term),
        other=other,
        translated=name_of(Words(other), term),
        sign=sign or "",
        meaning=words(f"help.mean.{term}"),
        shown=opener.format(term, example.text) if example else "—",
    )


def _panel(words: Words, term: str, sign: Markup | None, example: Example | None) -> Panel:
    html = Markup("<p>{} {}</p>").format(sign or "", words(f"help.mean.{term}"))
    return Panel(name_of(words, term), plain(html) + (example.body() if example else ()))

"""The words of the atlas: what each means, its sign on the pages, and an example."""

from __future__ import annotations

from functools import partial
from itertools import chain

from components.blocks.base import Block, Panel, Panels, plain
from components.blocks.plain import Html
from components.blocks.text import Words, escape
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
    drawn, known = signs(words, request.theme), examples(request.catalog, request.chosen, words)
    body = "".join(
        f'<tr class="atlas-help-group"><th colspan="{len(_COLUMNS)}" scope="rowgroup">'
        f"{escape(words(f'help.group.{group}'))}</th></tr>"
        + "".join(_row(words, term, drawn.get(term, ""), known.get(term)) for term in terms)
        for group, terms in GROUPS.items()
    )
    head = "".join(f'<th scope="col">{escape(words(f"help.{name}"))}</th>' for name in _COLUMNS)
    search, none, clear = (escape(words(f"table.{name}")) for name in ("search", "none", "clear"))
    named = escape(words("help.words"))
    html = (
        f'<input class="atlas-search" type="search" data-search="help" placeholder="{search}" '
        f'aria-label="{search}"><div class="atlas-empty" data-none="help" hidden>'
        f'<p role="status">{none}</p>'
        f'<button class="atlas-chip" data-do="search">{clear}</button></div>'
        f'<div class="atlas-scroll" role="region" tabindex="0" aria-label="{named}">'
        f'<table class="atlas-table" id="table-help"><caption>{named}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
    panels: Panels = {
        f"help-{term}": partial(_panel, words, term, drawn.get(term, ""), known.get(term))
        for term in TERMS
    }
    return Html(html=html, panels=panels, graded=tuple(one.evidence for one in known.values()))


def _row(words: Words, term: str, sign: str, example: Example | None) -> str:
    other = next(lang for lang in LANGS if lang != words.lang)
    opener = f'<button class="atlas-open" data-open="help-{term}" aria-haspopup="dialog">'
    shown = f"{opener}{escape(example.text)}</button>" if example else "—"
    return (
        f'<tr id="word-{term}"><th scope="row">{escape(name_of(words, term))} '
        f'<small lang="{other}">{escape(name_of(Words(other), term))}</small></th>'
        f"<td>{sign}</td><td>{escape(words(f'help.mean.{term}'))}</td><td>{shown}</td></tr>"
    )


def _panel(words: Words, term: str, sign: str, example: Example | None) -> Panel:
    html = f"<p>{sign} {escape(words(f'help.mean.{term}'))}</p>"
    return Panel(name_of(words, term), plain(html) + (example.body() if example else ()))

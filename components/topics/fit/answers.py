"""What the page says to a firm: its finding, its cards, its tables."""

from __future__ import annotations

from functools import partial

import pandas as pd

from components.blocks.base import Body, Content
from components.blocks.cards import Card, Line, cards_block
from components.blocks.plain import note, title
from components.blocks.text import Words, figure_text
from components.linked.figures import figure_card
from components.origin.values import figures_body, origin_body
from components.session.request import Request
from components.topics.fit.compare import compare_table, derived_origin, named
from components.topics.fit.form import Asked
from components.topics.fit.offer import offer_table, places_table, questions_table, terms_table
from data.fit import SEATS, Comparable, Fit, fit_of

CARDS = ("flats", "students")
"""Roles of what the park has that stand on cards."""


def fit_blocks(request: Request, now: Asked) -> Content:
    """Return the answer to what a firm wishes for."""
    fit = fit_of(request.catalog, request.chosen, now.wishes)
    return {
        "title": title(finding(request.words, fit)),
        "cards": cards_block(fit_cards(request, fit), request.words),
        "compare": compare_table(request, fit),
        "offer": offer_table(request, fit),
        "places": places_table(request, fit),
        "terms": terms_table(request, fit),
        "questions": questions_table(request, fit),
        "limits": note(request.words("fit.limits")),
    }


def finding(words: Words, fit: Fit) -> str:
    """Return the sentence that the comparable projects say."""
    wishes = fit.wishes
    if not fit.comparables:
        return words("fit.finding_none")
    if not wishes.seats:
        return words("fit.finding_open")
    first = fit.comparables[0]
    near = first.nearest(wishes.seats)
    return words(
        "fit.finding",
        seats=words.amount(wishes.seats, "seat"),
        firm=named(words, first),
        stage=_stage(words, first, near),
    )


def _stage(words: Words, one: Comparable, row: pd.Series) -> str:
    """Return the seats of a stage in words: planned, of the first phase or built."""
    held = [stage for stage in SEATS if stage in one.figures]
    stage = next(name for name in held if one.figures[name]["figure_id"] == row["figure_id"])
    return words(f"fit.stage.{stage}", seats=figure_text(words, row))


def fit_cards(request: Request, fit: Fit) -> list[Card]:
    """Return the nearest project, the quickest one, and what the park has, as cards."""
    catalog, chosen, words = request.catalog, request.chosen, request.words
    cards = []
    if fit.comparables:
        first = fit.comparables[0]
        row = first.nearest(fit.wishes.seats)
        cards.append(
            Card(
                "fit-nearest",
                words("fit.card.nearest" if fit.wishes.seats else "fit.card.largest"),
                figure_text(words, row),
                [
                    Line(named(words, first)),
                    Line(_kind(words, first, row)),
                    _dated(words, row["as_of"]),
                ],
                partial(figures_body, catalog, words, pd.DataFrame([row]), chosen),
                row["evidence"],
            )
        )
    quick = [one for one in fit.comparables if one.months]
    if quick:
        cards.append(
            _months_card(request, min(quick, key=lambda one: one.months.drawn if one.months else 0))
        )
    for role in CARDS:
        rows = fit.offer[fit.offer["role"] == role]
        if len(rows):
            share = role == "flats" and fit.flats
            lines = (
                (words("fit.card.share", share=words.fact(fit.flats)),)
                if share and fit.flats
                else ()
            )
            ids = (str(rows.iloc[0]["figure_id"]),)
            label = words(f"fit.card.{role}")
            cards.append(
                figure_card(catalog, chosen, words, f"fit-{role}", label, ids, lines=lines)
            )
    return cards


def _kind(words: Words, one: Comparable, row: pd.Series) -> str:
    stage = next(
        name
        for name in SEATS
        if name in one.figures and one.figures[name]["figure_id"] == row["figure_id"]
    )
    return words(f"projects.col.{stage}")


def _dated(words: Words, date: object) -> Line:
    return Line(words("card.as_of", date=words.date(date))) if isinstance(date, str) else Line("")


def _months_card(request: Request, one: Comparable) -> Card:
    words, fact = request.words, one.months
    assert fact is not None  # noqa: S101 -- asked before
    counts = words(
        "fit.counts.months", signed=words.date(one.signed), opened=words.date(one.opened)
    )

    def source() -> Body:
        origin = derived_origin(words, fact, counts)
        return origin_body(request.catalog, words, [origin], request.chosen)

    return Card(
        "fit-months",
        words("fit.months"),
        words.fact(fact),
        [Line(named(words, one)), Line(counts)],
        source,
        fact.grade,
    )

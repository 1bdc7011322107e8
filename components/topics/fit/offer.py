"""What the park has for a firm, on what terms, and what to ask its office, as tables."""

from __future__ import annotations

from functools import partial

import pandas as pd

from components.blocks.base import Block, Panel, Panels
from components.blocks.html_table import cells_frame, column
from components.blocks.plain import nothing
from components.blocks.profile import profile_id
from components.blocks.table import Cell, Opening, table_block, texts
from components.blocks.text import Words, figure_text
from components.linked.mentions import mention_panels
from components.linked.printed import figure_panels, kind_text, when
from components.origin.references import references
from components.origin.values import origin_body
from components.session.request import Request
from components.topics.fit.compare import derived_origin
from data.fit import Fit, Question
from data.in_print import figures

_SHARE = "fit-flats-share"


def offer_table(request: Request, fit: Fit) -> Block:
    """Return what of flats, buildings, colleges and training is in print for the whole park."""
    words, rows = request.words, [row for _, row in fit.offer.iterrows()]
    if not rows:
        return nothing()
    columns: dict[str, list[Cell]] = {
        words("fit.col.what"): [_what(words, row) for row in rows],
        words("fit.col.print"): [
            Opening(figure_text(words, row), f"figure-{row['figure_id']}", row["evidence"])
            for row in rows
        ],
        words("col.kind"): [kind_text(words, row) for row in rows],
        words("col.as_of"): [when(words, row) for row in rows],
    }
    if fit.flats:
        share = Opening(words.fact(fit.flats), _SHARE, fit.flats.grade)
        columns[words("fit.col.share")] = [share if row["role"] == "flats" else "" for row in rows]
    panels = figure_panels(request.catalog, words, fit.offer, request.chosen)
    return _listed(
        request,
        "fit-offer",
        words("fit.offer"),
        columns,
        [row["refs"] for row in rows],
        panels | _share_panel(request, fit),
        numeric=(words("fit.col.print"), words("fit.col.share")),
        small=words("fit.whole_park"),
    )


def terms_table(request: Request, fit: Fit) -> Block:
    """Return policies, funds and terms of letting as far as they are in print."""
    words = request.words
    figures_of = [row for _, row in fit.support.iterrows()]
    said = [row for _, row in fit.terms.iterrows()]
    if not figures_of and not said:
        return nothing()
    columns: dict[str, list[Cell]] = {
        words("fit.col.what"): [
            *(_what(words, row) for row in figures_of),
            *(words.of(row, "name") for row in said),
        ],
        words("fit.col.print"): [
            *(
                Opening(figure_text(words, row), f"figure-{row['figure_id']}", row["evidence"])
                for row in figures_of
            ),
            *(
                Opening(words.of(row, "text"), f"mention-{row['mention_id']}", row["evidence"])
                for row in said
            ),
        ],
        words("col.as_of"): [
            *(when(words, row) for row in figures_of),
            *(words.date(row["as_of"]) for row in said),
        ],
    }
    panels = figure_panels(request.catalog, words, fit.support, request.chosen)
    panels |= mention_panels(request.catalog, request.chosen, words, fit.terms)
    refs = [row["refs"] for row in (*figures_of, *said)]
    return _listed(request, "fit-terms", words("fit.terms"), columns, refs, panels)


def places_table(request: Request, fit: Fit) -> Block:
    """Return the places of the office's own list; nothing where it has brought none."""
    words, rows = request.words, [row for _, row in fit.buildings.iterrows()]
    if not rows:
        return nothing()
    columns: dict[str, list[Cell]] = {
        words("fit.col.place"): [
            Opening(words.of(row, "name"), profile_id("building", row["project_id"]))
            for row in rows
        ],
        words("col.kind"): [words(f"facilities.kind.{row['kind']}") for row in rows],
        words("col.zone"): [
            words(f"zone.{row['zone']}") if isinstance(row["zone"], str) else words("fit.unprinted")
            for row in rows
        ],
        words("col.status"): [words(f"status.{row['status']}") for row in rows],
    }
    return _listed(
        request,
        "fit-places",
        words("fit.places"),
        columns,
        [row["refs"] for row in rows],
        {},
        small=words("fit.places_small"),
    )


def questions_table(request: Request, fit: Fit) -> Block:
    """Return what to ask the office, each with why it is open."""
    words = request.words
    asked = [_question(request, fit, one) for one in fit.questions]
    columns: dict[str, list[Cell]] = {
        words("fit.col.number"): [str(n) for n in range(1, len(asked) + 1)],
        words("fit.col.question"): [question for question, _, _ in asked],
        words("fit.col.why"): [why for _, why, _ in asked],
    }
    return _listed(
        request,
        "fit-questions",
        words("fit.questions"),
        columns,
        [refs for _, _, refs in asked],
        {},
        small=words("fit.questions_small"),
    )


def _question(request: Request, fit: Fit, one: Question) -> tuple[str, str, str]:
    """Return a question, why it is open, and the references of what leaves it open."""
    words, wishes = request.words, fit.wishes
    name, why, refs = _about(request, fit, one)
    told = {
        "seats": words.amount(wishes.seats, "seat") if wishes.seats else words("fit.our_seats"),
        "flats": words.amount(wishes.flats, "apartment")
        if wishes.flats
        else words("fit.our_flats"),
        "opening": words.date(wishes.opening) if wishes.opening else words("fit.our_opening"),
        "date": words.date(fit.newest) if fit.newest else words("source.undated"),
        "name": name,
        "said": why,
    }
    return words(f"fit.ask.{one.topic}", **told), words(f"fit.why.{one.topic}", **told), refs


def _about(request: Request, fit: Fit, one: Question) -> tuple[str, str, str]:
    """Return the name of what leaves a question open, what is in print of it, and where."""
    words = request.words
    if not one.about:
        return "", "", ""
    said = fit.terms[fit.terms["mention_id"] == one.about]
    if len(said):
        row = said.iloc[0]
        return words.of(row, "name"), words.of(row, "text"), row["refs"]
    row = figures(request.catalog, (one.about,)).iloc[0]
    return words.of(row, "subject"), figure_text(words, row), row["refs"]


def _what(words: Words, row: pd.Series) -> str:
    """Return what a figure is of; its subject too, unless it is the park or the district."""
    if row["scope"] in {"park", "district"}:
        return words.of(row, "counts") or words.of(row, "metric")
    return words("printed.named", subject=words.of(row, "subject"), what=words.of(row, "metric"))


def _share_panel(request: Request, fit: Fit) -> Panels:
    fact, words = fit.flats, request.words
    if fact is None:
        return {}

    def panel() -> Panel:
        counts = words("fit.counts.flats", flats=words.amount(fit.wishes.flats or 0, "apartment"))
        origin = derived_origin(words, fact, counts)
        return Panel(
            words("fit.col.share"), origin_body(request.catalog, words, [origin], request.chosen)
        )

    return {_SHARE: panel}


def _listed(
    request: Request,
    view: str,
    title: str,
    columns: dict[str, list[Cell]],
    refs: list[str],
    panels: Panels,
    *,
    numeric: tuple[str, ...] = (),
    small: str = "",
) -> Block:
    words = request.words
    whole = partial(_whole, request, columns, refs)
    return table_block(
        words, view, title, columns, numeric=numeric, small=small, whole=whole, panels=panels
    )


def _whole(request: Request, columns: dict[str, list[Cell]], refs: list[str]) -> pd.DataFrame:
    words = request.words
    frame = cells_frame({head: texts(cells) for head, cells in columns.items()})
    sources = column(
        (references(request.catalog, words, one) if one else "" for one in refs), frame
    )
    return frame.assign(**{words("col.source"): sources})

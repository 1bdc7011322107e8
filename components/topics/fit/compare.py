"""The firm beside the projects whose seats are in print, as one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd

from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block, Panel, Panels
from components.blocks.html_table import cells_frame, column
from components.blocks.profile import profile_id
from components.blocks.table import Cell, Opening, table_block, texts
from components.blocks.text import Words, figure_text
from components.linked.printed import figure_panels
from components.linked.project_sheet import amount_text
from components.origin.references import references
from components.origin.values import Origin, origin_body
from components.session.request import Request
from data.facts import Fact
from data.fit import SEATS, Comparable, Fit

_DERIVED = ("per_seat", "months")
_DATES = ("signed", "opened")


def named(words: Words, one: Comparable) -> str:
    """Return who runs a project, else its name."""
    return words.of(one.project, "operator") or words.of(one.project, "name")


def compare_table(request: Request, fit: Fit) -> Block:
    """Return what is in print of comparable projects, side by side with the firm's wishes."""
    words, title = request.words, request.words("fit.compare")
    if not fit.comparables:
        return empty_chart(words, "fit-compare", "", words("fit.none"), title)
    lines = _lines(words, fit)
    columns: dict[str, list[Cell]] = {
        words("fit.col.measure"): [label for label, _ in lines],
        words("fit.col.yours"): [cells[0] for _, cells in lines],
    }
    for n, one in enumerate(fit.comparables, start=1):
        columns[named(words, one)] = [cells[n] for _, cells in lines]
    rows = pd.DataFrame([row for one in fit.comparables for row in one.figures.values()])
    return table_block(
        words,
        "fit-compare",
        title,
        columns,
        numeric=tuple(columns)[1:],
        small=_order(words, fit),
        notes=[words("fit.note.unprinted"), words("fit.note.seats"), words("fit.note.investment")],
        whole=partial(_whole, request, fit, columns),
        panels=figure_panels(request.catalog, words, rows, request.chosen)
        | _own_panels(request, fit),
    )


def _order(words: Words, fit: Fit) -> str:
    by_sector, by_seats = bool(fit.wishes.sector), bool(fit.wishes.seats)
    if by_sector and by_seats:
        return words("fit.order.both")
    if by_sector:
        return words("fit.order.sector")
    return words("fit.order.seats" if by_seats else "fit.order.size")


def _lines(words: Words, fit: Fit) -> list[tuple[str, list[Cell]]]:
    """Return the rows that say anything: label, the firm's own cell, one of each project."""
    wishes, ones = fit.wishes, fit.comparables
    unknown = words("fit.unprinted")

    def row(label: str, own: str, cell: Callable[[Comparable], Cell]) -> tuple[str, list[Cell]]:
        return label, [own, *(cell(one) or unknown for one in ones)]

    def figure(name: str, one: Comparable) -> Cell:
        if name not in one.figures:
            return ""
        found = one.figures[name]
        text = amount_text(words, found, one.project, name)
        return Opening(text, f"figure-{found['figure_id']}", found["evidence"])

    def derived(name: str, one: Comparable) -> Cell:
        fact: Fact | None = getattr(one, name)
        return Opening(words.fact(fact), _panel_id(name, one), fact.grade) if fact else ""

    def dated(name: str, one: Comparable) -> Cell:
        text = getattr(one, name)
        return (
            Opening(words.date(text), _panel_id(name, one), one.project["evidence"]) if text else ""
        )

    def project(one: Comparable) -> Cell:
        return Opening(
            words.of(one.project, "name"), profile_id("project", str(one.project["project_id"]))
        )

    seats = words.amount(wishes.seats, "seat") if wishes.seats else ""
    money = words.amount(wishes.budget, "cny") if wishes.budget else ""
    made = [
        row(words("col.project"), "", project),
        row(
            words("col.sector"),
            words(f"sector.{wishes.sector}") if wishes.sector else "",
            lambda one: words(f"sector.{one.project['sector']}"),
        ),
        *(
            row(
                words(f"projects.col.{stage}"),
                seats if stage == SEATS[0] else "",
                partial(figure, stage),
            )
            for stage in SEATS
        ),
        row(words("projects.col.staff"), "", partial(figure, "staff")),
        row(words("projects.col.investment_cny"), money, partial(figure, "investment_cny")),
        row(
            words("fit.per_seat"),
            words.fact(fit.per_seat) if fit.per_seat else "",
            partial(derived, "per_seat"),
        ),
        row(words("fit.signed"), "", partial(dated, "signed")),
        row(
            words("fit.opened"),
            words.date(wishes.opening) if wishes.opening else "",
            partial(dated, "opened"),
        ),
        row(words("fit.months"), "", partial(derived, "months")),
    ]
    return [(label, cells) for label, cells in made if any(cell != unknown for cell in cells[1:])]


def _panel_id(name: str, one: Comparable) -> str:
    return f"fit-{name}-{one.project['project_id']}"


def _own_panels(request: Request, fit: Fit) -> Panels:
    """Return the panels of what no figure prints: what is worked out, and the dates."""
    return {
        _panel_id(name, one): partial(_panel, request, name, one)
        for one in fit.comparables
        for name in (*_DERIVED, *_DATES)
        if getattr(one, name)
    }


def _panel(request: Request, name: str, one: Comparable) -> Panel:
    words, held = request.words, getattr(one, name)
    title = words("printed.named", subject=named(words, one), what=words(f"fit.{name}"))
    if name in _DATES:
        grade, refs = one.project["evidence"], one.project["refs"]
        origin = Origin(words.date(held), grade, counts=words(f"fit.{name}"), refs=refs)
    else:
        origin = derived_origin(words, held, _counts(words, name, one))
    return Panel(title, origin_body(request.catalog, words, [origin], request.chosen))


def derived_origin(words: Words, fact: Fact, counts: str) -> Origin:
    """Return the origin of a number that is worked out of printed ones."""
    return Origin(
        words.fact(fact),
        fact.grade,
        counts=counts,
        qualifier=fact.qualifier,
        as_of=fact.as_of,
        refs=fact.refs,
    )


def _counts(words: Words, name: str, one: Comparable) -> str:
    if name == "months":
        return words(
            "fit.counts.months", signed=words.date(one.signed), opened=words.date(one.opened)
        )
    money = figure_text(words, one.figures["investment_cny"])
    return words("fit.counts.per_seat", money=money, seats=figure_text(words, one.seats))


def _whole(request: Request, fit: Fit, columns: Mapping[str, Sequence[Cell]]) -> pd.DataFrame:
    """Return a row a project, with its sources."""
    words = request.words
    heads, own, *others = columns.values()
    del own
    frame = cells_frame(
        {
            words("fit.col.firm"): [named(words, one) for one in fit.comparables],
            **{
                str(head): [texts(cells)[n] for cells in others]
                for n, head in enumerate(texts(heads))
            },
        }
    )
    refs = [_refs(one) for one in fit.comparables]
    sources = column((references(request.catalog, words, one) for one in refs), frame)
    return frame.assign(**{words("col.source"): sources})


def _refs(one: Comparable) -> str:
    every = [row["refs"] for row in one.figures.values()] + [one.project["refs"]]
    return ";".join(dict.fromkeys(ref for refs in every for ref in str(refs).split(";")))

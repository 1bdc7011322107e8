"""Editing the park's own data: a task, a record, or a grid; one button."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.blocks.base import Content, slots
from components.blocks.plain import note, title
from components.editing.acts import act
from components.editing.closing import closing_blocks
from components.editing.desk import (
    AT,
    GRID,
    OPTIONS,
    Desk,
    Place,
    desk,
    place_of,
    typed,
    typed_name,
)
from components.editing.form_blocks import form_blocks
from components.editing.grid import changes
from components.editing.grid_element import hear_grid, place_grid
from components.editing.head import (
    counted,
    done_block,
    finding,
    own_block,
    said_block,
    starts_block,
    tables_block,
)
from components.editing.listing import do_block, list_block
from components.editing.standing import standing
from components.session.page import Page
from components.session.request import Request
from components.session.state import current_view
from data.clock import today

_AREA = "area"  # of `STARTS`


def acts(request: Request) -> None:
    """Do what the reader asked for."""
    held, options = desk(), current_view().options
    held.today = today()
    place = place_of(options.get(AT, ""))
    if place.key == GRID:
        hear_grid(held, request.catalog, place.table, request.words.lang)
    act(held, request.catalog, options, person=request.person)
    _begin_area(request.chosen.area)


def _begin_area(area: str) -> None:
    """Open the task that a link names, and let what was drawn be the area that it asks for."""
    view, place = current_view(), Place(start=_AREA)
    if area and view.opened == str(place):
        view.options[AT] = str(place)
        view.options[typed_name(place, "area")] = area
        view.opened = view.linked = ""


def held(_: Request) -> Desk:
    """Return what the session holds."""
    return desk().copy()


def _held(request: Request) -> Desk:
    return request.held if isinstance(request.held, Desk) else Desk()


def layout(_: Request) -> DeltaGenerator:
    """Place the first slots; the grid comes between them and the last."""
    slots("notices", "title", "said", "done", "starts", "tables", "own", "records-do", "records")
    slots("form-head", "form")
    return st.container()


def content(request: Request) -> Content:
    """Return what the slots show; without a desk, nothing was done."""
    catalog, words, at = request.catalog, request.words, _held(request)
    now = standing(catalog, at, request.options, person=request.person)
    is_locked = bool(now.locked)
    return {
        "title": title(finding(catalog, words)),
        "said": said_block(request, at, now.locked),
        "done": done_block(request, at),
        "starts": starts_block(now.place, words, is_locked=is_locked),
        "tables": tables_block(now.place, request.options, words),
        "own": own_block(catalog, now.place, words),
        "records-do": do_block(now.place, words, is_locked=is_locked),
        "records": list_block(catalog, now.place, request.options, words),
        **form_blocks(request, at, now),
        **closing_blocks(request, at, now),
        "limits": note(words("edit.limits")),
    }


def native(request: Request) -> None:
    """Place the grid, if one is open, among the slots."""
    place, at = place_of(request.options.get(AT, "")), desk()
    if place.key == GRID:
        hear_grid(at, request.catalog, place.table, request.words.lang)
        place_grid(at.grids[place.table], request.catalog, place.table, request.words)
    slots("doubts", "problems", "source", "apply", "limits")


def in_hand(request: Request) -> bool:
    """Whether anything was typed where the reader stands, or a grid is open."""
    place = place_of(request.options.get(AT, ""))
    return place.key == GRID or bool(typed(request.options, place))


def only_here(request: Request) -> str:
    """Return how many rows of which tables are changed in grids, and not applied."""
    counts = {
        table: changes(request.catalog, table, grid.rows).count
        for table, grid in _held(request).grids.items()
        if grid.drawn_for
    }
    return counted({table: count for table, count in counts.items() if count}, request.words)


PAGE = Page(
    "edit",
    layout,
    content,
    options=OPTIONS,
    native=native,
    acts=acts,
    held=held,
    in_hand=in_hand,
    only_here=only_here,
)

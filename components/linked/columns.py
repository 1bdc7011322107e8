"""What the pages begin with: title, filters, cards, then two columns with the map in one.

How high the map is, and that the columns stand one below the other on a narrow screen, is
decided by the style sheets (``browser/frame.css``, ``small.css``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from branca.element import MacroElement
from streamlit.delta_generator import DeltaGenerator

from components.blocks.base import slots
from components.map.linked_map import linked_map
from components.map.plan import EVERY, MapPlan
from components.session.request import Request


def columns() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return two columns, the left one wider."""
    left, right = st.columns([8, 5], gap="medium")
    return left, right


def opening() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Place the slots that every page begins with; return the columns below."""
    slots("notices", "title", "filters", "cards", "map-area")
    return columns()


def place_map(
    request: Request,
    *below: str,
    plan: MapPlan = EVERY,
    extras: Sequence[MacroElement] = (),
) -> None:
    """Place the map, which ends at the fold with its heading, its note, and the slots `below`."""
    extras = (plan.script(request.catalog), *extras)
    linked_map(request.catalog, request.chosen, request.words, request.theme, extras)
    slots("map-heading", "map-note", *below)


def map_alone(
    plan: MapPlan = EVERY,
    extras: Callable[[Request], Sequence[MacroElement]] = lambda _: (),
) -> Callable[[Request], None]:
    """Return what places a page's map without the page (`components.session.page.Page`)."""

    def place(request: Request) -> None:
        added = (plan.script(request.catalog), *extras(request))
        linked_map(request.catalog, request.chosen, request.words, request.theme, added)

    return place


def map_page(
    request: Request,
    *,
    below: Sequence[str] = (),
    beside: Sequence[str] = (),
    plan: MapPlan = EVERY,
    extras: Sequence[MacroElement] = (),
) -> DeltaGenerator:
    """Place the opening with the map on the left.

    Parameters
    ----------
    below, beside : sequence of str
        Slots below the map, and in the right column.
    plan : MapPlan
        The layers that the map has on this page.
    extras : sequence of MacroElement
        What only this page adds to the map.

    Returns
    -------
    DeltaGenerator
        The right column, for what else stands there.
    """
    left, right = opening()
    with left:
        place_map(request, *below, plan=plan, extras=extras)
    with right:
        slots(*beside)
    return right

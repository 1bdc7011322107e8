"""The filter bar: zone, sector, status, as-of date, evidence, and a reset."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from components.events import AS_OF_KEY, EVIDENCE_KEY, as_set, hear
from components.shown import Shown
from components.state import current_view
from components.text import Words
from data.catalog import Catalog
from data.periods import parse_period
from data.selection import (
    FIRST,
    LATEST,
    SECTORS,
    STATUSES,
    ZONES,
    Dimension,
    Selection,
)

_NAMED_AT_MOST = 3
_VALUES: dict[Dimension, tuple[str, ...]] = {
    "zone": ZONES,
    "sector": SECTORS,
    "status": STATUSES,
}


def filter_text(
    words: Words, chosen: Selection, dimensions: Iterable[Dimension] = ("zone", "sector", "status")
) -> str:
    """Return the chosen values of some dimensions in words; empty if nothing is chosen.

    More than three values of a dimension are only counted, to keep titles to one line.
    """
    groups = [_group(words, dimension, chosen.chosen(dimension)) for dimension in dimensions]
    return " · ".join(group for group in groups if group)


def _group(words: Words, dimension: Dimension, values: tuple[str, ...]) -> str:
    if len(values) > _NAMED_AT_MOST:
        return words(f"filter.many_{dimension}", count=len(values))
    return words.join(words(f"{dimension}.{value}") for value in values)


def filter_bar(catalog: Catalog, chosen: Selection, words: Words) -> None:
    """Place the filters; each shows what the URL says and writes back to it."""
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        for dimension in _VALUES:
            _pills(dimension, chosen, words)
        _as_of(catalog, chosen, words)
        _evidence(chosen, words)
        st.button(
            words("filter.reset"),
            key="filter-reset",
            icon=":material/restart_alt:",
            disabled=not chosen.is_filtered,
            on_click=_reset,
        )


def _send(key: str, value: list[str] | str | bool) -> None:  # noqa: FBT001
    st.session_state[key] = value
    current_view().shown.setdefault(key, Shown()).send(as_set(value))


def _pills(dimension: Dimension, chosen: Selection, words: Words) -> None:
    key = f"filter-{dimension}"
    _send(key, list(chosen.chosen(dimension)))
    name = (lambda value: value) if dimension == "zone" else words.namer(dimension)
    st.pills(
        words(f"filter.{dimension}"),
        _VALUES[dimension],
        selection_mode="multi",
        key=key,
        format_func=name,
        on_change=hear,
    )


def as_of_options(catalog: Catalog, chosen: Selection) -> list[str]:
    """Return the dates at which something in the catalog changes, in order.

    The chosen date is always among them.
    """
    texts = {FIRST.text, LATEST.text, chosen.as_of or LATEST.text}
    for table, column in (("project_statuses", "date"), ("sector_counts", "as_of")):
        texts |= set(catalog[table][column])
    ends: dict[object, str] = {}
    for text in sorted(texts, key=lambda text: text != (chosen.as_of or LATEST.text)):
        period = parse_period(text)
        if period.precision in {"day", "month", "year"} and period.start <= LATEST.end:
            ends.setdefault(period.end, text)
    return [ends[end] for end in sorted(ends)]  # type: ignore[type-var]


def _as_of(catalog: Catalog, chosen: Selection, words: Words) -> None:
    _send(AS_OF_KEY, chosen.as_of or LATEST.text)
    st.select_slider(
        words("filter.asof"),
        as_of_options(catalog, chosen),
        key=AS_OF_KEY,
        format_func=words.date,
        on_change=hear,
        width=240,
    )


def _evidence(chosen: Selection, words: Words) -> None:
    _send(EVIDENCE_KEY, chosen.evidence == "published")
    st.toggle(
        words("filter.evidence"),
        key=EVIDENCE_KEY,
        on_change=hear,
        help=words("filter.evidence_help"),
    )


def _reset() -> None:
    view = current_view()
    view.decide(view.selection.reset())

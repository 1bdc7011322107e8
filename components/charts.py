"""Horizontal bars with one grammar: solid reported, hatched illustrative, dashed planned."""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from components.events import hear, picked
from components.state import current_view
from components.theme import FONT, Theme
from data.selection import Dimension

_STEP = 22


@lru_cache(maxsize=32)
def bar_spec(theme: Theme, *, clickable: bool, label_width: int) -> dict[str, Any]:
    """Return the Vega-Lite form of a bar chart; its data are sent apart from it.

    The data columns are ``key``, ``label``, ``order``, ``value``, ``text``, ``fill``,
    ``stroke``, ``dash`` (0 or 1), ``opacity``, ``bracket`` (``"["`` for a lower bound or
    empty) and ``tip``. The result is shared between callers: not to be changed.
    """
    base = alt.Chart(alt.NamedData(name="bars"))
    x = alt.X(
        "value:Q",
        axis=None,
        scale=alt.Scale(domainMin=0, nice=False, range=[0, alt.ExprRef("max(width - 84, 10)")]),
    )
    room = alt.ExprRef(f"min({label_width}, 0.42 * containerSize()[0])")
    y = alt.Y(
        "label:N",
        sort=alt.EncodingSortField("order", op="min"),
        axis=alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            labelLimit=room,
            labelPadding=6,
            minExtent=room,
            maxExtent=room,
            labelColor=theme.ink,
            labelFontSize=12,
        ),
    )
    bars = base.mark_bar(height={"band": 0.72}, strokeWidth=1.2, aria=False).encode(
        x=x,
        y=y,
        fill=alt.Fill("fill:N", scale=None),
        stroke=alt.Stroke("stroke:N", scale=None),
        opacity=alt.Opacity("opacity:Q", scale=None),
        strokeDash=alt.condition("datum.dash == 1", alt.value([4, 3]), alt.value([1, 0])),
    )
    bracket = base.mark_text(
        fontSize=17, fontWeight="bold", dx=1, color=theme.ink, aria=False
    ).encode(x=x, y=y, text="bracket:N", opacity=alt.Opacity("opacity:Q", scale=None))
    label = base.mark_text(align="left", dx=8, fontSize=12, color=theme.ink, aria=False).encode(
        x=x, y=y, text="text:N"
    )
    area = base.mark_rect(opacity=0, cursor="pointer" if clickable else "default").encode(
        x=alt.value(0), x2=alt.value("width"), y=y, tooltip=alt.value(None), description="tip:N"
    )
    area = area.encode(tooltip="tip:N")
    if clickable:
        area = area.add_params(
            alt.selection_point(name="pick", fields=["key"], on="click", toggle="true", clear=False)
        )
    chart = alt.layer(bars, bracket, label, area).properties(height=alt.Step(_STEP))
    chart = chart.configure(font=FONT, background="transparent", padding=2).configure_view(
        stroke=None
    )
    spec: dict[str, Any] = chart.to_dict()
    spec.pop("data", None)
    for layer in spec["layer"]:
        layer.pop("data", None)
    return spec


def place_bars(
    key: str,
    bars: pd.DataFrame,
    theme: Theme,
    *,
    alt_text: str,
    label_width: int = 96,
    dimension: Dimension | None = None,
) -> None:
    """Place a bar chart; with a dimension, a click on a bar toggles it in the selection.

    The chart keeps a set of picked bars of its own, which says nothing about the
    selection; what changed in it since it was last looked at is what was clicked.

    Parameters
    ----------
    key : str
        Key of the element, ``chart-<dimension>``.
    bars : pandas.DataFrame
        As `bar_spec` says; ``key`` must be a value of the dimension to be toggled.
    alt_text : str
        What the chart shows, in words.
    """
    spec = deepcopy(bar_spec(theme, clickable=dimension is not None, label_width=label_width))
    if dimension is None:
        st.vega_lite_chart(bars, spec, theme=None, key=key, alt=alt_text)
        return
    event = st.vega_lite_chart(
        bars,
        spec,
        theme=None,
        key=key,
        alt=alt_text,
        on_select=hear,
        selection_mode="pick",
    )
    current_view().picks[key] = (dimension, picked(event))

"""The files of a drawn area that a reader takes along to a GIS."""

from __future__ import annotations

import streamlit as st

from components.session.downloads import Bundle, layer_downloads
from components.session.filters import area_name
from components.session.request import Request
from geo.handover.area import area_layers


def area_downloads(request: Request) -> None:
    """Place the downloads of the drawn area under a line that says what they hold, if there is one.

    To be called where Streamlit elements follow the selection.
    """
    catalog, chosen, words = request.catalog, request.chosen, request.words
    if not chosen.area:
        return
    name, source = area_name(chosen.area, words), words("area.measured")
    with st.container(key="area-files"):
        st.caption(words("area.files"))
        layer_downloads(
            request,
            Bundle(
                "area",
                words("area.file_name"),
                lambda: area_layers(catalog, chosen, words.lang, name, source),
                table="enterprises",
            ),
        )

"""The map of a slide, drawn for paper."""

from __future__ import annotations

from matplotlib.figure import Figure

from components.blocks.text import Words
from components.handout.deck import SlideMap
from components.map.linked_map import map_content
from components.paper.map_sheet import map_figure, view_around
from components.session.theme import Theme
from data.catalog import Catalog


def slide_map_figure(
    shown: SlideMap,
    catalog: Catalog,
    words: Words,
    theme: Theme,
    size_inch: tuple[float, float],
    text_pt: float = 11.0,
) -> Figure:
    """Draw the map of a slide; its label is its alt text. See `map_figure`."""
    catalog = catalog.standing(shown.chosen)
    content = map_content(catalog, shown.chosen)
    return map_figure(
        catalog,
        content,
        view=shown.view or view_around(content, size_inch, shown.layers),
        layers=shown.layers,
        chosen=shown.chosen,
        words=words,
        theme=theme,
        size_inch=size_inch,
        text_pt=text_pt,
        marks=shown.marks,
    )

"""What the twin page adds to the map: a swipe between two phases, and a moved outline."""

from __future__ import annotations

from collections.abc import Mapping

from components.blocks.text import Words
from components.map.script import Script
from components.map.style import dash_array
from components.session.theme import NEUTRAL, Theme, hatch
from data.tokens import Look


def swipe(drawn: Mapping[str, Look], areas: dict[str, str], words: Words, theme: Theme) -> Script:
    """Return a slider across the map: one phase is shown left of it, the next right of it.

    Parameters
    ----------
    drawn : mapping of str to Look
        The two phases.
    areas : dict of str to str
        ``done`` and ``wanted`` in words.
    """
    (first, look), (second, later) = drawn.items()
    common = {
        "color": theme.coverage(look),
        "weight": theme.width("district"),
        "fillOpacity": 0.4,
    }
    dashes = dash_array(later, theme)
    return Script(
        "swipe",
        {
            "phases": [
                (first, {**common, "fillColor": hatch("accent")}),
                (second, {**common, "fillColor": hatch(NEUTRAL), "dashArray": dashes}),
            ],
            "label": words("twin.swipe"),
            "labels": [words("twin.swipe.one", **areas), words("twin.swipe.two", **areas)],
            "css": _swipe_css(theme),
        },
    )


def _swipe_css(theme: Theme) -> str:
    thumb = (
        "pointer-events: auto; width: 30px; height: 30px; border-radius: 50%; "
        f"box-sizing: border-box; background: {theme.surface}; cursor: ew-resize; "
        f"border: 3px solid {theme.accent}"
    )
    return f"""
    .atlas-swipe {{position: absolute; left: 0; width: 100%; bottom: 84px; height: 30px;
      margin: 0; z-index: 660; background: none; appearance: none; -webkit-appearance: none;
      pointer-events: none}}
    .atlas-swipe::-webkit-slider-thumb {{-webkit-appearance: none; {thumb}}}
    .atlas-swipe::-moz-range-thumb {{{thumb}}}
    .atlas-swipe:focus-visible {{outline: 2px solid {theme.accent}}}
    .atlas-swipe-line {{position: absolute; top: 0; bottom: 0; width: 0; z-index: 650;
      border-left: 2px solid {theme.accent}; pointer-events: none}}
    .atlas-swipe-line span {{position: absolute; bottom: 14px; white-space: nowrap;
      padding: 1px 6px; background: {theme.surface}; color: {theme.ink};
      border: 1px solid {theme.line}; border-radius: 3px}}
    .atlas-swipe-line span:first-child {{right: 8px}}
    .atlas-swipe-line span:last-child {{left: 8px}}
    @media (max-width: 640px) {{.atlas-swipe-line span {{bottom: 44px}}}}"""


def moved_outline(
    east: str, north: str, home: list[tuple[str, str]], words: Words, theme: Theme
) -> Script:
    """Return what draws the outline that the page sends; its handle can be dragged.

    Parameters
    ----------
    east, north : str
        Names of the options that a drag sets, in kilometres.
    home : list of tuple of str
        Names and values of the options that bring the outline back.
    """
    handle = (
        f'<div style="width:30px;height:30px;border-radius:50%;background:{theme.surface};'
        f"border:2px solid {theme.warning};color:{theme.warning};"
        "font:700 var(--text-xl)/28px system-ui;"
        'text-align:center;cursor:move">✥</div>'
    )
    return Script(
        "outline",
        {
            "names": {"east": east, "north": north},
            "home": home,
            "reset": words("twin.reset"),
            "colour": theme.warning,
            "handle": handle,
        },
    )

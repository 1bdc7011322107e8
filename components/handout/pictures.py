"""Maps and charts of a deck as SVG whose letters stay letters, for files that bring the font."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import StringIO
from typing import Any, cast

from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure

from components.paper.files import alt_text

_POINTS_PER_INCH = 72
_WIDE_SIGNS = frozenset("‘’“”…—·")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_NUMBER = re.compile(r"-?[\d.]+")
_CIRCLE = re.compile(r'<path d="(M [\d. -]+(?:C [\d. -]+){8})z ?"')
_ROUND_PT = 0.03  # that a circle may be higher than wide
_SPACES = re.compile(r"\s+")
_ID = re.compile(r'\sid="([^"]*)"')
_REFERENCE = re.compile(r'(url\(|href=")#([^")]*)')
_PROLOG = re.compile(r"^.*?(?=<svg)|<metadata>.*?</metadata>|<style[^>]*>.*?</style>", re.DOTALL)


@dataclass(frozen=True)
class Picture:
    """A figure as SVG, and what it says for those who cannot see it."""

    svg: str
    alt: str


class _Letters(RendererSVG):
    """Writes text as text; matplotlib's setting for it would hold for every thread.

    SVG readers ignore the font feature that makes the font's quotation marks narrow: what
    has such marks and asks for the feature stays outlines.
    """

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,  # noqa: FBT002
        mtext: Any = None,
    ) -> None:
        narrowed = mtext is not None and mtext.get_fontfeatures() and _WIDE_SIGNS & set(s)
        write: Any = self._draw_text_as_path if narrowed else self._draw_text_as_text
        write(gc, x, y, s, prop, angle, ismath, mtext)


class _OnlyLetters(RendererSVG):
    """Writes all text as text, also where a reader makes quotation marks wider: that is short."""

    def draw_text(self, *given: Any, **named: Any) -> None:
        write: Any = self._draw_text_as_text
        write(*given, **named)


def picture(figure: Figure, *, is_short: bool = False) -> Picture:
    """Return a figure as SVG with its letters as text in the fonts of `components.paper.fonts`.

    A short one has nothing but letters in its texts, and coordinates to a hundredth of a point.
    """
    made = StringIO()
    width, height = (side * _POINTS_PER_INCH for side in figure.get_size_inches())
    dpi = figure.dpi
    figure.dpi = _POINTS_PER_INCH
    plain = {"Date": None, "Creator": None, "Format": None, "Type": None}
    letters, mixed = (
        cast("Any", _OnlyLetters if is_short else _Letters),
        cast("Any", MixedModeRenderer),
    )
    vector = letters(width, height, made, image_dpi=dpi, metadata=plain)
    renderer = mixed(figure, width, height, dpi, vector)
    figure.draw(renderer)
    renderer.finalize()
    svg = made.getvalue()
    if is_short:
        svg = _LONG_NUMBER.sub(lambda one: f"{float(one[0]):.2f}".rstrip("0").rstrip("."), svg)
        svg = _CIRCLE.sub(_circle, _SPACES.sub(" ", svg))
    return Picture(svg, alt_text(figure))


def _circle(path: re.Match[str]) -> str:
    """Return a path of eight arcs as the circle that it is: a dozen numbers less."""
    numbers = [float(one) for one in _NUMBER.findall(path[1])]
    across, down = numbers[::2], numbers[1::2]
    radius, other = (max(across) - min(across)) / 2, (max(down) - min(down)) / 2
    if abs(radius - other) > _ROUND_PT:
        return path[0]
    x, y = min(across) + radius, min(down) + radius
    return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}"'


def inlined(svg: str, prefix: str) -> str:
    """Return an SVG that may stand in a page beside others: its ids are its own, and needed."""
    svg = _PROLOG.sub("", svg)
    needed = {name for _, name in _REFERENCE.findall(svg)}
    svg = _ID.sub(lambda one: f' id="{prefix}{one[1]}"' if one[1] in needed else "", svg)
    return _REFERENCE.sub(rf"\g<1>#{prefix}\g<2>", svg)

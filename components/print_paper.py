"""A sheet to draw on: places in points from its top left corner, colours of the theme."""

from __future__ import annotations

import math
from itertools import count
from typing import Literal, TypeVar

import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.typing import CapStyleType

from components.fonts import FAMILIES, register, wrapped
from components.theme import Theme
from data.i18n import Lang

POINTS_PER_INCH = 72
LINE_HEIGHT = 1.4
# Stripes as broad as on the web page (3 of 7 pixels), and the paler ground between them.
_STRIPE_PT, _PERIOD_PT = 2.25, 5.25
HATCH_BASE = 0.28
_BASELINE = 0.36  # how far below its middle a line of text stands, in its size
Colour = str | tuple[str, float]
Align = Literal["left", "center", "right"]
Named = Literal["solid", "dashed", "dotted"]
LineStyle = Named | tuple[float, tuple[float, ...]]
Drawn = TypeVar("Drawn", bound=Artist)


class Paper:
    """A figure with one layer in points over it.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        Without pyplot, so that threads may draw at the same time.
    width, height : float
        In points.
    """

    def __init__(self, size_inch: tuple[float, float], theme: Theme, lang: Lang) -> None:
        register()
        self.theme, self.lang = theme, lang
        self.width, self.height = (side * POINTS_PER_INCH for side in size_inch)
        self.figure = Figure(figsize=size_inch, facecolor=theme.surface)
        FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set(xlim=(0, self.width), ylim=(self.height, 0))
        self._drawn = count()

    def add(self, artist: Drawn, name: str = "") -> Drawn:
        """Draw something over all that is drawn; `name` is its id in an SVG."""
        artist.set_zorder(next(self._drawn))
        artist.set_gid(name or None)
        self.axes.add_artist(artist)
        return artist

    def text(
        self,
        x: float,
        y: float,
        said: str,
        size: float,
        *,
        colour: Colour = "",
        align: Align = "left",
        bold: bool = False,
        halo: str = "",
    ) -> Text:
        """Write a line of text; `y` is its middle. `halo` is the colour around its letters."""
        ink = colour or self.theme.ink
        made = Text(
            x,
            y + _BASELINE * size,
            said,
            size=size,
            color=ink,
            family=list(FAMILIES),
            ha=align,
            va="baseline",
            parse_math=False,
        )
        if self.lang == "en":
            made.set_fontfeatures(["pwid"])  # the font's quotation marks are Chinese ones
        if bold:
            made.set_path_effects([withStroke(linewidth=0.05 * size, foreground=ink)])
        if halo:
            made.set_path_effects([withStroke(linewidth=0.3 * size, foreground=halo)])
        return self.add(made)

    def column(
        self,
        x: float,
        y: float,
        said: str,
        size: float,
        width: float,
        *,
        colour: Colour = "",
        align: Align = "left",
        bold: bool = False,
    ) -> float:
        """Write wrapped text below `y`; return where it ends. `x` is the aligned edge."""
        for line in wrapped(said, width, size) if said else ():
            self.text(
                x, y + LINE_HEIGHT * size / 2, line, size, colour=colour, align=align, bold=bold
            )
            y += LINE_HEIGHT * size
        return y

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Colour = "none",
        edge: Colour = "none",
        line: float = 0.9,
        style: LineStyle = "solid",
        hatch: Colour = "",
        alpha: float = 1,
        name: str = "",
    ) -> Rectangle:
        """Draw a rectangle; `hatch` is the colour of stripes over its fill."""
        made = Rectangle(
            (x, y),
            width,
            height,
            facecolor=faded(fill, alpha),
            edgecolor=faded(edge, alpha),
            linewidth=line,
            linestyle=style,
        )
        self.add(made, name)
        if hatch:
            outline = shapely.box(x, y, x + width, y + height)
            self.add(stripes(outline, faded(hatch, alpha), line), f"stripes-{name}")
        return made

    def line(
        self,
        x: tuple[float, float],
        y: tuple[float, float],
        *,
        colour: Colour = "",
        width: float = 1,
        style: LineStyle = "solid",
        cap: CapStyleType = "butt",
        name: str = "",
    ) -> None:
        """Draw a straight line."""
        ink = colour or self.theme.ink
        made = Line2D(x, y, color=ink, linewidth=width, linestyle=style)
        made.set_dash_capstyle(cap)
        self.add(made, name)


def shape_path(shape: shapely.Geometry) -> Path:
    """Return polygons with their holes, or lines, as one path."""
    rings = [
        ring
        for part in shapely.get_parts(shape)
        for ring in ([part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part])
    ]
    closed = shape.geom_type.endswith("Polygon")
    paths = (Path(shapely.get_coordinates(ring), closed=closed) for ring in rings)
    return Path.make_compound_path(*paths)


def stripes(outline: shapely.Polygon, colour: Colour, line: float) -> PathPatch:
    """Return the hatch of a shape in points, inside its edge of a width.

    They are shapes of their own: many programs that read SVG draw no patterns.
    """
    left, top, right, bottom = outline.bounds
    high, wide = bottom - top, _STRIPE_PT * math.sqrt(2)
    starts = np.arange(left - high, right, _PERIOD_PT * math.sqrt(2))
    bands = [
        shapely.Polygon([(x, bottom), (x + wide, bottom), (x + wide + high, top), (x + high, top)])
        for x in starts
    ]
    inner = outline.buffer(-line / 2, join_style="mitre")
    cut = shapely.intersection(shapely.MultiPolygon(bands), inner)
    polygons = [part for part in shapely.get_parts(cut) if part.geom_type == "Polygon"]
    return PathPatch(shape_path(shapely.MultiPolygon(polygons)), facecolor=colour, edgecolor="none")


def faded(colour: Colour, alpha: float) -> Colour:
    """Return a colour that lets through what is below; CSS's ``transparent`` is none."""
    if colour in ("none", "transparent"):
        return "none"
    name, own = (colour, 1.0) if isinstance(colour, str) else colour
    return (name, own * alpha)

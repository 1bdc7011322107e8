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

from components.paper.fonts import FAMILIES, register, wrapped
from components.session.theme import Theme
from data.i18n import Lang
from data.tokens import PERIOD, POINTS_PER_PIXEL, STRIPE, Border

POINTS_PER_INCH = 72
LINE_HEIGHT = 1.4
_BASELINE = 0.36  # how far below its middle a line of text stands, in its size
Colour = str | tuple[str, float]
Align = Literal["left", "center", "right"]
LineStyle = Border | tuple[float, tuple[float, ...]]
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

    def stroke(self, name: str) -> float:
        """Return a width of line in points."""
        return self.theme.width(name) * POINTS_PER_PIXEL

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
            weight="bold" if bold else "normal",
            ha=align,
            va="baseline",
            parse_math=False,
        )
        if self.lang == "en":
            made.set_fontfeatures(["pwid"])  # the font's quotation marks are Chinese ones
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
        for line in wrapped(said, width, size, bold=bold) if said else ():
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
        line: float = 0,
        style: LineStyle = "solid",
        hatch: Colour = "",
        alpha: float = 1,
        name: str = "",
    ) -> Rectangle:
        """Draw a rectangle with a thin edge; `hatch` is the colour of stripes over its fill."""
        line = line or self.stroke("thin")
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
            self.add(stripes(outline, faded(hatch, alpha), line, self.theme), f"stripes-{name}")
        return made

    def line(
        self,
        x: tuple[float, float],
        y: tuple[float, float],
        *,
        colour: Colour = "",
        width: float,
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


def stripes(outline: shapely.Polygon, colour: Colour, line: float, theme: Theme) -> PathPatch:
    """Return the hatch of a shape in points, inside its edge of a width: as on the web page.

    They are shapes of their own: many programs that read SVG draw no patterns.

    Parameters
    ----------
    outline : shapely.Polygon
        No larger than the paper (see `components.paper.ground.Ground.shape`).
    """
    left, top, right, bottom = outline.bounds
    high, across = bottom - top, POINTS_PER_PIXEL * theme.line_scale * math.sqrt(2)
    wide = STRIPE * across
    starts = np.arange(left - high, right, PERIOD * across)
    bands = [
        shapely.Polygon([(x, bottom), (x + wide, bottom), (x + wide + high, top), (x + high, top)])
        for x in starts
    ]
    inner = outline.buffer(-line / 2, join_style="mitre")
    cut = shapely.intersection(shapely.MultiPolygon(bands), inner)
    polygons = [part for part in shapely.get_parts(cut) if part.geom_type == "Polygon"]
    return PathPatch(shape_path(shapely.MultiPolygon(polygons)), facecolor=colour, edgecolor="none")


def target_line(paper: Paper, x: float, top: float, bottom: float) -> None:
    """Draw the upright line of a target, dashed as on the web page."""
    width = paper.theme.width("target")
    dashes = tuple(part / width for part in paper.theme.dashes("target"))
    paper.line((x, x), (top, bottom), width=width * POINTS_PER_PIXEL, style=(0, dashes))


def faded(colour: Colour, alpha: float) -> Colour:
    """Return a colour that lets through what is below; CSS's ``transparent`` is none."""
    if colour in ("none", "transparent"):
        return "none"
    name, own = (colour, 1.0) if isinstance(colour, str) else colour
    return (name, own * alpha)

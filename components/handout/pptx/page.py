"""One slide while it is filled: texts, pictures and shapes with names and alt texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from matplotlib.figure import Figure
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.slide import Slide
from pptx.util import Inches, Pt

from components.blocks.text import Words
from components.handout.pptx.frame import Frame
from components.handout.pptx.text import Box, Para, clean, fitting, rgb, write
from components.paper.files import alt_text, png_bytes
from components.session.theme import Theme
from data.tokens import POINTS_PER_PIXEL

_ALT = 250  # characters that a screen reader is given


@dataclass(frozen=True)
class Page:
    """A slide with the words and colours to fill it; to measure, none is needed."""

    slide: Slide
    words: Words
    theme: Theme
    frame: Frame

    def line(self, name: str) -> Any:
        """Return a width of line."""
        return Pt(self.theme.width(name) * POINTS_PER_PIXEL)

    def text(
        self,
        box: Box,
        paras: Sequence[Para],
        *,
        largest: float,
        smallest: float,
        align: PP_ALIGN = PP_ALIGN.LEFT,
        anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
    ) -> None:
        """Write paragraphs into a text box, as large as fits; nothing if all are empty."""
        largest *= self.theme.type_scale
        kept, size = fitting(paras, box, self.words.lang, largest, smallest)
        if kept:
            shape = self.slide.shapes.add_textbox(*emu(box))
            write(shape.text_frame, kept, size, align=align, anchor=anchor)

    def fill(
        self,
        holder: Any,
        box: Box,
        paras: Sequence[Para],
        size: tuple[float, float],
        anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
    ) -> None:
        """Write paragraphs into a placeholder; take it away if all are empty.

        Parameters
        ----------
        size : tuple of float
            Largest, before the scale of the theme, and smallest, in points.
        """
        largest, smallest = size
        largest *= self.theme.type_scale
        kept, fits = fitting(paras, box, self.words.lang, largest, smallest)
        if kept:
            holder.left, holder.top, holder.width, holder.height = emu(box)
            write(holder.text_frame, kept, fits, anchor=anchor)
            for properties in holder.element.iter(qn("a:pPr")):
                properties.set("marL", "0")
                properties.set("indent", "0")
                properties.append(OxmlElement("a:buNone"))
        else:
            holder.element.getparent().remove(holder.element)

    def say(
        self,
        holder: Any,
        box: Box,
        paras: Sequence[Para],
        size: tuple[float, float],
        anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
    ) -> None:
        """Write paragraphs into a placeholder, or into a text box where there is none."""
        if holder is not None:
            self.fill(holder, box, paras, size, anchor)
        else:
            colour = self.theme.muted
            seen = [replace(para, colour=para.colour or colour) for para in paras]
            self.text(box, seen, largest=size[0], smallest=size[1], anchor=anchor)

    def plate(self, box: Box, fill: str, line: str = "") -> None:
        """Place a ground for what lies on a picture."""
        made: Any = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *emu(box))
        made.fill.solid()
        made.fill.fore_color.rgb = rgb(fill)
        if line:
            made.line.color.rgb = rgb(line)
        else:
            made.line.fill.background()
        made.shadow.inherit = False

    def image(self, png: bytes, box: Box, alt: str) -> None:
        """Place a picture as large as fits, in the upper left of a box."""
        made = self.slide.shapes.add_picture(BytesIO(png), *emu(box))
        wide, high = made.image.size
        share = min(box.width / wide, box.height / high)
        made.width, made.height = Inches(wide * share), Inches(high * share)
        describe(made, alt)

    def picture(self, figure: Figure, box: Box) -> None:
        """Place a figure that was drawn for a box."""
        made = self.slide.shapes.add_picture(BytesIO(png_bytes(figure)), *emu(box))
        describe(made, alt_text(figure))


def emu(box: Box) -> tuple[Inches, Inches, Inches, Inches]:
    """Return a place in the unit of the file."""
    left, top, width, height = (Inches(side) for side in box)
    return left, top, width, height


def describe(shape: Any, text: str) -> None:
    """Say what a shape shows, for those who cannot see it; the table behind it says the rest."""
    said = clean(text)
    if len(said) > _ALT:
        said = f"{said[: _ALT - 1].rstrip()}…"
    next(shape.element.iter(qn("p:cNvPr"))).set("descr", said)

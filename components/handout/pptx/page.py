"""One slide while it is filled: texts, pictures and shapes with names and alt texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from components.handout.pptx.text import Box, Para, clean, fitting, rgb, write
from components.paper.files import alt_text, png_bytes
from components.session.theme import Theme
from data.tokens import POINTS_PER_PIXEL


@dataclass(frozen=True)
class Page:
    """A slide with the words and colours to fill it."""

    slide: Slide
    words: Words
    theme: Theme

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

    def fill(self, holder: Any, box: Box, paras: Sequence[Para], size: tuple[float, float]) -> None:
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
            write(holder.text_frame, kept, fits)
            for properties in holder.element.iter(qn("a:pPr")):
                properties.set("marL", "0")
                properties.set("indent", "0")
                properties.append(OxmlElement("a:buNone"))
        else:
            holder.element.getparent().remove(holder.element)

    def bar(self, box: Box, colour: str) -> None:
        """Place a bar that only adorns."""
        made: Any = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *emu(box))
        made.fill.solid()
        made.fill.fore_color.rgb = rgb(colour)
        made.line.fill.background()

    def picture(self, figure: Figure, box: Box) -> None:
        """Place a figure that was drawn for a box."""
        made = self.slide.shapes.add_picture(BytesIO(png_bytes(figure)), *emu(box))
        describe(made, alt_text(figure))


def emu(box: Box) -> tuple[Inches, Inches, Inches, Inches]:
    """Return a place in the unit of the file."""
    left, top, width, height = (Inches(side) for side in box)
    return left, top, width, height


def describe(shape: Any, text: str) -> None:
    """Say what a shape shows, for those who cannot see it."""
    next(shape.element.iter(qn("p:cNvPr"))).set("descr", clean(text))

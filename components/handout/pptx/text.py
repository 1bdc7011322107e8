"""Text on slides: it fits its box, and Chinese keeps a Chinese font."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from components.paper.fonts import text_width, wrapped
from data.i18n import Lang

LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
POINTS_PER_INCH = 72
LINE_HEIGHT = 1.25
LEAST_PT = 12.0  # of what is read on a slide, but for its foot
TAGS = {"zh": "zh-CN", "en": "en-US"}
# Arial is wider than the Latin letters of the font that measures.
_WIDER = {"zh": 1.06, "en": 1.13}
_BOLD = 1.06
_STEP_PT = 0.5
_RGB: Any = RGBColor  # python-pptx gives types to a part of itself only
_WORD = re.compile(r"[^\s\u2e80-\uffef]+")  # not to be broken; Chinese may be
_UNDRAWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TEXT_TAGS = tuple(qn(f"a:{name}") for name in ("rPr", "defRPr", "endParaRPr"))


class Box(NamedTuple):
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Para:
    """A paragraph.

    Attributes
    ----------
    text, colour : str
        Without a colour it has that of its placeholder.
    scale : float
        Its size in that of the text around it; never below `LEAST_PT` where that is not.
    bold : bool
    """

    text: str
    colour: str
    scale: float = 1.0
    bold: bool = False

    def size(self, around: float) -> float:
        """Return its size in points, in text of a size."""
        return max(around * self.scale, min(around, LEAST_PT))


def clean(text: str) -> str:
    """Return a text without what XML forbids: control characters and halves of signs."""
    return _UNDRAWN.sub("", text)


def rgb(colour: str) -> Any:
    """Return a colour of the tokens, which is six hexadecimal digits after a ``#``."""
    return _RGB(*bytes.fromhex(colour.removeprefix("#")))


def width_pt(text: str, size_pt: float, lang: Lang, *, bold: bool = False) -> float:
    """Return how wide a line of text may be on any machine, in points."""
    return text_width(clean(text), size_pt) * _WIDER[lang] * (_BOLD if bold else 1)


def lines_of(text: str, width: float, size_pt: float, lang: Lang, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a column of a width in points."""
    return len(wrapped(clean(text), width / _WIDER[lang] / (_BOLD if bold else 1), size_pt))


def height_pt(paras: Iterable[Para], width: float, size_pt: float, lang: Lang) -> float:
    """Return how high some paragraphs stand in a column of a width in points."""
    return sum(
        lines_of(para.text, width, para.size(size_pt), lang, bold=para.bold)
        * para.size(size_pt)
        * LINE_HEIGHT
        for para in paras
    )


def fitting(
    paras: Sequence[Para], box: Box, lang: Lang, largest: float, smallest: float
) -> tuple[list[Para], float]:
    """Return paragraphs and the size of type, in points, with which they fit a box.

    If type of the smallest size is too large, the end is cut and shows so.
    """
    width, height = box.width * POINTS_PER_INCH, box.height * POINTS_PER_INCH
    size, kept = largest, [replace(para, text=clean(para.text)) for para in paras if para.text]
    while size > smallest and not (
        height_pt(kept, width, size, lang) <= height and _whole(kept, width, size, lang)
    ):
        size -= _STEP_PT
    while kept and height_pt(kept, width, size, lang) > height:
        last = kept.pop()
        shorter = last.text.rstrip("…")[: -max(len(last.text) // 12, 2)]
        if shorter:
            kept.append(replace(last, text=f"{shorter.rstrip()}…"))
    return kept, size


def _whole(paras: Iterable[Para], width: float, size_pt: float, lang: Lang) -> bool:
    """Whether no word has to be broken."""
    return all(
        width_pt(word, para.size(size_pt), lang, bold=para.bold) <= width
        for para in paras
        for word in _WORD.findall(para.text)
    )


def write(
    frame: Any,
    paras: Sequence[Para],
    size_pt: float,
    *,
    align: PP_ALIGN = PP_ALIGN.LEFT,
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
) -> None:
    """Write paragraphs that are known to fit."""
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.clear()
    for number, para in enumerate(paras):
        made = frame.add_paragraph() if number else frame.paragraphs[0]
        size = para.size(size_pt)
        made.alignment, made.line_spacing = align, Pt(size * LINE_HEIGHT)
        made.space_before = made.space_after = Pt(0)
        run = made.add_run()
        run.text = para.text
        font = run.font
        font.size, font.bold = Pt(size), para.bold
        if para.colour:
            font.color.rgb = rgb(para.colour)


def set_fonts(element: Any, lang: Lang, *, of_theme: bool = False) -> None:
    """Name the fonts and the language of all text in an element of XML.

    Without a font of its own Chinese falls back to whatever a program likes; the fonts of the
    theme are those of a template.
    """
    for properties in element.iter(*_TEXT_TAGS):
        properties.set("lang", TAGS[lang])
        if of_theme:
            continue
        for name, typeface in (("a:latin", LATIN), ("a:ea", EAST_ASIAN)):
            if properties.find(qn(name)) is None:
                font = OxmlElement(name)
                font.set("typeface", typeface)
                properties.append(font)

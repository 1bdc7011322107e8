"""An empty presentation: ours in 16:9, or one of the office's with its master, logo and colours."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Inches

from components.handout.deck import Deck
from components.handout.pptx.frame import OURS, TITLES, Frame, TemplateError, frame_of
from components.handout.pptx.marks import blended
from components.handout.pptx.page import emu
from components.handout.pptx.text import TAGS, clean, rgb
from components.session.theme import Theme

_OUR_PLACES = {
    PP_PLACEHOLDER.TITLE: OURS.title,
    PP_PLACEHOLDER.BODY: OURS.lines,
    PP_PLACEHOLDER.OBJECT: OURS.lines,
    PP_PLACEHOLDER.FOOTER: OURS.foot,
    PP_PLACEHOLDER.SLIDE_NUMBER: OURS.number,
    PP_PLACEHOLDER.CENTER_TITLE: OURS.cover_title,
    PP_PLACEHOLDER.SUBTITLE: OURS.cover_lines,
}
_KEPT = {*TITLES, PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT}
_MUTED, _PANEL = 0.72, 0.06  # of the ink, over the ground


class Base(NamedTuple):
    """A presentation without slides, where things stand in it, and its colours."""

    made: Presentation
    frame: Frame
    theme: Theme


def base_of(deck: Deck, template: Path | None = None) -> Base:
    """Return the presentation that a deck is written into.

    A template that cannot be used is left aside; `template_problem` says why.
    """
    if template is not None:
        try:
            base = own_base(deck.theme, template)
        except TemplateError:
            pass
        else:
            _describe(base.made, deck)
            return base
    made = _ours(deck)
    _describe(made, deck)
    return Base(made, OURS, deck.theme)


def template_problem(template: Path) -> str:
    """Return why a presentation cannot be used: a code, or empty if it can."""
    try:
        frame_of(_opened(template))
    except TemplateError as error:
        return str(error)
    return ""


def own_base(theme: Theme, template: Path) -> Base:
    """Return a presentation of the office's without its slides, and its colours.

    Raises
    ------
    TemplateError
        If it cannot be used.
    """
    made = _opened(template)
    frame = frame_of(made)
    ids: Any = made.slides._sldIdLst  # noqa: SLF001 -- python-pptx has no way to drop a slide
    for one in list(ids):
        made.part.drop_rel(one.rId)
        ids.remove(one)
    return Base(made, frame, _coloured(theme, made))


def _opened(template: Path) -> Presentation:
    try:
        return pptx.Presentation(BytesIO(template.read_bytes()))
    except OSError as error:
        raise TemplateError("not_read") from error
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise TemplateError("not_pptx") from error


def _coloured(theme: Theme, made: Presentation) -> Theme:
    """Return the theme in the colours of a presentation, as far as it names them."""
    master = made.slide_master
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    scheme = parse_xml(part.blob).find(f".//{qn('a:clrScheme')}")
    colours = {} if scheme is None else dict(filter(None, map(_colour, scheme)))
    mapped = master.element.find(qn("p:clrMap"))
    name = dict(mapped.attrib) if mapped is not None else {}
    ground = colours.get(name.get("bg1", "lt1"))
    ink, accent = colours.get(name.get("tx1", "dk1")), colours.get(name.get("accent1", "accent1"))
    if not (ground and ink):
        return theme
    return replace(
        theme,
        surface=ground,
        ink=ink,
        muted=blended(ink, ground, _MUTED),
        panel=blended(ink, ground, _PANEL),
        accent=accent or theme.accent,
    )


def _colour(entry: Any) -> tuple[str, str] | None:
    value = next((one.get("lastClr") or one.get("val") for one in entry), None)
    is_hex = value is not None and len(value) == len("RRGGBB")
    return (entry.tag.rpartition("}")[2], f"#{value}") if is_hex else None


def _ours(deck: Deck) -> Presentation:
    """Return a presentation without slides, with the layouts of `OURS`."""
    made = pptx.Presentation()
    made.slide_width, made.slide_height = (Inches(side) for side in OURS.size)
    for layout in list(made.slide_layouts)[2:]:
        made.slide_layouts.remove(layout)
    for sheet in (made.slide_master, *made.slide_layouts):
        for holder in list(sheet.placeholders):
            place = _OUR_PLACES.get(holder.placeholder_format.type)
            if place is None:
                _remove(holder)
            else:
                holder.left, holder.top, holder.width, holder.height = emu(place)
    paper = made.slide_master.background.fill
    paper.solid()
    paper.fore_color.rgb = rgb(deck.theme.surface)
    return made


def _remove(holder: Any) -> None:
    holder.element.getparent().remove(holder.element)


def _describe(made: Presentation, deck: Deck) -> None:
    """Say what the file is; it names no person and no other day than that of the numbers."""
    about, day = made.core_properties, datetime.combine(deck.date.end, time(), UTC)
    about.title, about.subject = clean(deck.title)[:255], clean(deck.subtitle)[:255]
    about.language = TAGS[deck.words.lang]
    about.author = about.last_modified_by = about.keywords = about.comments = ""
    about.created = about.modified = day.replace(tzinfo=None)
    about.revision = 1


def holders(slide: Slide) -> tuple[Any, Any]:
    """Return the placeholders of title and text, as far as a layout has them; drop all others."""
    title, text = slide.shapes.title, None
    for holder in list(slide.placeholders):
        kind = holder.placeholder_format.type
        if text is None and kind in _KEPT - set(TITLES):
            text = holder
        elif kind not in TITLES:
            _remove(holder)
    return title, text


def foot_holders(slide: Slide) -> tuple[Any, Any]:
    """Return the placeholders of the foot and the number; python-pptx copies neither.

    Either is ``None`` where the layout has none.
    """
    layout: Any = slide.slide_layout
    found: dict[Any, Any] = {}
    for holder in layout.placeholders:
        kind = holder.placeholder_format.type
        if kind in {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}:
            copied = deepcopy(holder.element)
            # The id of the layout's may be taken on the slide.
            next(copied.iter(qn("p:cNvPr"))).set("id", str(_free_id(slide)))
            slide.shapes.element.append(copied)
            found[kind] = next(
                one for one in slide.placeholders if one.placeholder_format.type == kind
            )
    return found.get(PP_PLACEHOLDER.FOOTER), found.get(PP_PLACEHOLDER.SLIDE_NUMBER)


def _free_id(slide: Slide) -> int:
    return 1 + max(int(shape.get("id")) for shape in slide.element.iter(qn("p:cNvPr")))

"""Where things stand on a slide: in our own presentation, and in one of the office's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.presentation import Presentation
from pptx.util import Length

from components.handout.pptx.text import Box

TITLES = (KIND.TITLE, KIND.CENTER_TITLE)
TEXTS = (KIND.SUBTITLE, KIND.BODY, KIND.OBJECT)
_MARGIN, _GAP = 0.5, 0.12
_LINES, _CAVEAT, _FOOT, _NUMBER = 0.56, 0.3, 0.64, 0.3
_LEAST = (8.0, 4.5, 2.2)  # inches: width and height of a slide, height of what is left for content


@dataclass(frozen=True)
class Frame:
    """Places on a slide, in inches.

    Attributes
    ----------
    size : tuple of float
    title, lines, body, caveat, foot, number : Box
        From the top of a slide to its foot.
    cover_title, cover_lines : Box
    cover, page : int
        Places of the layouts among those of the presentation.
    is_own : bool
        Whether the presentation is one of the office's.
    """

    size: tuple[float, float]
    title: Box
    lines: Box
    body: Box
    caveat: Box
    foot: Box
    number: Box
    cover_title: Box
    cover_lines: Box
    cover: int = 0
    page: int = 1
    is_own: bool = False


def _below(size: tuple[float, float], title: Box, floor: float, cover: tuple[Box, Box]) -> Frame:
    """Return the frame below a title and above a floor."""
    left, wide = title.left, title.width
    lines = Box(left, title.top + title.height + 0.02, wide, _LINES)
    foot = Box(left, floor - _FOOT, wide - 0.9, _FOOT)
    caveat = Box(left, foot.top - _CAVEAT - 0.04, wide, _CAVEAT)
    top = lines.top + lines.height + _GAP
    body = Box(left, top, wide, caveat.top - top - 0.06)
    number = Box(left + wide - 0.7, floor - _NUMBER, 0.7, _NUMBER)
    return Frame(size, title, lines, body, caveat, foot, number, *cover)


OURS = _below(
    (13.333, 7.5),
    Box(_MARGIN, 0.34, 13.333 - 2 * _MARGIN, 0.78),
    7.3,
    (Box(0.9, 2.0, 5.6, 2.2), Box(0.9, 4.35, 5.6, 1.6)),
)


class TemplateError(ValueError):
    """A presentation of the office that cannot be used; its code is a message's."""


def frame_of(made: Presentation) -> Frame:
    """Return where things stand in a presentation of the office's.

    Its layouts are found by the kinds of their placeholders: for the cover one with a title in
    the middle or a subtitle, for the pages one with a title and the fewest others.

    Raises
    ------
    TemplateError
        If it has no layout with a title, or leaves no room below it.
    """
    size = inches(made.slide_width or 0), inches(made.slide_height or 0)
    layouts: list[Any] = list(made.slide_layouts)
    titled = [at for at, one in enumerate(layouts) if _first(one, TITLES) is not None]
    if not titled:
        raise TemplateError("no_title")
    covers = [
        at
        for at in titled
        if _first(layouts[at], (KIND.CENTER_TITLE,)) is not None
        or _first(layouts[at], (KIND.SUBTITLE,)) is not None
    ]
    pages = [at for at in titled if at not in covers] or titled
    cover, page = (covers or titled)[0], min(pages, key=lambda at: _weight(layouts[at]))
    title = _box(_first(layouts[page], TITLES), size)
    floor = size[1] - 0.15 * size[1] / 7.5
    cover_title = _box(_first(layouts[cover], TITLES), size)
    subtitle = _first(layouts[cover], TEXTS)
    below = cover_title.top + cover_title.height + 0.1
    cover_lines = (
        _box(subtitle, size)
        if subtitle is not None
        else cover_title._replace(top=below, height=max(size[1] - below - 0.5, 0.5))
    )
    frame = _below(size, title, floor, (cover_title, cover_lines))
    if size[0] < _LEAST[0] or size[1] < _LEAST[1] or frame.body.height < _LEAST[2]:
        raise TemplateError("no_room")
    return Frame(
        **{name: getattr(frame, name) for name in ("size", "title", "lines", "body", "caveat")},
        **{name: getattr(frame, name) for name in ("foot", "number", "cover_title")},
        cover_lines=cover_lines,
        cover=cover,
        page=page,
        is_own=True,
    )


def _weight(layout: Any) -> tuple[int, int]:
    """Return how much a layout has beside its title: the least comes first."""
    small = {KIND.DATE, KIND.FOOTER, KIND.SLIDE_NUMBER}
    kinds = [holder.placeholder_format.type for holder in layout.placeholders]
    return sum(kind not in small and kind not in TITLES for kind in kinds), -len(kinds)


def _first(sheet: Any, kinds: Iterable[Any]) -> Any:
    wanted = set(kinds)
    holders = (one for one in sheet.placeholders if one.placeholder_format.type in wanted)
    return next(holders, None)


def _box(holder: Any, size: tuple[float, float]) -> Box:
    """Return the place of a placeholder; what has none of its own has that of our slides."""
    sides = [holder.left, holder.top, holder.width, holder.height]
    if any(side is None for side in sides):
        return Box(_MARGIN, 0.34, size[0] - 2 * _MARGIN, 0.78)
    return Box(*map(inches, sides))


def inches(side: int) -> float:
    """Return a length of the file in inches."""
    return Length(side).inches

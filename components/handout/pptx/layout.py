"""Where map, numbers and charts of a slide stand, by what it has and how its scene looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.blocks.bullet_chart import Bullets
from components.blocks.chart import Chart
from components.handout.deck import LISTS, Slide
from components.handout.pptx.text import Box

GAP = 0.28
MOST_BLOCKS = 2  # on a slide, so that their type can be read
HEADLINE, CARDS = 1.15, 1.45  # inches
_MAP, _MAP_BESIDE_TARGETS, _MAP_ALONE, _NUMBER = 0.54, 0.42, 0.68, 0.28


@dataclass(frozen=True)
class Places:
    """Where the parts of a slide stand; ``None`` where there is no such part.

    Attributes
    ----------
    map, cards : Box or None
    blocks : tuple of Box
    """

    map: Box | None
    cards: Box | None
    blocks: tuple[Box, ...]


def is_many(slide: Slide) -> bool:
    """Whether a slide has several cards."""
    return bool(slide.headline and len(slide.headline.cards) > 1)


def places_of(slide: Slide, body: Box) -> Places:
    """Return where the parts of a slide stand in its body."""
    if slide.layout == "map" and slide.map and slide.headline and not slide.blocks:
        number, rest = _column(body)
        return Places(rest, number, ())
    if slide.layout == "map" and slide.map and not slide.blocks:
        return Places(body, None, ())
    shown, side = _beside_map(slide, body) if slide.map else (None, body)
    if not slide.headline:
        return Places(shown, None, _blocks(side, slide.blocks))
    if is_many(slide) or not slide.blocks:
        high = CARDS if slide.blocks else side.height
        cards = side._replace(height=high)
        return Places(shown, cards, _blocks(_lower(side, high + 0.1), slide.blocks))
    if shown is None:
        number, rest = _column(side)
        return Places(None, number, _blocks(rest, slide.blocks))
    cards = side._replace(height=HEADLINE)
    return Places(shown, cards, _blocks(_lower(side, HEADLINE + 0.15), slide.blocks))


def _column(box: Box) -> tuple[Box, Box]:
    """Return a column for a number, and what is right of it."""
    wide = _NUMBER * (box.width - GAP)
    rest = box._replace(left=box.left + wide + GAP, width=box.width - wide - GAP)
    return box._replace(width=wide), rest


def _beside_map(slide: Slide, body: Box) -> tuple[Box, Box]:
    share = _MAP if slide.blocks or is_many(slide) else _MAP_ALONE
    if any(isinstance(block, Bullets) for block in slide.blocks):
        share = _MAP_BESIDE_TARGETS
    wide = share * (body.width - GAP)
    side = body._replace(left=body.left + wide + GAP, width=body.width - wide - GAP)
    return body._replace(width=wide), side


def _lower(box: Box, by: float) -> Box:
    return box._replace(top=box.top + by, height=box.height - by)


def _blocks(box: Box, blocks: Sequence[Chart]) -> tuple[Box, ...]:
    """Return places side by side; a list of many columns has more of the width."""
    weights = [1.25 if isinstance(block, LISTS) else 1.0 for block in blocks]
    whole = box.width - GAP * (len(blocks) - 1)
    made, left = [], box.left
    for weight in weights:
        wide = whole * weight / sum(weights)
        made.append(box._replace(left=left, width=wide))
        left += wide + GAP
    return tuple(made)

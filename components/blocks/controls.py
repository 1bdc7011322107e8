"""What the reader sets: choices that only change how a page shows things, and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from components.blocks.base import Block


@dataclass(frozen=True, kw_only=True)
class Options(Block):
    """A choice; each of `options` is a value and its name."""

    kind: ClassVar[str] = "options"
    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class Slider:
    """A number that the reader sets; it arrives as the option of this name.

    Attributes
    ----------
    name, label, text : str
        ``text`` is the value in words; ``unit`` follows the number while it is moved.
    """

    name: str
    label: str
    min: float
    max: float
    step: float
    value: float
    text: str
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Sliders(Block):
    """Numbers that the reader sets."""

    kind: ClassVar[str] = "sliders"
    title: str
    small: str
    sliders: tuple[Slider, ...]


def options_block(
    name: str, label: str, options: Sequence[tuple[str, str]], chosen: str
) -> Options:
    """Return a choice that only changes how the page shows things."""
    return Options(name=name, label=label, options=tuple(options), chosen=chosen)


def sliders_block(title: str, sliders: Sequence[Slider], small: str = "") -> Sliders:
    """Return numbers that the reader sets."""
    return Sliders(title=title, small=small, sliders=tuple(sliders))

"""The font of everything that is printed: Noto Sans CJK SC, from a dependency.

The package noto-cjk-sans-otc brings it under the SIL Open Font License, so that Chinese is
drawn on a machine without Chinese fonts. It is the collection that Debian ships too, byte for
byte; of its ten faces we use that of simplified Chinese. Its bold face is that of
`components.paper.bold_face`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTCollection  # type: ignore[import-untyped]
from matplotlib import rcParams
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import TextToPath
from noto_cjk_sans_otc import FONT_PATH

from components.paper.bold_face import bold_path

FAMILY = "Noto Sans CJK SC"
# The second comes with matplotlib and has signs that the first lacks.
FAMILIES = (FAMILY, "DejaVu Sans")

_MEASURED_PT = 100.0
_UNIT = re.compile(r"\s+|[^\s\u2e80-\uffef]+|[\u2e80-\uffef]")
_NO_START = frozenset("，。；：、！？）》】」』”’,.;:!?)]}%·…")
_NO_END = frozenset("（《【「『“‘([{")


@cache
def font_path() -> Path:
    """Return the file of the font, a collection; its one weight is regular."""
    return Path(str(FONT_PATH))


@cache
def font_number() -> int:
    """Return the place of the font in its file."""
    with TTCollection(font_path(), lazy=True) as collection:
        names = [face["name"].getDebugName(1) for face in collection.fonts]
    return names.index(FAMILY)


@cache
def register() -> None:
    """Make the font known to matplotlib, once.

    Hinting would make a line of text narrower on a screen than what is measured.
    """
    rcParams["text.hinting"] = "no_hinting"
    for path in font_files():
        fontManager.addfont(str(path))


def font_files() -> tuple[Path, ...]:
    """Return the files of the font: the collection, and the bold face."""
    return font_path(), bold_font()


def bold_font() -> Path:
    """Return the file of the bold face."""
    return bold_path(font_path(), font_number(), FAMILY)


def text_width(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is, in points; kerning may make it 1 % narrower."""
    return sum(_advance(sign, bold) for sign in text) * size_pt


@lru_cache(maxsize=20_000)
def _advance(sign: str, bold: bool) -> float:  # noqa: FBT001 -- a key of the cache
    """Return how wide a sign is, in its size."""
    register()
    properties = FontProperties(
        family=list(FAMILIES), size=_MEASURED_PT, weight="bold" if bold else "normal"
    )
    width, _, _ = TextToPath().get_text_width_height_descent(sign, properties, ismath=False)
    return float(width) / _MEASURED_PT


@lru_cache(maxsize=5_000)
def _wrapped(
    text: str,
    width_pt: float,
    size_pt: float,
    bold: bool,  # noqa: FBT001 -- a key of the cache
) -> tuple[str, ...]:
    lines, line = [], ""

    def wide(some: str) -> float:
        return text_width(some, size_pt, bold=bold)

    for unit in _units(text):
        if wide((line + unit).rstrip()) <= width_pt:
            line += unit
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = unit.lstrip()
        while wide(line) > width_pt and len(line) > 1:
            fits = next((n for n in range(len(line), 1, -1) if wide(line[:n]) <= width_pt), 1)
            lines.append(line[:fits])
            line = line[fits:]
    return (*lines, line.rstrip()) if line.strip() or not lines else tuple(lines)


def wrapped(text: str, width_pt: float, size_pt: float, *, bold: bool = False) -> list[str]:
    """Return the lines of a text in a column.

    Chinese breaks between any two characters but not before closing or after opening
    punctuation, English between words; a word wider than the column is cut.
    """
    return list(_wrapped(text, width_pt, size_pt, bold))


def _units(text: str) -> list[str]:
    """Cut a text where a line may end."""
    units: list[str] = []
    for unit in _UNIT.findall(text):
        after_opening = units and units[-1][-1] in _NO_END
        if units and not unit.isspace() and (unit[0] in _NO_START or after_opening):
            units[-1] += unit
        else:
            units.append(unit)
    return units

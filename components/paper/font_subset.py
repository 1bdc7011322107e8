"""The part of the font that a file needs, to be carried inside it."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from components.paper.fonts import FAMILY, font_number, font_path

# Vertical type and kerning are not used, and take room.
_DROPPED = ["vhea", "vmtx", "VORG", "GSUB", "GPOS", "BASE"]


def font_face(text: str) -> str:
    """Return a CSS rule with the letters of a text that the font has, as WOFF."""
    options = subset.Options(layout_features=[], hinting=False, name_IDs=[])
    options.drop_tables += _DROPPED
    options.flavor = "woff"
    made = BytesIO()
    file, face = font_path(), font_number()
    with TTFont(file, fontNumber=face, lazy=True, recalcTimestamp=False) as font:
        cut = subset.Subsetter(options)
        cut.populate(text=text)
        cut.subset(font)
        subset.save_font(font, made, options)
    data = b64encode(made.getvalue()).decode()
    return f"@font-face {{font-family: '{FAMILY}'; src: url(data:font/woff;base64,{data})}}"

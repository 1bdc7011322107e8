"""The part of the font that a file needs, to be carried inside it."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from components.paper.fonts import FAMILY, bold_font, font_number, font_path

# Vertical type and kerning are not used, and take room.
_DROPPED = ["vhea", "vmtx", "VORG", "GSUB", "GPOS", "BASE"]


def font_face(text: str, bold: str = "") -> str:
    """Return CSS rules with the letters of a text that the font has, as WOFF.

    Parameters
    ----------
    text, bold : str
        What stands there in the regular face, and what in the bold one.
    """
    rules = [_rule(text, font_path(), font_number(), "normal")]
    if bold:
        rules.append(_rule(bold, bold_font(), -1, "bold"))
    return "\n".join(rules)


def _rule(text: str, file: Path, face: int, weight: str) -> str:
    options = subset.Options(layout_features=[], hinting=False, name_IDs=[])
    options.drop_tables += _DROPPED
    options.flavor = "woff"
    made = BytesIO()
    with TTFont(file, fontNumber=face, lazy=True, recalcTimestamp=False) as font:
        cut = subset.Subsetter(options)
        cut.populate(text=text)
        cut.subset(font)
        subset.save_font(font, made, options)
    data = b64encode(made.getvalue()).decode()
    source = f"src: url(data:font/woff;base64,{data})"
    return f"@font-face {{font-family: '{FAMILY}'; font-weight: {weight}; {source}}}"

"""A PowerPoint file: the same slides give the same bytes, whenever it is made."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx.presentation import Presentation

from components.handout.pptx.text import EAST_ASIAN, LATIN

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_FONTS = re.compile(rb'<a:latin typeface="[^"]*"/>\s*<a:ea typeface=""/>')
_HANS = re.compile(rb'script="Hans" typeface="[^"]*"')


def file_bytes(deck: Presentation, day: date, *, is_own: bool = False) -> bytes:
    """Return a presentation as a file that knows no other time than `day`.

    The fonts of one of the office's stay as they are.
    """
    made = BytesIO()
    deck.save(made)
    return _stable(made.getvalue(), day, is_own=is_own)


def _stable(packed: bytes, day: date, *, is_own: bool) -> bytes:
    """Return a zip file without the times at which its parts were made.

    The workbooks behind charts are such files too.
    """
    made = BytesIO()
    with ZipFile(BytesIO(packed)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(
                ZipInfo(name, _LONG_AGO),
                _part(name, old.read(name), day, is_own=is_own),
                ZIP_DEFLATED,
                6,
            )
    return made.getvalue()


def _part(name: str, content: bytes, day: date, *, is_own: bool) -> bytes:
    if name.endswith(".xlsx"):
        return _stable(content, day, is_own=is_own)
    if name == "docProps/core.xml":
        return _STAMP.sub(f"{day.isoformat()}T00:00:00Z".encode(), content)
    if name.startswith("ppt/theme/") and not is_own:
        fonts = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/>'
        hans = f'script="Hans" typeface="{EAST_ASIAN}"'
        return _HANS.sub(hans.encode(), _FONTS.sub(fonts.encode(), content))
    return content

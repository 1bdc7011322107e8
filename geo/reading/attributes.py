"""Attribute texts of a Shapefile: nothing in it says reliably how they are encoded."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TypeVar

from geo.reading.findings import RefusedError

# GDAL told that texts are Latin-1 hands their bytes on one by one.
AS_BYTES = "ISO-8859-1"
_T = TypeVar("_T")


def decode_attributes(
    names: list[str], cells: list[list[object]], declaration: Path
) -> tuple[list[str], list[list[object]]]:
    """Decode field names and texts that were read as `AS_BYTES`.

    UTF-8 comes first: other text is almost never valid UTF-8 by chance. Then what the ``.cpg``
    file says, then GBK.

    Parameters
    ----------
    names : list of str
        Field names.
    cells : list of list
        One list a column.
    declaration : pathlib.Path
        The ``.cpg`` file, which may be missing or wrong.

    Raises
    ------
    RefusedError
        If no encoding fits.
    """
    declared = declaration.read_text("latin-1").strip() if declaration.exists() else ""
    texts = [*names, *(cell for column in cells for cell in column if isinstance(cell, str))]
    encoding = next((one for one in ("utf-8", declared, "gb18030") if _fits(one, texts)), None)
    if encoding is None:
        raise RefusedError("text_encoding")

    def decoded(value: _T) -> _T | str:
        return _decode(value, encoding) if isinstance(value, str) else value

    return [_decode(one, encoding) for one in names], [list(map(decoded, one)) for one in cells]


def _fits(encoding: str, texts: list[str]) -> bool:
    try:
        for text in texts:
            _decode(text, encoding)
    except (LookupError, UnicodeDecodeError):
        return False
    return True


def _decode(text: str, encoding: str) -> str:
    """Decode one text; a character cut in half by the width of the field is left out."""
    return codecs.getincrementaldecoder(encoding)().decode(text.encode("latin-1"))

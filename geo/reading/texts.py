"""Text of uploaded files: its encoding, and cells freed of what no reader can see."""

from __future__ import annotations

import codecs
import re

from geo.reading.findings import Note, RefusedError
from geo.reading.limits import TEXT_CHARACTERS

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Controls, lone surrogates, byte order marks, and marks that reverse what follows them.
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_SPACES = re.compile(r"[\t\r\n]+")


def decode_text(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with a mark, or GBK (as GB 18030).

    Raises
    ------
    RefusedError
        If the bytes are none of these, or hold NUL characters.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            text = _decoded(content[len(bom) :], (encoding,))
            break
    else:
        text = _decoded(content, ("utf-8", "gb18030"))
    if "\0" in text:
        raise RefusedError("text_nul", line=text.count("\n", 0, text.index("\0")) + 1)
    return text


def _decoded(content: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RefusedError("text_encoding")


def clean(text: str) -> str:
    """Return a text on one line, without invisible characters and outer spaces."""
    if text.isprintable():  # as nearly all are, and then nothing in it is invisible
        return text.strip()
    return _INVISIBLE.sub("", _SPACES.sub(" ", text)).strip()


def clean_columns(
    columns: list[str], cells: list[list[object]], rows: list[int]
) -> tuple[list[list[object]], list[Note]]:
    """Return columns of values with clean texts; an empty text becomes ``None``.

    Parameters
    ----------
    columns : list of str
        Their names.
    cells : list of list
        One list a column.
    rows : list of int
        Place of each row in the file, for the notes.

    Returns
    -------
    cells : list of list
    notes : list of Note
        Texts that were too long and are cut.
    """
    notes = []

    def cleaned(value: object, row: int, column: str) -> object:
        if not isinstance(value, str):
            return value
        text = clean(value)
        if len(text) > TEXT_CHARACTERS:
            notes.append(Note(row, column, "text_cut", {"limit": TEXT_CHARACTERS}))
            text = text[:TEXT_CHARACTERS]
        return text or None

    done = [
        [cleaned(value, row, column) for value, row in zip(values, rows, strict=True)]
        for column, values in zip(columns, cells, strict=True)
    ]
    return done, notes

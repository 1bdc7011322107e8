"""Attribute texts of a Shapefile: nothing in it says reliably how they are encoded."""

from __future__ import annotations

from pathlib import Path

from geo.reading.findings import Note
from geo.reading.mixed import UNKNOWN, decode_each

# GDAL told that texts are Latin-1 hands their bytes on one by one.
AS_BYTES = "ISO-8859-1"


def decode_attributes(
    names: list[str], cells: list[list[object]], declaration: Path
) -> tuple[list[str], list[list[object]], list[Note]]:
    """Decode field names and texts that were read as `AS_BYTES`, each by itself.

    Parameters
    ----------
    names : list of str
        Field names.
    cells : list of list
        One list a column.
    declaration : pathlib.Path
        The ``.cpg`` file, which may be missing or wrong.

    Returns
    -------
    names : list of str
    cells : list of list
    notes : list of Note
        Cells in another encoding than most; rows are features from 1.

    Raises
    ------
    RefusedError
        If no encoding fits most of the texts.
    """
    declared = declaration.read_text("latin-1").strip() if declaration.exists() else ""
    places = [
        (column, row)
        for column, values in enumerate(cells)
        for row, cell in enumerate(values)
        if isinstance(cell, str)
    ]
    given = [*names, *(str(cells[column][row]) for column, row in places)]
    texts, odd, usual = decode_each([one.encode("latin-1") for one in given], declared)
    titles = texts[: len(names)]
    decoded = [list(values) for values in cells]
    for (column, row), text in zip(places, texts[len(names) :], strict=True):
        decoded[column][row] = text
    notes = []
    for at, encoding in odd.items():
        column, row = places[at - len(names)] if at >= len(names) else (at, -1)
        notes.append(odd_text(texts[at], encoding, usual, row + 1 or None, titles[column]))
    return titles, decoded, notes


def odd_text(text: str, encoding: str, usual: str, row: int | None, column: str | None) -> Note:
    """Return the note on a text that is not in the encoding of most."""
    shown: dict[str, object] = {"value": " ".join(text.split())[:40], "usual": usual}
    if encoding == UNKNOWN:
        return Note(row, column, "text_lost", shown)
    return Note(row, column, "text_odd", {**shown, "encoding": encoding})

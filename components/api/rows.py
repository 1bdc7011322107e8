"""The rows that answer each question, by the same functions that answer the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from components.topics.timeline.moments import events_by
from data.catalog import Catalog
from data.conflicts import conflicts_by, sides
from data.counts import (
    counted_grade,
    counts,
    enterprise_cells,
    enterprises_fact,
    has_tenants,
    selected_total,
    unknown_zones,
    unlisted_zones,
    weakest,
)
from data.differing import all_conflicts, noted_figures
from data.facts import Fact, exactly
from data.i18n import LANGS
from data.in_print import afterwards, in_print
from data.indicators import read_indicator
from data.named import named_enterprises
from data.own_texts import Messages
from data.packs import local_dir
from data.registered import ENTERPRISES
from data.registers.questions import EVERYWHERE, Where
from data.sector_figures import figures_of
from data.selection import Dimension, Selection, visible
from data.status import chosen_projects, hides_projects
from data.targets import known_targets
from data.trail import read_trail
from geo.areas import areas_km2
from geo.handover.sourced import chosen_sample, place_of, read_at, register_rows
from geo.overlaid import in_choice, overlay_matrix, visible_outlines
from geo.overlay import intersections

_POINT = "EPSG:4326"
KEY = "key"  # beside the parameters: the row that is asked for


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows that are as many as they are, and given page by page.

    Attributes
    ----------
    count : int
    page : callable
        Takes a slice; returns those rows, in an order that only another state changes.
    told : mapping
        What an answer as JSON says beside them.
    """

    count: int
    page: Callable[[slice], pd.DataFrame]
    told: Mapping[str, Any]


def whole(frame: pd.DataFrame, **told: Any) -> Rows:
    """Return the rows of a frame."""
    frame = frame.reset_index(drop=True)
    return Rows(len(frame), lambda part: frame.iloc[part], told)


def figures(catalog: Catalog, chosen: Selection, given: Mapping[str, Any]) -> Rows:
    """Return the figures in print by the date; at the latest, those told of later too."""
    rows, as_of = visible(noted_figures(catalog), chosen), catalog.as_of(chosen)
    later = afterwards(catalog, rows, as_of).index
    held = in_print(catalog, rows, as_of).index.union(later)
    rows = rows[rows.index.isin(held)]
    rows = rows.assign(is_later=rows.index.isin(later))
    if chosen.sectors:
        ids = {one for sector in chosen.sectors for one in figures_of(catalog, sector)["figure_id"]}
        rows = rows[rows["figure_id"].isin(ids)]
    return whole(_filtered(rows, given, ("scope", "kind", "unit", "indicator")))


def enterprises(catalog: Catalog, chosen: Selection, given: Mapping[str, Any]) -> Rows:
    """Return the register of enterprises: one row each, named where its place is no assumption."""
    found = register(catalog, chosen, given.get(KEY))
    told: dict[str, Any] = {"total": _fact(_total(catalog, chosen)), **found.told}
    if not found.count and not has_tenants(catalog, chosen):
        told["remark"] = "unpublished"
    return replace(found, told=told)


def register(
    catalog: Catalog,
    chosen: Selection,
    key: str | None = None,
    window: Where = EVERYWHERE,
    kept: np.ndarray | None = None,
) -> Rows:
    """Return enterprises; of a register elsewhere an even sample, which says of how many.

    Parameters
    ----------
    key : str, optional
        The one that is asked for: in a register elsewhere it need not be in the sample, and a
        large one is not looked through for it.
    window, kept
        As `geo.handover.sourced.chosen_sample` takes them.
    """
    if key is not None and catalog.is_outside:
        window = Where(row=int(key) if re.fullmatch(r"\d{1,9}", key, re.ASCII) else -1)
    elif key is not None and catalog.register:
        window = Where(row=place_of(catalog.register, key))
    found = chosen_sample(catalog, chosen, window, kept)
    given, of = len(found.row), int(found.of.sum())
    told = {"remark": "sample", "sample": {"given": given, "of": of}} if of > given else {}

    def page(part: slice) -> gpd.GeoDataFrame:
        rows = register_rows(catalog, found, part)
        if catalog.is_outside:
            rows = rows.assign(**{f"remark_{lang}": read_at(lang) for lang in LANGS})
        return as_points(rows)

    return Rows(given, page, told)


def named(catalog: Catalog, chosen: Selection, given: Mapping[str, Any]) -> Rows:
    """Return the enterprises that the sources name."""
    del given
    rows = visible(named_enterprises(catalog, chosen), chosen)
    return whole(rows.assign(sectors=[";".join(one) for one in rows["sectors"]]))


def projects(catalog: Catalog, chosen: Selection, given: Mapping[str, Any]) -> Rows:
    """Return the projects, each with its status at the date and its place."""
    rows = _filtered(chosen_projects(catalog, chosen), given, ("facility",))
    assumed = catalog["project_places"].set_index("project_id")["assumption_id"]
    shown = rows["zone_evidence"].eq("illustrative") | rows["place_evidence"].eq("illustrative")
    rows = rows.assign(assumption_id=rows["project_id"].map(assumed).where(shown))
    told = {"remark": "unpublished"} if hides_projects(catalog, chosen) else {}
    return whole(as_points(rows), **told)


def zones(catalog: Catalog, chosen: Selection, given: Mapping[str, Any]) -> Rows:
    """Return the zones, with the outline that is drawn of each, if it may be shown."""
    del given
    rows = in_choice(visible(catalog["zones"], chosen), chosen)
    drawn = visible_outlines(catalog, chosen, "zone_outlines").set_index("feature_id")
    own = drawn.reindex(rows["zone"])
    has_shape = own.geometry.notna().to_numpy()
    areas = np.full(len(rows), np.nan)
    areas[has_shape] = areas_km2(own.geometry[has_shape].to_numpy())
    return whole(
        gpd.GeoDataFrame(
            rows.assign(
                outline_area_km2=areas,
                outline_evidence=own["evidence"].to_numpy(dtype=object),
                assumption_id=own["assumption_id"].to_numpy(dtype=object),
            ),
            geometry=own.geometry.to_numpy(),
            crs=_POINT,
        )
    )


def sectors(catalog: Catalog, chosen: Selection, given: Mapping[str, Any]) -> Rows:
    """Return the sectors."""
    del given
    rows = visible(catalog["sectors"], chosen).drop(columns="words")
    return whole(rows[rows["sector"].isin(chosen.sectors)] if chosen.sectors else rows)


def overlay(catalog: Catalog, chosen: Selection, given: Mapping[str, Any]) -> Rows:
    """Return how much of each zone lies in each coverage, and what stands there."""
    del given
    pairs = in_choice(overlay_matrix(catalog, replace(chosen, zones=())), chosen)
    drawn = [visible_outlines(catalog, chosen, f"{one}_outlines") for one in ("zone", "coverage")]
    cut = intersections(*drawn).set_index(["zone", "coverage"]).geometry
    shapes = cut.reindex(pd.MultiIndex.from_frame(pairs[["zone", "coverage"]]))
    by_id = [one.set_index("feature_id") for one in drawn]
    ids = [pairs["zone"], pairs["coverage"]]

    def both(column: str) -> list[list[object]]:
        return [
            list(one)
            for one in zip(
                *(rows[column].reindex(of) for rows, of in zip(by_id, ids, strict=True)),
                strict=True,
            )
        ]

    assumed = [
        ";".join(dict.fromkeys(one for one in pair if isinstance(one, str)))
        for pair in both("assumption_id")
    ]
    return whole(
        gpd.GeoDataFrame(
            pairs.assign(
                evidence=[counted_grade(weakest(pair)) for pair in both("evidence")],
                assumption_id=pd.Series(assumed, pairs.index, dtype=object).replace("", None),
                refs=None,
            ),
            geometry=shapes.to_numpy(),
            crs=_POINT,
        )
    )


def events(catalog: Catalog, chosen: Selection, given: Mapping[str, Any]) -> Rows:
    """Return the events, told apart by the date: past, due, open, ahead."""
    groups = events_by(catalog, catalog.as_of(chosen))
    rows = pd.concat([rows.assign(time=name) for name, rows in groups.items()])
    rows = visible(rows.loc[:, [not str(name).startswith("_") for name in rows]], chosen)
    return whole(_filtered(rows, given, ("category", "level")))


def targets(catalog: Catalog, chosen: Selection, given: Mapping[str, Any]) -> Rows:
    """Return the targets in print by the date."""
    del given
    rows = visible(known_targets(catalog, catalog.as_of(chosen)), chosen)
    return whole(rows[rows["sector"].isin(chosen.sectors)] if chosen.sectors else rows)


def conflicts(catalog: Catalog, chosen: Selection, given: Mapping[str, Any]) -> Rows:
    """Return where sources disagree, with the readings in print by the date."""
    as_of = catalog.as_of(chosen)
    rows = conflicts_by(catalog, all_conflicts(catalog).index, as_of).copy()
    held = [sides(catalog, row, as_of) for _, row in rows.iterrows()]
    for side in "abc":
        columns = [f"{side}_{one}" for one in ("zh", "en", "refs")]
        rows.loc[[side not in one for one in held], columns] = None
    return whole(_filtered(visible(rows, chosen), given, ("severity",)))


def sources(catalog: Catalog, chosen: Selection, given: Mapping[str, Any]) -> Rows:
    """Return the sources: articles, later publications, data sets."""
    rows = visible(catalog["sources"], chosen)
    return whole(_filtered(rows.assign(refs=rows["source_id"]), given, ("kind",)))


def revisions(catalog: Catalog, chosen: Selection, given: Mapping[str, Any]) -> Rows:
    """Return who changed the own pack, when, why and from what; the newest first."""
    del catalog, chosen, given
    rows = [
        {
            "revision": entry.number,
            "token": entry.token,
            "time": entry.time.isoformat(timespec="seconds"),
            "who": entry.done.by or None,
            "change": entry.done.kind,
            "title": entry.done.title,
            "why": entry.done.why or None,
            "files": "; ".join(entry.done.files) or None,
            "tables": entry.tables or None,
            "restored": entry.restored,
            "added": sum(one.added for one in entry.changes.counts.values()),
            "removed": sum(one.removed for one in entry.changes.counts.values()),
            "cells": sum(one.cells for one in entry.changes.counts.values()),
        }
        for entry in reversed(read_trail(local_dir()))
    ]
    return whole(pd.DataFrame(rows, columns=list(REVISION)).astype(object))


REVISION = (
    *("revision", "token", "time", "who", "change", "title", "why", "files", "tables", "restored"),
    *("added", "removed", "cells"),
)


def counted(catalog: Catalog, chosen: Selection, given: Mapping[str, Any]) -> Rows:
    """Return the numbers of the crossfilter: those of the bars and of the card."""
    of, by = given["of"], given["by"]
    made = counts(catalog, chosen, by=by, of=of)
    unknown = _unknown(catalog, made, by)
    graded = [one and counted_grade(one) for one in made["evidence"]]
    words = {lang: Messages(lang, catalog.texts(lang)) for lang in ("zh", "en")}
    rows = pd.DataFrame(
        {
            "of": of,
            "by": by,
            "value": made[by],
            **{
                f"label_{lang}": [_label(say, by, value) for value in made[by]]
                for lang, say in words.items()
            },
            "count": [
                None if one in unknown else int(count)
                for one, count in zip(made[by], made["count"], strict=True)
            ],
            "is_selected": made["selected"],
            "evidence": made["evidence"] if of == "enterprises" else graded,
            "refs": _count_refs(catalog, chosen, by, made[by]) if of == "enterprises" else None,
            "as_of": catalog.as_of(chosen).text,
        }
    )
    assumed = _assumed(catalog, of)
    rows["assumption_id"] = [assumed if one == "illustrative" else None for one in rows["evidence"]]
    if of == "enterprises":
        total = _total(catalog, chosen)
    else:
        count, grade = selected_total(catalog, chosen, of)
        total = (
            None
            if hides_projects(catalog, chosen)
            else exactly(count, "project", grade=counted_grade(grade) if grade else "")
        )
    return whole(rows.astype({"count": object}), total=_fact(total))


def _assumed(catalog: Catalog, of: str) -> str | None:
    """Return the assumptions of illustrative places; of a large file each row tells its own."""
    table = catalog["tenants" if of == "enterprises" else "project_places"]
    if of == "enterprises" and catalog.register:
        return None
    return ";".join(dict.fromkeys(table["assumption_id"].dropna())) or None


def _unknown(catalog: Catalog, made: pd.DataFrame, by: Dimension) -> frozenset[str]:
    """Return the zones whose zero would say that there is none, while nobody knows."""
    if by != "zone":
        return frozenset()
    found = unknown_zones(dict(zip(made[by], made["count"], strict=True)))
    empty = set(made[by][made["count"] == 0])
    return found | (unlisted_zones(catalog) & empty)


def _label(words: Messages, by: str, value: str) -> str:
    said = words(f"{by}.{value}")
    return said.partition(" ")[2] if by == "status" else said


def _count_refs(
    catalog: Catalog, chosen: Selection, by: Dimension, values: pd.Series
) -> list[str | None]:
    cells = enterprise_cells(catalog, chosen, by)
    if "refs" not in cells:
        return [None] * len(values)
    found = cells.groupby(by)["refs"].agg(
        lambda refs: ";".join(dict.fromkeys(";".join(refs).split(";")))
    )
    return [found.get(value) for value in values]


def _total(catalog: Catalog, chosen: Selection) -> Fact | None:
    """Return how many enterprises there are, with the date, grade and sources of the number."""
    fact, reading = enterprises_fact(catalog, chosen), None
    if fact is None:
        return None
    if not chosen.is_placed and not chosen.sectors:
        reading = read_indicator(catalog, ENTERPRISES, catalog.as_of(chosen))
    if reading is None:
        grade = selected_total(catalog, chosen, "enterprises")[1]
        return fact.known(as_of=catalog.as_of(chosen).text, grade=grade or "")
    refs = ";".join(dict.fromkeys(";".join(reading.figures["refs"]).split(";")))
    return fact.known(as_of=reading.as_of, grade=reading.grade, refs=refs)


def _fact(fact: Fact | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    names = ("value", "low", "high", "unit", "qualifier", "as_of", "grade", "refs")
    return {name: getattr(fact, name) if getattr(fact, name) != "" else None for name in names}


def _filtered(rows: pd.DataFrame, given: Mapping[str, Any], names: tuple[str, ...]) -> pd.DataFrame:
    for name in names:
        if given.get(name):
            rows = rows[rows[name] == given[name]]
    return rows


def as_points(rows: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return rows with ``lon`` and ``lat`` as points, those without a place without geometry."""
    places = gpd.points_from_xy(rows["lon"].astype(float), rows["lat"].astype(float))
    shapes = np.asarray(places, dtype=object)
    shapes[rows["lon"].isna().to_numpy()] = None
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=_POINT)

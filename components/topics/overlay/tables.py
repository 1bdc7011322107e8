"""The overlay as tables: the shaded matrix, one row a cell, and the areas in print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from components.blocks.base import Block, Panel
from components.blocks.credit import credit
from components.blocks.findings import alt_text
from components.blocks.html_table import column
from components.blocks.text import Words
from components.blocks.views import Link, Panels, table_block, table_panel, texts
from components.origin.counted import allocated
from components.origin.outlines import common_area, coverage_origin
from components.origin.references import references
from components.origin.values import Origin, origin_html
from components.session.filters import filter_text
from components.session.theme import STATUS_COLOURS
from components.topics.overlay.pieces import matrix_finding, matrix_note
from data.catalog import Catalog
from data.counts import has_tenants
from data.selection import Selection, visible
from data.status import chosen_projects
from geo.grades import common_grade, measure_grades, outline_evidence
from geo.overlaid import COVERAGES, in_choice, overlay_matrix


def _value(row: pd.Series, measure: str, words: Words) -> str:
    match measure:
        case "share":
            return words.percent(row["share"])
        case "area_km2":
            return f"{row['area_km2']:.2f}"
        case _:
            return words.number(row[measure])


def matrix_block(catalog: Catalog, measure: str, chosen: Selection, words: Words) -> Block:
    """Return the zones × coverage matrix as a table shaded by value; each cell opens its origin.

    Zones that are not chosen stay visible and pale.
    """
    frame = overlay_matrix(catalog, chosen)
    top = frame[measure].max() or 1
    shown = [name for name in COVERAGES if name in set(frame["coverage"])]
    rows = [
        {
            "key": zone,
            "name": {"text": words(f"zone.{zone}"), "open": f"origin-{zone}"},
            "pale": bool(chosen.zones) and zone not in chosen.zones,
            "cells": [
                {
                    "text": _value(row, measure, words),
                    "open": f"overlap-{zone}-{coverage}",
                    "weight": round(55 * row[measure] / top),
                }
                for coverage, row in own.set_index("coverage").loc[shown].iterrows()
            ],
        }
        for zone, own in frame.groupby("zone", sort=False)
    ]
    heads = [{"text": words(f"coverage.{name}"), "open": f"origin-{name}"} for name in shown]
    view, title, said = (
        "overlay-matrix",
        words("overlay.matrix"),
        matrix_finding(catalog, measure, chosen, words),
    )
    notes = [matrix_note(catalog, chosen, words)]
    assumed = common_grade(catalog, chosen) == "illustrative"
    refs = catalog["coverage"].set_index("coverage_id")["refs"]
    return Block(
        "matrix",
        {
            "id": view,
            "title": title,
            "small": filter_text(words, chosen),
            "finding": said,
            "alt": alt_text(words, title, said, [head["text"] for head in heads]),
            "notes": notes,
            "credit": credit(catalog, words, [refs[name] for name in shown], illustrative=assumed),
            "source": words("chart.table"),
            "corner": words("col.zone"),
            "heads": heads,
            "rows": rows,
            "shade": STATUS_COLOURS["partial"],
        },
        table_panel(view, title, lambda: long_table(catalog, frame, chosen, words), notes)
        | _cell_panels(catalog, frame, chosen, words),
        (measure_grades(catalog, chosen)[measure],) * (len(rows) * len(shown)),
    )


def _cell_panels(catalog: Catalog, frame: pd.DataFrame, chosen: Selection, words: Words) -> Panels:
    """Return the panel ``overlap-<zone>-<coverage>`` of each cell: all that it counts."""
    return {
        f"overlap-{row['zone']}-{row['coverage']}": partial(
            _cell_panel, catalog, chosen, words, row
        )
        for _, row in frame.iterrows()
    }


def _cell_panel(catalog: Catalog, chosen: Selection, words: Words, row: pd.Series) -> Panel:
    zone, coverage = words(f"zone.{row['zone']}"), str(row["coverage"])
    area, share = (_value(row, measure, words) for measure in ("area_km2", "share"))
    counted = words("origin.inside", zone=zone, coverage=words(f"coverage.{coverage}"))
    measured = common_area(
        catalog, chosen, words, words("origin.area_share", area=area, share=share)
    )
    grades = measure_grades(catalog, chosen)
    origins = [measured, _points(catalog, chosen, words, row, measured, grades, counted)]
    if has_tenants(catalog, chosen):
        amount = words.amount(row["enterprises"], "enterprise")
        basis = allocated(catalog, chosen, words, amount, grades["enterprises"])
        origins.append(
            replace(
                basis,
                counts=counted,
                assumptions=tuple(dict.fromkeys((*basis.assumptions, *measured.assumptions))),
            )
        )
    origins.append(coverage_origin(catalog, words, coverage))
    title = words("origin.cell", zone=zone, coverage=words(f"coverage.{coverage}"))
    return Panel(title, origin_html(catalog, words, origins, chosen))


def _points(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    row: pd.Series,
    measured: Origin,
    grades: dict[str, str],
    counted: str,
) -> Origin:
    """Return the origin of the number of projects in a cell."""
    projects = chosen_projects(catalog, chosen)
    places = visible(catalog["project_places"], chosen)
    own = places["project_id"].isin(projects["project_id"])
    assumed = list(places.loc[own, "assumption_id"].dropna())
    return replace(
        measured,
        value=words.amount(row["projects"], "project"),
        evidence=grades["projects"],
        counts=counted,
        assumptions=tuple(dict.fromkeys((*assumed, *measured.assumptions))),
    )


def cells_block(catalog: Catalog, frame: pd.DataFrame, chosen: Selection, words: Words) -> Block:
    """Return the same as a table, one row for each zone and coverage."""
    table, rows = long_table(catalog, frame, chosen, words), in_choice(frame, chosen)
    grades = measure_grades(catalog, chosen)
    keys = [
        f"overlap-{zone}-{name}" for zone, name in zip(rows["zone"], rows["coverage"], strict=True)
    ]
    grade_of = {
        words("col.area_km2"): grades["area_km2"],
        words("col.share"): grades["share"],
        words("col.enterprises"): grades["enterprises"],
        words("col.projects"): grades["projects"],
    }

    def cells(name: str) -> Sequence[str | Link]:
        if name == words("col.zone_km2"):
            return [
                Link(text, f"origin-{zone}", grades["area_km2"])
                for text, zone in zip(table[name], rows["zone"], strict=True)
            ]
        if name not in grade_of:
            return list(table[name])
        return [
            Link(text, key, grade_of[name] if text != "—" else "")
            for text, key in zip(table[name], keys, strict=True)
        ]

    return table_block(
        words,
        "overlay-cells",
        words("overlay.table"),
        {str(name): cells(str(name)) for name in table.columns},
        numeric=tuple(table.columns[2:7]),
        small=filter_text(words, chosen),
        whole=lambda: table,
        panels=_cell_panels(catalog, rows, chosen, words),
    )


def long_table(
    catalog: Catalog, frame: pd.DataFrame, chosen: Selection, words: Words
) -> pd.DataFrame:
    """Return the matrix as a table in words: one row for each zone and coverage."""
    rows = in_choice(frame, chosen)
    known = has_tenants(catalog, chosen)
    return pd.DataFrame(
        {
            words("col.zone"): [words(f"zone.{zone}") for zone in rows["zone"]],
            words("col.coverage"): [words(f"coverage.{name}") for name in rows["coverage"]],
            words("col.zone_km2"): [f"{area:.3f}" for area in rows["zone_km2"]],
            words("col.area_km2"): [f"{area:.3f}" for area in rows["area_km2"]],
            words("col.share"): [f"{100 * share:.1f}" for share in rows["share"]],
            words("col.enterprises"): [str(n) if known else "—" for n in rows["enterprises"]],
            words("col.projects"): [str(n) for n in rows["projects"]],
            words("col.evidence"): words.grade(outline_evidence(catalog, chosen)),
        }
    )


def reported_block(catalog: Catalog, words: Words) -> Block:
    """Return the areas that the articles print; each opens its origin."""
    rows = catalog["coverage"].set_index("coverage_id", drop=False).loc[list(COVERAGES)]
    lines = [row for _, row in rows.iterrows()]
    columns: dict[str, list[str | Link]] = {
        words("col.coverage"): [words.of(row, "name") for row in lines],
        words("col.value"): [
            Link(
                words.amount(row["value"], "km2"), f"printed-{row['coverage_id']}", row["evidence"]
            )
            for row in lines
        ],
        words("col.status"): [words(f"coverage.state.{row['state']}") for row in lines],
        words("col.as_of"): [words.date(row["as_of"]) for row in lines],
    }

    def whole() -> pd.DataFrame:
        frame = pd.DataFrame({name: texts(cells) for name, cells in columns.items()})
        sources = column((references(catalog, words, row["refs"]) for row in lines), frame)
        return frame.assign(**{words("col.source"): sources})

    def panel(row: pd.Series) -> Panel:
        origin = coverage_origin(catalog, words, row["coverage_id"])
        return Panel(words.of(row, "name"), origin_html(catalog, words, [origin]))

    return table_block(
        words,
        "overlay-reported",
        words("overlay.reported"),
        columns,
        numeric=(words("col.value"),),
        whole=whole,
        panels={f"printed-{row['coverage_id']}": partial(panel, row) for row in lines},
    )

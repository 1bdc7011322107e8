"""The overlay as tables: the shaded matrix, one row a cell, and the areas in print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from components.blocks.base import Block, Panel, Panels
from components.blocks.chart import chart_parts, table_panel
from components.blocks.credit import credit
from components.blocks.html_table import cells_frame, column
from components.blocks.matrix import Matrix, MatrixRow, Shaded
from components.blocks.table import Opening, table_block, texts
from components.blocks.text import Words
from components.blocks.tip import Tip
from components.origin.counted import allocated
from components.origin.outlines import common_area, coverage_origin
from components.origin.references import references
from components.origin.values import Origin, origin_body
from components.session.filters import filter_text
from components.session.theme import SHADE
from components.topics.overlay.answers import matrix_finding, matrix_note
from data.catalog import Catalog
from data.counts import has_tenants
from data.coverages import areas
from data.memo import VIEWS, remembered
from data.selection import Selection, visible
from data.status import chosen_projects
from geo.grades import common_grade, measure_grades, outline_evidence
from geo.overlaid import in_choice, overlay_matrix

_UNITS = {"area_km2": "km2", "enterprises": "enterprise", "projects": "project"}


def _value(row: pd.Series, measure: str, words: Words) -> str:
    match measure:
        case "share":
            return words.percent(row["share"])
        case "area_km2":
            return words.decimals(row["area_km2"], 2)
        case _:
            return words.number(row[measure])


def _with_unit(row: pd.Series, measure: str, words: Words) -> str:
    text, unit = _value(row, measure, words), _UNITS.get(measure)
    return words(f"unit.{unit}", value=text) if unit else text


@remembered(VIEWS)
def matrix_block(catalog: Catalog, measure: str, chosen: Selection, words: Words) -> Matrix:
    """Return the zones × coverage matrix as a table shaded by value; each cell opens its origin.

    Zones that are not chosen stay visible and pale.
    """
    frame = overlay_matrix(catalog, chosen)
    top, grade = frame[measure].max() or 1, measure_grades(catalog, chosen)[measure]
    shown = [name for name in areas(catalog) if name in set(frame["coverage"])]
    names = {name: words(f"coverage.{name}") for name in shown}
    rows = [
        MatrixRow(
            str(zone),
            Opening(words(f"zone.{zone}"), f"origin-{zone}"),
            pale=bool(chosen.zones) and zone not in chosen.zones,
            cells=tuple(
                Shaded(
                    _value(row, measure, words),
                    f"overlap-{zone}-{coverage}",
                    round(55 * row[measure] / top),
                    grade,
                    Tip(
                        words(
                            "overlay.cell",
                            zone=words(f"zone.{zone}"),
                            coverage=names[str(coverage)],
                        ),
                        _with_unit(row, measure, words),
                        (words(f"overlay.measure.{measure}"), words.grade(grade)),
                    ),
                )
                for coverage, row in own.set_index("coverage").loc[shown].iterrows()
            ),
        )
        for zone, own in frame.groupby("zone", sort=False)
    ]
    heads = tuple(Opening(words(f"coverage.{name}"), f"origin-{name}") for name in shown)
    view, title, said = (
        "overlay-matrix",
        words("overlay.matrix"),
        matrix_finding(catalog, measure, chosen, words),
    )
    notes = [matrix_note(catalog, chosen, words)]
    assumed = common_grade(catalog, chosen) == "illustrative"
    refs = catalog["coverage"].set_index("coverage_id")["refs"]
    return Matrix(
        **chart_parts(
            words,
            view,
            title,
            finding=said,
            credit=credit(catalog, words, [refs[name] for name in shown], illustrative=assumed),
            values=[head.text for head in heads],
            small=filter_text(words, chosen),
            notes=notes,
        ),
        corner=words("col.zone"),
        heads=heads,
        rows=tuple(rows),
        shade=SHADE,
        panels=table_panel(view, title, lambda: long_table(catalog, frame, chosen, words), notes)
        | _cell_panels(catalog, frame, chosen, words),
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
    return Panel(title, origin_body(catalog, words, origins, chosen))


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


@remembered(VIEWS)
def cells_block(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the same as a table, one row for each zone and coverage."""
    frame = overlay_matrix(catalog, chosen)
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

    def cells(name: str) -> Sequence[str | Opening]:
        if name == words("col.zone_km2"):
            return [
                Opening(text, f"origin-{zone}", grades["area_km2"])
                for text, zone in zip(table[name], rows["zone"], strict=True)
            ]
        if name not in grade_of:
            return list(table[name])
        return [
            Opening(text, key, grade_of[name] if text != "—" else "")
            for text, key in zip(table[name], keys, strict=True)
        ]

    return table_block(
        words,
        "overlay-cells",
        words("overlay.table"),
        {str(name): cells(str(name)) for name in table.columns if name != words("col.evidence")},
        numeric=tuple(table.columns[2:7]),
        small=filter_text(words, chosen),
        notes=[words("overlay.cells_grade", grade=words.grade(outline_evidence(catalog, chosen)))],
        whole=lambda: table,
        panels=_cell_panels(catalog, rows, chosen, words),
    )


def long_table(
    catalog: Catalog, frame: pd.DataFrame, chosen: Selection, words: Words
) -> pd.DataFrame:
    """Return the matrix as a table in words: one row for each zone and coverage."""
    rows = in_choice(frame, chosen)
    known = has_tenants(catalog, chosen)
    return cells_frame(
        {
            words("col.zone"): [words(f"zone.{zone}") for zone in rows["zone"]],
            words("col.coverage"): [words(f"coverage.{name}") for name in rows["coverage"]],
            words("col.zone_km2"): [words.decimals(area, 3) for area in rows["zone_km2"]],
            words("col.area_km2"): [words.decimals(area, 3) for area in rows["area_km2"]],
            words("col.share"): [words.decimals(100 * share, 1) for share in rows["share"]],
            words("col.enterprises"): [
                words.number(n) if known else "—" for n in rows["enterprises"]
            ],
            words("col.projects"): [words.number(n) for n in rows["projects"]],
            words("col.evidence"): words.grade(outline_evidence(catalog, chosen)),
        }
    )


@remembered(VIEWS)
def reported_block(catalog: Catalog, words: Words) -> Block:
    """Return the areas that the articles print; each opens its origin."""
    rows = catalog["coverage"].set_index("coverage_id", drop=False).loc[list(areas(catalog))]
    lines = [row for _, row in rows.iterrows()]
    columns: dict[str, list[str | Opening]] = {
        words("col.coverage"): [words.of(row, "name") for row in lines],
        words("col.value"): [
            Opening(
                words.amount(row["value"], "km2"), f"printed-{row['coverage_id']}", row["evidence"]
            )
            for row in lines
        ],
        words("col.status"): [words(f"coverage.state.{row['state']}") for row in lines],
        words("col.as_of"): [words.date(row["as_of"]) for row in lines],
    }

    def whole() -> pd.DataFrame:
        frame = cells_frame({name: texts(cells) for name, cells in columns.items()})
        sources = column((references(catalog, words, row["refs"]) for row in lines), frame)
        return frame.assign(**{words("col.source"): sources})

    def panel(row: pd.Series) -> Panel:
        origin = coverage_origin(catalog, words, row["coverage_id"])
        return Panel(words.of(row, "name"), origin_body(catalog, words, [origin]))

    return table_block(
        words,
        "overlay-reported",
        words("overlay.reported"),
        columns,
        numeric=(words("col.value"),),
        whole=whole,
        panels={f"printed-{row['coverage_id']}": partial(panel, row) for row in lines},
    )

"""Which zones, projects and landmarks the test area and its road reach, as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import pandas as pd

from components.blocks.assumed import assumed as marked
from components.blocks.base import Block, Content, Panel
from components.blocks.chart import headed
from components.blocks.html_table import cells_frame, column
from components.blocks.plain import empty, heading
from components.blocks.table import Opening, Table, table_block, texts
from components.blocks.text import Words
from components.origin.outlines import common_area
from components.origin.references import assumption_text
from components.origin.values import origin_body
from components.session.filters import filter_text
from components.session.request import Request
from data.catalog import Catalog
from data.memo import VIEWS, remembered
from data.selection import Selection
from geo.grades import common_grade
from geo.reach import WHOLE
from geo.reached import KINDS as REACHED
from geo.reached import NEAR_KM, inside_counts, reach_table

KIND, KINDS = "test-area-kind", ("all", *REACHED)
REACH, REACHES = "test-area-reach", ("all", "reachable", "beyond")


def reach_blocks(request: Request, *, known: bool) -> Content:
    """Return the table with its heading, between which the page's choices stand.

    Parameters
    ----------
    known : bool
        Whether the test area was in print by the as-of date.
    """
    words = request.words
    block = reach_block(request) if known else empty(words("test-area.empty_date"))
    if isinstance(block, Table):
        return headed("reach-table", block)
    small = filter_text(words, request.chosen)
    return {"reach-table-heading": heading(words("test-area.within"), small), "reach-table": block}


def reach_block(request: Request) -> Block:
    """Return the table under the page's two choices: of what, and reached or not."""
    kind, reached = request.option(KIND, KINDS), request.option(REACH, REACHES)
    return _reach_block(request.catalog, request.chosen, request.words, kind, reached)


@remembered(VIEWS)
def _reach_block(
    catalog: Catalog, chosen: Selection, words: Words, kind: str, reached: str
) -> Block:
    frame = reach_table(catalog, chosen)
    if frame.empty:
        return empty(words("test-area.empty_published"))
    rows = frame if kind == "all" else frame[frame["kind"] == kind]
    if reached != "all":
        rows = rows[rows["reachable"] == (reached == "reachable")]
    if rows.empty:
        return empty(words("test-area.empty_reach"))
    rows = rows.sort_values("area_km", kind="stable", ignore_index=True)
    assumed = {"zone": "outline-zone", "project": "project-spread", "landmark": "outline-coverage"}
    grade = common_grade(catalog, chosen)

    def cells(values: Iterable[str]) -> list[str | Opening]:
        return [
            Opening(text, f"reach-{n}", grade) if text != "—" else text
            for n, text in enumerate(values)
        ]

    columns: dict[str, list[str | Opening]] = {
        words("test-area.col.name"): [words.of(row, "name") for _, row in rows.iterrows()],
        words("col.kind"): [words(f"test-area.kind.{kind}") for kind in rows["kind"]],
        words("test-area.col.position"): cells(_position(share, words) for share in rows["share"]),
        words("test-area.col.area_km"): cells(words.decimals(km, 2) for km in rows["area_km"]),
        words("test-area.col.road_km"): cells(_km(km, words) for km in rows["road_km"]),
        words("test-area.col.reachable"): [
            words("test-area.yes" if reachable else "test-area.no")
            for reachable in rows["reachable"]
        ],
        words("test-area.col.error"): cells(
            words.number(error) if pd.notna(error) else "—" for error in rows["error_m"]
        ),
    }

    def panel(row: pd.Series) -> Panel:
        value = words("test-area.reach_value", km=f"{row['area_km']:.2f}")
        own = common_area(catalog, chosen, words, value, words("test-area.reach_counts"))
        where = assumed[row["kind"]]
        if own.evidence == "illustrative":
            own = replace(own, assumptions=tuple(dict.fromkeys((*own.assumptions, where))))
        return Panel(words.of(row, "name"), origin_body(catalog, words, [own], chosen))

    def whole() -> pd.DataFrame:
        made = cells_frame({name: texts(cells) for name, cells in columns.items()})
        sources = (assumption_text(catalog, words, assumed[kind]) for kind in rows["kind"])
        return made.assign(**{words("col.assumption"): column(sources, made)})

    numeric = tuple(words(f"test-area.col.{name}") for name in ("area_km", "road_km", "error"))
    return table_block(
        words,
        "test-area-reach",
        words("test-area.within"),
        columns,
        numeric=numeric,
        search=True,
        finding=_inside(catalog, chosen, words),
        small=filter_text(words, chosen),
        notes=[words("test-area.reach_note", near=words.amount(NEAR_KM, "km"))],
        whole=whole,
        panels={f"reach-{n}": partial(panel, row) for n, row in rows.iterrows()},
    )


def _inside(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return how many zones, projects and landmarks lie wholly inside the test area."""
    said = words("finding.reach", **inside_counts(reach_table(catalog, chosen)))
    assumed = common_grade(catalog, chosen) == "illustrative"
    return marked(words, said) if assumed else said


def _km(km: float, words: Words) -> str:
    return "—" if pd.isna(km) else words.decimals(km, 2)


def _position(share: float, words: Words) -> str:
    if share > WHOLE:
        return words("test-area.inside")
    if share > 0:
        return words("test-area.partly", share=words.amount(round(100 * share, 1), "percent"))
    return words("test-area.outside")

"""How much of each zone lies in a coverage, as linked bars."""

from __future__ import annotations

import pandas as pd

from components.blocks.bar import Bar
from components.blocks.bar_chart import bars_block
from components.blocks.base import Block, Panel
from components.blocks.credit import credit
from components.blocks.findings import marked, side_by_side
from components.blocks.html_table import cells_frame, column
from components.blocks.text import Words
from components.origin.outlines import common_area, coverage_origin
from components.origin.references import assumption_text
from components.origin.values import origin_body
from components.session.theme import Theme, zone_colours
from data.catalog import Catalog
from data.facts import Said, exactly
from data.selection import Selection
from geo.grades import common_grade
from geo.overlaid import overlay_matrix
from geo.reach import WHOLE

_FEW = 2  # zones that a sentence names


def share_text(share: float, words: Words) -> Said:
    """Return a share (0-1) as percent with at most one decimal."""
    return words.amount(round(100 * share, 1), "percent")


def zone_shares(catalog: Catalog, chosen: Selection, coverage: str) -> pd.DataFrame:
    """Return the rows of `geo.overlaid.overlay_matrix` of one coverage."""
    frame = overlay_matrix(catalog, chosen)
    return frame[frame["coverage"] == coverage]


def _said(words: Words, bars: list[Bar], coverage: str) -> str:
    """Return the shares of a few chosen zones, or how many lie inside whole."""
    chosen = [bar for bar in bars if bar.selected]
    if len(chosen) < len(bars) and len(chosen) <= _FEW:
        said = side_by_side(words, chosen)
        return marked(words, chosen, words("finding.inside", shares=said, coverage=coverage))
    whole = sum(bar.value > 100 * WHOLE for bar in chosen)
    return marked(
        words,
        bars,
        words("finding.whole", count=whole, total=len(chosen), coverage=coverage),
    )


def zone_share_chart(
    catalog: Catalog, chosen: Selection, words: Words, theme: Theme, chart: str, coverage: str
) -> Block:
    """Return the share of each zone in a coverage; a click chooses the zone.

    Parameters
    ----------
    chart : str
        Its name in ids.
    coverage : str
        One whose outline may be shown.
    """
    rows = zone_shares(catalog, chosen, coverage)
    evidence = common_grade(catalog, chosen)
    colours = zone_colours(catalog.zones)

    def bar(zone: str, share: float, area: float) -> Bar:
        label = words(f"zone.{zone}")
        text = share_text(share, words)
        return Bar(
            zone,
            label,
            exactly(100 * share, "percent", grade=evidence),
            text,
            fill=colours[zone],
            stroke=theme.outline,
            hatched=evidence == "illustrative",
            selected=not chosen.zones or zone in chosen.zones,
            more=(words.amount(area, "km2"),),
        )

    def origin(zone: str) -> Panel:
        row = rows[rows["zone"] == zone].iloc[0]
        value = f"{share_text(row['share'], words)} · {words.amount(row['area_km2'], 'km2')}"
        both = [
            common_area(catalog, chosen, words, value),
            coverage_origin(catalog, words, coverage),
        ]
        return Panel(words(f"zone.{zone}"), origin_body(catalog, words, both, chosen))

    def table() -> pd.DataFrame:
        source = assumption_text(catalog, words, "outline-coverage")
        return cells_frame(
            {
                words("col.zone"): [words(f"zone.{zone}") for zone in rows["zone"]],
                words("col.area_km2"): [words.decimals(area, 3) for area in rows["area_km2"]],
                words("col.share"): [words.decimals(100 * share, 1) for share in rows["share"]],
                words("col.projects"): [words.number(count) for count in rows["projects"]],
                words("col.source"): column([source] * len(rows), rows),
            }
        )

    columns = (rows["zone"], rows["share"], rows["area_km2"])
    bars = [bar(*row) for row in zip(*columns, strict=True)]
    refs = catalog["coverage"].set_index("coverage_id")["refs"][coverage]
    return bars_block(
        words,
        chart,
        bars,
        small=words("test-area.share_unit"),
        notes=[words("test-area.zones_note")],
        table=table,
        credit=credit(catalog, words, [refs], illustrative=evidence == "illustrative"),
        finding=_said(words, bars, words(f"coverage.{coverage}")),
        numeric=(words("col.area_km2"), words("col.share"), words("col.projects")),
        dimension="zone",
        origin=origin,
    )

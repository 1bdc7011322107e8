"""The zones of the map with their rank and score."""

from __future__ import annotations

from components.blocks.text import Words
from components.map.page_marks import KeySign, Mark, Marks, lines
from components.map.project_marks import marks_finding
from components.topics.sites.texts import score_text
from data.catalog import Catalog
from data.memo import VIEWS, remembered
from data.selection import Selection, visible
from data.tokens import PART_COLOURS
from geo.site_scores import assess, criteria

_COLOUR = PART_COLOURS[0]


@remembered(VIEWS)
def site_marks(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    station: str,
    weights: tuple[float, ...],
) -> Marks:
    """Return rank and score of each zone, in it; none where nothing is scored."""
    made = assess(catalog, chosen, station, dict(zip(criteria(catalog), weights, strict=True)))
    if made is None:
        return Marks()
    shapes = visible(catalog.outlines["zone_outlines"], chosen).set_index("feature_id").geometry
    items = []
    for place, zone in enumerate(made.zones):
        _, south, _, _ = shapes[zone].bounds  # where it covers no letter
        rank, score = int(made.rank[place]), score_text(float(made.total[place]))
        said = words("map.site", rank=rank, score=score)
        name = words(f"zone.{zone}")
        item = Mark(
            id=f"site-{zone}",
            at=(float(south), float(shapes[zone].representative_point().x)),
            sign=str(rank),
            colour=_COLOUR,
            label=lines((name, said)),
            tip=lines(name, said, words("map.tip.zone_score")),
            text=score,
            open=f"site-{zone}",
            hatched=made.illustrative,
        )
        items.append(item)
    return Marks(
        title=words("map.sites"),
        items=items,
        legend=[KeySign("1", _COLOUR, words("map.sites_sign"))],
        finding=marks_finding(words, "map.sites_shown", items, len(items)),
    )

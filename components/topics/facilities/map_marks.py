"""Facility projects on the map, by what they build."""

from __future__ import annotations

from components.blocks.profile import profile_id
from components.blocks.text import Words
from components.map.page_marks import KeySign, Mark, Marks, lines
from components.map.project_marks import assumed_places, marks_finding, place_note
from components.session.theme import PART_COLOURS
from data.catalog import Catalog
from data.facilities import KINDS, chosen_facilities
from data.memo import VIEWS, remembered
from data.selection import Selection

_COLOURS = dict(zip(KINDS, PART_COLOURS, strict=True))


@remembered(VIEWS)
def facility_marks(catalog: Catalog, chosen: Selection, kind: str, words: Words) -> Marks:
    """Return the chosen facility projects that have a place, by kind."""
    frame = chosen_facilities(catalog, chosen, kind)
    placed, assumed = frame[frame["lon"].notna()], assumed_places(catalog)
    items = []
    for _, row in placed.iterrows():
        name, built = words.of(row, "name"), words(f"facilities.kind.{row['kind']}")
        is_assumed = row["project_id"] in assumed
        where = words("map.tip.place_assumed" if is_assumed else "map.tip.place_known")
        status = words(f"status.{row['status']}")
        since = words("map.tip.since", date=words.date(row["status_date"]))
        item = Mark(
            id=str(row["project_id"]),
            at=(float(row["lat"]), float(row["lon"])),
            sign=words(f"facilities.sign.{row['kind']}"),
            colour=_COLOURS[row["kind"]],
            label=lines((name, built, status)),
            tip=lines(name, (built, status, since, words.grade(row["status_evidence"])), where),
            open=profile_id("building", row["project_id"]),
            hatched=is_assumed,
        )
        items.append(item)
    held = set(placed["kind"])
    legend = [
        KeySign(words(f"facilities.sign.{one}"), colour, words(f"facilities.kind.{one}"))
        for one, colour in _COLOURS.items()
        if one in held
    ]
    unplaced = len(frame) - len(placed)
    return Marks(
        title=words("map.facilities") if items else "",
        items=items,
        legend=legend,
        note=place_note(catalog, chosen, words, "map.facilities_unplaced", unplaced),
        finding=marks_finding(words, "map.facilities_shown", items, len(frame)),
    )

"""The area that the reader drew: its shape for the map, what it holds, and all that as a panel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
import pandas as pd
import shapely

from components.blocks.base import Block, Panel, plain
from components.blocks.html_table import cells_frame, column, note_html, table_html
from components.blocks.text import Words
from components.origin.counted import allocated, projects_body
from components.origin.references import assumption_text, references
from components.origin.register import not_counted
from components.origin.values import Origin, origin_body
from components.session.addresses import page_link
from components.session.filters import area_amount, area_name
from components.session.request import Seen
from data.catalog import Catalog
from data.counts import count_grade, enterprises_fact, selected_total
from data.drawn_area import area_problem, area_shape, circle_of
from data.facts import Said
from data.memo import VIEWS, remembered
from data.selection import Selection
from data.status import chosen_projects, hides_projects
from geo.datum import area_to_gcj02, wgs84_to_gcj02
from geo.inside import Ground, ground_inside, unplaced

PANEL = "area"
_TASK = "start~area"  # of the editor, see `components.editing.desk.Place`
_FEW = 2  # zones that the box names
Point = tuple[float, float]


@dataclass(frozen=True)
class AreaFact:
    """One line of what an area holds.

    Attributes
    ----------
    label, value : str
    note : str
        What is to be said beside the number, such as how many cannot be located.
    grade : str
        Of evidence; empty for what is no number.
    """

    label: str
    value: str
    note: str = ""
    grade: str = ""


@dataclass(frozen=True, kw_only=True)
class DrawnArea(Block):
    """What was drawn, for the map and in words; without a title there is nothing.

    Attributes
    ----------
    area : str
        As in the link.
    rings : list of list of tuple
        Latitude and longitude in degrees, in the datum of the map; none for a circle.
    circle : tuple of float, optional
        Latitude, longitude and radius in metres.
    save, save_at : str
        What keeps it under a name: in words, and the address where that is done.
    named : list of tuple of str
        Areas that were kept before, as names and texts; on offer whatever is drawn.
    """

    kind: ClassVar[str] = "area"
    area: str = ""
    rings: list[list[Point]] = field(default_factory=list)
    circle: tuple[float, float, int] | None = None
    title: str = ""
    facts: list[AreaFact] = field(default_factory=list)
    details: str = ""
    remove: str = ""
    save: str = ""
    save_at: str = ""
    named: list[tuple[str, str]] = field(default_factory=list)

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each number that it shows."""
        return tuple(fact.grade for fact in self.facts if fact.grade)


def area_block(catalog: Catalog, chosen: Selection, words: Words, seen: Seen) -> DrawnArea:
    """Return the drawn area of a selection, in the datum of the map that is seen."""
    if chosen.area:
        return _block(catalog, chosen, words, gcj02=seen.is_gcj02)
    return DrawnArea(named=named_areas(catalog, words, gcj02=seen.is_gcj02))


def named_areas(catalog: Catalog, words: Words, *, gcj02: bool) -> list[tuple[str, str]]:
    """Return names and texts of the areas that the office has kept, in the datum of the map."""
    region = catalog.choices.region
    return [
        (words.of(row, "name"), area_to_gcj02(row["area"]) if gcj02 else row["area"])
        for _, row in catalog["areas"].iterrows()
        if not area_problem(row["area"], region)
    ]


@remembered(VIEWS)
def _block(catalog: Catalog, chosen: Selection, words: Words, *, gcj02: bool) -> DrawnArea:
    circle = circle_of(chosen.area)
    parts = [] if circle else shapely.get_parts(area_shape(chosen.area))
    middle = _drawn(np.array([[circle[1], circle[0]]]), gcj02=gcj02)[0] if circle else None
    return DrawnArea(
        area=chosen.area,
        rings=[_drawn(shapely.get_coordinates(part)[:-1], gcj02=gcj02) for part in parts],
        circle=(*middle, circle[2]) if circle and middle else None,
        title=area_name(chosen.area, words),
        facts=area_facts(catalog, chosen, words),
        details=words("area.details"),
        remove=words("filter.remove_area"),
        save=words("area.save"),
        save_at=page_link("edit", chosen, _TASK),
        named=named_areas(catalog, words, gcj02=gcj02),
        panels={PANEL: lambda: area_panel(catalog, chosen, words)},
    )


def _drawn(lonlat: np.ndarray, *, gcj02: bool) -> list[Point]:
    lon, lat = lonlat.T
    if gcj02:
        lon, lat = wgs84_to_gcj02(lon, lat)
    return list(zip(lat.round(6).tolist(), lon.round(6).tolist(), strict=True))


def area_facts(catalog: Catalog, chosen: Selection, words: Words) -> list[AreaFact]:
    """Return what an area holds in a few lines: firms, projects, zones, the nearest station."""
    ground = ground_inside(catalog, chosen)
    return [
        _enterprises(catalog, chosen, words),
        _projects(catalog, chosen, words),
        *_zones(ground, words),
        *_nearest(ground, words),
    ]


def _enterprises(catalog: Catalog, chosen: Selection, words: Words) -> AreaFact:
    fact, without = enterprises_fact(catalog, chosen), unplaced(catalog, chosen).enterprises
    note = words("area.without_place", count=words.amount(without, "enterprise")) if without else ""
    if fact is None:
        return AreaFact(words("area.enterprises"), not_counted(catalog, chosen, words), note)
    grade = selected_total(catalog, chosen, "enterprises")[1] or "derived"
    return AreaFact(words("area.enterprises"), words.fact(fact), note, grade)


def _projects(catalog: Catalog, chosen: Selection, words: Words) -> AreaFact:
    without = unplaced(catalog, chosen).projects
    note = words("area.without_place", count=words.amount(without, "project")) if without else ""
    if hides_projects(catalog, chosen):
        return AreaFact(words("area.projects"), words("card.unpublished"), note)
    found = chosen_projects(catalog, chosen)
    value = words.amount(len(found), "project")
    return AreaFact(words("area.projects"), value, note, count_grade(found, placed=True))


def _zones(ground: Ground, words: Words) -> list[AreaFact]:
    zones = ground.parts[ground.parts["kind"] == "zone"]
    if zones.empty:
        return []
    said = [
        words("area.share_of", name=words(f"zone.{zone}"), share=words.percent(share))
        for zone, share in zip(zones["feature_id"], zones["share"], strict=True)
    ]
    value = words.join(said[:_FEW]) + ("…" if len(said) > _FEW else "")
    return [AreaFact(words("area.zones"), value, "", _grade(zones["evidence"]))]


def _nearest(ground: Ground, words: Words) -> list[AreaFact]:
    if ground.stations.empty:
        return []
    row = ground.stations.iloc[0]
    label = words("area.to", name=words.of(row, "name"))
    return [AreaFact(label, _km(row["km"], words), "", "derived")]


def _km(km: float, words: Words) -> Said:
    return words.amount(round(float(km), 1), "km")


def _grade(grades: pd.Series) -> str:
    return "illustrative" if "illustrative" in set(grades) else "derived"


def area_panel(catalog: Catalog, chosen: Selection, words: Words) -> Panel:
    """Return all that is known of the drawn area, as a table to take along."""
    table = area_table(catalog, chosen, words)
    shown = table.drop(columns=words("col.source"))
    area = Origin(
        area_amount(chosen.area, words),
        "derived",
        counts=words("area.measured"),
        as_of=catalog.as_of(chosen).text,
    )
    body = plain(table_html(shown, numeric=(words("col.value"),)))
    body += plain(note_html([words("area.note")])) + origin_body(catalog, words, [area], chosen)
    fact = enterprises_fact(catalog, chosen)
    if fact is not None:
        grade = selected_total(catalog, chosen, "enterprises")[1] or "derived"
        origin = allocated(catalog, chosen, words, words.fact(fact), grade)
        body += origin_body(catalog, words, [origin], chosen)
    projects = chosen_projects(catalog, chosen)
    if len(projects):
        body += projects_body(catalog, chosen, words, projects, placed=True)
    return Panel(area_name(chosen.area, words), body, table)


def area_table(catalog: Catalog, chosen: Selection, words: Words) -> pd.DataFrame:
    """Return the table of an area: what, how much, its share, grade and source."""
    ground = ground_inside(catalog, chosen)
    rows = [
        _row(words("area.whole"), area_amount(chosen.area, words), "", words.grade("derived"), ""),
        *(
            _row(fact.label, fact.value, fact.note, words.grade(fact.grade or None), "")
            for fact in (_enterprises(catalog, chosen, words), _projects(catalog, chosen, words))
        ),
        *(_part(catalog, words, part) for _, part in ground.parts.iterrows()),
        *(
            _row(
                words.of(row, "name"),
                words("area.inside"),
                _error(row, words),
                *_from(catalog, words, row),
            )
            for _, row in ground.landmarks.iterrows()
        ),
        *(
            _row(
                words("area.to", name=words.of(row, "name")),
                _km(row["km"], words),
                words("area.straight"),
                *_from(catalog, words, row),
            )
            for _, row in ground.stations.iterrows()
        ),
    ]
    names = ("area.col.what", "col.value", "area.col.note", "col.evidence", "col.source")
    frame = cells_frame({words(name): [row[n] for row in rows] for n, name in enumerate(names[:4])})
    frame[words("col.source")] = column([row[4] for row in rows], frame)
    return frame


def _row(what: str, value: str, note: str, grade: str, source: str) -> tuple[str, ...]:
    return what, value, note, grade, source


def _part(catalog: Catalog, words: Words, part: Any) -> tuple[str, ...]:
    kind = part["kind"]
    name = words(f"{kind}.{part['feature_id']}")
    note = words(
        "area.shares", of_it=words.percent(part["share"]), of_area=words.percent(part["of_area"])
    )
    grade = part["evidence"] if part["evidence"] == "illustrative" else "derived"
    outline = catalog.outlines[f"{kind}_outlines"].set_index("feature_id").loc[part["feature_id"]]
    amount = words.amount(round(part["area_km2"], 2), "km2")
    return _row(name, amount, note, words.grade(grade), _from(catalog, words, outline)[1])


def _from(catalog: Catalog, words: Words, row: Any) -> tuple[str, str]:
    """Return the grade of a record in words, and what it rests on."""
    assumed = row.get("assumption_id")
    if isinstance(assumed, str):
        return words.grade(row["evidence"]), assumption_text(catalog, words, assumed)
    refs = row.get("refs")
    said = references(catalog, words, refs) if isinstance(refs, str) else ""
    return words.grade(row["evidence"]), said


def _error(row: Any, words: Words) -> str:
    return words("map.error", metres=words.number(row["error_m"]))

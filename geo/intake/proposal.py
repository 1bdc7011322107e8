"""What uploaded files would put into the local pack, and what is to be asked first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data import trade
from data.catalog import Catalog
from data.problems import Problem
from data.schema import ADDED
from geo.coordinates import Control, Reference, control_of
from geo.intake.asking import Desk
from geo.intake.brought import settled
from geo.intake.closing import ask_closing, labels_of
from geo.intake.corners import joined_corners
from geo.intake.doubts import Doubt
from geo.intake.drawn import Drawn
from geo.intake.meaning import IGNORE, Part, ask_meanings, outline_meanings
from geo.intake.outline_rows import outline_tables, own_outlines, zones_in_force
from geo.intake.outline_shapes import read_outlines
from geo.intake.placing import ask_system, has_shapes, place
from geo.intake.printed_areas import printed_km2
from geo.intake.project_rows import read_projects
from geo.intake.project_tables import project_tables
from geo.intake.respread import respread
from geo.intake.sheet_parts import parts_of
from geo.intake.stated_grade import ask_grades
from geo.intake.statistics import Sorted, read_sheets, refuse_drafts, sort_layers
from geo.intake.supplied import Grade, Origin, Supplied, origin_of, supplied_problems
from geo.intake.tenant_rows import read_tenants, single_tenants, takes_the_place, tenant_table
from geo.intake.zoning import Ground
from geo.reading.layers import Layer, Upload

__all__ = ["Grade", "Proposal", "Supplied", "propose"]

MOST_PROBLEMS = 200


@dataclass(frozen=True, eq=False)
class Proposal:
    """What would be applied, what is open, and what was left out.

    Attributes
    ----------
    tables : dict of str to pandas.DataFrame
        For `data.local_pack.apply_tables`.
    outlines : dict of str to geopandas.GeoDataFrame
        Likewise (EPSG:4326).
    doubts : tuple of Doubt
        Every question with the answer in force, layer by layer; those about all files last.
    problems : tuple of Problem
        What was left out and why, at most 200 and one that counts the rest.
    taken : dict of str to (int, int)
        By meaning: features read, and features that would be applied.
    unanswered : frozenset of str
        Keys of the doubts that are not sure and have no valid answer yet.
    """

    tables: dict[str, pd.DataFrame]
    outlines: dict[str, gpd.GeoDataFrame]
    doubts: tuple[Doubt, ...]
    problems: tuple[Problem, ...]
    taken: dict[str, tuple[int, int]]
    unanswered: frozenset[str]

    @property
    def is_ready(self) -> bool:
        """Whether something would be applied and no open question stands in the way."""
        return bool(self.tables or self.outlines) and not self.unanswered


def propose(
    uploads: Sequence[Upload],
    catalog: Catalog,
    answers: Mapping[str, str],
    supplied: Supplied,
    today: date | None = None,
) -> Proposal:
    """Work out what uploaded files would put into the local pack.

    Pure: the same input gives the same proposal, and nothing is written.

    Parameters
    ----------
    uploads : sequence of Upload
        Their own problems are not repeated.
    catalog : Catalog
        What is in force now.
    answers : mapping of str to str
        By key of the doubt; one that is not on offer is ignored.
    supplied : Supplied
        Without a title or a date nothing is proposed, for no row could name its source.
    today : datetime.date, optional
        Rows dated later are asked about; left out, none is.

    Returns
    -------
    Proposal

    Examples
    --------
    >>> supplied = Supplied("Zones of 2026", "Park office", "2026-11")
    >>> propose([], catalog, {}, supplied).tables
    {}
    """
    if nameless := supplied_problems(supplied):
        return Proposal({}, {}, (), tuple(nameless), {}, frozenset())
    with trade.speaking_of(trade.park_words(catalog)):
        return _proposed(uploads, catalog, answers, supplied, today)


def _proposed(
    uploads: Sequence[Upload],
    catalog: Catalog,
    answers: Mapping[str, str],
    supplied: Supplied,
    today: date | None,
) -> Proposal:
    desk = Desk(answers, catalog)
    known = sort_layers(desk, uploads, catalog)
    read = _parts(desk, known.rest, catalog)
    # A draft stays schematic whatever its rows say.
    parts = ask_grades(desk, read) if supplied.grade == "official" else read
    origin = origin_of(supplied, catalog, [upload.file for upload in uploads])
    district = catalog.outlines["district"].geometry.iloc[0]
    drawn = [
        one
        for part in parts
        if part.meaning in outline_meanings(catalog)
        for one in read_outlines(desk, part, district)
    ]
    own = own_outlines(desk, drawn, catalog)
    zones = zones_in_force(desk, own, catalog)
    outlines = outline_tables(own, zones, catalog, origin)
    ground = Ground(district, zones, _known_zones(own, catalog))
    may_add = supplied.grade != "illustrative"
    tables, applied = _registers(desk, parts, catalog, ground, origin, may_add=may_add)
    if "zone_outlines" in outlines:
        tables |= _respread(tables, zones, catalog)
    if tables or outlines:
        tables |= origin.tables
    records, told = _records(desk, known, catalog, supplied, uploads, today)
    tables = _joined(tables, records)
    applied |= _applied_outlines(drawn, own, zones)
    return Proposal(
        tables,
        outlines,
        tuple(sorted(desk.doubts, key=_layer_number)),
        _at_most(desk.problems),
        told | {name: (count, applied.get(name, 0)) for name, count in _counts(read).items()},
        frozenset(desk.unanswered),
    )


def _records(
    desk: Desk,
    known: Sorted,
    catalog: Catalog,
    supplied: Supplied,
    uploads: Sequence[Upload],
    today: date | None,
) -> tuple[dict[str, pd.DataFrame], dict[str, tuple[int, int]]]:
    """Return the rows of figures and records, and how many of each meaning there are.

    A draft has none: these tables hold no assumptions.
    """
    if supplied.grade == "illustrative":
        refuse_drafts(desk, known.sheets)
        return {}, {}
    # While nobody has said how the data are meant, they are shown as what they would be.
    files = [upload.file for upload in uploads]
    origin = origin_of(replace(supplied, grade="official"), catalog, files)
    brought, counts = read_sheets(desk, known.sheets, catalog, origin)
    tables = settled(desk, brought, catalog, origin.tables["sources"], today)
    rows = sum(map(len, tables.values()))
    if tables:
        tables = _joined(tables, origin.tables)
    return tables, {name: (count, min(rows, count)) for name, count in counts.items()}


def _joined(
    tables: Mapping[str, pd.DataFrame], more: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Return the rows of two sets of tables; of one key that of the second."""
    both = {
        name: pd.concat([tables[name].astype(object), more[name].astype(object)])
        .drop_duplicates(list(ADDED[name].key), keep="last")
        .reset_index(drop=True)
        for name in tables.keys() & more.keys()
    }
    return {**tables, **more, **both}


def _parts(desk: Desk, layers: list[Layer], catalog: Catalog) -> list[Part]:
    """Ask of each layer what it is, then where it lies unless it is ignored."""
    control, printed = control_of(catalog), printed_km2(catalog)
    placed = _placed(desk, layers, control)
    written = [labels_of(one.layer, one.shapes) for one in placed]
    found = []
    for number, one in enumerate(placed, start=1):
        labels = [
            label
            for other, own in zip(placed, written, strict=True)
            if other.layer.file == one.layer.file
            for label in own
        ]
        closed, shapes = ask_closing(desk, str(number), one.layer, one.shapes, labels)
        # What it is may show in where it lies, but is asked first.
        parts = ask_meanings(desk, str(number), closed, shapes, printed)
        if any(part.meaning != IGNORE for part in parts):
            desk.join(one.system)
            desk.join(one.desk)
        found += parts
    return found


@dataclass(frozen=True, eq=False)
class _Placed:
    """A table of a layer and where it lies, with what was asked of its system and of itself."""

    layer: Layer
    system: Desk
    desk: Desk
    shapes: np.ndarray | None


def _placed(desk: Desk, layers: list[Layer], control: Control) -> list[_Placed]:
    """Place each layer; those of one file that state the same are asked about together."""
    systems: dict[tuple[str, str], tuple[Desk, Reference]] = {}
    found = []
    parts = list(_sheet_parts(desk, layers))
    for number, (told, sheet) in enumerate(parts, start=1):
        kin = sheet.file, sheet.crs
        if has_shapes(sheet) and kin not in systems:
            where = desk.beside()
            alike = [one for _, one in parts if has_shapes(one) and (one.file, one.crs) == kin]
            systems[kin] = where, ask_system(where, str(number), alike, control)
        asked, system = systems[kin] if has_shapes(sheet) else (desk.beside(), None)
        own = desk.beside(told)
        points = place(own, str(number), sheet, control, system)
        layer, shapes = joined_corners(own, str(number), sheet, points)
        found.append(_Placed(layer, asked, own, shapes))
    return found


def _sheet_parts(desk: Desk, layers: list[Layer]) -> Iterator[tuple[list[Problem], Layer]]:
    """Yield each table of each sheet, the first of a sheet with what is no data in it."""
    for layer in layers:
        aside = desk.beside()
        parts = parts_of(aside, layer)
        for number, part in enumerate(parts):
            yield aside.problems if number == 0 else [], part


def _registers(
    desk: Desk,
    parts: list[Part],
    catalog: Catalog,
    ground: Ground,
    origin: Origin,
    *,
    may_add: bool,
) -> tuple[dict[str, pd.DataFrame], dict[str, int]]:
    """Return the tables of enterprises and projects, and how many of each are in them."""
    tables: dict[str, pd.DataFrame] = {}
    applied = {}
    tenants = [
        read_tenants(desk, part, catalog, ground) for part in parts if part.meaning == "enterprises"
    ]
    if tenants:
        rows = single_tenants(desk, tenants)
        if len(rows) and takes_the_place(desk, catalog):
            applied["enterprises"] = len(rows)
            tables["tenants"] = tenant_table(desk, rows, catalog, origin)
    projects = [
        one
        for part in parts
        if part.meaning == "projects"
        for one in read_projects(desk, part, catalog, ground, may_add=may_add)
    ]
    if projects:
        tables |= project_tables(projects, catalog, origin)
        applied["projects"] = len(projects)
    return tables, applied


def _respread(
    tables: Mapping[str, pd.DataFrame],
    zones: Mapping[str, shapely.Geometry],
    catalog: Catalog,
) -> dict[str, pd.DataFrame]:
    """Return the tables whose illustrative points the new outlines leave behind."""
    changed = {}
    for name in ("tenants", "project_places"):
        rows = tables.get(name, catalog.tables.get(name))
        moved = None if rows is None else respread(rows, zones)
        if moved is not None:
            changed[name] = moved
    return changed


def _known_zones(own: Mapping[str, object], catalog: Catalog) -> frozenset[str]:
    frame = catalog.outlines["zone_outlines"]
    return frozenset(own) | frozenset(frame["feature_id"][frame["evidence"] != "illustrative"])


def _applied_outlines(
    drawn: list[Drawn], own: Mapping[str, object], zones: Mapping[str, object]
) -> dict[str, int]:
    applied: dict[str, int] = {}
    for one in drawn:
        meaning = one.part.meaning
        if one.feature_id in own and (meaning != "zones" or one.feature_id in zones):
            applied[meaning] = applied.get(meaning, 0) + 1
    return applied


def _counts(parts: list[Part]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for part in parts:
        counts[part.meaning] = counts.get(part.meaning, 0) + len(part.indices)
    return counts


def _layer_number(doubt: Doubt) -> float:
    number = doubt.key.partition(":")[0].partition("/")[0]
    return float(number) if number.isdecimal() else float("inf")


def _at_most(problems: list[Problem]) -> tuple[Problem, ...]:
    if len(problems) <= MOST_PROBLEMS:
        return tuple(problems)
    first, rest = problems[:MOST_PROBLEMS], problems[MOST_PROBLEMS:]
    return (*first, Problem(rest[0].file, None, None, "more_left_out", {"count": len(rest)}))

"""Projects of a file: places of published ones, and own ones beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from data import trade
from data.catalog import Catalog
from geo.intake.angles import with_points
from geo.intake.asking import LEAVE_OUT, Desk
from geo.intake.cells import read_or_none
from geo.intake.columns import ask_column, words
from geo.intake.dates import read_date
from geo.intake.meaning import Part
from geo.intake.project_match import ADD, ask_which, is_own
from geo.intake.published_names import plain_name
from geo.intake.units import MONEY_UNITS, ask_unit, measures
from geo.intake.words import ask_words
from geo.intake.zoning import Ground, Spots, ask_spots

MOST_PROJECTS = 500
_MOST_SEATS = 1e7
_ROLES = (
    "project_id",
    "name",
    "name_en",
    "zone",
    "sector",
    "status",
    "since",
    "investment",
    "seats",
)


@dataclass(frozen=True)
class OwnProject:
    """One row of a file about a project.

    Attributes
    ----------
    project_id : str
        Of the published project, or ``add``.
    cells : dict of str to str
        Its words, by role.
    zone, sector, status : str or None
        Codes of the schema.
    lon, lat : float
        WGS84 degrees; ``nan`` without a place.
    investment_cny, seats : float
        ``nan`` if not given.
    """

    project_id: str
    cells: dict[str, str]
    zone: str | None
    sector: str | None
    status: str | None
    lon: float
    lat: float
    investment_cny: float
    seats: float


def read_projects(
    desk: Desk, part: Part, catalog: Catalog, ground: Ground, *, may_add: bool
) -> list[OwnProject]:
    """Return the projects of a part, each recognised or to be added.

    Parameters
    ----------
    desk : Desk
    part : Part
    catalog : Catalog
        Published projects, to be recognised by id, name or alias.
    ground : Ground
    may_add : bool
        Whether unknown projects may be added; a draft may not, for the list of projects
        holds no assumptions.
    """
    layer, key = part.layer, part.key
    if len(part.indices) > MOST_PROJECTS:
        desk.report(layer, None, None, "too_many_projects", limit=MOST_PROJECTS)
        return []
    columns = {
        role: ask_column(
            desk,
            key,
            layer,
            role,
            part.indices,
            needed=role == "name",
            sought="project_name" if role == "name" else "",
        )
        for role in _ROLES
    }
    cells = {role: words(layer, column, part.indices) for role, column in columns.items()}
    chosen = ask_which(desk, part, cells, catalog, may_add=may_add)
    rows = _single(desk, part, chosen, cells["name"])
    part = replace(part, indices=part.indices[rows], shapes=part.shapes[rows])
    cells = {role: texts[rows] for role, texts in cells.items()}
    codes = {
        role: ask_words(desk, key, layer, columns[role], role, cells[role])
        for role in ("zone", "sector", "status")
    }
    spots = _spots(desk, part, codes["zone"], chosen[rows], ground)
    money = _money(desk, part, columns["investment"], cells["investment"])
    seats = _seats(desk, part, columns["seats"], cells["seats"])
    for at, text in enumerate(cells["since"]):
        if text and read_or_none(read_date, text) is None:
            index = int(part.indices[at])
            desk.report(layer, index, columns["since"], "date_unread", value=text[:60])
    found = [
        OwnProject(
            project_id=str(chosen[rows][at]),
            cells={role: str(texts[at]) for role, texts in cells.items()},
            zone=zone,
            sector=codes["sector"][at],
            status=codes["status"][at],
            lon=float(lon),
            lat=float(lat),
            investment_cny=float(money[at]),
            seats=float(seats[at]),
        )
        for at, zone, lon, lat in zip(spots.kept, spots.zone, spots.lon, spots.lat, strict=True)
    ]
    return [
        one
        for at, one in zip(spots.kept, found, strict=True)
        if _agrees_with_print(desk, part, int(part.indices[at]), one, catalog)
    ]


def _single(desk: Desk, part: Part, chosen: np.ndarray, names: np.ndarray) -> np.ndarray:
    """Return the rows that are not left out, of several about one project the first."""
    rows, seen = [], set()
    for at in np.flatnonzero(chosen != LEAVE_OUT):
        subject = plain_name(names[at]) if chosen[at] == ADD else chosen[at]
        if subject in seen:
            desk.report(part.layer, int(part.indices[at]), None, "project_twice")
        else:
            rows.append(at)
        seen.add(subject)
    return np.array(rows, dtype=int)


def _spots(desk: Desk, part: Part, told: np.ndarray, chosen: np.ndarray, ground: Ground) -> Spots:
    """Place the rows; an own project may go without a zone, for it is not only a place.

    Of a published project without zone and place there is nothing to say.
    """
    is_bare = np.array(
        [zone is None and shape is None for zone, shape in zip(told, part.shapes, strict=True)],
        dtype=bool,
    )
    rows, bare = np.flatnonzero(~is_bare), np.flatnonzero(is_bare & (chosen == ADD))
    rest = replace(part, indices=part.indices[rows], shapes=part.shapes[rows])
    spots = ask_spots(desk, rest, told[rows], ground)
    nowhere = np.full(len(bare), np.nan)
    return Spots(
        np.concatenate([rows[spots.kept], bare]),
        np.concatenate([spots.zone, np.full(len(bare), None, dtype=object)]),
        np.concatenate([spots.lon, nowhere]),
        np.concatenate([spots.lat, nowhere]),
    )


def _money(desk: Desk, part: Part, column: str | None, cells: np.ndarray) -> np.ndarray:
    """Return the investments in yuan; bare numbers are asked about, odd ones reported."""
    if column is None:
        return np.full(len(cells), np.nan)
    cells = with_points(cells)
    money = measures(cells, trade.money_cny, trade.unit_of(column))
    bare = np.array([read_or_none(trade.number, text) is not None for text in cells], dtype=bool)
    bare &= np.isnan(money)
    if bare.any():
        key = f"{part.key}:unit:investment"
        unit = ask_unit(desk, key, part.layer, column, MONEY_UNITS, "万元")
        money = np.where(bare, measures(cells, trade.money_cny, unit), money) if unit else money
        bare &= unit is None
    for at in np.flatnonzero((cells != "") & ~bare & ~(money > 0)):
        desk.report(part.layer, int(part.indices[at]), column, "money_unread", value=cells[at][:60])
    return np.where(money > 0, money, np.nan)


def _seats(desk: Desk, part: Part, column: str | None, cells: np.ndarray) -> np.ndarray:
    found = measures(with_points(cells), lambda text, _: trade.number(text), None)
    is_good = (found >= 1) & (found < _MOST_SEATS)
    for at in np.flatnonzero((cells != "") & ~is_good):
        index = int(part.indices[at])
        desk.report(part.layer, index, column, "seats_unread", value=cells[at][:60])
    return np.where(is_good, found, np.nan)


def _agrees_with_print(
    desk: Desk, part: Part, index: int, own: OwnProject, catalog: Catalog
) -> bool:
    """Leave out a place that contradicts the printed zone of a published project."""
    if own.project_id == ADD or is_own(own.project_id):
        return True
    published = catalog["projects"].set_index("project_id").loc[own.project_id]
    printed = published["zone"]
    if not isinstance(printed, str) or printed == own.zone:
        return True
    desk.report(
        part.layer, index, None, "zone_in_print", project=published["name_zh"], zone=printed
    )
    return False

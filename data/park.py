"""The profile of a park: its names, its coordinate systems, where its map looks."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pyproj import CRS
from pyproj.exceptions import CRSError

from data.problems import Problem, unreadable

PROFILE = "park.toml"

_Text = Annotated[str, Field(min_length=1)]
_Longitude = Annotated[float, Field(ge=-180, le=180)]
_Latitude = Annotated[float, Field(ge=-90, le=90)]


def _system(text: str) -> str:
    try:
        CRS.from_user_input(text)
    except CRSError as error:
        raise ValueError("no coordinate system has this code") from error
    return text


def _metric(text: str) -> str:
    crs = CRS.from_user_input(text)
    if not crs.is_projected or crs.axis_info[0].unit_name != "metre":
        raise ValueError("not a system in metres")
    return text


_System = Annotated[str, Field(pattern=r"^EPSG:\d{4,6}$"), AfterValidator(_system)]
_Grid = Annotated[_System, AfterValidator(_metric)]
View = tuple[_Latitude, _Longitude, Annotated[float, Field(ge=1, le=19)]]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Coordinates(_Part):
    """In what its plans and maps are drawn.

    Attributes
    ----------
    region : tuple of float
        West, south, east and north, WGS84 degrees; what lies outside is not of the park.
    grid : str
        Metric system of its plans, as an EPSG code.
    systems : tuple of str
        What planners there hand over, likeliest first.
    neighbours : tuple of str
        Those of adjoining strips, in which a plan may be by mistake: tried, not offered.
    shifted : bool
        Whether public maps of the country are shifted (GCJ-02).
    """

    region: tuple[_Longitude, _Latitude, _Longitude, _Latitude] = (-180, -90, 180, 90)
    grid: _Grid = "EPSG:3857"
    systems: tuple[_System, ...] = ("EPSG:4326",)
    neighbours: tuple[_System, ...] = ()
    shifted: bool = False


class Views(_Part):
    """Where its map looks: latitude, longitude (WGS84) and zoom; where it is small; from afar.

    `region` shows the cities around, where the pack has them: from there the first view comes.
    """

    park: View = (0.0, 0.0, 2.0)
    narrow: View = (0.0, 0.0, 2.0)
    district: View = (0.0, 0.0, 2.0)
    region: View | None = None


class GroundSource(_Part):
    """Where a map of its region is to be had.

    Attributes
    ----------
    extract : str
        Of OpenStreetMap: a path at Geofabrik, such as ``asia/china/chongqing``, or a whole
        address; empty if there is none.
    """

    extract: Annotated[str, Field(pattern=r"^$|^[a-z0-9-]+(/[a-z0-9-]+)*$|^https?://\S+$")] = ""


class Park(_Part):
    """What is true of a park as a whole; the defaults are those of a park without a profile.

    Attributes
    ----------
    park_id : str
        Names its files.
    title_zh, title_en : str
        Of the atlas.
    name_zh, name_en : str
        Of the park.
    description : str
        What a package of its data says of itself, in English.
    coordinates : Coordinates
    views : Views
    ground : GroundSource
    """

    park_id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")] = "park"
    title_zh: _Text = "园区一张图"
    title_en: _Text = "Park Atlas"
    name_zh: _Text = "园区"
    name_en: _Text = "Park"
    description: str = ""
    coordinates: Coordinates = Coordinates()
    views: Views = Views()
    ground: GroundSource = GroundSource()


# Without these the atlas is of no park in particular.
_EXPECTED = (
    *("park_id", "title_zh", "title_en", "name_zh", "name_en"),
    *("coordinates.region", "coordinates.grid", "views.park", "views.narrow", "views.district"),
)


def read_park(folder: Path) -> tuple[Park, list[Problem]]:
    """Read the profile of a pack.

    Parameters
    ----------
    folder : pathlib.Path
        Holds ``park.toml``.

    Returns
    -------
    Park
        With defaults for whatever is wrong or missing.
    list of Problem
        Never raises for bad content.

    Examples
    --------
    >>> from data.packs import DATA_DIR
    >>> park, problems = read_park(DATA_DIR / "published")
    >>> park.coordinates.grid, problems
    ('EPSG:4544', [])
    >>> read_park(folder)[1][0].kind
    'missing_file'
    """
    try:
        given = tomllib.loads((folder / PROFILE).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Park(), [Problem(PROFILE, None, None, "missing_file")]
    except UnicodeDecodeError:
        return Park(), [Problem(PROFILE, None, None, "encoding")]
    except OSError as error:
        return Park(), [unreadable(PROFILE, error)]
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        return Park(), [Problem(PROFILE, int(line[1]) if line else None, None, "toml")]
    missing = [
        Problem(PROFILE, None, name, "profile_missing")
        for name in _EXPECTED
        if not _has(given, name)
    ]
    try:
        return Park.model_validate(given), missing
    except ValidationError as error:
        places = [detail["loc"] for detail in error.errors()]
    for place in places:
        _leave_out(given, place)
    names = [".".join(str(part) for part in place if isinstance(part, str)) for place in places]
    problems = [Problem(PROFILE, None, name, "profile") for name in dict.fromkeys(names)]
    return Park.model_validate(given), [*problems, *missing]


def _has(given: dict[str, Any], name: str) -> bool:
    outer, _, last = name.rpartition(".")
    part = given.get(outer, {}) if outer else given
    return isinstance(part, dict) and last in part


def _leave_out(given: dict[str, Any], place: tuple[int | str, ...]) -> None:
    """Take out what is wrong: a field as a whole, whichever of its parts it is."""
    *outer, last = [part for part in place if isinstance(part, str)]
    for part in outer:
        given = given.get(part, {})
    given.pop(last, None)

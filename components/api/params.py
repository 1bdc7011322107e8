"""What may be asked: each parameter with its schema and its reading, from one declaration.

What a park lets its readers choose from is known when they ask: a schema is made for a catalog.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from starlette.datastructures import QueryParams

from components.api.problems import ProblemError
from data.catalog import Catalog
from data.drawn_area import area_problem
from data.i18n import LANGS
from data.selection import STATUSES, EvidenceMode, Selection

Values = Callable[[Catalog], tuple[str, ...]]
Schema = dict[str, Any]
MOST_ROWS, USUAL_ROWS = 10_000, 1_000
MOST_OFFSET = 2**31 - 1
BOTH = "both"
_LONGEST = 40  # letters of a wrong value that are said again


class WrongError(Exception):
    """A value that is none of what is allowed, which it tells."""

    def __init__(self, allowed: list[str] | str) -> None:
        super().__init__(allowed)
        self.allowed = allowed


@dataclass(frozen=True)
class Param:
    """One parameter of a query.

    Attributes
    ----------
    name : str
    schema : callable
        Its JSON schema for a catalog; message ``api.param.<told_as>`` describes it.
    read : callable
        Its value from its text and a catalog; raises `WrongError`.
    default : object
        Where it is not given.
    told_as : str
    """

    name: str
    schema: Callable[[Catalog], Schema]
    read: Callable[[str, Catalog], Any]
    default: Any = None
    told_as: str = ""

    @property
    def message(self) -> str:
        """Under which its description goes."""
        return self.told_as or self.name


def one_of(name: str, values: Values, default: str | None = None, told_as: str = "") -> Param:
    """Return a parameter with one of some values."""

    def read(text: str, catalog: Catalog) -> str:
        if text not in (allowed := values(catalog)):
            raise WrongError(list(allowed))
        return text

    def schema(catalog: Catalog) -> Schema:
        made: Schema = {"type": "string", "enum": list(values(catalog))}
        return made | ({} if default is None else {"default": default})

    return Param(name, schema, read, default, told_as)


def many_of(name: str, values: Values) -> Param:
    """Return a parameter with several of some values, joined by commas."""

    def read(text: str, catalog: Catalog) -> str:
        allowed = values(catalog)
        if any(part not in allowed for part in text.split(",")):
            raise WrongError(list(allowed))
        return text

    def schema(catalog: Catalog) -> Schema:
        items = {"type": "string", "enum": list(values(catalog))}
        return {"type": "array", "items": items, "minItems": 1}

    return Param(name, schema, read)


def whole(name: str, least: int, most: int | None, default: int) -> Param:
    """Return a parameter that is a whole number; without a most, a larger one is taken as it."""

    def read(text: str, _: Catalog) -> int:
        number = int(text) if re.fullmatch(r"-?\d{1,40}", text, re.ASCII) else None
        if number is None or number < least or (most is not None and number > most):
            raise WrongError(f"{least}–{most}" if most is not None else f"≥ {least}")
        return number

    bounds = {"minimum": least} | ({} if most is None else {"maximum": most})
    return Param(name, lambda _: {"type": "integer", **bounds, "default": default}, read, default)


def _column(table: str, column: str) -> Values:
    def values(catalog: Catalog) -> tuple[str, ...]:
        return tuple(dict.fromkeys(catalog[table][column].dropna()))

    return values


def of_column(table: str, column: str, told_as: str = "") -> Param:
    """Return a parameter with one of the values that a column has."""
    return one_of(column, _column(table, column), told_as=told_as)


def _read_date(text: str, catalog: Catalog) -> str:
    choices = catalog.choices
    if not choices.is_as_of(text):
        raise WrongError(f"{choices.first.text} … {choices.latest.text}")
    return text


def _date_schema(catalog: Catalog) -> Schema:
    return {
        "type": "string",
        "format": "atlas-date",
        "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
        "examples": [catalog.latest.text],
    }


def _read_area(text: str, catalog: Catalog) -> str:
    region = catalog.choices.region
    if why := area_problem(text, region):
        west, south, east, north = region or (-180, -90, 180, 90)
        form = "c:LAT,LON,METRES"
        raise WrongError(f"{why}; {form}; {west}–{east}, {south}–{north}")
    return text


def _area_schema(catalog: Catalog) -> Schema:
    lat, lon, _ = catalog.park.views.park
    return {"type": "string", "format": "atlas-area", "examples": [f"c:{lat},{lon},1500"]}


def _text(name: str, pattern: str) -> Param:
    def read(text: str, _: Catalog) -> str:
        if not re.fullmatch(pattern, text):
            raise WrongError(pattern)
        return text

    return Param(name, lambda _: {"type": "string", "pattern": f"^{pattern}$"}, read)


LANG = one_of("lang", lambda _: (*LANGS, BOTH), BOTH)
LIMIT = whole("limit", 1, MOST_ROWS, USUAL_ROWS)
OFFSET = whole("offset", 0, MOST_OFFSET, 0)
STATE = _text("state", "[0-9a-f]{12}")
# The words of links (`data.selection`).
ZONES = many_of("zones", lambda catalog: catalog.zones)
SECTORS = many_of("sectors", lambda catalog: catalog.sectors)
STATUS = many_of("status", lambda _: STATUSES)
AREA = Param("area", _area_schema, _read_area)
ASOF = Param("asof", _date_schema, _read_date)
EVIDENCE = one_of("evidence", lambda _: get_args(EvidenceMode), "all")
SELECTION = (ZONES, SECTORS, STATUS, AREA, ASOF, EVIDENCE)


def read_params(query: QueryParams, params: Iterable[Param], catalog: Catalog) -> dict[str, Any]:
    """Return the value of each parameter; of one that is not given, its default.

    Raises
    ------
    ProblemError
        If one is unknown, given twice, or has no value that is allowed; it names which.
    """
    known = {one.name: one for one in params}
    for name in query:
        if name not in known:
            raise ProblemError(400, "unknown", parameter=name[:_LONGEST], allowed=sorted(known))
        if len(query.getlist(name)) > 1:
            raise ProblemError(400, "twice", parameter=name)
    return {name: _value(query, one, catalog) for name, one in known.items()}


def _value(query: QueryParams, param: Param, catalog: Catalog) -> Any:
    if param.name not in query:
        return param.default
    text = query[param.name]
    try:
        return param.read(text, catalog)
    except WrongError as wrong:
        given = text[:_LONGEST]
        raise ProblemError(
            400, "value", parameter=param.name, given=given, allowed=wrong.allowed
        ) from wrong


def selection_of(given: Mapping[str, Any], catalog: Catalog) -> Selection:
    """Return the selection that parameters name, all of them read."""
    names = {one.name for one in SELECTION}
    query = {name: value for name, value in given.items() if name in names and value}
    return Selection.from_query(query, catalog.choices)[0]

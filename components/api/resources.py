"""What may be asked for: each resource with its parameters, its key and its units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from components.api import rows
from components.api.params import (
    AREA,
    ASOF,
    EVIDENCE,
    SECTORS,
    SELECTION,
    STATUS,
    ZONES,
    Param,
    of_column,
    one_of,
)
from components.api.rows import Rows
from data.catalog import Catalog
from data.counts import Measure
from data.people import Act
from data.schema import ILLUSTRATIVE, PUBLISHED, Facility, Row
from data.selection import Dimension, Selection

_PROJECT_UNITS = {
    "investment_cny": "cny",
    **dict.fromkeys(("seats_planned", "seats_phase_1", "seats_built"), "seat"),
    "staff": "person",
    "area_m2": "m2",
    **dict.fromkeys(("lon", "lat"), "degree"),
}


@dataclass(frozen=True, eq=False)
class Resource:
    """One kind of rows.

    Attributes
    ----------
    name : str
        In the address; messages ``api.resource.<name>`` and ``api.about.<name>`` tell of it.
    rows : callable
        Takes a catalog, a selection and the values of the parameters.
    params : tuple of Param
        Beside those that every resource has.
    key : str
        The column that names a row; empty if none does by itself.
    dated : str
        The column that dates a row.
    model : type of Row, optional
        Whose fields describe the columns.
    units : mapping
        Units of columns; of figures each row tells its own.
    has_geometry : bool
    act : str, optional
        What somebody must be allowed to do to see it.
    """

    name: str
    rows: Callable[[Catalog, Selection, Mapping[str, Any]], Rows]
    params: tuple[Param, ...] = ()
    key: str = ""
    dated: str = ""
    model: type[Row] | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    has_geometry: bool = False
    act: Act | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that it has."""
        return ("json", "csv", *(("geojson",) if self.has_geometry else ()), "parquet")


RESOURCES = (
    Resource(
        "figures",
        rows.figures,
        (
            SECTORS,
            ASOF,
            EVIDENCE,
            of_column("figures", "scope"),
            of_column("figures", "kind"),
            of_column("figures", "unit"),
            of_column("figures", "indicator"),
        ),
        "figure_id",
        "as_of",
        PUBLISHED["figures"],
    ),
    Resource(
        "counts",
        rows.counted,
        (
            one_of("of", lambda _: get_args(Measure), "enterprises"),
            one_of("by", lambda _: get_args(Dimension), "sector"),
            *SELECTION,
        ),
        dated="as_of",
    ),
    Resource(
        "enterprises",
        rows.enterprises,
        SELECTION,
        "tenant_id",
        "since_year",
        ILLUSTRATIVE["tenants"],
        dict.fromkeys(("lon", "lat"), "degree"),
        has_geometry=True,
    ),
    Resource(
        "named-enterprises",
        rows.named,
        (SECTORS, ASOF, EVIDENCE),
        "enterprise_id",
        "first_mention",
        PUBLISHED["enterprises"],
    ),
    Resource(
        "projects",
        rows.projects,
        (*SELECTION, one_of("facility", lambda _: get_args(Facility))),
        "project_id",
        "status_date",
        PUBLISHED["projects"],
        _PROJECT_UNITS,
        has_geometry=True,
    ),
    Resource(
        "zones",
        rows.zones,
        (ZONES, ASOF, EVIDENCE),
        "zone",
        "as_of",
        PUBLISHED["zones"],
        {"outline_area_km2": "km2"},
        has_geometry=True,
    ),
    Resource("sectors", rows.sectors, (SECTORS, ASOF), "sector", "as_of", PUBLISHED["sectors"]),
    Resource(
        "overlay",
        rows.overlay,
        (ZONES, SECTORS, STATUS, AREA, ASOF, EVIDENCE),
        units={"zone_km2": "km2", "area_km2": "km2"},
        has_geometry=True,
    ),
    Resource(
        "events",
        rows.events,
        (ASOF, EVIDENCE, of_column("events", "category"), of_column("events", "level")),
        "event_id",
        "date",
        PUBLISHED["events"],
    ),
    Resource(
        "targets",
        rows.targets,
        (SECTORS, ASOF, EVIDENCE),
        "target_id",
        "printed",
        PUBLISHED["targets"],
    ),
    Resource(
        "conflicts",
        rows.conflicts,
        (ASOF, of_column("conflicts", "severity")),
        "conflict_id",
        "",
        PUBLISHED["conflicts"],
    ),
    Resource(
        "sources",
        rows.sources,
        (of_column("sources", "kind", told_as="source_kind"),),
        "source_id",
        "published",
        PUBLISHED["sources"],
    ),
    Resource("revisions", rows.revisions, act="see_trail"),
)

"""The declared schema of every table, as pydantic row models.

Pydantic was chosen over pandera because a row model names the row, the field and the
reason of each problem by itself, carries the field descriptions that the exported
``datapackage.json`` needs, and loads in a tenth of the time.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, ClassVar, Literal, Self, get_args

import pandas as pd
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from data.drawn_area import area_problem
from data.periods import parse_period

Status = Literal["operating", "partial", "construction", "planned", "unknown"]
Evidence = Literal["reported", "official", "secondary", "derived", "illustrative"]
GRADES: tuple[str, ...] = get_args(Evidence)
Qualifier = Literal["exact", "about", "at_least", "below"]
Facility = Literal["centre", "park", "studio", "data", "training", "test"]
Kind = Literal[
    "actual",
    "declared",
    "planned",
    "in_progress",
    "target",
    "forecast",
    "capacity",
    "potential",
    "claim",
]
Unit = Literal[
    "apartment",
    "article",
    "bank",
    "building",
    "centre",
    "character_per_minute",
    "cluster",
    "cny",
    "cny_per_kg",
    "cny_per_month",
    "cny_per_year",
    "country",
    "degree",
    "district",
    "enterprise",
    "event",
    "field",
    "film_crew_per_year",
    "institution",
    "job",
    "km",
    "km2",
    "laboratory",
    "level",
    "m2",
    "merchant",
    "order",
    "patent",
    "path",
    "percent",
    "percentage_point",
    "person",
    "person_per_year",
    "platform",
    "point",
    "programme",
    "project",
    "province",
    "rack",
    "rank",
    "record",
    "record_per_year",
    "renaming",
    "seat",
    "sector",
    "server",
    "stage",
    "times",
    "year",
    "zone",
]

_ID = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
_REF = rf"{_ID}(?::L\d+(?:-\d+)?(?:,L\d+(?:-\d+)?)*)?"
REFS_PATTERN = f"{_REF}(?:;{_REF})*"


def _period(text: str) -> str:
    try:
        parse_period(text)
    except ValueError as error:
        raise PydanticCustomError("period", "not a date") from error
    return text


def _refs(text: str) -> str:
    if not re.fullmatch(REFS_PATTERN, text):
        raise PydanticCustomError("refs", "not a reference")
    return text


def _area(text: str) -> str:
    why = area_problem(text)
    if why:
        raise PydanticCustomError("area", "not an area")
    return text


PeriodText = Annotated[str, AfterValidator(_period)]
AreaText = Annotated[str, AfterValidator(_area)]
RefsText = Annotated[str, AfterValidator(_refs)]
Text = Annotated[str, Field(min_length=1)]
CODE_LENGTH = 32
ID_PATTERN = f"^{_ID}$"
CODE_PATTERN = rf"^[A-Za-z0-9][A-Za-z0-9_-]{{0,{CODE_LENGTH - 1}}}$"
RowId = Annotated[str, Field(pattern=ID_PATTERN)]
IndicatorId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
IndicatorKind = Literal["count", "stock", "flow"]
# Codes of zones, sectors, coverages: which there are stands in the tables of the park.
Code = Annotated[str, Field(pattern=CODE_PATTERN)]


class Row(BaseModel):
    """What all rows share: no stray column, no surrounding space, a key."""

    model_config = ConfigDict(
        extra="forbid", str_strip_whitespace=True, frozen=True, allow_inf_nan=False
    )
    key: ClassVar[tuple[str, ...]]


class Graded(Row):
    """A row that says how well it is founded."""

    evidence: Evidence = Field(description="grade of evidence")


class Sourced(Graded):
    """A row that names its sources: article and lines, or a secondary source."""

    refs: RefsText = Field(description="sources as SOURCE:LINES, joined by ';'")


class Source(Graded):
    """An article, a later publication or a dataset."""

    key = ("source_id",)
    source_id: RowId
    kind: Literal["article", "publication", "dataset"]
    title_zh: Text
    title_en: Text
    publisher_zh: str | None = Field(description="newspaper or producer; empty if not named")
    publisher_en: str | None
    published: PeriodText | None = Field(description="date of publication, as printed")
    url: str | None
    licence: str | None
    note_zh: str | None
    note_en: str | None


class ZoneRow(Sourced):
    """One of the park's zones, with all that the sources say about it; in canonical order."""

    key = ("zone",)
    zone: Code
    name_zh: Text
    name_en: Text
    existence: Literal["exists", "listed"] = Field(
        description="exists: seen or named as built; listed: only in a plan"
    )
    as_of: PeriodText
    known_zh: Text
    known_en: Text


class SectorRow(Sourced):
    """One of the park's sectors; in canonical order."""

    key = ("sector",)
    sector: Code
    name_zh: Text
    name_en: Text
    words: str | None = Field(description="words that tell it in a table, joined by ';'")
    as_of: PeriodText


class Reorganisation(Sourced):
    """A zone or a sector that changes at a date; before it, all stays as it was."""

    key = ("dimension", "code", "date")
    dimension: Literal["zone", "sector"]
    code: Code = Field(description="the zone or sector that changes")
    date: PeriodText
    kind: Literal["opened", "renamed", "split", "merged", "closed"]
    became: str | None = Field(description="split, merged: the codes that follow, joined by ';'")
    former_zh: str | None = Field(description="renamed: the name until then")
    former_en: str | None


class CoverageRow(Sourced):
    """A declared extent: a test area, a phase of a twin, a bus line; phases in order of time."""

    key = ("coverage_id",)
    coverage_id: Code
    name_zh: Text
    name_en: Text
    system: Text | None = Field(
        default=None, description="what it is an extent of; phases of one system share it"
    )
    shape: Literal["area", "route"] | None = Field(
        default=None, description="how a map draws it; empty: not at all"
    )
    value: Annotated[float, Field(gt=0)] | None
    unit: Literal["km2", "km"] | None
    qualifier: Qualifier | None
    state: Literal["operating", "complete", "in_progress", "planned"]
    as_of: PeriodText
    conflicts: str | None
    note_zh: Text
    note_en: Text


class Assumed(Graded):
    """A row that names the assumption it rests on, unless it is not illustrative."""

    assumption_id: str | None = Field(description="see the assumptions table")

    @model_validator(mode="after")
    def _assumption(self) -> Self:
        if self.evidence == "illustrative" and not self.assumption_id:
            raise PydanticCustomError("assumption", "an illustrative row names no assumption")
        return self


class Landmark(Sourced, Assumed):
    """A point that helps a reader find the way (WGS84, decimal degrees)."""

    key = ("landmark_id",)
    landmark_id: RowId
    name_zh: Text
    name_en: Text
    kind: Literal["station", "airport", "civic", "college", "shopping", "lake"]
    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: Annotated[float, Field(ge=-90, le=90)]
    error_m: Annotated[float, Field(gt=0)] = Field(description="estimated error, metres")
    note_zh: str | None
    note_en: str | None
    assumption_id: str | None = Field(
        default=None, description="see the assumptions table; may be left out"
    )


class NamedArea(Sourced):
    """A part of the park that somebody drew, and named, to ask about it again."""

    key = ("area_id",)
    area_id: RowId
    name_zh: Text
    name_en: Text
    area: AreaText = Field(description="as in links, see data/drawn_area.py")
    note_zh: str | None
    note_en: str | None


class Enterprise(Sourced):
    """An enterprise or institution that an article names in the park, or as a base of its plans."""

    key = ("enterprise_id",)
    enterprise_id: RowId
    name_zh: Text
    name_en: Text
    aliases: str | None = Field(description="other names in print, joined by ';'")
    group_zh: str | None = Field(description="name shared by several bodies of one group")
    sector: Code = Field(description="sector it is counted in")
    first_mention: PeriodText = Field(description="publication date of the earliest article")
    note_zh: str | None
    note_en: str | None


class EnterpriseSector(Sourced):
    """A sector under which a source lists an enterprise (many to many)."""

    key = ("enterprise_id", "sector")
    enterprise_id: RowId
    sector: Code
    label_zh: Text = Field(description="the heading it stands under in the source")


class SectorCount(Sourced):
    """Enterprises in one sector, as one article counts them."""

    key = ("as_of", "taxonomy", "sector")
    as_of: PeriodText
    taxonomy: RowId = Field(description="the list of sectors that it counts by")
    sector: Code
    label_zh: Text = Field(description="the sector's name in the article")
    count: Annotated[int, Field(ge=0)] | None = Field(description="empty: not given")
    qualifier: Qualifier | None


class Project(Sourced):
    """A park project; its status over time is in `project_statuses`."""

    key = ("project_id",)
    project_id: RowId
    name_zh: Text
    name_en: Text
    aliases: str | None
    operator_zh: str | None
    operator_en: str | None
    sector: Code = Field(description="sector it is counted in")
    sector_also: Code | None = Field(description="second sector in another source")
    facility: Facility | None = Field(
        default=None,
        description="kind of the place that it builds or equips; empty: none; may be left out",
    )
    zone: Code | None = Field(description="only where a source prints it")
    investment_cny: Annotated[float, Field(gt=0)] | None
    investment_kind: Literal["stated", "planned"] | None
    seats_planned: Annotated[int, Field(gt=0)] | None
    seats_phase_1: Annotated[int, Field(gt=0)] | None
    seats_built: Annotated[int, Field(gt=0)] | None
    staff: Annotated[int, Field(gt=0)] | None
    staff_qualifier: Qualifier | None
    staff_as_of: PeriodText | None
    area_m2: Annotated[float, Field(gt=0)] | None
    signed: PeriodText | None
    construction_start: PeriodText | None
    operating_since: PeriodText | None
    conflicts: str | None
    note_zh: Text
    note_en: Text

    @model_validator(mode="after")
    def _kind_of_amount(self) -> Self:
        if self.investment_cny is not None and self.investment_kind is None:
            raise PydanticCustomError("amount_kind", "an investment without its kind")
        return self


class ProjectStatus(Sourced):
    """The status of a project from a date on, by the wording of a source."""

    key = ("project_id", "date")
    project_id: RowId
    date: PeriodText = Field(description="when it was reached, or when it was first printed")
    basis: Literal["event", "printed"] = Field(
        description="event: the source dates the change; printed: date of the report"
    )
    status: Status
    stage: Literal[
        "signed",
        "started",
        "moved_in",
        "in_use",
        "phase_in_use",
        "part_in_use",
        "phase_complete",
        "complete",
        "introduced",
        "planned",
        "proposed",
        "not_stated",
    ]
    wording_zh: Text = Field(description="the few words on which the status rests")
    wording_en: Text


class Figure(Sourced):
    """One reported number, in base units (yuan, persons, square metres)."""

    key = ("figure_id",)
    figure_id: RowId
    scope: Literal[
        "park",
        "zone",
        "sector",
        "project",
        "enterprise",
        "alliance",
        "district",
        "city",
        "other_park",
        "case",
        "context",
    ]
    subject_zh: Text
    subject_en: Text
    metric_zh: Text
    metric_en: Text
    value: float
    low: float | None = Field(description="lower bound that the wording allows")
    high: float | None = Field(description="upper bound that the wording allows")
    qualifier: Qualifier
    unit: Unit
    printed: Text = Field(description="number and unit as printed")
    as_of: PeriodText | None = Field(description="empty: undated")
    period: PeriodText | None = Field(description="span a flow covers, or a deadline")
    kind: Kind
    counts_zh: Text = Field(description="what exactly it counts")
    counts_en: Text
    caveat_zh: str | None
    caveat_en: str | None
    conflicts: str | None
    indicator: IndicatorId | None = Field(
        default=None, description="what it measures, like for like; empty: nothing of the table"
    )

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise PydanticCustomError("bounds", "low is above high")
        return self


class Indicator(Row):
    """What is measured again and again: the figures that name it are one series."""

    key = ("indicator",)
    indicator: IndicatorId
    name_zh: Text
    name_en: Text
    unit: Unit = Field(description="the base unit of its figures")
    kind: IndicatorKind = Field(
        description="count: things or people at a date; stock: an amount at a date; "
        "flow: an amount over a period"
    )
    order: Annotated[int, Field(ge=1)] | None = Field(
        description="its place among the headline cards; empty: on none"
    )
    limit_months: Annotated[int, Field(ge=1)] | None = Field(
        description="older figures are due for renewal; empty: the default of the kind"
    )
    steward_zh: str | None = Field(description="who brings a newer figure")
    steward_en: str | None
    words: str | None = Field(
        description="headings of tables that mean it, in either language, joined by ';'"
    )


class Register(Sourced):
    """Since when the office's own register of a kind holds every one of them."""

    key = ("table", "complete_as_of")
    table: Literal["tenants", "projects"] = Field(description="the table that is complete")
    complete_as_of: PeriodText
    note_zh: str | None
    note_en: str | None


class ParkName(Sourced):
    """A name that the park has had."""

    key = ("name_id",)
    name_id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    name_zh: Text
    name_en: Text
    begins: PeriodText
    until: PeriodText | None = Field(description="empty: the present name")
    begin_stated: Literal["yes", "no"] = Field(description="whether a source gives the beginning")
    conflicts: str | None
    note_zh: str | None = Field(default=None, description="what is known of an unstated beginning")
    note_en: str | None = None


class Event(Sourced):
    """A dated event of the park's history or its surroundings."""

    key = ("event_id",)
    event_id: RowId
    date: PeriodText
    title_zh: Text
    title_en: Text
    category: Literal[
        "history",
        "context",
        "enterprise",
        "policy",
        "pipeline",
        "milestone",
        "talent",
        "indicator",
        "shock",
        "project",
        "target",
    ]
    level: Literal["park", "district", "city", "other_park", "national", "world"]
    conflicts: str | None
    note_zh: str | None
    note_en: str | None


class Target(Sourced):
    """A target, aim or expectation with its baseline."""

    key = ("target_id",)
    target_id: RowId
    metric_zh: Text
    metric_en: Text
    scope: Text = Field(description="park, district, or a project id")
    indicator: IndicatorId | None = Field(default=None, description="what it is a target of")
    sector: Text | None = Field(
        default=None, description="by its subject; empty: the whole park, or that of its project"
    )
    project_id: Text | None = Field(default=None, description="by its subject, if it names one")
    value: float | None = Field(description="empty: the target is qualitative")
    unit: Unit | None
    qualifier: Qualifier | None
    deadline: PeriodText | None = Field(description="empty: not dated")
    deadline_other: PeriodText | None = Field(description="where sources differ")
    strength: Literal["aim", "plan", "expected", "hope"]
    baseline: float | None
    baseline_unit: Unit | None = Field(default=None, description="empty: that of the target")
    baseline_qualifier: Qualifier | None = Field(default=None, description="empty: exact")
    baseline_as_of: PeriodText | None
    baseline_refs: RefsText | None
    baseline_evidence: Evidence | None = Field(description="grade of the baseline alone")
    like_for_like: Literal["yes", "no"] | None
    conflicts: str | None
    note_zh: str | None
    note_en: str | None
    short_zh: str | None = Field(default=None, description="short name; empty: the metric")
    short_en: str | None = None
    remark_zh: str | None = Field(default=None, description="said under the path to it")
    remark_en: str | None = None


class Conflict(Sourced):
    """Two or three readings of one thing that do not agree."""

    key = ("conflict_id",)
    conflict_id: RowId
    topic_zh: Text
    topic_en: Text
    kind: Text
    a_zh: Text
    a_en: Text
    a_refs: RefsText | None
    b_zh: str | None
    b_en: str | None
    b_refs: RefsText | None
    c_zh: str | None
    c_en: str | None
    c_refs: RefsText | None
    severity: Literal["high", "medium", "low"]
    reading_zh: str | None = Field(description="possible explanation; our inference")
    reading_en: str | None
    shown_zh: Text = Field(description="how the product shows it")
    shown_en: Text


class Claim(Sourced):
    """A superlative or a rank that a source asserts; attributed, never asserted by the atlas."""

    key = ("claim_id",)
    claim_id: RowId
    summary_zh: Text = Field(description="what is said, in our own words")
    summary_en: Text
    kind: Literal["stated", "planned", "aim"] = Field(
        description="said of what is, of what a plan will bring, or of what is aimed at"
    )
    scope: Literal[
        "product",
        "company",
        "park",
        "local",
        "district",
        "city",
        "south_west",
        "west",
        "china",
        "asia",
        "world",
    ] = Field(description="among what it is said to be first, largest or leading")
    speaker_zh: str | None = Field(description="who says it; empty: the publication itself")
    speaker_en: str | None
    as_of: PeriodText = Field(description="when it was first in print")
    basis_zh: Text = Field(description="evidence that the source gives, if any")
    basis_en: Text
    shown_zh: Text = Field(description="how the product shows it")
    shown_en: Text
    conflicts: str | None


class Capability(Graded):
    """Something that a system of the park is said to have, as an article words it."""

    key = ("capability_id",)
    capability_id: RowId
    system: Text = Field(description="as in the coverage table")
    name_zh: Text
    name_en: Text
    stage: Literal[
        "operating", "to_build", "planned", "claim", "complete", "under_way", "to_come", "purpose"
    ] = Field(description="as the wording says; a claim is the speaker's, not checked")
    wording_zh: Text
    wording_en: Text
    as_of: PeriodText = Field(description="when the article says so")
    refs: RefsText


class Mention(Sourced):
    """Something in print that is no number: a title, a client, a plan, a term, what a person says.

    In our own words; what a person says is attributed, never asserted by the atlas.
    """

    key = ("mention_id",)
    mention_id: RowId
    topic: Literal["honour", "sector", "project", "talent", "letting", "city"] = Field(
        description="under what a reader would look for it"
    )
    name_zh: Text
    name_en: Text
    text_zh: Text
    text_en: Text
    kind: Literal["stated", "planned", "aim", "view"] = Field(
        description="told as a fact, as a plan, as an aim, or as somebody's view"
    )
    level: Literal["national", "city"] | None = Field(
        description="of an honour: as its title says; empty if it does not"
    )
    sector: Code | None = Field(description="empty: of no sector in particular")
    project_id: RowId | None
    speaker_zh: str | None = Field(description="who says it; empty: the publication itself")
    speaker_en: str | None
    role_zh: str | None = Field(description="what the speaker is, as printed")
    role_en: str | None
    as_of: PeriodText = Field(description="the time it tells of, or when it was in print")


class Assumption(Graded):
    """An assumption on which illustrative rows rest."""

    key = ("assumption_id",)
    assumption_id: RowId
    text_zh: Text
    text_en: Text


class Placed(Assumed):
    """A row with a zone, and a place in it if known (WGS84, decimal degrees)."""

    zone: Code
    lon: Annotated[float, Field(ge=-180, le=180)] | None = Field(
        description="empty, as is lat: only the zone is known"
    )
    lat: Annotated[float, Field(ge=-90, le=90)] | None
    refs: RefsText | None = Field(default=None, description="sources; may be left out")

    @model_validator(mode="after")
    def _place(self) -> Self:
        if (self.lon is None) != (self.lat is None):
            raise PydanticCustomError("half_place", "one of lon and lat is empty")
        return self


class Tenant(Placed):
    """One enterprise in the park: its zone, and its place if known."""

    key = ("tenant_id",)
    tenant_id: RowId
    name: Text | None = Field(default=None, description="may be left out")
    enterprise_id: RowId | None = Field(description="empty: an enterprise that no article names")
    sector: Code | None = Field(description="empty: not attributed to a sector")
    status: Status | None = Field(default=None, description="empty: not known; may be left out")
    since_year: Annotated[int, Field(ge=1900, le=2100)] | None = Field(
        default=None, description="year in which it came to the park; may be left out"
    )


class ProjectPlace(Placed):
    """The zone of a project, and its place if known."""

    key = ("project_id",)
    project_id: RowId


class Outline(Assumed):
    """Properties of an outline or route (GeoJSON, EPSG:4326)."""

    key = ("feature_id",)
    feature_id: Code
    name_zh: Text
    name_en: Text
    refs: RefsText | None = Field(default=None, description="sources; may be left out")


class Boundary(Sourced):
    """Properties of the boundary of an administrative area (GeoJSON, EPSG:4326)."""

    key = ("feature_id",)
    feature_id: Literal["district"]
    name_zh: Text
    name_en: Text


class RegionArea(Sourced):
    """Properties of a district or city around the park's own district (GeoJSON, EPSG:4326)."""

    key = ("feature_id",)
    feature_id: RowId
    name_zh: Text
    name_en: Text
    role: Literal["district", "neighbour", "city"] = Field(
        description="district: of the same municipality; neighbour: it adjoins, but is of another;"
        " city: a whole city farther off"
    )


class Settlement(Sourced):
    """A city or town that a map of the region names (WGS84); the most important first."""

    key = ("settlement_id",)
    settlement_id: RowId
    name_zh: Text
    name_en: Text
    kind: Literal["centre", "city", "town"] = Field(
        description="centre: a large city to which the distance is said"
    )
    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: Annotated[float, Field(ge=-90, le=90)]
    error_m: Annotated[float, Field(gt=0)] = Field(description="estimated error, metres")


class Placement(Row):
    """Which record stands in a slot of a page: a number on a card, a row of a table."""

    key = ("page", "slot", "record")
    page: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    slot: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")] = Field(description="what it stands for")
    record: Annotated[str, Field(min_length=1)] = Field(description="id of a row of any table")
    order: Annotated[int, Field(ge=0)] = Field(description="its place in the slot")
    role: str | None = Field(description="what it is there, where a slot has several")


PUBLISHED: dict[str, type[Row]] = {
    "sources": Source,
    "zones": ZoneRow,
    "sectors": SectorRow,
    "reorganisations": Reorganisation,
    "coverage": CoverageRow,
    "landmarks": Landmark,
    "enterprises": Enterprise,
    "enterprise_sectors": EnterpriseSector,
    "sector_counts": SectorCount,
    "projects": Project,
    "project_statuses": ProjectStatus,
    "figures": Figure,
    "events": Event,
    "targets": Target,
    "conflicts": Conflict,
    "claims": Claim,
    "capabilities": Capability,
    "mentions": Mention,
    "placements": Placement,
    "indicators": Indicator,
    "registers": Register,
    "park_names": ParkName,
}
ILLUSTRATIVE: dict[str, type[Row]] = {
    "assumptions": Assumption,
    "landmarks": Landmark,
    "tenants": Tenant,
    "project_places": ProjectPlace,
}
# What only a local pack has.
OWN: dict[str, type[Row]] = {"areas": NamedArea}
# Tables to which a local pack adds rows; its other tables replace the illustrative ones.
ADDED: dict[str, type[Row]] = {**PUBLISHED, "assumptions": Assumption, **OWN}
LOCAL: dict[str, type[Row]] = {**ADDED, **ILLUSTRATIVE}
OUTLINES: dict[str, type[Row]] = {
    "zone_outlines": Outline,
    "coverage_outlines": Outline,
    "routes": Outline,
}
BOUNDARIES: dict[str, type[Row]] = {"district": Boundary, "region": RegionArea}
# Of the land around a park; only its published pack has them.
AROUND: dict[str, type[Row]] = {"settlements": Settlement}
# What a published pack may do without.
OPTIONAL = frozenset({"region", *AROUND})


@cache
def number_types(model: type[Row]) -> dict[str, str]:
    """Return by name of field what pandas keeps its numbers as, empty cells or not.

    >>> number_types(Landmark)["lon"]
    'float64'
    """
    types = {"integer": "Int64", "number": "float64"}
    declared = model.model_json_schema()["properties"]
    return {
        name: types[kind["type"]]
        for name, field in declared.items()
        for kind in field.get("anyOf", [field])
        if kind.get("type") in types
    }


def empty_rows(model: type[Row]) -> pd.DataFrame:
    """Return a table of a model that has no row.

    >>> len(empty_rows(Source))
    0
    """
    return pd.DataFrame(columns=list(model.model_fields)).astype(number_types(model))

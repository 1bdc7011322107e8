"""The plan by which an illustrative pack is drawn: shapes on the grid, shares, assumptions."""

from __future__ import annotations

import tomllib
from functools import cached_property
from pathlib import Path

import numpy as np
import shapely
from pydantic import BaseModel, ConfigDict, Field
from pyproj import Transformer

Place = tuple[float, float]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Block(_Part):
    """A zone: centre, width and height (metres on the grid), turn (degrees), share of firms."""

    centre: Place
    size: tuple[float, float]
    turn: float = 0.0
    share: float


class Area(_Part):
    """A coverage: about a line, or with corners about a centre; brought to its area later."""

    line: tuple[Place, ...] = ()
    width: float = 0.0
    centre: Place = (0.0, 0.0)
    half: tuple[float, float] = (0.0, 0.0)
    corners: int = 12
    turn: float = 0.0


class Route(_Part):
    """A line, brought to its length later."""

    line: tuple[Place, ...]
    km: float


class Known(_Part):
    """The zone of a project that a source does name, and the assumption of its place."""

    zone: str
    assumption: str


class Lake(_Part):
    """A lake, at the place that was inferred for it."""

    name_zh: str
    name_en: str
    place: Place
    error_m: int
    refs: str


class Said(_Part):
    """An assumption in words."""

    zh: str
    en: str


class Plan(_Part):
    """All that `geo.schematic` draws.

    Attributes
    ----------
    grid : str
        Metric system of the places, as an EPSG code.
    seed : int
    edge, beside : float
        Metres: of every point to the edge of its zone, and of an enterprise to its project.
    without_place : frozenset of str
        Projects that are drawn nowhere.
    zones, areas, routes, known, lakes, assumptions : dict
        By id.
    """

    grid: str
    seed: int
    edge: float
    beside: float
    without_place: frozenset[str] = frozenset()
    zones: dict[str, Block]
    areas: dict[str, Area] = Field(default_factory=dict)
    routes: dict[str, Route] = Field(default_factory=dict)
    known: dict[str, Known] = Field(default_factory=dict)
    lakes: dict[str, Lake] = Field(default_factory=dict)
    assumptions: dict[str, Said]

    @property
    def shares(self) -> dict[str, float]:
        """The share of each zone in the enterprises."""
        return {name: zone.share for name, zone in self.zones.items()}

    @cached_property
    def _transformer(self) -> Transformer:
        return Transformer.from_crs(self.grid, "EPSG:4326", always_xy=True)

    def to_wgs84(self, shape: shapely.Geometry) -> shapely.Geometry:
        """Return a grid geometry (metres) in degrees (EPSG:4326), 1 cm or better."""

        def project(points: np.ndarray) -> np.ndarray:
            lon, lat = self._transformer.transform(points[:, 0], points[:, 1])
            return np.column_stack([lon, lat]).round(7)

        return shapely.transform(shape, project)


def read_plan(path: Path, grid: str) -> Plan:
    """Read the plan of an illustrative pack.

    Parameters
    ----------
    path : pathlib.Path
        A ``plan.toml``.
    grid : str
        The metric system of the park.

    Raises
    ------
    ValueError
        If it is no TOML, or something in it is wrong or missing.

    Examples
    --------
    >>> from data.packs import DATA_DIR
    >>> read_plan(DATA_DIR / "illustrative" / "plan.toml", "EPSG:4544").seed
    2020
    """
    return Plan.model_validate(tomllib.loads(path.read_text(encoding="utf-8")) | {"grid": grid})

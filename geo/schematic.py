"""The illustrative pack: area-true outlines, routes and an allocation, drawn by a plan.

No article prints an outline, a coordinate or the zone of an enterprise. Run
``python -m geo.schematic [PARK]`` to draw the pack of a park again by its
``illustrative/plan.toml``; the same plan and the same published pack give the same files,
byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from shapely import affinity

from data.named import projects_of
from data.periods import ends
from data.registers.axes import UNATTRIBUTED
from geo.areas import area_km2, length_km
from geo.plan import Plan, read_plan

_CUT = 90.0  # of the corners of a zone, metres
_LAKE = [
    *("landmark_id", "name_zh", "name_en", "kind", "lon", "lat", "error_m"),
    *("note_zh", "note_en", "assumption_id", "evidence", "refs"),
]


class Site(NamedTuple):
    """Where a project stands in the pack: zone, point on the grid, and the assumption behind it."""

    zone: str
    point: shapely.Point
    assumption: str


def with_area(plan: Plan, shape: shapely.Polygon, target_km2: float) -> shapely.Polygon:
    """Scale a grid polygon about its centroid until its geodesic area is `target_km2`.

    >>> square = shapely.box(590_000, 3_249_000, 591_000, 3_250_000)
    >>> round(area_km2(plan.to_wgs84(with_area(plan, square, 20))), 3)
    20.0
    """
    for _ in range(4):
        factor = float(np.sqrt(target_km2 / area_km2(plan.to_wgs84(shape))))
        shape = affinity.scale(shape, factor, factor, origin="centroid")
    return shape


def with_length(plan: Plan, line: shapely.LineString, target_km: float) -> shapely.LineString:
    """Scale a grid line about its centroid until its geodesic length is `target_km`.

    >>> line = shapely.LineString([(590_000, 3_249_000), (591_000, 3_249_000)])
    >>> round(length_km(plan.to_wgs84(with_length(plan, line, 5))), 3)
    5.0
    """
    for _ in range(4):
        factor = target_km / length_km(plan.to_wgs84(line))
        line = affinity.scale(line, factor, factor, origin="centroid")
    return line


def zone_shapes(plan: Plan) -> dict[str, shapely.Polygon]:
    """Return the disjoint zone blocks with cut corners, on the grid.

    >>> "".join(zone_shapes(plan))
    'ABCDEF'
    """
    shapes = {}
    for name, zone in plan.zones.items():
        (east, north), (width, height) = zone.centre, zone.size
        block = shapely.box(
            east - width / 2, north - height / 2, east + width / 2, north + height / 2
        )
        cut = block.buffer(-_CUT).buffer(_CUT, quad_segs=1)
        shapes[name] = affinity.rotate(cut, zone.turn, origin="centroid")
    return shapes


def coverage_shapes(plan: Plan, km2: Mapping[str, float]) -> dict[str, shapely.Polygon]:
    """Return the coverages, area-true, on the grid.

    Parameters
    ----------
    plan : Plan
    km2 : mapping of str to float
        The area in print of each.

    Examples
    --------
    >>> drawn = coverage_shapes(plan, {"test_area": 20.0, "twin_1": 10.0, "twin_2": 60.0})
    >>> {name: round(area_km2(plan.to_wgs84(shape)), 2) for name, shape in drawn.items()}
    {'test_area': 20.0, 'twin_1': 10.0, 'twin_2': 60.0}
    """
    drawn = {}
    for name, area in plan.areas.items():
        if area.line:
            shape = shapely.LineString(area.line).buffer(area.width, quad_segs=2)
        else:
            shape = _faceted(area.centre, area.half, area.corners, area.turn)
        drawn[name] = with_area(plan, shape, km2[name])
    return drawn


def _faceted(
    centre: tuple[float, float], half: tuple[float, float], corners: int, degrees: float
) -> shapely.Polygon:
    angles = 2 * np.pi * (np.arange(corners) + 0.5) / corners
    ring = np.column_stack(
        [centre[0] + half[0] * np.cos(angles), centre[1] + half[1] * np.sin(angles)]
    )
    return affinity.rotate(shapely.Polygon(ring), degrees, origin="centroid")


def route_shapes(plan: Plan) -> dict[str, shapely.LineString]:
    """Return the schematic routes, true in length, on the grid.

    >>> sorted(route_shapes(plan))
    ['bus', 'v2x']
    """
    return {
        name: with_length(plan, shapely.LineString(route.line), route.km)
        for name, route in plan.routes.items()
    }


def split(total: int, shares: dict[str, float]) -> dict[str, int]:
    """Split a whole number by shares with the largest-remainder rule; the parts sum to it.

    >>> split(10, {"A": 1, "B": 1, "C": 1})
    {'A': 4, 'B': 3, 'C': 3}
    """
    exact = {name: total * share / sum(shares.values()) for name, share in shares.items()}
    parts = {name: int(value) for name, value in exact.items()}
    by_remainder = sorted(exact, key=lambda name: (parts[name] - exact[name], name))
    for name in by_remainder[: total - sum(parts.values())]:
        parts[name] += 1
    return parts


def random_point(shape: shapely.Polygon, edge: float, rng: np.random.Generator) -> shapely.Point:
    """Draw a point of a polygon, at least `edge` from its edge.

    >>> square = shapely.box(0, 0, 1000, 1000)
    >>> square.contains(random_point(square, 40, np.random.default_rng(1)))
    True
    """
    inner = shape.buffer(-edge)
    west, south, east, north = inner.bounds
    while True:
        point = shapely.Point(rng.uniform(west, east), rng.uniform(south, north))
        if inner.contains(point):
            return point


def homes(plan: Plan, enterprises: pd.DataFrame, projects: pd.DataFrame) -> dict[str, Site]:
    """Return by enterprise the site of its own project; those without one are left out.

    An enterprise with several has its home at the first.

    >>> homes(plan, catalog["enterprises"], catalog["projects"])["E021"].zone
    'E'
    """
    sites = project_sites(plan, projects["project_id"])
    found = {}
    for _, firm in enterprises.iterrows():
        own = (sites.get(one) for one in projects_of(firm, projects)["project_id"])
        site = next(filter(None, own), None)
        if site:
            found[str(firm["enterprise_id"])] = site
    return found


def _allotted(names: list[str], zones: list[str], homes: dict[str, Site]) -> list[str]:
    """Return `zones` in an order that puts each of the first ones, the named, in its home."""
    zones = list(zones)
    for place, name in enumerate(names):
        if name not in homes or zones[place] == homes[name].zone:
            continue
        free = [
            other
            for other, zone in enumerate(zones)
            if zone == homes[name].zone
            and not (other < len(names) and names[other] in homes and other < place)
        ]
        if not free:
            raise ValueError(f"no place left in zone {homes[name].zone} for {name}")
        zones[place], zones[free[-1]] = zones[free[-1]], zones[place]
    return zones


def tenants(
    plan: Plan,
    enterprises: pd.DataFrame,
    sector_totals: dict[str, int],
    homes: dict[str, Site],
) -> pd.DataFrame:
    """Allocate enterprises to zones: named ones first, then unnamed ones up to the totals.

    Parameters
    ----------
    plan : Plan
    enterprises : pandas.DataFrame
        The published table; those outside the sectors fill the unattributed places.
    sector_totals : dict of str to int
        Enterprises to place in each sector and in ``"unattributed"``.
    homes : dict of str to Site
        Beside which site an enterprise stands, which takes one of the places of that zone.

    Examples
    --------
    >>> tenants(plan, catalog["enterprises"].head(0), {"data": 3}, {})["sector"].tolist()
    ['data', 'data', 'data']
    """
    rng = np.random.default_rng(plan.seed)
    shapes = zone_shapes(plan)
    rows: list[dict[str, object]] = []
    for sector, total in sector_totals.items():
        counted_as = "other" if sector == UNATTRIBUTED else sector
        names = list(enterprises["enterprise_id"][enterprises["sector"] == counted_as])
        zones = [zone for zone, part in split(total, plan.shares).items() for _ in range(part)]
        if len(names) > len(zones):
            raise ValueError(f"{sector}: {len(names)} named enterprises, {len(zones)} places")
        zones = _allotted(names, [zones[index] for index in rng.permutation(len(zones))], homes)
        for position, zone in enumerate(zones):
            name = names[position] if position < len(names) else None
            room = shapes[zone]
            if name in homes:
                room = room.intersection(homes[name].point.buffer(plan.beside + plan.edge))
            rows.append(
                {
                    "tenant_id": f"T{len(rows) + 1:04d}",
                    "enterprise_id": name,
                    "sector": None if sector == UNATTRIBUTED else sector,
                    "zone": zone,
                    **_lon_lat(plan, random_point(room, plan.edge, rng)),
                    "assumption_id": "tenant-spread",
                    "evidence": "illustrative",
                }
            )
    return pd.DataFrame(rows)


def project_sites(plan: Plan, project_ids: Iterable[str]) -> dict[str, Site]:
    """Draw a zone and a point in it for each project that has a building.

    >>> list(project_sites(plan, ["P01", "P02"]))
    ['P02']
    """
    rng = np.random.default_rng(plan.seed + 1)
    shapes = zone_shapes(plan)
    sites = {}
    for project_id in project_ids:
        drawn = str(rng.choice(list(plan.shares), p=list(plan.shares.values())))
        known = plan.known.get(project_id)
        zone, assumption = (known.zone, known.assumption) if known else (drawn, "project-spread")
        point = random_point(shapes[zone], plan.edge, rng)
        if project_id not in plan.without_place:
            sites[project_id] = Site(zone, point, assumption)
    return sites


def project_places(plan: Plan, project_ids: Iterable[str]) -> pd.DataFrame:
    """Return the sites of projects as a table.

    >>> list(project_places(plan, ["P01", "P02"]).columns)
    ['project_id', 'zone', 'lon', 'lat', 'assumption_id', 'evidence']
    """
    return pd.DataFrame(
        [
            {
                "project_id": project_id,
                "zone": site.zone,
                **_lon_lat(plan, site.point),
                "assumption_id": site.assumption,
                "evidence": "illustrative",
            }
            for project_id, site in project_sites(plan, project_ids).items()
        ]
    )


def _lon_lat(plan: Plan, point: shapely.Point) -> dict[str, float]:
    placed = plan.to_wgs84(point)
    return {"lon": round(placed.x, 6), "lat": round(placed.y, 6)}


def lakes(plan: Plan) -> pd.DataFrame:
    """Return the lakes beside which the park lies, at their inferred places.

    >>> lakes(plan)["landmark_id"].tolist()
    ['shennv-lake', 'xinglong-lake']
    """
    return pd.DataFrame(
        [
            {
                "landmark_id": slug,
                "name_zh": lake.name_zh,
                "name_en": lake.name_en,
                "kind": "lake",
                **_lon_lat(plan, shapely.Point(lake.place)),
                "error_m": lake.error_m,
                "note_zh": f"中心点的误差可达{lake.error_m / 1000}公里。",
                "note_en": f"Its centre is uncertain by up to {lake.error_m / 1000} km.",
                "assumption_id": "lake",
                "evidence": "illustrative",
                "refs": lake.refs,
            }
            for slug, lake in plan.lakes.items()
        ],
        columns=_LAKE,
    )


def features(
    plan: Plan,
    shapes: Mapping[str, shapely.Geometry],
    names: Mapping[str, tuple[str, str]],
    assumption: str,
) -> dict[str, object]:
    """Return named grid shapes as a GeoJSON feature collection in EPSG:4326.

    >>> square = shapely.box(590_000, 3_249_000, 591_000, 3_250_000)
    >>> made = features(plan, {"A": square}, {"A": ("A区", "Zone A")}, "outline-zone")
    >>> made["type"], len(made["features"])
    ('FeatureCollection', 1)
    """
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "feature_id": key,
                    "name_zh": names[key][0],
                    "name_en": names[key][1],
                    "assumption_id": assumption,
                    "evidence": "illustrative",
                },
                "geometry": json.loads(
                    shapely.to_geojson(shapely.set_precision(plan.to_wgs84(shape), 1e-7))
                ),
            }
            for key, shape in shapes.items()
        ],
    }


def write_pack(plan: Plan, published: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write the illustrative pack.

    Parameters
    ----------
    plan : Plan
    published : mapping of str to pandas.DataFrame
        Tables of the published pack.
    folder : pathlib.Path
        Created if missing; existing files are replaced.

    Examples
    --------
    >>> write_pack(plan, catalog.tables, folder)
    >>> sorted(path.suffix for path in folder.iterdir())
    ['.csv', '.csv', '.csv', '.csv', '.geojson', '.geojson', '.geojson']
    """
    folder.mkdir(parents=True, exist_ok=True)
    firms, projects = published["enterprises"], published["projects"]
    assumed = [
        {"assumption_id": key, "text_zh": said.zh, "text_en": said.en, "evidence": "illustrative"}
        for key, said in plan.assumptions.items()
    ]
    frames = {
        "assumptions": pd.DataFrame(assumed),
        "landmarks": lakes(plan),
        "tenants": tenants(plan, firms, _totals(published), homes(plan, firms, projects)),
        "project_places": project_places(plan, projects["project_id"]),
    }
    for name, frame in frames.items():
        frame.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    coverage = published["coverage"].set_index("coverage_id")
    areas = {str(key): float(value) for key, value in coverage["value"].dropna().items()}
    collections = {
        "zone_outlines": (zone_shapes(plan), _names(published, "zones"), "outline-zone"),
        "coverage_outlines": (
            coverage_shapes(plan, areas),
            _names(published, "coverage"),
            "outline-coverage",
        ),
        "routes": (route_shapes(plan), _names(published, "coverage"), "route"),
    }
    for name, (shapes, names, assumption) in collections.items():
        made = features(plan, shapes, names, assumption)
        text = json.dumps(made, ensure_ascii=False, indent=1)
        (folder / f"{name}.geojson").write_text(f"{text}\n", encoding="utf-8")


def _totals(published: Mapping[str, pd.DataFrame]) -> dict[str, int]:
    """Return the enterprises of each sector as first printed for all, and those in none."""
    counted, sectors = published["sector_counts"], list(published["sectors"]["sector"])
    for _, rows in counted.groupby("as_of"):
        printed = dict(zip(rows["sector"], rows["count"], strict=True))
        if all(printed.get(sector, pd.NA) is not pd.NA for sector in sectors):
            break
    figures = published["figures"]
    exact = figures[(figures["indicator"] == "enterprises") & (figures["qualifier"] == "exact")]
    first = exact.assign(end=ends(exact["as_of"])).sort_values("end", kind="stable")
    totals = {sector: int(printed[sector]) for sector in sectors}
    return totals | {UNATTRIBUTED: int(first["value"].iloc[0]) - sum(totals.values())}


def _names(published: Mapping[str, pd.DataFrame], table: str) -> dict[str, tuple[str, str]]:
    rows = published[table]
    return {
        str(row.iloc[0]): (str(row["name_zh"]), str(row["name_en"])) for _, row in rows.iterrows()
    }


if __name__ == "__main__":
    import sys

    from data.packs import park_dir, read_pack

    park = Path(sys.argv[1]) if len(sys.argv) > 1 else park_dir()
    pack, target = read_pack(park / "published", "published"), park / "illustrative"
    if pack.park is None:
        raise SystemExit("no profile")
    drawn = read_plan(target / "plan.toml", pack.park.coordinates.grid)
    write_pack(drawn, pack.tables, target)

"""The illustrative pack: area-true outlines, routes and an allocation, made from a seed.

No article prints an outline, a coordinate or the zone of an enterprise. Run
``python -m geo.schematic [DIR]`` to write the pack again; the same published pack and
the same seed give the same files, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer
from shapely import affinity

from data.named import projects_of
from data.tenants import UNATTRIBUTED
from geo.areas import area_km2, length_km

SEED = 2020
GRID = "EPSG:4544"  # CGCS2000, 3-degree Gauss-Krüger, central meridian 105° E: metres
_TO_WGS84 = Transformer.from_crs(GRID, "EPSG:4326", always_xy=True)

# Anchors in metres on the grid: the inferred centres of the two lakes, the district seat.
SHENNV_LAKE, XINGLONG_LAKE = (589_893, 3_252_410), (590_214, 3_248_643)
DISTRICT_SEAT = (589_676, 3_249_448)

# Zone blocks: centre easting and northing, width, height (metres), rotation (degrees).
_BLOCKS = {
    "A": (589_330, 3_248_330, 960, 760, 8),
    "B": (590_820, 3_247_930, 820, 700, -6),
    "C": (588_950, 3_250_350, 900, 780, 4),
    "D": (590_940, 3_250_780, 840, 720, -8),
    "E": (589_220, 3_251_880, 820, 680, 12),
    "F": (591_220, 3_252_160, 900, 700, -10),
}
# Share of each zone in the allocation: the four zones taken as built carry most.
_SHARES = {"A": 0.26, "B": 0.22, "C": 0.24, "D": 0.18, "E": 0.07, "F": 0.03}
_COVERAGE_KM2 = {"test_area": 20.0, "twin_1": 10.0, "twin_2": 60.0}
_ROUTE_KM = {"v2x": 10.0, "bus": 5.0}
# Area-wide, online or out-of-park projects have no zone even as an illustration.
WITHOUT_PLACE = {"P01", "P10", "P18", "P22", "P23", "P24", "P25", "P33", "P34", "P35"}
_KNOWN_PLACES = {"P16": ("E", "place-later-source"), "P20": ("F", "place-printed")}

EDGE_M = 40  # of every point to the edge of its zone, metres
_BESIDE_M = 100  # of an enterprise to the site of its own project, at most


class Site(NamedTuple):
    """Where a project stands in the pack: zone, point on the grid, and the assumption behind it."""

    zone: str
    point: shapely.Point
    assumption: str


ASSUMPTIONS = {
    "outline-zone": (
        (
            "片区轮廓为示意：没有任何来源公布边界。C至F区假定在兴龙湖与神女湖之间，"
            "A、B区假定在兴龙湖南岸，形状与面积均为假设。"
        ),
        (
            "Zone outlines are schematic: no source publishes a boundary. Zones C to F are "
            "assumed to lie between Xinglong Lake and Shennü Lake, A and B by the southern shore "
            "of Xinglong Lake; shape and size are assumed too."
        ),
    ),
    "outline-coverage": (
        "范围轮廓为示意：面积与见报数值一致（测地面积误差小于0.5%），位置与形状为假设。",
        (
            "The outline is schematic: its geodesic area equals the reported value within 0.5%; "
            "place and shape are assumed."
        ),
    ),
    "route": (
        "线路走向为示意：报道只给出长度或起用时间，未公布路线。",
        "The route is schematic: the articles give a length or a start date, never a course.",
    ),
    "lake": (
        "湖泊中心点由邻近地址推断，未经测量；误差见各湖说明。",
        (
            "The centre of the lake is inferred from nearby addresses and was not measured; how "
            "uncertain it is stands with each lake."
        ),
    ),
    "tenant-spread": (
        (
            "企业所在片区与点位为示意：各板块家数取见报下限，合计290家；另有40家为见报总数330家"
            "与它之差，不归入板块，其中包括报道没有归入五大板块的有名企业。片区份额为假设；"
            "有项目的企业放在自己项目旁，其余在片区内随机放置。"
        ),
        (
            "Zone and place of each enterprise are illustrative. Sector totals are the reported "
            "lower bounds, 290 in all; the 40 that are missing to the 330 in print are in no "
            "sector, among them the named ones that no article puts in one of the five. The "
            "shares of the zones are assumed. An enterprise with a project stands beside it, the "
            "others at random inside their zone."
        ),
    ),
    "project-spread": (
        "项目所在片区与点位为示意：没有来源公布，由固定种子随机生成。",
        (
            "Zone and place of the project are illustrative: no source gives them; they are drawn "
            "from a fixed seed."
        ),
    ),
    "place-printed": (
        "片区见于报道；区内点位为示意。",
        "The zone is printed in an article; the point inside it is illustrative.",
    ),
    "place-later-source": (
        "片区见于后续公开资料；区内点位为示意。",
        "The zone is named by a later public source; the point inside it is illustrative.",
    ),
}


def to_wgs84(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a grid geometry (EPSG:4544, metres) in degrees (EPSG:4326), 1 cm or better.

    >>> shapely.get_coordinates(to_wgs84(shapely.Point(590_000, 3_249_000))).round(2).tolist()
    [[105.93, 29.36]]
    """

    def project(points: np.ndarray) -> np.ndarray:
        return np.column_stack(_TO_WGS84.transform(points[:, 0], points[:, 1])).round(7)

    return shapely.transform(shape, project)


def with_area(shape: shapely.Polygon, target_km2: float) -> shapely.Polygon:
    """Scale a grid polygon about its centroid until its geodesic area is `target_km2`.

    >>> square = shapely.box(590_000, 3_249_000, 591_000, 3_250_000)
    >>> round(area_km2(to_wgs84(with_area(square, 20))), 3)
    20.0
    """
    for _ in range(4):
        factor = float(np.sqrt(target_km2 / area_km2(to_wgs84(shape))))
        shape = affinity.scale(shape, factor, factor, origin="centroid")
    return shape


def with_length(line: shapely.LineString, target_km: float) -> shapely.LineString:
    """Scale a grid line about its centroid until its geodesic length is `target_km`.

    >>> line = shapely.LineString([(590_000, 3_249_000), (591_000, 3_249_000)])
    >>> round(length_km(to_wgs84(with_length(line, 5))), 3)
    5.0
    """
    for _ in range(4):
        factor = target_km / length_km(to_wgs84(line))
        line = affinity.scale(line, factor, factor, origin="centroid")
    return line


def zone_shapes() -> dict[str, shapely.Polygon]:
    """Return the six disjoint zone blocks with cut corners, on the grid.

    >>> "".join(zone_shapes())
    'ABCDEF'
    """
    shapes = {}
    for zone, (east, north, width, height, degrees) in _BLOCKS.items():
        block = shapely.box(
            east - width / 2, north - height / 2, east + width / 2, north + height / 2
        )
        cut = block.buffer(-90).buffer(90, quad_segs=1)
        shapes[zone] = affinity.rotate(cut, degrees, origin="centroid")
    return shapes


def coverage_shapes() -> dict[str, shapely.Polygon]:
    """Return test area, twin phase 1 and phase 2, area-true, on the grid.

    >>> {name: round(area_km2(to_wgs84(shape)), 2) for name, shape in coverage_shapes().items()}
    {'test_area': 20.0, 'twin_1': 10.0, 'twin_2': 60.0}
    """
    spine = shapely.LineString([SHENNV_LAKE, DISTRICT_SEAT, (590_060, 3_247_900)])
    test_area = spine.buffer(1_450, quad_segs=2)
    phase_1 = _faceted((589_900, 3_249_750), 1_500, 2_100, 12, 10)
    phase_2 = _faceted((589_350, 3_249_500), 4_200, 4_550, 14, 6)
    drawn = {"test_area": test_area, "twin_1": phase_1, "twin_2": phase_2}
    return {name: with_area(shape, _COVERAGE_KM2[name]) for name, shape in drawn.items()}


def _faceted(
    centre: tuple[float, float], half_width: float, half_height: float, corners: int, degrees: float
) -> shapely.Polygon:
    angles = 2 * np.pi * (np.arange(corners) + 0.5) / corners
    ring = np.column_stack(
        [centre[0] + half_width * np.cos(angles), centre[1] + half_height * np.sin(angles)]
    )
    return affinity.rotate(shapely.Polygon(ring), degrees, origin="centroid")


def route_shapes() -> dict[str, shapely.LineString]:
    """Return the schematic V2X loop and bus line, true in length, on the grid.

    >>> sorted(route_shapes())
    ['bus', 'v2x']
    """
    east, west, north, south = 590_650, 589_700, 3_251_900, 3_248_200
    loop = shapely.LineString(
        [
            (east, south),
            (east, 3_249_600),
            (east - 60, north),
            (west, north),
            (west + 40, 3_249_900),
            (west, south),
            (east, south),
        ]
    )
    bus = shapely.LineString(
        [
            SHENNV_LAKE,
            (590_040, 3_251_000),
            (589_980, 3_249_700),
            XINGLONG_LAKE,
            (591_000, 3_249_350),
        ]
    )
    return {
        name: with_length(line, _ROUTE_KM[name]) for name, line in {"v2x": loop, "bus": bus}.items()
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


def random_point(shape: shapely.Polygon, rng: np.random.Generator) -> shapely.Point:
    """Draw a point of a polygon, at least `EDGE_M` from its edge.

    >>> square = shapely.box(0, 0, 1000, 1000)
    >>> square.contains(random_point(square, np.random.default_rng(1)))
    True
    """
    inner = shape.buffer(-EDGE_M)
    west, south, east, north = inner.bounds
    while True:
        point = shapely.Point(rng.uniform(west, east), rng.uniform(south, north))
        if inner.contains(point):
            return point


def homes(enterprises: pd.DataFrame, projects: pd.DataFrame) -> dict[str, Site]:
    """Return by enterprise the site of its own project; those without one are left out.

    An enterprise with several has its home at the first.

    >>> homes(catalog["enterprises"], catalog["projects"])["E021"].zone
    'E'
    """
    sites = project_sites(projects["project_id"])
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
    enterprises: pd.DataFrame, sector_totals: dict[str, int], homes: dict[str, Site]
) -> pd.DataFrame:
    """Allocate enterprises to zones: named ones first, then unnamed ones up to the totals.

    Parameters
    ----------
    enterprises : pandas.DataFrame
        The published table; those outside the five sectors fill the unattributed places.
    sector_totals : dict of str to int
        Enterprises to place in each sector and in ``"unattributed"``.
    homes : dict of str to Site
        Beside which site an enterprise stands, which takes one of the places of that zone.

    Examples
    --------
    >>> tenants(catalog["enterprises"].head(0), {"data": 3}, {})["sector"].tolist()
    ['data', 'data', 'data']
    """
    rng = np.random.default_rng(SEED)
    shapes = zone_shapes()
    rows: list[dict[str, object]] = []
    for sector, total in sector_totals.items():
        counted_as = "other" if sector == UNATTRIBUTED else sector
        names = list(enterprises["enterprise_id"][enterprises["sector"] == counted_as])
        zones = [zone for zone, part in split(total, _SHARES).items() for _ in range(part)]
        if len(names) > len(zones):
            raise ValueError(f"{sector}: {len(names)} named enterprises, {len(zones)} places")
        zones = _allotted(names, [zones[index] for index in rng.permutation(len(zones))], homes)
        for position, zone in enumerate(zones):
            name = names[position] if position < len(names) else None
            room = shapes[zone]
            if name in homes:
                room = room.intersection(homes[name].point.buffer(_BESIDE_M + EDGE_M))
            rows.append(
                {
                    "tenant_id": f"T{len(rows) + 1:04d}",
                    "enterprise_id": name,
                    "sector": None if sector == UNATTRIBUTED else sector,
                    "zone": zone,
                    **_lon_lat(random_point(room, rng)),
                    "assumption_id": "tenant-spread",
                    "evidence": "illustrative",
                }
            )
    return pd.DataFrame(rows)


def project_sites(project_ids: Iterable[str]) -> dict[str, Site]:
    """Draw a zone and a point in it for each project that has a building.

    >>> list(project_sites(["P01", "P02"]))
    ['P02']
    """
    rng = np.random.default_rng(SEED + 1)
    shapes = zone_shapes()
    sites = {}
    for project_id in project_ids:
        drawn = str(rng.choice(list(_SHARES), p=list(_SHARES.values())))
        zone, assumption = _KNOWN_PLACES.get(project_id, (drawn, "project-spread"))
        point = random_point(shapes[zone], rng)
        if project_id not in WITHOUT_PLACE:
            sites[project_id] = Site(zone, point, assumption)
    return sites


def project_places(project_ids: Iterable[str]) -> pd.DataFrame:
    """Return the sites of projects as a table.

    >>> list(project_places(["P01", "P02"]).columns)
    ['project_id', 'zone', 'lon', 'lat', 'assumption_id', 'evidence']
    """
    return pd.DataFrame(
        [
            {
                "project_id": project_id,
                "zone": site.zone,
                **_lon_lat(site.point),
                "assumption_id": site.assumption,
                "evidence": "illustrative",
            }
            for project_id, site in project_sites(project_ids).items()
        ]
    )


def _lon_lat(point: shapely.Point) -> dict[str, float]:
    placed = to_wgs84(point)
    return {"lon": round(placed.x, 6), "lat": round(placed.y, 6)}


def lakes() -> pd.DataFrame:
    """Return the two lakes beside which the park lies, at their inferred places.

    >>> lakes()["landmark_id"].tolist()
    ['shennv-lake', 'xinglong-lake']
    """
    named = {
        "shennv-lake": ("神女湖", "Shennü Lake", SHENNV_LAKE, 1_200),
        "xinglong-lake": ("兴龙湖", "Xinglong Lake", XINGLONG_LAKE, 1_500),
    }
    return pd.DataFrame(
        [
            {
                "landmark_id": slug,
                "name_zh": name_zh,
                "name_en": name_en,
                "kind": "lake",
                **_lon_lat(shapely.Point(place)),
                "error_m": error_m,
                "note_zh": f"中心点的误差可达{error_m / 1000}公里。",
                "note_en": f"Its centre is uncertain by up to {error_m / 1000} km.",
                "assumption_id": "lake",
                "evidence": "illustrative",
                "refs": "002:L169-172",
            }
            for slug, (name_zh, name_en, place, error_m) in named.items()
        ]
    )


def features(
    shapes: dict[str, shapely.Geometry], names: dict[str, tuple[str, str]], assumption: str
) -> dict[str, object]:
    """Return named grid shapes as a GeoJSON feature collection in EPSG:4326.

    >>> square = shapely.box(590_000, 3_249_000, 591_000, 3_250_000)
    >>> made = features({"A": square}, {"A": ("A区", "Zone A")}, "outline-zone")
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
                    shapely.to_geojson(shapely.set_precision(to_wgs84(shape), 1e-7))
                ),
            }
            for key, shape in shapes.items()
        ],
    }


def write_pack(published: dict[str, pd.DataFrame], folder: Path) -> None:
    """Write the illustrative pack.

    Parameters
    ----------
    published : dict of str to pandas.DataFrame
        Tables of the published pack: ``enterprises``, ``projects``, ``sector_counts`` and
        ``coverage``.
    folder : pathlib.Path
        Created if missing; existing files are replaced.

    Examples
    --------
    >>> write_pack(catalog.tables, folder)
    >>> sorted(path.suffix for path in folder.iterdir())
    ['.csv', '.csv', '.csv', '.csv', '.geojson', '.geojson', '.geojson']
    """
    folder.mkdir(parents=True, exist_ok=True)
    printed = published["sector_counts"].query("as_of == '2020-09'").set_index("sector")["count"]
    totals = {sector: int(printed[sector]) for sector in published["sectors"]["sector"]}
    totals[UNATTRIBUTED] = 330 - sum(totals.values())
    coverage = published["coverage"].set_index("coverage_id")
    names = {str(key): (row["name_zh"], row["name_en"]) for key, row in coverage.iterrows()}
    zones = published["zones"].set_index("zone")
    zone_names = {str(key): (row["name_zh"], row["name_en"]) for key, row in zones.iterrows()}
    frames = {
        "assumptions": pd.DataFrame(
            [
                {"assumption_id": key, "text_zh": zh, "text_en": en, "evidence": "illustrative"}
                for key, (zh, en) in ASSUMPTIONS.items()
            ]
        ),
        "landmarks": lakes(),
        "tenants": tenants(
            published["enterprises"],
            totals,
            homes(published["enterprises"], published["projects"]),
        ),
        "project_places": project_places(published["projects"]["project_id"]),
    }
    for name, frame in frames.items():
        frame.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    collections = {
        "zone_outlines": features(zone_shapes(), zone_names, "outline-zone"),
        "coverage_outlines": features(coverage_shapes(), names, "outline-coverage"),
        "routes": features(route_shapes(), names, "route"),
    }
    for name, collection in collections.items():
        text = json.dumps(collection, ensure_ascii=False, indent=1)
        (folder / f"{name}.geojson").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    import sys

    from data.packs import DATA_DIR, read_pack

    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA_DIR / "illustrative"
    write_pack(read_pack(DATA_DIR / "published", "published").tables, target)

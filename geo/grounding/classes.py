"""What the ground tells apart: its classes, from which zoom each is drawn, and what goes first."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Class:
    """A kind of feature.

    Attributes
    ----------
    layer, kind : str
        As in `geo.ground.ground_of`.
    from_zoom : int
        Web-map zoom from which it is drawn.
    is_near : bool
        Whether it is kept only near the zones.
    """

    layer: str
    kind: str
    from_zoom: int
    is_near: bool = False


# The most important first: where there is too much for the browser, the last go first.
CLASSES = (
    Class("place", "city", 6),
    Class("place", "town", 9),
    Class("road", "motorway", 6),
    Class("road", "trunk", 7),
    Class("rail", "rail", 8),
    Class("water", "river", 7),
    Class("water", "lake", 8),
    Class("water", "coast", 6),
    Class("road", "primary", 8),
    Class("place", "station", 10),
    Class("place", "airfield", 10),
    Class("built", "airfield", 10),
    Class("road", "secondary", 10),
    Class("rail", "metro", 11),
    Class("place", "suburb", 11),
    Class("place", "village", 13),
    Class("green", "park", 11),
    Class("built", "industrial", 10),
    Class("built", "residential", 10),
    Class("built", "commercial", 11),
    Class("built", "campus", 12),
    Class("built", "built", 10),
    Class("road", "tertiary", 11),
    Class("road", "road", 11),
    Class("green", "forest", 9),
    Class("water", "canal", 12),
    Class("place", "neighbourhood", 14),
    Class("road", "street", 13, is_near=True),
    Class("water", "stream", 13, is_near=True),
    Class("green", "green", 12),
    Class("rail", "tram", 13),
    Class("rail", "siding", 14, is_near=True),
    Class("building", "building", 14, is_near=True),
    Class("road", "service", 15, is_near=True),
    Class("place", "hamlet", 14),
    Class("green", "farmland", 12),
    Class("road", "path", 15, is_near=True),
    Class("water", "ditch", 15, is_near=True),
)
BY_NAME = {(one.layer, one.kind): one for one in CLASSES}
RANK = {(one.layer, one.kind): rank for rank, one in enumerate(CLASSES)}

_Kinds = dict[str, tuple[str, str]]


def _kinds(layer: str, **values: str) -> _Kinds:
    return {value: (layer, kind) for kind, listed in values.items() for value in listed.split()}


# By tag, in the order in which they are asked: what each of its values is.
TAGS: dict[str, _Kinds] = {
    "highway": _kinds(
        "road",
        motorway="motorway motorway_link",
        trunk="trunk trunk_link",
        primary="primary primary_link",
        secondary="secondary secondary_link",
        tertiary="tertiary tertiary_link",
        street="unclassified residential living_street road pedestrian busway",
        service="service",
        path="footway cycleway path track steps bridleway corridor",
    ),
    "railway": _kinds(
        "rail",
        rail="rail narrow_gauge",
        metro="subway light_rail monorail",
        tram="tram",
    )
    | {"station": ("place", "station"), "halt": ("place", "station")},
    "waterway": _kinds(
        "water",
        river="river riverbank",
        canal="canal",
        stream="stream",
        ditch="ditch drain",
        lake="dock",
    ),
    "aeroway": {"aerodrome": ("built", "airfield")},
    "natural": _kinds("water", lake="water reservoir bay", coast="coastline")
    | _kinds("green", forest="wood", green="scrub grassland heath wetland"),
    "landuse": _kinds("water", lake="reservoir basin")
    | _kinds(
        "green",
        forest="forest",
        green="grass meadow village_green recreation_ground cemetery",
        farmland="farmland orchard vineyard farm",
    )
    | _kinds(
        "built",
        industrial="industrial quarry port railway garages",
        residential="residential",
        commercial="commercial retail",
        campus="education",
        built="construction brownfield military",
    ),
    "leisure": _kinds(
        "green",
        park="park garden nature_reserve golf_course common",
        green="pitch playground sports_centre",
    ),
    "amenity": _kinds("built", campus="university college school hospital"),
    "place": _kinds(
        "place",
        city="city",
        town="town borough",
        suburb="suburb quarter national_capital county",
        neighbourhood="neighbourhood city_block",
        village="village",
        hamlet="hamlet isolated_dwelling locality farm",
    ),
}
# Of these any value counts: what is no class of its own is the plain one of its layer.
ANY_VALUE = {"building": ("building", "building")}
# By the words in the name of a layer, where no column says more; a line and an area may differ.
LAYER_WORDS: tuple[tuple[str, str, str], ...] = (
    ("building 建筑 楼宇 房屋 jzw", "building", "building"),
    ("railway rail 铁路 轨道 tielu", "rail", "rail"),
    ("road street highway 道路 公路 路网 街道 交通线 daolu", "road", "road"),
    ("river 河流 河道", "water", "river"),
    ("water lake hydro 水系 水体 水面 水域 湖 水库 shuixi", "water", "lake"),
    ("forest wood 林地 森林", "green", "forest"),
    ("green park grass 绿地 绿化 公园 植被 lvdi", "green", "green"),
    ("built urban landuse 建成区 建设用地 居民地 街区 用地", "built", "built"),
    ("place 地名 居民点 村镇 diming", "place", "village"),
)


def in_class(layers: pd.Series, kinds: pd.Series) -> pd.Series:
    """Return the rank of each feature, the most important 0."""
    return pd.Series(
        [RANK[one] for one in zip(layers, kinds, strict=True)], index=layers.index, dtype="int16"
    )

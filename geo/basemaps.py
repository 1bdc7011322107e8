"""Basemaps: the offline one, and online tiles with the datum they are drawn in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from data.park import Coordinates
from geo.tiles import TileSet

Datum = Literal["WGS84", "GCJ-02"]


@dataclass(frozen=True)
class Basemap:
    """Tiles of an online map.

    Attributes
    ----------
    basemap_id : str
    url : str
        Template with ``{z}``, ``{x}``, ``{y}``; empty for the offline basemap, relative to the app
        for a file of the pack.
    attribution : str
    datum : {"WGS84", "GCJ-02"}
        The datum the tiles are drawn in; layers must be shifted to match. Maps in BD-09
        are left out: their grid is not the Web Mercator grid of the other tiles.
    max_zoom : int
    name : str
        What the planner calls it; empty for those that we name.
    native : tuple of int, optional
        The smallest and the largest zoom that it has pictures of.
    bounds : tuple of float, optional
        West, south, east and north of what it shows; ``None``: the world.
    """

    basemap_id: str
    url: str
    attribution: str
    datum: Datum
    max_zoom: int
    name: str = ""
    native: tuple[int, int] | None = None
    bounds: tuple[float, float, float, float] | None = None

    @property
    def is_own(self) -> bool:
        """Whether its tiles come from a file of the pack."""
        return bool(self.url) and "://" not in self.url


PLAIN = Basemap("plain", "", "", "WGS84", 18)
_ONLINE = (
    Basemap(
        "osm",
        "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "© OpenStreetMap contributors",
        "WGS84",
        19,
    ),
    Basemap(
        "gaode",
        "https://webrd01.is.autonavi.com/appmaptile?lang=zh_cn&size=1&scale=1&style=8"
        "&x={x}&y={y}&z={z}",
        "© 高德地图 AutoNavi",
        "GCJ-02",
        18,
    ),
)

_OF_CHINA = {"gaode", "tianditu"}


def fitting(offered: tuple[Basemap, ...], known: Coordinates) -> tuple[Basemap, ...]:
    """Return the basemaps that show the country of a park: those of China for one in China only.

    >>> [one.basemap_id for one in fitting(basemaps("key"), Coordinates())]
    ['plain', 'osm']
    """
    return tuple(one for one in offered if known.shifted or one.basemap_id not in _OF_CHINA)


def own_basemaps(sets: Iterable[TileSet]) -> tuple[Basemap, ...]:
    """Return the basemaps that files of tiles make.

    >>> own_basemaps([])
    ()
    """
    return tuple(
        Basemap(
            f"own-{one.path.stem}",
            f"tiles/{quote(one.key)}/{{z}}/{{x}}/{{y}}",
            one.attribution,
            "WGS84",
            max(PLAIN.max_zoom, one.max_zoom),
            one.name,
            (one.min_zoom, one.max_zoom),
            one.bounds,
        )
        for one in sets
    )


def basemaps(tianditu_key: str | None = None) -> tuple[Basemap, ...]:
    """Return the basemaps on offer, the offline one first.

    Parameters
    ----------
    tianditu_key : str, optional
        A Tianditu key adds the national map service, which is not shifted.

    Examples
    --------
    >>> [one.basemap_id for one in basemaps("key")]
    ['plain', 'osm', 'gaode', 'tianditu']
    """
    if not tianditu_key:
        return (PLAIN, *_ONLINE)
    tianditu = Basemap(
        "tianditu",
        "https://t0.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
        "&LAYER=vec&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}"
        f"&TILECOL={{x}}&tk={tianditu_key}",
        "© 天地图 Tianditu",
        "WGS84",
        18,
    )
    return (PLAIN, *_ONLINE, tianditu)

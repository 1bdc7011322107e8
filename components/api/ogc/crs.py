"""Coordinate systems by their addresses (OGC API – Features, part 2).

GCJ-02 and BD-09 have no code of EPSG: their addresses are of this server, which says there what
they are, so that no program takes their numbers for WGS84.
"""

from __future__ import annotations

from typing import Any

from components.api.params import Param, WrongError
from data.catalog import Catalog
from data.i18n import LANGS, translate
from geo.references import Reference, by_authority, offered

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
OWN = "ogc/crs"
_LONGITUDE_FIRST = Reference("EPSG:4326")


def addresses(catalog: Catalog, base: str) -> dict[str, Reference]:
    """Return by address the systems of a park, each with the order of its numbers.

    Parameters
    ----------
    base : str
        The address of the whole interface, without a slash at the end.
    """
    found = {CRS84: _LONGITUDE_FIRST}
    for name in offered(catalog.park.coordinates):
        found[_address(name, base)] = by_authority(name)
    return found


def _address(name: str, base: str) -> str:
    authority, _, code = name.partition(":")
    return f"{_EPSG}{code}" if authority == "EPSG" else f"{base}/{OWN}/{name.lower()}"


def crs_param(name: str, base: str) -> Param:
    """Return a parameter that names a system; its value is address and `Reference`."""

    def read(text: str, catalog: Catalog) -> tuple[str, Reference]:
        known = addresses(catalog, base)
        if text not in known:
            raise WrongError(list(known))
        return text, known[text]

    def schema(catalog: Catalog) -> dict[str, Any]:
        known = list(addresses(catalog, base))
        return {"type": "string", "format": "uri", "enum": known, "default": CRS84}

    said = name.replace("-", "_")
    return Param(name, schema, read, (CRS84, _LONGITUDE_FIRST), said)


def own_systems(catalog: Catalog) -> dict[str, str]:
    """Return the systems that this server itself describes, by the end of their address."""
    named = (one for one in offered(catalog.park.coordinates) if ":" not in one)
    return {one.lower(): one for one in named}


def described(name: str, address: str) -> dict[str, Any]:
    """Return what this server says of a system without a code."""
    return {
        "id": address,
        "name": name,
        "axes": [
            {"name": "longitude", "unit": "degree"},
            {"name": "latitude", "unit": "degree"},
        ],
        "derived_from": CRS84,
        **{f"description_{lang}": translate(lang, f"api.crs.{name}") for lang in LANGS},
    }

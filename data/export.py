"""Export of all tables with a Frictionless data package that describes them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from data.catalog import Catalog
from data.ground import GROUND, GROUND_TABLE, OSM
from data.schema import AROUND, BOUNDARIES, ILLUSTRATIVE, OUTLINES, OWN, PUBLISHED, Row, Tenant
from data.selection import EvidenceMode, Selection, visible

_CONSTRAINTS = ("enum", "pattern", "minimum", "maximum")
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")


def safe_cells(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a copy whose text cells cannot run as formulas in a spreadsheet.

    A leading ``= + - @`` (or tab, carriage return) gets an apostrophe before it.

    >>> safe_cells(pd.DataFrame({"name": ["=1+1", "Zone A"]}))["name"].tolist()
    ["'=1+1", 'Zone A']
    """

    def guard(value: Any) -> Any:
        starts = isinstance(value, str) and value.startswith(_FORMULA_START)
        return f"'{value}" if starts else value

    return frame.map(guard)


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return a frame as CSV (RFC 4180) that spreadsheets open as UTF-8.

    >>> csv_bytes(pd.DataFrame({"zone": ["A"], "km2": [1.5]})).decode("utf-8-sig").splitlines()
    ['zone,km2', 'A,1.5']
    """
    text: str = safe_cells(frame).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def export(catalog: Catalog, folder: Path, evidence: EvidenceMode = "all") -> list[Path]:
    """Write every table as CSV or GeoJSON, and ``datapackage.json`` beside them.

    Parameters
    ----------
    catalog : Catalog
    folder : pathlib.Path
        Created if missing; files of the same names are replaced.
    evidence : {"all", "published"}
        ``"published"`` leaves every illustrative row out, as a catalog of published facts does.

    Returns
    -------
    list of pathlib.Path
        The files written, the descriptor last.

    Examples
    --------
    >>> [path.name for path in export(catalog, folder)][-1]
    'datapackage.json'
    """
    folder.mkdir(parents=True, exist_ok=True)
    written, resources = [], []
    chosen = catalog.at_home(Selection(evidence=evidence))
    models = {**ILLUSTRATIVE, **PUBLISHED, **AROUND, **OWN}
    for name, frame in catalog.tables.items():
        if name in OWN and frame.empty:
            continue
        path = folder / f"{name}.csv"
        path.write_bytes(csv_bytes(visible(frame, chosen)))
        written.append(path)
        of_park = {} if name in AROUND else _of_park(catalog)  # cities lie beyond its region
        resources.append(_table_resource(name, models[name], list(frame.columns), of_park))
    for name, outlines in catalog.outlines.items():
        path = folder / f"{name}.geojson"
        shown = visible(outlines, chosen)
        path.write_text(_geojson(shown), encoding="utf-8")
        written.append(path)
        resources.append(_outline_resource(name, outlines))
    if catalog.register:
        path = folder / catalog.register.name
        _write_register(catalog.register, path, chosen.evidence)
        written.append(path)
        resources.append(_register_resource(path.name))
    if catalog.ground:
        (folder / GROUND).write_bytes(catalog.ground.content)
        written.append(folder / GROUND)
        resources.append(_ground_resource())
    descriptor = folder / "datapackage.json"
    text = json.dumps(_package(catalog, resources), ensure_ascii=False, indent=2)
    descriptor.write_text(f"{text}\n", encoding="utf-8")
    return [*written, descriptor]


def _geojson(frame: gpd.GeoDataFrame) -> str:
    """Return a frame with its datum: in China WGS84 does not go without saying."""
    collection = frame.to_geo_dict(drop_id=True)
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    whole = {"type": collection.pop("type"), "crs": crs, **collection}
    return json.dumps(whole, ensure_ascii=False)


def _write_register(register: Path, path: Path, evidence: EvidenceMode) -> None:
    if evidence == "all":
        shutil.copyfile(register, path)
    else:
        kept = pd.read_parquet(register, filters=[("evidence", "!=", "illustrative")])
        kept.to_parquet(path, index=False)


_GRADED = "Rows whose evidence is 'illustrative' are assumptions, not facts: see assumptions.csv."


def _package(catalog: Catalog, resources: list[dict[str, Any]]) -> dict[str, Any]:
    sources, park = catalog["sources"], catalog.park
    return {
        "profile": "data-package",
        "name": f"{park.park_id}-atlas",
        "title": f"{park.title_en} · {park.title_zh}",
        "description": f"{park.description} {_GRADED}".strip(),
        "sources": [
            {"title": title, **({"path": url} if isinstance(url, str) else {})}
            for title, url in zip(sources["title_en"], sources["url"], strict=True)
        ],
        "resources": resources,
    }


def _of_park(catalog: Catalog) -> dict[str, dict[str, Any]]:
    """Return by column what the park itself constrains: its codes, and the region it lies in."""
    west, south, east, north = catalog.park.coordinates.region
    sectors = {"enum": [*catalog.sectors, "other"]}
    return {
        "zone": {"enum": list(catalog.zones)},
        "sector": sectors,
        "sector_also": sectors,
        "lon": {"minimum": west, "maximum": east},
        "lat": {"minimum": south, "maximum": north},
    }


def _table_resource(
    name: str, model: type[Row], columns: list[str], of_park: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    doc = (model.__doc__ or "").strip().splitlines()[0]
    declared = model.model_json_schema()["properties"]
    fields = [_field(column, declared[column]) for column in columns]
    for field in fields:
        if field["name"] in of_park and f"{field['name']}s" != name:
            field["constraints"] = field.get("constraints", {}) | of_park[field["name"]]
    return {
        "name": name.replace("_", "-"),
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "description": doc,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": list(model.key), "missingValues": [""]},
    }


def _register_resource(file: str) -> dict[str, Any]:
    return {
        "name": "tenants",
        "path": file,
        "profile": "data-resource",
        "description": (Tenant.__doc__ or "").strip(),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    }


def _ground_resource() -> dict[str, Any]:
    return {
        "name": GROUND_TABLE,
        "path": GROUND,
        "profile": "data-resource",
        "description": "Roads, water and other ground under the park (WGS84). "
        f"Rows of source {OSM}: (c) OpenStreetMap contributors, ODbL.",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    }


def _outline_resource(name: str, outlines: gpd.GeoDataFrame) -> dict[str, Any]:
    model = (OUTLINES | BOUNDARIES)[name]
    return {
        "name": name.replace("_", "-"),
        "path": f"{name}.geojson",
        "profile": "data-resource",
        "description": (model.__doc__ or "").strip(),
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        "crs": str(outlines.crs),
    }


def _field(name: str, declared: dict[str, Any]) -> dict[str, Any]:
    """Describe one column from the JSON Schema of its field."""
    kinds = declared.get("anyOf", [declared])
    kind = next(option for option in kinds if option["type"] != "null")
    field = {"name": name, "type": kind["type"]}
    if "description" in declared:
        field["description"] = declared["description"]
    constraints = {rule: kind[rule] for rule in _CONSTRAINTS if rule in kind}
    if len(kinds) == 1:
        constraints["required"] = True
    return {**field, "constraints": constraints} if constraints else field

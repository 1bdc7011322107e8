"""In which form an answer goes: as the request says by ``f``, else by its header ``Accept``."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
from starlette.requests import Request

from components.api.problems import ProblemError
from components.api.provenance import placed
from components.session.accepted import weighed
from data.export import csv_bytes

MEDIA = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
    "html": "text/html; charset=utf-8",
}
# What a client of OGC API – Features wants where it gets the form beside it.
_ALSO = {
    "application/geo+json": "json",
    "application/vnd.oai.openapi+json": "json",
    "application/xhtml+xml": "html",
}
CRS84 = "urn:ogc:def:crs:OGC:1.3:CRS84"


def form_of(request: Request, asked: str | None, forms: Sequence[str]) -> str:
    """Return the form of an answer.

    Raises
    ------
    ProblemError
        406 if the header wants none that there is.
    """
    if asked:
        return asked
    media = {form: MEDIA[form].partition(";")[0] for form in forms}
    accept = request.headers.get("accept", "")
    for kind in weighed(accept if accept.strip() else "*/*"):
        for form, own in media.items():
            if kind in {own, "*/*"} or (kind.endswith("/*") and own.startswith(kind[:-1])):
                return form
        if _ALSO.get(kind) in media:
            return _ALSO[kind]
    raise ProblemError(406, "form", allowed=list(media.values()))


def json_bytes(told: Mapping[str, Any]) -> bytes:
    """Return an object as JSON; a number that is none is not given."""
    return json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def table_bytes(rows: pd.DataFrame) -> bytes:
    """Return rows as CSV that runs as no formula; a shape that is no point is left out."""
    return csv_bytes(pd.DataFrame(rows.drop(columns="geometry", errors="ignore")))


def parquet_bytes(rows: pd.DataFrame) -> bytes:
    """Return rows as Parquet, those with a geometry as GeoParquet (EPSG:4326)."""
    file = io.BytesIO()
    if "geometry" in rows:
        placed(rows).to_parquet(file, index=False)
    else:
        rows.to_parquet(file, index=False)
    return file.getvalue()


def geojson_bytes(rows: gpd.GeoDataFrame, about: Mapping[str, Any], key: str) -> bytes:
    """Return rows as GeoJSON (RFC 7946), with its datum as the app's files have it."""
    collection = json.loads(placed(rows).to_json(drop_id=True, na="null"))
    features = collection["features"]
    for feature in features:
        if key:
            feature["id"] = feature["properties"][key]
    crs = {"type": "name", "properties": {"name": CRS84}}
    return json_bytes({"type": "FeatureCollection", "crs": crs, **about, "features": features})

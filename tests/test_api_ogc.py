"""OGC API – Features as real clients open it: OWSLib, GDAL, pandas; in four coordinate systems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely
from owslib.ogcapi.features import Features
from prcoords import wgs_gcj

from geo.areas import area_km2
from tests.api import ask, served

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
GCJ02 = "http://localhost/api/v1/ogc/crs/gcj-02"
# Yongchuan East Railway Station, in the table of landmarks: longitude, latitude (WGS84).
STATION, PLACE = "yongchuan-east", (105.946046, 29.374348)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with served() as address:
        yield address


def items(query: str, collection: str = "landmarks") -> dict[str, Any]:
    answer = ask(f"/ogc/collections/{collection}/items?{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def station(crs: str) -> list[float]:
    answer = ask(f"/ogc/collections/landmarks/items/{STATION}?crs={crs}")
    assert answer.headers["content-crs"] == f"<{crs}>"
    found: list[float] = answer.json()["geometry"]["coordinates"]
    return found


def test_owslib_finds_and_reads_the_layers(server: str) -> None:
    client = Features(f"{server}/ogc")
    assert client.api()["openapi"].startswith("3.0")
    assert (
        "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs"
        in (client.conformance()["conformsTo"])
    )
    assert set(client.feature_collections()) >= {
        "zones", "coverages", "routes", "landmarks", "projects", "facilities", "enterprises",
        "district",
    }  # fmt: skip
    assert client.collection_items("enterprises", limit=7)["numberMatched"] == 330
    near = [105.94, 29.37, 105.95, 29.38]
    found = client.collection_items("landmarks", bbox=near)["features"]
    assert STATION in [one["id"] for one in found]
    assert client.collection_item("zones", "A")["id"] == "A"


def test_gdal_opens_every_layer_and_pages_through_it(server: str) -> None:
    source = f"OAPIF:{server}/ogc"
    layers = {str(name) for name, _ in pyogrio.list_layers(source)}
    assert layers >= {"zones", "coverages", "enterprises", "district"}
    paged = gpd.read_file(source, layer="enterprises", engine="pyogrio", PAGE_SIZE=100)
    assert len(paged) == 330
    coverages = gpd.read_file(source, layer="coverages", engine="pyogrio")
    # 20 km² of the test area; 10 and 60 of the twin: as printed, true on the ground to 0.5 %.
    drawn = sorted(area_km2(shape) for shape in coverages.geometry)
    assert drawn == pytest.approx([10, 20, 60], rel=0.005)
    # GDAL asks in metres, with the order of axes that EPSG says, and means the same ground.
    metres = gpd.read_file(source, layer="coverages", engine="pyogrio", CRS="EPSG:4544")
    assert metres.crs.to_epsg() == 4544
    back = metres.to_crs("EPSG:4326").geometry.to_numpy()
    apart = shapely.hausdorff_distance(back, coverages.geometry.to_numpy())
    assert float(np.max(apart)) < 1e-7  # degrees: a centimetre


def test_axes_are_in_the_order_that_their_authority_says() -> None:
    lon, lat = PLACE
    assert station(CRS84) == [lon, lat]
    assert station(f"{EPSG}4326") == [lat, lon]
    assert station(f"{EPSG}4490") == pytest.approx([lat, lon], abs=1e-6)
    # EPSG:4544: northing, easting; 105.946° is 0.946° east of the meridian of 500 km,
    # by 111.32 km × cos 29.374° = 97.0 km a degree; the meridian arc to 29.374° is 3,250.6 km.
    north, east = station(f"{EPSG}4544")
    assert east == pytest.approx(500_000 + 0.946046 * 97_010, abs=150)
    assert north == pytest.approx(3_250_900, abs=800)


def test_gcj02_is_an_own_system_and_never_called_by_a_code() -> None:
    lat, lon = wgs_gcj(PLACE[::-1])
    assert station(GCJ02) == pytest.approx([lon, lat], abs=1e-6)
    said = ask("/ogc/crs/gcj-02").json()
    assert said["id"] == GCJ02
    assert [axis["name"] for axis in said["axes"]] == ["longitude", "latitude"]
    assert "4326" not in ask(f"/ogc/collections/zones/items?crs={GCJ02}").text
    refused = ask("/ogc/collections/zones/items?crs=http://www.opengis.net/def/crs/EPSG/0/3857")
    assert (refused.status_code, refused.json()["parameter"]) == (400, "crs")


def test_a_box_means_the_same_ground_in_every_system() -> None:
    lon, lat = PLACE
    north, east = station(f"{EPSG}4544")
    shifted = station(GCJ02)
    boxes = {
        CRS84: (lon - 1e-4, lat - 1e-4, lon + 1e-4, lat + 1e-4),
        f"{EPSG}4326": (lat - 1e-4, lon - 1e-4, lat + 1e-4, lon + 1e-4),
        f"{EPSG}4544": (north - 10, east - 10, north + 10, east + 10),
        GCJ02: (shifted[0] - 1e-4, shifted[1] - 1e-4, shifted[0] + 1e-4, shifted[1] + 1e-4),
    }
    for crs, box in boxes.items():
        query = f"bbox={','.join(map(str, box))}&bbox-crs={crs}"
        assert [one["id"] for one in items(query)["features"]] == [STATION], crs
    # Over the line of 180 degrees, in both orders of axes.
    for query in (
        f"bbox=100,-90,-170,90&bbox-crs={CRS84}",
        f"bbox=-90,100,90,-170&bbox-crs={EPSG}4326",
    ):
        assert STATION in [one["id"] for one in items(query)["features"]]
    # Three numbers; once round the earth; upside down.
    for asked, status in (("1,2,3", 400), ("106,29,105,30", 200), ("105,30,106,29", 400)):
        assert ask(f"/ogc/collections/zones/items?bbox={asked}").status_code == status, asked


def test_properties_dates_and_pages_filter() -> None:
    assert items("zone=C", "enterprises")["numberMatched"] == 80  # as the count of zone C
    assert items("system=digital_twin", "coverages")["numberMatched"] == 2
    # The article that dates the operation of the Alibaba centre, P02, says August 2020.
    held = {one["id"] for one in items("datetime=2020-08-01/2020-08-31", "projects")["features"]}
    gone = {one["id"] for one in items("datetime=2021-01-01/..", "projects")["features"]}
    assert "P02" in held - gone
    first = items("limit=20", "projects")
    after = next(one["href"] for one in first["links"] if one["rel"] == "next")
    rest = ask(after).json()
    both = [one["id"] for one in (*first["features"], *rest["features"])]
    assert (len(both), len(set(both))) == (35, 35)
    assert items("limit=99999", "zones")["numberReturned"] == 6  # a larger limit is no error


def test_every_feature_tells_where_it_comes_from() -> None:
    [zone] = items("zone=A&lang=en", "zones")["features"]
    told = zone["properties"]
    assert (told["evidence"], told["outline_evidence"]) == ("reported", "illustrative")
    assert "no source publishes a boundary" in told["assumption_en"]
    assert items("evidence=published", "zones")["numberMatched"] == 0


def test_eyes_get_pages_without_script() -> None:
    for path in ("/ogc", "/ogc/collections", "/ogc/collections/zones", "/ogc/conformance"):
        page = ask(path, {"Accept": "text/html"})
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "<script" not in page.text
    shown = ask("/ogc/collections/zones/items?f=html", {"Accept-Language": "zh"}).text
    assert "共 6 个，显示 6 个。" in shown


def test_the_example_of_the_docs_runs(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = Path(__file__).parent.parent.joinpath("docs", "api.md").read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(code.replace("http://localhost:8501/api/v1", server), {})  # noqa: S102
    said = capsys.readouterr().out
    assert re.search(r"ecommerce +30\b", said)  # 004 L77
    assert "003:L49-50" in said

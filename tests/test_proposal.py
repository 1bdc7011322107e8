"""Outlines, coordinates and meanings: what a hand-made layer would become."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod, Transformer

from data.catalog import Catalog, load_catalog
from data.i18n import LANGS
from data.local_pack import apply_tables
from geo.intake.proposal import Proposal, Supplied, propose
from geo.reading.layers import Layer, Upload
from geo.reading.upload import read_upload
from tests.local import shipped
from tests.proposals import (
    SOUTH,
    WEST,
    ask,
    doubt,
    keys,
    layer,
    left_out,
    said,
    six_zones,
    square,
    table,
)

GEOD = Geod(ellps="WGS84")
BOW_TIE = shapely.Polygon([(105.90, 29.34), (105.91, 29.35), (105.91, 29.34), (105.90, 29.35)])
LINE = shapely.LineString([(105.90, 29.34), (105.95, 29.34)])


def km2(shape: shapely.Geometry) -> float:
    """Return the geodesic area by pyproj itself."""
    return abs(GEOD.geometry_area_perimeter(shape)[0]) / 1e6


def of_area(target_km2: float, middle: tuple[float, float] = (105.92, 29.35)) -> shapely.Polygon:
    """Return a rectangle of a given geodesic area, within a millionth."""
    lon, lat = middle
    half = 0.01
    for _ in range(20):
        box = shapely.box(lon - half, lat - half, lon + half, lat + half)
        half *= (target_km2 / km2(box)) ** 0.5
    return box


def zones_of(proposal: Proposal) -> dict[str, str]:
    """Return the evidence of each zone outline that would be applied."""
    frame = proposal.outlines["zone_outlines"]
    return dict(zip(frame["feature_id"], frame["evidence"], strict=True))


def test_six_named_polygons_become_the_zones(catalog: Catalog) -> None:
    proposal = ask(catalog, six_zones())
    assert zones_of(proposal) == dict.fromkeys("ABCDEF", "official")
    assert proposal.taken == {"zones": (6, 6)}
    assert proposal.is_ready
    frame = proposal.outlines["zone_outlines"].set_index("feature_id")
    assert frame.geometry["B"].equals(square(1))
    assert frame["name_en"]["C"] == "Zone C"
    assert set(frame["refs"]) == {"office-20261130-1"}
    assert frame["assumption_id"].isna().all()
    (source,) = proposal.tables["sources"].to_dict("records")
    assert source["title_zh"] == source["title_en"] == "园区轮廓（2026年）"
    assert (source["kind"], source["evidence"], source["published"]) == (
        "dataset",
        "official",
        "2026-11",
    )


def test_a_draft_names_an_assumption_and_no_source(catalog: Catalog) -> None:
    proposal = ask(catalog, six_zones(), grade="illustrative")
    assert zones_of(proposal) == dict.fromkeys("ABCDEF", "illustrative")
    assert set(proposal.outlines["zone_outlines"]["assumption_id"]) == {"draft-20261130-1"}
    assert list(proposal.tables["assumptions"]["assumption_id"]) == ["draft-20261130-1"]
    assert "sources" not in proposal.tables
    assert proposal.outlines["zone_outlines"]["refs"].isna().all()


def test_the_same_input_gives_the_same_proposal(catalog: Catalog) -> None:
    first, second = ask(catalog, six_zones()), ask(catalog, six_zones())
    assert first.doubts == second.doubts
    assert first.tables["sources"].equals(second.tables["sources"])
    assert first.outlines["zone_outlines"].equals(second.outlines["zone_outlines"])
    assert first.tables["tenants"].equals(second.tables["tenants"])


@pytest.mark.parametrize(
    ("supplied", "kind"),
    [
        (Supplied(" ", "", "2026-11"), "no_title"),
        (Supplied("Outlines", "", "soon"), "no_as_of"),
    ],
)
def test_nothing_is_proposed_without_title_or_date(
    catalog: Catalog, supplied: Supplied, kind: str
) -> None:
    proposal = propose([Upload("data", (six_zones(),), ())], catalog, {}, supplied)
    assert [one.kind for one in proposal.problems] == [kind]
    assert not proposal.outlines
    assert not proposal.is_ready


def test_source_ids_do_not_clash(catalog: Catalog) -> None:
    sources = catalog["sources"]
    taken = sources.iloc[[0]].assign(source_id="office-20261130-1")
    tables = {**catalog.tables, "sources": pd.concat([sources, taken], ignore_index=True)}
    proposal = ask(replace(catalog, tables=tables), six_zones())
    assert list(proposal.tables["sources"]["source_id"]) == ["office-20261130-2"]


# Meaning ------------------------------------------------------------------------------------

MEANINGS: dict[str, tuple[Callable[[], Layer], str, bool]] = {
    "letters in a column": (lambda: six_zones(id=list("ABCDEF")), "zones", True),
    "words in a column": (lambda: six_zones(名称=[f"{x}区" for x in "ABCDEF"]), "zones", True),
    "six polygons without a word": (
        lambda: layer({}, [square(at) for at in range(6)], "图层1", "a.shp"),
        "zones",
        False,
    ),
    "name of the layer": (lambda: layer({}, [of_area(20)], "自动驾驶测试区"), "test_area", True),
    "name of the file": (lambda: layer({}, [of_area(20)], "l", "test area.kml"), "test_area", True),
    "20 km²": (lambda: layer({}, [of_area(20.5)]), "test_area", False),
    "10 km²": (lambda: layer({}, [of_area(9.8)]), "twin_1", False),
    "60 km²": (lambda: layer({}, [of_area(60)]), "twin_2", False),
    "twin, phase one": (lambda: layer({"n": ["数字孪生一期"]}, [of_area(10)]), "twin_1", True),
    "twin, phase two": (
        lambda: layer({"n": ["Digital twin phase II"]}, [of_area(9)]),
        "twin_2",
        True,
    ),
    "V2X": (lambda: layer({"n": ["V2X示范路"]}, [LINE]), "v2x", True),
    "bus": (lambda: layer({"n": ["自动驾驶公交线"]}, [LINE]), "bus", True),
    "a line without a word": (lambda: layer({}, [LINE]), "ignore", False),
    "a polygon without a word": (lambda: layer({}, [of_area(3)]), "ignore", False),
    "column 企业名称": (lambda: table({"企业名称": ["甲"], "片区": ["A"]}), "enterprises", True),
    "column company": (lambda: table({"Company": ["X"], "zone": ["A"]}), "enterprises", True),
    "column 项目名称": (lambda: table({"项目名称": ["甲"], "片区": ["A"]}), "projects", True),
    "sheet 项目": (lambda: table({"名称": ["甲"], "片区": ["A"]}, "项目"), "projects", True),
    "zones with numbers of enterprises": (
        lambda: six_zones(片区=list("ABCDEF"), 企业数=[1] * 6),
        "zones",
        True,
    ),
    "a table of zones": (
        lambda: table({"片区名称": list("AB"), "企业数": [1, 2]}, "统计"),
        "ignore",
        False,
    ),
    "remarks say nothing": (
        lambda: six_zones(片区=list("ABCDEF"), 备注=["紧邻自动驾驶测试区"] * 6),
        "zones",
        True,
    ),
    "footprints of enterprises": (
        lambda: layer({"企业名称": ["甲"], "片区": ["A"]}, [square(0, 0.1)], "建筑"),
        "enterprises",
        True,
    ),
    "another sheet": (lambda: table({"颜色": ["红"], "重量": [3]}, "其他"), "ignore", False),
}


@pytest.mark.parametrize(("make", "meaning", "is_sure"), MEANINGS.values(), ids=MEANINGS.keys())
def test_meaning_is_found(
    catalog: Catalog,
    make: Callable[[], Layer],
    meaning: str,
    is_sure: bool,  # noqa: FBT001
) -> None:
    found = doubt(ask(catalog, make()), "1:meaning")
    assert (found.chosen, found.is_sure) == (meaning, is_sure)


def test_an_unsure_meaning_waits_for_an_answer(catalog: Catalog) -> None:
    data = layer({}, [of_area(20)])
    assert not ask(catalog, data).is_ready
    answered = ask(catalog, data, answers={"1:meaning": "twin_2", "all:printed:twin_2": "keep"})
    assert answered.is_ready
    assert answered.taken == {"twin_2": (1, 1)}


def test_an_answer_that_is_not_on_offer_is_ignored(catalog: Catalog) -> None:
    data = layer({}, [of_area(20)])
    for answer in ("bus", "DROP TABLE", ""):
        proposal = ask(catalog, data, answers={"1:meaning": answer})
        assert doubt(proposal, "1:meaning").chosen == "test_area"
        assert "1:meaning" in proposal.unanswered


def test_one_layer_may_hold_several_outlines(catalog: Catalog) -> None:
    names = ["测试区", "数字孪生一期", "数字孪生二期", "A区"]
    shapes = [of_area(20), of_area(10), of_area(60), square(0)]
    proposal = ask(catalog, layer({"name": names}, shapes))
    assert {name: count for name, (_, count) in proposal.taken.items()} == {
        "test_area": 1,
        "twin_1": 1,
        "twin_2": 1,
        "zones": 1,
    }
    assert set(proposal.outlines["coverage_outlines"]["evidence"]) == {"official"}


def test_an_ignored_layer_asks_nothing_more(catalog: Catalog) -> None:
    proposal = ask(catalog, six_zones(), table({"颜色": ["红"], "x": [1], "y": [2]}, "其他"))
    assert {key for key in keys(proposal) if key.startswith("2")} == {"2:meaning"}
    answered = ask(catalog, six_zones(), answers={"1:meaning": "ignore"})
    assert keys(answered) == {"1:meaning"}
    assert not answered.is_ready


def test_points_among_outlines_are_left_out(catalog: Catalog) -> None:
    shapes = [square(0), shapely.Point(105.9, 29.34), None]
    proposal = ask(catalog, layer({"片区": ["A", "标注", "B"]}, shapes))
    assert left_out(proposal) == [("point_among_outlines", 2), ("no_geometry", 3)]
    assert proposal.taken["zones"] == (1, 1)


def test_an_empty_layer_is_told(catalog: Catalog) -> None:
    assert left_out(ask(catalog, table({"企业名称": []}))) == [("no_rows", None)]


# Coordinates --------------------------------------------------------------------------------


def on_grid(epsg: int, shape: shapely.Geometry) -> shapely.Geometry:
    """Return a WGS84 shape in another system, by pyproj."""
    move = Transformer.from_crs(4326, epsg, always_xy=True)
    return shapely.transform(shape, lambda p: np.column_stack(move.transform(p[:, 0], p[:, 1])))


@pytest.mark.parametrize("epsg", [4490, 4544, 4523, 4507, 4496, 32648])
def test_stated_systems_are_followed_without_a_question(catalog: Catalog, epsg: int) -> None:
    shapes = [on_grid(epsg, square(at)) for at in range(6)]
    data = layer({"片区": list("ABCDEF")}, shapes, crs=f"EPSG:{epsg}")
    proposal = ask(catalog, data)
    found = doubt(proposal, "1:reference")
    assert (found.chosen, found.is_sure) == (f"EPSG:{epsg}", True)
    made = proposal.outlines["zone_outlines"].set_index("feature_id").geometry["A"]
    # CGCS2000 and WGS84 agree to centimetres; 1e-7 degrees is 1 cm.
    assert shapely.hausdorff_distance(made, square(0)) < 1e-7


def test_missing_systems_are_guessed_and_asked(catalog: Catalog) -> None:
    shapes = [on_grid(4523, square(at)) for at in range(6)]
    data = layer({"片区": list("ABCDEF")}, shapes, crs="")
    proposal = ask(catalog, data)
    found = doubt(proposal, "1:reference")
    assert (found.kind, found.chosen) == ("reference_prefix_35", "EPSG:4523")
    assert proposal.unanswered == {"1:reference"}
    assert ask(catalog, data, answers={"1:reference": "EPSG:4523"}).is_ready
    assert {"GCJ-02", "BD-09", "EPSG:32648"} <= {choice.value for choice in found.choices}


def test_swapped_axes_are_recognised(catalog: Catalog) -> None:
    shapes = [shapely.transform(square(at), lambda p: p[:, ::-1]) for at in range(6)]
    data = layer({"片区": list("ABCDEF")}, shapes, crs="")
    found = doubt(ask(catalog, data), "1:reference")
    assert found.kind == "reference_swapped"
    proposal = ask(catalog, data, answers={"1:reference": found.chosen})
    made = proposal.outlines["zone_outlines"].set_index("feature_id").geometry["A"]
    assert made.equals_exact(square(0), 1e-9)


def test_the_users_own_proj_string_is_taken(catalog: Catalog) -> None:
    own = "+proj=tmerc +lat_0=0 +lon_0=105.5 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m"
    move = Transformer.from_crs(4326, own, always_xy=True)
    shapes = [
        shapely.transform(square(at), lambda p: np.column_stack(move.transform(p[:, 0], p[:, 1])))
        for at in range(6)
    ]
    data = layer({"片区": list("ABCDEF")}, shapes, crs="")
    for answer in (own, f"proj:{own}"):
        proposal = ask(catalog, data, answers={"1:reference": answer})
        assert proposal.is_ready
        made = proposal.outlines["zone_outlines"].set_index("feature_id").geometry["A"]
        assert shapely.hausdorff_distance(made, square(0)) < 1e-7


@pytest.mark.parametrize("answer", ["proj:nonsense", "+proj=pipeline +step", "EPSG:999999"])
def test_a_refused_system_is_told_and_not_taken(catalog: Catalog, answer: str) -> None:
    proposal = ask(catalog, six_zones(), answers={"1:reference": answer})
    assert doubt(proposal, "1:reference").chosen == "EPSG:4326"
    (problem,) = proposal.problems
    assert problem.kind.startswith("reference_")
    assert all(problem.text(lang) for lang in LANGS)


# Zones --------------------------------------------------------------------------------------


def test_unknown_zone_words_are_asked_once_each(catalog: Catalog) -> None:
    words = ["东区", "西区", "C", "D", "E", "F"]
    proposal = ask(catalog, six_zones(片区=words))
    assert proposal.unanswered == {"1:zone:东区", "1:zone:西区"}
    assert set(zones_of(proposal)) == set("ABCDEF")  # A and B stay as they are
    answers = {"1:zone:东区": "A", "1:zone:西区": "leave_out"}
    answered = ask(catalog, six_zones(片区=words), answers=answers)
    assert zones_of(answered)["A"] == "official"
    assert zones_of(answered)["B"] == "illustrative"
    assert answered.taken["zones"] == (6, 5)


def test_nameless_zones_are_asked_shape_by_shape(catalog: Catalog) -> None:
    data = layer({}, [square(at) for at in range(6)], "图层1", "a.shp")
    proposal = ask(catalog, data)
    assert {f"1:shape:{row}" for row in range(1, 7)} <= proposal.unanswered
    answers = {"1:meaning": "zones"} | {f"1:shape:{n}": z for n, z in enumerate("FEDCBA", 1)}
    made = ask(catalog, data, answers=answers).outlines["zone_outlines"].set_index("feature_id")
    assert made.geometry["F"].equals(square(0))


def test_too_many_unknown_words_are_one_problem(catalog: Catalog) -> None:
    data = layer({"片区": [f"地块{n}" for n in range(31)]}, [square(0)] * 31, "片区")
    proposal = ask(catalog, data)
    assert left_out(proposal) == [("zone_words", None)]
    assert not proposal.is_ready


def test_other_zones_stay_schematic_or_go(catalog: Catalog) -> None:
    data = layer({"片区": ["A"]}, [square(0)])
    proposal = ask(catalog, data)
    assert zones_of(proposal) == {"A": "official"} | dict.fromkeys("BCDEF", "illustrative")
    assert doubt(proposal, "all:other_zones").is_sure
    dropped = ask(catalog, data, answers={"all:other_zones": "drop"})
    assert zones_of(dropped) == {"A": "official"}


def test_overlapping_zones_are_told(catalog: Catalog) -> None:
    shapes = [square(at) for at in range(6)]
    shapes[1] = shapely.box(WEST + 0.008, SOUTH, WEST + 0.018, SOUTH + 0.01)  # a fifth of A
    data = layer({"片区": list("ABCDEF")}, shapes)
    found = doubt(ask(catalog, data), "all:overlap:AB")
    assert not found.is_sure
    assert said(found)["share"] == "20.0"
    answers = {"all:overlap:AB": "B", "all:overlap:BC": "keep"}
    assert "B" not in zones_of(ask(catalog, data, answers=answers))


def test_several_shapes_of_one_zone_are_asked(catalog: Catalog) -> None:
    data = layer({"片区": ["A", "A"]}, [square(0), square(1)])
    area = {}
    for answer in ("unite", "first", "leave_out"):
        proposal = ask(catalog, data, answers={"all:same:A": answer})
        frame = proposal.outlines.get("zone_outlines")
        area[answer] = 0.0 if frame is None else frame.set_index("feature_id").geometry["A"].area
    assert area == pytest.approx({"unite": 2e-4, "first": 1e-4, "leave_out": 0.0})
    assert ask(catalog, data).unanswered == {"all:same:A"}


def test_an_area_that_differs_from_its_row_is_asked(catalog: Catalog) -> None:
    drawn = km2(square(0))
    names = list("ABCDEF")
    areas = [f"{drawn:.4f}"] * 5 + [f"{1.2 * drawn:.4f}"]
    proposal = ask(catalog, six_zones(片区=names, **{"面积（km²）": areas}))
    assert proposal.unanswered == {"1:area:6"}
    found = doubt(proposal, "1:area:6")
    assert float(str(said(found)["drawn"])) == pytest.approx(drawn, abs=1e-3)
    assert float(str(said(found)["stated"])) == pytest.approx(1.2 * drawn, abs=1e-3)


def test_areas_in_mu_are_understood_without_a_unit(catalog: Catalog) -> None:
    mu = km2(square(0)) * 1500  # 1 km² is 1,500 mu
    proposal = ask(catalog, six_zones(片区=list("ABCDEF"), 面积=[mu] * 6))
    unit = doubt(proposal, "1:unit:area")
    assert (unit.chosen, unit.is_sure) == ("亩", True)
    assert proposal.is_ready


@pytest.mark.parametrize("area", ["-5亩", "nan", "很大", 1e308])
def test_absurd_areas_are_told(catalog: Catalog, area: object) -> None:
    areas = [f"{km2(square(0)) * 1500:.2f}亩"] * 5 + [area]
    proposal = ask(catalog, six_zones(片区=list("ABCDEF"), 面积=areas))
    told = [("area_unread", 6)] if area != "nan" else []  # an empty cell says nothing
    assert left_out(proposal) == told
    assert zones_of(proposal)["F"] == "official"


# Coverage -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("meaning", "printed"), [("test_area", 20), ("twin_1", 10), ("twin_2", 60)]
)
def test_areas_beside_print(catalog: Catalog, meaning: str, printed: float) -> None:
    good = layer({"id": [meaning]}, [of_area(1.004 * printed)])
    assert ask(catalog, good).is_ready
    bad = layer({"id": [meaning]}, [of_area(1.006 * printed)])
    proposal = ask(catalog, bad)
    assert proposal.unanswered == {f"all:printed:{meaning}"}
    found = doubt(proposal, f"all:printed:{meaning}")
    row = catalog["coverage"].set_index("coverage_id").loc[meaning]
    assert said(found) == {
        "drawn": f"{1.006 * printed:.3f}",
        "printed": str(printed),
        "name_zh": row["name_zh"],
        "name_en": row["name_en"],
    }
    frame = proposal.outlines["coverage_outlines"].set_index("feature_id")
    assert km2(frame.geometry[meaning]) == pytest.approx(1.006 * printed)  # never corrected
    answers = {f"all:printed:{meaning}": "leave_out"}
    assert not ask(catalog, bad, answers=answers).outlines


def test_other_coverages_and_routes_stay(catalog: Catalog) -> None:
    proposal = ask(catalog, layer({"n": ["V2X"]}, [LINE]), layer({"n": ["测试区"]}, [of_area(20)]))
    routes = proposal.outlines["routes"].set_index("feature_id")["evidence"]
    assert routes.to_dict() == {"v2x": "official", "bus": "illustrative"}
    coverage = proposal.outlines["coverage_outlines"].set_index("feature_id")["evidence"]
    assert coverage.to_dict() == {
        "test_area": "official",
        "twin_1": "illustrative",
        "twin_2": "illustrative",
    }


# Geometry -----------------------------------------------------------------------------------


def test_a_small_knot_is_repaired(catalog: Catalog) -> None:
    # A spike of no width, and a knot of 1e-8 square degrees beside 1e-4: a change under 1 %.
    ring = [(0, 0), (0.01, 0), (0.01, 0.01), (0.0051, 0.01), (0.005, 0.0101), (0.005, 0.01)]
    ring += [(0.0051, 0.0101), (0.004, 0.01), (0, 0.01)]
    knotted = shapely.Polygon([(WEST + x, SOUTH + y) for x, y in ring])
    assert not knotted.is_valid
    proposal = ask(catalog, layer({"片区": ["A"]}, [knotted]))
    found = doubt(proposal, "1:repair:1")
    assert (found.chosen, found.is_sure) == ("repair", True)
    assert float(str(said(found)["change"])) < 1
    assert proposal.outlines["zone_outlines"].geometry.is_valid.all()
    answered = ask(catalog, layer({"片区": ["A"]}, [knotted]), answers={"1:repair:1": "leave_out"})
    assert not answered.outlines


def test_a_bow_tie_is_left_out_unless_wanted(catalog: Catalog) -> None:
    data = layer({"片区": ["A"]}, [BOW_TIE])
    proposal = ask(catalog, data)
    assert doubt(proposal, "1:repair:1").chosen == "leave_out"
    assert proposal.unanswered == {"1:repair:1"}
    wanted = ask(catalog, data, answers={"1:repair:1": "repair"})
    shape = wanted.outlines["zone_outlines"].set_index("feature_id").geometry["A"]
    assert shape.is_valid
    assert shape.area == pytest.approx(0.5e-4)  # two triangles, each a quarter of the square


def test_a_scrawl_is_refused_at_once(catalog: Catalog) -> None:
    rng = np.random.default_rng(1)
    scrawl = shapely.Polygon(
        np.column_stack([WEST + rng.random(50_000) / 100, SOUTH + rng.random(50_000) / 100])
    )
    assert left_out(ask(catalog, layer({"片区": ["A"]}, [scrawl]))) == [("beyond_repair", 1)]


def test_a_million_vertices_are_simplified_to_a_metre(catalog: Catalog) -> None:
    turn = np.linspace(0, 2 * np.pi, 1_000_000, endpoint=False)
    circle = shapely.Polygon(
        np.column_stack([105.92 + 0.01 * np.cos(turn), 29.35 + 0.01 * np.sin(turn)])
    )
    data = layer({"片区": ["A"]}, [circle])
    proposal = ask(catalog, data)
    assert said(doubt(proposal, "1:vertices"))["count"] == "1,000,001"
    shape = proposal.outlines["zone_outlines"].set_index("feature_id").geometry["A"]
    assert shapely.get_num_coordinates(shape) < 1000
    assert shapely.hausdorff_distance(shape, circle.simplify(1e-7)) < 1.1e-5  # 1.2 m
    assert not ask(catalog, data, answers={"1:vertices": "leave_out"}).outlines


def test_several_parts_and_collections(catalog: Catalog) -> None:
    two = shapely.MultiPolygon([square(0), square(1)])
    mixed = shapely.GeometryCollection([square(2), shapely.Point(105.9, 29.34)])
    closed = shapely.LineString(square(3).exterior.coords)
    data = layer({"片区": ["A", "B", "C"]}, [two, mixed, closed], "片区")
    proposal = ask(catalog, data)
    shapes = proposal.outlines["zone_outlines"].set_index("feature_id").geometry
    assert shapes["A"].equals(two)
    assert shapes["B"].equals(square(2))
    assert shapes["C"].equals(square(3))
    assert left_out(proposal) == [("mixed_geometry", 2)]


def test_outlines_outside_the_district_are_left_out(catalog: Catalog) -> None:
    data = layer({"片区": ["A", "B"]}, [square(0), square(0, west=106.5)])
    proposal = ask(catalog, data)
    found = doubt(proposal, "1:outside:2")
    assert (found.chosen, found.is_sure, said(found)["share"]) == ("leave_out", False, "100")
    assert zones_of(proposal)["B"] == "illustrative"
    kept = ask(catalog, data, answers={"1:outside:2": "keep"})
    assert zones_of(kept)["B"] == "official"


# The whole way ------------------------------------------------------------------------------


def test_every_question_and_problem_has_words(catalog: Catalog) -> None:
    shapes = [BOW_TIE, square(1), square(0, west=106.5), None]
    proposal = ask(
        catalog, layer({"片区": ["A", "北区", "C", "D"], "面积": [1, 2, 3, "?"]}, shapes)
    )
    assert len(proposal.doubts) >= 6
    assert proposal.problems
    for lang in LANGS:
        for one in proposal.doubts:
            assert one.text(lang)
            assert all(choice.text(lang) for choice in one.choices)
        assert all(problem.text(lang) for problem in proposal.problems)


def test_illustrative_points_follow_new_outlines(catalog: Catalog) -> None:
    proposal = ask(catalog, six_zones())
    for name in ("tenants", "project_places"):
        rows = proposal.tables[name]
        for at, zone in enumerate("ABCDEF"):
            of_zone = rows[rows["zone"] == zone]
            assert len(of_zone)
            assert shapely.intersects_xy(square(at), of_zone["lon"], of_zone["lat"]).all()
        assert len(rows) == len(catalog[name])
        assert set(rows["evidence"]) == {"illustrative"}


def test_from_file_to_pack(tmp_path: Path, catalog: Catalog) -> None:
    pack_dir = shipped(tmp_path)
    features = [
        {
            "type": "Feature",
            "properties": {"片区": zone},
            "geometry": shapely.geometry.mapping(square(at)),
        }
        for at, zone in enumerate("ABCDEF")
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    upload = read_upload("zones.geojson", content)
    supplied = Supplied("Outlines", "Park office", "2026-11")
    # GeoJSON is meant to be WGS84, but nothing in this one says that it is.
    assert propose([upload], catalog, {}, supplied).unanswered == {"1:reference"}
    proposal = propose([upload], catalog, {"1:reference": "EPSG:4326"}, supplied)
    assert proposal.is_ready
    assert apply_tables(proposal.tables, proposal.outlines, "Outlines", pack_dir) == []
    after = load_catalog(pack_dir)
    assert after.problems == ()
    frame = after.outlines["zone_outlines"].set_index("feature_id")
    assert set(frame["evidence"]) == {"official"}
    assert all(frame.geometry[zone].equals(square(at)) for at, zone in enumerate("ABCDEF"))
    again = propose([upload], after, {}, supplied)
    assert list(again.tables["sources"]["source_id"]) == ["office-20261130-2"]

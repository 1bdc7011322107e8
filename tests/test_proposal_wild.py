"""Layers drawn at random from wild cells and shapes: nothing raises, what is ready is accepted."""

import random
import shutil
from pathlib import Path

import pytest
import shapely

from data.catalog import Catalog
from data.i18n import LANGS
from data.local_pack import apply_tables
from geo.intake.proposal import Grade
from geo.reading.layers import Layer
from tests.local import shipped
from tests.proposals import ask, doubt, layer, square, table

LINE = shapely.LineString([(105.90, 29.34), (105.95, 29.34)])
CELLS: tuple[object, ...] = (
    *("A", "b区", "东区", "", None, float("nan"), float("inf"), 1e308, -3, 0, "0,0", True),
    *("105.9,29.35", "１２亩", "-5亩", "甲公司", "博彦科技", "合计", "软件信息", "外星", "在建"),
    *(
        "2020年4月",
        "P02",
        "L01",
        "测试区",
        "孪生一期",
        "V2X",
        "<b>x</b>",
        "=1+1",
        "\x00",
        "长" * 300,
    ),
    *(105.905, 29.345, 3248000, 35589000.0, "105°54′18″", "示意", "3亿元", "none", "{x}"),
)
HEADERS = (
    *(
        "片区",
        "zone",
        "企业名称",
        "项目名称",
        "项目编号",
        "板块",
        "状态",
        "入驻时间",
        "面积",
        "面积（亩）",
    ),
    *(
        "经度",
        "纬度",
        "坐标",
        "依据",
        "投资额",
        "坐席",
        "id",
        "name",
        "备注",
        "none",
        "{y}",
        "英文名称",
    ),
    *("x", "y", "layer"),
)
SHAPES = (
    None,
    *(square(column) for column in range(6)),
    shapely.Polygon([(105.90, 29.34), (105.91, 29.35), (105.91, 29.34), (105.90, 29.35)]),
    shapely.box(105.9, 29.33, 105.945, 29.37),
    LINE,
    shapely.LineString([(105.9, 29.34), (105.9, 29.34)]),
    shapely.LineString(square(2).exterior.coords),
    shapely.MultiLineString([LINE, LINE]),
    shapely.Point(105.905, 29.345),
    shapely.Point(0, 0),
    shapely.Point(116, 40),
    shapely.Point(589000, 3248000),
    shapely.MultiPoint([(105.9, 29.34), (105.91, 29.34)]),
    shapely.GeometryCollection([square(1), LINE]),
    shapely.MultiPolygon([square(0), square(3)]),
    shapely.Polygon(),
)


def drawn(dice: random.Random) -> Layer:
    """Return a layer or a sheet of up to nine rows."""
    count = dice.choice([0, 1, 2, 6, 9])
    headers = dice.sample(HEADERS, dice.randrange(7))
    columns = {header: dice.choices(CELLS, k=count) for header in headers}
    name = dice.choice(["l", "片区", "企业", "项目", "测试区"])
    if dice.random() < 0.4 or not count:
        return table(columns, name)
    crs = dice.choice(["", "EPSG:4326", "EPSG:4544", "junk"])
    return layer(columns, dice.choices(SHAPES, k=count), name, "A区.kml", crs)


@pytest.mark.parametrize("seed", range(24))
def test_wild_layers(catalog: Catalog, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- no secret hangs on it
    layers = [drawn(dice) for _ in range(dice.randrange(1, 4))]
    grade: Grade = dice.choice(("official", "illustrative"))
    answers: dict[str, str] = {}
    for _ in range(4):
        proposal = ask(catalog, *layers, answers=answers, grade=grade)
        assert len({one.key for one in proposal.doubts}) == len(proposal.doubts)
        for one in proposal.doubts:
            assert one.chosen in {choice.value for choice in one.choices}
            for lang in LANGS:
                assert one.text(lang)
                assert all(choice.text(lang) for choice in one.choices)
        assert all(problem.text(lang) for problem in proposal.problems for lang in LANGS)
        if not proposal.unanswered:
            break
        for key in sorted(proposal.unanswered):
            answers[key] = dice.choice(doubt(proposal, key).choices).value
    if proposal.is_ready:
        folder = shipped(tmp_path)
        assert apply_tables(proposal.tables, proposal.outlines, "wild", folder) == []
        shutil.rmtree(folder)

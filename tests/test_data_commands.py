"""``python -m data add`` and ``drop``: a way in that is as careful as the pages."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from data.__main__ import main
from data.catalog import Catalog, load_catalog
from data.indicators import read_indicator
from data.local_pack import kept, undo
from data.packs import local_dir

WHO = ("--by", "李", "--why", "年报")
SOURCE = ("--title", "2025年年报", "--publisher", "园区办", "--published", "2026年2月")
FIGURE = (
    *("add", "figures", "--set", "metric_zh=聚集企业", "--set", "unit=enterprise"),
    *("--set", "as_of=2025"),
)
PROJECT = (
    *("add", "projects", "--set", "name_zh=算力中心", "--set", "sector=数据处理"),
    *("--set", "signed=2025年3月", "--set", "investment_cny=12亿元"),
)


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "state" / "local"))
    monkeypatch.delenv("ATLAS_READONLY", raising=False)
    (tmp_path / "state").mkdir()


@pytest.fixture(scope="module")
def printed() -> Catalog:
    return load_catalog()


def english(*arguments: str) -> int:
    return main(["--lang", "en", *arguments])


def test_a_figure_comes_in_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert english(*FIGURE, "--set", "value=600家", *WHO, *SOURCE) == 0
    assert capsys.readouterr().out == "Added: Figures: 1, Sources: 1\n"
    catalog = load_catalog()
    row = catalog["figures"].set_index("figure_id").loc["LF01"]
    assert (row["value"], row["unit"], row["as_of"]) == (600, "enterprise", "2025")
    assert (row["evidence"], row["refs"]) == ("official", "office-20260228-1")
    source = catalog["sources"].set_index("source_id").loc["office-20260228-1"]
    assert source["title_zh"] == "2025年年报"
    assert (source["publisher_zh"], source["published"]) == ("园区办", "2026-02")
    assert undo()
    assert not local_dir().is_dir()


def test_a_project_of_2025_counts_with_its_status(printed: Catalog) -> None:
    assert english(*PROJECT, *WHO, *SOURCE) == 0
    catalog = load_catalog()
    row = catalog["projects"].set_index("project_id").loc["L01"]
    assert (row["investment_cny"], row["investment_kind"]) == (1.2e9, "stated")
    assert (row["sector"], row["name_en"]) == ("data", "算力中心")
    statuses = catalog["project_statuses"].set_index("project_id").loc["L01"]
    assert (statuses["date"], statuses["status"]) == ("2025-03", "planned")
    assert len(catalog["projects"]) == len(printed["projects"]) + 1


@pytest.mark.parametrize(
    ("name", "text", "value", "indicator"),
    [
        ("企业数", "600家", 600, "enterprises"),
        ("revenue", "420亿元", 42e9, "revenue"),
        ("从业人员", "2.6万人", 26_000, "staff"),
    ],
)
def test_a_number_of_this_year_joins_its_series(
    name: str, text: str, value: float, indicator: str
) -> None:
    cells = ("--set", f"indicator={name}", "--set", f"value={text}", "--set", "as_of=2025")
    assert english("add", "figures", *cells, *WHO, *SOURCE) == 0
    catalog = load_catalog()
    row = catalog["figures"].set_index("figure_id").loc["LF01"]
    assert (row["value"], row["indicator"], row["scope"]) == (value, indicator, "park")
    assert row["period"] == ("2025" if indicator == "revenue" else None)
    reading = read_indicator(catalog, indicator, catalog.latest)
    assert reading is not None
    assert (reading.low, reading.high, reading.as_of) == (value, value, "2025")


def test_a_metric_that_an_indicator_is_called_is_of_it() -> None:
    assert english(*FIGURE, "--set", "value=600", *WHO, *SOURCE) == 0
    row = load_catalog()["figures"].set_index("figure_id").loc["LF01"]
    assert (row["metric_zh"], row["indicator"]) == ("聚集企业", "enterprises")


def test_a_source_of_the_future_is_asked_about(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = (*FIGURE, "--set", "value=600", *WHO, "--title", "年报", "--published", "2031")
    assert english(*arguments) == 1
    assert "2031 has not come yet" in capsys.readouterr().err
    assert english(*arguments, "--answer", "sources:1:published:future:2031=leave") == 1
    assert english(*arguments, "--yes") == 0


def test_the_revision_says_who_and_why() -> None:
    assert english(*FIGURE, "--set", "value=600", *WHO, *SOURCE) == 0
    assert english(*FIGURE, "--set", "value=612", "--set", "as_of=2026", *WHO, *SOURCE) == 0
    before = kept()[0]
    assert (before.by, before.why) == ("李", "年报")
    assert before.title == "Added: Figures: 1, Sources: 1"


def test_rows_come_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "项目状态.csv"
    text = "project_id,date,status\r\nP01,2024年5月,已投用\r\nP03,2025,operating\r\n"
    file.write_bytes(text.encode("gb18030"))
    arguments = ("add", "project_statuses", str(file), *WHO, *SOURCE)
    assert main(["--lang", "zh", *arguments]) == 0
    assert "2 条" in capsys.readouterr().out
    catalog = load_catalog()
    own = catalog["project_statuses"][
        catalog.own.rows("project_statuses", catalog["project_statuses"])
    ]
    assert own[["project_id", "date", "status"]].to_numpy().tolist() == [
        ["P01", "2024-05", "operating"],
        ["P03", "2025", "operating"],
    ]
    assert catalog["sources"]["note_zh"].iloc[-1] == "项目状态.csv"


def test_rows_are_piped_in(monkeypatch: pytest.MonkeyPatch) -> None:
    piped = io.TextIOWrapper(io.BytesIO(b"project_id,date,status\nP01,2024-05,operating\n"))
    monkeypatch.setattr(sys, "stdin", piped)
    assert english("add", "project_statuses", "-", *WHO, *SOURCE) == 0
    assert "2024-05" in set(load_catalog()["project_statuses"]["date"])


def test_the_same_source_is_named_again() -> None:
    assert english(*FIGURE, "--set", "value=600", *WHO, *SOURCE) == 0
    arguments = (*FIGURE, "--set", "value=612", "--set", "as_of=2026", *WHO)
    assert english(*arguments, "--source", "office-20260228-1") == 0
    catalog = load_catalog()
    assert (catalog["sources"]["source_id"] == "office-20260228-1").sum() == 1
    assert catalog["figures"]["figure_id"].iloc[-2:].tolist() == ["LF01", "LF02"]


REFUSED = {
    "table": (("add", "weather", *WHO), "There is no table “weather”", "没有“weather”这张表"),
    "who": ((*FIGURE, "--set", "value=600"), "Say who you are with --by", "请用 --by 写明姓名"),
    "nothing": (("add", "figures", *WHO, *SOURCE), "There is no row to add", "没有可加入的行"),
    "field": (
        (*FIGURE, "--set", "weather=fine", *WHO, *SOURCE),
        "The table has no such columns: weather",
        "这张表没有这些列：weather",
    ),
    "source": (
        (*FIGURE, "--set", "value=600", *WHO),
        "names no source; say title, publisher and date",
        "没有来源；请写明材料名称、提供单位和日期",
    ),
    "date of the source": (
        (*FIGURE, "--set", "value=600", *WHO, "--title", "年报", "--published", "年初"),
        "The date “年初” of the source cannot be read",
        "来源日期“年初”看不懂",
    ),
    "file": (
        ("add", "figures", "nowhere.csv", *WHO, *SOURCE),
        "nowhere.csv",
        "nowhere.csv",
    ),
    "number": (
        (*FIGURE, "--set", "value=很多", *WHO, *SOURCE),
        "“很多” is not a number",
        "“很多”不是数",
    ),
    "project": (
        ("add", "project_statuses", "--set", "project_id=P99", *WHO, *SOURCE, "--set", "status=◌"),
        "“P99” has no row",
        "“P99”没有对应的行",
    ),
    "status": (
        ("add", "projects", "--set", "name_zh=甲", *WHO, *SOURCE),
        "has no status; add a row to project_statuses",
        "没有状态",
    ),
    "key": (("drop", "project_statuses", "P01", *WHO), "project_id, date", "project_id, date"),
    "printed": (
        ("drop", "projects", "P01", *WHO),
        "“P01” is not among your own rows",
        "“P01”不在自有数据之列",
    ),
    "doubt": (
        (*FIGURE, "--set", "value=600", "--answer", "figures:9=keep", *WHO, *SOURCE),
        "Nothing of this is to be confirmed: figures:9",
        "没有这些要确认的地方：figures:9",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals_name_the_remedy(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, text_en, text_zh = REFUSED[case]
    for lang, text in (("en", text_en), ("zh", text_zh)):
        assert main(["--lang", lang, *arguments]) == 1
        printed = capsys.readouterr()
        assert text in printed.err
        assert printed.out == ""
    assert not local_dir().is_dir()


def test_problems_of_a_file_name_its_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "new.csv"
    file.write_text(
        "project_id,date,status\nP01,2024-05,operating\n\nP02,soon,operating\nP99,2025,shut\n",
        encoding="utf-8",
    )
    assert english("add", "project_statuses", str(file), *WHO, *SOURCE) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0].partition(" [")[0] for line in lines] == [
        "new.csv row 4",
        "new.csv row 5",
        "new.csv row 5",
        "Not taken",
    ]
    assert "“soon”" in lines[0]
    assert not local_dir().is_dir()


def test_doubts_are_asked_and_answered(capsys: pytest.CaptureFixture[str]) -> None:
    """330 enterprises in print; the newest figure of the series is 487 in 2022."""
    arguments = (*FIGURE, "--set", "value=6", *WHO, *SOURCE)
    assert english(*arguments) == 1
    asked = capsys.readouterr().err
    assert "6 enterprises is ten times off the last" in asked
    assert "--answer 'figures:1:value:scale:6=times:100'  It is 600 enterprises" in asked
    assert not local_dir().is_dir()
    assert english(*arguments, "--answer", "figures:1:value:scale:6=times:100") == 0
    row = load_catalog()["figures"].set_index("figure_id").loc["LF01"]
    assert (row["value"], row["low"], row["high"], row["printed"]) == (600, 600, 600, "600 家")


def test_all_doubts_are_taken_as_they_are() -> None:
    assert english(*FIGURE, "--set", "value=6", *WHO, *SOURCE, "--yes") == 0
    assert load_catalog()["figures"].set_index("figure_id").loc["LF01", "value"] == 6


def test_a_row_that_is_left_out_does_not_come_in(tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    text = "project_id,date,status\nP01,2031,operating\nP02,2025,operating\n"
    file.write_text(text, encoding="utf-8")
    answer = ("--answer", "project_statuses:1:date:future:2031=leave")
    assert english("add", "project_statuses", str(file), *WHO, *SOURCE, *answer) == 0
    dates = set(load_catalog()["project_statuses"]["date"])
    assert "2025" in dates
    assert "2031" not in dates


def test_an_own_row_replaces_an_own_one_when_confirmed(capsys: pytest.CaptureFixture[str]) -> None:
    first = (*FIGURE, "--set", "figure_id=LF01", "--set", "value=600", *WHO, *SOURCE)
    assert english(*first) == 0
    second = (*FIGURE, "--set", "figure_id=LF01", "--set", "value=612", *WHO, *SOURCE)
    assert english(*second) == 1
    assert "An own record “LF01” exists already" in capsys.readouterr().err
    assert english(*second, "--yes") == 0
    figures = load_catalog()["figures"].set_index("figure_id")
    assert figures.loc["LF01", "value"] == 612


def test_a_project_goes_with_its_statuses(
    printed: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    assert english(*PROJECT, *WHO, *SOURCE) == 0
    capsys.readouterr()
    assert english("drop", "projects", "L01", *WHO) == 0
    assert capsys.readouterr().out == "Taken out: Projects: 1, Project statuses: 1\n"
    catalog = load_catalog()
    for table in ("projects", "project_statuses"):
        assert len(catalog[table]) == len(printed[table])


def test_a_server_that_is_read_only_takes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ATLAS_READONLY", "1")
    assert english(*FIGURE, "--set", "value=600", *WHO, *SOURCE) == 1
    assert "ATLAS_READONLY" in capsys.readouterr().err or not local_dir().is_dir()

"""The published pack against the five articles, read line by line.

Each literal below was read in the article (000-004) and line given beside it, not in the CSV.
"""

import re
from typing import Any

import pytest

from data.catalog import Catalog
from data.packs import DATA_DIR, read_pack

PACK = read_pack(DATA_DIR / "published", "published")
TABLES = PACK.tables
ARTICLE_LINES = {"000": 288, "001": 107, "002": 329, "003": 228, "004": 149}
CHINESE = re.compile(r"[\u3400-\u9fff]")


def references(text: object) -> list[tuple[str, list[tuple[int, int]]]]:
    """Split ``002:L14-16,L327;osm`` into sources with their line ranges."""
    found = []
    for ref in str(text).split(";"):
        source, _, lines = ref.partition(":")
        spans = [span.removeprefix("L").split("-") for span in lines.split(",") if span]
        found.append((source, [(int(span[0]), int(span[-1])) for span in spans]))
    return found


def cites(refs: object, article: str, line: int) -> bool:
    """Tell whether references hold a line of an article."""
    return any(
        source == article and any(first <= line <= last for first, last in spans)
        for source, spans in references(refs)
    )


def rows(table: str) -> list[dict[str, Any]]:
    """Return a table's rows; an empty cell is ``None``."""
    frame = TABLES[table]
    records = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(column): value for column, value in record.items()} for record in records]


def row(table: str, **key: str) -> dict[str, Any]:
    """Return the one row with these values."""
    [found] = [entry for entry in rows(table) if all(entry[name] == key[name] for name in key)]
    return found


@pytest.mark.parametrize(
    ("table", "count"),
    [("projects", 35), ("conflicts", 56), ("events", 40), ("targets", 32), ("zones", 6)],
)
def test_row_counts(table: str, count: int) -> None:
    assert len(TABLES[table]) == count


def test_shipped_packs_have_no_problem(catalog: Catalog) -> None:
    assert PACK.problems == ()
    assert catalog.problems == ()


REF_COLUMNS = [
    (table, column)
    for table, frame in TABLES.items()
    for column in frame.columns
    if column == "refs" or column.endswith("_refs")
]


@pytest.mark.parametrize(("table", "column"), REF_COLUMNS)
def test_references_name_a_source_and_lines_it_has(table: str, column: str) -> None:
    known = set(TABLES["sources"]["source_id"])
    texts = TABLES[table][column].dropna()
    if column == "refs":
        assert len(texts) == len(TABLES[table])
    for source, spans in [ref for text in texts for ref in references(text)]:
        assert source in known
        # A whole article is cited only for what it does not say: conflict C48.
        assert bool(spans) == (source in ARTICLE_LINES) or (table == "conflicts" and not spans)
        for first, last in spans:
            assert 1 <= first <= last <= ARTICLE_LINES[source]


def test_all_conflict_ids_exist() -> None:
    known = set(TABLES["conflicts"]["conflict_id"])
    assert known == {f"C{number:02}" for number in range(1, 57)}
    used = {
        conflict
        for frame in TABLES.values()
        if "conflicts" in frame
        for text in frame["conflicts"].dropna()
        for conflict in text.split(";")
    }
    assert used
    assert used <= known


def test_nothing_published_is_illustrative() -> None:
    grades = {
        table: set(frame["evidence"]) for table, frame in TABLES.items() if "evidence" in frame
    }
    allowed = {"reported", "secondary", "derived"}
    assert {table: found - allowed for table, found in grades.items() if found - allowed} == {}


def test_reported_rows_cite_an_article_and_secondary_rows_do_not_stand_on_one_alone() -> None:
    grades = set()
    for entry in [
        entry for table, column in REF_COLUMNS if column == "refs" for entry in rows(table)
    ]:
        sources = {source for source, _ in references(entry["refs"])}
        grades.add(entry["evidence"])
        if entry["evidence"] == "reported":
            assert sources & set(ARTICLE_LINES)
        elif entry["evidence"] == "secondary":
            assert sources - set(ARTICLE_LINES)
    assert {"reported", "secondary"} <= grades


def test_every_text_stands_in_both_languages() -> None:
    wrong = []
    for table, column in [(name, str(one)) for name, held in TABLES.items() for one in held]:
        frame, english = TABLES[table], f"{column.removesuffix('_zh')}_en"
        if column.endswith("_zh") and english in frame:
            given = frame[column].notna()
            fails = (given != frame[english].notna()).any()
            fails |= frame.loc[given, english].str.contains(CHINESE).any()
            if not column.startswith("publisher"):  # some producers have a Latin name only
                fails |= not frame.loc[given, column].str.contains(CHINESE).all()
            wrong += [(table, column)] if fails else []
    assert wrong == []


def test_bounds_follow_the_qualifier() -> None:
    for figure in rows("figures"):
        low = figure["value"] if figure["qualifier"] in {"exact", "at_least"} else None
        high = figure["value"] if figure["qualifier"] in {"exact", "below"} else None
        assert (figure["low"], figure["high"]) == (low, high)


# figure, value in base units, unit, qualifier, as of, period, article, line
FIGURES: list[tuple[str, float, str, str, str | None, str | None, str, int]] = [
    # 000: 1000亩桑田 (1 mu = 2000/3 m²), 1公斤蛋白6000元, 2亿元产值, 30多个博士
    ("F000-01", 666_667, "m2", "exact", "2021", None, "000", 50),
    ("F000-02", 6_000, "cny_per_kg", "exact", "2021", None, "000", 53),
    ("F000-03", 2e8, "cny", "exact", "2021", None, "000", 54),
    ("F000-04", 30, "person", "at_least", "2021", None, "000", 56),
    # 50多所市内外高校; 1.5万名从业人员; 未来两三年…5万人; 2000余人; 63个反光点
    ("F000-05", 50, "institution", "at_least", "2021", None, "000", 63),
    ("F000-06", 15_000, "person", "exact", "2021", None, "000", 85),
    ("F000-07", 50_000, "person", "exact", "2021", "2023/2024", "000", 89),
    ("F000-08", 2_000, "person", "at_least", "2021", None, "000", 98),
    ("F000-09", 63, "point", "exact", "2021", None, "000", 123),
    # 永川新城20平方公里、双向约180公里, 不少于20公里; L4级; 10平方公里; 60平方公里
    ("F000-10", 20, "km2", "exact", "2021", None, "000", 148),
    ("F000-11", 180, "km", "about", "2021", None, "000", 149),
    ("F000-12", 20, "km", "at_least", "2021", None, "000", 150),
    ("F000-14", 4, "level", "exact", "2021", None, "000", 146),
    ("F000-15", 10, "km2", "exact", "2021", None, "000", 179),
    ("F000-16", 60, "km2", "exact", "2021", None, "000", 186),
    # 呼叫坐席1.2万个、相关企业50余个; 1分钟60个字; 最高工资约5000元; 20条, 24条
    ("F000-17", 12_000, "seat", "exact", "2021", None, "000", 232),
    ("F000-18", 50, "enterprise", "at_least", "2021", None, "000", 233),
    ("F000-19", 60, "character_per_minute", "exact", "2008", None, "000", 223),
    ("F000-20", 5_000, "cny_per_month", "about", "2008", None, "000", 227),
    ("F000-21", 20, "article", "exact", None, None, "000", 258),
    ("F000-22", 24, "article", "exact", None, None, "000", 258),
    # 五大板块: 50余家, 80余家, 90余家, 40余家, 30余家
    ("F000-24", 50, "enterprise", "at_least", "2021", None, "000", 273),
    ("F000-25", 80, "enterprise", "at_least", "2021", None, "000", 275),
    ("F000-26", 90, "enterprise", "at_least", "2021", None, "000", 279),
    ("F000-27", 40, "enterprise", "at_least", "2021", None, "000", 282),
    ("F000-28", 30, "enterprise", "at_least", "2021", None, "000", 286),
    # 001: 81个项目集体签约, 122个项目; 57个, 274个, 60家, 1.73亿元, 8000个 (two years after 2015)
    ("F001-02", 81, "project", "exact", "2015-09", "2015-09", "001", 47),
    ("F001-03", 122, "project", "exact", "2015-09", None, "001", 47),
    ("F001-04", 57, "project", "exact", "2017", None, "001", 49),
    ("F001-05", 274, "project", "exact", "2017", None, "001", 49),
    ("F001-06", 60, "enterprise", "exact", "2017", None, "001", 49),
    ("F001-07", 1.73e8, "cny", "exact", "2017", None, "001", 49),
    ("F001-08", 8_000, "job", "exact", "2017", None, "001", 49),
    # 20多家企业; 近1.4万余人; 5个LED摄影大棚; 5年内…100亿元; 11家; 上亿元; 2亿元; 500家; 300亿元
    ("F001-09", 20, "enterprise", "at_least", "2022-10", "2020-10/2022-10", "001", 73),
    ("F001-10", 14_000, "person", "about", "2022-10", None, "001", 75),
    ("F001-11", 5, "stage", "exact", "2022-10", None, "001", 91),
    ("F001-13", 1e10, "cny", "exact", "2022-10", "2027", "001", 93),
    ("F001-14", 11, "enterprise", "exact", "2022-10", None, "001", 93),
    ("F001-15", 1e8, "cny_per_year", "at_least", "2022-10", None, "001", 93),
    ("F001-16", 2e8, "cny", "exact", "2022-10", None, "001", 95),
    ("F001-17", 500, "enterprise", "exact", "2022-10", "2021/2025", "001", 99),
    ("F001-18", 3e10, "cny", "exact", "2022-10", "2021/2025", "001", 99),
    # 002 (26 Nov 2020, 昨日…获悉): 77个, 48个, 62.3%, 300余家, 1.5万人, 近300亿元
    ("F002-01", 77, "project", "exact", "2020-10", "2020-01/2020-10", "002", 140),
    ("F002-02", 48, "project", "exact", "2020-10", "2020-01/2020-10", "002", 141),
    ("F002-03", 62.3, "percent", "exact", "2020-10", "2020-01/2020-10", "002", 144),
    ("F002-04", 300, "enterprise", "at_least", "2020-11-25", None, "002", 148),
    ("F002-05", 15_000, "person", "exact", "2020-11-25", None, "002", 150),
    ("F002-06", 3e10, "cny", "below", "2020-11-25", "2020", "002", 152),
    # 到2025年: 1000家, 5万人, 700亿元; 十四五: A-F一园六区, 150万平方米
    ("F002-07", 1_000, "enterprise", "exact", "2020-11-26", "2025", "002", 23),
    ("F002-08", 50_000, "person", "exact", "2020-11-26", "2025", "002", 23),
    ("F002-09", 7e10, "cny", "exact", "2020-11-26", "2025", "002", 24),
    ("F002-10", 6, "zone", "exact", "2020-11-26", "2021/2025", "002", 16),
    ("F002-11", 1_500_000, "m2", "exact", "2020-11-26", "2021/2025", "002", 17),
    # 200余个剧组; 订单20亿元以上; 近1500倍; 约40%; 50%以上; 500个机柜, 4000台
    ("F002-15", 200, "film_crew_per_year", "at_least", "2020-11-26", None, "002", 39),
    ("F002-16", 2e9, "cny_per_year", "at_least", "2020-11-26", "2021/2025", "002", 42),
    ("F002-17", 1_500, "times", "below", "2020-11-26", None, "002", 46),
    ("F002-19", 40, "percent", "about", "2020-11-26", None, "002", 48),
    ("F002-20", 50, "percent", "at_least", "2020-11-26", None, "002", 48),
    ("F002-22", 500, "rack", "exact", "2020-11-26", None, "002", 82),
    ("F002-23", 4_000, "server", "exact", "2020-11-26", None, "002", 82),
    # 产业楼宇70万平方米; 3000多套; 85所高校、370家企业; 1500名/年
    ("F002-25", 700_000, "m2", "exact", "2020-11", None, "002", 181),
    ("F002-26", 3_000, "apartment", "at_least", "2020-11", None, "002", 186),
    ("F002-28", 85, "institution", "exact", "2020-11", None, "002", 199),
    ("F002-29", 370, "enterprise", "exact", "2020-11", None, "002", 199),
    ("F002-34", 1_500, "person_per_year", "exact", "2020-11", None, "002", 248),
    # 阿里巴巴: 700人, 3亿元, 5000席, 首期1000席; 爱奇艺10亿元; 智酷1.5亿元, 1.7亿元
    ("F002-31", 700, "person", "exact", "2020-11", None, "002", 268),
    ("F002-39", 3e8, "cny", "exact", "2020-11", None, "002", 265),
    ("F002-40", 5_000, "seat", "exact", "2020-11", None, "002", 267),
    ("F002-41", 1_000, "seat", "exact", "2020-11", None, "002", 267),
    ("F002-42", 1e9, "cny", "exact", "2020-11", None, "002", 271),
    ("F002-45", 1.5e8, "cny", "exact", "2020-11", None, "002", 277),
    ("F002-46", 1.7e8, "cny_per_year", "exact", "2020-11", None, "002", 278),
    # 人和: 4亿元, 2年内约1300坐席, 5年内超过3.5亿元; 知道创宇: 2亿元, 920个, 1000余人
    ("F002-51", 4e8, "cny", "exact", "2020-11", None, "002", 297),
    ("F002-52", 1_300, "seat", "about", "2020-11", "2022", "002", 300),
    ("F002-53", 3.5e8, "cny", "at_least", "2020-11", "2025", "002", 301),
    ("F002-54", 2e8, "cny", "exact", "2020-11", None, "002", 306),
    ("F002-55", 920, "seat", "exact", "2020-11", None, "002", 309),
    ("F002-56", 1_000, "person", "at_least", "2020-11", None, "002", 310),
    # 003: 10亿元; 20亿消费者, 1000万户商家; 15所, 13万名; 一园四区; 70万平方米; 2600余套
    ("F003-02", 1e9, "cny", "exact", "2020-04", None, "003", 6),
    ("F003-05", 2e9, "person", "exact", "2020-04", None, "003", 20),
    ("F003-06", 10_000_000, "merchant", "exact", "2020-04", None, "003", 20),
    ("F003-09", 15, "institution", "exact", "2020-04", None, "003", 42),
    ("F003-10", 130_000, "person", "exact", "2020-04", None, "003", 42),
    ("F003-11", 4, "zone", "exact", "2020-04", None, "003", 44),
    ("F003-12", 700_000, "m2", "exact", "2020-04", None, "003", 46),
    ("F003-13", 2_600, "apartment", "at_least", "2020-04", None, "003", 47),
    # 330家, 1.4万人, 2019年244.7亿元; 9.8亿单, 60亿元, 102.7亿元, 22亿元, 12.6亿条
    ("F003-14", 330, "enterprise", "exact", "2020-04", None, "003", 50),
    ("F003-15", 14_000, "person", "exact", "2020-04", None, "003", 50),
    ("F003-16", 24_470_000_000, "cny", "exact", "2019", "2019", "003", 51),
    ("F003-19", 980_000_000, "order", "exact", "2019", "2019", "003", 125),
    ("F003-20", 6e9, "cny", "exact", "2019", "2019", "003", 126),
    ("F003-21", 10_270_000_000, "cny", "exact", "2019", "2019", "003", 131),
    ("F003-22", 2.2e9, "cny", "exact", "2019", "2019", "003", 135),
    ("F003-24", 1_260_000_000, "record_per_year", "exact", "2020-04", None, "003", 140),
    # 83个项目; 一季度15个; 3万平方米; 1.5万台; 500亩 = 333 333 m²
    ("F003-29", 83, "project", "exact", "2019-08", "2019-08", "003", 102),
    ("F003-30", 15, "project", "exact", "2020-Q1", "2020-Q1", "003", 107),
    ("F003-32", 30_000, "m2", "exact", "2020-04", None, "003", 198),
    ("F003-33", 15_000, "server", "exact", "2020-04", None, "003", 216),
    ("F003-34", 333_333, "m2", "exact", "2020-04", None, "003", 217),
    # 004: 截至2019年底1.5万家; 超过2000亿元; 24%; 1157.3亿元; 23.2%; 330家; 244.7亿元
    ("F004-01", 15_000, "enterprise", "exact", "2019-12-31", None, "004", 116),
    ("F004-02", 2e11, "cny", "at_least", "2020-06", "2020-01/2020-06", "004", 124),
    ("F004-03", 24, "percent", "exact", "2020-06", "2020-01/2020-06", "004", 124),
    ("F004-04", 115_730_000_000, "cny", "exact", "2020-Q1", "2020-Q1", "004", 120),
    ("F004-06", 6.8, "percentage_point", "exact", "2020-Q1", "2020-Q1", "004", 120),
    ("F004-07", 23.2, "percent", "exact", "2020-Q1", "2020-Q1", "004", 120),
    ("F004-09", 330, "enterprise", "exact", "2020-09", None, "004", 73),
    ("F004-13", 90, "enterprise", "at_least", "2020-09", None, "004", 77),
    ("F004-16", 200_000, "server", "exact", "2020-09", "2022", "004", 25),
    ("F004-27", 5_000, "enterprise", "below", "2020-09", None, "004", 57),
    ("F004-29", 5e9, "cny", "at_least", "2020-09", "2019/2020-09", "004", 57),
]


def test_printed_figures() -> None:
    stored = {entry["figure_id"]: entry for entry in rows("figures")}
    wrong = []
    for figure_id, value, *rest, article, line in FIGURES:
        found = stored[figure_id]
        same = found["value"] == pytest.approx(value, rel=1e-12)
        same &= [found[name] for name in ("unit", "qualifier", "as_of", "period")] == rest
        wrong += [] if same and cites(found["refs"], article, line) else [found]
    assert wrong == []


# What was not printed as done must not be called an outturn.
@pytest.mark.parametrize(
    ("figure_id", "kind"),
    [
        ("F002-06", "forecast"),  # 002 L150 预计全年可实现
        ("F002-09", "target"),  # 002 L22 力争到2025年
        ("F001-18", "target"),  # 001 L99 力争
        ("F000-07", "target"),  # 000 L87 希望
        ("F000-12", "planned"),  # 000 L149 建设双向不少于20公里
        ("F000-16", "in_progress"),  # 000 L180 正在进行项目二期建设
        ("F000-03", "potential"),  # 000 L53 就能达到
        ("F002-27", "capacity"),  # 002 L189 约可入住
        ("F002-37", "forecast"),  # 002 L252 预计每年培养
        ("F002-51", "planned"),  # 002 L296 计划投资
        ("F003-16", "actual"),  # 003 L50 2019年实现营业收入
        ("F003-32", "planned"),  # 003 L198 建设
    ],
)
def test_kind_of_figure(figure_id: str, kind: str) -> None:
    assert row("figures", figure_id=figure_id)["kind"] == kind


SECTOR_COUNTS = {
    # 003 L124, L152, L140, L142; e-commerce (L129-135) without a count
    "2020-04": {"outsourcing": 50, "software": 130, "data": 30, "content": 40},
    # 004 L77
    "2020-09": {"outsourcing": 50, "software": 80, "data": 90, "content": 40, "ecommerce": 30},
    # 000 L273, L275, L279, L282, L286
    "2021": {"outsourcing": 50, "software": 80, "data": 90, "content": 40, "ecommerce": 30},
}


@pytest.mark.parametrize(("as_of", "expected"), SECTOR_COUNTS.items())
def test_sector_counts(as_of: str, expected: dict[str, int]) -> None:
    printed = [entry for entry in rows("sector_counts") if entry["as_of"] == as_of]
    assert len(printed) == 5
    counted = [entry for entry in printed if entry["count"] is not None]
    assert {entry["sector"]: entry["count"] for entry in counted} == expected
    assert {entry["qualifier"] for entry in counted} == {"at_least"}  # each is a "more than"


# project, column, value as printed, article, line
PROJECTS: list[tuple[str, str, object, str, int]] = [
    ("P01", "investment_cny", 1e9, "003", 6),
    ("P01", "construction_start", "2020-03-09", "003", 5),
    ("P01", "operating_since", "2020-09", "002", 261),
    ("P02", "investment_cny", 3e8, "002", 265),
    ("P02", "seats_planned", 5000, "002", 267),
    ("P02", "seats_phase_1", 1000, "002", 267),
    ("P02", "staff", 700, "002", 268),
    ("P02", "signed", "2020-04-08", "003", 1),
    ("P02", "operating_since", "2020-08", "002", 268),
    ("P03", "investment_cny", 1e9, "002", 271),
    ("P03", "area_m2", 5000, "002", 273),
    ("P04", "investment_cny", 1.5e8, "002", 277),
    ("P04", "operating_since", "2020-10", "002", 279),
    ("P05", "investment_cny", 1e7, "002", 282),
    ("P06", "investment_cny", 5e7, "002", 287),
    ("P07", "investment_cny", 4e8, "002", 297),
    ("P07", "investment_kind", "planned", "002", 296),
    ("P08", "investment_cny", 2e8, "002", 306),
    ("P08", "seats_built", 920, "002", 309),
    ("P08", "staff", 1000, "002", 310),
    ("P08", "staff_qualifier", "at_least", "002", 310),
    ("P09", "investment_cny", 5e7, "002", 313),
    ("P09", "seats_planned", 1000, "002", 314),
    ("P09", "seats_built", 500, "002", 314),
    ("P09", "staff", 200, "002", 315),
    ("P12", "area_m2", 30_000, "003", 198),
    ("P19", "area_m2", 5000, "002", 119),
    ("P20", "zone", "F", "002", 128),
]


def test_printed_projects() -> None:
    stored = {entry["project_id"]: entry for entry in rows("projects")}
    wrong = [
        (project_id, column, stored[project_id][column], stored[project_id]["refs"])
        for project_id, column, value, article, line in PROJECTS
        if stored[project_id][column] != value
        or not cites(stored[project_id]["refs"], article, line)
    ]
    assert wrong == []


def test_only_the_college_has_a_printed_zone() -> None:
    placed = [entry["project_id"] for entry in rows("projects") if entry["zone"]]
    assert placed == ["P20"]  # 002 L126-129, the one zone in print


# target, value, unit, qualifier, deadline, baseline, article, line
TARGETS: list[tuple[str, float, str, str, str | None, float | None, str, int]] = [
    ("T01", 1_000, "enterprise", "exact", "2025", 330, "002", 23),
    ("T02", 50_000, "person", "exact", "2025", 15_000, "002", 23),
    ("T03", 7e10, "cny", "exact", "2025", 2.447e10, "002", 24),
    ("T04", 1_500_000, "m2", "exact", "2021/2025", 700_000, "002", 17),
    ("T05", 6, "zone", "exact", "2021/2025", 4, "002", 16),
    ("T07", 2e9, "cny_per_year", "at_least", "2021/2025", None, "002", 42),
    ("T08", 3, "stage", "exact", "2021/2025", None, "002", 35),  # 1 + 1 + 1
    ("T14", 5_000, "seat", "exact", None, None, "002", 267),
    ("T16", 1_300, "seat", "about", "2022", None, "002", 300),
    ("T22", 1e10, "cny", "exact", "2027", None, "001", 93),
    ("T25", 3e10, "cny", "exact", "2021/2025", None, "001", 99),
    ("T28", 60, "km2", "exact", None, 10, "000", 186),
]


@pytest.mark.parametrize("target", TARGETS, ids=[target[0] for target in TARGETS])
def test_printed_target(
    target: tuple[str, float, str, str, str | None, float | None, str, int],
) -> None:
    target_id, value, unit, qualifier, deadline, baseline, article, line = target
    found = row("targets", target_id=target_id)
    assert (found["value"], found["unit"], found["qualifier"]) == (value, unit, qualifier)
    assert (found["deadline"], found["baseline"]) == (deadline, baseline)
    assert cites(found["refs"], article, line)


@pytest.mark.parametrize(
    ("coverage_id", "value", "unit", "qualifier", "state", "line"),
    [
        ("test_area", 20, "km2", "exact", "operating", 148),
        ("test_roads", 180, "km", "about", "operating", 149),
        ("v2x", 20, "km", "at_least", "in_progress", 150),
        ("twin_1", 10, "km2", "exact", "complete", 179),
        ("twin_2", 60, "km2", "exact", "in_progress", 186),
    ],
)
def test_declared_extent(
    coverage_id: str, value: float, unit: str, qualifier: str, state: str, line: int
) -> None:
    found = row("coverage", coverage_id=coverage_id)
    assert (found["value"], found["unit"]) == (value, unit)
    assert (found["qualifier"], found["state"]) == (qualifier, state)
    assert cites(found["refs"], "000", line)


@pytest.mark.parametrize(
    ("date", "word", "article", "line"),
    [
        ("2008", "西部声谷", "000", 194),
        ("2013", "智慧城市试点", "000", 253),
        ("2015-09", "81个", "001", 47),
        ("2017", "274", "001", 49),
        ("2018", "更名", "001", 59),
        ("2019-08", "83个", "003", 102),
        ("2019-12", "联盟", "002", 193),
        ("2020-03-09", "开工", "003", 5),
        ("2020-Q1", "15个", "003", 107),
        ("2020-04-08", "签约", "003", 1),
        ("2020-08", "投入运营", "002", 226),
        ("2020-09", "百度", "002", 261),
        ("2020-01/2020-10", "77个", "002", 140),
    ],
)
def test_event_is_dated_and_cited(date: str, word: str, article: str, line: int) -> None:
    [found] = [
        entry for entry in rows("events") if entry["date"] == date and word in entry["title_zh"]
    ]
    assert cites(found["refs"], article, line)


def test_zones_that_are_known_to_exist() -> None:
    existence = {entry["zone"]: entry["existence"] for entry in rows("zones")}
    # C: photo caption, 002 L327; E: named by a later source only; the rest only listed, 002 L15
    assert existence == {
        "A": "listed",
        "B": "listed",
        "C": "exists",
        "D": "listed",
        "E": "exists",
        "F": "listed",
    }
    assert cites(row("zones", zone="C")["refs"], "002", 327)
    assert row("zones", zone="E")["evidence"] == "secondary"


def test_articles_are_dated_within_the_snapshot() -> None:
    articles = [entry for entry in rows("sources") if entry["kind"] == "article"]
    dates = {entry["source_id"]: entry["published"] for entry in articles}
    assert dates == {
        "000": "2021",  # L5 “十四五”的开局之年
        "001": "2022-10",
        "002": "2020-11-26",  # L317
        "003": "2020-04",  # L1 4月8日, after the first quarter (L107)
        "004": "2020-09",  # L11 9月7日
    }


def test_conflicts_show_both_sides() -> None:
    for conflict in rows("conflicts"):
        assert all(conflict[column] for column in ("a_zh", "a_en", "a_refs", "shown_zh"))
        sided = conflict["conflict_id"] != "C27"  # superlatives that no other report denies
        assert [bool(conflict[column]) for column in ("b_zh", "b_en", "b_refs")] == [sided] * 3


def test_the_boundary_is_that_of_its_source() -> None:
    [boundary] = PACK.outlines["district"].geometry
    # As the source publishes it: one ring of 826 points to the micro-degree.
    assert (len(boundary.exterior.coords), len(boundary.interiors)) == (826, 0)
    assert boundary.exterior.coords[0] == boundary.exterior.coords[-1] == (106.039608, 29.328222)
    assert boundary.bounds == (105.626508, 28.938588, 106.085208, 29.573332)
    assert set(PACK.outlines["district"]["refs"]) <= set(TABLES["sources"]["source_id"])

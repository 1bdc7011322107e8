"""Names of files are in the reader's language and safe on every system."""

import re

import pytest

from components.blocks.text import Words
from components.session.file_names import file_stem, story_stem
from data.catalog import Catalog
from data.i18n import Lang
from data.periods import parse_period
from data.selection import Selection
from tests.shipped import words_of

ZH, EN = words_of("zh"), words_of("en")
# What Windows, macOS or a shell refuses or reads as something else.
UNSAFE = re.compile(r"""[\s<>:"/\\|?*\x00-\x1f'&;$`~!#()\[\]{}.,]""")


@pytest.mark.parametrize(
    ("lang", "content", "chosen", "stem"),
    [
        ("zh", "各板块企业数", Selection(), "云谷一张图_各板块企业数_2022-10"),
        (
            "en",
            "Enterprises by sector",
            Selection(),
            "cloud-valley-atlas_enterprises-by-sector_2022-10",
        ),
        (
            "zh",
            "叠加分析",
            Selection(zones=("C", "F"), as_of="2020-11"),
            "云谷一张图_叠加分析_C区-F区_2020-11",
        ),
        (
            "en",
            "Overlay",
            Selection(zones=("C",), evidence="published", as_of="2020-11"),
            "cloud-valley-atlas_overlay_zone-c_2020-11_published-only",
        ),
    ],
)
def test_name_says_content_filter_date_and_evidence(
    catalog: Catalog, lang: Lang, content: str, chosen: Selection, stem: str
) -> None:
    assert file_stem(catalog, words_of(lang), content, chosen) == stem


@pytest.mark.parametrize(
    "title",
    [
        "../../etc/passwd",
        'a<b>c:d"e/f\\g|h?i*j',
        "CON",
        "投资（亿元）：2020年11月",
        "tab\tline\nend. ",
        "🗺️",
        "",
        "云" * 300,
        "long " * 100,
    ],
)
@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_name_is_safe_on_every_system(catalog: Catalog, words: Words, title: str) -> None:
    stem = file_stem(catalog, words, title, Selection(sectors=("data",), evidence="published"))
    assert not UNSAFE.search(stem)
    assert stem.startswith(("云谷一张图_", "cloud-valley-atlas_"))
    assert not stem.endswith(("-", "_"))
    assert "2022-10" in stem
    assert len(stem.encode()) <= 200


def test_story_is_named_by_its_title() -> None:
    assert story_stem(ZH, "招商：第一周") == "云谷一张图_招商-第一周"
    assert story_stem(EN, "Cloud Valley Atlas", parse_period("2020-11")) == (
        "cloud-valley-atlas_2020-11"
    )

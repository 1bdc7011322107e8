"""The two message catalogues say the same things."""

import re
from string import Formatter
from typing import get_args

import pytest

from data.i18n import LANGS, LOCALE_DIR, Lang, messages, pick_lang, translate
from data.own_texts import read_texts
from data.packs import DATA_DIR
from data.schema import Evidence, Qualifier, Status, Unit
from tests.shipped import AREAS

ZH, EN = messages("zh"), messages("en")


def places(text: str) -> set[str]:
    """Return the named places of a message; a name in its own language counts as one."""
    names = (name for _, name, _, _ in Formatter().parse(text) if name is not None)
    return {re.sub(r"(^|_)(zh|en)$", r"\1own", name) for name in names}


def test_both_catalogues_hold_the_same_ids() -> None:
    assert set(ZH) == set(EN)
    assert len(ZH) > 200


@pytest.mark.parametrize("lang", LANGS)
def test_no_id_stands_twice(lang: Lang) -> None:
    parts = (LOCALE_DIR / lang).glob("*.po")
    text = "\n".join(part.read_text(encoding="utf-8") for part in parts)
    ids = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    assert len(ids) == len(set(ids)) == len(messages(lang))


def test_messages_agree() -> None:
    """They hold the same places, each with a name, and words where the other has words."""
    both = {one: (places(ZH[one]), places(EN[one])) for one in sorted(set(ZH) & set(EN))}
    assert {one: pair for one, pair in both.items() if pair[0] != pair[1] or "" in pair[0]} == {}
    worded = [one for one in both if not one.startswith("scale.")]
    assert [one for one in worded if bool(ZH[one].strip()) != bool(EN[one].strip())] == []


def test_the_parks_own_words_agree() -> None:
    """They say the same in both languages, and fill no place that the general ones do not.

    But for places that are named after the park's own areas, each of which has its value.
    """
    zh, en = (read_texts(DATA_DIR / "published", lang)[0].texts for lang in LANGS)
    assert set(zh) == set(en)
    assert {one for one in zh if places(zh[one]) != places(en[one])} == set()
    general = {one: places(zh[one]) - places(ZH[one]) - {*AREAS} for one in zh.keys() & ZH.keys()}
    assert {one for one, more in general.items() if more} == set()
    assert [one for one in zh if not zh[one].strip() or not en[one].strip()] == []


NEEDED = {
    "zone": ("unassigned",),
    "unit": get_args(Unit),
    "status": get_args(Status),
    "sector": ("other", "unattributed"),
    "evidence": get_args(Evidence),
    "quantity": (*get_args(Qualifier), "band"),
}


@pytest.mark.parametrize(("group", "codes"), NEEDED.items(), ids=NEEDED.keys())
def test_every_code_has_its_message(group: str, codes: tuple[str, ...]) -> None:
    assert codes
    for code in codes:
        assert ZH.get(f"{group}.{code}", "").strip()
        assert EN.get(f"{group}.{code}", "").strip()


def test_units_show_their_value() -> None:
    for code in get_args(Unit):
        assert places(ZH[f"unit.{code}"]) == places(EN[f"unit.{code}"]) == {"value"}


@pytest.mark.parametrize("lang", LANGS)
def test_status_is_told_apart_without_colour(lang: Lang) -> None:
    marks = [messages(lang)[f"status.{status}"][0] for status in get_args(Status)]
    assert marks[:4] == ["●", "◐", "▨", "◌"]  # DESIGN.md, Look
    assert len(set(marks)) == 5


def test_english_messages_hold_no_chinese() -> None:
    chinese = {key for key, text in EN.items() if re.search(r"[\u4e00-\u9fff]", text)}
    assert chinese <= {"lang.zh"}


def test_translate_fills_places_and_refuses_gaps() -> None:
    assert translate("en", "check.total", count=3) == "3 problems"
    assert translate("zh", "check.total", count=3) == "共 3 处问题"
    with pytest.raises(KeyError):
        translate("en", "check.total")
    with pytest.raises(KeyError):
        translate("zh", "no.such.message")


@pytest.mark.parametrize(
    ("preferred", "lang"),
    [
        ("zh", "zh"),
        ("zh-CN", "zh"),
        ("ZH_TW.UTF-8", "zh"),
        ("en", "en"),
        ("en-GB", "en"),
        ("de-DE", "en"),
        ("C", "en"),
        ("", "zh"),
        (None, "zh"),
    ],
)
def test_language_follows_the_browser(preferred: str | None, lang: str) -> None:
    assert pick_lang(preferred) == lang


@pytest.mark.parametrize(
    ("count", "text"),
    [
        ("0", "0 projects"),
        ("1", "1 project"),
        ("2", "2 projects"),
        ("1.5", "1.5 projects"),
        ("1–3", "1–3 projects"),
        ("1,000", "1,000 projects"),
    ],
)
def test_english_has_a_form_for_one(count: str, text: str) -> None:
    assert translate("en", "unit.project", value=count) == text


def test_a_whole_sentence_follows_its_number() -> None:
    values = {"layer": "a.csv", "rows": "2"}
    assert "1 point lies in no zone and names none" in translate(
        "en", "doubt.no_zone", count=1, **values
    )
    assert "3 points lie in no zone and name none" in translate(
        "en", "doubt.no_zone", count=3, **values
    )


# Signs, symbols of measures and currencies have no plural.
_UNCOUNTED = {
    *("cny", "cny_per_kg", "cny_per_month", "cny_per_year", "degree", "km", "km2", "level"),
    *("m2", "percent", "rank", "times"),
}


def test_every_unit_has_singular_and_plural() -> None:
    forms = {
        unit: [translate("en", f"unit.{unit}", value=value) for value in ("1", "2")]
        for unit in get_args(Unit)
    }
    same = {unit for unit, (one, two) in forms.items() if one.replace("1", "2") == two}
    assert same == _UNCOUNTED


def test_chinese_has_no_plural() -> None:
    specs = {one: [spec or "" for _, _, spec, _ in Formatter().parse(ZH[one])] for one in ZH}
    assert [one for one, parts in specs.items() if "/" in "".join(parts)] == []


@pytest.mark.parametrize("lang", LANGS)
def test_what_only_holds_for_print_has_a_general_wording(lang: Lang) -> None:
    prose, problems = read_texts(DATA_DIR / "published", lang)
    assert problems == []
    assert len(prose.printed) > 20
    assert prose.printed <= messages(lang).keys()
    assert prose.printed == read_texts(DATA_DIR / "published", "zh")[0].printed

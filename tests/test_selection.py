"""The selection and its URL query."""

from dataclasses import FrozenInstanceError, replace
from itertools import product

import pandas as pd
import pytest

from data.catalog import Catalog
from data.i18n import Lang
from data.selection import Dropped, EvidenceMode, Selection, visible
from tests.shipped import CHOICES

ALL_ZONES = ("A", "B", "C", "D", "E", "F")
FULL_QUERY = {
    "zones": "A,C",
    "sectors": "outsourcing,software,data,content,ecommerce",
    "status": "operating,partial,construction,planned,unknown",
    "asof": "2020-11",
    "evidence": "published",
    "lang": "zh",
}
FULL = Selection(
    zones=("A", "C"),
    sectors=("outsourcing", "software", "data", "content", "ecommerce"),
    statuses=("operating", "partial", "construction", "planned", "unknown"),
    as_of="2020-11",
    evidence="published",
    lang="zh",
)


def test_every_documented_parameter_is_read_and_written() -> None:
    assert Selection.from_query(FULL_QUERY, CHOICES) == (FULL, [])
    assert FULL.to_query() == FULL_QUERY


def test_query_and_selection_round_trip() -> None:
    zone_choices = [(), ("B",), ("A", "C"), ALL_ZONES]
    sector_choices = [(), ("ecommerce",), ("software", "data")]
    status_choices = [(), ("operating", "partial"), ("unknown",)]
    dates = ["", "2008", "2019", "2020-04", "2020-11-26", "2022"]
    modes: list[EvidenceMode] = ["all", "published"]
    langs: list[Lang | None] = [None, "zh", "en"]
    combinations = product(zone_choices, sector_choices, status_choices, dates, modes, langs)
    seen = set()
    for zones, sectors, statuses, as_of, evidence, lang in combinations:
        selection = Selection(zones, sectors, statuses, as_of, evidence, lang)
        query = selection.to_query()
        assert Selection.from_query(query, CHOICES) == (selection, [])
        assert Selection.from_query(dict(reversed(query.items()))) == (selection, [])
        seen.add(tuple(query.items()))
    assert len(seen) == 4 * 3 * 3 * 6 * 2 * 3  # no two views share a link


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ({"zones": "C,A"}, {"zones": "A,C"}),
        ({"zones": "F,A,F,F"}, {"zones": "A,F"}),
        ({"zones": " A , C "}, {"zones": "A,C"}),
        ({"sectors": "ecommerce,software"}, {"sectors": "software,ecommerce"}),
        ({"status": "unknown,operating"}, {"status": "operating,unknown"}),
        ({"lang": "en", "zones": "A"}, {"zones": "A", "lang": "en"}),
        ({"evidence": "all"}, {}),
        ({"asof": "2022-10"}, {}),  # the newest article, 001, is of October 2022
        ({}, {}),
    ],
)
def test_links_are_canonical(query: dict[str, str], canonical: dict[str, str]) -> None:
    selection, dropped = Selection.from_query(query, CHOICES)
    written = selection.to_query()
    assert list(written.items()) == list(canonical.items())
    assert dropped == []


HOSTILE: list[tuple[dict[str, str], Selection, list[tuple[str, str]]]] = [
    # values outside the dimension
    ({"zones": "A,G"}, Selection(("A",)), [("zones", "G")]),
    ({"zones": "a,b"}, Selection(), [("zones", "a"), ("zones", "b")]),
    ({"zones": "A|C"}, Selection(), [("zones", "A|C")]),
    ({"zones": "AC"}, Selection(), [("zones", "AC")]),
    ({"zones": "Ａ,C"}, Selection(("C",)), [("zones", "Ａ")]),  # full-width A
    ({"zones": "\u0410,B"}, Selection(("B",)), [("zones", "\u0410")]),  # Cyrillic A
    ({"zones": "A\u200b"}, Selection(), [("zones", "A\u200b")]),  # zero-width space
    ({"zones": "\u202eA,D"}, Selection(("D",)), [("zones", "\u202eA")]),  # right-to-left mark
    ({"zones": "A\x00"}, Selection(), [("zones", "A\x00")]),
    ({"zones": "Á"}, Selection(), [("zones", "Á")]),
    ({"zones": "💣,E"}, Selection(("E",)), [("zones", "💣")]),
    ({"zones": "A区"}, Selection(), [("zones", "A区")]),
    ({"zones": "unassigned"}, Selection(), [("zones", "unassigned")]),
    ({"zones": "A,A,A,A"}, Selection(("A",)), []),
    ({"zones": ",,,F,,"}, Selection(("F",)), []),
    ({"sectors": "Software,data"}, Selection(sectors=("data",)), [("sectors", "Software")]),
    ({"sectors": "服务外包"}, Selection(), [("sectors", "服务外包")]),
    ({"sectors": "other"}, Selection(), [("sectors", "other")]),
    ({"status": "finished,planned"}, Selection(statuses=("planned",)), [("status", "finished")]),
    # injection and traversal
    (
        {"zones": "A'; DROP TABLE zones;--,B"},
        Selection(("B",)),
        [("zones", "A'; DROP TABLE zones;--")],
    ),
    ({"zones": "1 OR 1=1"}, Selection(), [("zones", "1 OR 1=1")]),
    (
        {"sectors": "<script>alert(1)</script>,data"},
        Selection(sectors=("data",)),
        [("sectors", "<script>alert(1)</script>")],
    ),
    (
        {"lang": '"><img src=x onerror=alert(1)>'},
        Selection(),
        [("lang", '"><img src=x onerror=alert(1)>')],
    ),
    ({"zones": "../../etc/passwd"}, Selection(), [("zones", "../../etc/passwd")]),
    ({"asof": "..\\..\\secrets"}, Selection(), [("asof", "..\\..\\secrets")]),
    ({"evidence": "${jndi:ldap://x}"}, Selection(), [("evidence", "${jndi:ldap://x}")]),
    ({"lang": "{0.__class__}"}, Selection(), [("lang", "{0.__class__}")]),
    # dates
    ({"asof": "2020-13"}, Selection(), [("asof", "2020-13")]),
    ({"asof": "0000"}, Selection(), [("asof", "0000")]),
    ({"asof": "2020-02-30"}, Selection(), [("asof", "2020-02-30")]),
    ({"asof": "1990"}, Selection(), [("asof", "1990")]),
    ({"asof": "2007-12-31"}, Selection(), [("asof", "2007-12-31")]),
    ({"asof": "2022-11-01"}, Selection(), [("asof", "2022-11-01")]),
    ({"asof": "2035"}, Selection(), [("asof", "2035")]),
    ({"asof": "2019-01/2020-01"}, Selection(), [("asof", "2019-01/2020-01")]),
    ({"asof": "2020-Q1"}, Selection(), [("asof", "2020-Q1")]),
    ({"asof": "2020,2021"}, Selection(), [("asof", "2020,2021")]),
    ({"asof": "now"}, Selection(), [("asof", "now")]),
    ({"asof": "1e3"}, Selection(), [("asof", "1e3")]),
    ({"asof": "2020-11\n"}, Selection(), [("asof", "2020-11\n")]),
    ({"asof": "２０２０-１１"}, Selection(), [("asof", "２０２０-１１")]),  # full-width digits
    # modes, languages, parameters
    ({"evidence": "ALL"}, Selection(), [("evidence", "ALL")]),
    ({"evidence": "illustrative"}, Selection(), [("evidence", "illustrative")]),
    ({"evidence": "published,all"}, Selection(), [("evidence", "published,all")]),
    ({"lang": "fr"}, Selection(), [("lang", "fr")]),
    ({"lang": "ZH"}, Selection(), [("lang", "ZH")]),
    ({"lang": "zh-CN"}, Selection(), [("lang", "zh-CN")]),
    ({"page": "overview", "zones": "A"}, Selection(("A",)), [("page", "overview")]),
    ({"Zones": "A"}, Selection(), [("Zones", "A")]),
    ({"zones[]": "A"}, Selection(), [("zones[]", "A")]),
    ({"statuses": "planned"}, Selection(), [("statuses", "planned")]),
    ({"__class__": "x", "lang": "en"}, Selection(lang="en"), [("__class__", "x")]),
    (
        {"lang": "fr", "zones": "G,A", "x": "1", "asof": "2020"},
        Selection(("A",), as_of="2020"),
        [("lang", "fr"), ("zones", "G"), ("x", "1")],  # in the order of the query
    ),
]


@pytest.mark.parametrize(("query", "kept", "dropped"), HOSTILE)
def test_bad_parts_are_dropped_and_reported(
    query: dict[str, str], kept: Selection, dropped: list[tuple[str, str]]
) -> None:
    selection, reported = Selection.from_query(query, CHOICES)
    assert selection == kept
    assert reported == [Dropped(name, value) for name, value in dropped]
    assert Selection.from_query(selection.to_query(), CHOICES) == (selection, [])


@pytest.mark.parametrize(
    "query",
    [
        {"zones": "A," + "G," * 200_000, "lang": "en"},
        {"zones": "A," + "G" * 1_000_000, "lang": "en"},
        {"asof": "2" * 1_000_000, "zones": "A", "lang": "en"},
        {"asof": "/".join(["2020"] * 5_000), "zones": "A", "lang": "en"},
        {"x" * 1_000_000: "1", "zones": "A", "lang": "en"},
        {"zones": "A", "lang": "en"} | {f"p{number}": "1" for number in range(5_000)},
    ],
    ids=["many values", "long value", "long date", "long interval", "long name", "many names"],
)
def test_huge_queries_keep_their_good_part(query: dict[str, str]) -> None:
    selection, reported = Selection.from_query(query, CHOICES)
    assert selection == Selection(("A",), lang="en")
    assert 1 <= len(reported) <= 5_000


@pytest.mark.parametrize("name", ["zones", "sectors", "status", "asof", "evidence", "lang", ""])
def test_empty_values_choose_nothing(name: str) -> None:
    assert Selection.from_query({name: ""}, CHOICES)[0] == Selection()


@pytest.mark.parametrize("field", ["zones", "as_of", "evidence", "lang"])
def test_selection_is_immutable(field: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(FULL, field, ())
    assert hash(FULL) == hash(replace(FULL))


def test_toggling_makes_a_new_selection() -> None:
    first = Selection(("C",), lang="en")
    second = first.toggled("zone", "A", CHOICES)
    assert second == Selection(("A", "C"), lang="en")
    assert first.zones == ("C",)
    assert second.toggled("zone", "C", CHOICES) == Selection(("A",), lang="en")
    assert second.toggled("zone", "A", CHOICES) == first
    assert first.toggled("zone", "Z", CHOICES) == first
    assert first.toggled("status", "planned", CHOICES).chosen("status") == ("planned",)
    assert first.toggled("sector", "data", CHOICES).chosen("sector") == ("data",)


def test_choosing_all_zones_is_not_choosing_none() -> None:
    chosen = Selection().with_chosen("zone", "ABCDEF")
    assert chosen.zones == ALL_ZONES
    assert chosen != Selection()
    assert chosen.is_filtered
    assert chosen.with_chosen("zone", []) == Selection()
    assert Selection().with_chosen("sector", ["data", "software", "data"]).sectors == (
        "data",
        "software",
    )


def test_reset_keeps_only_the_language() -> None:
    assert FULL.reset() == Selection(lang="zh")
    assert not FULL.reset().is_filtered
    assert FULL.is_filtered
    assert not Selection(lang="en").is_filtered


def test_as_of_is_a_period_and_defaults_to_the_newest_article(catalog: Catalog) -> None:
    assert str(catalog.as_of(Selection())) == "2022-10"
    assert str(catalog.as_of(Selection(as_of="2020-11"))) == "2020-11"


def test_published_mode_hides_only_the_illustrative() -> None:
    grades = ["reported", "illustrative", "secondary", "derived"]
    frame = pd.DataFrame({"evidence": grades})
    assert list(visible(frame, Selection())["evidence"]) == grades
    kept = visible(frame, Selection(evidence="published"))
    assert list(kept["evidence"]) == ["reported", "secondary", "derived"]

"""The register of superlatives: each attributed, in its lines, in our own words."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from components.topics.sources.claims import attribution
from data.catalog import Catalog
from data.i18n import LANGS, Lang
from data.schema import Claim
from tests.shipped import words_of
from tests.test_published import cites, references, row, rows

# claim, article, line in which the superlative stands; read in the articles
PLACES = [
    ("K01", "003", 52),
    ("K01", "004", 73),
    ("K01", "001", 77),
    ("K02", "000", 237),
    ("K03", "000", 99),
    ("K04", "000", 146),
    ("K04", "000", 161),
    ("K04", "003", 7),
    ("K05", "003", 204),
    ("K06", "000", 166),
    ("K07", "002", 262),
    ("K08", "002", 196),
    ("K09", "003", 19),
    ("K10", "003", 132),
    ("K11", "003", 142),
    ("K12", "002", 36),
    ("K13", "001", 91),
    ("K14", "003", 199),
    ("K15", "002", 18),
    ("K15", "002", 29),
    ("K16", "000", 140),
    ("K17", "001", 97),
    ("K18", "002", 46),
    ("K19", "004", 116),
    ("K20", "002", 262),
    ("K21", "001", 97),
    ("K22", "001", 97),
    ("K23", "000", 95),
    ("K24", "000", 94),
    ("K25", "000", 67),
    ("K26", "000", 239),
    ("K27", "001", 77),
    ("K28", "001", 99),
    ("K29", "002", 171),
    ("K29", "003", 67),
    ("K30", "002", 158),
    ("K31", "003", 9),
    ("K32", "002", 108),
    ("K33", "003", 197),
    ("K34", "004", 25),
    ("K35", "004", 63),
    ("K36", "004", 85),
    ("K37", "004", 15),
]


def test_claims_cite_the_line_in_which_they_stand() -> None:
    refs = {claim["claim_id"]: claim["refs"] for claim in rows("claims")}
    assert [one for one in PLACES if not cites(refs[one[0]], one[1], one[2])] == []


def test_every_reference_to_an_article_was_read() -> None:
    """No claim cites an article of which no line was checked above."""
    cited = {
        (claim["claim_id"], source)
        for claim in rows("claims")
        for source, _ in references(claim["refs"])
    }
    assert cited - {("K38", "fromgeek-2021")} == {(claim, article) for claim, article, _ in PLACES}


def test_ids_run_without_a_gap() -> None:
    ids = [claim["claim_id"] for claim in rows("claims")]
    assert ids == [f"K{number:02d}" for number in range(1, len(ids) + 1)]


def test_every_superlative_of_the_conflict_about_them_is_registered() -> None:
    """C27 names the lines of unproven superlatives; each range meets a claim."""
    claimed = [references(claim["refs"]) for claim in rows("claims")]
    for article, spans in references(row("conflicts", conflict_id="C27")["a_refs"]):
        for first, last in spans:
            assert any(
                source == article and any(start <= last and first <= end for start, end in lines)
                for claim in claimed
                for source, lines in claim
            ), (article, first)


# who says it, where a person or an office is named: 000 L100, 000 L134, 004 L125, 004 L23
SPEAKERS = {"K03": "彭涛", "K16": "夏斯宇", "K19": "市经信委", "K34": "王川航"}


def test_speakers_are_those_whom_the_articles_name() -> None:
    named = {claim["claim_id"]: claim["speaker_zh"] for claim in rows("claims")}
    assert {claim for claim, speaker in named.items() if speaker} == set(SPEAKERS)
    for claim, speaker in SPEAKERS.items():
        assert speaker in named[claim]


@pytest.mark.parametrize("lang", LANGS)
def test_every_claim_is_attributed(lang: Lang, catalog: Catalog) -> None:
    claims = catalog["claims"].set_index("claim_id", drop=False)
    for _, claim in claims.iterrows():
        said = attribution(catalog, words_of(lang), claim)
        assert "据" in said if lang == "zh" else "according to" in said
        assert "20" in said, "no date"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("K13", "据重庆日报（2022年10月）"),
        ("K08", "据报道002（报纸名未载明，2020年11月26日）"),
        ("K03", "重庆先特总经理助理彭涛，据报道000（报纸名未载明，2021年）"),
        ("K38", "据极客网（2021年4月）"),
    ],
)
def test_attribution_names_paper_and_date(claim: str, expected: str, catalog: Catalog) -> None:
    claims = catalog["claims"]
    [(_, found)] = claims[claims["claim_id"] == claim].iterrows()
    assert attribution(catalog, words_of("zh"), found) == expected


def test_date_is_that_of_the_earliest_source() -> None:
    published = {source["source_id"]: source["published"] for source in rows("sources")}
    for claim in rows("claims"):
        dates = [published[source] for source, _ in references(claim["refs"])]
        assert claim["as_of"] == min(dates), claim["claim_id"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("refs", None),
        ("refs", "article 003, line 7"),
        ("claim_id", "C 01"),
        ("kind", "fact"),
        ("scope", "galaxy"),
        ("basis_zh", None),
        ("shown_en", None),
        ("as_of", "lately"),
        ("evidence", "certain"),
    ],
)
def test_schema_refuses(field: str, value: str | None) -> None:
    good: dict[str, Any] = row("claims", claim_id="K01")
    assert Claim.model_validate(good).claim_id == "K01"
    with pytest.raises(ValidationError):
        Claim.model_validate(good | {field: value})

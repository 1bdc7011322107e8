"""A register elsewhere: counted on a schedule, and what is said while it does not answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from components.blocks.base import Content
from components.blocks.cards import Cards
from components.blocks.chart import Chart
from components.blocks.plain import Title, Warnings
from components.frame.broken import broken_content, unbroken
from components.frame.remedy import remedied
from components.frame.shell import _notices
from components.map.drawn import area_facts
from components.map.enterprises import places_block, sector_marks
from components.map.origins import map_panels
from components.session.downloads import _about
from components.session.request import Request, Seen
from components.session.state import View
from components.topics.overlay.export import overlay_layers
from data.catalog import Catalog, fingerprint, load_catalog
from data.counts import counts, selected_total
from data.i18n import Lang
from data.registers import outside
from data.registers.kept import Kept
from data.selection import Selection
from data.tokens import THEMES
from geo.handover import sourced
from tests.api import ask
from tests.contents import page_content
from tests.shipped import AXES, words_of
from tests.test_registers_engines import write_build

# Seven thousand around one place, a thousand of them planned; five in zone B without a place.
MANY, PLANNED, UNPLACED = 7_000, 1_000, 5
NEAR, FAR = "29.3490,105.9290,29.3510,105.9310,18", "29.2,105.8,29.5,106.1,11"


def firms() -> pd.DataFrame:
    rng = np.random.default_rng(8)
    near = pd.DataFrame(
        {
            "zone": "A",
            "sector": "data",
            "status": np.where(np.arange(MANY) < PLANNED, "planned", "operating"),
            "since_year": 2015,
            "lon": 105.93 + rng.uniform(-0.0009, 0.0009, MANY),
            "lat": 29.35 + rng.uniform(-0.0009, 0.0009, MANY),
        }
    )
    rest = pd.DataFrame({"zone": ["B"] * UNPLACED, "sector": None, "status": None})
    whole = pd.concat([near, rest], ignore_index=True)
    return whole.assign(tenant_id=whole.index.astype(str), evidence="official")


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = write_build(firms(), tmp_path / "build")
    monkeypatch.setenv("ATLAS_REGISTER", str(path.parent))
    monkeypatch.setenv("ATLAS_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "local"))
    monkeypatch.setattr(outside, "_held", {})
    return path


@pytest.fixture
def park(build: Path) -> Catalog:
    del build
    return load_catalog()


def kept(catalog: Catalog) -> Kept:
    assert isinstance(catalog.tenants.engine, Kept)
    return catalog.tenants.engine


def said(catalog: Catalog, lang: Lang = "en") -> str:
    shown = _notices(catalog, words_of(lang), View(), "overview")
    assert isinstance(shown, Warnings)
    return "\n".join(shown.texts)


def content_of(catalog: Catalog, page: str, chosen: Selection) -> Content:
    request = Request(catalog, chosen, words_of("en"), THEMES["light"], {})
    return unbroken(request, page_content(page), lambda: broken_content(request))


def test_it_is_counted_as_a_register_of_the_pack_is(park: Catalog) -> None:
    assert len(park.tenants) == MANY + UNPLACED
    by_zone = counts(park, Selection(), by="zone").set_index("zone")["count"]
    assert by_zone[["A", "B", "C"]].tolist() == [MANY, UNPLACED, 0]
    planned = Selection(statuses=("planned",))
    assert selected_total(park, planned, "enterprises") == (PLANNED, "official")
    assert said(park) == ""
    panel = map_panels(park, Selection(), words_of("en"))["origin-tenants"]
    assert "an external database; this number was read on 20" in str(panel().body)


def test_a_sample_on_the_map_says_of_how_many(park: Catalog) -> None:
    near = places_block(park, Selection(), words_of("en"), Seen(window=NEAR))
    assert near.form == "points"
    assert len(near.shapes or ()) == 3_000
    assert near.text == (
        "3,000 of 7,000 enterprises in view, an even sample, one dot each; 0 outside"
        "; 5 more known by zone only, not drawn"
    )
    planned = Selection(statuses=("planned",))
    zh = places_block(park, planned, words_of("zh"), Seen(window=NEAR, has=near.key))
    drawn = int(np.sum(zh.values or ()))  # noqa: PD011 -- no frame
    assert 380 < drawn < 480  # three of seven
    assert zh.text == f"视野内企业 1,000 家，图上抽样画出 {drawn} 家，一点一家；视野外 0 家"
    far = places_block(park, Selection(), words_of("en"), Seen(window=FAR))
    assert far.form == "cells"
    assert "7,000 enterprises in view as" in str(far.text)
    marks = sector_marks(park, Selection(), words_of("en"))
    assert "cells where they are many" in str(marks.finding)


def test_a_file_with_some_of_them_says_of_how_many(
    park: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sourced, "MOST", 400)
    layer = overlay_layers(park, Selection(), "en")["enterprises"]
    assert len(layer) == 400
    assert set(layer["zone"]) <= {"A", "B"}
    assert layer["source"].str.startswith("The register is kept in an external database").all()
    request = Request(park, Selection(), words_of("en"), THEMES["light"], {})
    assert "enterprises are a sample: 400 of 7,005" in str(_about(request, "Overlay"))


def test_a_program_is_told_that_it_gets_a_sample(
    park: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    del park
    monkeypatch.setattr(sourced, "MOST", 400)
    layer = "/ogc/collections/enterprises"
    about = ask(layer).json()
    assert about["title"] == "Enterprises (a sample)"
    assert about["sample"] == {"given": 400, "of": MANY + UNPLACED}
    assert "400 of 7005 enterprises" in about["description"]
    assert ask(f"{layer}?lang=zh").json()["title"] == "企业（抽样）"
    found = ask(f"{layer}/items?limit=1000&zone=A").json()
    assert (found["numberMatched"], found["numberReturned"]) == (MANY, 400)
    assert (found["sample"]["of"], "sample" in found["remark"]) == (MANY, True)
    assert "read on 20" in found["features"][0]["properties"]["remark_en"]
    # One that is not in the sample is found all the same; nobody has the last.
    given = {int(one["id"]) for one in found["features"]}
    other = next(row for row in range(MANY) if row not in given)
    assert ask(f"{layer}/items/{other}").json()["id"] == str(other)
    assert ask(f"/enterprises/{other}").json()["matched"] == 1
    assert ask(f"{layer}/items/{MANY + UNPLACED}").status_code == 404
    assert ask(f"{layer}/items/T1").status_code == 404
    table = ask("/enterprises?f=csv&limit=10")
    assert (table.headers["x-total-count"], table.headers["x-sample-of"]) == ("400", "7005")
    assert "enterprises-sample.csv" in table.headers["content-disposition"]
    assert "7005 家企业中给出 400 家" in ask("/enterprises?limit=1&lang=zh").json()["remark"]
    # In a window are all that lie there, and those that have no place.
    box = "bbox=105.9290,29.3490,105.9292,29.3510"
    window = ask(f"{layer}/items?limit=1000&{box}").json()
    nowhere = [one for one in window["features"] if one["geometry"] is None]
    assert (len(nowhere), "sample" in window) == (UNPLACED, window["numberMatched"] > 400)


def test_the_last_counts_stay_while_it_does_not_answer(park: Catalog, build: Path) -> None:
    before = fingerprint()
    away = build.rename(build.with_name("away"))
    kept(park).refresh()
    assert fingerprint() == before
    assert len(park.tenants) == MANY + UNPLACED
    when = kept(park).asked.at
    assert when is not None
    at = when.astimezone().strftime("%Y-%m-%d %H:%M")
    assert f"The enterprise counts shown are those read on {at}." in said(park)
    assert "外部企业名录（sorted.parquet）无法打开：没有这份名录" in said(park, "zh")
    # Nothing but the cells that were kept; what needs the engine says so.
    near = places_block(park, Selection(), words_of("en"), Seen(window=NEAR))
    assert near.form == "cells"
    drawn = Selection(area="c:29.35000,105.93000,50")
    gone = content_of(park, "overview", drawn)
    assert "does not answer" in str(gone["title"])
    assert "'do': 'undraw'" in str(gone["limits"])
    assert "does not answer" not in str(content_of(park, "overview", Selection())["title"])
    # So does the next start.
    assert Kept(kept(park)._connect, AXES, kept(park)._path).asked.at == when
    away.rename(build)
    kept(park).refresh()
    assert said(park) == ""
    assert fingerprint() != before
    assert "does not answer" not in str(content_of(load_catalog(), "overview", drawn)["title"])


def test_new_rows_are_counted_at_the_next_asking(park: Catalog, build: Path) -> None:
    circle = Selection(area="c:29.35000,105.93000,300")
    inside = selected_total(park, circle, "enterprises")[0]
    assert inside == MANY
    write_build(firms().iloc[10:], build.parent)
    assert selected_total(park, Selection(zones=("A",)), "enterprises")[0] == MANY
    kept(park).refresh()
    now = load_catalog()
    assert now.key != park.key
    assert len(now.tenants) == MANY + UNPLACED - 10
    assert selected_total(now, circle, "enterprises")[0] == MANY - 10


def test_rows_are_those_of_the_cubes_while_builds_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, build: Path
) -> None:
    """The link leads to a new build every night; a page shows one build, not two in part."""
    link = tmp_path / "built"

    def night(rows: pd.DataFrame, n: int) -> None:
        made = write_build(rows, tmp_path / f"built-{n}").parent
        (tmp_path / "new").symlink_to(made.name)
        (tmp_path / "new").replace(link)

    def near(catalog: Catalog, n: int) -> str:
        window = f"29.34{n},105.9290,29.3510,105.9310,18"
        return str(places_block(catalog, Selection(), words_of("en"), Seen(window=window)).text)

    night(firms(), 1)
    monkeypatch.setenv("ATLAS_REGISTER", str(link))
    park = load_catalog()
    assert "3,000 of 7,000" in near(park, 0)
    night(firms().iloc[10:], 2)
    assert "3,000 of 7,000" in near(park, 1)  # until it is asked anew
    kept(park).refresh()
    now = load_catalog()
    assert "3,000 of 6,990" in near(now, 2)
    night(firms().assign(zone="Q"), 3)
    kept(now).refresh()
    assert "zone: Q" in said(now)
    assert "3,000 of 6,990" in near(now, 3)
    assert "zone: Q" in said(now)  # though the last one goes on answering
    (tmp_path / "built-2" / build.name).write_bytes(b"PAR1 cut off")
    assert "in view as" in near(now, 4)
    night(firms().iloc[20:], 4)
    kept(now).refresh()
    assert said(now) == ""
    assert "3,000 of 6,980" in near(load_catalog(), 5)


@pytest.mark.parametrize(
    ("changed", "why", "what"),
    [
        ({"zone": "Q"}, "codes", "zone: Q"),
        ({"zone": None}, "codes", "zone: —"),
        ({"status": "dreamt"}, "codes", "status: dreamt"),
        ({"evidence": "rumour"}, "codes", "evidence: rumour"),
        ({"lon": 105.93, "lat": 29.35}, "cells", "3"),  # the first have no cell
        ({"cell": "8b4"}, "types", "cell: string"),
        ({"cell": "8b4", "since_year": "old"}, "types", "cell: string, since_year: string"),
        ({"row": 5}, "rows", "2"),
        ({"lon": "105°"}, "types", "lon: string"),
        (["cell"], "column", "cell"),
        (["since_year"], "column", "since_year"),
        (None, "register", ""),
    ],
)
def test_a_register_that_is_none_is_refused_and_named(
    build: Path, changed: dict[str, str] | list[str] | None, why: str, what: str
) -> None:
    rows = pd.read_parquet(build)
    if changed is None:
        build.write_bytes(b"no parquet")
    elif isinstance(changed, dict):
        rows.head(3).assign(**changed).to_parquet(build)
    else:
        rows.drop(columns=changed).to_parquet(build)
    park = load_catalog()
    problem = kept(park).asked.problem
    assert problem is not None
    assert (problem.why, problem.what) == (why, what)
    assert len(park.tenants) == 0
    text = said(park)
    assert "It has never been read, so none of its enterprises are counted here." in text
    assert what in text
    # What is in print is counted, as if there were no register.
    assert selected_total(park, Selection(), "enterprises")[0] == 330


def test_an_area_says_that_the_register_was_never_read(build: Path) -> None:
    build.write_bytes(b"no parquet")
    park = load_catalog()
    drawn = Selection(area="c:29.35,105.92,3000")
    for page in ("overview", "enterprises"):
        request = Request(park, drawn, words_of("en"), THEMES["light"], {})
        shown = remedied(request, page, page_content(page))
        text = "he external enterprise register could not be read"
        heading, cards, chart = shown["title"], shown["cards"], shown["zone"]
        assert isinstance(heading, Title)
        assert text in heading.text
        assert isinstance(cards, Cards)
        assert cards.cards[0].value == "Register not read"
        assert isinstance(chart, Chart)
        assert text in chart.empty
        assert chart.remedy == {"text": "Remove the drawn area", "do": "unfilter"}
    zh = words_of("zh")
    assert area_facts(park, drawn, zh)[0].value == "名录未读取"
    published = replace(drawn, evidence="published")
    assert area_facts(park, published, zh)[0].value == "未公布"

"""Your firm here: what is in print for a firm, against the articles and by hand."""

from __future__ import annotations

import io
import logging
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation

from components.blocks.contact import contact_block
from components.blocks.form import Form
from components.blocks.plain import Title
from components.blocks.table import Opening, Table, texts
from components.blocks.text import spoken
from components.handout.fit_deck import deck_of_fit
from components.handout.html_file import html_bytes
from components.handout.orders import fit_job
from components.handout.pdf_file import pdf_bytes
from components.handout.pptx.deck import pptx_bytes
from components.handout.xlsx_file import xlsx_bytes
from components.session.addresses import linked_page
from components.session.linked import linked_query, take_linked
from components.session.request import Request
from components.session.theme import THEMES
from components.topics.fit.page import content, fit_panels
from data.brand import Brand
from data.catalog import Catalog, load_catalog
from data.contact import Contact
from data.fit import Fit, fit_of
from data.i18n import LANGS, Lang
from data.packs import DATA_DIR
from data.periods import parse_period
from data.selection import Selection
from data.settings import PARK
from data.wishes import Wishes, read_wishes
from tests.pdf_text import pdf_pages

TODAY = date(2026, 11, 27)
GUEST = "Guest & Sons 客人"
ASKED = {
    "fit-seats": "1,000",
    "fit-sector": "outsourcing",
    "fit-flats": "150",
    "fit-opening": "2027年5月",
    "fit-budget": "8000万元",
    "fit-guest": GUEST,
}


def asking(
    catalog: Catalog, options: dict[str, str], lang: Lang = "en", chosen: Selection | None = None
) -> Request:
    words = spoken(catalog, lang)
    return Request(catalog, chosen or Selection(), words, THEMES["light"], options, today=TODAY)


def firms(fit: Fit) -> list[str]:
    return [one.project["operator_en"] for one in fit.comparables]


def test_the_sector_goes_before_the_seats_and_the_nearest_stage_counts(catalog: Catalog) -> None:
    """Printed: Alibaba 5,000 and 1,000 in phase 1, Beyondsoft 1,000, Renhe 1,300, Knownsec 920."""
    near = fit_of(catalog, Selection(), Wishes(seats=1000, sector="outsourcing", budget=8e7))
    # CNY 50 million is nearer to 80 than 300 million is; a thousand seats are in print of both.
    assert firms(near) == ["Beyondsoft", "Alibaba Group", "Renhe Research", "Knownsec"]
    data = fit_of(catalog, Selection(), Wishes(seats=4000, sector="data"))
    # Of data are Knownsec and, besides, Beyondsoft, whose 1,000 are nearer than 920.
    assert firms(data)[:3] == ["Beyondsoft", "Knownsec", "Alibaba Group"]
    assert firms(fit_of(catalog, Selection(), Wishes(seats=900)))[0] == "Knownsec"
    assert firms(fit_of(catalog, Selection(), Wishes()))[0] == "Alibaba Group"


def test_what_is_worked_out_is_worked_out_of_what_is_printed(catalog: Catalog) -> None:
    """April to August is four months; 300 million by 5,000, 50 million by 1,000 (lines 265-315)."""
    fit = fit_of(catalog, Selection(), Wishes(seats=1000, flats=150, budget=8e7))
    by_firm = {one.project["operator_en"]: one for one in fit.comparables}
    months = {name: one.months and one.months.value for name, one in by_firm.items()}
    assert months == {
        "Alibaba Group": 4, "Beyondsoft": None, "Renhe Research": None, "Knownsec": None,
    }  # fmt: skip
    each = {
        n: (one.per_seat.value, one.per_seat.qualifier)
        for n, one in by_firm.items()
        if one.per_seat
    }
    assert each == {
        "Alibaba Group": (60_000, "exact"),
        "Beyondsoft": (50_000, "exact"),
        "Renhe Research": (308_000, "about"),  # 400 million by about 1,300
        "Knownsec": (217_000, "about"),  # 200 million by 920
    }
    assert fit.per_seat
    assert fit.per_seat.value == 80_000
    assert fit.flats
    assert (fit.flats.value, fit.flats.qualifier) == (5, "at_most")  # of more than 3,000
    assert fit_of(catalog, Selection(), Wishes(seats=1000)).flats is None


def test_a_date_hides_what_was_not_in_print(catalog: Catalog) -> None:
    """In April 2020 only Alibaba's plan was: signed, not open; 2,600 flats, not 3,000."""
    early = fit_of(catalog, Selection(as_of="2020-04"), Wishes(seats=1000, flats=130))
    assert firms(early) == ["Alibaba Group"]
    (alibaba,) = early.comparables
    assert (alibaba.signed, alibaba.opened, alibaba.months) == ("2020-04-08", "", None)
    assert "staff" not in alibaba.figures
    assert early.flats
    assert early.flats.value == 5  # 130 of 2,600


def test_the_offer_is_the_newest_print(catalog: Catalog) -> None:
    offer = fit_of(catalog, Selection(), Wishes()).offer
    held = dict(zip(offer["role"], offer["value"], strict=True))
    assert held == {
        "flats": 3000, "beds": 10_000, "floor": 700_000, "colleges": 15, "students": 130_000,
        "classes": 1500, "courses": 6000, "hires": 6000,
    }  # fmt: skip


def test_each_question_is_open_because_something_is_not_known(catalog: Catalog) -> None:
    topics = [one.topic for one in fit_of(catalog, Selection(), Wishes()).questions]
    assert topics == ["space", "rent", "terms", "flats", "people", "fund", "steps", "today"]
    before = fit_of(catalog, Selection(as_of="2020-04"), Wishes())
    # Neither the subsidy (November 2020) nor the fund (October 2022) was in print.
    assert {"terms", "fund"}.isdisjoint(one.topic for one in before.questions)


def test_what_the_office_brings_stands_beside_and_answers(catalog: Catalog) -> None:
    """A newer number of flats carries the printed ones on, and is the one that counts."""
    rows = catalog["figures"]
    flats = rows[rows["unit"] == "apartment"].iloc[-1]
    newer: dict[str, Any] = {
        "figure_id": "own-flats", "value": 5000.0, "low": 5000.0, "high": 5000.0,
        "qualifier": "exact", "as_of": "2022-06", "evidence": "official",
    }  # fmt: skip
    figures = pd.concat([rows, pd.DataFrame([{**flats, **newer}])], ignore_index=True)
    own = replace(
        catalog.own, tables=frozenset({"figures"}), added={"figures": frozenset({("own-flats",)})}
    )
    brought = replace(catalog, tables={**catalog.tables, "figures": figures}, own=own)
    share = fit_of(brought, Selection(), Wishes(flats=150)).flats
    assert share
    assert (share.value, share.qualifier) == (3, "exact")


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        ("seats", "many", "number"),
        ("seats", "1-2", "number"),
        ("seats", "1000000000000", "most"),
        ("seats", "1.5", "whole"),
        ("seats", "0", "least"),
        ("flats", "-3", "least"),
        ("opening", "2026-10", "past"),
        ("opening", "2080-01", "late"),
        ("opening", "soon", "month"),
        ("budget", "-5", "positive"),
        ("budget", "5 dollars", "money"),
        ("budget", "9e15", "most"),
        ("sector", "gold", "sector"),
        ("guest", "x" * 61, "long"),
    ],
)
@pytest.mark.parametrize("lang", LANGS)
def test_bad_input_is_told_at_its_field_and_kept(
    catalog: Catalog, lang: Lang, field: str, text: str, why: str
) -> None:
    wrong = read_wishes({field: text}, ("data",), TODAY)[1]
    assert {name: one.why for name, one in wrong.items()} == {field: why}
    shown = content(asking(catalog, {"fit-flats": "7", f"fit-{field}": text}, lang))
    form = shown["form"]
    assert isinstance(form, Form)
    by_name = {one.name: one for one in form.fields}
    assert by_name[f"fit-{field}"].value == text
    assert [name for name, one in by_name.items() if one.problem] == [f"fit-{field}"]
    if field != "flats":
        assert by_name["fit-flats"].value == "7"
        offer = shown["offer"]
        assert isinstance(offer, Table)
        assert len(offer.columns) == 5  # with the share of the seven


def test_wishes_are_read_as_people_write_them() -> None:
    told = {
        "seats": "1.2万席",
        "flats": "200 套",
        "opening": "May 2027",
        "budget": "CNY 50 million",
    }
    wishes, wrong = read_wishes(told, (), TODAY)
    assert not wrong
    assert wishes == Wishes(12_000, "", 200, parse_period("2027-05"), 50_000_000)
    this_month = read_wishes({"opening": "2026-11"}, (), TODAY)
    assert not this_month[1]


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_opens_its_origin(catalog: Catalog, lang: Lang) -> None:
    request = asking(catalog, ASKED, lang)
    shown, panels = content(request), fit_panels(request)
    opened = [
        cell
        for block in shown.values()
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        if isinstance(cell, Opening) and not cell.open.startswith("profile-")
    ]
    assert len(opened) > 25
    for cell in opened:
        panel = panels[cell.open]()
        assert panel.body
        assert panel.refs, cell.text
    over = panels["fit"]()
    title = shown["title"]
    assert isinstance(title, Title)
    assert over.title == title.text
    assert over.blocks[0] == shown["form"]


def test_the_table_tells_seats_from_staff(catalog: Catalog) -> None:
    shown = content(asking(catalog, ASKED))["compare"]
    assert isinstance(shown, Table)
    heads = [one.name for one in shown.columns]
    rows = {row[0]: texts(row[1:]) for row in shown.rows}
    assert heads == [
        "Measure",
        "Your firm",
        "Beyondsoft",
        "Alibaba Group",
        "Renhe Research",
        "Knownsec",
    ]
    assert rows["Seats planned"] == [
        "1,000 seats",
        "1,000 seats",
        "5,000 seats",
        "≈ 1,300 seats",
        "—",
    ]
    assert rows["Seats built"] == ["", "500 seats", "—", "—", "920 seats"]
    assert rows["Staff"][1:] == [
        "200 people (Nov 2020)", "700 people (Nov 2020)", "—", "≥ 1,000 people (Nov 2020)",
    ]  # fmt: skip


def test_a_link_names_the_wishes_and_never_the_guest() -> None:
    query = linked_query(ASKED, "fit")
    assert set(query) == {"seats", "sector", "flats", "opening", "budget"}
    options = {"fit-guest": GUEST, "fit-seats": "3"}
    take_linked(options, "fit", query | {"guest": "somebody"})
    assert options == ASKED
    found = linked_page("fit?seats=800&sector=data&guest=x", Selection())
    assert found
    assert found[1] == {"seats": "800", "sector": "data"}
    assert linked_query(ASKED, "overview") == {}


@pytest.mark.parametrize("lang", LANGS)
def test_one_page_of_paper_for_the_guest(
    catalog: Catalog, lang: Lang, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    request = asking(catalog, ASKED, lang)
    job = fit_job(request, "pdf")
    assert GUEST not in job.file + job.title
    own = Brand(contact=Contact(name_zh="王某", name_en="Wang Mou", phone="023 4900 0000"))
    deck = deck_of_fit(request, contact_block(own, request.words))
    (slide,) = deck.slides
    assert GUEST in slide.lines[0]
    assert "023 4900 0000" in slide.lines[1]
    (text,) = pdf_pages(pdf_bytes(deck, catalog, lambda _: None))
    questions = slide.blocks[-1]
    assert isinstance(questions, Table)
    said = "".join(text.split())
    for row in questions.rows:  # none is cut
        assert "".join(str(row[1]).split()) in said
    for name in (
        "5,000",
        "920",
        "130,000" if lang == "en" else "13万",
        "60,000" if lang == "en" else "6万",
    ):
        assert name in said
    assert GUEST not in caplog.text


def test_the_other_kinds_have_the_same_tables(catalog: Catalog) -> None:
    deck = deck_of_fit(asking(catalog, ASKED))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(deck, catalog)))
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value]
    html = html_bytes(deck, catalog, lambda _: None).decode()
    slides = Presentation(io.BytesIO(pptx_bytes(deck, catalog, lambda _: None))).slides
    frames = [shape for slide in slides for shape in slide.shapes if shape.has_table]
    shown = [cell.text for frame in frames for row in frame.table.rows for cell in row.cells]
    for name in ("Alibaba Group", "Knownsec", "What is the rent per square metre"):
        for place in (cells, [html], shown):
            assert any(name in text for text in place), name


@pytest.mark.parametrize("lang", LANGS)
def test_a_park_without_seats_says_so(monkeypatch: pytest.MonkeyPatch, lang: Lang) -> None:
    """Brendsand: more than 420 flats, no seats in print."""
    monkeypatch.setenv(PARK.name, str(DATA_DIR / "parks" / "brendsand"))
    park = load_catalog()
    request = asking(park, {"fit-seats": "100", "fit-flats": "42"}, lang)
    shown = content(request)
    assert shown["compare"].kind != "nothing"
    title, offer = shown["title"], shown["offer"]
    assert isinstance(title, Title)
    assert title.text == request.words("fit.finding_none")
    assert isinstance(offer, Table)
    assert "420" in str(texts(offer.rows[0])[1])
    share = fit_of(park, Selection(), Wishes(flats=42)).flats
    assert share
    assert (share.value, share.qualifier) == (10, "at_most")
    assert deck_of_fit(request).slides

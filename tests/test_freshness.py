"""How old numbers are, what is due, since when and by whom; days counted by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import StreamRequestHandler, TCPServer
from threading import Thread

import pytest

from components.blocks.cards import Cards, cards_block
from components.handout.orders import Order
from components.handout.story_deck import deck_of_story
from components.handout.view_deck import deck_of_view
from components.linked.ages import aged
from components.linked.cards import headline_cards
from components.session.request import Request, Seen
from components.session.theme import THEMES
from components.topics.overview.page import PAGE as OVERVIEW
from components.topics.sources.due import due_block
from data.__main__ import main
from data.catalog import Catalog
from data.clock import today
from data.freshness import age_text, due_since, limit_months, months_since, what_is_due
from data.i18n import Lang
from data.indicators import indicators
from data.selection import Selection
from data.stale import stale, stale_lines
from data.story_files import usable_stories
from tests.office import in_2025
from tests.opened import message, open_page
from tests.shipped import words_of

NOW = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_TODAY", NOW.isoformat())


def test_today_can_be_set() -> None:
    assert today() == NOW


@pytest.mark.parametrize(
    ("end", "months"),
    [
        (date(2020, 11, 25), 72),  # six years and a day
        (date(2020, 11, 30), 71),
        (date(2025, 12, 31), 10),
        (date(2026, 11, 27), 0),  # not over yet
    ],
)
def test_months_that_are_over(end: date, months: int) -> None:
    assert months_since(end, NOW) == months


@pytest.mark.parametrize(
    ("measured", "zh", "en"),
    [
        ("2019", "7 年前的数据", "7 years old"),  # 82 months
        ("2020-11-25", "6 年前的数据", "6 years old"),
        ("2025", "10 个月前的数据", "10 months old"),
        ("2024-12-31", "22 个月前的数据", "22 months old"),
        ("2024-11-26", "2 年前的数据", "2 years old"),
        ("2026-10-26", "1 个月前的数据", "1 month old"),
        ("2026-11", "", ""),
        ("2030", "", ""),
    ],
)
def test_age_in_words(measured: str, zh: str, en: str) -> None:
    assert (age_text(measured, NOW, "zh"), age_text(measured, NOW, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("end", "months", "since"),
    [
        (date(2019, 12, 31), 12, date(2021, 1, 1)),
        (date(2020, 2, 29), 12, date(2021, 3, 1)),
        (date(2020, 11, 25), 6, date(2021, 5, 26)),
    ],
)
def test_day_on_which_a_number_is_due(end: date, months: int, since: date) -> None:
    assert due_since(end, months) == since


def test_limits_are_those_of_the_kind_or_their_own(catalog: Catalog) -> None:
    rows = indicators(catalog)
    assert [limit_months(row) for _, row in rows.iterrows()] == [12] * 4
    own = rows.assign(limit_months=rows["limit_months"].astype("Int64").fillna(24))
    assert limit_months(own.loc[["staff"]].iloc[0]) == 24


def test_what_is_due_and_since_when(catalog: Catalog) -> None:
    due = {one.key: one.since for one in what_is_due(catalog, NOW)}
    assert due["enterprises"] == date(2021, 11, 26)  # 002 L146-149: 25 November 2020
    assert due["staff"] == date(2023, 1, 1)  # 000 L85-86: 2021
    assert due["revenue"] == date(2021, 1, 1)  # 003 L50-51: 2019
    assert due["floor_area"] == date(2021, 12, 1)  # 002 L180-181: November 2020
    assert due["T01"] == date(2026, 1, 1)  # 002 L22-23: by 2025
    assert "T22" not in due  # 001 L93: by 2027
    assert "T10" not in due  # no date
    before = {one.key for one in what_is_due(catalog, date(2021, 1, 1))}
    assert before == {"revenue", "T29"}  # 003 L209-213: by 2020


def test_what_the_office_brought_is_due_a_year_later(catalog: Catalog) -> None:
    office = in_2025(catalog)
    assert "revenue" not in {one.key for one in what_is_due(office, NOW)}
    assert "revenue" not in {one.key for one in what_is_due(office, date(2026, 12, 31))}
    assert "revenue" in {one.key for one in what_is_due(office, date(2027, 1, 1))}


def test_an_indicator_without_any_figure_is_due(catalog: Catalog) -> None:
    figures = catalog["figures"]
    none = figures.assign(indicator=figures["indicator"].mask(figures["indicator"] == "staff"))
    made = replace(catalog, tables=catalog.tables | {"figures": none})
    [staff] = [one for one in what_is_due(made, NOW) if one.key == "staff"]
    assert (staff.measured, staff.since) == ("", None)
    assert any(line.startswith("Staff · no number yet") for line in stale_lines(made, NOW, "en"))


def overview(catalog: Catalog, chosen: Selection, lang: Lang) -> Request:
    return Request(catalog, chosen, words_of(lang), THEMES["light"], {}, today=NOW)


def second_lines(block: object) -> dict[str, str]:
    assert isinstance(block, Cards)
    return {card.card_id: card.lines[1].text for card in block.cards}


@pytest.mark.parametrize(
    ("lang", "revenue", "enterprises"),
    [
        ("zh", "2019年全年 · 7 年前的数据", "截至 2020年11月25日 · 6 年前的数据"),
        ("en", "full year 2019 · 7 years old", "as of 25 Nov 2020 · 6 years old"),
    ],
)
def test_cards_tell_their_age(catalog: Catalog, lang: Lang, revenue: str, enterprises: str) -> None:
    request = overview(catalog, Selection(), lang)
    shown = second_lines(aged(request, OVERVIEW.content(request))["cards"])
    assert (shown["revenue"], shown["enterprises"]) == (revenue, enterprises)
    filtered = overview(catalog, Selection(zones=("A",)), lang)
    narrowed = second_lines(aged(filtered, OVERVIEW.content(filtered))["cards"])
    assert narrowed["enterprises"] == enterprises


def test_the_page_tells_it_to_the_browser() -> None:
    app = open_page(lang="en")
    assert "full year 2019 · 7 years old" in json.dumps(message(app), ensure_ascii=False)


def test_a_view_as_of_a_date_tells_no_age(catalog: Catalog) -> None:
    request = overview(catalog, Selection(as_of="2020-12"), "en")
    shown = second_lines(aged(request, OVERVIEW.content(request))["cards"])
    assert shown["revenue"] == "full year 2019"


def test_content_itself_knows_no_clock(catalog: Catalog) -> None:
    words = words_of("en")
    block = cards_block(headline_cards(catalog, Selection(), words), words)
    assert "old" not in " ".join(second_lines(block).values())


def test_a_hand_out_tells_the_age_on_the_day_it_was_asked_for(catalog: Catalog) -> None:
    order = Order(
        *("pdf", "overview", Selection(), "en", THEMES["light"], {}, Seen(), ""), today=NOW
    )
    request = order.request(catalog)
    deck = deck_of_view(request, "overview", aged(request, OVERVIEW.content(request)))
    assert second_lines(deck.slides[0].headline)["revenue"] == "full year 2019 · 7 years old"


def test_scenes_with_a_date_of_their_own_tell_no_age(catalog: Catalog) -> None:
    story = usable_stories()["cloud-valley"]
    deck = deck_of_story(catalog, story, words_of("en"), THEMES["light"], NOW)
    told = [scene for scene in story.scenes if scene.layout != "contact"]
    lines = [
        (bool(scene.selection.as_of), line.text)
        for scene, slide in zip(told, deck.slides, strict=True)
        if slide.headline
        for card in slide.headline.cards
        for line in card.lines
    ]
    assert not any(re.search(r"\byears old", text) for dated, text in lines if dated)


def test_sources_list_what_is_due(catalog: Catalog) -> None:
    block = due_block(catalog, words_of("zh"), NOW)
    rows = [[str(cell) for cell in row] for row in getattr(block, "rows")]  # noqa: B009
    assert [
        "营业收入",
        "244.7 亿元（2019年）",
        "2021年1月1日起待更新",
        "园区管委会统计部门",
    ] in rows
    assert not hasattr(due_block(catalog, words_of("zh"), None), "rows")


def test_command_prints_it_and_says_so_by_its_code(
    catalog: Catalog, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["--lang", "en", "stale"]) == 1
    out = capsys.readouterr().out
    assert (
        "Revenue · CNY 24.47 billion (2019) · due since 1 Jan 2021 · "
        "to be brought by statistics of the park’s office"
    ) in out
    assert out.splitlines()[-1].endswith("numbers due")
    monkeypatch.setenv("ATLAS_TODAY", "2020-06-30")
    assert stale(catalog, "zh") == 0
    assert capsys.readouterr().out == "0 项待更新\n"


def test_a_wrong_day_is_told(
    catalog: Catalog, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_TODAY", "tomorrow")
    assert stale(catalog, "en") == 2
    said = capsys.readouterr().err
    assert "ATLAS_TODAY" in said
    assert "tomorrow" in said


class _Hook(BaseHTTPRequestHandler):
    heard: list[dict[str, object]] = []  # noqa: RUF012

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append(json.loads(body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Mail(StreamRequestHandler):
    heard: list[str] = []  # noqa: RUF012

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            command = line.strip().upper()
            if command == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while (text := self.rfile.readline()) != b".\r\n":
                    self.heard.append(text.decode())
            self.wfile.write(b"221 bye\r\n" if command == b"QUIT" else b"250 ok\r\n")
            if command == b"QUIT":
                return


@pytest.fixture(params=[_Hook, _Mail])
def served(request: pytest.FixtureRequest) -> Iterator[tuple[type, int]]:
    """Return what hears, and its port."""
    handler = request.param
    handler.heard.clear()
    server = (HTTPServer if handler is _Hook else TCPServer)(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield handler, server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_is_due_is_told_where_it_is_set(
    catalog: Catalog, served: tuple[type, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    handler, port = served
    monkeypatch.setenv("ATLAS_SMTP", f"127.0.0.1:{port}")
    url = f"http://127.0.0.1:{port}/hook" if handler is _Hook else "mailto:office@park.example"
    monkeypatch.setenv("ATLAS_NOTIFY", url)
    assert stale(catalog, "en", tell=True) == 1
    heard = getattr(handler, "heard")  # noqa: B009
    if handler is _Hook:
        [told] = heard
        assert told["lines"] == stale_lines(catalog, NOW, "en")
        assert told["text"].startswith(told["title"])
    else:
        text = "".join(heard)
        assert "To: office@park.example" in text
        assert "Subject:" in text


@pytest.mark.parametrize("address", ["", "the office", "http://127.0.0.1:9/", "ftp://x"])
def test_who_cannot_be_told_is_said(
    catalog: Catalog,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ATLAS_NOTIFY", address)
    assert stale(catalog, "en", tell=True) == 2
    assert "ATLAS_NOTIFY" in capsys.readouterr().err

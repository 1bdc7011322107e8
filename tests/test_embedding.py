"""What is embedded: signed links that end, one block and its origin, who may make a link."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.runtime.context import ContextProxy

from components.blocks.text import spoken
from components.contents.pages import FACTS
from components.door.start import door
from components.embed import dialog
from components.embed.blocks import SHOWN, embedded, offered
from components.session.embed_link import EmbedLink
from components.session.request import Request
from components.session.state import catalog_in_force
from data.clock import today
from data.people import GUEST, HOME, Person
from data.selection import EvidenceMode, Selection
from data.tokens import THEMES
from tests.asked import asked
from tests.opened import blocks, open_page, page_script

KEY = "0123456789abcdef0123456789abcdef"
TODAY = date(2026, 11, 27)
LINK = EmbedLink("overview", {"zones": "C", "block": "zone", "until": "2026-11-27"})


def request(evidence: EvidenceMode = "all") -> Request:
    catalog, chosen = catalog_in_force(), Selection(evidence=evidence)
    return Request(catalog, chosen, spoken(catalog, "en", chosen), THEMES["light"], {})


def changed(**query: str) -> EmbedLink:
    signed = LINK.signed(KEY)
    return EmbedLink(signed.page, {**signed.query, **query})


def test_a_signed_link_holds_until_its_last_day() -> None:
    signed = LINK.signed(KEY)
    assert signed.problem(KEY, TODAY) == ""
    assert signed.problem(KEY, date(2026, 11, 28)) == "ended"
    assert changed(lang="zh", embed="true", embed_options="dark_theme").problem(KEY, TODAY) == ""


@pytest.mark.parametrize(
    "query",
    [
        {"zones": "A"},
        {"block": "map"},
        {"until": "2027-11-27"},
        {"sees": "all"},
        {"asof": "2021"},
        {"sig": "x"},
    ],
)
def test_who_changes_a_link_sees_nothing(query: dict[str, str]) -> None:
    assert changed(**query).problem(KEY, TODAY) == "changed"


def test_a_link_of_another_page_or_key_does_not_hold() -> None:
    signed = LINK.signed(KEY)
    assert EmbedLink("projects", signed.query).problem(KEY, TODAY) == "changed"
    assert signed.problem(KEY[::-1], TODAY) == "changed"
    assert LINK.problem(KEY, TODAY) == "unsigned_link"


def test_without_a_key_nobody_vouches_and_a_guest_looks() -> None:
    assert LINK.signed("") == LINK
    assert LINK.problem("", TODAY) == ""
    assert LINK.person("") is None


def test_a_link_lets_nobody_do_anything() -> None:
    assert LINK.person(KEY) == Person("viewer")
    assert changed(sees="published").person(KEY) == Person("viewer", published_only=True)


def visit(path: str, **headers: str) -> Any:
    async def page(_: object) -> PlainTextResponse:
        return PlainTextResponse("page")

    app = Starlette(routes=[Route("/{path:path}", page)], middleware=door())
    return asked(app, path, headers=headers)


def test_the_door_refuses_in_the_language_of_the_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_SIGNING_KEY", KEY)
    monkeypatch.setenv("ATLAS_TODAY", "2026-11-28")
    ended = visit(f"/overview?{urlencode({'embed': 'true', **LINK.signed(KEY).query})}")
    assert ended.status_code == 403
    assert "This link has expired" in ended.text
    wrong = visit("/overview?embed=true&block=zone&lang=zh")
    assert (wrong.status_code, "此链接没有签名" in wrong.text) == (403, True)
    assert visit("/overview?embed=true").text == "page"  # the whole page, as any guest sees it


def test_a_key_that_can_be_guessed_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_SIGNING_KEY", "short-secret")
    with pytest.raises(SystemExit) as told:
        door()
    assert "ATLAS_SIGNING_KEY" in str(told.value)
    assert "short-secret" not in str(told.value)


@pytest.mark.parametrize("page", ["overview", "projects", "test-area"])
def test_what_is_offered_can_be_embedded(page: str) -> None:
    asked_for = request()
    content = FACTS[page].content(asked_for)
    offers = offered(asked_for.words, content)
    assert offers[0].block == "map"
    assert len({one.block for one in offers}) == len(offers) > 4
    for offer in offers[1:]:
        shown = embedded(asked_for, FACTS[page], content, offer.block)
        assert set(shown) == {SHOWN, "embed-foot"}
        assert shown[SHOWN].kind != "empty"
    on_map = embedded(asked_for, FACTS[page], content, "map")
    assert {"map-heading", "map-note", "embed-foot"} <= set(on_map)


def test_a_frame_shows_one_block_its_caveat_and_the_way_to_the_rest() -> None:
    app = open_page(block="zone", zones="A", lang="en")
    shown = blocks(app)
    assert set(shown) == {SHOWN, "embed-foot"}
    assert shown[SHOWN]["source"]
    foot = shown["embed-foot"]["html"]
    assert "hatched, is assumed" in foot
    assert 'href="./?zones=A&amp;lang=en"' in foot
    assert app.query_params["block"] == "zone"  # the link stays as it was signed


def test_a_block_that_is_gone_says_so() -> None:
    assert "no longer exists" in blocks(open_page(block="nothing", lang="en"))[SHOWN]["text"]


def test_a_changed_link_is_refused_by_the_session_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_SIGNING_KEY", KEY)
    app = open_page(block="zone", lang="en", sig="forged")
    assert not app.get("bidi_component")


def test_a_link_is_good_for_the_page_that_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser names the page apart from its address: one may be another's."""
    monkeypatch.setenv("ATLAS_SIGNING_KEY", KEY)
    query = EmbedLink("overview", {"block": "map", "lang": "en"}).signed(KEY).query
    monkeypatch.setattr(ContextProxy, "url", "http://localhost:8501/overview")
    script = page_script("projects").replace("read_url()", "read_embedded(); read_url()")
    script = script.replace("current_view, read_url", "current_view, read_embedded, read_url")
    app = open_page(script, **query)
    assert not app.exception
    assert not app.get("bidi_component")
    assert "This link was altered" in "".join(one.proto.body for one in app.get("html"))


def test_the_code_holds_a_link_that_is_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_SIGNING_KEY", KEY)
    monkeypatch.setattr(dialog, "reader", lambda: HOME)
    asked_for = {
        "embed.what": "zone", "embed.lang": "zh", "embed.theme": "dark", "embed.until": "7",
    }  # fmt: skip
    address = dialog.embed_link(request(evidence="published"), "projects", asked_for)
    query = dict(parse_qsl(urlsplit(address).query))
    link = EmbedLink("projects", query)
    assert link.problem(KEY, today()) == ""
    assert link.sees == "published"
    assert (query["lang"], query["embed_options"], query["embed"]) == ("zh", "dark_theme", "true")


@pytest.mark.parametrize(
    ("person", "may"), [(HOME, True), (Person("editor"), True), (GUEST, False)]
)
def test_a_link_that_lets_others_in_is_made_by_an_editor(
    monkeypatch: pytest.MonkeyPatch, person: Person, *, may: bool
) -> None:
    monkeypatch.setattr(dialog, "reader", lambda: person)
    assert dialog.may_embed()  # what any guest may see needs no signature
    monkeypatch.setenv("ATLAS_SIGNING_KEY", KEY)
    assert dialog.may_embed() is may

"""Python and the browser know the same blocks, keys, entries of the log and attributes.

What every page of every test sends is held against the contract by ``tests.opened.message``;
that the scripts read all of it and nothing else is checked by ``tsc`` and by
``tests/js/contract.test.js``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, get_args

import pytest
from pydantic import ValidationError
from typing_extensions import get_type_hints, is_typeddict

from components.blocks.actions import actions_block
from components.blocks.base import Block, sent
from components.blocks.form import Field, form_block
from components.blocks.plain import empty
from components.blocks.rows import Button, Row, Sorts, Target, rows_block
from components.blocks.text import Words
from components.browser.contract import Answer, DataName, Found, LogKind, Posted
from components.browser.declarations import NAMES, TARGET, declarations
from components.intake.steps import button
from components.map.drawn import area_block
from components.map.enterprises import places_block
from components.meeting.pitch.content import pitch_content
from components.meeting.present import stage_content
from components.search.route import answer
from components.session.events import apply_log
from components.session.filters import filters_block
from components.session.request import Request, Seen
from components.session.state import View
from components.session.theme import THEMES
from data.catalog import Catalog
from data.selection import Selection
from tests.held import KINDS, check_answer, check_block, keys
from tests.opened import PAGES, ROOT, message, open_page, page_script
from tests.shipped import CHOICES, words_of

PARK = "29.30,105.85,29.42,106.00,13"
# Where little or nothing is shown, and why has to be said.
EMPTY = [
    ("city", {"asof": "2008"}),
    ("enterprises", {"zones": "E", "sectors": "ecommerce", "status": "construction"}),
    ("sources", {"asof": "2008"}),
    ("timeline", {"asof": "2008", "status": "construction"}),
]
# How an attribute stands in a script, in Python and in a template.
WRITTEN = {
    ".js": r"""['"`[]data-([a-z-]+)['"=\]]""",
    ".py": r"""\sdata-([a-z-]+)=""",
    ".html": r"""\sdata-([a-z-]+)=""",
}
# What a click would post, by kind.
DRAWN = "c:29.35,105.93,500"
ENTRIES = {
    "area": DRAWN,
    "zone": "C", "sector": "data", "status": "construction", "evidence": "published", "lang": "en",
    "asof": "2012", "reset": "", "unfilter": "", "basemap": "gaode", "stands": "gaode",
    "open": "table-zone",
    "close": "", "window": PARK, "option": "measure:share", "file": "story.upload:x",
    "scene": "zones?zones=A", "look": "", "go": "stories",
}  # fmt: skip


def test_declarations_are_those_of_the_contract() -> None:
    assert TARGET.read_text(encoding="utf-8") == declarations(), (
        "run python -m components.browser.declarations"
    )


def rare(catalog: Catalog, words: Words) -> list[Block]:
    """Return blocks that pages show only after something was done on them."""
    row = Row("r", "R", buttons=(Button("a:", "A"),), links=(Target("/", "L"),), done=0.5)
    file = {"name": "n", "text": "t", "accept": ".csv"}
    tray = rows_block("tray", [row], buttons=[Button("b:", "B")], file=file)
    return [
        form_block("f", "F", [Field("n", "N")], words),
        actions_block("a", [button("apply", "A")]),
        replace(tray, poll=600),
        rows_block("sorted", [row], sorts=Sorts("scene.place", "S")),
        empty("E", {"text": "T", "do": "options", "options": "a:"}),
        filters_block(catalog, Selection(area=DRAWN), words),
        area_block(catalog, Selection(area=DRAWN), words, Seen()),
        places_block(catalog, Selection(), words, Seen(window=PARK)),
        pitch_content(Request(catalog, Selection(), words, THEMES["light"], {}))["wall"],
        stage_content(Request(catalog, Selection(zones=("C",)), words, THEMES["light"], {}))[
            "stage"
        ],
    ]


def test_every_key_of_the_contract_is_sent(catalog: Catalog) -> None:
    answers = [message(open_page(page_script(page), lang="zh")) for page in PAGES]
    answers += [message(open_page(page_script(page), lang="zh", **query)) for page, query in EMPTY]
    answers.append(message(open_page(page_script("present"), lang="zh", scene="names")))
    answers.append(message(open_page(page_script("overview", opened="table-zone"), lang="zh")))
    answers.append(message(open_page(page_script("help", opened="profile-zone-C"), lang="zh")))
    answers.append(message(open_page(page_script("present", opened="fit"), lang="zh")))
    seen = {key for answer in answers for key in keys(answer, Answer)}
    for block in rare(catalog, words_of("zh")):
        check_block(sent(block))
        seen |= set(keys(sent(block), KINDS[block.kind]))
    seen |= set(keys(answer(catalog, "zh", "数据"), Found))
    known = {
        (name, key)
        for name, shape in NAMES.items()
        if is_typeddict(shape) and name not in {"AtlasEvents", "Begun", "Look", Posted.__name__}
        for key in get_type_hints(shape)
        if not name.startswith("_")
    }
    assert known - seen == set()


@pytest.mark.parametrize(
    "block",
    [
        {"kind": "heading", "text": "a", "small": "b"},
        {"kind": "heading", "text": "a", "small": "b", "finding": "c", "colour": "red"},
        {"kind": "heading", "text": 1, "small": "b", "finding": "c"},
        {"kind": "cards", "cards": [{"id": "a"}]},
    ],
)
def test_a_block_that_breaks_the_contract_is_found(block: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        check_block(block)


def test_a_kind_that_the_browser_cannot_draw_is_found() -> None:
    with pytest.raises(KeyError):
        check_answer(message(open_page(page_script("help"))) | {"blocks": {"a": {"kind": "pie"}}})


def test_each_entry_of_the_log_changes_the_view() -> None:
    assert ENTRIES.keys() == set(get_args(LogKind))
    unheard = set()
    for kind, value in ENTRIES.items():
        view = View(selection=Selection(zones=("F",), evidence="all"), opened="x", window="y")
        view.selection = view.selection.with_chosen("status", ("open",))
        if kind in {"reset", "unfilter"}:
            view.selection = Selection(zones=("F",))
        before = vars(view) | {"options": dict(view.options)}
        apply_log(view, {"mount": "m", "log": [[1, kind, value]]}, CHOICES, ("measure", "story.*"))
        changed = {name for name, now in vars(view).items() if now != before[name]}
        if not changed - {"mount", "ack", "has"}:
            unheard.add(kind)
    assert unheard == {"look"}, "which only asks for an answer"


def test_each_attribute_is_known_on_both_sides() -> None:
    used = set()
    for path in (one for one in (ROOT / "components").rglob("*.*") if one.suffix in WRITTEN):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(WRITTEN[path.suffix], text))
        named = re.findall(r"\bdataset\.(\w+)", text)
        used |= {re.sub("[A-Z]", lambda big: f"-{big[0].lower()}", name) for name in named}
    assert used - {"testid", "baseweb"} == set(get_args(DataName))

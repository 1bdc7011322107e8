"""What a block follows of a selection: no other part reaches it, and none makes it anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from components.contents.pages import FACTS
from components.frame.remedy import remedied
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.follows import follows
from data.selection import Selection
from tests.shipped import words_of

SEEN: list[Selection] = []
WHOLE = Selection(("A",), ("data",), ("operating",), "2020-11", "published", "en")


@follows("as_of", "sectors")
def narrow(catalog: Catalog, chosen: Selection, name: str) -> list[str]:
    del catalog
    SEEN.append(chosen)
    return [name, chosen.as_of]


def test_only_the_named_parts_are_seen(catalog: Catalog) -> None:
    SEEN.clear()
    narrow(catalog, WHOLE, "seen")
    assert [Selection(sectors=("data",), as_of="2020-11")] == SEEN


@pytest.mark.parametrize(
    ("change", "is_anew"),
    [
        (lambda one: replace(one, zones=("B",)), False),
        (lambda one: replace(one, statuses=()), False),
        (lambda one: replace(one, evidence="all"), False),
        (lambda one: replace(one, lang="zh"), False),
        (lambda one: replace(one, sectors=()), True),
        (lambda one: replace(one, as_of="2019"), True),
    ],
)
def test_only_those_make_it_anew(
    change: Callable[[Selection], Selection], *, is_anew: bool, catalog: Catalog
) -> None:
    before = narrow(catalog, WHOLE, "anew")
    assert (narrow(catalog, change(WHOLE), "anew") is not before) == is_anew


@pytest.mark.parametrize("name", sorted(FACTS))
def test_a_filter_leaves_what_only_the_date_changes(name: str, catalog: Catalog) -> None:
    """The blocks of the filters and of the conflicts are the same objects before and after."""

    def shown(chosen: Selection) -> dict[str, object]:
        request = Request(catalog, chosen, words_of("zh"), THEMES["light"], {})
        return dict(remedied(request, name, FACTS[name].content))

    before, after = shown(Selection(zones=("A",))), shown(Selection(zones=("B",)))
    for slot in {"filters", "conflicts"} & before.keys():
        assert before[slot] is after[slot]

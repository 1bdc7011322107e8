"""One rule for what is in print by a date: by hand, and the same on every page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest

from components.blocks.base import Block, Content, sent
from components.session.filters import as_of_options
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.in_print import afterwards, figures, figures_by, in_print_since, is_in_print
from data.periods import parse_period
from data.selection import Selection
from data.targets import known_targets
from tests.contents import page_contents
from tests.shipped import LATEST, words_of

SOURCES = pd.DataFrame(
    [
        *(("day", "2020-11-26"), ("month", "2020-09"), ("year", "2021"), ("undated", None)),
        ("last", "2022-10"),
    ],
    columns=["source_id", "published"],
).assign(kind="article")
EVENTS = pd.DataFrame({"date": ["2008"], "level": ["park"]})
BARE = Catalog({"sources": SOURCES, "events": EVENTS}, {}, ())


@pytest.mark.parametrize(
    ("dated", "refs", "since"),
    [
        # The period is over on its last day, whatever was printed when.
        ("2019", "day:L1", date(2019, 12, 31)),
        ("2020-04", "month:L1", date(2020, 4, 30)),
        ("2020-11-25", "day:L1", date(2020, 11, 25)),
        # Printed within the period: from the day of print on.
        ("2020-11", "day:L1", date(2020, 11, 26)),
        ("2020", "month:L1;day:L2", date(2020, 9, 30)),
        # An article of before the period says nothing of it.
        ("2021", "day:L1;year:L2", date(2021, 12, 31)),
        # Dated to nothing: the first of its sources.
        (None, "year:L1;month:L2", date(2020, 9, 30)),
        (None, "undated", None),
        (None, None, None),
        ("2020-11", "undated", date(2020, 11, 30)),
    ],
)
def test_day_from_which_a_row_is_in_print(
    dated: str | None, refs: str | None, since: date | None
) -> None:
    assert in_print_since(BARE, dated, refs) == since


@pytest.mark.parametrize(
    ("dated", "as_of", "held"),
    [
        ("2022", "2022-09", False),
        ("2022", "2022-10", True),  # at the latest date the year need only have begun
        ("2023", "2022-10", False),
        (None, "2022-09", False),
        (None, "2022-10", True),
    ],
)
def test_nothing_more_is_to_come_at_the_latest_date(
    dated: str | None,
    as_of: str,
    held: bool,  # noqa: FBT001
) -> None:
    assert is_in_print(BARE, dated, "undated", parse_period(as_of)) is held


def test_what_came_afterwards_is_told_apart_at_the_latest_date(catalog: Catalog) -> None:
    rows = figures(catalog, ("S-staff-2022", "S-mileage-2023", "F000-21"))
    assert list(afterwards(catalog, rows, LATEST).index) == ["S-mileage-2023"]
    assert afterwards(catalog, rows, parse_period("2022-09")).empty
    assert list(figures_by(catalog, tuple(rows.index), LATEST).index) == ["S-staff-2022", "F000-21"]


def test_baseline_is_in_print_with_the_article_that_gives_it(catalog: Catalog) -> None:
    # 002 L180-181, the paper of 26 November 2020: 建成产业楼宇70万平方米.
    known = known_targets(catalog, parse_period("2020-11-26"))
    assert known.loc["T04", "has_baseline"]
    assert not known_targets(catalog, parse_period("2020-05")).index.isin(["T04"]).any()


# Help explains by fixed examples, and a scene brings its own date.
_OWN_DATES = ("help", "present")
# A page may need more than the figure: page, figure, what else.
_NEEDS_MORE = {
    ("digital-twin", "F003-12"): "enterprises by zone, to spread floor area over (004, Sep 2020)",
    ("targets", "S-revenue-2020"): "the target that it is held against (002, 26 Nov 2020)",
}
# The sheets of projects and enterprises are many and alike: one page each, and only around
# the day on which the rules once differed, and at the latest date.
_SHEETS = {"projects": "profile-project-", "enterprises": "profile-enterprise-"}
_SHEET_DATES = ("2020-11-25", "2020-11-26", "2022-10")
_LINK = re.compile(r"open=figure-([\w-]+)")


def _opens(value: Any) -> Iterator[str]:
    """Walk through the ids of the panels that a block offers."""
    if isinstance(value, dict):
        if isinstance(value.get("open"), str):
            yield value["open"]
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from _opens(part)


def _told(block: Block, names: Iterable[str]) -> set[str]:
    """Return the ids of the figures that some panels of a block tell of."""
    return {one for name in names for one in _LINK.findall(block.panels[name]().html)}


def _shown(content: Content) -> set[str]:
    """Return the ids of the figures that a page offers or tells of, but for its sheets."""
    found = set[str]()
    for block in content.values():
        offered = set(_opens(sent(block)))
        found |= {name.removeprefix("figure-") for name in offered if name.startswith("figure-")}
        left_out = ("figure-", *_SHEETS.values())
        told = (one for one in block.panels if one in offered or one.startswith("source-"))
        found |= _told(block, (one for one in told if not one.startswith(left_out)))
    return found


def _in_sheets(content: Content, start: str) -> set[str]:
    """Return the ids of the figures that the sheets of a page tell of."""
    return set().union(
        *(
            _told(block, (one for one in block.panels if one.startswith(start)))
            for block in content.values()
        )
    )


def test_every_page_knows_a_figure_from_the_same_date(catalog: Catalog) -> None:
    """Each figure comes into print at one date, for every page that uses it.

    At each date that the slider offers, and the day before article 002 came out, which is
    where the rules once differed. A page may give up a figure for a newer one.
    """
    offered = {*as_of_options(catalog, Selection()), "2020-11-25"}
    table = catalog["figures"].set_index("figure_id")
    first: dict[str, dict[str, str]] = defaultdict(dict)  # figure, page, date
    sheets: dict[str, dict[str, set[str]]] = defaultdict(dict)  # page, date, figures
    known = dict[str, set[str]]()
    for text in sorted(offered, key=lambda text: parse_period(text).end):
        chosen = Selection(as_of=text)
        held = figures_by(catalog, tuple(table.index), catalog.as_of(chosen))
        known[text] = {*held.index, *afterwards(catalog, table, catalog.as_of(chosen)).index}
        request = Request(catalog, chosen, words_of("en"), THEMES["light"], {})
        for page, make in page_contents().items():
            if page in _OWN_DATES:
                continue
            content = make(request)
            shown = _shown(content)
            assert shown <= known[text], f"/{page} at {text}: shown before it is in print"
            for figure in shown:
                first[figure].setdefault(page, text)
            if page in _SHEETS and text in _SHEET_DATES:
                sheets[page][text] = _in_sheets(content, _SHEETS[page])
    apart = {
        figure: pages
        for figure, pages in first.items()
        if len({at for page, at in pages.items() if (page, figure) not in _NEEDS_MORE}) > 1
    }
    assert not apart, "shown by one page and not yet by another"
    assert set(first) == set(table.index)  # /sources lists each
    for page, by_date in sheets.items():
        used = set().union(*by_date.values())
        for text, told in by_date.items():
            assert told == used & known[text], f"sheets of /{page} at {text}"

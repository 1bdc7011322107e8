"""Telling a click on a filter from the late echo of a value that the server replaced."""

from __future__ import annotations

import pytest
from components.shown import ECHO_S, Shown

from components.events import as_set
from components.map_link import unseen

NONE, A, AB, ABC = (frozenset(text) for text in ("", "A", "AB", "ABC"))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr("components.shown.time.monotonic", lambda: now[0])
    return now


def test_value_that_was_just_replaced_is_an_echo(clock: list[float]) -> None:
    chips = Shown()
    chips.send(AB)
    chips.send(ABC)
    clock[0] += ECHO_S / 2
    assert chips.before(AB) == AB
    chips.told(AB)
    assert chips.before(ABC) == ABC


def test_the_same_value_later_is_a_click(clock: list[float]) -> None:
    chips = Shown()
    chips.send(AB)
    chips.send(ABC)
    clock[0] += 2 * ECHO_S
    assert chips.before(AB) == ABC


def test_click_made_before_the_newest_value_arrived_counts_once(clock: list[float]) -> None:
    chips = Shown()
    chips.send(NONE)
    chips.send(ABC)
    clock[0] += ECHO_S / 10
    # The browser still shows no chip and the reader chooses A: one click from nothing.
    assert chips.before(A) == NONE


def test_told_value_forgets_older_ones(clock: list[float]) -> None:
    chips = Shown()
    chips.send(NONE)
    chips.told(A)
    clock[0] += ECHO_S / 10
    chips.send(A)
    assert chips.before(NONE) == A


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["C", "A"], {"A", "C"}),
        (None, set()),
        ("2020-11", {"2020-11"}),
        (True, {"published"}),
        (False, set()),
    ],
)
def test_every_filter_reads_as_a_set(value: object, expected: set[str]) -> None:
    assert as_set(value) == expected


@pytest.mark.parametrize(
    ("value", "mount", "ack", "expected"),
    [
        (None, "", 0, []),
        ({"mount": "m", "log": "x"}, "m", 0, []),
        ({"mount": "m", "log": [[1, "zone", "A"], [2, "zone", "B"]]}, "m", 1, [(2, "zone", "B")]),
        ({"mount": "new", "log": [[1, "zone", "A"]]}, "old", 7, [(1, "zone", "A")]),
        ({"mount": "m", "log": [[1], "junk", [2, "zone", "B"]]}, "m", 0, [(2, "zone", "B")]),
    ],
)
def test_only_unseen_clicks_of_the_standing_map_count(
    value: dict[str, object] | None, mount: str, ack: int, expected: list[tuple[int, str, str]]
) -> None:
    assert unseen(value, mount, ack) == expected

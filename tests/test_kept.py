"""What the server keeps for all readers: made once, whoever asks, and let go of in order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from data.kept import kept

WAIT_S = 20


def test_those_who_ask_at_once_get_what_is_made_once() -> None:
    made, together = list[str](), Barrier(4)

    @kept(1)
    def table(name: str) -> list[str]:
        made.append(name)
        return [name]

    def ask(_: int) -> list[str]:
        together.wait(WAIT_S)
        return table("a")

    with ThreadPoolExecutor(4) as readers:
        got = list(readers.map(ask, range(4)))
    assert made == ["a"]
    assert all(one is got[0] for one in got)


def test_who_asks_for_something_else_does_not_wait() -> None:
    go = Event()

    @kept(2)
    def table(name: str) -> str:
        assert name != "slow" or go.wait(WAIT_S)
        return name

    with ThreadPoolExecutor(1) as readers:
        slow = readers.submit(table, "slow")
        assert table("quick") == "quick"
        go.set()
        assert slow.result(WAIT_S) == "slow"


def test_the_one_not_asked_for_longest_goes_first_and_is_told() -> None:
    made, gone = list[str](), list[str]()

    @kept(2, release=gone.append)
    def table(name: str) -> str:
        made.append(name)
        return name

    for name in ("a", "b", "a", "c", "a", "b"):
        table(name)
    assert made == ["a", "b", "c", "b"]
    assert gone == ["b", "c"]
    table.clear()
    assert gone == ["b", "c", "a", "b"]


def test_what_failed_is_made_again() -> None:
    fails = [True, False]

    @kept(1)
    def table(name: str) -> str:
        if fails.pop(0):
            raise OSError(name)
        return name

    with pytest.raises(OSError, match="a"):
        table("a")
    assert table("a") == "a"


def test_key_may_be_another_than_the_arguments() -> None:
    @kept(2, key=lambda one, *_: len(one))
    def first(one: list[str], place: int) -> str:
        return one[place]

    assert first(["a", "b"], 0) == "a"
    assert first(["c", "d"], 1) == "a"

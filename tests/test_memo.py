"""What a catalog remembers: once, within bounds, shared by threads, and not after its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from weakref import ref

import pytest

from data.memo import Owner, remembered

asked: list[tuple[object, ...]] = []


@dataclass(frozen=True, eq=False)
class Box(Owner):
    name: str = ""


@remembered(2)
def told(box: Box, number: int, *, suffix: str = "") -> list[str]:
    asked.append((box.name, number, suffix))
    if number < 0:
        raise ValueError(number)
    return [f"{box.name}{number}{suffix}"]


@remembered(2)
def other(box: Box, number: int) -> list[str]:
    return [*told(box, number), "other"]


@remembered(2)
def leads_back(box: Box) -> Box:
    return box


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    asked.clear()


@contextmanager
def without_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def test_the_same_is_worked_out_once() -> None:
    box = Box("a")
    assert told(box, 1) is told(box, 1)
    assert told(box, 1, suffix="x") == ["a1x"]
    assert asked == [("a", 1, ""), ("a", 1, "x")]


def test_another_owner_and_another_function_remember_for_themselves() -> None:
    first, second = Box("a"), Box("b")
    assert (told(first, 1), told(second, 1), other(first, 1)) == (["a1"], ["b1"], ["a1", "other"])
    assert len(asked) == 2


def test_a_copy_remembers_nothing() -> None:
    box = Box("a")
    told(box, 1)
    assert told(replace(box, name="b"), 1) == ["b1"]


def test_what_was_not_asked_for_longest_is_let_go() -> None:
    box = Box("a")
    for number in (1, 2, 1, 3):
        told(box, number)
    asked.clear()
    for number in (1, 3, 2):
        told(box, number)
    assert asked == [("a", 2, "")]


def test_a_failure_is_not_remembered() -> None:
    box = Box("a")
    for _ in range(2):
        with pytest.raises(ValueError, match="-1"):
            told(box, -1)
    assert len(asked) == 2


def test_what_is_remembered_ends_with_its_owner_at_once() -> None:
    box = Box("a")
    told(box, 1)
    other(box, 1)
    gone = ref(box)
    with without_collector():
        del box
        assert gone() is None


def test_what_leads_back_to_its_owner_ends_when_the_memo_is_cleared() -> None:
    box = Box("a")
    leads_back(box)
    gone = ref(box)
    with without_collector():
        box.memo.clear()
        del box
        assert gone() is None


def test_threads_share_what_is_remembered() -> None:
    box = Box("a")
    told(box, 1)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: told(box, 1), range(200)))
    assert all(one is found[0] for one in found)
    assert len(asked) == 1


def test_the_function_keeps_its_name() -> None:
    assert told.__name__ == "told"

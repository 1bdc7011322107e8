"""What differs between two states, and what comes of it when two have changed one."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.differences import (
    LISTED,
    Count,
    Difference,
    Differences,
    differences,
    read_differences,
)
from data.merging import Clash, Prefer, joined
from data.state_files import compared, read_tables, tables_hash, write_tables

KEYS = {"figures": ["figure_id"], "project_statuses": ["project_id", "date"]}


def figures(*rows: tuple[object, ...], columns: str = "figure_id value unit") -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split(), dtype=object)


def test_cells_rows_and_counts() -> None:
    before = {"figures": figures(("a", 600, "count"), ("b", 2.5, None), ("c", 1, "count"))}
    after = {"figures": figures(("b", 2.5, "person"), ("a", 620, "count"), ("d", 7, "count"))}
    found = differences(before, after, KEYS)
    assert found.counts == {"figures": Count(added=1, removed=1, changed=2, cells=2)}
    assert found.listed == (
        Difference("figures", "a", "value", "600", "620"),
        Difference("figures", "b", "unit", None, "person"),
        Difference("figures", "d", "", None, '{"value": "7", "unit": "count"}', "added"),
        Difference("figures", "c", "", '{"value": "1", "unit": "count"}', None, "removed"),
    )
    assert found.total == 4
    assert read_differences(found.told()) == found


def test_nothing_differs_where_only_the_writing_does() -> None:
    before = {"figures": figures(("a", 25.0, np.nan))}
    after = {"figures": figures(("a", 25, None, None), columns="figure_id value unit note")}
    assert differences(before, after, KEYS) == Differences()


def test_a_key_of_two_columns() -> None:
    one = pd.DataFrame({"project_id": ["L01"], "date": ["2024"], "status": ["planned"]})
    two = one.assign(status="operating")
    found = differences({"project_statuses": one}, {"project_statuses": two}, KEYS)
    assert [(one.key, one.before, one.after) for one in found.listed] == [
        ("L01, 2024", "planned", "operating")
    ]


def test_a_table_that_goes_takes_its_rows_along() -> None:
    found = differences({"figures": figures(("a", 1, None))}, {}, KEYS)
    assert found.counts == {"figures": Count(removed=1)}


def test_a_large_register_is_counted_and_listed_in_part() -> None:
    count = 100_000
    register = pd.DataFrame(
        {
            "figure_id": [f"T{n:06}" for n in range(count)],
            **{f"column_{n}": [f"{n}"] * count for n in range(11)},
        }
    )
    moved = register.assign(column_3="elsewhere").iloc[:-10]
    began = time.monotonic()
    found = differences({"figures": register}, {"figures": moved}, KEYS)
    assert time.monotonic() - began < 10
    assert found.counts == {"figures": Count(0, 10, count - 10, count - 10)}
    assert len(found.listed) == LISTED


def test_what_is_illustrative_is_counted_apart_and_listed_last() -> None:
    columns = "figure_id value evidence"
    before = {
        "figures": figures(("a", 1, "illustrative"), ("b", 1, "illustrative"), columns=columns)
    }
    after = {
        "figures": figures(
            ("a", 2, "illustrative"),
            ("b", 1, "official"),
            ("c", 3, "illustrative"),
            ("d", 4, "official"),
            columns=columns,
        )
    }
    found = differences(before, after, KEYS)
    assert found.counts == {"figures": Count(added=2, changed=2, cells=2, assumed=2)}
    assert [one.key for one in found.listed] == ["b", "d", "a", "c"]
    assert read_differences(found.told()) == found
    assert read_differences({"counts": {"figures": [1, 2, 3, 4]}}).counts == {
        "figures": Count(1, 2, 3, 4)
    }


@pytest.mark.parametrize(
    "told",
    [None, [], {"counts": 1}, {"listed": {}}],
)
def test_what_is_no_difference_reads_as_none(told: object) -> None:
    assert read_differences(told).total == 0


def state(folder: Path, name: str, **tables: pd.DataFrame) -> Path:
    place = folder / name
    place.mkdir()
    write_tables(place, tables)
    return place


def places(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["project_id", "zone", "lon"], dtype=object)


def shapes(east: float) -> pd.DataFrame:
    ring = f"[[[105, 29], [{east}, 29], [{east}, 30], [105, 29]]]"
    shape = f'{{"type": "Polygon", "coordinates": {ring}}}'
    return pd.DataFrame({"feature_id": ["A"], "name_en": ["Zone A"], "geometry": [shape]})


def test_states_are_compared_by_their_files(tmp_path: Path) -> None:
    one = state(tmp_path, "one", project_places=places(("L01", "A", 105.5), ("L02", "B", None)))
    two = state(tmp_path, "two", project_places=places(("L01", "C", 105.5), ("L02", "B", None)))
    [cell] = compared(one, two).listed
    assert (cell.table, cell.key, cell.column) == ("project_places", "L01", "zone")
    assert (cell.before, cell.after) == ("A", "C")
    assert tables_hash(one) != tables_hash(two)
    assert compared(one, None).counts == {"project_places": Count(removed=2)}
    (one / "pack.json").write_text("{}", encoding="utf-8")
    assert compared(one, one).counts == {}


def test_a_shape_that_moved_is_told_in_few_words(tmp_path: Path) -> None:
    one = state(tmp_path, "one", zone_outlines=shapes(105.5))
    two = state(tmp_path, "two", zone_outlines=shapes(105.6))
    [cell] = compared(one, two).listed
    assert cell.column == "geometry"
    assert cell.before != cell.after
    assert (cell.before or "").startswith("Polygon (4) #")
    # Written and read back, a shape is the same.
    again = state(tmp_path, "again", **read_tables(one))
    assert compared(one, again) == Differences()


def test_a_file_made_by_hand_that_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    one = state(tmp_path, "one", project_places=places(("L01", "A", 105.5)))
    (one / "zone_outlines.geojson").write_text("{", encoding="utf-8")
    (one / "sources.csv").write_bytes(b'source_id,title\n"a')
    assert compared(None, one).counts["project_places"] == Count(added=1)


BASE = {"figures": figures(("a", 1, "x"), ("b", 2, "x"), ("c", 3, "x"))}


def test_changes_of_both_are_joined() -> None:
    mine = {"figures": figures(("a", 9, "x"), ("b", 2, "x"), ("c", 3, "x"), ("d", 4, "x"))}
    theirs = {"figures": figures(("a", 1, "y"), ("c", 3, "x"), ("e", 5, "x"))}
    both = joined(BASE, mine, theirs, KEYS)
    assert both.clashes == ()
    assert both.tables["figures"].to_numpy().tolist() == [
        ["a", 9, "y"],
        ["c", 3, "x"],
        ["e", 5, "x"],
        ["d", 4, "x"],
    ]


@pytest.mark.parametrize(("prefer", "value", "is_there"), [("mine", 8, True), ("theirs", 9, False)])
def test_clashes_are_named_and_one_word_stands(
    prefer: Prefer,
    value: int,
    is_there: bool,  # noqa: FBT001
) -> None:
    mine = {"figures": figures(("a", 8, "x"), ("b", 7, "x"), ("c", 3, "x"))}
    theirs = {"figures": figures(("a", 9, "x"), ("c", 3, "x"))}
    both = joined(BASE, mine, theirs, KEYS, prefer)
    assert both.clashes == (
        Clash("figures", "a", "value", "8", "9"),
        Clash("figures", "b", "", "…", None),
    )
    rows = both.tables["figures"].set_index("figure_id")
    assert rows.loc["a", "value"] == value
    assert ("b" in rows.index) == is_there


def test_the_same_change_of_both_is_no_clash() -> None:
    same = {"figures": figures(("a", 8, "x"), ("b", 2, "x"), ("c", 3, "x"))}
    assert joined(BASE, same, same, KEYS).clashes == ()


def test_an_empty_table_is_not_the_same_as_none() -> None:
    none = {"figures": figures()}
    assert "figures" in joined({}, none, {}, KEYS).tables
    assert "figures" not in joined(BASE, {}, BASE, KEYS).tables
    assert "figures" not in joined(BASE, BASE, {}, KEYS).tables

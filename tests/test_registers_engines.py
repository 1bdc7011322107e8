"""Every engine gives the same whole numbers, and those that pandas counts in the same rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import h3
import numpy as np
import pandas as pd
import pytest
import shapely

from data.drawn_area import area_shape
from data.periods import parse_period
from data.registers.addresses import read_address
from data.registers.axes import Axes, shape_of
from data.registers.duck import BUILD, CUBE, DuckDB
from data.registers.ibis_engine import connected
from data.registers.loading import load
from data.registers.questions import Bounds, Engine, Where
from data.registers.renamed import Renamed
from data.registers.sorting import sorted_register
from data.selection import STATUSES, Selection
from data.tenants import Tenants, shown_codes
from tests.postgres import new_database
from tests.shipped import AXES, LATEST

PARK: Bounds = (105.90, 29.32, 105.96, 29.38)
CIRCLE = area_shape("c:29.3500,105.9300,1500")
# A vertex of it is the place of an enterprise; an edge of it runs through another one.
CORNERED = shapely.Polygon([(105.92, 29.34), (105.95, 29.34), (105.95, 29.37)])
DATE_LINE = shapely.box(179.9, -17.1, 180, -16.9)
COLUMNS = ["zone", "sector", "status", "since_year", "lon", "lat"]
ODD = [
    ("A", "data", "operating", 2019, 105.92, 29.34),  # on the corner
    ("A", "data", "operating", 2019, 105.935, 29.34),  # on the edge
    ("A", "data", "operating", 2019, 105.935, 29.34),  # another one at the same place
    ("B", None, None, None, 105.90, 29.32),  # on the corner of the window
    ("B", "software", None, 1987, 105.96, 29.38),  # came before the park's first year
    ("B", "software", "planned", 2099, 105.95, 29.345),  # will come after its last
    ("C", "content", "planned", 2020, None, None),  # without a place
    ("C", None, None, None, None, None),
    ("F", "data", "operating", 2021, 180.0, -17.0),  # the date line, from both sides
    ("F", "data", "operating", 2021, -180.0, -17.0),
    ("F", "data", "operating", 2021, 179.99999, -17.0),
    ("F", "data", "operating", 2021, 0.0, 90.0),  # a pole
]


def rows(count: int) -> pd.DataFrame:
    """Return odd rows, and others around a middle, some of them in one place."""
    rng = np.random.default_rng(5)
    made = pd.DataFrame(
        {
            "zone": rng.choice(AXES["zone"], count),
            "sector": rng.choice(np.array([*AXES["sector"][:-1], None], dtype=object), count),
            "status": rng.choice(np.array([*STATUSES, None], dtype=object), count),
            "since_year": rng.integers(2005, 2026, count),
            "lon": np.round(105.93 + rng.normal(0, 0.03, count), 4),
            "lat": np.round(29.35 + rng.normal(0, 0.02, count), 4),
        }
    )
    odd = pd.DataFrame(ODD, columns=COLUMNS)
    whole = pd.concat([odd, made.astype(odd.dtypes.to_dict())], ignore_index=True)
    whole["evidence"] = np.where(whole.index % 7 == 0, "illustrative", "official")
    whole["tenant_id"] = [f"T{n:07d}" for n in range(len(whole))]
    return whole


ROWS = rows(20_000)
Make = Callable[[pd.DataFrame, Axes, Path], Engine]


def in_memory(frame: pd.DataFrame, axes: Axes, folder: Path) -> Engine:
    del folder
    return Tenants.from_frame(frame, axes).engine


def duckdb(frame: pd.DataFrame, axes: Axes, folder: Path) -> Engine:
    frame.to_parquet(folder / "tenants.parquet", index=False)
    return sorted_register(folder / "tenants.parquet", axes)


def build(frame: pd.DataFrame, axes: Axes, folder: Path) -> Engine:
    return DuckDB.of_build(write_build(frame, folder).parent, axes)


def build_with_cube(frame: pd.DataFrame, axes: Axes, folder: Path) -> Engine:
    made = pd.read_parquet(write_build(frame, folder))
    cube = made.groupby(["cell", *axes], dropna=False).size().rename("n").reset_index()
    cube.to_parquet(folder / CUBE, index=False)
    return DuckDB.of_build(folder, axes)


def write_build(frame: pd.DataFrame, folder: Path) -> Path:
    """Write what a nightly build leaves: cells of the library, rows in their order."""
    cell = [
        0 if np.isnan(lat) else h3.str_to_int(h3.latlng_to_cell(lat, lon, 11))
        for lat, lon in zip(frame["lat"], frame["lon"], strict=True)
    ]
    made = frame.assign(row=np.arange(len(frame)), cell=cell).sort_values(["cell", "row"])
    made["since_year"] = made["since_year"].astype("Int64")
    folder.mkdir(parents=True, exist_ok=True)
    made.to_parquet(folder / BUILD, index=False)
    return folder / BUILD


# What else answers is tested by adding it here, or in tests/cluster/test_engines.py.
ENGINES: dict[str, Make] = {
    "in memory": in_memory,
    "DuckDB": duckdb,
    "a build": build,
    "a build with its cube": build_with_cube,
}


def postgresql(frame: pd.DataFrame, axes: Axes, folder: Path, database: str) -> Engine:
    frame.to_parquet(folder / "tenants.parquet", index=False)
    place = register_table(database)
    assert load(folder / "tenants.parquet", read_address(place)) == len(frame)
    return connected(place, axes)


def register_table(database: str) -> str:
    """Return the address of a table in a database of `tests.postgres`."""
    return database.replace("?", "/tenants?")


@pytest.fixture(scope="module", params=[*ENGINES, "PostgreSQL"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("register")
    if request.param == "PostgreSQL":
        server = request.getfixturevalue("postgres")
        return postgresql(ROWS, AXES, folder, new_database(server))
    return ENGINES[request.param](ROWS, AXES, folder)


def by_hand(frame: pd.DataFrame) -> dict[Hashable, int]:
    """Return the counts of some rows by all dimensions, as pandas has them."""
    years = frame["since_year"]
    first, last = int(AXES["since_year"][1]), int(AXES["since_year"][-2])
    said = years.clip(lower=first).astype("Int64").astype("string").astype(object)
    named = frame.assign(
        sector=frame["sector"].fillna("unattributed"),
        status=frame["status"].fillna("none"),
        since_year=said.mask(years > last, "later").mask(years.isna(), "undated"),
    )
    return named.value_counts(list(AXES)).to_dict()


def told(cube: np.ndarray) -> dict[Hashable, int]:
    """Return a cube in the same way."""
    names = [np.array(categories) for categories in AXES.values()]
    return {
        tuple(name[at] for name, at in zip(names, place, strict=True)): int(cube[tuple(place)])
        for place in np.argwhere(cube)
    }


def held(frame: pd.DataFrame, shape: shapely.Geometry) -> pd.Series:
    points = shapely.points(frame["lon"].fillna(999), frame["lat"].fillna(999))
    return pd.Series(shapely.covers(shape, points), frame.index)


def in_bounds(frame: pd.DataFrame, bounds: Bounds) -> pd.Series:
    west, south, east, north = bounds
    return frame["lon"].between(west, east) & frame["lat"].between(south, north)


def test_counts_are_those_of_pandas(engine: Engine) -> None:
    found = engine.counts()
    assert told(found.every) == by_hand(ROWS)
    assert told(found.without_place) == by_hand(ROWS[ROWS["lon"].isna()])


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(zones=("A", "C"), as_of="2020"),
        Selection(sectors=("data",), statuses=("planned", "operating"), evidence="published"),
        Selection(as_of="2019-11"),
    ],
)
def test_a_selection_counts_what_pandas_filters(engine: Engine, selection: Selection) -> None:
    as_of = parse_period(selection.as_of) if selection.as_of else LATEST
    shown = shown_codes(selection, AXES, as_of, has_status=True, illustrative=True)
    kept = ROWS
    for column, chosen in (
        ("zone", selection.zones),
        ("sector", selection.sectors),
        ("status", selection.statuses),
    ):
        kept = kept[kept[column].isin(chosen)] if chosen else kept
    if selection.evidence == "published":
        kept = kept[kept["evidence"] != "illustrative"]
    if selection.as_of:  # whole years only: by November 2019, those of 2018
        year = {"2020": 2020, "2019-11": 2018}[selection.as_of]
        came = kept["since_year"].fillna(0)
        kept = kept[came.clip(lower=int(AXES["since_year"][1])).where(came > 0, 0) <= year]
    assert int(engine.counts().every[shown].sum()) == len(kept)
    codes = np.flatnonzero(shown)
    found = engine.sample(Where(codes=codes), len(ROWS))
    assert found.row.tolist() == kept.index.tolist()


@pytest.mark.parametrize("resolution", [7, 10, 11])
def test_cells_are_those_of_the_library(engine: Engine, resolution: int) -> None:
    placed = ROWS[ROWS["lon"].notna()]
    fine = [h3.latlng_to_cell(*one, 11) for one in zip(placed["lat"], placed["lon"], strict=True)]
    wanted = pd.Series([h3.cell_to_parent(one, resolution) for one in fine]).value_counts()
    found = engine.cells(resolution)
    each = pd.Series(found.count).groupby([h3.int_to_str(int(one)) for one in found.cell]).sum()
    assert each.to_dict() == wanted.to_dict()
    assert len(np.unique(np.column_stack([found.cell, found.code]), axis=0)) == len(found.cell)
    order = np.lexsort((found.code, found.cell))
    assert (order == np.arange(len(order))).all()


def test_cells_of_a_window_hold_what_lies_in_it(engine: Engine) -> None:
    found = engine.cells(11, Where(bounds=PARK, shapes=(CIRCLE,)))
    wanted = ROWS[in_bounds(ROWS, PARK) & held(ROWS, CIRCLE)]
    assert int(found.count.sum()) == len(wanted)
    cells = [h3.latlng_to_cell(*one, 11) for one in zip(wanted["lat"], wanted["lon"], strict=True)]
    assert {h3.int_to_str(int(one)) for one in found.cell} == set(cells)


@pytest.mark.parametrize("shapes", [(), (CIRCLE,)], ids=["whole", "in a circle"])
def test_some_cells_hold_what_counts_for_them(
    engine: Engine, shapes: tuple[shapely.Geometry, ...]
) -> None:
    """Those around the date line and a pole, too; and a sample of them."""
    placed = ROWS[ROWS["lon"].notna()]
    fine = [h3.latlng_to_cell(*one, 11) for one in zip(placed["lat"], placed["lon"], strict=True)]
    coarse = pd.Series([h3.str_to_int(h3.cell_to_parent(one, 10)) for one in fine], placed.index)
    chosen = np.unique([*coarse.unique()[::40], *coarse[placed.index < len(ODD)]])
    kept = placed[coarse.isin(chosen)]
    for shape in shapes:
        kept = kept[held(kept, shape)]
    where = Where(cells=chosen.astype(np.uint64), shapes=shapes)
    found = engine.cells(11, where)
    wanted = pd.Series([h3.str_to_int(one) for one in fine], placed.index)[kept.index]
    each = pd.Series(found.count).groupby(found.cell.astype(np.int64)).sum()
    assert each.to_dict() == wanted.value_counts().to_dict()
    some = engine.sample(where, 50)
    turns = {row: row * 2654435761 % 2**32 for row in kept.index}
    assert some.row.tolist() == sorted(sorted(turns, key=turns.__getitem__)[:50])
    assert told(some.of) == by_hand(kept)
    nobody = Where(cells=np.array([], np.uint64))
    assert (len(engine.cells(11, nobody).cell), len(engine.sample(nobody, 9).row)) == (0, 0)


@pytest.mark.parametrize(
    "shapes",
    [
        (CIRCLE,),
        (CORNERED,),
        (CIRCLE, CORNERED),
        (shapely.union(CORNERED, shapely.box(105.86, 29.30, 105.88, 29.33)),),
        (DATE_LINE,),
        (shapely.box(-180, -90, 180, 90),),
        (shapely.box(10, 10, 11, 11),),
        (shapely.Polygon(), CIRCLE),
    ],
    ids=["circle", "corner", "both", "two parts", "date line", "world", "away", "empty"],
)
def test_inside_are_those_that_shapely_has(
    engine: Engine, shapes: tuple[shapely.Geometry, ...]
) -> None:
    kept = ROWS
    for shape in shapes:
        kept = kept[held(kept, shape)]
    assert told(engine.inside(*shapes)) == by_hand(kept)


def test_the_rim_and_the_date_line_by_hand(engine: Engine) -> None:
    odd = slice(0, len(ODD))
    near = {
        n for n in engine.sample(Where(shapes=(CORNERED,)), 99_999).row.tolist() if n < odd.stop
    }
    assert near == {0, 1, 2, 5}
    west = engine.sample(Where(bounds=(-180, -90, -179, 90)), 10)
    east = engine.sample(Where(bounds=(179, -90, 180, 90)), 10)
    assert (west.row.tolist(), east.row.tolist()) == ([9], [8, 10])
    assert int(engine.inside(DATE_LINE).sum()) == 2


def test_a_sample_is_of_the_least_turns_and_says_of_how_many(engine: Engine) -> None:
    where = Where(bounds=PARK)
    wanted = ROWS[in_bounds(ROWS, PARK)]
    found = engine.sample(where, 500)
    turns = {row: row * 2654435761 % 2**32 for row in wanted.index}
    assert found.row.tolist() == sorted(sorted(turns, key=turns.__getitem__)[:500])
    assert told(found.of) == by_hand(wanted)
    taken = ROWS.loc[found.row]
    assert found.lon.tolist() == taken["lon"].tolist()
    assert found.lat.tolist() == taken["lat"].tolist()
    spread = taken["zone"].value_counts() / wanted["zone"].value_counts()
    assert (np.abs(spread - 500 / len(wanted)) < 0.01).all()  # of each zone the same part
    whole = engine.sample(where, len(wanted))
    assert (len(whole.row), int(whole.of.sum())) == (len(wanted), len(wanted))
    assert set(found.row) < set(whole.row)


def test_a_sample_of_those_whose_turn_comes_late_is_found(tmp_path: Path) -> None:
    """The first turns are looked at first; in the east of this register nobody has one."""
    made = ROWS.iloc[len(ODD) :].head(4_000).reset_index(drop=True)
    late = np.array([row * 2654435761 % 2**32 >= 2**31 for row in made.index])
    made["lon"] = np.where(late, 105.95, 105.92)
    engine = duckdb(made, AXES, tmp_path)
    found = engine.sample(Where(bounds=(105.94, 29, 105.96, 30)), 50)
    rows = sorted(made.index[late], key=lambda row: row * 2654435761 % 2**32)
    assert found.row.tolist() == sorted(rows[:50])
    assert int(found.of.sum()) == late.sum()


def test_those_without_a_place_are_in_no_window(engine: Engine) -> None:
    everyone = engine.sample(Where(), len(ROWS))
    unplaced = everyone.row[np.isnan(everyone.lon)].tolist()
    assert len(unplaced) == 2
    for window in (Where(bounds=PARK), Where(shapes=(CIRCLE,)), Where(shapes=(CIRCLE, CORNERED))):
        inside = engine.sample(window, len(ROWS))
        beside = engine.sample(replace(window, unplaced=True), len(ROWS))
        assert beside.row.tolist() == sorted([*inside.row.tolist(), *unplaced])
        assert int(beside.of.sum()) == len(beside.row)
    assert everyone.row.tolist() == list(range(len(ROWS)))


def test_one_is_found_by_its_row(engine: Engine) -> None:
    [code] = engine.sample(Where(row=15_000), 9).code
    for where, rows in {
        Where(row=15_000, codes=np.array([code])): [15_000],
        Where(row=15_000, codes=np.array([code + 1])): [],
        Where(row=len(ROWS)): [],
    }.items():
        assert engine.sample(where, 9).row.tolist() == rows


def test_other_zones_are_counted_with_what_they_became(engine: Engine) -> None:
    axes = {**AXES, "zone": AXES["zone"][1:]}
    zone = np.arange(np.prod(shape_of(AXES))) // np.prod(shape_of(AXES)[1:])
    rest = np.arange(np.prod(shape_of(AXES))) % np.prod(shape_of(AXES)[1:])
    code = np.maximum(zone - 1, 0) * np.prod(shape_of(axes)[1:]) + rest  # A became B
    moved = Renamed(engine, axes, code.astype(np.int32))
    zones = ROWS["zone"].replace("A", "B").value_counts()
    assert moved.counts().every.sum(axis=(1, 2, 3, 4)).tolist() == [
        zones[one] for one in axes["zone"]
    ]
    near = ROWS[held(ROWS, CIRCLE)]["zone"].replace("A", "B").value_counts()
    assert moved.inside(CIRCLE).sum(axis=(1, 2, 3, 4)).tolist() == [
        near[one] for one in axes["zone"]
    ]
    in_b = np.flatnonzero(np.arange(np.prod(shape_of(axes))) < np.prod(shape_of(axes)[1:]))
    assert int(moved.sample(Where(codes=in_b), 1).of.sum()) == zones["B"]
    assert int(moved.cells(9).count.sum()) == ROWS["lon"].notna().sum()


def test_many_may_ask_at_once(engine: Engine) -> None:
    """Sixty readers ask different things; each gets what is true of its own."""
    asked: list[Bounds] = [(105.9, 29.3, 105.9 + n / 1000, 29.4) for n in range(60)]
    with ThreadPoolExecutor(60) as readers:
        found = readers.map(lambda one: int(engine.inside(shapely.box(*one)).sum()), asked)
        assert list(found) == [int(in_bounds(ROWS, one).sum()) for one in asked]


def test_duckdb_reads_its_own_file_and_asks_no_host(tmp_path: Path) -> None:
    made = duckdb(ROWS.head(50), AXES, tmp_path)
    home = made._home  # type: ignore[attr-defined]
    for asked in (
        f"from read_parquet('{tmp_path / 'tenants.parquet'}')",
        "from 'https://example.org/x.parquet'",
        "install spatial",
        "load httpfs",
        "copy (select 1) to 'x.csv'",
        "set enable_external_access = true",
    ):
        with pytest.raises(Exception, match=r"(?i)disabled|locked|permission|cannot"):
            home.cursor().execute(asked)

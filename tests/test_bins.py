"""Points and H3 cells of a window; the cells are checked against the h3 library itself."""

from __future__ import annotations

import h3.api.numpy_int as h3
import numpy as np
import pandas as pd
import pytest

from data.catalog import Catalog
from data.registers.axes import shape_of
from data.registers.cells import parents
from data.registers.questions import CELL_RESOLUTION
from data.registers.rows import Rows
from data.selection import Selection
from data.tenants import Tenants, shown_codes
from geo.bins import (
    COARSEST,
    DEGREE_STEP,
    MAX_POINTS,
    Window,
    level,
    resolution_at,
    shapes_in,
    values,
)
from tests.shipped import AXES, LATEST

PARK = Window(29.3217, 105.86, 29.4022, 106.03, 13)
ALL = np.full(shape_of(AXES), fill_value=True)


def crowd(count: int, zone: str = "A") -> Tenants:
    """Return a register of many enterprises within 2 km of the district seat."""
    rng = np.random.default_rng(7)
    return Tenants.from_frame(
        pd.DataFrame(
            {
                "zone": zone,
                "sector": np.where(np.arange(count) % 4 == 0, "data", "software"),
                "lon": 105.927 + rng.uniform(-0.02, 0.02, count),
                "lat": 29.356 + rng.uniform(-0.02, 0.02, count),
                "evidence": "reported",
            }
        ),
        AXES,
    )


def rows_of(tenants: Tenants) -> Rows:
    assert isinstance(tenants.engine, Rows)
    return tenants.engine


@pytest.mark.parametrize("resolution", range(COARSEST, CELL_RESOLUTION + 1))
def test_parents_are_those_of_the_library(resolution: int) -> None:
    cell = rows_of(crowd(50)).cell
    expected = [h3.cell_to_parent(one, resolution) for one in cell]
    assert parents(cell, resolution).tolist() == expected


@pytest.mark.parametrize(
    ("zoom", "expected"),
    # H3 edges (m): 7 1406, 8 531, 9 201, 10 75.9, 11 28.7; pixels at 29.36° (m): zoom 11 66.6,
    # 12 33.3, 13 16.7, 15 4.16, 17 1.04. The finest with an edge of ten pixels at least.
    [(11, 7), (12, 8), (13, 9), (15, 10), (17, 11), (0, COARSEST), (22, CELL_RESOLUTION)],
)
def test_resolution_follows_the_zoom(zoom: int, expected: int) -> None:
    assert resolution_at(zoom, 29.36) == expected


def test_few_are_points_and_stand_for_one_each() -> None:
    tenants = crowd(MAX_POINTS)
    shown = shapes_in(tenants, PARK)
    assert shown.kind == "points"
    assert len(shown.shapes) == MAX_POINTS
    assert set(values(shown, ALL)) == {1}
    where, rows = np.array(shown.shapes) * DEGREE_STEP, rows_of(tenants)
    assert np.abs(where[:, 0] - rows.lat[shown.row]).max() <= DEGREE_STEP
    assert np.abs(where[:, 1] - rows.lon[shown.row]).max() <= DEGREE_STEP


def test_many_are_cells_and_none_is_dropped() -> None:
    tenants = crowd(MAX_POINTS + 1)
    shown = shapes_in(tenants, PARK)
    assert shown.kind == "cells"
    assert len(shown.shapes) < 200
    assert values(shown, ALL).sum() == MAX_POINTS + 1
    data = shown_codes(
        Selection(sectors=("data",)), AXES, LATEST, has_status=False, illustrative=True
    )
    assert values(shown, data).sum() == 751  # every fourth of 3001, the first included


@pytest.mark.parametrize("zoom", [15, 16])  # of cells of `LEVEL`, and of finer ones
def test_a_window_has_the_cells_whose_centre_it_holds_each_as_a_whole(zoom: int) -> None:
    tenants = crowd(60_000)
    shown = shapes_in(tenants, Window(29.352, 105.92, 29.360, 105.935, zoom))
    assert shown.kind == "cells"
    cell = parents(rows_of(tenants).cell, resolution_at(zoom, 29.356))
    every = pd.Series(cell).value_counts()
    centres = [h3.cell_to_latlng(int(one)) for one in every.index]
    inside = [29.352 <= lat <= 29.360 and 105.92 <= lon <= 105.935 for lat, lon in centres]
    wanted = every[inside].sort_index()
    assert values(shown, ALL).tolist() == wanted.tolist()
    assert int(shown.of.sum()) == wanted.sum()
    corners = [np.array(h3.cell_to_boundary(int(one)))[0] for one in wanted.index]
    drawn = [np.array(one[:2]) * DEGREE_STEP for one in shown.shapes]
    np.testing.assert_allclose(drawn, corners, atol=DEGREE_STEP)


def test_those_without_a_place_are_counted_and_not_drawn() -> None:
    placed = rows_of(crowd(4))
    frame = pd.DataFrame({"zone": "A", "sector": "data", "evidence": "reported"}, index=range(7))
    frame["lon"] = [*placed.lon, None, None, None]
    frame["lat"] = [*placed.lat, None, None, None]
    tenants = Tenants.from_frame(frame, AXES)
    assert (tenants.cube.sum(), tenants.cube_without_place.sum()) == (7, 3)
    rows = rows_of(tenants)
    assert np.flatnonzero(rows.cell == 0).tolist() == [4, 5, 6]
    world = Window(-90.0, -180.0, 90.0, 180.0, 3)
    assert values(shapes_in(tenants, world), ALL).sum() == 4
    assert level(tenants, 9).total.sum() == 4


def test_cell_is_drawn_where_the_library_has_it() -> None:
    tenants = crowd(MAX_POINTS + 1)
    shown = shapes_in(tenants, PARK)
    ring = np.cumsum(np.array(shown.shapes[0]).reshape(-1, 2), axis=0) * DEGREE_STEP
    cell = h3.latlng_to_cell(*ring.mean(axis=0), resolution_at(PARK.zoom, 29.36))
    assert np.abs(ring - np.array(h3.cell_to_boundary(cell))).max() <= DEGREE_STEP


def test_shapes_follow_the_datum_of_the_map() -> None:
    tenants = crowd(10)
    plain, shifted = shapes_in(tenants, PARK), shapes_in(tenants, PARK, gcj02=True)
    assert plain.key != shifted.key
    apart = (np.array(shifted.shapes) - np.array(plain.shapes)) * DEGREE_STEP
    metres = np.hypot(apart[:, 0] * 111_000, apart[:, 1] * 111_000 * np.cos(np.radians(29.36)))
    assert (np.abs(metres - 475) < 25).all()  # DESIGN.md: 475 m here


def test_outside_the_window_is_nothing() -> None:
    tenants = crowd(10)
    shown = shapes_in(tenants, Window(30.0, 107.0, 30.1, 107.1, 13))
    assert shown.shapes == []
    assert values(shown, ALL).tolist() == []


def test_shipped_register_is_shown_as_points(catalog: Catalog) -> None:
    shown = shapes_in(catalog.tenants, PARK)
    assert (shown.kind, len(shown.shapes)) == ("points", 330)


@pytest.mark.parametrize(
    "text", ["", "a,b,c,d,e", "1,2,3", "1,2,3,4,5,6", "nan,1,2,3,4", "inf,1,2,3,4", "<img>,1,2,3,4"]
)
def test_window_that_is_none(text: str) -> None:
    assert Window.from_text(text) is None


def test_window_of_a_gcj02_map_is_taken_back() -> None:
    window = Window.from_text("29.35,105.92,29.37,105.95,14", gcj02=True)
    assert window is not None
    assert 0.001 < 29.35 - window.south < 0.005 or 0.001 < window.south - 29.35 < 0.005
    assert window.zoom == 14

"""Scoring of zones, against arithmetic done by hand."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.sites import (
    distances_km,
    first_shares,
    normalised,
    ranks,
    sampled_weights,
    totals,
    variations,
)


def test_distance_is_geodesic_from_the_centroid() -> None:
    # A degree of longitude on the equator is 6378.137 km × π / 180 = 111.319 km.
    square = shapely.box(0.5, -0.5, 1.5, 0.5)
    zones = gpd.GeoDataFrame({"feature_id": ["A"]}, geometry=[square], crs="EPSG:4326")
    assert distances_km(zones, 0.0, 0.0) == pytest.approx([111.3195], abs=1e-3)
    with pytest.raises(ValueError, match="EPSG:4326"):
        distances_km(zones.to_crs("EPSG:3857"), 0.0, 0.0)


def test_scores_run_from_worst_to_best() -> None:
    values = np.array([[2.0, 10.0, 7.0], [4.0, 30.0, 7.0], [3.0, 20.0, 7.0]])
    scores = normalised(values, np.array([True, False, True]))
    assert scores[:, 0].tolist() == [1.0, 0.0, 0.5]  # the smallest is best
    assert scores[:, 1].tolist() == [0.0, 1.0, 0.5]  # the largest is best
    assert scores[:, 2].tolist() == [0.5, 0.5, 0.5]  # all equal


def test_total_is_the_weighted_mean() -> None:
    scores = np.array([[1.0, 0.0], [0.5, 0.5]])
    # (3·1 + 1·0) / 4 = 0.75; (3·0.5 + 1·0.5) / 4 = 0.5
    assert totals(scores, np.array([3.0, 1.0])).tolist() == [0.75, 0.5]
    both = totals(scores, np.array([[3.0, 1.0], [0.0, 2.0]]))
    assert both.tolist() == [[0.75, 0.5], [0.0, 0.5]]


@pytest.mark.parametrize("weights", [[0.0, 0.0], [-1.0, 2.0]])
def test_weights_must_weigh_something(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="weights"):
        totals(np.array([[1.0, 0.0]]), np.array(weights))


def test_equal_totals_share_a_rank() -> None:
    assert ranks(np.array([0.4, 0.9, 0.4, 0.1])).tolist() == [2, 1, 2, 4]
    # 0.1 + 0.2 and 0.3 differ in the last bit only.
    assert ranks(np.array([0.1 + 0.2, 0.3])).tolist() == [1, 1]


def test_variations_leave_out_and_double_one_at_a_time() -> None:
    assert variations(np.array([1.0, 3.0])).tolist() == [
        [1.0, 3.0],
        [0.0, 3.0],
        [1.0, 0.0],
        [2.0, 3.0],
        [1.0, 6.0],
    ]
    # Leaving out the only weight would leave none.
    assert [0.0, 0.0] not in variations(np.array([0.0, 2.0])).tolist()


def test_sample_is_the_same_each_time_and_keeps_what_is_left_out() -> None:
    weights = np.array([2.0, 0.0, 5.0])
    sample = sampled_weights(weights)
    assert sample.shape == (500, 3)
    assert (sample == sampled_weights(weights)).all()
    assert (sample[:, 1] == 0).all()
    assert sample.sum(axis=1) == pytest.approx(np.ones(500))
    # Flat: each of two weights is uniform on 0-1, of mean 1/2 (500 draws: ± 0.05).
    assert sample[:, 0].mean() == pytest.approx(0.5, abs=0.05)


def test_share_of_first_places() -> None:
    scores = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    sample = np.array([[0.9, 0.1], [0.6, 0.4], [0.7, 0.3], [0.2, 0.8]])
    assert first_shares(scores, sample).tolist() == [0.75, 0.25, 0.0]
    # A tie counts for each.
    assert first_shares(scores, np.array([[0.5, 0.5]])).tolist() == [1.0, 1.0, 0.0]


def test_flat_sample_of_two_mirrored_zones_is_even() -> None:
    scores = np.array([[1.0, 0.0], [0.0, 1.0]])
    shares = first_shares(scores, sampled_weights(np.array([1.0, 4.0])))
    assert shares.sum() == pytest.approx(1.0)
    assert shares[0] == pytest.approx(0.5, abs=0.07)

"""Scoring of zones by weighted criteria, and how much the ranking owes to the weights."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from geo.areas import WGS84

SAMPLES = 500
_SEED = 2022
_TIE = 1e-9  # totals closer than this are equal but for rounding


def distances_km(zones: gpd.GeoDataFrame, lon: float, lat: float) -> np.ndarray:
    """Return how far the centroid of each polygon lies from a place.

    Parameters
    ----------
    zones : geopandas.GeoDataFrame
        Polygons in EPSG:4326. A centroid does not depend on the scale of the axes, so at
        the size of a zone it may be taken in degrees.
    lon, lat : float
        WGS84 degrees.

    Returns
    -------
    numpy.ndarray
        Geodesic, in kilometres.

    Raises
    ------
    ValueError
        If the frame is in another coordinate system.

    Examples
    --------
    >>> zones = gpd.GeoDataFrame(geometry=[shapely.Point(105, 29).buffer(0.01)], crs="EPSG:4326")
    >>> distances_km(zones, 105, 30).round(1).tolist()
    [110.8]
    """
    if zones.crs is None or not zones.crs.equals("EPSG:4326"):
        raise ValueError(f"zones must be in EPSG:4326, not {zones.crs}")
    centres = shapely.centroid(zones.geometry.to_numpy())
    x, y = shapely.get_x(centres), shapely.get_y(centres)
    _, _, metres = WGS84.inv(x, y, np.full(len(x), lon), np.full(len(x), lat))
    return np.asarray(metres, dtype=float) / 1e3


def normalised(values: np.ndarray, smaller_is_better: np.ndarray) -> np.ndarray:
    """Return min–max scores, 1 for the best zone and 0 for the worst.

    Parameters
    ----------
    values : numpy.ndarray
        One row a zone, one column a criterion.
    smaller_is_better : numpy.ndarray of bool
        One a criterion.

    Returns
    -------
    numpy.ndarray
        0-1, same shape; 0.5 in a column whose values are all equal.

    Examples
    --------
    >>> normalised(np.array([[1.0, 5.0], [3.0, 5.0]]), np.array([True, False])).tolist()
    [[1.0, 0.5], [0.0, 0.5]]
    """
    low, high = values.min(axis=0), values.max(axis=0)
    span = high - low
    equal = span <= _TIE * np.maximum(np.abs(high), 1.0)
    scores = (values - low) / np.where(equal, 1.0, span)
    scores = np.where(smaller_is_better, 1.0 - scores, scores)
    return np.where(equal, 0.5, scores)


def totals(scores: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the weighted mean of the scores of each zone.

    Parameters
    ----------
    scores : numpy.ndarray
        Zones × criteria.
    weights : numpy.ndarray
        Criteria, or weightings × criteria; none negative, not all zero.

    Returns
    -------
    numpy.ndarray
        0-1; zones, or weightings × zones.

    Raises
    ------
    ValueError
        If all weights are zero, or one is negative.

    Examples
    --------
    >>> totals(np.array([[1.0, 0.0], [0.5, 1.0]]), np.array([3.0, 1.0])).tolist()
    [0.75, 0.625]
    """
    whole = weights.sum(axis=-1, keepdims=True)
    if (weights < 0).any() or (whole <= 0).any():
        raise ValueError("weights must not be negative, nor all zero")
    return np.asarray((weights / whole) @ scores.T)


def ranks(total: np.ndarray) -> np.ndarray:
    """Return the rank of each zone, 1 for the highest total; equal totals share a rank.

    >>> ranks(np.array([0.2, 0.9, 0.9])).tolist()
    [3, 1, 1]
    """
    above = total[..., None, :] > total[..., :, None] + _TIE
    return np.asarray(above.sum(axis=-1) + 1)


def variations(weights: np.ndarray) -> np.ndarray:
    """Return the weights as they are, then each one left out, then each one doubled.

    A variation that would leave no weight at all is skipped.

    >>> variations(np.array([1.0, 2.0])).tolist()
    [[1.0, 2.0], [0.0, 2.0], [1.0, 0.0], [2.0, 2.0], [1.0, 4.0]]
    """
    one = np.eye(len(weights), dtype=bool)
    without, doubled = np.where(one, 0.0, weights), np.where(one, 2.0 * weights, weights)
    rows = np.vstack([weights, without, doubled])
    return np.asarray(rows[rows.sum(axis=1) > 0])


def sampled_weights(weights: np.ndarray, size: int = SAMPLES, seed: int = _SEED) -> np.ndarray:
    """Return random weightings of the criteria that have a weight, all equally likely.

    Parameters
    ----------
    weights : numpy.ndarray
        Not all zero; a criterion of weight 0 stays left out.

    Returns
    -------
    numpy.ndarray
        `size` × criteria, rows that sum to 1: a flat Dirichlet sample, the same each time.

    Examples
    --------
    >>> sampled_weights(np.array([1.0, 0.0, 2.0]), size=2).sum(axis=1).round(9).tolist()
    [1.0, 1.0]
    """
    used = weights > 0
    sample = np.zeros((size, len(weights)))
    sample[:, used] = np.random.default_rng(seed).dirichlet(np.ones(int(used.sum())), size)
    return sample


def first_places(scores: np.ndarray, sample: np.ndarray) -> np.ndarray:
    """Return for each weighting which zones rank first: weightings × zones, of bool.

    >>> scores, weights = np.eye(2), np.array([[3.0, 1.0], [1.0, 3.0]])
    >>> first_places(scores, weights).tolist()
    [[True, False], [False, True]]
    """
    return np.asarray(ranks(totals(scores, sample)) == 1)


def first_shares(scores: np.ndarray, sample: np.ndarray) -> np.ndarray:
    """Return the share (0-1) of weightings in which each zone ranks first.

    >>> scores, weights = np.eye(2), np.array([[3.0, 1.0], [1.0, 3.0]])
    >>> first_shares(scores, weights).tolist()
    [0.5, 0.5]
    """
    return np.asarray(first_places(scores, sample).mean(axis=0))

"""How far, and how near, a map of the park may look."""

from __future__ import annotations

LATITUDE, LONGITUDE = 85.05, 180.0  # where the square of a web map ends
FARTHEST, NEAREST = 7.0, 19.0  # zoom: from the region to what any basemap of the web map shows


def clamped_view(lat: float, lon: float, zoom: float) -> tuple[float, float, float]:
    """Return the nearest view that a map may have; what is no number counts as the least.

    Parameters
    ----------
    lat, lon : float
        Middle of the map (WGS84).
    zoom : float
        Of a web map.

    Examples
    --------
    >>> clamped_view(29.362, 105.943, 13.5)
    (29.362, 105.943, 13.5)
    >>> clamped_view(89, -1e300, 33)
    (85.05, -180.0, 19.0)
    >>> clamped_view(29.362, float("nan"), float("-inf"))
    (29.362, -180.0, 7.0)
    """
    return (
        _between(-LATITUDE, lat, LATITUDE),
        _between(-LONGITUDE, lon, LONGITUDE),
        _between(FARTHEST, zoom, NEAREST),
    )


def _between(low: float, value: float, high: float) -> float:
    # In this order, since every comparison with NaN is false.
    return min(max(low, value), high)

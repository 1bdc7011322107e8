"""What a reader sees at first: the map under the layers, and which day counts as today."""

from __future__ import annotations

from datetime import date

from data.settings.setting import Setting

TIANDITU_KEY = Setting("TIANDITU_KEY", "none", "key of Tianditu: adds it to the basemaps")
BASEMAP = Setting(
    "ATLAS_BASEMAP",
    "plain",
    "map under the layers at first: plain, osm, gaode, tianditu, or own- and a file of tiles",
)
TODAY = Setting("ATLAS_TODAY", "the clock", "day that counts as today: YYYY-MM-DD")
ALL = (TIANDITU_KEY, BASEMAP, TODAY)


def tianditu_key() -> str | None:
    """Return the key of the national map service, if there is one.

    >>> setenv("TIANDITU_KEY", "secret")
    >>> tianditu_key()
    'secret'
    """
    return TIANDITU_KEY.given or None


def basemap() -> str:
    """Return the id of the basemap that a reader sees who has not chosen any.

    >>> basemap()
    'plain'
    >>> setenv("ATLAS_BASEMAP", "osm")
    >>> basemap()
    'osm'
    """
    return BASEMAP.given or BASEMAP.default


def set_today() -> date | None:
    """Return the day that is set to count as today; ``None`` for that of the clock.

    Raises
    ------
    ValueError
        If it is no day.

    Examples
    --------
    >>> setenv("ATLAS_TODAY", "2026-11-26")
    >>> set_today()
    datetime.date(2026, 11, 26)
    """
    if not TODAY.given:
        return None
    try:
        return date.fromisoformat(TODAY.given)
    except ValueError as error:
        raise TODAY.wrong("2026-11-26") from error

"""Words of a column that are to become zones, sectors or statuses."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd

from data import trade
from data.i18n import LANGS, translate
from data.status import UNASSIGNED
from geo.intake.asking import LEAVE_OUT, Desk, title
from geo.intake.cells import normal, read_or_none
from geo.intake.columns import NONE
from geo.intake.doubts import Choice
from geo.reading.layers import Layer

MOST_WORDS = 30
_READ: dict[str, Callable[[str], str | None]] = {
    "zone": trade.zone_of,
    "sector": trade.sector_of,
    "status": trade.status_of,
}
_NOTHING = {"zone": Choice(LEAVE_OUT, LEAVE_OUT)}


def ask_words(
    desk: Desk, key: str, layer: Layer, column: str | None, role: str, words: np.ndarray
) -> np.ndarray:
    """Read the words of a column, and ask about each that is not understood.

    Parameters
    ----------
    desk : Desk
    key : str
        Of the layer or of its part.
    layer : Layer
    column : str or None
        Where the words stand, for the report.
    role : {"zone", "sector", "status"}
    words : numpy.ndarray of str, shape (k,)

    Returns
    -------
    numpy.ndarray of str or None, shape (k,)
        Codes of the schema; ``None`` where a word is missing or stands for none.
    """
    places, distinct = pd.factorize(
        np.array(["" if role == "zone" and normal(one) in _no_zone() else one for one in words])
        if len(words)
        else words
    )
    codes: list[str | None] = [_code(role, word) for word in distinct]
    # What our own exports write where there is none is no word to ask about.
    known = {"", UNASSIGNED}
    unknown = [at for at, word in enumerate(distinct) if word not in known and codes[at] is None]
    if len(unknown) > MOST_WORDS:
        desk.report(layer, None, column, f"{role}_words", count=len(unknown))
        unknown = []
    nothing = _NOTHING.get(role, Choice(NONE, "no_word"))
    other = [Choice("other", "sector.other")] if role == "sector" else []
    choices = [*desk.codes(role), *other, nothing]
    counts = np.bincount(places, minlength=len(distinct))
    for at in unknown:
        chosen = desk.ask(
            f"{key}:{role}:{distinct[at]}",
            f"{role}_word",
            choices,
            nothing.value,
            layer=title(layer),
            word=distinct[at],
            count=int(counts[at]),
        )
        codes[at] = None if chosen == nothing.value else chosen
    return np.array(codes, dtype=object)[places] if codes else np.empty(0, dtype=object)


def _code(role: str, word: str) -> str | None:
    if role == "sector" and normal(word) in _other():
        return "other"
    return read_or_none(_READ[role], word) if word else None


@cache
def _no_zone() -> frozenset[str]:
    """Return the words of an unknown zone, as our exports have them and as people write them."""
    own = (normal(translate(lang, "zone.unassigned")) for lang in LANGS)
    return frozenset({"未公布", "未知", "不详", "不明", "待定", "未定", "unknown", "tbd", *own})


@cache
def _other() -> frozenset[str]:
    """Return the words for projects outside the five sectors, as the templates have them."""
    return frozenset(
        {"other", "其他", *(normal(translate(lang, "sector.other")) for lang in LANGS)}
    )

"""Making beforehand what every reader asks for: each offered date, on both evidences.

In one thread that works a third of the time, so that readers hardly notice it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Event
from typing import get_args

from components.blocks.text import spoken
from components.contents.pages import SOURCES
from components.search.entries import finder
from components.session.filters import as_of_options
from components.session.measures import measures
from components.session.request import Request
from components.session.state import catalog_in_force
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import LANGS
from data.selection import EvidenceMode, Selection

_LOOK_S = 5.0  # how often it looks whether another pack is in force
_REST = 2.0  # times as long as it worked
_log = logging.getLogger(__name__)


def keep_warm(ended: Event, settled: Callable[[], None]) -> None:
    """Warm each catalog that comes into force, until `ended`; tell when one has settled."""
    done = ""
    while not ended.wait(_LOOK_S):
        try:
            facts = catalog_in_force()
            if facts.key != done:
                measures().warm.set(0)
                warm(facts, ended)
                settled()
                measures().warm.set(1)
            done = facts.key
        except Exception:  # noqa: BLE001 -- a reader who asks finds out by himself
            _log.exception("warming")


def warm(facts: Catalog, ended: Event) -> None:
    """Make what all pages show at each date that is on offer, without filters.

    The page of sources counts all pages, so that its content is that of all.
    """
    for lang in LANGS:
        finder(facts, lang)
    for evidence in get_args(EvidenceMode):
        for date in reversed(as_of_options(facts, Selection())):
            began = time.monotonic()
            as_of = "" if date == facts.latest.text else date
            chosen = Selection(as_of=as_of, evidence=evidence)
            SOURCES.content(
                Request(facts, chosen, spoken(facts, "zh", chosen), THEMES["light"], {})
            )
            if ended.wait(_REST * (time.monotonic() - began)):
                return

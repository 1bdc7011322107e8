"""What the server counts about itself, for Prometheus (`components.door.metrics` gives it out).

Nothing is counted by reader: no name, no address, no words of a search.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from data.i18n import pick_lang, translate
from data.settings import locale

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

# Where a click is felt as slow, and where somebody gives up.
_SECONDS = (0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8)
ErrorKind = Literal["page", "file", "route"]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Measures:
    """All that is counted as it happens.

    Attributes
    ----------
    registry : CollectorRegistry
    interactions : Histogram
        Seconds from hearing a reader to sending the answer, by page.
    answers : Histogram
        Seconds of the answers of routes, by route and status.
    errors : Counter
        By kind.
    warm : Gauge
        1 once what every reader asks for is made beforehand, of the pack in force.
    """

    registry: CollectorRegistry
    interactions: Histogram
    answers: Histogram
    errors: Counter
    warm: Gauge


@cache
def measures() -> Measures:
    """Return what is counted; the first to count something makes it."""
    from prometheus_client import (  # noqa: PLC0415 -- the server does not wait for it to start
        CollectorRegistry,
        Counter,
        Gauge,
        GCCollector,
        Histogram,
        ProcessCollector,
    )

    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    GCCollector(registry=registry)
    return Measures(
        registry,
        Histogram(
            "atlas_interaction_seconds",
            said("interaction"),
            ["page"],
            buckets=_SECONDS,
            registry=registry,
        ),
        Histogram(
            "atlas_answer_seconds",
            said("answer"),
            ["route", "status"],
            buckets=_SECONDS,
            registry=registry,
        ),
        Counter("atlas_errors", said("errors"), ["kind"], registry=registry),
        Gauge("atlas_warm", said("warm"), registry=registry),
    )


def said(name: str) -> str:
    """Return what something counted means, in the language of the server."""
    return translate(pick_lang(locale()), f"measures.{name}")


def count_error(kind: ErrorKind) -> None:
    """Count something that went wrong."""
    measures().errors.labels(kind).inc()


@contextmanager
def interaction(page: str) -> Iterator[None]:
    """Count one answer to a reader, and how long it took.

    A run that Streamlit breaks off for the next one is none.
    """
    begun = perf_counter()
    try:
        yield
    except Exception:
        count_error("page")
        raise
    took = perf_counter() - begun
    measures().interactions.labels(page).observe(took)
    _log.info("interaction", extra={"page": page, "seconds": round(took, 4)})

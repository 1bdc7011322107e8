"""The definition holds: what it allows is answered, what it does not is refused, in its words."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import StopReason, events, from_schema

from components.api.mount import ROOT
from tests.api import guarded

# Where the park lies, in years of the articles.
schemathesis.openapi.format("atlas-area", st.just("c:29.36,105.93,1500"))
schemathesis.openapi.format("atlas-date", st.sampled_from(["2019", "2020-11", "2020-11-26"]))
schemathesis.openapi.format(
    "atlas-interval", st.sampled_from(["2020-11-26", "../2020-12-31", "2020-01-01/2020-12-31"])
)
_CONFIG = {
    "seed": 1,
    "generation": {"max-examples": 5, "deterministic": True, "database": "none"},
    "phases": {
        "coverage": {"generate-duplicate-query-parameters": True},
        "stateful": {"enabled": False},
    },
}


@schemathesis.hook
def filter_case(_: schemathesis.HookContext, case: schemathesis.Case[Any]) -> bool:
    """Leave out what no schema can say: a box upside down, enterprises by status."""
    query = case.query or {}
    box, of = query.get("bbox"), query.get("of", "enterprises")
    if "bbox" in query and "bbox-crs" in query:  # degrees are no place of a grid in metres
        return False
    if (
        isinstance(box, list)
        and len(box) in {4, 6}
        and all(isinstance(x, int | float) for x in box)
    ):
        half = len(box) // 2
        return bool(box[0] <= box[half] and box[1] <= box[half + 1])
    return of != "enterprises" or query.get("by") != "status"


# Each collection of features is answered by the same code: three kinds of layers stand for all.
_SOME = r"^/(|api|conformance|collections|crs.*|collections/(zones|projects|enterprises).*)$"


@pytest.mark.parametrize(("definition", "paths"), [("openapi.json", ".*"), ("ogc/api", _SOME)])
def test_all_that_is_defined_is_so(definition: str, paths: str) -> None:
    config = SchemathesisConfig.from_dict(_CONFIG)
    schema = schemathesis.openapi.from_asgi(f"{ROOT}/{definition}", guarded(), config=config)
    asked, wrong = 0, []
    for event in from_schema(schema.include(path_regex=paths)).execute():
        if isinstance(event, events.ScenarioFinished):
            asked += len(event.recorder.cases)
            wrong += [
                f"{event.recorder.label}: {check.failure_info.failure}"
                for checks in event.recorder.checks.values()
                for check in checks
                if check.failure_info
            ]
        elif isinstance(event, events.NonFatalError):
            wrong.append(f"{event.label}: {event.value!r}")
        elif isinstance(event, events.FatalError):
            raise event.exception
        elif isinstance(event, events.EngineFinished):
            assert event.stop_reason == StopReason.COMPLETED
    assert asked > 500, asked
    assert not wrong, "\n".join(wrong)

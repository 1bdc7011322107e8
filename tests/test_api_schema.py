"""The definition holds: what it allows is answered, what it does not is refused, in its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema

from components.api.mount import ROOT
from tests.api import guarded

_FEW = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
# Where the park lies, in years of the articles.
schemathesis.openapi.format("atlas-area", st.just("c:29.36,105.93,1500"))
schemathesis.openapi.format("atlas-date", st.sampled_from(["2019", "2020-11", "2020-11-26"]))
schemathesis.openapi.format(
    "atlas-interval", st.sampled_from(["2020-11-26", "../2020-12-31", "2020-01-01/2020-12-31"])
)


@pytest.fixture(scope="module")
def rows_schema() -> BaseSchema:
    return schemathesis.openapi.from_asgi(f"{ROOT}/openapi.json", guarded())


@pytest.fixture(scope="module")
def features_schema() -> BaseSchema:
    return schemathesis.openapi.from_asgi(f"{ROOT}/ogc/api", guarded())


rows = schemathesis.pytest.from_fixture("rows_schema")
features = schemathesis.pytest.from_fixture("features_schema")


@rows.parametrize()
@_FEW
def test_rows_are_as_defined(case: schemathesis.Case) -> None:
    case.call_and_validate()


@features.parametrize()
@_FEW
def test_features_are_as_defined(case: schemathesis.Case) -> None:
    case.call_and_validate()

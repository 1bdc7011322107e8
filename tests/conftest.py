"""Fixtures that every test may use."""

import pytest

from data.catalog import Catalog, load_catalog


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """Every table of the shipped packs."""
    return load_catalog()

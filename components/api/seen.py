"""Whose question it is, and which catalog answers it."""

from __future__ import annotations

from components.session.state import catalog_for
from data.catalog import Catalog
from data.people import Person


def catalog_of(person: Person) -> Catalog:
    """Return the catalog that a person sees; of drafts nothing is given out, here as in files."""
    return catalog_for(person)

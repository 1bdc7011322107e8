"""What stood by the as-of date: projects as they were, and only areas that were in print."""

from __future__ import annotations

from dataclasses import replace

from components.blocks.text import Words
from components.map.page_marks import Marks
from components.map.project_marks import project_marks
from components.session.theme import Theme
from data.catalog import Catalog
from data.coverages import coverages
from data.in_print import in_print
from data.memo import VIEWS, remembered
from data.selection import Selection


@remembered(VIEWS)
def stood_then(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Marks:
    """Return the projects by their status then, and the layers that nobody had told of yet."""
    as_of = catalog.as_of(chosen)
    told = set(in_print(catalog, catalog["coverage"], as_of)["coverage_id"])
    absent = [one.coverage_id for one in coverages(catalog) if one.coverage_id not in told]
    if in_print(catalog, catalog["zones"], as_of).empty:
        absent.append("zones")
    return replace(project_marks(catalog, chosen, words, theme), absent=absent)

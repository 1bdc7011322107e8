"""The pages that show facts of the park, and the page that counts what rests on what in them."""

from __future__ import annotations

from components.help import page as help_page
from components.session.menu import is_offered
from components.session.page import Page
from components.topics.city import page as city
from components.topics.driving import page as driving
from components.topics.enterprises import page as enterprises
from components.topics.facilities import page as facilities
from components.topics.overlay import page as overlay
from components.topics.overview import page as overview
from components.topics.projects import page as projects
from components.topics.sites import page as sites
from components.topics.sources.page import sources_page
from components.topics.talent import page as talent
from components.topics.targets import page as targets
from components.topics.timeline import page as timeline
from components.topics.twin import page as twin
from data.catalog import Catalog

_MODULES = (
    city,
    twin,
    enterprises,
    facilities,
    help_page,
    overlay,
    overview,
    projects,
    sites,
    talent,
    targets,
    driving,
    timeline,
)
# A story may show their cards and charts; the others show what a session holds, or repeat these.
FACTS: dict[str, Page] = {module.PAGE.name: module.PAGE for module in _MODULES}
SOURCES = sources_page(tuple(FACTS.values()))


def facts_of(catalog: Catalog) -> dict[str, Page]:
    """Return the pages that show facts of a park, of those that it has a use for."""
    return {name: page for name, page in FACTS.items() if is_offered(catalog, name)}

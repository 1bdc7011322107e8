"""What a page is asked to show, and what answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from components.blocks.base import Content
from components.blocks.text import Words
from components.session.theme import Theme
from data.catalog import Catalog
from data.people import HOME, Person
from data.selection import Selection
from geo.basemaps import PLAIN, Basemap


@dataclass(frozen=True)
class Seen:
    """What the map in the reader's browser showed when it was heard last.

    Attributes
    ----------
    basemap : Basemap
    window : str
        What of the world it showed, while its layer of enterprises was on.
    has : str
        The shapes of that layer that the browser has.
    looks_at : tuple of float, optional
        Latitude, longitude (WGS84) and zoom.
    layers_on : tuple of str, optional
        Of `data.coverages.map_layers`.
    """

    basemap: Basemap = PLAIN
    window: str = ""
    has: str = ""
    looks_at: tuple[float, float, float] | None = None
    layers_on: tuple[str, ...] | None = None

    @property
    def is_gcj02(self) -> bool:
        """Whether the map is drawn in GCJ-02."""
        return self.basemap.datum == "GCJ-02"


@dataclass(frozen=True)
class Request:
    """All that the content of a page may depend on.

    Attributes
    ----------
    options : mapping of str to str
        Choices that only change how this page shows things; a copy that nobody can change.
    seen : Seen
    address : str
        Of the page, as the browser knows it.
    held : object
        What the reader's session holds for this page (see `components.session.page.Page`);
        ``None`` for everybody else, such as the count of what all pages show.
    person : Person
        Who asks: what this one may do decides what is offered.
    today : datetime.date, optional
        The day on which it is asked; without it, no age is told.
    whole : bool
        Whether all is asked for that the page can show, for stories, files and counts; a screen
        asks for what the choices on it show.
    """

    catalog: Catalog
    chosen: Selection
    words: Words
    theme: Theme
    options: Mapping[str, str]
    seen: Seen = field(default_factory=Seen)
    address: str = ""
    held: object = None
    person: Person = HOME
    today: date | None = None
    whole: bool = True

    def __post_init__(self) -> None:
        """Keep the options as they are now, and let the park stand as it did at the date."""
        object.__setattr__(self, "catalog", self.catalog.standing(self.chosen))
        object.__setattr__(self, "chosen", self.catalog.at_home(self.chosen))
        object.__setattr__(self, "options", MappingProxyType(dict(self.options)))

    def option(self, name: str, allowed: tuple[str, ...]) -> str:
        """Return the choice made, or the first of those allowed."""
        asked = self.options.get(name)
        return asked if asked in allowed else allowed[0]


MakeContent = Callable[[Request], Content]

"""What the shipped park has, for tests that have no catalog at hand."""

from functools import cache

from components.blocks.text import Words
from data.i18n import Lang
from data.own_texts import OwnTexts, named_texts
from data.packs import DATA_DIR, Pack, read_pack
from data.park import Park
from data.periods import parse_period
from data.registers.axes import axes_of
from data.selection import Choices
from data.tokens import THEMES, Look, zone_colours
from geo.handover.styles import Colours


@cache
def _pack() -> Pack:
    return read_pack(DATA_DIR / "published", "published")


def named_of(lang: Lang) -> dict[str, str]:
    """Return the names of the shipped park, its zones, sectors and coverages."""
    return named_texts(_pack().tables, _pack().park or Park(), lang, parse_period("2022-10"))


def prose_of(lang: Lang) -> dict[str, str]:
    """Return what only the shipped park says."""
    return dict(_pack().prose[lang].texts)


@cache
def words_of(lang: Lang) -> Words:
    """Return the words of one language, with the names of the shipped park."""
    return Words(lang, OwnTexts({**named_of(lang), **prose_of(lang)}))


ZONES = tuple("ABCDEF")
SECTORS = ("outsourcing", "software", "data", "content", "ecommerce")
LATEST = parse_period("2022-10")
LAYERS = (
    "zones",
    "test_area",
    "twin_1",
    "twin_2",
    "v2x",
    "bus",
    "landmarks",
    "district",
    "tenants",
)
# Latitude, longitude and zoom: the park left of the legend, the whole district.
PARK_VIEW, DISTRICT_VIEW = (29.3620, 105.9430, 13.0), (29.2600, 105.8800, 10.0)
CHOICES = Choices(ZONES, SECTORS, parse_period("2008"), LATEST, LAYERS)
AXES = axes_of(CHOICES)
ZONE_COLOURS = zone_colours(ZONES)
# As they lie on the map, by the order of the table of coverages.
LOOKS = {
    "twin_2": Look("area", 1, 2),
    "twin_1": Look("area", 1, 1),
    "test_area": Look("area", 0, 0),
    "v2x": Look("route", 0, 0),
    "bus": Look("route", 1, 1),
}
AREAS, ROUTES = ("test_area", "twin_1", "twin_2"), ("v2x", "bus")
LINE_COLOURS = {name: THEMES["light"].coverage(look) for name, look in LOOKS.items()}
COLOURS: Colours = {
    "zone": ZONE_COLOURS,
    "area": {name: LINE_COLOURS[name] for name in AREAS},
    "route": {name: LINE_COLOURS[name] for name in ROUTES},
}

"""Which profile a panel is, and what is said where there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markupsafe import Markup

from components.blocks.base import Panel, Panels, plain
from components.blocks.html_table import note_html
from components.blocks.profile import Crest, Kind, profile_id, profiled
from components.blocks.text import Words
from components.profiles.building import building_profile
from components.profiles.enterprise import enterprise_profile
from components.profiles.parts import openers_html
from components.profiles.project import project_profile
from components.profiles.zone import zone_profile
from data.catalog import Catalog
from data.follows import follows
from data.selection import Selection

MakeProfile = Callable[[Catalog, Selection, Words, str], Panel | None]

_MAKERS: dict[Kind, MakeProfile] = {
    "zone": zone_profile,
    "project": project_profile,
    "enterprise": enterprise_profile,
    "building": building_profile,
}
_UNKNOWN = "?"
_SHOW = Markup('<p><button class="atlas-chip" data-do="illustrative">{}</button></p>')
_LATER = Markup('<p><button class="atlas-chip" data-asof="{}">{}</button></p>')


def profile_panels(catalog: Catalog, chosen: Selection, words: Words, opened: str) -> Panels:
    """Return the panel that is open, if it is a profile; made when it is asked for.

    Parameters
    ----------
    catalog : Catalog
    chosen : Selection
        Its date and its evidence count; its filters do not, since a profile is whole.
    words : Words
    opened : str
        Id of the panel; anybody may ask for any.
    """
    asked = profiled(opened)
    return {opened: partial(profile, catalog, chosen, words, *asked)} if asked else {}


@follows("as_of", "evidence", "lang")
def profile(catalog: Catalog, when: Selection, words: Words, kind: Kind, record: str) -> Panel:
    """Return the profile of one thing, or a note that says why there is none."""
    made = _MAKERS[kind](catalog, when, words, record)
    return made or Panel(
        words("profile.missing_title"),
        plain(_why(catalog, when, words, kind, record)),
        crest=Crest(words(f"profile.kind.{kind}"), _UNKNOWN),
    )


def _why(catalog: Catalog, when: Selection, words: Words, kind: Kind, record: str) -> Markup:
    """Say why there is no such profile, with the button that leads to it, if there is one."""
    name, make = words(f"profile.kind.{kind}"), _MAKERS[kind]
    latest = catalog.latest.text
    if make(catalog, Selection(as_of=when.as_of), words, record):
        said, button = words("profile.hidden", kind=name), _SHOW.format(words("empty.illustrative"))
    elif make(catalog, Selection(), words, record):
        said = words("profile.not_yet", kind=name, date=words.date(catalog.as_of(when)))
        button = _LATER.format(latest, words("empty.asof", date=words.date(latest)))
    elif kind == "zone" and (now := _became(catalog, when, record)):
        said = words("profile.became", date=words.date(catalog.as_of(when)))
        opens = ((one, words(f"zone.{one}"), profile_id("zone", one)) for one in now)
        button = openers_html(opens)
    else:
        said, button = words("profile.missing", kind=name), Markup()
    return note_html([said]) + button


def _became(catalog: Catalog, when: Selection, zone: str) -> tuple[str, ...]:
    """Return the zones that stand at the date in the place of one that does not."""
    asked = Selection(zones=(zone,), as_of=when.as_of)
    now = catalog.at_home(asked).zones
    return tuple(one for one in now if one != zone)

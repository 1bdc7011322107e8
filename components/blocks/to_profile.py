"""The way from the origin of a number to the profile of what it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from components.blocks.base import Body, Panel, plain
from components.blocks.profile import opener, profile_id
from components.blocks.text import Words
from data.status import UNASSIGNED


def zone_link(words: Words, zone: str) -> Body:
    """Return the link to all that is known of a zone."""
    said = words("profile.all_of", name=words(f"zone.{zone}"))
    return plain(Markup("<p>{}</p>").format(opener(said, profile_id("zone", zone))))


def with_zone_link(words: Words, origin: Callable[[str], Panel], zone: str) -> Panel:
    """Return the origin of a bar of a zone, with the link to all that is known of that."""
    panel = origin(zone)
    return panel if zone == UNASSIGNED else replace(panel, body=panel.body + zone_link(words, zone))

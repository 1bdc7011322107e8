"""Where a guest finds what was shown: the address that the QR code at the end carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode, urljoin

from components.browser.assets import PUBLISHED
from data.i18n import Lang
from data.stories import Story

LEAVE = f"{PUBLISHED}/leave"


def leave_link(address: str, story: Story, shown: Iterable[str], lang: Lang) -> str:
    """Return the address of the page that a guest takes home.

    Parameters
    ----------
    address : str
        Of the presentation; if empty, the link leads there from any page of the app.
    story : Story
    shown : iterable of str
        Ids of the scenes that were shown; all of them need not be named.
    lang : {"zh", "en"}
    """
    known = [scene.scene_id for scene in story.scenes]
    wanted = set(shown)
    named = [one for one in known if one in wanted]
    query = {"story": story.story_id, "lang": lang}
    if named and named != known:
        query["scenes"] = ",".join(named)
    return urljoin(address, f"{LEAVE}?{urlencode(query, safe=',')}")


def told(story: Story, named: str) -> Story | None:
    """Return a story with the scenes that a link names, all if it names none.

    Scenes that tell whom to ask are left out, since what a guest takes home has that anyway.
    ``None`` if no scene is left.
    """
    wanted = set(filter(None, named.split(",")))
    scenes = tuple(
        scene
        for scene in story.scenes
        if scene.layout != "contact" and (not wanted or scene.scene_id in wanted)
    )
    return replace(story, scenes=scenes) if scenes else None

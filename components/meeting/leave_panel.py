"""What opens at the end of a presentation: the code with which guests take home what was shown."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from markupsafe import Markup

from components.blocks.base import Panel, plain
from components.meeting.leave_link import leave_link, told
from components.meeting.stage import link_code
from components.session.request import Request
from data.brand import brand
from data.stories import Story

SHOWN = "present-shown"
"""Option of the page, which no browser sets: the story, and the scenes of it that were shown."""


def with_shown(options: dict[str, str]) -> None:
    """Note in the options which scene is shown now."""
    story, scene = (options.get(name, "") for name in ("present-story", "present-scene"))
    before = options.get(SHOWN, "").split(",")
    if before[0] != story:
        before = [story]
    if scene and scene not in before[1:]:
        before.append(scene)
    options[SHOWN] = ",".join(before)


def shown_of(options: Mapping[str, str], story: Story) -> tuple[str, ...]:
    """Return the scenes of a story that were shown so far."""
    named, *scenes = options.get(SHOWN, "").split(",")
    return tuple(scenes) if named == story.story_id else ()


def leave_panel(request: Request, story: Story) -> Panel:
    """Return the code of the page that a guest takes home, and the file for this machine."""
    words = request.words
    shown = shown_of(request.options, story)
    link = leave_link(request.address, story, shown, words.lang)
    file = leave_link("", story, shown, words.lang)
    taken = told(story, ",".join(shown))
    lines = [words("leave.how"), words("leave.count", count=len(taken.scenes) if taken else 0)]
    if not brand().contact.is_filled:
        lines.append(words("leave.contact_missing"))
    head = Markup().join(Markup("<p>{}</p>").format(line) for line in lines)
    foot = Markup('<p><a href="{}&{}" download>{}</a></p>').format(
        file, urlencode({"save": 1}), words("leave.file")
    )
    return Panel(words("leave.panel"), plain(head + link_code(words, link) + foot))

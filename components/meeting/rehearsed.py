"""Taking over into a story of the reader's own how long each scene was spoken on."""

from __future__ import annotations

from collections.abc import Mapping

from components.meeting.story_acts import act
from components.meeting.story_draft import Desk
from data.catalog import Catalog
from data.running_order import with_spoken
from data.stories import Story


def take_over(held: Desk, catalog: Catalog, story: Story, spoken: Mapping[str, int]) -> bool:
    """Open a story on the desk with the times that were spoken; a copy if it is a shipped one.

    It is changed as by hand: it can be undone, and is not saved before the reader does.

    Returns
    -------
    bool
        Whether there was anything to take over; if there is no room on the desk, it says so.
    """
    if not spoken:
        return False
    act(held, catalog, {"story.open": story.story_id})
    draft = held.draft()
    if draft and not draft.is_own:
        act(held, catalog, {"story.copy": story.story_id})
        draft = held.draft()
    if draft and draft.is_own:
        draft.change(with_spoken(draft.story, spoken))
        held.say("order.taken", count=len(spoken))
    return True

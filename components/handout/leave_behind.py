"""What a guest takes home of a presentation: ordered here, made by a process for files.

Kept apart from the making (`components.handout.leave_behind_file`), which brings matplotlib: the
server never loads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from components.handout.worker import Tick
from data.i18n import LANGS, Lang
from data.people import GUEST, Person
from data.stories import Story

MOST_BYTES = 1_000_000
"""Of the file, so that it goes through any chat and is loaded at once in any network."""
SAVE = "<!--save-->"
"""In the file: where the page has its button."""
_LANG = re.compile(r'<html lang="\w+">')


@dataclass(frozen=True)
class LeaveBehind:
    """The order of such a file, in both languages.

    Attributes
    ----------
    story : Story
        With the scenes that were shown.
    today : datetime.date, optional
        The day on which it was asked for.
    person : Person
        Who asks for it: it holds what this one may see.
    """

    story: Story
    today: date | None = None
    person: Person = GUEST

    def prepare(self) -> int:
        """Bring what every file needs; return how many bytes a large register takes on top."""
        from components.handout.files import prepare  # noqa: PLC0415 -- brings matplotlib

        return prepare()

    def __call__(self, tick: Tick) -> bytes:
        """Make the file, in the process for that."""
        from components.handout.leave_behind_file import leave_behind  # noqa: PLC0415
        from components.session.state import catalog_for  # noqa: PLC0415
        from data.brand import brand  # noqa: PLC0415

        return leave_behind(catalog_for(self.person), self.story, brand(), self.today, tick)


def opened_in(made: str, lang: Lang) -> str:
    """Return the file so that it opens in one of its languages."""
    for one in LANGS:
        made = made.replace(f' id="lang-{one}" checked>', f' id="lang-{one}">')
    made = made.replace(f' id="lang-{lang}">', f' id="lang-{lang}" checked>')
    return _LANG.sub(f'<html lang="{lang}">', made, count=1)

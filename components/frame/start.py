"""What a server does once, before its first reader."""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path

from components.browser.assets import MAPS, publish_assets, static_dir
from data.durable import is_full, sweep
from data.i18n import pick_lang, translate
from data.packs import local_dir, state_dir
from data.settings import PARK, locale, park_folder
from data.stores import StoreError, store
from data.story_files import own_stories_dir
from data.swap import clear_up
from geo.reading.upload import WORKING_FOLDERS

_log = logging.getLogger(__name__)


def start() -> None:
    """Publish what browsers load, mend what a kill has cut off, and sweep what it has left.

    Raises
    ------
    SystemExit
        With the reason, in the language of the server, if there is no park in the folder that
        is named, nothing can be written, or the store cannot be used.
    """
    if (park := park_folder()) and not (park / "published").is_dir():
        said = translate(pick_lang(locale()), "start.no_park", name=PARK.name, folder=park)
        sys.exit(said)
    try:
        publish_assets()
    except OSError as error:
        sys.exit(_unwritable(error))
    clear_up(local_dir())
    try:
        store().start()
    except StoreError as error:
        sys.exit(translate(pick_lang(locale()), error.message_id, **error.values))
    except OSError as error:
        sys.exit(_unwritable(error))
    published = static_dir()
    folders = (published, *published.iterdir(), *(published / MAPS).glob("**/"))
    left = [
        *(one for folder in folders for one in sweep(folder)),
        *sweep(own_stories_dir()),
        *sweep(state_dir() / ".cache"),
        *sweep(Path(tempfile.gettempdir()), WORKING_FOLDERS),
    ]
    if left:
        _log.warning("swept: %s", ", ".join(str(one) for one in left))


def _unwritable(error: OSError) -> str:
    _log.debug("at the start", exc_info=error)
    kind = "start.disk_full" if is_full(error) else "start.not_writable"
    return translate(pick_lang(locale()), kind, folder=state_dir())

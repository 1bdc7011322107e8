"""What one session has in hand while it imports: files read, answers, the last outcome.

Answers and texts travel as options of the page (see `components.session.events`): the option
``import.<key>`` answers the doubt of that key, ``import-do`` asks for an act.
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import randbelow
from typing import Any
from urllib.parse import quote, unquote
from weakref import finalize

import streamlit as st

from components.intake.grounds import GroundFile, is_for_ground, read_ground_file
from data.catalog import Catalog
from data.durable import is_full
from data.problems import Problem
from geo.grounding.apart import is_ground
from geo.intake.proposal import Proposal
from geo.reading.layers import Upload
from geo.reading.upload import read_upload

MAX_BYTES = 100_000_000  # of all files of a session together
MAX_FILES = 20
ACT = "import-do"
ACCEPTED = (
    *(".geojson", ".json", ".gpkg", ".kml", ".ovkml", ".kmz", ".dxf", ".zip"),
    *(".txt", ".gpx", ".fgb", ".parquet"),
    *(".xlsx", ".xls", ".ods", ".csv"),
    *(".osm.pbf", ".osm", ".pmtiles", ".mbtiles"),
)
_PREFIX = "import."
ANSWERS = f"{_PREFIX}*"
_MAX_ANSWER = 2000  # characters: room for a WKT, not for a book
_KEY = "_import"
_log = logging.getLogger(__name__)


@dataclass(eq=False)
class Inbox:
    """What a session has in hand.

    Attributes
    ----------
    files : dict of str to Filed
        By file name; a file of the same name replaces the one before.
    drop : int
        Counts the uploads; each gets a fresh uploader, so that no bytes are kept. It begins
        anywhere: a browser shows in one of the same name what a server that is gone had.
    said : tuple of (str, dict), optional
        Message id and values of what was done last.
    is_error : bool
        Whether that went wrong.
    refused : tuple of Problem
        Why the last pack was not applied.
    proposed : Proposed, optional
        The proposal at hand.
    grounds : dict of str to GroundFile
        By file name, what is no table of the pack but its ground, or a basemap.
    """

    files: dict[str, Filed] = field(default_factory=dict)
    grounds: dict[str, GroundFile] = field(default_factory=dict)
    drop: int = field(default_factory=lambda: randbelow(10**9))
    said: tuple[str, dict[str, Any]] | None = None
    is_error: bool = False
    refused: tuple[Problem, ...] = ()
    proposed: Proposed | None = None

    def say(self, message_id: str, *, is_error: bool = False, **values: Any) -> None:
        """Keep what was done, to be told on top of the page."""
        self.said, self.is_error = (message_id, values), is_error

    @property
    def is_applied(self) -> bool:
        """Whether the last thing done was to put a pack in force."""
        return self.said is not None and self.said[0] == "import.said_applied"

    def copy(self) -> Inbox:
        """Return the same, of which a change stays where it is made."""
        return replace(self, files=dict(self.files), grounds=dict(self.grounds))

    def clear(self) -> None:
        """Let go of all files."""
        self.files, self.refused, self.proposed = {}, (), None

    def rest(self) -> None:
        """Let go of all that can be made anew from the files as they came."""
        self.proposed = None
        for one in list(self.files.values()):
            one.rest()


@dataclass(frozen=True, eq=False)
class Proposed:
    """A proposal, the catalog with it applied, and what both were made of.

    ``None`` twice if making it failed.
    """

    made_of: object
    proposal: Proposal | None
    would_be: Catalog | None


class Filed:
    """A file that was read.

    Parameters
    ----------
    digest : str
        The hash of its bytes.
    size : int
        Their number; 0 if nothing of it was taken.
    upload : Upload
        What was in it.
    kept : pathlib.Path, optional
        Where the file lies as it came: what was in it can be made anew. It goes with this.
    """

    def __init__(self, digest: str, size: int, upload: Upload, kept: Path | None = None) -> None:
        self.digest, self.size, self._name, self._kept = digest, size, upload.file, kept
        self._upload: Upload | None = upload
        if kept:
            finalize(self, kept.unlink, missing_ok=True)

    @property
    def upload(self) -> Upload:
        """What was in it."""
        found = self._upload
        if found is None and self._kept:
            found = self._upload = _reread(self._name, self._kept)
        return found or _refused(self._name, "unexpected")

    def rest(self) -> None:
        """Let go of what was in it, if it can be read again."""
        if self._kept:
            self._upload = None


def _kept(content: bytes) -> Path | None:
    """Write a file away; ``None`` if it cannot be written, so that what was in it has to stay."""
    try:
        handle, name = tempfile.mkstemp(prefix="upload-")
        with open(handle, "wb") as file:  # noqa: PTH123 - it is open already
            file.write(content)
    except OSError:
        _log.exception("keeping an upload")
        return None
    return Path(name)


def _reread(name: str, kept: Path) -> Upload:
    try:
        return _read(name, kept.read_bytes())
    except OSError:  # somebody has cleared the folder
        return _refused(name, "unexpected")


def inbox() -> Inbox:
    """Return the inbox of this session."""
    made: Inbox = st.session_state.setdefault(_KEY, Inbox())
    return made


def file_in(at: Inbox, name: str, content: bytes) -> None:
    """Read one file and keep it; never raises for what is in it.

    The same bytes under the same name are not read again.
    """
    if is_for_ground(name):
        at.grounds[name] = read_ground_file(name, content)
        return
    digest = hashlib.sha256(content).hexdigest()
    before = at.files.pop(name, None)
    if before and before.digest == digest:
        at.files[name] = before
        return
    others = sum(one.size for one in at.files.values())
    if len(at.files) >= MAX_FILES:
        upload = _refused(name, "too_many_files", limit=MAX_FILES)
    elif others and len(content) + others > MAX_BYTES:
        upload = _refused(name, "files_too_large", limit=MAX_BYTES // 1_000_000)
    else:
        upload = _read(name, content)
    if is_ground(upload):
        at.grounds[name] = read_ground_file(name, content)
        return
    size = len(content) if upload.layers else 0
    at.files[name] = Filed(digest, size, upload, _kept(content) if size else None)


def _read(name: str, content: bytes) -> Upload:
    try:
        return read_upload(name, content)
    except Exception as error:  # noqa: BLE001 -- a defect of ours must not take the page away from the reader
        _log.exception("reading %r", name)
        return _refused(name, "disk_full" if is_full(error) else "unexpected")


def _refused(name: str, kind: str, **values: object) -> Upload:
    return Upload(name, (), (Problem(name, None, None, kind, values),))


def option_name(key: str) -> str:
    """Return the option that answers a doubt; it holds no colon, whatever the key."""
    return _PREFIX + quote(key, safe="")


def answers(options: Mapping[str, str]) -> dict[str, str]:
    """Return the answers given so far, by key of the doubt; empty ones are none."""
    return {
        unquote(name.removeprefix(_PREFIX)): value.strip()
        for name, value in options.items()
        if name.startswith(_PREFIX) and value.strip() and len(value) <= _MAX_ANSWER
    }


def forget_answers(options: dict[str, str]) -> None:
    """Drop all answers: their keys number the layers at hand, which are others now."""
    for name in [name for name in options if name.startswith(_PREFIX)]:
        del options[name]


def uploads(at: Inbox) -> list[Upload]:
    """Return what was read, in the order in which it came."""
    return [one.upload for one in at.files.values()]


def problems(at: Inbox, found: Iterable[Problem]) -> list[Problem]:
    """Return every problem once: of reading, of the proposal, of the last refusal."""
    reading = [problem for upload in uploads(at) for problem in upload.problems]
    every = [*at.refused, *reading, *found]
    return [one for place, one in enumerate(every) if one not in every[:place]]

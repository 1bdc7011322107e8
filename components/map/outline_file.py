"""An outline that the reader dropped on the map becomes the area that is chosen."""

from __future__ import annotations

import binascii
import logging
from base64 import b64decode
from dataclasses import replace

from components.blocks.text import Words
from components.map.drawing import OUTLINE_FILE
from components.session.state import View
from data.catalog import Catalog
from data.drawn_area import AreaError
from data.problems import Problem
from data.selection import Dropped
from geo.outline_file import Outline, outline_of
from geo.reading.upload import read_upload

_log = logging.getLogger(__name__)


def take_outline(view: View, catalog: Catalog, words: Words) -> None:
    """Read the file that was posted, if one was, and choose its outline, or say why not.

    What was posted is a name and, behind a colon, the bytes as base64.
    """
    if not view.file or view.file[0] != OUTLINE_FILE:
        return
    name, _, text = view.file[1].rpartition(":")
    view.file = None
    try:
        content = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return  # nothing that our script posts
    upload = read_upload(name, content)
    try:
        outline = outline_of(upload, catalog)
    except AreaError as problem:
        told = [one.text(words.lang) for one in upload.problems[:1]]
        said = told or [words(f"notice.area.{problem.why}", value=upload.file)]
        view.dropped = [Dropped("area", words.join([upload.file, *said]), "file")]
        return
    except Exception:  # noqa: BLE001 - a defect of ours must not take the page away from the reader
        _log.exception("the outline in %r", upload.file)
        failed = Problem(upload.file, None, None, "unexpected").text(words.lang)
        view.dropped = [Dropped("area", failed, "file")]
        return
    view.decide(replace(view.selection, area=outline.area))
    view.opened = ""
    if said := _said(outline, words):
        view.dropped = [Dropped("area", words.join([upload.file, *said]), "read")]


def _said(outline: Outline, words: Words) -> list[str]:
    """Return what the reader has to know of how it was read; nothing if all was plain."""
    unsure = [] if outline.is_sure else [words("area.read.as", name=outline.reference)]
    return [*unsure, *(words(f"area.read.{one}") for one in outline.changed)]

"""Fetching an extract of OpenStreetMap: goes on where it was cut off, and checks what came."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import requests

from data import durable
from geo.grounding.problems import GroundError

GEOFABRIK = "https://download.geofabrik.de"
_WAIT_S = (10, 60)  # to be answered at all, and between two pieces
_TRIES = 5
_PIECE = 1 << 18
_MD5 = re.compile(r"[0-9a-f]{32}")
Progress = Callable[[int, int], object]


def address(extract: str) -> str:
    """Return where an extract is: by its path at Geofabrik, or by its whole address.

    >>> address("asia/china/chongqing")
    'https://download.geofabrik.de/asia/china/chongqing-latest.osm.pbf'
    """
    return extract if "://" in extract else f"{GEOFABRIK}/{extract}-latest.osm.pbf"


def fetch(
    url: str, folder: Path, progress: Progress = lambda _done, _whole: None, tries: int = _TRIES
) -> Path:
    """Bring a file here, unless the same one is here already.

    Parameters
    ----------
    url : str
        Beside it lies its checksum, ``<url>.md5``, as at Geofabrik.
    folder : pathlib.Path
        Keeps the file, and what came of one that was cut off.
    progress : callable
        Told how many bytes are here, and of how many; 0 if nobody knows.
    tries : int
        How often a connection that breaks is taken up again.

    Raises
    ------
    GroundError
        ``no_network``, ``not_there``, ``cut`` (the next call goes on from there) or ``checksum``.
    OSError
        If the disk refuses.
    """
    try:
        return _fetched(url, folder, progress, tries)
    except requests.RequestException as error:
        host = urlsplit(url).hostname or url
        raise GroundError("no_network", host=host, url=url) from error


def _fetched(url: str, folder: Path, progress: Progress, tries: int) -> Path:
    answer = requests.get(f"{url}.md5", timeout=_WAIT_S)
    if answer.status_code != requests.codes.ok:
        raise GroundError("not_there", url=url, code=answer.status_code)
    wanted = answer.text[:32].lower()
    if not _MD5.fullmatch(wanted):
        raise GroundError("not_there", url=f"{url}.md5", code=answer.status_code)
    path = folder / url.rpartition("/")[2]
    if path.is_file() and _md5(path) == wanted:
        return path
    folder.mkdir(parents=True, exist_ok=True)
    # That of another day has another checksum, and cannot be gone on with.
    part = folder / f"{path.name}.{wanted[:8]}.part"
    for old in folder.glob(f"{path.name}.*.part"):
        if old != part:
            old.unlink()
    _load(url, part, progress, tries)
    if _md5(part) != wanted:
        part.unlink()
        raise GroundError("checksum", file=path.name)
    durable.move(part, path)
    return path


def _load(url: str, part: Path, progress: Progress, tries: int) -> None:
    for left in reversed(range(tries)):
        try:
            if _go_on(url, part, progress):
                return
        except requests.RequestException:
            if not left and not part.exists():
                raise
    raise GroundError("cut", url=url, size=part.stat().st_size / 1e6 if part.exists() else 0)


def _go_on(url: str, part: Path, progress: Progress) -> bool:
    """Fetch what is missing; tell whether all is here."""
    here = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={here}-"} if here else {}
    with requests.get(url, headers=headers, stream=True, timeout=_WAIT_S) as answer:
        if answer.status_code == requests.codes.requested_range_not_satisfiable:
            return True  # all is here; the checksum tells whether it is what it should be
        if answer.status_code not in {requests.codes.ok, requests.codes.partial_content}:
            raise GroundError("not_there", url=url, code=answer.status_code)
        is_rest = answer.status_code == requests.codes.partial_content
        here = here if is_rest else 0
        whole = here + int(answer.headers.get("Content-Length", 0))
        with part.open("ab" if is_rest else "wb") as file:
            for piece in answer.iter_content(_PIECE):
                file.write(piece)
                here += len(piece)
                progress(here, whole)
    return whole in {0, here}


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()

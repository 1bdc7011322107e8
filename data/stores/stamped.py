"""Noticing that files of an area have changed, without reading them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from data.stores.areas import KEPT, Place

_NOT_TOLD = {"lock", "draft", "mended.json", "swap.json"}
"""What only the server of a folder needs: names beside the kept states."""


def is_told(root: str, name: str) -> bool:
    """Tell whether something in a folder of an area belongs to what is kept.

    >>> is_told("local.kept", "trail.jsonl"), is_told("local.kept", "lock")
    (True, False)
    """
    return not name.startswith(".") and not (root == KEPT and name in _NOT_TOLD)


def stamped(place: Place) -> str:
    """Return what is another one after each change of an area.

    >>> from data.stores.areas import place_of
    >>> len(stamped(place_of("brand", folder / "local")))
    16
    """
    whole = hashlib.sha256()
    for root, folder in place.roots.items():
        for name in _names(folder, root):
            _add(whole, folder / name)
            if root == KEPT and name.startswith("drafts"):
                for draft in _names(folder / name):
                    _add(whole, folder / name / draft / "draft.json")
    return whole.hexdigest()[:16]


def _names(folder: Path, root: str = "") -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if is_told(root, name))  # noqa: PTH208
    except OSError:
        return []


def _add(whole: hashlib._Hash, path: Path) -> None:
    try:
        stat = path.stat()
    except OSError:
        whole.update(f"{path.name}:gone".encode())
        return
    # The number of a folder: a swap of two of one time would else be missed.
    whole.update(f"{path.name}:{stat.st_ino}:{stat.st_size}:{stat.st_mtime_ns}\n".encode())

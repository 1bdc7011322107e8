"""The states of the local pack that were replaced: folders in ``local.kept``, in order.

Their names begin with a number that only grows, so that a clock set back changes no order.
Those of earlier versions have a time only; they are the oldest.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.deeds import read_deed

ABOUT = "pack.json"
_TIME = "%Y%m%dT%H%M%S.%f"
_NAME = re.compile(r"(\d{8}-)?\d{8}T\d{6}\.\d{6}")


@dataclass(frozen=True)
class Kept:
    """A state of the local pack that was replaced.

    Attributes
    ----------
    id : str
        Names it for `data.local_pack.restore`.
    time : datetime.datetime
        When it was replaced (UTC).
    title : str
        What the user called it; empty if it was made by hand, or is the illustrative pack.
    is_illustrative : bool
        Whether there was no local pack at all.
    by, why, files : str, str, tuple of str
        Who had brought it, why and from which files; empty where an older version kept none.
    tables : str
        Hash of its tables, as in the trail; empty where an older version kept none.
    """

    id: str
    time: datetime
    title: str
    is_illustrative: bool
    by: str = ""
    why: str = ""
    files: tuple[str, ...] = ()
    tables: str = ""


def kept_dir(local: Path) -> Path:
    """Return the folder of the kept states, beside that of the pack.

    >>> kept_dir(Path("/srv/data/local")).name
    'local.kept'
    """
    whole = local.absolute()
    return whole.with_name(f"{whole.name}.kept")


def kept_folders(local: Path) -> list[Path]:
    """Return the folders of the kept states, newest first.

    >>> kept_folders(folder / "local")
    []
    """
    home = kept_dir(local)
    try:
        names = os.listdir(home)  # noqa: PTH208 - names are all that is asked for
    except OSError:
        return []
    found = [home / name for name in names if _NAME.fullmatch(name)]
    return sorted(found, key=lambda one: (number_of(one), one.name), reverse=True)


def number_of(state: Path) -> int:
    """Return the number of a kept state: that of the change which replaced it.

    >>> number_of(Path("00000012-20260101T080000.000000"))
    12
    >>> number_of(Path("20260101T080000.000000"))
    0
    """
    number, dash, _ = state.name.partition("-")
    return int(number) if dash else 0


def newest_number(local: Path) -> int:
    """Return the number of the last change, 0 before the first.

    >>> newest_number(folder / "local")
    0
    """
    return next((number_of(one) for one in kept_folders(local)), 0)


def next_place(local: Path) -> Path:
    """Return where the state in force will be kept.

    >>> next_place(folder / "local").name[:9]
    '00000001-'
    """
    now = datetime.now(UTC)
    return kept_dir(local) / f"{newest_number(local) + 1:08}-{now.strftime(_TIME)}"


def described(state: Path) -> Kept:
    """Return what a kept state is.

    >>> described(folder / "20260101T080000.000000").time.hour
    8
    """
    about = read_about(state)
    time = datetime.strptime(state.name.rpartition("-")[2], _TIME).replace(tzinfo=UTC)
    done = read_deed(about)
    return Kept(
        state.name,
        time,
        done.title,
        about.get("illustrative", False) is True,
        done.by,
        done.why,
        done.files,
        str(about.get("tables", "")),
    )


def read_about(state: Path, name: str = ABOUT) -> dict[str, Any]:
    """Return what we wrote beside the tables of a pack; nothing for one made by hand.

    >>> read_about(folder)
    {}
    """
    try:
        about = json.loads((state / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return about if isinstance(about, dict) else {}

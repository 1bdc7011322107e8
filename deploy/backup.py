"""``python -m deploy.backup FOLDER``: save the shared store; ``python -m deploy.restore`` takes it.

PostgreSQL's own programs do it: one file holds all that the servers write, as of one moment.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from data.commands.said import StopError, refuse, say
from data.i18n import pick_lang
from data.settings import environment, locale, store_url
from data.stores import StoreError
from data.stores.connecting import connection

KEPT = 30
_NAME = "atlas-{:%Y%m%dT%H%M%SZ}.dump"
_PART = ".part"
SCHEMAS = ("atlas", "layers", "in_force", "register")
"""Those of the store, and the one of a register that was loaded beside it (docs/registers.md)."""


def run_program(url: str, *words: str | Path) -> None:
    """Run a program of PostgreSQL on the database of a store.

    The password is in its environment, which others on the machine do not see, as they do its
    arguments.

    Raises
    ------
    StopError
        With what the program says, or that it is not there.
    StoreError
        If the database cannot be reached.
    """
    with connection(url) as opened:
        password = opened.info.password
    # As it is set: what this library adds, a program of another version may not know.
    named: dict[str, Any] = {
        name: said for name, said in conninfo_to_dict(url).items() if name != "password"
    }
    told = make_conninfo(**named)
    given = environment() | ({"PGPASSWORD": password} if password else {})
    _run(words[0], "--dbname", told, *words[1:], env=given)


def _run(*words: str | Path, env: dict[str, str] | None = None) -> None:
    try:
        done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError as error:
        raise StopError("backup.no_program", program=words[0]) from error
    if done.returncode:
        raise StopError("backup.failed", program=words[0], said=done.stderr.strip()[-1000:])


def save(url: str, folder: Path, keep: int = KEPT) -> Path:
    """Save a store in a file of a folder; it is there when it is whole and can be read.

    Parameters
    ----------
    url : str
        Address of the database.
    folder : pathlib.Path
    keep : int
        How many files stay; the oldest go.

    Raises
    ------
    StopError, StoreError
        If it cannot be saved; nothing of it is left.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / _NAME.format(datetime.now(UTC))
    part = file.with_name(file.name + _PART)
    try:
        ours = [f"--schema={one}" for one in SCHEMAS]
        run_program(url, "pg_dump", "--format=custom", *ours, "--file", part)
        _run("pg_restore", "--file", "/dev/null", part)  # reads all of it
        part.chmod(0o600)
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    for old in sorted(folder.glob("atlas-*.dump"))[:-keep]:
        old.unlink()
    return file


def main(arguments: Sequence[str] | None = None) -> int:
    """Save the store that is set; return 0 if it is saved."""
    parser = argparse.ArgumentParser("python -m deploy.backup", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=int, default=KEPT, help="how many stay")
    chosen, lang, url = parser.parse_args(arguments), pick_lang(locale()), store_url()
    if not url:
        return refuse(lang, "store.none_set")
    try:
        file = save(url, chosen.folder, max(chosen.keep, 1))
    except (StopError, StoreError) as error:
        return refuse(lang, error.message_id, **error.values)
    except OSError as error:
        return refuse(lang, "backup.failed", program=chosen.folder, said=error.strerror)
    say(lang, "backup.saved", file=file, size=f"{file.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

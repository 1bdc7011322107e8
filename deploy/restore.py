"""``python -m deploy.restore FILE``: bring a backup into the empty database that is set."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data.commands.said import StopError, refuse, say
from data.i18n import pick_lang
from data.layers.build import statements
from data.settings import locale, store_url
from data.stores import StoreError
from data.stores.connecting import connection, shown
from deploy.backup import SCHEMAS, run_program

_OURS = "SELECT nspname FROM pg_namespace WHERE nspname = ANY(%s)"


def restore(url: str, file: Path) -> None:
    """Bring a backup into an empty database, all of it or nothing.

    Parameters
    ----------
    url : str
        Address of the database, which may have PostGIS already; else PostgreSQL has to let the
        login make it, as it has to let it make the roles of the store.
    file : pathlib.Path

    Raises
    ------
    StopError
        If there is something of ours in the database, no such file, or it cannot be brought in.
    StoreError
        If the database cannot be reached.
    """
    if not file.is_file():
        raise StopError("backup.no_file", file=file)
    with connection(url) as opened:
        if opened.execute(_OURS, [list(SCHEMAS)]).fetchone():
            raise StopError("backup.not_empty", where=shown(url))
        opened.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        opened.execute(statements("roles"))
    run_program(url, "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", file)
    with connection(url) as opened:
        opened.execute(statements("owner"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring a file into the store that is set; return 0 if it is there."""
    parser = argparse.ArgumentParser("python -m deploy.restore", description=__doc__)
    parser.add_argument("file", type=Path)
    chosen, lang, url = parser.parse_args(arguments), pick_lang(locale()), store_url()
    if not url:
        return refuse(lang, "store.none_set")
    try:
        restore(url, chosen.file)
    except (StopError, StoreError) as error:
        return refuse(lang, error.message_id, **error.values)
    say(lang, "backup.restored", file=chosen.file, where=shown(url))
    return 0


if __name__ == "__main__":
    sys.exit(main())

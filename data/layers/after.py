"""What a change of the pack does to the layers, within its transaction."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from psycopg import Connection
from psycopg.errors import LockNotAvailable

from data.catalog import load_state
from data.drafts import drafts_beside
from data.layers.build import build
from data.layers.fill import fill
from data.packs import DATA_DIR, park_dir
from data.register import REGISTER
from data.revision import revision
from data.state_files import file_hash
from data.trail import read_trail

CHANNEL = "atlas_edited"  # wakes whoever brings edits and layers up to date


def show(connection: Connection[Any], local: Path) -> None:
    """Let the layers show a pack at once; with a large register, by who takes up edits.

    A million enterprises take a while to be written, and layers that are made anew wait for who
    reads them: nobody who publishes waits for that. Until then the layers show the state before,
    edits that were published as still proposed.

    Parameters
    ----------
    connection : psycopg.Connection
        Within a transaction, as a member of ``atlas_app``.
    local : pathlib.Path
        The pack in force.
    """
    if not (local / REGISTER).is_file():
        with suppress(LockNotAvailable), connection.transaction():
            bring(connection, local)
            return
    connection.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def bring(connection: Connection[Any], local: Path) -> None:
    """Let the layers show a pack, and settle the edits whose draft is published or dropped.

    Parameters
    ----------
    connection : psycopg.Connection
        Within a transaction, as a member of ``atlas_app``.
    local : pathlib.Path
        The pack in force.
    """
    made, named = build(connection), f"{revision(local)} {_shipped()}"
    found = connection.execute("SELECT revision FROM layers.about").fetchone()
    if made or not found or found[0] != named:
        fill(connection, load_state(local, revision(local)))
        connection.execute("UPDATE layers.about SET revision = %s", [named])
    settle(connection, local)


def settle(connection: Connection[Any], local: Path) -> None:
    """Let go of edits whose draft is no longer open: what is in force says what became of them."""
    drafts = [one.id for one in drafts_beside(local)]
    published = [one.draft for one in read_trail(local) if one.draft]
    connection.execute(
        "UPDATE layers.edits SET settled = now(), state = CASE WHEN draft = ANY(%s)"
        " THEN 'published' ELSE 'dropped' END WHERE state = 'proposed' AND NOT draft = ANY(%s)",
        [published, drafts],
    )


def _shipped() -> str:
    """Return what names the shipped packs, whatever machine they lie on."""
    whole = hashlib.sha256()
    for pack in ("published", "illustrative"):
        for path in sorted((park_dir(DATA_DIR) / pack).glob("*.*")):
            whole.update(f"{path.name} {file_hash(path)}\n".encode())
    return whole.hexdigest()[:16]

"""A real PostgreSQL with PostGIS for tests: a cluster of their own, reached by a socket only."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg

_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
_numbers = count(1)


def programs() -> Path:
    """Return the folder of the newest server that Debian has installed here."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    assert found, "PostgreSQL is missing: make postgres"
    return found[-1].parent


@contextmanager
def cluster() -> Iterator[Path]:
    """Start a server on a socket; give the folder of that socket.

    PostgreSQL does not run as root; then it runs as the system's user ``postgres``.
    """
    home = Path(tempfile.mkdtemp(prefix="atlas-pg-"))
    if os.getuid() == 0:
        shutil.chown(home, "postgres")
    try:
        _run(home, "initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        _start(home)
        yield home
    finally:
        with suppress(subprocess.CalledProcessError):
            _run(home, "pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def away(socket: Path) -> Iterator[None]:
    """Stop a server until the block ends; its databases stay."""
    _run(socket, "pg_ctl", "-m", "fast", "-w", "stop")
    try:
        yield
    finally:
        _start(socket)


def _start(home: Path) -> None:
    options = f"-k {home} -c listen_addresses='' {_FAST}"
    _run(home, "pg_ctl", "-w", "-l", str(home / "log"), "-o", options, "start")


def _run(home: Path, program: str, *words: str) -> None:
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
    subprocess.run(
        [*(as_user if os.getuid() == 0 else ()), programs() / program, *words],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=home,
        env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"], "PGDATA": str(home / "data")},
    )


def new_database(socket: Path, name: str = "", owner: str = "postgres") -> str:
    """Make an empty database with PostGIS; return its address, for ``ATLAS_STORE``.

    An owner that there is not yet is made with the rights that docs/store.md gives.
    """
    name = name or f"atlas_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(url(socket, "postgres"), autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [owner]).fetchone():
            server.execute(f'CREATE ROLE "{owner}" LOGIN CREATEROLE')
        server.execute(f'CREATE DATABASE "{name}" OWNER "{owner}"')
    with psycopg.connect(url(socket, name), autocommit=True) as database:
        database.execute("CREATE EXTENSION postgis")
    return url(socket, name, owner)


def url(socket: Path, name: str, user: str = "postgres") -> str:
    """Return the address of a database of the cluster."""
    return f"postgresql://{user}@/{name}?host={quote(str(socket), safe='')}"

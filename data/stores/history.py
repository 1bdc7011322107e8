"""The schema of a shared store: which step it is at, and the way up and down (alembic).

A step is made once: whoever comes second waits for the lock, and finds it made.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from psycopg import errors
from sqlalchemy import Connection as Engaged
from sqlalchemy import NullPool, create_engine, exc

from data.stores.connecting import connected, refused, shown
from data.stores.errors import StoreError

_STEPS = Path(__file__).parent / "migrations"
_LOCK = 0x61746C61  # "atla"


@dataclass(frozen=True)
class Standing:
    """Where a schema is.

    Attributes
    ----------
    at : tuple of str
        The steps that it is at; none: nothing is made yet.
    behind : tuple of str
        Those that this version knows and that are not made, in their order.
    ahead : tuple of str
        Those that this version does not know: a newer one has made them.
    """

    at: tuple[str, ...]
    behind: tuple[str, ...]
    ahead: tuple[str, ...]


def standing(url: str) -> Standing:
    """Return where the schema of a store is.

    Raises
    ------
    StoreError
        If it cannot be reached.
    """
    with _engaged(url) as engaged:
        return _standing(engaged)


def _standing(engaged: Engaged) -> Standing:
    context = MigrationContext.configure(engaged, opts={"version_table_schema": "atlas"})
    at = context.get_current_heads()
    steps = _steps()
    known = {one.revision for one in steps.walk_revisions()}
    ahead = tuple(one for one in at if one not in known)
    made = {one.revision for one in steps.iterate_revisions(tuple(set(at) & known), "base")}
    behind = [one.revision for one in steps.walk_revisions() if one.revision not in made]
    return Standing(tuple(at), tuple(reversed(behind)), ahead)


def up(url: str) -> None:
    """Make all steps that are missing, all of them or none.

    Raises
    ------
    StoreError
        If the database refuses, or a newer version has made it.
    """
    _move(url, "heads", is_down=False)


def down(url: str, to: str) -> None:
    """Take steps back, as far as one that stays; ``base``: all.

    Raises
    ------
    StoreError
        If the database refuses, there is no such step, or files would be lost.
    """
    _move(url, to, is_down=True)


def _move(url: str, to: str, *, is_down: bool) -> None:
    with _engaged(url) as engaged:
        engaged.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        if not engaged.exec_driver_sql("SELECT to_regnamespace('atlas')").scalar():
            engaged.exec_driver_sql("CREATE SCHEMA atlas")
        _with_postgis(engaged, url)
        now = _standing(engaged)
        if now.ahead:
            raise StoreError("too_new", where=shown(url), step=", ".join(now.ahead))
        config = _config()
        config.attributes["connection"] = engaged
        try:
            (command.downgrade if is_down else command.upgrade)(config, to)
        except CommandError:
            known = ", ".join(one.revision for one in _steps().walk_revisions())
            raise StoreError("no_step", step=to, steps=f"base, {known}") from None
        engaged.commit()


def _with_postgis(engaged: Engaged, url: str) -> None:
    asked = "SELECT count(*) FROM pg_extension WHERE extname = 'postgis'"
    if engaged.exec_driver_sql(asked).scalar():
        return
    try:
        with engaged.begin_nested():
            engaged.exec_driver_sql("CREATE EXTENSION postgis")
    except exc.DBAPIError:
        raise StoreError("no_postgis", where=shown(url)) from None


@contextmanager
def _engaged(url: str) -> Iterator[Engaged]:
    engine = create_engine("postgresql+psycopg://", creator=lambda: _plain(url), poolclass=NullPool)
    try:
        with engine.connect() as engaged:
            yield engaged
    except exc.DBAPIError as error:
        cause = error.orig
        assert isinstance(cause, psycopg.Error)  # noqa: S101 -- by its driver
        if isinstance(cause, errors.RaiseException):
            raise StoreError("not_empty", where=shown(url)) from error
        raise refused(cause, url) from error
    finally:
        engine.dispose()


def _plain(url: str) -> psycopg.Connection[tuple[object, ...]]:
    made = connected(url)
    made.autocommit = False
    return made


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS))
    config.set_main_option("path_separator", "os")
    return config


def _steps() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())

"""Hand-outs that are ordered, in the database: who makes which, and what was made.

All times are those of the database, whatever the clocks of the servers say. Each function gets a
connection that commits by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from data.stores.connecting import Connection
from data.stores.rows_of_files import PIECE

State = Literal["waiting", "running", "ready", "failed"]
_ROW = "id::text, name, ordered, state, done, why, reader, holder"


@dataclass(frozen=True)
class Row:
    """One order.

    Attributes
    ----------
    id : str
    name : str
        Of the file.
    ordered : dict
        What is to be made, for whom.
    state : {"waiting", "running", "ready", "failed"}
    done : float
        0-1.
    why : str
        Once it has failed.
    reader, holder : str
        Which tray it lies in, and the session that looks after it.
    """

    id: str
    name: str
    ordered: dict[str, Any]
    state: State
    done: float
    why: str
    reader: str
    holder: str


@dataclass(frozen=True)
class Terms:
    """When an order is given up, and by whom.

    Attributes
    ----------
    silent_s : float
        Seconds after which an owner that says nothing is gone.
    tries : int
        How many servers may begin an order: that which kills them is left alone.
    kept_s : float
        Seconds that an order is kept after its end, and made by others after it was given.
    """

    silent_s: float
    tries: int
    kept_s: float


def order(connection: Connection, row: Row, owner: str) -> None:
    """Write an order down, that its owner is about to make."""
    connection.execute(
        """INSERT INTO atlas.jobs (id, reader, holder, name, ordered, state, owner, heard)
        VALUES (%s, %s, %s, %s, %s, %s, %s, now())""",
        [row.id, row.reader, row.holder, row.name, Jsonb(row.ordered), row.state, owner],
    )


def beat(connection: Connection, owner: str, going: Mapping[str, tuple[State, float]]) -> set[str]:
    """Say that an owner is there, and how far its orders are; return which are its own no more.

    Parameters
    ----------
    going : mapping of str to (str, float)
        State and share that is done, by id.
    """
    states, shares = zip(*going.values(), strict=True) if going else ((), ())
    rows = connection.execute(
        """UPDATE atlas.jobs AS j SET heard = now(), state = n.state, done = n.done
        FROM unnest(%s::uuid[], %s::text[], %s::real[]) AS n (id, state, done)
        WHERE j.id = n.id AND j.owner = %s AND j.ended IS NULL RETURNING j.id::text""",
        [[*going], [*states], [*shares], owner],
    )
    return going.keys() - {one for (one,) in rows}


def known(connection: Connection, ids: Collection[str]) -> set[str]:
    """Return which orders are still there."""
    asked = "SELECT id::text FROM atlas.jobs WHERE id = ANY(%s::uuid[])"
    return {one for (one,) in connection.execute(asked, [[*ids]])}


def take_over(connection: Connection, owner: str, terms: Terms, most: int) -> list[Row]:
    """Take orders whose owner is gone, as many at most; no two servers take the same."""
    with connection.cursor(row_factory=class_row(Row)) as rows:
        return rows.execute(
            f"""UPDATE atlas.jobs SET owner = %s, heard = now(), state = 'waiting', done = 0,
            tries = tries + 1 WHERE id IN (
                SELECT id FROM atlas.jobs
                WHERE ended IS NULL AND heard < now() - make_interval(secs => %s) AND tries < %s
                AND since > now() - make_interval(secs => %s)
                ORDER BY since LIMIT %s FOR UPDATE SKIP LOCKED
            ) RETURNING {_ROW}""",  # noqa: S608
            [owner, terms.silent_s, terms.tries, terms.kept_s, most],
        ).fetchall()


def release(connection: Connection, owner: str) -> None:
    """Let others take over at once what an owner has begun: it is about to end."""
    connection.execute(
        """UPDATE atlas.jobs SET heard = '-infinity', tries = tries - 1
        WHERE owner = %s AND ended IS NULL""",
        [owner],
    )


def end(connection: Connection, job: str, owner: str, made: bytes, why: str = "") -> bool:
    """Keep what was made, or why it was not; return whether it was still the owner's to make."""
    with connection.transaction():
        rows = connection.execute(
            """UPDATE atlas.jobs SET state = %s, done = 1, why = %s, ended = now()
            WHERE id = %s AND owner = %s AND ended IS NULL RETURNING id""",
            ["failed" if why else "ready", why, job, owner],
        )
        if not rows.fetchone():
            return False
        with connection.cursor() as pieces:
            pieces.executemany(
                "INSERT INTO atlas.job_pieces (job, number, content) VALUES (%s, %s, %s)",
                [
                    (job, number, made[start : start + PIECE])
                    for number, start in enumerate(range(0, len(made), PIECE))
                ],
            )
    return True


def in_tray(connection: Connection, reader: str) -> list[Row]:
    """Return the orders of a tray, the oldest first."""
    with connection.cursor(row_factory=class_row(Row)) as rows:
        return rows.execute(
            f"SELECT {_ROW} FROM atlas.jobs WHERE reader = %s ORDER BY since",  # noqa: S608
            [reader],
        ).fetchall()


def hold(connection: Connection, ids: Sequence[str], reader: str, holder: str) -> None:
    """Lay orders into a tray, looked after by a session."""
    connection.execute(
        "UPDATE atlas.jobs SET reader = %s, holder = %s WHERE id = ANY(%s::uuid[])",
        [reader, holder, [*ids]],
    )


def result(connection: Connection, job: str) -> bytes:
    """Return what was made."""
    asked = "SELECT content FROM atlas.job_pieces WHERE job = %s ORDER BY number"
    with connection.cursor(binary=True) as rows:
        return b"".join(piece for (piece,) in rows.execute(asked, [job]))


def drop(
    connection: Connection, ids: Collection[str], holder: str, *, unmade: bool = False
) -> set[str]:
    """Take orders away that nobody wants any more; return those that were.

    Parameters
    ----------
    holder : str
        The session that says so; what another one looks after stays.
    unmade : bool
        Only what is not made yet.
    """
    rows = connection.execute(
        """DELETE FROM atlas.jobs WHERE id = ANY(%s::uuid[]) AND holder = %s
        AND (NOT %s OR ended IS NULL) RETURNING id::text""",
        [[*ids], holder, unmade],
    )
    return {one for (one,) in rows}


def tidy(connection: Connection, terms: Terms) -> None:
    """Take away what has ended long ago, and give up what nobody can make or waits for."""
    connection.execute(
        """UPDATE atlas.jobs SET state = 'failed', why = 'broke', ended = now()
        WHERE ended IS NULL AND heard < now() - make_interval(secs => %s)
        AND (tries >= %s OR since <= now() - make_interval(secs => %s))""",
        [terms.silent_s, terms.tries, terms.kept_s],
    )
    connection.execute(
        "DELETE FROM atlas.jobs WHERE ended < now() - make_interval(secs => %s)", [terms.kept_s]
    )

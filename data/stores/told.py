"""What the files of an area say, told in rows that one can query (migration 0002).

Read from the folders by the code that knows what a trail, a state, a draft, a story is.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from psycopg import sql

from data.deeds import read_deed
from data.drafts import drafts_beside
from data.kept_states import described, kept_folders, newest_number, number_of, read_about
from data.stores.areas import Area, place_of
from data.stores.connecting import Connection
from data.stories import read_story
from data.trail import Entry, read_trail

_BACKUP = ".bak"


def tell(connection: Connection, area: Area, local: Path) -> None:
    """Let the tables say what the files of an area say; in the caller's transaction."""
    if area == "pack":
        _tell_trail(connection, read_trail(local))
        _tell_states(connection, local)
        _tell_drafts(connection, local)
    elif area == "stories":
        _tell_stories(connection, place_of(area, local).home)


def _tell_trail(connection: Connection, entries: tuple[Entry, ...]) -> None:
    known = {row[0] for row in connection.execute("SELECT token FROM atlas.revisions")}
    tokens = {one.token for one in entries}
    if gone := known - tokens:
        connection.execute("DELETE FROM atlas.revisions WHERE token = ANY(%s)", [[*gone]])
    places = {one.token: place for place, one in enumerate(entries)}
    new = [one for one in entries if one.token not in known]
    _insert(
        connection,
        "revisions",
        [
            (
                *(one.token, places[one.token], one.number, one.time, one.done.title),
                *(one.done.by, one.done.why, one.done.kind, [*one.done.files]),
                *(one.before, one.tables, one.restored, one.draft),
            )
            for one in new
        ],
    )
    _insert(
        connection,
        "revision_tables",
        [
            (one.token, table, n.added, n.removed, n.changed, n.cells, n.assumed)
            for one in new
            for table, n in one.changes.counts.items()
        ],
    )
    _insert(
        connection,
        "revision_cells",
        [
            (one.token, place, d.table, d.key, d.column, d.before, d.after, d.fate)
            for one in new
            for place, d in enumerate(one.changes.listed)
        ],
    )


def _tell_states(connection: Connection, local: Path) -> None:
    about = read_about(local)
    done = read_deed(about)
    now = (done.title, done.by, done.why, not local.is_dir(), str(about.get("tables", "")))
    states: list[tuple[object, ...]] = [("in force", True, newest_number(local), None, *now)]
    for folder in kept_folders(local):
        one = described(folder)
        what = (one.title, one.by, one.why, one.is_illustrative, one.tables)
        states.append((one.id, False, number_of(folder), one.time, *what))
    _replace(connection, "states", states)


def _tell_drafts(connection: Connection, local: Path) -> None:
    rows = [
        (
            *(one.id, is_gone, one.revision, one.time, one.done.title, one.done.by, one.done.why),
            *([*one.done.files], one.since, one.base_tables, one.tables),
        )
        for is_gone in (False, True)
        for one in drafts_beside(local, gone=is_gone)
    ]
    _replace(connection, "drafts", rows)


def _tell_stories(connection: Connection, folder: Path) -> None:
    rows = []
    for path in sorted([*folder.glob("*.yaml"), *folder.glob(f"*{_BACKUP}")]):
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        story, _ = read_story(text, path.name)
        titles = (story.title_zh, story.title_en, len(story.scenes)) if story else ("", "", None)
        rows.append((path.name, path.stem, path.suffix == _BACKUP, *titles, text))
    _replace(connection, "stories", rows)


def _replace(connection: Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    connection.execute(sql.SQL("DELETE FROM atlas.{}").format(sql.Identifier(table)))
    _insert(connection, table, rows)


def _insert(connection: Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    if not rows:
        return
    marks = sql.SQL(", ").join([sql.Placeholder()] * len(rows[0]))
    command = sql.SQL("INSERT INTO atlas.{} VALUES ({})").format(sql.Identifier(table), marks)
    with connection.cursor() as cursor:
        cursor.executemany(command, [tuple(map(_storable, row)) for row in rows])


def _storable(cell: object) -> object:
    """Return a cell without the one letter that a text in PostgreSQL cannot hold."""
    if isinstance(cell, str):
        return cell.replace("\0", "")
    return [_storable(one) for one in cell] if isinstance(cell, list) else cell

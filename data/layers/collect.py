"""Taking up what was edited in QGIS: the edits of one person become one draft in his name."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psycopg
import shapely

from data import drafts
from data.catalog import load_state
from data.drafts import Draft, DraftChangedError
from data.drawn_area import MOST_VERTICES, AreaError
from data.i18n import Lang, translate
from data.layers.after import CHANNEL, bring
from data.layers.proposal import Edit, propose
from data.layers.tables import layer_label, layers
from data.packs import local_dir
from data.people import Person
from data.problems import Problem
from data.revision import revision
from data.stores import store
from data.stores.connecting import Connection, connected, connection
from data.stores.postgres import unchanged

_LOCK = 0x6C617965  # "laye"
_LOOK_S, _AGAIN_S = 30.0, 5.0
_log = logging.getLogger(__name__)


def collect(url: str) -> int:
    """Propose all edits that wait; one server at a time does, another one does nothing.

    Parameters
    ----------
    url : str
        Address of the store.

    Returns
    -------
    int
        How many rows are in a draft now that were not.

    Raises
    ------
    StoreError
        If the store cannot be reached; edits wait.
    """
    with connection(url) as hand, _only_one(hand) as is_mine:
        if not is_mine:
            return 0
        store().refresh()
        with unchanged(hand, "pack", local_dir()) as is_newest:
            if is_newest:  # else who has brought what is newer has shown it
                bring(hand, local_dir())
        return sum(
            _Turn(hand, login, Person("editor", name, login, frozenset(zones))).take(edits)
            for login, name, zones, edits in _waiting(hand)
        )


@contextmanager
def _only_one(hand: Connection) -> Iterator[bool]:
    row = hand.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK]).fetchone()
    is_mine = bool(row and row[0])
    try:
        yield is_mine
    finally:
        if is_mine and not hand.closed:
            hand.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _waiting(hand: Connection) -> list[tuple[str, str, list[str], list[Edit]]]:
    """Return by login what is to be proposed; of those alone who may still edit."""
    people = hand.execute(
        "SELECT r.rolname, coalesce(nullif(p.name, ''), r.rolname), coalesce(p.zones, '{}')"
        " FROM pg_roles r LEFT JOIN atlas.people p ON p.login = r.rolname"
        " WHERE pg_has_role(r.oid, 'atlas_editor', 'MEMBER')"
        " AND p.published_only IS NOT TRUE AND EXISTS"
        " (SELECT FROM layers.edits e WHERE e.login = r.rolname AND e.state = 'waiting')"
        " ORDER BY 1"
    ).fetchall()
    return [(*one, _edits(hand, one[0])) for one in people]


def _edits(hand: Connection, login: str) -> list[Edit]:
    """Return the edits of a login, one a row, in the order in which the rows were first touched."""
    rows = hand.execute(
        "SELECT array_agg(id ORDER BY id), layer, fid,"
        " (array_agg(before ORDER BY id))[1], (array_agg(after ORDER BY id DESC))[1],"
        " (array_agg(ST_AsBinary(geom_before) ORDER BY id))[1],"
        " (array_agg(ST_AsBinary(geom) ORDER BY id DESC))[1]"
        " FROM layers.edits WHERE login = %s AND state IN ('waiting', 'faulty')"
        " GROUP BY layer, fid ORDER BY min(id)",
        [login],
    ).fetchall()
    return [
        Edit(tuple(ids), layer, fid, before, after, _shape(new), is_moved=old != new)
        for ids, layer, fid, before, after, old, new in rows
    ]


def _shape(wkb: bytes | None) -> shapely.Geometry | None:
    return shapely.from_wkb(bytes(wkb)) if wkb else None


class _Turn:
    """The turn of one person: one draft, which the next edits go onto while it is open."""

    def __init__(self, hand: Connection, login: str, person: Person) -> None:
        self._hand, self._person = hand, person
        self._file = f"QGIS · {login}"

    def take(self, edits: Sequence[Edit]) -> int:
        """Propose edits: all at once, or by halves where something is wrong with one of them."""
        done = [one for one in edits if one.before is None and one.after is None]
        for one in done:  # drawn and deleted again, before anybody has seen it
            self._mark(one, "withdrawn")
        return self._take([one for one in edits if one not in done])

    def _take(self, edits: Sequence[Edit]) -> int:
        if not edits:
            return 0
        said = self._propose(edits)
        if said is None:
            return len(edits)
        if len(edits) == 1:
            self._mark(edits[0], "faulty", said)
            return 0
        half = len(edits) // 2
        return self._take(edits[:half]) + self._take(edits[half:])

    def _propose(self, edits: Sequence[Edit]) -> Callable[[Lang], str] | None:
        """Bring edits into the draft; return what is wrong with them, if anything is."""
        draft = self._draft()
        local = local_dir()
        state = (draft.pack, draft.revision) if draft else (local, revision(local))
        try:
            made = propose(load_state(*state), edits, self._person.name)
            saved, problems = drafts.save(
                made.tables,
                made.outlines,
                translate("zh", "layers.draft_title", name=self._person.name),
                by=self._person.name,
                files=[self._file],
                drop=made.drop,
                onto=draft.id if draft else "",
                person=self._person,
            )
        except AreaError:
            return lambda lang: translate(lang, "layers.problem.shape", most=MOST_VERTICES)
        except (OSError, psycopg.Error, DraftChangedError):
            raise  # of the disk, the store, or another hand: edits wait
        except Exception:  # noqa: BLE001 -- whatever it holds, others' edits are taken up
            _log.exception("an edit of layer %s", edits[0].layer)
            return lambda lang: translate(lang, "layers.problem.fails")
        if saved is None:
            return lambda lang: "\n".join(_told(one, lang) for one in problems)
        with self._hand.transaction():
            for one in edits:
                self._mark(one, "proposed", draft=saved.id, row=made.rows.get(one.fid))
        return None

    def _draft(self) -> Draft | None:
        return next((one for one in drafts.drafts() if self._file in one.done.files), None)

    def _mark(
        self,
        one: Edit,
        state: str,
        said: Callable[[Lang], str] | None = None,
        draft: str | None = None,
        row: dict[str, Any] | None = None,
    ) -> None:
        both = (said("zh"), said("en")) if said else (None, None)
        whole = json.dumps(row, default=_number) if row and one.after is not None else None
        self._hand.execute(
            "UPDATE layers.edits SET state = %s, draft = %s, problem_zh = %s, problem_en = %s,"
            " settled = CASE WHEN %s = 'withdrawn' THEN now() END,"
            " after = CASE WHEN id = %s THEN coalesce(%s::jsonb, after) ELSE after END"
            " WHERE id = ANY(%s) AND state IN ('waiting', 'faulty')",
            [state, draft, *both, state, max(one.ids), whole, list(one.ids)],
        )


def _told(problem: Problem, lang: Lang) -> str:
    """Return what is wrong, with the layer in place of a file; the row is that of the edit."""
    name = Path(problem.file).stem
    file = layer_label(lang, name) if name in layers() else problem.file
    return replace(problem, file=file, row=None).text(lang)


def _number(cell: Any) -> Any:
    return cell.item()  # numpy's


def collecting(url: str) -> Callable[[], None]:
    """Take up edits from now on, as they come.

    Returns
    -------
    callable
        Ends it.
    """
    ended = Event()
    Thread(target=_listen, args=(url, ended), name="layers", daemon=True).start()
    return ended.set


def _listen(url: str, ended: Event) -> None:
    while not ended.is_set():
        try:
            with connected(url) as hearing:
                hearing.execute(f"LISTEN {CHANNEL}")
                while not ended.is_set():
                    collect(url)
                    _wait(hearing, ended)
        except (psycopg.Error, DraftChangedError, OSError) as error:
            _log.warning("edits wait: %s", type(error).__name__)
            ended.wait(_AGAIN_S)
        except Exception:  # noqa: BLE001 -- without the thread no edit would be taken up any more
            _log.exception("edits wait")
            ended.wait(_AGAIN_S)


def _wait(hearing: Connection, ended: Event) -> None:
    """Wait for the next edit, a while at most: another server may have been at work."""
    for _ in range(int(_LOOK_S)):
        if ended.is_set() or any(True for _ in hearing.notifies(timeout=1.0, stop_after=1)):
            return

"""A shared store does what the folder does: one suite for both, on a real PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import psycopg
import pytest

from data import drafts
from data.__main__ import main
from data.brand import brand, save_file, save_texts
from data.catalog import load_catalog
from data.export import export
from data.kept_states import kept_dir, read_about
from data.layers.collect import collect
from data.local_pack import apply_tables, kept, restore, undo
from data.packs import DATA_DIR, local_dir
from data.revision import ChangedError, revision
from data.settings import PARK, STATE, STORE, STORE_PASSWORD
from data.state_files import tables_hash
from data.stores import News, StoreError, history, store
from data.stores.areas import AREAS, Area, place_of
from data.stores.connecting import connected, refused
from data.stores.errors import why_not
from data.stores.follower import CHANNEL, Follower, hears
from data.stores.postgres import PostgresStore
from data.stores.trees import walked
from data.story_files import delete_story, own_stories_dir, save_story, stories
from data.trail import read_trail
from tests.postgres import new_database
from tests.postgres import url as url_of
from tests.test_local_pack import TENANTS

ROOT = DATA_DIR.parent
Replica = Callable[[str], None]
PATIENCE_S = 30  # how long it takes tells `make test-cluster`; here it has to come at all


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Replica:
    """Give what makes this process the server of a machine, by its name."""
    monkeypatch.delenv("ATLAS_LOCAL", raising=False)

    def at(name: str) -> None:
        monkeypatch.setenv(STATE.name, str(tmp_path / name))

    return at


@pytest.fixture
def shared(machine: Replica, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Replica]:
    """Give machines ``a`` and ``b``, started on one database; this is ``a``."""
    monkeypatch.setenv(STORE.name, database)
    started = []
    for name in ("b", "a"):
        machine(name)
        store().start()
        started.append(store())
    yield machine
    for one in started:
        assert isinstance(one, PostgresStore)
        one.end()


@pytest.fixture(params=["folder", "postgres"])
def either(request: pytest.FixtureRequest, machine: Replica) -> None:
    """Make this process a server on a folder, or on a database."""
    if request.param == "postgres":
        request.getfixturevalue("shared")
    machine("a")


def queried(url: str, asked: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as reader:
        return reader.execute(asked.encode()).fetchall()


def whole() -> dict[str, object]:
    """Return every file of this machine's copy."""
    return {p: e for area in AREAS for p, e in walked(place_of(area, local_dir())).items()}


def titles() -> list[str]:
    return [one.done.title for one in read_trail(local_dir())]


def applied(title: str, rows: int = 3, seen: str | None = None) -> None:
    tenants = TENANTS.iloc[:rows]
    assert apply_tables({"tenants": tenants}, {}, title, seen=seen, by="Li", why="count") == []


@pytest.mark.usefixtures("either")
def test_a_pack_is_applied_undone_restored_proposed_and_published() -> None:
    applied("one", 1)
    applied("two", 2)
    assert undo(by="Wang")
    assert len(load_catalog()["tenants"]) == 1
    restore(next(one.id for one in kept() if one.title == "two"))
    assert len(load_catalog()["tenants"]) == 2
    draft, _ = drafts.save({"tenants": TENANTS}, {}, "three", by="Zhao")
    assert draft
    applied("between", 1)
    with pytest.raises(drafts.StaleError):
        drafts.publish(draft.id)
    assert drafts.rebase(draft.id) == ()
    assert drafts.publish(draft.id, by="Li") == []
    assert [one.done.kind for one in read_trail(local_dir())] == [
        *("apply", "apply", "undo", "restore", "apply", "publish")
    ]
    assert [*load_catalog()["tenants"]["tenant_id"]] == ["T0001", "T0003"]
    assert (drafts.drafts(), len(drafts.drafts(gone=True))) == ([], 1)
    drafts.bring_back(draft.id)
    drafts.drop(draft.id)


@pytest.mark.usefixtures("either")
def test_a_story_and_the_brand_are_saved() -> None:
    story = replace(next(one.story for one in stories() if one.story), story_id="tour")
    assert save_story(story) == save_story(replace(story, title_en="Tour")) == []
    delete_story("tour")
    assert [one.name for one in own_stories_dir().glob("tour.*")] == ["tour.bak"]
    assert save_texts({"name_en": "Li Na"}, {}) == []
    save_file("logo", b"picture")
    assert (brand().contact.name_en, brand().logo is not None) == ("Li Na", True)


@pytest.mark.usefixtures("either")
def test_who_saw_another_state_changes_nothing() -> None:
    seen = load_catalog().revision
    applied("first", seen=seen)
    with pytest.raises(ChangedError) as refused:
        applied("second", 1, seen=seen)
    assert refused.value.change.by == ("Li",)
    assert titles() == ["first"]


@pytest.mark.usefixtures("either")
def test_who_listens_hears_each_change() -> None:
    heard, comes = list[News](), Event()

    def hear(news: News) -> None:
        heard.append(news)
        comes.set()

    end = store().listen(hear)
    applied("first")
    assert comes.wait(PATIENCE_S)
    end()
    assert {one.area for one in heard} == {"pack"}


def test_another_machine_follows(shared: Replica) -> None:
    shared("b")
    comes, there = Event(), store()
    end = there.listen(lambda _: comes.set())
    shared("a")
    applied("first")
    assert comes.wait(PATIENCE_S)
    end()
    here, named = whole(), revision(local_dir())
    shared("b")
    assert (whole(), revision(local_dir())) == (here, named)


def test_following_goes_on_after_whatever_went_wrong_once(database: str) -> None:
    fails, comes = Event(), Event()

    def catch_up() -> dict[Area, int]:
        if not fails.is_set():
            fails.set()
            raise ValueError("a path that leads elsewhere")
        return {"pack": 1}

    follower = Follower(database, catch_up)
    follower.add(lambda _: comes.set())
    follower.start({"pack": 0})
    with psycopg.connect(database, autocommit=True) as other:
        assert fails.wait(PATIENCE_S)
        other.execute(f"NOTIFY {CHANNEL}".encode())
        assert comes.wait(PATIENCE_S)
    follower.end()


def test_two_machines_that_save_at_once_are_two_hands(shared: Replica) -> None:
    seen = load_catalog().revision
    shared("b")
    applied("of b", seen=seen)
    shared("a")
    with pytest.raises(ChangedError):
        applied("of a", seen=seen)
    assert titles() == ["of b"]


def test_a_copy_with_other_times_is_at_the_same_revision(shared: Replica) -> None:
    applied("of a", 2)
    seen = revision(local_dir())
    shared("b")
    store().refresh()
    for path in local_dir().iterdir():  # as on a disk that keeps whole seconds only
        os.utime(path, (1_700_000_000, 1_700_000_000))
    assert revision(local_dir()) == load_catalog().revision == seen
    applied("of b", 3, seen)
    assert revision(local_dir()) != seen


def test_sql_tells_who_changed_what(shared: Replica, database: str) -> None:
    del shared
    applied("first", 2)
    draft, _ = drafts.save({"tenants": TENANTS}, {}, "more", by="Zhao")
    told = "SELECT number, title, by, why, kind FROM atlas.revisions"
    assert queried(database, told) == [(1, "first", "Li", "count", "apply")]
    counts = "SELECT table_name, added FROM atlas.revision_tables"
    assert queried(database, counts) == [("tenants", 2)]
    rows = "SELECT key, fate FROM atlas.revision_cells ORDER BY place"
    assert queried(database, rows) == [("T0001", "added"), ("T0002", "added")]
    assert draft
    assert queried(database, "SELECT id, by, is_gone FROM atlas.drafts") == [
        (draft.id, "Zhao", False)
    ]
    assert queried(database, "SELECT is_in_force, title FROM atlas.states ORDER BY 1") == [
        (False, ""),
        (True, "first"),
    ]


def test_a_large_file_is_kept_once_and_in_pieces(
    shared: Replica, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.pack_files.MAX_CSV_TENANTS", 2)
    monkeypatch.setattr("data.stores.rows_of_files.PIECE", 1000)
    applied("register")
    applied("named anew")
    size = (local_dir() / "tenants.parquet").stat().st_size
    pieces = """SELECT count(*), sum(length(content)), count(DISTINCT hash) FROM atlas.pieces
        JOIN atlas.files USING (area, hash) WHERE path = 'local/tenants.parquet'"""
    assert queried(database, pieces) == [(-(-size // 1000), size, 1)]
    shared("b")
    store().refresh()
    assert len(load_catalog().tenants) == 3


def test_layers_that_cannot_be_shown_undo_the_change(
    shared: Replica, monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    del shared
    applied("first", 1)
    before = whole()

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("data.stores.postgres.show", broken)
    with pytest.raises(ZeroDivisionError):
        applied("second", 2)
    assert whole() == before
    assert queried(database, "SELECT number FROM atlas.areas WHERE area = 'pack'") == [(1,)]


def test_while_the_database_is_gone_readers_read_and_saving_says_so(
    shared: Replica, postgres: Path, database: str
) -> None:
    del shared
    applied("first")
    before, name = whole(), database.rpartition("/")[2].partition("?")[0]
    with psycopg.connect(url_of(postgres, "postgres"), autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        with pytest.raises(StoreError):
            applied("second", 1)
        assert len(load_catalog()["tenants"]) == 3
        assert whole() == before
        comes = Event()
        end = store().listen(lambda _: comes.set())
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())
    applied("third", 2)
    assert comes.wait(PATIENCE_S), "the listener comes back by itself"
    end()
    assert titles() == ["first", "third"]


_KILLED = """
import os, signal, sys
from data.stores import store
from data.stores import postgres, trees
from tests import test_stores
place, name = sys.argv[1].split(".")
module = {"postgres": postgres, "trees": trees}[place]
whole, calls = getattr(module, name), []
def killed(*given, **named):
    calls.append(name)
    if len(calls) == int(sys.argv[3]):
        if sys.argv[2] == "after":
            whole(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)
    return whole(*given, **named)
setattr(module, name, killed)
if sys.argv[4] == "write":
    test_stores.applied("second", 2)
else:
    store().refresh()
"""


def killed_at(where: str, when: str, call: int = 1, what: str = "write") -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, where, when, str(call), what],
        cwd=ROOT,
        check=False,
        env=dict(os.environ),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == -9, done.stderr


@pytest.mark.parametrize(
    ("where", "when", "call", "found"),
    [
        ("postgres.remembered_as_it_is", "after", 1, "first"),
        ("postgres.walked", "after", 1, "first"),  # all is done in the folder
        ("postgres.put", "after", 1, "first"),  # all is in the transaction
        ("postgres.say", "before", 2, "second"),  # committed; the copy does not know
    ],
)
def test_a_kill_between_steps_leaves_the_old_or_the_new_on_both(
    where: str, when: str, call: int, found: str, shared: Replica
) -> None:
    applied("first", 1)
    killed_at(where, when, call)
    hashes = []
    for name in ("a", "b"):
        shared(name)
        store().refresh()
        assert load_catalog().own.title == found
        hashes.append(tables_hash(local_dir()))
    assert hashes[0] == hashes[1]
    assert titles()[-1] == found


def test_a_kill_of_who_follows_leaves_a_whole_copy(shared: Replica) -> None:
    applied("first", 1)
    shared("b")
    there = store()
    assert isinstance(there, PostgresStore)
    there.end()
    there.refresh()
    shared("a")
    applied("second", 2)
    shared("b")
    killed_at("trees._take_in", "after", 1, "follow")  # all but the pack in force has come
    assert load_catalog().own.title in {"first", "second"}
    store().refresh()
    assert load_catalog().own.title == "second"
    of_b = whole()
    shared("a")
    assert whole() == of_b


def test_a_copy_is_exact_there_and_back(
    machine: Replica, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine("from")
    applied("first", 1)
    applied("second", 2)
    drafts.save({"tenants": TENANTS}, {}, "draft")
    save_texts({"name_en": "Li Na"}, {})
    (local_dir() / "empty").mkdir()
    before, named = whole(), revision(local_dir())
    trail = (kept_dir(local_dir()) / "trail.jsonl").read_bytes()
    exported = export(load_catalog(), tmp_path / "exported")
    for source, target in (("from", database), (database, "to")):
        ends = [one if "://" in one else str(tmp_path / one) for one in (source, target)]
        assert main(["--lang", "en", "copy", *ends]) == 0
        assert main(["--lang", "en", "copy", *ends]) == 1  # not empty any more
        assert main(["--lang", "en", "copy", *ends, "--replace"]) == 0
    machine("to")
    assert (whole(), revision(local_dir())) == (before, named)
    assert (kept_dir(local_dir()) / "trail.jsonl").read_bytes() == trail
    for path in export(load_catalog(), tmp_path / "again"):
        assert path.read_bytes() == (tmp_path / "exported" / path.name).read_bytes()
    assert len(exported) > 20
    assert queried(database, "SELECT title FROM atlas.revisions ORDER BY place") == [
        ("first",),
        ("second",),
    ]
    # What is there already is not another store's to take.
    monkeypatch.setenv(STORE.name, database)
    with pytest.raises(StoreError, match="own_folder"):
        store().start()


def test_a_file_with_a_name_of_another_encoding_is_told(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "local").mkdir()
    (tmp_path / "local" / os.fsdecode("说明.txt".encode("gbk"))).touch()
    assert main(["--lang", "en", "copy", str(tmp_path), database]) == 1
    assert "txt is not UTF-8" in capsys.readouterr().err


def test_a_working_copy_is_of_one_store_only(
    shared: Replica, postgres: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    del shared
    applied("first")
    other = url_of(postgres, f"other_{os.getpid()}")
    with psycopg.connect(url_of(postgres, "postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE other_{os.getpid()}".encode())
    monkeypatch.setenv(STORE.name, other)
    with pytest.raises(StoreError, match="other_copy"):
        store().start()
    monkeypatch.delenv(STORE.name)
    with pytest.raises(StoreError, match="is_copy"):
        applied("past the store")
    assert main(["--lang", "en", "copy", str(tmp_path / "b"), str(tmp_path / "a")]) == 1


def test_the_schema_goes_up_down_and_up_and_loses_nothing(shared: Replica, database: str) -> None:
    del shared
    applied("first")
    told = "SELECT token, number, title, by FROM atlas.revisions"
    before = queried(database, told)
    assert history.standing(database).behind == ()
    history.down(database, "0001")
    assert "0002" in history.standing(database).behind
    with pytest.raises(StoreError, match="not_empty"):
        history.down(database, "base")
    with pytest.raises(StoreError, match="no_step"):
        history.down(database, "nowhere")
    store().start()
    assert queried(database, told) == before
    assert titles() == ["first"]
    with psycopg.connect(database) as writer:
        writer.execute("DELETE FROM atlas.alembic_version")
        writer.execute("INSERT INTO atlas.alembic_version VALUES ('later')")
    with pytest.raises(StoreError, match="too_new"):
        store().start()


def test_an_empty_schema_goes_all_the_way_down(database: str) -> None:
    history.up(database)
    history.down(database, "base")
    assert queried(database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'atlas'") == [(1,)]
    history.up(database)
    assert history.standing(database).behind == ()


def test_what_is_wrong_with_the_database_is_said_without_its_password(
    machine: Replica,
    postgres: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    machine("a")
    monkeypatch.setenv("PGCONNECT_TIMEOUT", "3")
    secret = "correct-horse"  # noqa: S105
    for url, said in (
        (f"postgresql://x:{secret}@127.0.0.1:1/atlas", "cannot be reached"),
        (f"postgresql://x:{secret}@[::1/atlas", "cannot be read"),
        (f"mysql://x:{secret}@db/atlas", "cannot be read"),
        (f"postgresql://x:p@ss-{secret}@db/atlas", "cannot be read"),  # of which @ is a part
        (f"postgresql://x:p/ss-{secret}@db/atlas", "cannot be read"),
        (url_of(postgres, "nowhere"), "no such database or user"),
        (url_of(postgres, "postgres", "nobody_at_all"), "no such database or user"),
    ):
        monkeypatch.setenv(STORE.name, url)
        assert main(["--lang", "en", "trail"]) == 1
        told = capsys.readouterr().err
        assert said in told, told
        assert secret not in told
    monkeypatch.setenv(STORE_PASSWORD.name, str(tmp_path / "none"))
    assert main(["--lang", "zh", "trail"]) == 1
    assert "无法读取" in capsys.readouterr().err


def test_a_role_that_may_not_make_tables_is_told_who_must(
    machine: Replica, postgres: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine("a")
    role = f"plain_{os.getpid()}"
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {role} LOGIN".encode())
    name = database.rpartition("/")[2].partition("?")[0]
    monkeypatch.setenv(STORE.name, url_of(postgres, name, role))
    with pytest.raises(StoreError, match="no_rights"):  # there are no tables yet
        store().start()
    history.up(database)
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute(f"GRANT atlas_app TO {role}".encode())
    store().start()
    applied("by the app's role")

    one = store()
    assert isinstance(one, PostgresStore)
    one.end()
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute(f"DROP OWNED BY {role}; DROP ROLE {role}".encode())


def test_an_owner_who_is_no_administrator_sets_it_up(
    machine: Replica, postgres: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine("a")
    monkeypatch.setenv(STORE.name, new_database(postgres, owner=f"owner_{os.getpid()}"))
    store().start()
    applied("by the owner")
    assert titles() == ["by the owner"]
    store().end()  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_holds_no_chinese_is_refused(
    encoding: str, machine: Replica, postgres: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an installation without a locale makes."""
    machine("a")
    name = f"{encoding.lower()}_{os.getpid()}"
    with psycopg.connect(url_of(postgres, "postgres"), autocommit=True) as admin:
        like = f"TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'"
        admin.execute(f"CREATE DATABASE {name} {like}".encode())
    monkeypatch.setenv(STORE.name, url_of(postgres, name))
    with pytest.raises(StoreError, match=f"encoding: .*{encoding}"):
        store().start()


def test_a_pooler_that_keeps_no_sessions_is_refused(
    machine: Replica, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine("a")
    assert hears(database)
    monkeypatch.setattr("data.stores.postgres.hears", lambda _: False)
    monkeypatch.setenv(STORE.name, database)
    with pytest.raises(StoreError, match="pooled"):
        store().start()


def test_a_search_path_and_a_schema_of_postgis_may_be_any(
    machine: Replica, postgres: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine("a")
    name = f"elsewhere_{os.getpid()}"
    with psycopg.connect(url_of(postgres, "postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
        admin.execute(f"ALTER DATABASE {name} SET search_path = ''".encode())
    with psycopg.connect(url_of(postgres, name), autocommit=True) as admin:
        admin.execute('CREATE SCHEMA "Geo data"')
        admin.execute('GRANT USAGE ON SCHEMA "Geo data" TO PUBLIC')
        admin.execute('CREATE EXTENSION postgis SCHEMA "Geo data"')
    url = url_of(postgres, name)
    monkeypatch.setenv(STORE.name, url)
    store().start()
    applied("first", 2)
    assert queried(url, "SELECT count(*) FROM in_force.tenants") == [(2,)]
    assert collect(url) == 0
    store().end()  # type: ignore[attr-defined]


def test_the_database_looks_after_a_machine_that_may_be_gone(database: str) -> None:
    """Else its locks stay for two hours: nobody else could save."""
    asked = "SELECT name FROM pg_settings WHERE source = 'session' AND name LIKE 'tcp_%'"
    with connected(database) as made:
        found = {name for (name,) in made.execute(asked)}
        assert made.info.get_parameters()["tcp_user_timeout"] == "30000"
    names = ("keepalives_idle", "keepalives_interval", "keepalives_count", "user_timeout")
    assert found == {f"tcp_{one}" for one in names}


def test_who_saves_is_told_whether_to_try_again(database: str, shared: Replica) -> None:
    """What a database refuses is no connection that is lost."""
    del shared
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("ALTER TABLE atlas.changes ADD CHECK (number < 1)")
    with pytest.raises(StoreError, match="refused") as refusal:
        applied("first")
    assert why_not(refusal.value, "") == "store.not_taken"


def test_the_folder_needs_no_database() -> None:
    """Whoever sets nothing loads nothing of it."""
    said = subprocess.run(
        [sys.executable, "-c", "import sys, data.__main__, data.drafts; print(*sys.modules)"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout.split()
    assert not {"psycopg", "sqlalchemy", "alembic"} & {*said}


def test_another_park_has_its_own(
    shared: Replica, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A second park is kept as the first: nothing of it is in the store's code."""
    shutil.copytree(DATA_DIR / "parks" / "brendsand", tmp_path / "park")
    monkeypatch.setenv(PARK.name, str(tmp_path / "park"))
    assert apply_tables({}, {}, "theirs") == []
    shared("b")
    store().refresh()
    assert read_about(local_dir())["title"] == "theirs"
    assert load_catalog().problems == ()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('用户 "li" Password 认证失败', "password"),
        ('数据库 "atlas" 不存在', "no_database"),
        ('没有用于主机 "10.0.0.5" 的 pg_hba.conf 记录', "no_rights"),
    ],
)
def test_a_database_that_speaks_chinese_is_understood(said: str, why: str) -> None:
    error = psycopg.OperationalError(
        f'connection to server at "db", port 5432 failed: 致命错误: {said}'
    )
    assert refused(error, "postgresql://li@db/atlas").message_id == f"store.{why}"

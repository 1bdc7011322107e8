"""Layers in PostGIS: who sees and changes what, and what becomes of an edit; on a real server.

The statements are those that QGIS 3.22 sends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import shapely
from psycopg import errors, sql

from data import drafts
from data.catalog import load_catalog, load_state
from data.layers import build
from data.layers.collect import collect, collecting
from data.local_pack import apply_tables
from data.settings import STATE, STORE
from data.stores import StoreError, history, store
from data.stores.postgres import PostgresStore
from tests.postgres import url as url_of
from tests.test_local_pack import TENANTS
from tests.waiting import until

Login = Callable[[str], psycopg.Connection[Any]]
INSERT_POINT = (
    'INSERT INTO "layers"."landmarks"("geom","fid","name_zh","kind","error_m")'
    " VALUES (st_geomfromwkb(%s,4326),nextval('layers.new_fids'::regclass),%s,%s,%s)"
    ' RETURNING "fid"'
)
BOW = "MULTIPOLYGON(((105.9 29.3,105.91 29.31,105.91 29.3,105.9 29.31,105.9 29.3)))"


@pytest.fixture
def url(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the store of a server that has started, with its people."""
    monkeypatch.delenv("ATLAS_LOCAL", raising=False)
    monkeypatch.setenv(STATE.name, str(tmp_path))
    monkeypatch.setenv(STORE.name, database)
    store().start()
    with psycopg.connect(database) as hand:
        for name, role in {
            "li": "editor",
            "ann": "editor",
            "wang": "viewer",
            "eve": "guest",
        }.items():
            made = sql.SQL("CREATE ROLE {} LOGIN IN ROLE {}")
            if not hand.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
                hand.execute(made.format(sql.Identifier(name), sql.Identifier(f"atlas_{role}")))
        hand.execute("INSERT INTO atlas.people VALUES ('li', '李工', '{C}'), ('ann', 'Ann', '{}')")
    return database


@pytest.fixture
def login(url: str, postgres: Path) -> Iterator[Login]:
    """Give connections of people, each a login of his own."""
    name = url.rpartition("/")[2].partition("?")[0]
    opened: list[psycopg.Connection[Any]] = []

    def as_user(user: str) -> psycopg.Connection[Any]:
        opened.append(psycopg.connect(url_of(postgres, name, user), autocommit=True))
        return opened[-1]

    yield as_user
    for one in opened:
        one.close()


def one(hand: psycopg.Connection[Any], query: str, *values: Any) -> Any:
    row = hand.execute(query.encode(), values).fetchone()
    return row[0] if row and len(row) == 1 else row


def test_the_layers_show_what_is_in_force(login: Login) -> None:
    """Counts are those of the shipped files: lines of CSV, features of GeoJSON."""
    hand, catalog = login("wang"), load_catalog()
    shown = {
        "zone_outlines": 6,
        "tenants": 330,
        "figures": 193,
        "placements": 382,
        "project_places": 25,
        "landmarks": 14 + 2,
    }
    for layer, count in shown.items():
        assert one(hand, f"SELECT count(*) FROM layers.{layer}") == count  # noqa: S608
    drawn = catalog.outlines["zone_outlines"].set_index("feature_id").geometry
    for zone, wkb in hand.execute("SELECT feature_id, ST_AsBinary(geom) FROM layers.zone_outlines"):
        assert shapely.from_wkb(wkb).geoms[0].equals_exact(drawn[zone], 0)
    kinds = hand.execute(
        "SELECT f_table_name, type, srid FROM geometry_columns WHERE f_table_schema = 'layers'"
    ).fetchall()
    assert ("routes", "MULTILINESTRING", 4326) in kinds
    assert ("tenants", "POINT", 4326) in kinds
    about = "SELECT ST_XMin(region), ST_YMax(region) FROM layers.about"
    assert one(hand, about) == (105.0, 30.0)


def test_a_register_elsewhere_leaves_its_layer_empty(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ATLAS_LOCAL", raising=False)
    monkeypatch.setenv(STATE.name, str(tmp_path / "state"))
    monkeypatch.setenv(STORE.name, database)
    monkeypatch.setenv("ATLAS_REGISTER", str(tmp_path / "away"))
    store().start()
    with psycopg.connect(database) as hand:
        assert one(hand, "SELECT count(*) FROM in_force.tenants") == 0
        assert one(hand, "SELECT count(*) FROM in_force.zone_outlines") == 6


WAYS = (
    "SELECT count(*) FROM layers.{0}",
    "SELECT count(*) FROM in_force.{0}",
    "SELECT sum(n) FROM (SELECT 1 AS n FROM in_force.{0} WHERE evidence = 'illustrative') t",
    "SELECT count(*) FROM in_force.{0} WHERE evidence = 'illustrative' OR length(pack) > 99",
)


def test_a_guest_sees_what_was_published(login: Login, url: str) -> None:
    guest = login("eve")
    for table in ("tenants", "zone_outlines", "project_places", "assumptions"):
        assert not any(one(guest, way.format(table)) for way in WAYS)
        with (
            guest.cursor() as cursor,
            cursor.copy(
                sql.SQL("COPY (SELECT * FROM {}) TO STDOUT").format(
                    sql.Identifier("in_force", table)
                )
            ) as out,
        ):
            assert not [*out]
    assert one(guest, "SELECT count(*) FROM layers.figures") == 193
    assert not guest.execute("SELECT * FROM pg_stats WHERE schemaname = 'in_force'").fetchall()
    with psycopg.connect(url) as hand:
        hand.execute("ANALYZE")
        found = "SELECT count(*) FROM pg_stats WHERE schemaname = 'in_force' AND attname = 'zone'"
        assert one(hand, found) == 0
    for forbidden in (
        "SELECT * FROM atlas.drafts",
        "SELECT * FROM atlas.revision_cells",
        "SELECT * FROM atlas.files",
        "INSERT INTO layers.edits (layer, fid, act) VALUES ('zone_outlines', 1, 'delete')",
        "DELETE FROM layers.zone_outlines",
        "DELETE FROM in_force.figures",
        "COPY in_force.figures FROM STDIN",
        "UPDATE atlas.people SET zones = '{}'",
        "SET ROLE atlas_viewer",
        "ALTER TABLE in_force.tenants DISABLE ROW LEVEL SECURITY",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            guest.execute(forbidden.encode())


TRAIL = ("revisions", "revision_tables", "revision_cells", "states", "drafts")


def test_the_trail_tells_nothing_to_who_sees_what_was_published(login: Login, url: str) -> None:
    """Role × table: who may see the trail in the pages sees it in the database, and no other."""
    ann = login("ann")
    for year in (2020, 2021):  # one is published, one is a draft
        ann.execute("UPDATE layers.tenants SET since_year = %s WHERE tenant_id = 'T0002'", [year])
        collect(url)
        if year == 2020:
            drafts.publish(drafts.drafts()[0].id)
    with psycopg.connect(url) as hand:
        for name, role in {"rob": "publisher", "ida": "admin", "web": "app"}.items():
            if not hand.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
                made = sql.SQL("CREATE ROLE {} LOGIN IN ROLE {}")
                hand.execute(made.format(sql.Identifier(name), sql.Identifier(f"atlas_{role}")))
    seen = ("ann", "rob", "ida", "web")
    counts = {
        (name, table): one(login(name), f"SELECT count(*) FROM atlas.{table}")  # noqa: S608
        for name in seen
        for table in TRAIL
    }
    assert all(counts.values()), counts
    one_edit = "SELECT count(*) FROM layers.edits WHERE before->>'evidence' = 'illustrative'"
    assert one(login("rob"), one_edit) == 2
    with psycopg.connect(url) as hand:
        hand.execute(
            "INSERT INTO atlas.people (login, published_only) VALUES ('ann', true), ('rob', true),"
            " ('ida', true) ON CONFLICT (login) DO UPDATE SET published_only = true"
        )
    for name in ("ann", "rob", "ida"):
        hand = login(name)
        for table in TRAIL:
            assert one(hand, f"SELECT count(*) FROM atlas.{table}") == 0, (name, table)  # noqa: S608
            copied = f"COPY (SELECT * FROM atlas.{table}) TO STDOUT"  # noqa: S608
            with hand.cursor() as cursor, cursor.copy(copied.encode()) as out:
                assert not [*out], (name, table)
        assert not hand.execute(
            "SELECT FROM pg_stats WHERE schemaname = 'atlas' AND tablename = ANY(%s)", [[*TRAIL]]
        ).fetchall()
    assert [one(login(name), one_edit) for name in ("rob", "ida")] == [0, 0]
    for name in ("wang", "eve"):
        for table in TRAIL:
            with pytest.raises(errors.InsufficientPrivilege):
                login(name).execute(f"SELECT FROM atlas.{table}".encode())


def test_who_sees_what_was_published_only_changes_nothing(login: Login, url: str) -> None:
    """As in the pages, whatever the role (docs/roles.md); what waits is taken up no more."""
    ann, here = login("ann"), shapely.to_wkb(shapely.Point(105.93, 29.35))
    ann.execute(INSERT_POINT.encode(), [here, "展示厅", "civic", 20])
    with psycopg.connect(url) as hand:
        hand.execute("UPDATE atlas.people SET published_only = true WHERE login = 'ann'")
    for query in (
        INSERT_POINT,
        "INSERT INTO layers.edits (layer, fid, act) VALUES ('tenants', 1, 'delete')",
    ):
        values = [here, "另一处", "civic", 20] if query == INSERT_POINT else []
        with pytest.raises(errors.CheckViolation, match="changes nothing"):
            ann.execute(query.encode(), values)
    assert collect(url) == 0
    assert drafts.drafts() == []


def test_no_function_trusts_a_search_path(url: str) -> None:
    with psycopg.connect(url) as hand:
        loose = hand.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace IN"
            " ('layers'::regnamespace, 'in_force'::regnamespace)"
            " AND NOT coalesce(proconfig::text LIKE '%search_path=pg_catalog%', false)"
        ).fetchall()
        views = hand.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'v' AND relnamespace ="
            " 'layers'::regnamespace AND NOT 'security_invoker=true' = ANY(reloptions)"
        ).fetchall()
        bare = hand.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace ="
            " 'in_force'::regnamespace AND NOT relrowsecurity"
        ).fetchall()
    assert (loose, views, bare) == ([], [], [])


def test_an_edit_is_seen_by_whom_it_is_of_and_becomes_a_draft(login: Login, url: str) -> None:
    ann, wang = login("ann"), login("wang")
    name = (
        "SELECT name_en, my_edit, round(ST_X(ST_Centroid(geom))::numeric, 4)"
        " FROM layers.zone_outlines WHERE feature_id = 'C'"
    )
    was, _, x = one(wang, name)
    fid = one(ann, "SELECT fid FROM layers.zone_outlines WHERE feature_id = 'C'")
    moved = one(
        ann,
        "SELECT ST_AsBinary(ST_Translate(geom, 0.001, 0)) FROM layers.zone_outlines WHERE fid = %s",
        fid,
    )
    ann.execute(
        'UPDATE "layers"."zone_outlines" SET "name_en"=%s WHERE "fid"=%s', ["Zone Sea", fid]
    )
    ann.execute(
        'UPDATE "layers"."zone_outlines" SET "geom"=st_geomfromwkb(%s,4326) WHERE "fid"=%s',
        [moved, fid],
    )
    new = one(
        ann, INSERT_POINT, shapely.to_wkb(shapely.Point(105.93, 29.35)), "展示厅", "civic", 20
    )
    assert one(ann, name) == ("Zone Sea", "waiting", x + one(ann, "SELECT 0.001::numeric"))
    assert one(wang, name) == (was, None, x)
    assert one(ann, "SELECT lon, lat FROM layers.landmarks WHERE fid = %s", new) == (105.93, 29.35)

    assert collect(url) == 2
    [draft] = drafts.drafts()
    assert (draft.done.by, draft.done.title) == ("Ann", "QGIS 中的修改 · Ann")
    changed = {name: (n.added, n.changed) for name, n in draft.changes.counts.items()}
    assert changed["landmarks"] == (1, 0)
    assert one(ann, "SELECT evidence FROM layers.landmarks WHERE fid = %s", new) == "official"
    assert one(ann, name)[:2] == ("Zone Sea", "proposed")

    ann.execute('UPDATE "layers"."landmarks" SET "name_en"=%s WHERE "fid"=%s', ["Hall", new])
    assert collect(url) == 1
    assert [one.id for one in drafts.drafts()] == [draft.id], "further edits go onto the same draft"
    assert drafts.publish(draft.id) == []
    assert one(wang, name) == ("Zone Sea", None, x + one(ann, "SELECT 0.001::numeric"))
    assert one(wang, "SELECT name_en, pack FROM layers.landmarks WHERE name_zh = '展示厅'") == (
        "Hall",
        "own",
    )
    assert {row[0] for row in ann.execute("SELECT state FROM layers.my_edits")} == {"published"}
    catalog = load_catalog()
    assert catalog.problems == ()
    assert catalog.outlines["zone_outlines"].shape[0] == 6
    [source] = catalog["sources"][catalog.own.rows("sources", catalog["sources"])]["title_en"]
    assert source == "Entered in QGIS by Ann"

    # What is of one's own can go again; a draft that is dropped leaves nothing.
    gone = one(ann, "SELECT fid FROM layers.landmarks WHERE name_zh = '展示厅'")
    ann.execute('DELETE FROM "layers"."landmarks" WHERE "fid" IN (%s)', [gone])
    assert collect(url) == 1
    [draft] = drafts.drafts()
    assert draft.changes.counts["landmarks"].removed == 1
    drafts.drop(draft.id)
    assert one(ann, "SELECT name_en FROM layers.landmarks WHERE name_zh = '展示厅'") == "Hall"


def test_a_server_that_is_behind_shows_nothing_older(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = store()
    assert isinstance(behind, PostgresStore)
    behind.end()  # it hears of nothing any more
    monkeypatch.setenv(STATE.name, str(tmp_path / "other"))
    other = store()
    other.start()
    assert apply_tables({"tenants": TENANTS}, {}, "of another server") == []
    assert isinstance(other, PostgresStore)
    other.end()
    monkeypatch.setenv(STATE.name, str(tmp_path))
    monkeypatch.setattr(PostgresStore, "refresh", lambda _: None)
    assert collect(url) == 0
    with psycopg.connect(url) as hand:
        assert hand.execute("SELECT count(*) FROM in_force.tenants").fetchone() == (len(TENANTS),)


def test_what_is_wrong_is_refused_at_once_in_both_languages(login: Login) -> None:
    ann, li = login("ann"), login("li")
    outline = (
        "UPDATE layers.zone_outlines SET geom = ST_GeomFromText(%s, 4326) WHERE feature_id = 'C'"
    )
    metres = "MULTIPOLYGON(((40 30,41 30,41 31,40 30)))"
    cases: list[tuple[psycopg.Connection[Any], str, list[Any], str, str]] = [
        (
            ann,
            "UPDATE layers.tenants SET status = 'dreamt' WHERE tenant_id = 'T0001'",
            [],
            "“status”不能填“dreamt”，只能选：operating, partial",
            "“status” cannot be “dreamt”: choose one of operating, partial",
        ),
        (
            ann,
            INSERT_POINT,
            [shapely.to_wkb(shapely.Point(105.93, 29.35)), "x", "castle", 20],
            "“kind”不能填“castle”",
            "“kind” cannot be “castle”",
        ),
        (ann, outline, [BOW], "图形有误", "Self-intersection"),
        # A new row, which has no id yet, is told by its name.
        (
            ann,
            INSERT_POINT,
            [shapely.to_wkb(shapely.Point(40, 30)), "展示厅", "civic", 20],
            "“展示厅”的坐标",
            "“展示厅” (40.0000, 30.0000",
        ),
        (ann, outline, [metres], "不在园区所在区域内", "outside the region"),
        (
            ann,
            "UPDATE layers.zone_outlines SET geom = NULL WHERE feature_id = 'C'",
            [],
            "没有图形",
            "no shape",
        ),
        (ann, "UPDATE layers.figures SET value = 1", [], "公开报道", "was printed"),
        (ann, "DELETE FROM layers.figures", [], "公开报道", "was printed"),
        (
            li,
            "UPDATE layers.zone_outlines SET name_en = 'x' WHERE feature_id = 'A'",
            [],
            "以下片区",
            "these zones only",
        ),
        (
            li,
            "UPDATE layers.tenants SET zone = 'C' WHERE tenant_id = 'T0002'",
            [],
            "以下片区",
            "these zones only",
        ),
        (
            li,
            INSERT_POINT,
            [shapely.to_wkb(shapely.Point(105.93, 29.35)), "x", "civic", 20],
            "以下片区",
            "these zones",
        ),
        (
            ann,
            (
                "INSERT INTO layers.zone_outlines (feature_id, geom)"
                " SELECT 'C', geom FROM layers.zone_outlines LIMIT 1"
            ),
            [],
            "已被使用",
            "is taken",
        ),
        (
            li,
            (
                "INSERT INTO layers.edits (layer, fid, act) SELECT 'zone_outlines', fid,"
                " 'delete' FROM layers.zone_outlines WHERE feature_id = 'A'"
            ),
            [],
            "以下片区",
            "these zones only",
        ),
    ]
    for hand, query, values, zh, en in cases:
        with pytest.raises(errors.CheckViolation) as refused:
            hand.execute(query.encode(), values)
        assert zh in str(refused.value), query
        assert en in str(refused.value), query
    # Of PostGIS itself, in English: QGIS converts both before it saves.
    wrong_system = "UPDATE layers.zone_outlines SET geom = ST_SetSRID(geom, 4490)"
    with pytest.raises(errors.InvalidParameterValue, match="4490"):
        ann.execute(wrong_system.encode())
    with pytest.raises(errors.ObjectNotInPrerequisiteState):
        ann.execute("UPDATE layers.district SET name_en = 'x'")
    for forged in ("login", "state", "before", "pack"):
        with pytest.raises(errors.InsufficientPrivilege):
            ann.execute(
                sql.SQL(
                    "INSERT INTO layers.edits (layer, fid, act, {})"
                    " VALUES ('routes', 1, 'delete', NULL)"
                ).format(sql.Identifier(forged))
            )
    assert one(ann, "SELECT count(*) FROM layers.edits") == 0


def test_a_faulty_edit_is_kept_and_told_and_stops_no_other(login: Login, url: str) -> None:
    ann, li = login("ann"), login("li")
    hall = one(
        ann, INSERT_POINT, shapely.to_wkb(shapely.Point(105.93, 29.35)), "展示厅", "civic", 20
    )
    ann.execute("UPDATE layers.tenants SET sector = 'no_such' WHERE tenant_id = 'T0001'")
    ann.execute("UPDATE layers.tenants SET since_year = 2021 WHERE tenant_id = 'T0002'")
    li.execute("UPDATE layers.zone_outlines SET name_zh = 'C片区' WHERE feature_id = 'C'")
    assert collect(url) == 3
    found = "SELECT fid, key, problem_zh, problem_en FROM layers.my_edits WHERE state = 'faulty'"
    [(fid, key, zh, en)] = ann.execute(found).fetchall()
    assert key == "T0001"
    assert fid == one(ann, "SELECT fid FROM layers.tenants WHERE tenant_id = 'T0001'")
    # The layer, not the file and the line that the edit would become.
    assert zh.startswith("入园企业 [sector]：“no_such”")
    assert en.startswith("enterprises in the park [sector]: “no_such”")
    assert {one.done.by for one in drafts.drafts()} == {"Ann", "李工"}
    assert li.execute(found).fetchall() == []
    assert one(li, "SELECT my_edit FROM layers.zone_outlines WHERE feature_id = 'C'") == "proposed"
    with pytest.raises(errors.CheckViolation, match="在这里撤回"):
        ann.execute("DELETE FROM layers.my_edits WHERE state = 'proposed'")

    ann.execute("UPDATE layers.tenants SET sector = 'data' WHERE tenant_id = 'T0001'")
    assert collect(url) == 1
    assert ann.execute(found).fetchall() == []
    ann.execute("DELETE FROM layers.landmarks WHERE fid = %s", [hall])
    end = collecting(url)
    try:
        until(lambda: one(ann, "SELECT count(*) FROM layers.edits WHERE state = 'waiting'") == 0)
    finally:
        end()
    [draft] = [one for one in drafts.drafts() if one.done.by == "Ann"]
    assert "landmarks" not in draft.changes.counts
    rows = load_state(draft.pack, draft.revision)["tenants"].set_index("tenant_id")
    assert len(rows) == 330
    assert (rows["sector"]["T0001"], rows["since_year"]["T0002"]) == ("data", 2021)


def test_nobody_keeps_the_edits_of_others_from_being_taken_up(login: Login, url: str) -> None:
    """Whatever somebody writes into the table of edits past the layers: Ann's turn comes first."""
    ann, li = login("ann"), login("li")
    written = (
        "INSERT INTO layers.edits (layer, fid, act, after) VALUES ('events', %s, 'insert', %s)"
    )
    for fid, after in enumerate(("[]", "7", '{"title_zh": [1], "date": {"a": 1}}'), start=9001):
        ann.execute(written.encode(), [fid, after])
    li.execute("UPDATE layers.zone_outlines SET name_zh = 'C片区' WHERE feature_id = 'C'")
    assert collect(url) == 1
    assert {row[0] for row in ann.execute("SELECT state FROM layers.my_edits")} == {"faulty"}
    assert [draft.done.by for draft in drafts.drafts()] == ["李工"]


def test_who_leaves_a_layer_open_keeps_nobody_from_saving(
    login: Login, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Layers that another version of the app makes anew wait for him; saving does not."""
    whole = build._whole()
    monkeypatch.setattr(build, "_WAIT_S", 0.1)
    monkeypatch.setattr(build, "_whole", lambda: (*whole, "-- of another version"))
    wang = login("wang")
    shown = "SELECT count(*) FROM layers.tenants"
    with wang.transaction():
        assert one(wang, shown) == 330
        assert apply_tables({"tenants": TENANTS}, {}, "meanwhile") == []
        with pytest.raises(StoreError, match="busy"):
            collect(url)
    collect(url)
    assert one(wang, shown) == len(TENANTS)


def test_a_large_register_is_shown_after_it_is_published(
    login: Login, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who publishes does not wait for a million rows; nothing is lost meanwhile."""
    monkeypatch.setattr("data.pack_files.MAX_CSV_TENANTS", 2)
    ann, wang = login("ann"), login("wang")
    year = "SELECT since_year FROM layers.tenants WHERE tenant_id = 'T0002'"
    ann.execute("UPDATE layers.tenants SET since_year = 2021 WHERE tenant_id = 'T0002'")
    collect(url)
    assert drafts.publish(drafts.drafts()[0].id) == []
    assert load_catalog().register is not None
    assert (one(ann, year), one(wang, year)) == (2021, None)
    collect(url)
    assert one(wang, year) == 2021
    assert one(wang, "SELECT count(*) FROM layers.tenants") == 330
    assert {row[0] for row in ann.execute("SELECT state FROM layers.my_edits")} == {"published"}


def test_down_and_up_again(url: str) -> None:
    history.down(url, "0003")
    with psycopg.connect(url) as hand:
        assert one(hand, "SELECT to_regnamespace('layers')") is None
    history.up(url)
    store().start()
    with psycopg.connect(url) as hand:
        assert one(hand, "SELECT count(*) FROM layers.tenants") == 330

"""What is told where an engine cannot be asked: why, where, and never a password."""

from __future__ import annotations

import socket
from pathlib import Path

import ibis
import numpy as np
import psycopg
import pytest
import shapely

from data.i18n import LANGS, translate
from data.registers.addresses import read_address
from data.registers.ibis_engine import Ibis, connected
from data.registers.loading import load, main
from data.registers.questions import UnreachableError, Where
from data.registers.rows import cells_of
from tests.shipped import AXES
from tests.test_registers_engines import ROWS, register_table

SECRET = "pass-7f3"  # noqa: S105


def refused(address: str) -> UnreachableError:
    with pytest.raises(UnreachableError) as caught:
        connected(address, AXES).counts()
    said = [str(caught.value), repr(caught.value.__cause__ or "")]
    assert not any(SECRET in one for one in said)
    for lang in LANGS:
        assert translate(lang, f"register.why.{caught.value.why}", what="x")
    return caught.value


@pytest.mark.parametrize(
    "address",
    [
        f"oracle://li:{SECRET}@db/park/tenants",
        f"postgresql://li:{SECRET}@/park/tenants",
        f"postgresql://li:{SECRET}@db:port/park/tenants",
        f"postgresql://li:{SECRET}@db",
        f"postgresql://li:{SECRET}@db/a/b/tenants",
        "spark://host:15002/database/tenants",
        "trino://host/memory/te nants;drop",
    ],
)
def test_what_is_no_address(address: str) -> None:
    assert refused(address).why == "address"


@pytest.mark.parametrize("engine", ["postgresql", "clickhouse", "trino", "spark"])
def test_where_nobody_listens_is_told_at_once(engine: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        port = taken.getsockname()[1]
        found = refused(f"{engine}://li:{SECRET}@127.0.0.1:{port}/tenants")
    assert (found.why, found.where) == ("away", f"{engine}://127.0.0.1:{port}")


@pytest.mark.parametrize(("engine", "package"), [("clickhouse", "clickhouse"), ("trino", "trino")])
def test_a_driver_that_is_not_installed_is_named(engine: str, package: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = refused(f"{engine}://li:{SECRET}@127.0.0.1:{server.getsockname()[1]}/tenants")
    assert (found.why, found.what) == ("package", f"ibis-framework[{package}]")


def test_postgresql_refuses(database: str, tmp_path: Path) -> None:
    """No database, table, column or rights; other types, unknown codes, no cells, rows twice."""
    address = register_table(database)
    assert refused(address.replace("/atlas_", "/nowhere_")).why == "login"
    assert (refused(address).why, refused(address).what) == ("register", "tenants")
    ROWS.head(40).to_parquet(tmp_path / "tenants.parquet")
    load(tmp_path / "tenants.parquet", read_address(address))
    with psycopg.connect(database, autocommit=True) as server:
        server.execute(f"create role reader_{server.info.backend_pid} login password '{SECRET}'")
        reader = address.replace("postgres@", f"reader_{server.info.backend_pid}:{SECRET}@")
        assert refused(reader).why == "rights"
        server.execute(f"grant select on tenants to reader_{server.info.backend_pid}")
        # A new table every night: who may read is not asked to be let in again.
        load(tmp_path / "tenants.parquet", read_address(address))
        whole = f"{reader}&application_name=ours&options=-c%20work_mem%3D8MB"
        assert int(connected(whole, AXES).counts().every.sum()) == 40
        server.execute("update tenants set zone = 'Z' where row = 3")
        assert (refused(address).why, refused(address).what) == ("codes", "zone: Z")
        server.execute("update tenants set zone = null where row = 3")
        assert refused(address).what == "zone: NULL"
        server.execute("update tenants set zone = 'A' where row = 3")
        engine = connected(address, AXES)
        assert int(engine.counts().every.sum()) == 40
        server.execute("create table kept as table tenants")
        for wrong, why, what in (
            ("cell = null where row in (11, 12)", "cells", "2"),  # they have a place
            ("cell = 0 where row = 11", "cells", "1"),
            ("cell = cell - (1::bigint << 52) where row = 11", "cells", "1"),  # another resolution
            ("lon = lat, lat = lon where row = 11", "cells", "1"),
            ("lon = null where row = 11", "cells", "1"),
            ("row = 7 where row in (11, 12)", "rows", "2"),
            ("row = null where row = 11", "rows", "1"),
            ("row = 3000000000 where row = 11", "rows", "row = 3000000000"),
        ):
            server.execute(f"update tenants set {wrong}".encode())  # noqa: S608
            assert (refused(address).why, refused(address).what) == (why, what), wrong
            server.execute("truncate tenants; insert into tenants table kept")
        server.execute("alter table tenants alter cell type text, alter lon type numeric")
        assert (refused(address).why, refused(address).what) == ("types", "cell: string")
        server.execute("alter table tenants alter cell type bigint using cell::bigint")
        assert int(connected(address, AXES).inside(shapely.box(105, 29, 107, 30)).sum()) > 0
        server.execute("alter table tenants rename column cell to h3")
        assert (refused(address).why, refused(address).what) == ("column", "cell")
        server.execute("drop table tenants")
        with pytest.raises(UnreachableError) as caught:
            engine.counts()
        assert caught.value.why == "register"


@pytest.mark.filterwarnings("ignore:fetch_:DeprecationWarning")  # ibis 12 on DuckDB 2
@pytest.mark.parametrize("dialect", ["clickhouse", "trino"])
def test_all_questions_can_be_said_to_engines_that_are_not_here(
    dialect: str, tmp_path: Path
) -> None:
    """Their SQL is made; DuckDB, through the same code, answers what the pages get anyway."""
    home = ibis.duckdb.connect()
    kept = tmp_path / "tenants.parquet"
    some = ROWS.head(100).dropna(subset="lon")
    cell = cells_of(some["lon"].to_numpy(), some["lat"].to_numpy()).astype("int64")
    some.assign(row=some.index, cell=cell).to_parquet(kept)
    home.raw_sql(f"create table tenants as from '{kept}'")
    said: list[str] = []

    class Overheard(Ibis):
        def _ask(self, question: ibis.Table) -> dict[str, np.ndarray]:
            said.append(str(ibis.to_sql(question, dialect=dialect)))
            return super()._ask(question)

    engine = Overheard(lambda: home, read_address("trino://here/tenants"), AXES)
    codes = engine.sample(Where(), 9).code
    assert int(engine.counts().every.sum()) == len(some)
    assert int(engine.cells(10, Where(bounds=(-180, -90, 180, 90))).count.sum()) == len(some)
    assert int(engine.inside(shapely.box(-180, -90, 180, 90)).sum()) == len(some)
    assert len(engine.sample(Where(codes=codes), 9).row) == 9
    assert all(one.startswith("SELECT") for one in said)
    assert len(said) >= 7


def test_what_cannot_be_loaded_is_told(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address, file = register_table(database), tmp_path / "tenants.parquet"
    ROWS.head(3).to_parquet(file)
    (tmp_path / "text.parquet").write_text("no Parquet", encoding="utf-8")
    ROWS.head(3).drop(columns="lat").to_parquet(tmp_path / "no_lat.parquet")
    away = f"postgresql://li:{SECRET}@127.0.0.1:1/park/tenants"
    for words, said in (
        ([str(file), "spark://host/tenants"], "postgresql://user@host"),
        ([str(tmp_path / "none.parquet"), address], "none.parquet"),
        ([str(tmp_path / "text.parquet"), address], "Parquet"),
        ([str(tmp_path / "no_lat.parquet"), address], "lat"),
        ([str(file), away], "postgresql://127.0.0.1:1"),
    ):
        assert main(words) == 1
        told = capsys.readouterr().err
        assert said in told
        assert SECRET not in told
    assert main([str(file), address]) == 0

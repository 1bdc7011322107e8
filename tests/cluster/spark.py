"""A real Spark on this machine: a master, two workers, and its own Python environment."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.serve import free_port

ROOT = Path(__file__).parents[2]
HOME = ROOT / ".venv-spark"
BUILD = ROOT / "deploy" / "spark" / "build_register.py"
CONNECT = "org.apache.spark.sql.connect.service.SparkConnectServer"
_PATIENCE_S = 300


@dataclass(frozen=True)
class Spark:
    """A cluster: its master, and the folder in which it works."""

    master: str
    folder: Path

    def submit(self, *words: str | Path) -> list[str]:
        """Return the command that submits a program, one core of each worker."""
        conf = {
            "spark.cores.max": 2,
            "spark.executor.cores": 1,
            "spark.executor.memory": "1g",
            "spark.driver.host": "127.0.0.1",
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": 4,
            "spark.sql.warehouse.dir": self.folder / "warehouse",
        }
        said = [word for name, value in conf.items() for word in ("--conf", f"{name}={value}")]
        return [
            str(HOME / "bin" / "spark-submit"),
            "--master",
            self.master,
            *said,
            *map(str, words),
        ]

    def build(self, source: Path, target: Path, rules: Path) -> subprocess.CompletedProcess[str]:
        """Run the nightly build."""
        command = self.submit(BUILD, "--rules", rules, source, target)
        return subprocess.run(
            command, env=environment(), cwd=self.folder, capture_output=True, text=True, check=False
        )


def packages() -> Path:
    """Return the folder of the packages of Spark's environment."""
    found = list(HOME.glob("lib/python*/site-packages/pyspark"))
    assert found, "Spark is missing: make test-cluster"
    return found[0].parent


def environment() -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "SPARK_HOME": str(packages() / "pyspark"),
        "PYSPARK_PYTHON": str(HOME / "bin" / "python"),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_NO_DAEMONIZE": "1",
    }


@contextmanager
def cluster(folder: Path) -> Iterator[Spark]:
    """Start a master and two workers on free ports of the loopback, and end them."""
    port = free_port()
    started = str(packages() / "pyspark" / "bin" / "spark-class"), "org.apache.spark.deploy"
    at = ["--host", "127.0.0.1", "--webui-port", "0"]
    with ExitStack() as ending:
        master = [started[0], f"{started[1]}.master.Master", *at, "--port", str(port)]
        ending.enter_context(running(master, folder / "master"))
        answers(port)
        for n in (1, 2):
            worker = [started[0], f"{started[1]}.worker.Worker", *at, "--cores", "2"]
            worker += ["--memory", "3g", "--work-dir", str(folder / f"work{n}")]
            ending.enter_context(running([*worker, f"spark://127.0.0.1:{port}"], folder / f"w{n}"))
        yield Spark(f"spark://127.0.0.1:{port}", folder)


@contextmanager
def connect(spark: Spark) -> Iterator[int]:
    """Start a server of Spark Connect; give its port."""
    port = free_port()
    conf = [f"spark.connect.grpc.binding.{name}" for name in ("port", "address")]
    words = ["--class", CONNECT, "--conf", f"{conf[0]}={port}", "--conf", f"{conf[1]}=127.0.0.1"]
    with running(spark.submit(*words, "spark-internal"), spark.folder / "connect"):
        answers(port)
        yield port


@contextmanager
def running(command: list[str], home: Path) -> Iterator[None]:
    """Run a program in a folder of its own until the end, its log beside."""
    home.mkdir()
    with (home / "log").open("w") as log:
        program = subprocess.Popen(command, env=environment(), cwd=home, stdout=log, stderr=log)
        try:
            yield
        finally:
            program.terminate()
            program.wait(30)


def answers(port: int) -> None:
    """Wait until something listens."""
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(port)

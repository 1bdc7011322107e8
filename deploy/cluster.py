"""``python -m deploy.cluster``: several servers, nginx and PostgreSQL on this machine, to try it.

Everything lies in a temporary folder and ends with Ctrl+C. Ports are any that are free.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.serve import ROOT, START_S, answers, free_port
from data.settings import environment
from deploy.replicas import upstreams
from tests.postgres import cluster as postgres
from tests.postgres import new_database

NGINX = Path(__file__).parent / "nginx"
_END_S = 20.0
# What Debian's own nginx.conf says around the files of its folder conf.d.
_AROUND = """
daemon off;
pid {home}/nginx.pid;
error_log {home}/nginx.log warn;
worker_processes 1;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    {places}
    include {home}/conf.d/*.conf;
}}
"""
_PLACES = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass
class Replica:
    """One server of the cluster, which can be stopped and started anew.

    Attributes
    ----------
    name : str
    port : int
    settings : mapping of str to str
    log : pathlib.Path
    """

    name: str
    port: int
    settings: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Its own address, past nginx."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, without waiting until it is ready."""
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(
                [sys.executable, "app.py"],
                cwd=ROOT,
                env={**environment(), **self.settings},
                stdout=said,
                stderr=said,
                start_new_session=True,  # Ctrl+C is for us, who end it
            )

    def wait(self) -> None:
        """Wait until it is ready.

        Raises
        ------
        RuntimeError
            If it ends, or is not ready in time; the message has the end of its log.
        """
        ends = time.monotonic() + START_S
        while not answers(f"{self.url}/readyz"):
            is_over = self.process is None or self.process.poll() is not None
            if is_over or time.monotonic() > ends:
                said = self.log.read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"server {self.name} did not start\n{said[-4000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it at once, as a crash does."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        if self.process is None:
            return
        self.process.send_signal(number)
        try:
            self.process.wait(_END_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


@dataclass(frozen=True)
class Cluster:
    """What runs.

    Attributes
    ----------
    url : str
        Of nginx.
    replicas : tuple of Replica
    store : str
        Address of the database; empty where the servers share a folder.
    home : pathlib.Path
        Folder of all that is written.
    """

    url: str
    replicas: tuple[Replica, ...]
    store: str
    home: Path

    def roll(self) -> Iterator[Replica]:
        """Start one server after the other anew, as an update does; give each when it is back."""
        for one in self.replicas:
            one.stop()
            one.start()
            one.wait()
            yield one


@contextmanager
def cluster(count: int = 3, store: str | None = None, **settings: str) -> Iterator[Cluster]:
    """Run servers behind nginx until the block ends.

    Parameters
    ----------
    count : int
    store : str, optional
        Address of the database; a new one of a server of its own if left out. If empty, the
        servers share a folder.
    settings : str
        Further variables of the servers.
    """
    with ExitStack() as ends:
        home = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="atlas-cluster-")))
        address = new_database(ends.enter_context(postgres())) if store is None else store
        replicas = tuple(_replica(str(n + 1), home, address, settings) for n in range(count))
        for one in replicas:
            ends.callback(one.stop)
            one.start()
            if one is replicas[0]:  # it brings the tables
                one.wait()
        for one in replicas:
            one.wait()
        url = ends.enter_context(nginx(home, replicas))
        yield Cluster(url, replicas, address, home)


def _replica(name: str, home: Path, store: str, settings: Mapping[str, str]) -> Replica:
    port = free_port()
    state = home / (name if store else "state")
    given = {
        "ATLAS_REPLICA": name,
        "ATLAS_STATE": str(state),
        "ATLAS_PROXIES": "127.0.0.1",
        "PORT": str(port),
        # One for all: what one server has signed, the others must know.
        "STREAMLIT_SERVER_COOKIE_SECRET": "of this cluster only, which ends soon",
    }
    if store:
        given["ATLAS_STORE"] = store
    return Replica(name, port, {**given, **settings}, home / f"{name}.log")


@contextmanager
def nginx(home: Path, replicas: tuple[Replica, ...]) -> Iterator[str]:
    """Run nginx, with the files that `docs/cluster.md` has one install, until the block ends."""
    program, port = shutil.which("nginx"), free_port()
    if program is None:
        raise RuntimeError("nginx is missing: make test-cluster installs it")
    addresses = {one.name: f"127.0.0.1:{one.port}" for one in replicas}
    lay_out(home, upstreams(addresses), f"listen 127.0.0.1:{port};\n")
    url = f"http://localhost:{port}"
    command = [program, "-p", str(home), "-c", str(home / "nginx.conf")]
    with subprocess.Popen(command) as process:  # noqa: S603
        try:
            while not answers(f"{url}/healthz"):
                if process.poll() is not None:
                    raise RuntimeError((home / "nginx.log").read_text(encoding="utf-8"))
                time.sleep(0.02)
            yield url
        finally:
            process.terminate()


def lay_out(home: Path, servers: str, listens: str) -> Path:
    """Lay nginx's files into a folder as they lie in ``/etc/nginx``; return the first of them."""
    (home / "conf.d").mkdir(exist_ok=True)
    (home / "atlas").mkdir(exist_ok=True)
    (home / "bodies").mkdir(exist_ok=True)
    shutil.copyfile(NGINX / "atlas.conf", home / "conf.d" / "atlas.conf")
    (home / "atlas" / "replicas.conf").write_text(servers, encoding="utf-8")
    (home / "atlas" / "listen.conf").write_text(listens, encoding="utf-8")
    places = " ".join(f"{one}_temp_path {home / 'bodies' / one};" for one in _PLACES)
    first = home / "nginx.conf"
    first.write_text(_AROUND.format(home=home, places=places), encoding="utf-8")
    return first


def main() -> None:
    """Run the cluster until Ctrl+C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with cluster() as running:
        lines = [running.url, *(f"{one.name}: {one.url}  {one.log}" for one in running.replicas)]
        sys.stdout.write("\n".join((*lines, running.store, "")))
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()

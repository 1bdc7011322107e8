"""Starting an app on a free port, as a user would."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.settings import LOCAL, PORT
from data.settings import environment as inherited

ROOT = Path(__file__).parents[1]
START_S = 90.0


@dataclass(frozen=True)
class Served:
    """A running app."""

    url: str
    pid: int
    started_s: float


@contextlib.contextmanager
def serve(
    script: Path,
    local: Path | None = None,
    *,
    log: Path | None = None,
    port: int = 0,
    under: Sequence[str] = (),
    **options: str,
) -> Iterator[Served]:
    """Run an app until the block ends; ours as ``make run`` does, if no option is given.

    Parameters
    ----------
    script : pathlib.Path
    local : pathlib.Path, optional
        Folder of the local pack.
    log : pathlib.Path, optional
        File that takes what it has to say.
    port : int
        Any that is free if left out.
    under : sequence of str
        A command that runs the server as its last arguments say.
    options : str
        Further Streamlit options, such as ``runner_postScriptGC="false"``.

    Raises
    ------
    RuntimeError
        If the app does not answer in time.
    """
    port = port or free_port()
    command = [*under, sys.executable]
    if script.name == "app.py" and not options:
        command += [str(script)]
    else:
        given = {
            "server.port": port,
            "server.headless": "true",
            "server.enableStaticServing": "true",
            "browser.gatherUsageStats": "false",
            "browser.serverAddress": "localhost",
        } | {name.replace("_", "."): value for name, value in options.items()}
        command += ["-m", "streamlit", "run", str(script)]
        command += [part for name, value in given.items() for part in (f"--{name}", str(value))]
    environment = inherited() | {PORT.name: str(port)} | ({LOCAL.name: str(local)} if local else {})
    # The app has its own configuration in its folder; the others run as Streamlit comes.
    folder = ROOT if script.parent == ROOT else script.parent
    began = time.perf_counter()
    with (
        (log or Path(os.devnull)).open("ab") as said,
        subprocess.Popen(  # noqa: S603
            command, cwd=folder, env=environment, stdout=said, stderr=said if log else None
        ) as process,
    ):
        url = f"http://localhost:{port}"
        try:
            while not answers(f"{url}/_stcore/health"):
                if process.poll() is not None or time.perf_counter() - began > START_S:
                    raise RuntimeError(f"{script.name} did not start")
                time.sleep(0.02)
            yield Served(url, process.pid, time.perf_counter() - began)
        finally:
            process.terminate()


def free_port() -> int:
    """Return a port that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    """Tell whether an address answers with 200 now."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def memory_mb(pid: int) -> float:
    """Return the resident memory of a process (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024

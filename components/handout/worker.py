"""Make files in a process of its own: ``python -m components.handout.worker``.

Work comes in as pickles from the server, which is trusted. What goes out are lines of JSON and the
bytes of files: nothing that the server reads can run code. The process ends when the server does,
however that ends: its pipe closes then.
"""

from __future__ import annotations

import io
import json
import logging
import os
import pickle
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from components.handout.limits import MEMORY_BYTES, NICE, RESULT_BYTES, SECONDS
from data.durable import is_full

if sys.platform != "win32":
    import resource

Tick = Callable[[float], None]
Work = Callable[[Tick], bytes]
"""Makes a file. It may have a method ``prepare``, which is called first, brings what every file
needs, such as the pack, and returns how many bytes more than others this one may take."""

HEAD = 8  # bytes that say how long a pickle is
_TRACE = 4_000  # letters of why it broke
_STEP = 0.01  # of the work, below which nothing is told


def run(given: BinaryIO, told: BinaryIO) -> None:
    """Do the work that comes in, one after the other."""
    asked = SimpleQueue[bytes]()
    Thread(target=_read, args=(given, asked), daemon=True).start()
    while True:
        _do(asked.get(), told)


def _read(given: BinaryIO, asked: SimpleQueue[bytes]) -> None:
    """Hand on what comes in; end with the server, even in the middle of work."""
    while len(head := given.read(HEAD)) == HEAD:
        asked.put(given.read(int.from_bytes(head, "big")))
    os._exit(0)


def _do(pickled: bytes, told: BinaryIO) -> None:
    last = [-1.0]

    def tick(done: float) -> None:
        if done >= last[0] + _STEP:
            last[0] = done
            _tell(told, {"done": done})

    try:
        work: Work = pickle.loads(pickled)  # noqa: S301 -- of the server
        _limit_resources(MEMORY_BYTES + getattr(work, "prepare", int)())
        made = work(tick)
    except Exception as error:  # noqa: BLE001 -- the server's log says why
        _tell(told, {"why": _why(error), "trace": traceback.format_exc()[-_TRACE:]})
    else:
        if len(made) > RESULT_BYTES:
            _tell(told, {"why": "large"})
        else:
            _tell(told, {"size": len(made)}, made)


def _why(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "memory"
    return "full" if is_full(error) else "broke"


def _tell(told: BinaryIO, line: dict[str, Any], made: bytes = b"") -> None:
    told.write(json.dumps(line).encode() + b"\n" + made)
    told.flush()


def _limit_resources(memory: int) -> None:
    """Cap what the next work may take; where the system cannot, the server's clock does."""
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    used = resource.getrusage(resource.RUSAGE_SELF)
    for kind, most in (
        (resource.RLIMIT_AS, _address_space() + memory),
        # Behind the server's clock: for code that does not even notice that the server is gone.
        (resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 2 * SECONDS),
    ):
        hard = resource.getrlimit(kind)[1]
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (soft, hard))


def _address_space() -> int:
    """Return how much address space is in use (Linux); elsewhere a generous guess."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return 2 * MEMORY_BYTES
    return int(status.read_text(encoding="ascii").split()[0]) * resource.getpagesize()


def main() -> None:
    """Keep standard output for what is told; prints of others go to standard error."""
    if sys.platform != "win32":
        os.nice(NICE)
    # What goes wrong is told; Streamlit warns that it does not run.
    logging.disable(logging.WARNING)
    told = io.FileIO(os.dup(1), "w")
    os.dup2(2, 1)
    run(sys.stdin.buffer, io.BufferedWriter(told))


if __name__ == "__main__":
    main()

"""Work for the processes that make files: what ends well, what ends badly, and what never ends."""

from __future__ import annotations

import errno
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from components.handout.limits import MEMORY_BYTES, RESULT_BYTES
from components.handout.worker import Tick


@dataclass(frozen=True)
class Held:
    """Is done once the gate is there; says in a file beside it which process does it."""

    gate: Path
    name: str = "pid"

    def __call__(self, tick: Tick) -> bytes:
        tick(0.25)
        (self.gate.parent / self.name).write_text(str(os.getpid()), encoding="ascii")
        while not self.gate.exists():
            time.sleep(0.005)
        return b"made"


def quick(_: Tick) -> bytes:
    return str(os.getpid()).encode()


def broken(_: Tick) -> bytes:
    raise RuntimeError("no room")


def crowded(_: Tick) -> bytes:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def greedy(_: Tick) -> bytes:
    return bytes(bytearray(2 * MEMORY_BYTES)[:4])


def endless(_: Tick) -> bytes:
    while True:
        pass


def large(_: Tick) -> bytes:
    return bytes(RESULT_BYTES + 1)


def killed(_: Tick) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def talking(_: Tick) -> bytes:
    print("by somebody else")  # noqa: T201
    return b"made"


def nice(_: Tick) -> bytes:
    return str(os.nice(0)).encode()

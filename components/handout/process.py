"""One process that makes files, as the server sees it: it runs `components.handout.worker`."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import IO, Literal, cast

from components.handout.limits import FILES, RESULT_BYTES, SECONDS
from components.handout.worker import HEAD, Tick, Work
from data.settings import SETTINGS, environment

Why = Literal["slow", "memory", "large", "full", "broke"]
_ROOT = Path(__file__).parents[2]
_OWN = {
    "PYTHONUTF8": "1",
    # Else libraries reserve more than they ever use, and no limit of memory tells anything.
    "OPENBLAS_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
}


class NotMadeError(Exception):
    """Why there is no file; its text is for the log."""

    def __init__(self, why: Why, text: str = "") -> None:
        super().__init__(text)
        self.why: Why = why


class Process:
    """Makes files, one after the other, until it is ended."""

    def __init__(self) -> None:
        self._settings, self._is_late, self._count = _settings(), False, 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "components.handout.worker"],
            cwd=_ROOT,
            env=environment() | _OWN,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the server, and takes this along
        )
        self._given = cast("IO[bytes]", self._process.stdin)
        self._told = cast("IO[bytes]", self._process.stdout)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    @property
    def is_usable(self) -> bool:
        """Whether it waits for work, under the settings of now, and has not made too much."""
        is_fresh = self._settings == _settings() and self._count < FILES
        return is_fresh and self._process.poll() is None

    def make(self, work: Work, tick: Tick) -> bytes:
        """Return the file that some work makes.

        Raises
        ------
        NotMadeError
            If it takes too long or too much, breaks, or the process is stopped.
        """
        self._count += 1
        clock = Timer(SECONDS, self._overrun)
        clock.daemon = True
        clock.start()
        try:
            pickled = pickle.dumps(work)
            self._given.write(len(pickled).to_bytes(HEAD, "big") + pickled)
            self._given.flush()
            return self._heard(tick)
        except OSError as error:
            raise NotMadeError(self._why, str(error)) from error
        finally:
            clock.cancel()

    def _heard(self, tick: Tick) -> bytes:
        while line := self._told.readline():
            said = json.loads(line)
            if "done" in said:
                tick(float(said["done"]))
            elif "size" in said:
                size = min(int(said["size"]), RESULT_BYTES)
                made = self._told.read(size)
                if len(made) == size:
                    return made
            else:
                raise NotMadeError(cast("Why", said["why"]), str(said.get("trace", "")))
        raise NotMadeError(self._why, "the process ended by itself")

    @property
    def _why(self) -> Why:
        return "slow" if self._is_late else "broke"

    def _overrun(self) -> None:
        self._is_late = True
        self.stop()

    def stop(self) -> None:
        """End it at once; whoever waits for a file of it hears that there is none."""
        self._process.kill()

    def close(self) -> None:
        """End it and let go of it, when nobody waits for a file of it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._given, self._told):
            with suppress(OSError):  # what could not be handed over
                pipe.close()


def _settings() -> dict[str, str]:
    return environment(one.name for one in SETTINGS)

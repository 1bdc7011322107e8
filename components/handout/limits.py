"""What making files may cost, so that nobody waits for somebody else's."""

from __future__ import annotations

AT_ONCE = 2  # on this server; further ones wait
A_READER = 4  # that one reader may have waiting or being made
WAITING = 24  # on this server

SECONDS = 120  # for one file; with a register of ten million it takes 40
MEMORY_BYTES = 1_000_000_000  # that making one may add to libraries and pack
FILES = 50  # that one process makes before another takes over, whatever it has gathered
RESULT_BYTES = 30_000_000  # of one file
KEPT, KEPT_BYTES = 8, 30_000_000  # finished files of one reader

IDLE_SECONDS = 60  # that a process waits for the next file before it ends
NICE = 10  # behind whoever clicks

# Of orders that several servers know.
BEAT_S, GONE_S = 1.0, 5.0  # between two signs of life; without one for so long a server is gone
TRIES = 3  # servers that begin one before it is given up
SHARED_S = 3600  # that a file is kept after its end for a reader who comes back

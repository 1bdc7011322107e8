"""What making files may cost, so that nobody waits for somebody else's."""

from __future__ import annotations

AT_ONCE = 2  # on this server; further ones wait
A_READER = 4  # that one reader may have waiting or being made
WAITING = 24  # on this server

SECONDS = 60  # for one file
MEMORY_BYTES = 2_000_000_000  # of a process, of which its libraries reserve not quite half
RESULT_BYTES = 30_000_000  # of one file
KEPT, KEPT_BYTES = 8, 30_000_000  # finished files of one reader

IDLE_SECONDS = 60  # that a process waits for the next file before it ends
NICE = 10  # behind whoever clicks

"""How much the ground of a dropped file may cost."""

from __future__ import annotations

SECONDS = 240
MEMORY_BYTES = 4_000_000_000  # of addresses, of which Arrow asks for more than it uses

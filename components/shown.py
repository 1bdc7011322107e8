"""What a server-written widget showed lately, to tell a click from a late echo."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

ECHO_S = 0.5
Value = frozenset[str]


@dataclass
class Shown:
    """The values that the browser may have for a widget, oldest first.

    The first is what the browser told last; the others were sent to it since. Within half
    a second of sending a value an older one is an echo: the browser asked for a rerun
    before it had the new value, and Streamlit takes that for a change.
    """

    values: list[Value] = field(default_factory=list)
    sent_at: float = 0.0

    def send(self, value: Value) -> None:
        """Note that the browser is sent a value."""
        if not self.values or self.values[-1] != value:
            self.values.append(value)
            self.sent_at = time.monotonic()

    def before(self, now: Value) -> Value:
        """Return what the widget held before it became `now`; `now` itself for an echo.

        That is the newest value that is one click away from `now`, else the newest.
        """
        recent = time.monotonic() - self.sent_at < ECHO_S
        if not self.values or now == self.values[-1] or (recent and now in self.values):
            return now
        one_click = [value for value in self.values if len(value ^ now) == 1]
        return (one_click or self.values)[-1]

    def told(self, now: Value) -> None:
        """Note that the browser has told a value that is no echo."""
        if now not in self.values[:-1]:
            self.values = [now]

"""Why no ground was made."""

from __future__ import annotations


class GroundError(Exception):
    """Nothing was made; message ``ground.<reason>`` says why, with its values."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values

"""What a store says when it cannot do what it was asked for."""

from __future__ import annotations

from typing import Literal

from data.durable import is_full

Refusal = Literal[
    "address",
    "unreachable",
    "password",
    "password_file",
    "no_step",
    "no_database",
    "no_rights",
    "no_postgis",
    "encoding",
    "pooled",
    "refused",
    "too_new",
    "too_old",
    "busy",
    "file_name",
    "other_copy",
    "own_folder",
    "is_copy",
    "not_empty",
    "broken",
]


class StoreError(OSError):
    """The store cannot be used; nothing was done.

    Its text never holds a password.

    Parameters
    ----------
    why : str
        A message ``store.<why>`` says it.
    values : object
        What that message names.
    """

    def __init__(self, why: Refusal, **values: object) -> None:
        told = ", ".join(f"{name}={value}" for name, value in values.items())
        super().__init__(f"{why}: {told}")
        self.message_id, self.values = f"store.{why}", values


# To who saves; whoever runs the server finds the rest in its log.
_TOLD = {"store.busy": "store.busy", "store.unreachable": "store.gone"}


def why_not(error: OSError, otherwise: str, full: str = "import.disk_full") -> str:
    """Return the message that says why something could not be written.

    Parameters
    ----------
    error : OSError
    otherwise, full : str
        What to say where no store is to blame, and where the disk is full.

    Examples
    --------
    >>> why_not(StoreError("unreachable"), "import.locked_folder")
    'store.gone'
    >>> why_not(OSError(), "import.locked_folder")
    'import.locked_folder'
    """
    if isinstance(error, StoreError):
        return _TOLD.get(error.message_id, "store.not_taken")
    return full if is_full(error) else otherwise

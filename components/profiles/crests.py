"""What heads a profile, with the profiles before and after it."""

from __future__ import annotations

from collections.abc import Sequence

from components.blocks.profile import Crest, Kind, Neighbour, profile_id
from components.blocks.text import Words


def crest(
    words: Words,
    kind: Kind,
    mark: str,
    record: str,
    every: Sequence[tuple[str, str]],
    *,
    said: str = "",
    tint: str = "",
) -> Crest:
    """Return the crest of one profile among all of its kind.

    Parameters
    ----------
    mark : str
        A letter or a sign.
    record : str
    every : sequence of tuple of str
        Record and name of each, in order.
    said : str
        What kind of thing it is, if that is more than its kind.
    tint : str
        Colour behind the mark.
    """
    at = [one for one, _ in every].index(record)

    def beside(place: int, message: str) -> Neighbour | None:
        if not 0 <= place < len(every):
            return None
        other, name = every[place]
        return Neighbour(words(message, name=name), profile_id(kind, other))

    return Crest(
        said or words(f"profile.kind.{kind}"),
        mark,
        tint,
        beside(at - 1, "profile.earlier"),
        beside(at + 1, "profile.later"),
    )


def sign(words: Words, status: str) -> str:
    """Return the sign of a status, which stands before its name."""
    return words(f"status.{status}").partition(" ")[0]

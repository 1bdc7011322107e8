"""What is told of a change of the local pack: how it is called, who made it, why, from what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Kind = Literal["apply", "publish", "restore", "undo", "illustrative", "hand"]
_LETTERS = 2_000  # of a text: a reason, not a report
_FILES = 100


@dataclass(frozen=True)
class Deed:
    """A change, in the words of who made it.

    Attributes
    ----------
    title : str
        What the state is called that it brings into force.
    by : str
        Name of who made it; empty: nobody said.
    why : str
    files : tuple of str
        Names of the files it came from.
    kind : str
        ``hand``: somebody changed files in the folder itself, past the atlas.
    subject : str
        What names who made it for the login for good; empty: who made it had not logged in, and
        `by` is a name that was typed.
    """

    title: str = ""
    by: str = ""
    why: str = ""
    files: tuple[str, ...] = ()
    kind: Kind = "apply"
    subject: str = ""

    def told(self) -> dict[str, Any]:
        """Return what is kept of it, as JSON can hold it.

        >>> Deed("First", by="Li", files=("a.xlsx",)).told()["files"]
        ['a.xlsx']
        """
        return {
            "title": self.title,
            "by": self.by,
            "why": self.why,
            "files": list(self.files),
            "kind": self.kind,
            **({"subject": self.subject} if self.subject else {}),
        }


def deed(
    title: str = "",
    by: str = "",
    why: str = "",
    files: Iterable[str] = (),
    kind: Kind = "apply",
    subject: str = "",
) -> Deed:
    r"""Return a deed in tidy words: one line for a name, nothing without end.

    >>> deed("Register", by="  Li \n Wei ", why="Year's end").by
    'Li Wei'
    """
    line = [" ".join(text.split())[:_LETTERS] for text in (title, by)]
    names = tuple(" ".join(str(one).split())[:_LETTERS] for one in files)[:_FILES]
    return Deed(line[0], line[1], why.strip()[:_LETTERS], names, kind, subject[:_LETTERS])


def read_deed(about: Mapping[str, Any]) -> Deed:
    """Return a deed as it was kept; what an older version did not keep is empty.

    >>> read_deed({"title": "First"})
    Deed(title='First', by='', why='', files=(), kind='apply', subject='')
    """
    files = about.get("files")
    kinds: tuple[Kind, ...] = get_args(Kind)
    kind: Kind = next((one for one in kinds if one == about.get("kind")), "apply")
    return Deed(
        str(about.get("title", "")),
        str(about.get("by", "")),
        str(about.get("why", "")),
        tuple(str(one) for one in files) if isinstance(files, list) else (),
        kind,
        str(about.get("subject", "")),
    )

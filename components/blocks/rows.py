"""A list of things that have buttons: stories, scenes, files that are being made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from components.blocks.base import Block


@dataclass(frozen=True)
class Button:
    """A button that sets an option of the page, such as ``"handout.pdf:"``.

    Attributes
    ----------
    act, text : str
    label : str
        What a screen reader says instead, where the text is a sign.
    main, disabled : bool
    pressed : str
        ``"true"`` or ``"false"`` if it is a switch.
    """

    act: str
    text: str
    label: str = ""
    main: bool = False
    disabled: bool = False
    pressed: str = ""


@dataclass(frozen=True)
class Target:
    """A link, which opens beside the page if it has a `target`."""

    href: str
    text: str
    target: str = ""


@dataclass(frozen=True)
class Row:
    """One thing.

    Attributes
    ----------
    key, title, small : str
    act : str
        The option that a click on the title sets; empty for none.
    strip : tuple of str
        What is in it, one after the other, such as the titles of scenes.
    buttons : tuple of Button
    links : tuple of Target
    done : float or None
        The share of its work that is done, 0-1.
    current, alert, status : bool
        Whether it is the one that is open; whether it is wrong; whether a change is said aloud.
    """

    key: str
    title: str
    small: str = ""
    buttons: tuple[Button, ...] = ()
    links: tuple[Target, ...] = ()
    done: float | None = None
    current: bool = False
    alert: bool = False
    status: bool = False
    act: str = ""
    strip: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sorts:
    """How a list is put in another order.

    Attributes
    ----------
    option : str
        Set to ``key@place`` where a row is dropped.
    label : str
        What the handle of a row is called.
    """

    option: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Rows(Block):
    """A list with a heading above and buttons below; it is asked for anew each `poll` ms."""

    kind: ClassVar[str] = "rows"
    id: str
    title: str
    small: str
    rows: tuple[Row, ...]
    buttons: tuple[Button, ...]
    file: dict[str, str] | None
    css: str
    poll: int = 0
    sorts: Sorts | None = None


def rows_block(
    block_id: str,
    rows: Sequence[Row],
    *,
    title: str = "",
    small: str = "",
    buttons: Sequence[Button] = (),
    file: dict[str, str] | None = None,
    css: str = "",
    sorts: Sorts | None = None,
) -> Rows:
    """Return a list with a heading above and buttons below.

    Parameters
    ----------
    file : dict of str to str, optional
        ``name``, ``text`` and ``accept`` of a button that reads a text file.
    css : str
        A further class.
    sorts : Sorts, optional
        If the reader may put the rows in another order.
    """
    return Rows(
        id=block_id,
        title=title,
        small=small,
        rows=tuple(rows),
        buttons=tuple(buttons),
        file=file,
        css=css,
        sorts=sorts,
    )

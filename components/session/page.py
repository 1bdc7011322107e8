"""What a page is: a layout, what the reader may do on it, and a content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from streamlit.delta_generator import DeltaGenerator

from components.blocks.base import Panels
from components.session.request import MakeContent, Request
from components.session.theme import Theme, current_theme


@dataclass(frozen=True)
class Page:
    """One page; `components.frame.shell.show_page` shows it.

    Attributes
    ----------
    name : str
        In the menu and in addresses.
    layout : callable
        Places the slots, first of all ``notices``, and the map, once; returns the container
        for `native`, if any.
    content : callable
        Returns the block of each slot. Pure: the same request gives the same blocks, however
        often it is made; nothing outside is read that changes, and nothing is changed.
    options : tuple of str
        Names of the options that it takes from the browser; one that ends in ``*`` stands for
        all that begin so. Those of the bar under every page come besides.
    native : callable, optional
        Places Streamlit elements that follow the selection, such as downloads.
    acts : callable, optional
        Does what the reader asked for: saves, deletes, applies. Called once for each
        interaction, before the content is made.
    held : callable, optional
        Returns what the session holds for this page, as `Request.held`: a copy, so that what
        content does with it stays there.
    offered : callable, optional
        Returns panels that open on it besides those of its blocks, given the id of the open one.
    in_hand : callable, optional
        Whether the reader has begun what waits to be applied: then the page does not follow what
        others put in force before he acts.
    only_here : callable, optional
        Returns what the session alone has of it, in words for the reader: he is told if it is gone
        with its server (`components.session.in_hand`).
    map_alone : callable, optional
        Places its map, and nothing else, where the map is embedded by itself.
    theme_of : callable
        Returns the theme, if it is not that of the reader's browser.
    """

    name: str
    layout: Callable[[Request], DeltaGenerator | None]
    content: MakeContent
    options: tuple[str, ...] = field(default=(), kw_only=True)
    native: Callable[[Request], None] | None = None
    acts: Callable[[Request], None] | None = None
    held: Callable[[Request], object] | None = None
    offered: Callable[[Request, str], Panels] | None = None
    in_hand: Callable[[Request], bool] | None = None
    only_here: Callable[[Request], str] | None = None
    map_alone: Callable[[Request], None] | None = None
    theme_of: Callable[[], Theme] = current_theme

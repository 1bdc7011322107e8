"""Buttons of the editor."""

from __future__ import annotations

from components.blocks.rows import Button
from components.editing.desk import ACT, SEEN


def act_button(
    act: str,
    text: str,
    *,
    seen: str = "",
    label: str = "",
    is_main: bool = False,
    is_disabled: bool = False,
    pressed: str = "",
) -> Button:
    """Return a button that asks for an act; see `components.editing.acts`.

    One that changes the pack says which revision of it the reader has seen.
    """
    asked = f"{ACT}:{act}{SEEN}{seen}" if seen else f"{ACT}:{act}"
    return Button(asked, text, label, is_main, is_disabled, pressed)

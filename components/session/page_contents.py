"""The content of pages without drawing them, for scenes, hand-outs and counts."""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

from components.session.request import MakeContent

PAGES_DIR = Path(__file__).parents[2] / "pages"
# Where a page puts its content instead of drawing it; each thread has its own.
_TAKEN: ContextVar[list[MakeContent] | None] = ContextVar("taken", default=None)


def page_contents() -> dict[str, MakeContent]:
    """Return the function that makes the content of each page, by the page's name."""
    names = (path.stem for path in sorted(PAGES_DIR.glob("[a-z]*.py")))
    made = {name: page_content(name) for name in names}
    return {name: content for name, content in made.items() if content}


@cache
def page_content(name: str) -> MakeContent | None:
    """Return the function that makes the content of a page; ``None`` if it has none.

    Nothing is drawn: the page's file is run up to its `show_page`, which calls `is_taken`.
    """
    path, taken = PAGES_DIR / f"{name}.py", list[MakeContent]()
    token = _TAKEN.set(taken)
    try:
        SourceFileLoader(f"page_{name}", str(path)).exec_module(ModuleType(f"page_{name}"))
    finally:
        _TAKEN.reset(token)
    return taken[0] if taken else None


def is_taken(content: MakeContent) -> bool:
    """Whether only the content of a page is wanted; it is handed over then."""
    taken = _TAKEN.get()
    if taken is None:
        return False
    taken.append(content)
    return True

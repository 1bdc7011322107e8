"""Modules of the browser side as one script, for where no modules can be loaded.

The frame of streamlit-folium loads plain scripts, and a file opened from a disk imports nothing.
Each module becomes a function that returns its exports; the modules keep to what `bundle` knows:
``import { a, b } from './c.js';``, and ``export`` before a function or a constant.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_IMPORT = re.compile(r"^import (\{[^}]+\}) from '([^']+)';$", re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const) (\w+)", re.MULTILINE)

_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


@cache
def bundle(entry: Path) -> str:
    """Return a module and all that it imports as one script."""
    scripts: dict[Path, str] = {}
    _add(entry.resolve(), scripts)
    return "(() => {\n'use strict';\n" + "\n".join(scripts.values()) + "\n})();\n"


def _add(path: Path, scripts: dict[Path, str]) -> None:
    """Add a module after those that it imports."""
    text = path.read_text(encoding="utf-8")
    for _, name in _IMPORT.findall(text):
        imported = (path.parent / name).resolve()
        if imported not in scripts:
            _add(imported, scripts)
    exports = ", ".join(name for _, name in _EXPORT.findall(text))
    body = _IMPORT.sub(lambda found: f"const {found[1]} = {_variable(found[2])};", text)
    body = _EXPORT.sub(r"\1 \2", body)
    if left := _LEFT.search(body):
        raise ValueError(f"{path.name}: not known to the bundle: {left[0]}")
    scripts[path] = (
        f"const {_variable(path.name)} = (() => {{\n{body}return {{ {exports} }};\n}})();"
    )


def _variable(name: str) -> str:
    return f"{Path(name).stem}Module"

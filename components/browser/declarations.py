"""The contract as TypeScript reads it; run as a module to write it down anew."""

from __future__ import annotations

import inspect
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NotRequired, Union, get_args, get_origin

from typing_extensions import get_type_hints, is_typeddict

from components.browser import blocks, contract

TARGET = Path(__file__).parent / "contract.d.ts"
NAMES: dict[str, Any] = vars(blocks) | vars(contract)
_HEAD = "// Made from contract.py by `python -m components.browser.declarations`.\n"
_PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null"}


def declarations() -> str:
    """Return an interface for each typed dictionary, and a type for each other name."""
    parts = []
    for name, value in NAMES.items():
        if name.startswith("_"):
            continue
        if is_typeddict(value):
            parts.append(_interface(name, value))
        elif _is_alias(value):
            parts.append(f"export type {name} = {_composed(value)};")
    return _HEAD + "\n" + "\n\n".join(parts) + "\n"


def is_read(hint: Any) -> bool:
    """Whether the browser reads a key of this type."""
    return blocks.NOT_READ not in getattr(_required(hint), "__metadata__", ())


def _required(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is NotRequired else hint


def _interface(name: str, shape: Any) -> str:
    lines = [
        f"  {key}{'' if key in shape.__required_keys__ else '?'}: {_written(_required(hint))};"
        for key, hint in get_type_hints(shape, include_extras=True).items()
        if is_read(hint)
    ]
    said = "" if shape.__doc__ is None else f"/** {inspect.cleandoc(shape.__doc__)} */\n"
    return f"{said}export interface {name} {{\n" + "\n".join(lines) + "\n}"


def _is_alias(value: Any) -> bool:
    return get_origin(value) in {Literal, Union, UnionType, tuple}


def _written(hint: Any) -> str:
    """Return a type by the name that the contract gives it, else as it is composed."""
    if is_typeddict(hint):
        return str(hint.__name__)
    named = (name for name, value in NAMES.items() if _is_alias(value) and value == hint)
    return next(named, None) or _composed(hint)


def _composed(hint: Any) -> str:  # noqa: PLR0911 - one for each way to compose types
    args = get_args(hint)
    match get_origin(hint):
        case None:
            return _PLAIN[hint]
        case origin if origin is Literal:
            return " | ".join(f"'{one}'" for one in args)
        case origin if origin is list:
            inner = _written(args[0])
            return f"({inner})[]" if " | " in inner else f"{inner}[]"
        case origin if origin is dict:
            return f"Record<{_written(args[0])}, {_written(args[1])}>"
        case origin if origin is tuple:
            return f"[{', '.join(map(_written, args))}]"
        case origin if origin is Annotated:
            return _written(args[0])
    if NoneType not in args:
        return " | ".join(map(_written, args))
    others = tuple(one for one in args if one is not NoneType)
    return f"{_written(Union[others])} | null"  # noqa: UP007 - of as many as there are


if __name__ == "__main__":
    TARGET.write_text(declarations(), encoding="utf-8")

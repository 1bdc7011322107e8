"""Holds what is sent to the browser against the contract, key by key and type by type."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import TypeAdapter
from typing_extensions import get_type_hints, is_typeddict

from components.browser.blocks import Block
from components.browser.contract import Answer

KINDS: dict[str, Any] = {
    get_args(get_type_hints(shape)["kind"])[0]: shape for shape in get_args(Block)
}
_BLOCKS = {kind: TypeAdapter(shape) for kind, shape in KINDS.items()}
_ANSWER = TypeAdapter(Answer)


def check_block(block: dict[str, Any]) -> None:
    """Raise an error unless a block has just the keys of its kind."""
    _BLOCKS[block["kind"]].validate_json(json.dumps(block), strict=True, extra="forbid")


def check_answer(made: dict[str, Any]) -> None:
    _ANSWER.validate_json(json.dumps(made | {"blocks": {}}), strict=True, extra="forbid")
    for block in made["blocks"].values():
        check_block(block)


def keys(value: Any, hint: Any) -> Iterator[tuple[str, str]]:
    """Walk through the keys that a value has, each with the name of what it is a key of."""
    if is_typeddict(hint):
        for key, inner in get_type_hints(hint).items():
            if key in value:
                yield hint.__name__, key
                yield from keys(value[key], inner)
    else:
        for part, inner in _parts(value, hint):
            yield from keys(part, inner)


def _parts(value: Any, hint: Any) -> Iterator[tuple[Any, Any]]:
    args = get_args(hint)
    if get_origin(hint) is list:
        yield from ((part, args[0]) for part in value)
    elif get_origin(hint) is dict:
        yield from ((part, args[1]) for part in value.values())
    elif get_origin(hint) in {Union, UnionType} and isinstance(value, dict):
        shapes = filter(is_typeddict, args)
        yield from ((value, one) for one in shapes if KINDS.get(str(value.get("kind")), one) is one)

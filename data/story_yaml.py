"""YAML as plain values with the line of each: mappings, lists and texts, nothing else."""

from __future__ import annotations

import yaml
from yaml import CSafeLoader, MappingNode, Node, ScalarNode, SequenceNode
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    NodeEvent,
    ScalarEvent,
)
from yaml.reader import ReaderError

MAX_BYTES = 200_000
_MAX_DEPTH = 4
_NULL = "tag:yaml.org,2002:null"

Value = str | list["Value"] | dict[str, "Value"]
Place = tuple[str | int, ...]


class RefusedError(ValueError):
    """Why a file is not read: the message id behind ``check.``, its values, and the line."""

    def __init__(self, kind: str, line: int | None = None, **values: object) -> None:
        super().__init__(kind)
        self.kind, self.line, self.values = kind, line, values


def read_yaml(text: str) -> tuple[Value, dict[Place, int]]:
    """Return the value of a document and the line of each part of it, from 1.

    Every scalar is its text, so that neither ``no`` nor a date becomes something else.
    Anchors, aliases and tags are refused: a story needs none, and they are how a small
    file becomes a huge one or more than data.

    Returns
    -------
    str, list or dict
    dict of tuple to int
        By the keys and positions that lead to a part.

    Raises
    ------
    RefusedError
        With the line, where there is one.

    Examples
    --------
    >>> value, lines = read_yaml("{id: one, title: Two}")
    >>> value
    {'id': 'one', 'title': 'Two'}
    >>> lines[("title",)]
    1
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise RefusedError("encoding") from error
    if size > MAX_BYTES:
        raise RefusedError("story_size", limit=MAX_BYTES // 1000)
    try:
        _look_through(text)
        root = yaml.compose(text, Loader=CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = error.problem or error.context
        line = mark.line + 1 if mark else None
        raise RefusedError("story_yaml", line, reason=reason) from error
    except ReaderError as error:
        raise RefusedError("story_yaml", reason=error.reason) from error
    if root is None:
        raise RefusedError("story_map", 1)
    lines: dict[Place, int] = {}
    return _value(root, (), root.start_mark.line + 1, lines), lines


def _look_through(text: str) -> None:
    """Refuse what is not plain data, before anything is built from it."""
    depth = 0
    for event in yaml.parse(text, Loader=CSafeLoader):
        mark = event.start_mark
        line = mark.line + 1 if mark else None
        if isinstance(event, NodeEvent) and event.anchor is not None:
            name = f"*{event.anchor}" if isinstance(event, AliasEvent) else f"&{event.anchor}"
            raise RefusedError("story_anchor", line, value=name)
        if isinstance(event, (ScalarEvent, CollectionStartEvent)) and event.tag is not None:
            raise RefusedError("story_tag", line, value=event.tag)
        depth += isinstance(event, CollectionStartEvent)
        depth -= isinstance(event, CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise RefusedError("story_deep", line)


def _value(node: Node, place: Place, line: int, lines: dict[Place, int]) -> Value:
    lines[place] = line
    if isinstance(node, SequenceNode):
        return [
            _value(part, (*place, at), part.start_mark.line + 1, lines)
            for at, part in enumerate(node.value)
        ]
    if isinstance(node, MappingNode):
        found: dict[str, Value] = {}
        for key, part in node.value:
            at = key.start_mark.line + 1
            if not isinstance(key, ScalarNode):
                raise RefusedError("story_text", at)
            if key.value in found:
                raise RefusedError("story_twice", at, value=key.value)
            found[key.value] = _value(part, (*place, key.value), at, lines)
        return found
    return "" if node.tag == _NULL else str(node.value)


class _Dumper(yaml.SafeDumper):
    """Indents lists under their key, and writes texts of several lines as such."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        del indentless
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _text)


def write_yaml(value: object) -> str:
    r"""Return lists, mappings, texts and numbers as YAML that a person can edit.

    >>> write_yaml({"title": "云谷", "zones": ["A"]})
    'title: 云谷\nzones:\n  - A\n'
    """
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)

"""Which messages the program can ask for, read from its source.

A message is asked for by its whole id, or by an id that the program puts together:
``words(f"zone.{zone}")``. What varies in it must then be a code that the program, or one of
its tables, spells out somewhere; so a message that nothing can name is found.
"""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parent.parent
PLACES = ("app.py", *(f"{one}/**/*.py" for one in ("pages", "components", "geo", "data", "deploy")))
CODE = re.compile(r"[\w.:-]+")
_ID = re.compile(r"[a-z][a-z-]*\.[\w.:-]*\w")
_IN_A_LANGUAGE = re.compile(r"_(zh|en)$")
_FILE = re.compile(r"\.(css|csv|gpkg|html|js|json|py|toml|typ|yaml)$")
# By the name of a call for a message: which argument names it, and what stands before that.
_ASKS = {
    "words": (0, ""),
    "spoken": (0, ""),
    "self": (0, ""),
    "translate": (1, ""),
    "Problem": (3, "check."),
    "RefusedError": (0, "check."),
}
_IN_SQL = re.compile(r"'(\w+)'")
_IN_TEMPLATE = re.compile(r"""words\(["']([^"']+)["']""")
# What stands for a varying part until it is known.
_ANY = "\0"


def sources() -> list[Path]:
    """Return the files of the program."""
    return sorted(path for place in PLACES for path in ROOT.glob(place))


@cache
def values_of_tables() -> frozenset[str]:
    """Return the values in the tables of the packs that may be codes."""
    found: set[str] = set()
    for path in ROOT.glob("data/*/*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
            found.update(value for row in rows for value in row)
            if path.name == "placements.csv":  # a role may be of two parts
                found.update(part for row in rows for part in row[-1].split("."))
    for path in ROOT.glob("data/*/*.geojson"):
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        found.update(str(one) for feature in features for one in feature["properties"].values())
    return frozenset(value for value in found if CODE.fullmatch(value))


@dataclass
class Uses:
    """What some sources spell out.

    Attributes
    ----------
    texts : set of str
        Whole texts: ids of messages, codes.
    shapes : set of str
        Texts that are put together, a varying part as ``NUL``.
    asked : set of str
        Texts and shapes that are asked for as messages.
    optional : set of str
        Texts that are asked for only where the park has such a message.
    """

    texts: set[str] = field(default_factory=set)
    shapes: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    optional: set[str] = field(default_factory=set)

    def read(self, tree: ast.AST) -> Uses:
        """Add what a source spells out."""
        skipped: set[int] = set()  # parts of texts
        for node in ast.walk(tree):
            if id(node) in skipped:
                continue
            match node:
                case ast.Constant(value=str(text)):
                    self.texts.add(text)
                case ast.JoinedStr(values=parts):
                    skipped.update(id(part) for part in parts)
                    self.shapes.update(_shapes(node))
                case ast.Call(
                    func=ast.Attribute(attr="namer"), args=[ast.Constant(value=str(prefix)) as part]
                ):
                    skipped.add(id(part))
                    self.shapes.add(f"{prefix}.{_ANY}")
                    self.asked.add(f"{prefix}.{_ANY}")
                case ast.Call(func=ast.Attribute(attr="some" | "has"), args=parts):
                    self.optional.update(_constants(parts))
                case ast.Call():
                    self.asked.update(_asked(node))
                case ast.keyword(arg=str(name)) | ast.AnnAssign(target=ast.Name(id=name)):
                    self.texts.add(name)  # fields of a row or a record are codes too
                    self.texts.add(_IN_A_LANGUAGE.sub("", name))
        return self

    def missing(self, ids: Collection[str]) -> set[str]:
        """Return what is asked for and stands in no catalogue.

        That is the argument of a call for a message, and any text of the program that begins
        as the messages of some part of the catalogue do.
        """
        groups = {one.partition(".")[0] for one in ids}
        texts = {
            text
            for text in self.texts - self.optional
            if _ID.fullmatch(text) and text.partition(".")[0] in groups and not _FILE.search(text)
            if not any(one.startswith(f"{text}.") for one in ids)  # half an id
        }
        wanted = {one: re.compile(_pattern(one)) for one in self.asked | texts}
        return {
            one.replace(_ANY, "*")
            for one, pattern in wanted.items()
            if one not in ids and not any(map(pattern.fullmatch, ids))
        }

    def unreached(self, ids: Iterable[str], of_tables: Iterable[str] = ()) -> set[str]:
        """Return the ids of messages that nothing can ask for."""
        codes = {text for text in self.texts if CODE.fullmatch(text)} | set(of_tables)
        made = [re.compile(_pattern(shape)) for shape in self.shapes if not _is_id(shape)]
        shapes = [re.compile(_pattern(shape)) for shape in self.shapes if _is_id(shape)]

        def is_code(text: str, patterns: list[re.Pattern[str]]) -> bool:
            if text in codes or text.isdigit():
                return True
            # A code may be put together itself, of codes.
            found = (pattern.fullmatch(text) for pattern in patterns)
            return any(all(is_code(part, []) for part in one.groups()) for one in found if one)

        def is_reached(message_id: str) -> bool:
            found = (shape.fullmatch(message_id) for shape in shapes)
            return any(all(is_code(part, made) for part in one.groups()) for one in found if one)

        return {one for one in ids if one not in self.texts and not is_reached(one)}


def _constants(parts: Iterable[ast.expr]) -> Iterator[str]:
    return (str(part.value) for part in parts if isinstance(part, ast.Constant))


def _asked(call: ast.Call) -> Iterator[str]:
    """Return the messages that a call asks for, if it is such a call."""
    name = ast.unparse(call.func).rpartition(".")[2]
    place, prefix = _ASKS.get(name, (-1, ""))
    if not 0 <= place < len(call.args):
        return
    asked = call.args[place]
    options = [asked.body, asked.orelse] if isinstance(asked, ast.IfExp) else [asked]
    for one in options:
        if isinstance(one, ast.JoinedStr):
            yield from (prefix + shape for shape in _shapes(one))
        elif isinstance(one, ast.Constant):
            yield prefix + str(one.value)


def _shapes(node: ast.JoinedStr) -> Iterator[str]:
    """Return the texts that an f-string can make; what is not known of them is ``NUL``."""
    parts = [
        {str(part.value)} if isinstance(part, ast.Constant) else _values(part)
        for part in node.values
    ]
    shapes = ("".join(one) for one in product(*parts))
    return (shape for shape in shapes if CODE.fullmatch(shape.replace(_ANY, "x")))


def _values(node: ast.expr) -> set[str]:
    match node:
        case ast.FormattedValue(value=value):
            return _values(value)
        case ast.Constant(value=value):
            return {str(value)}
        case ast.IfExp(body=body, orelse=orelse):
            return _values(body) | _values(orelse)
        case ast.Name(id="lang") | ast.Attribute(attr="lang"):
            return {"zh", "en"}
    return {_ANY}


def _is_id(shape: str) -> bool:
    """Whether a shape names the part of the catalogue that it asks for a message of."""
    return re.match(r"[a-z][a-z-]*\.", shape) is not None


def _pattern(shape: str) -> str:
    return re.escape(shape).replace(re.escape(_ANY), r"([\w.:-]+)")


@cache
def program() -> Uses:
    """Return what the whole program spells out."""
    uses = Uses()
    for path in sources():
        uses.read(ast.parse(path.read_text(encoding="utf-8")))
    for path in ROOT.glob("components/**/templates/*"):
        if path.suffix in {".html", ".js", ".typ"}:
            uses.texts.update(_IN_TEMPLATE.findall(path.read_text(encoding="utf-8")))
    for path in ROOT.glob("data/layers/sql/*.sql"):
        found = _IN_SQL.findall(path.read_text(encoding="utf-8"))
        named = {f"layers.refuse.{code}" for code in found}
        uses.texts |= named
        uses.optional |= named  # not every word there is a refusal
    return uses

"""No record, zone or sector of the shipped park is named in code: the park is data.

An id that no plain text would hold (``F003-12``, ``twin_1``) is found wherever it stands in a
string; one that is a word or a letter too (``data``, ``A``) only where it is used as one: beside
another of its kind in a list that they fill by half, or held against something that is called
after its kind.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from polib import pofile

ROOT = Path(__file__).parent.parent
PUBLISHED = ROOT / "data" / "published"
FOLDERS = ("data", "geo", "components", "pages")
TABLES = {
    "figures": "figure",
    "projects": "project",
    "enterprises": "enterprise",
    "events": "event",
    "targets": "target",
    "conflicts": "conflict",
    "claims": "claim",
    "sources": "source",
    "mentions": "mention",
    "landmarks": "landmark",
    "capabilities": "capability",
    "coverage": "coverage",
    "zones": "zone",
    "sectors": "sector",
}
COLUMNS = {"zone": "zone", "sector": "sector"}


@cache
def ids() -> dict[str, str]:
    """Return what each id is of."""
    found: dict[str, str] = {}
    for table, kind in TABLES.items():
        column = COLUMNS.get(kind, f"{kind}_id")
        with (PUBLISHED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found |= {row[column]: kind for row in csv.DictReader(file)}
    return found


def _is_word(one: str) -> bool:
    return one.isalpha()


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds ids within a text, and what finds those that must be all of it."""
    shaped = [one for one in ids() if not _is_word(one)]
    # What other texts hold too, such as numbers and v2x, is an id only by itself.
    within = [one for one in shaped if re.search(r"[A-Z_]", one) and re.search(r"\d", one)]
    alone = [one for one in shaped if one not in within]
    joined = "|".join(map(re.escape, sorted(within, key=len, reverse=True)))
    whole = "|".join(map(re.escape, alone))
    return (
        re.compile(rf"(?<![A-Za-z0-9-])(?:{joined})(?![A-Za-z0-9]|-\d)"),
        re.compile(rf"(?:{whole})(?::L\d+.*)?"),
    )


def shaped(text: str) -> list[str]:
    """Return the ids in a text that can be nothing else."""
    within, alone = _patterns()
    return within.findall(text) or ([text] if alone.fullmatch(text) else [])


def crowd(texts: list[str]) -> list[str]:
    """Return the words of a list that are ids, if two of a kind fill it by half."""
    words = [one for one in texts if _is_word(one) and one in ids()]
    kinds = {ids()[one] for one in words}
    return [
        one
        for kind in kinds
        for one in words
        if ids()[one] == kind
        and sum(ids()[other] == kind for other in words) >= max(2, len(texts) / 2)
    ]


def _texts(nodes: list[ast.expr | None]) -> list[str]:
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def _held_against(node: ast.AST) -> Iterator[tuple[list[ast.expr], str]]:
    """Walk through what a piece of code holds texts against, as source."""
    match node:
        case ast.Compare():
            sides = [node.left, *node.comparators]
            inner = [part for side in sides for part in getattr(side, "elts", [side])]
            yield inner, ast.unparse(node)
        case ast.Subscript():
            yield [node.slice], ast.unparse(node.value)
        case ast.keyword():
            yield [node.value, *getattr(node.value, "elts", [])], node.arg or ""
        case ast.Assign():
            yield [node.value], " ".join(map(ast.unparse, node.targets))


def _docstrings(tree: ast.AST) -> set[int]:
    found = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            found.add(id(body[0].value))
    return found


def in_python(source: str) -> list[str]:
    """Return the ids that a module names, docstrings left out."""
    tree, found = ast.parse(source), list[str]()
    documentation = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += [] if id(node) in documentation else shaped(node.value)
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            found += crowd(_texts(list(node.elts)))
        elif isinstance(node, ast.Dict):
            found += crowd(_texts(list(node.keys))) + crowd(_texts(list(node.values)))
        for parts, beside in _held_against(node):
            found += [
                one
                for one in _texts(list(parts))
                if _is_word(one) and one in ids() and ids()[one] in beside.lower()
            ]
    return sorted(set(found))


_QUOTED = re.compile(r"""(["'`])((?:\\.|(?!\1).)*)\1""")
_LIST = re.compile(r"\[[^\[\]]*\]")
_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)


def in_javascript(source: str) -> list[str]:
    """Return the ids that a script names, comments left out."""
    code, found = _COMMENT.sub("", source), list[str]()
    for _, text in _QUOTED.findall(code):
        found += shaped(text)
    for some in _LIST.findall(code):
        found += crowd([text for _, text in _QUOTED.findall(some)])
    for kind in ("zone", "sector", "coverage"):
        for one in (one for one, of in ids().items() if of == kind and _is_word(one)):
            named = rf"\w*{kind}\w*[\])]?\s*[!=]==?\s*[\"'`]{one}[\"'`]"
            found += [one] if re.search(named, code, re.IGNORECASE) else []
    return sorted(set(found))


def in_messages(source: str) -> list[str]:
    """Return the ids that names of messages hold."""
    return sorted({one for entry in pofile(source) for one in shaped(entry.msgid)})


_READ = {".py": in_python, ".js": in_javascript, ".po": in_messages}


def _files() -> list[str]:
    held = ROOT / "data" / "parks"
    return sorted(
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.suffix in _READ
        and not {"static", "published", "local"} & set(path.parts)
        and held not in path.parents
    )


def _named(path: str) -> list[str]:
    return _READ[Path(path).suffix]((ROOT / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", _files())
def test_no_id_of_the_park_stands_in_code(path: str) -> None:
    assert _named(path) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("ids = ('F003-14',)", ["F003-14"]),
        ("words('facilities.bar.F003-12')", ["F003-12"]),
        ("'See F003-14.'", []),  # a docstring
        ("row['zone'] == 'A'", ["A"]),
        ("key == 'A'", []),
        ("ZONES = ('A', 'B')", ["A", "B"]),
        ("keys = ['B', 'F', 'ArrowLeft', 'ArrowRight', 'Escape']", []),
        ("sector in ('data', 'content')", ["content", "data"]),
        ("slots('limits', 'data')", []),
        ("sheet(sector='ecommerce')", ["ecommerce"]),
        ("KINDS = ('park', 'studio', 'data')", []),
        ("refs = '003:L43-46'", ["003:L43-46"]),
        ("when = '1,000'", []),
    ],
)
def test_ids_are_found_in_python(source: str, found: list[str]) -> None:
    assert in_python(source) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("if (zone === 'A') {}", ["A"]),
        ("const zones = ['A', 'B', 'C'];", ["A", "B", "C"]),
        ("if (event.key === 'F') {}", []),
        ("layer.name === 'twin_1'", ["twin_1"]),
        ("// as twin_1 does\nlet one = 1;", []),
    ],
)
def test_ids_are_found_in_javascript(source: str, found: list[str]) -> None:
    assert in_javascript(source) == found

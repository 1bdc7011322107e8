"""Finds text for readers that is written into the program instead of the catalogues."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from tests.literal_script import has_words, in_script, is_sentence

ROOT = Path(__file__).parent.parent
# Parameters of makers whose value a reader sees or hears.
SEEN = frozenset({
    "alt", "body", "caption", "empty", "head", "heading", "help", "hint", "label", "legend",
    "lines", "note", "notes", "opens", "placeholder", "said", "small", "subtitle", "text",
    "texts", "tip", "title", "tooltip",
})  # fmt: skip
SPOKEN = frozenset({"alt", "aria-label", "aria-valuetext", "placeholder", "title"})
_TAG = re.compile(r"</?[a-zA-Z]")
_SCRIPT = re.compile(r"=>|\bconst |\blet ")
_COLUMN = re.compile(r"{\w+}")  # what pydeck fills in
_FIELD = re.compile(r"{\w*(:\w+)?}")  # what `Markup.format` fills in
_MACRO = re.compile(r"{% macro (\w+).*?%}(.*?){% endmacro %}", re.DOTALL)
_FILLED = re.compile(r"{{.*?}}", re.DOTALL)
_DONE = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL)
# Streamlit's calls that take no text first.
_NO_TEXT = frozenset(
    {"App", "Page", "get", "get_all", "pop", "setdefault", "page_link", "switch_page"}
)
# What a text that is not known stands as.
_ANY = "\0"


class _Markup(HTMLParser):
    """Collects the words between tags and in attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.found += [text for name, text in attrs if name in SPOKEN and text and has_words(text)]

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside not in {"style", "script"} and has_words(data):
            self.found.append(data.strip())


def in_markup(text: str) -> list[str]:
    """Return the words for readers in some HTML; it may begin or end within a tag."""
    if text.find(">") != -1 and not 0 <= text.find("<") < text.find(">"):
        text = text.partition(">")[2]
    parser = _Markup()
    parser.feed(re.sub(r"<[^>]*$", "", text))
    parser.close()
    return parser.found


def in_template(text: str) -> list[str]:
    """Return the words for readers in a Jinja template of HTML or of parts of a map."""
    found = []
    for name, body in _MACRO.findall(text) or [("html", text)]:
        filled = _FILLED.sub("0", _DONE.sub("", body))
        found += in_script(filled) if name == "script" else in_markup(filled)
    return found


def in_typst(text: str) -> list[str]:
    """Return the words for readers in a Typst template: sentences, and bare words in brackets."""
    plain = re.sub(r"//.*", "", text)
    written = [one for one in re.findall(r'"([^"\n]*)"', plain) if is_sentence(one)]
    bare = re.sub(r'"[^"\n]*"|#[\w.-]+(\([^()]*\))?', "", plain)
    return written + [one for one in re.findall(r"\[([^\[\]{}()=:]*)\]", bare) if has_words(one)]


def in_python(source: str) -> list[str]:
    """Return the words for readers in a Python source."""
    tree = ast.parse(source)
    silent = _silent(tree)
    found = [
        text
        for node in ast.walk(tree)
        if id(node) not in silent and (whole := _whole(node)) is not None
        for text in _anywhere(whole)
    ]
    made_in = _origins(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and id(node) not in silent:
            found += [text for argument in _seen(node, made_in) for text in _words_of(argument)]
    return list(dict.fromkeys(found))


def _silent(tree: ast.AST) -> set[int]:
    """Return what no reader sees: docstrings, errors of programmers, the log, parts of texts."""
    found: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                found.add(id(node.value))
            case ast.Raise():
                found.update(id(part) for part in ast.walk(node))
            case ast.Call(func=ast.Attribute(value=ast.Name(id="_log"))):
                found.update(id(part) for part in ast.walk(node))
            case ast.JoinedStr():
                found.update(id(part) for part in node.values)
    return found


def _whole(node: ast.AST) -> str | None:
    """Return a text with ``NUL`` for what varies; ``None`` if the node is none."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(
                str(part.value) if isinstance(part, ast.Constant) else _ANY for part in parts
            )
    return None


def _anywhere(text: str) -> list[str]:
    """Return the words for readers in a text of which only the form is known."""
    if "{% macro" in text:
        return in_template(text)
    if _SCRIPT.search(text):
        return in_script(text)
    if _TAG.search(text):
        return in_markup(_FIELD.sub(_ANY, text))
    return [text] if is_sentence(text) else []


def _words_of(node: ast.expr) -> Iterator[str]:
    """Return the words in an argument; those of calls in it are judged by themselves."""
    text = _whole(node)
    if text is not None:
        if not _TAG.search(text) and has_words(_COLUMN.sub("", text)):
            yield text
        return
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Constant() as text_node), args=args):
            parts: Iterable[ast.expr] = (text_node, *args)
        case ast.Call() | ast.Compare() | ast.Subscript():
            parts = ()
        case ast.IfExp(body=body, orelse=orelse):
            parts = (body, orelse)
        case ast.Dict(values=values):
            parts = values
        case _:
            parts = (part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr))
    for part in parts:
        yield from _words_of(part)


def _seen(call: ast.Call, made_in: dict[str, str]) -> Iterator[ast.expr]:
    """Return the arguments of a call that a reader sees."""
    called = ast.unparse(call.func)
    name = called.rpartition(".")[2]
    if called.startswith("st.") and name not in _NO_TEXT:
        yield from call.args[:1]
    known = [
        names
        for module, names in makers().get(name, {}).items()
        if called == name and made_in.get(name, module) == module
    ]
    for place, argument in enumerate(call.args):
        if any(SEEN.intersection(names[place : place + 1]) for names in known):
            yield argument
    yield from (word.value for word in call.keywords if word.arg in SEEN)


def _origins(tree: ast.Module) -> dict[str, str]:
    """Return the module that each imported name comes from."""
    return {
        alias.asname or alias.name: node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


@cache
def makers() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the parameters of every function and class of the components, by name and module."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for path in sorted(ROOT.glob("components/**/*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            match node:
                case ast.FunctionDef(name=name, args=arguments):
                    parameters = tuple(one.arg for one in arguments.args)
                case ast.ClassDef(name=name, body=body):
                    parameters = tuple(
                        one.target.id
                        for one in body
                        if isinstance(one, ast.AnnAssign)
                        and isinstance(one.target, ast.Name)
                        and "ClassVar" not in ast.unparse(one.annotation)
                    )
                case _:
                    continue
            found.setdefault(name, {})[".".join(path.relative_to(ROOT).with_suffix("").parts)] = (
                parameters
            )
    return found

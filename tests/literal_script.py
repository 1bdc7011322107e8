"""Finds text for readers in JavaScript: a scanner of its strings and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]{2,}|[\u3400-\u9fff]")
# What can only be meant for a reader, wherever it stands: Chinese, or words in a row.
_SENTENCE = re.compile(
    r"[\u3400-\u9fff]|^\s*[A-Z][a-z]+,? [a-z]+|[A-Za-z]{2,} [a-z]+ [a-z]+[.!?…]\s*$"
)
_MARKUP = re.compile(r"<[a-z][^<>]*>([^<]*)")
_SPOKEN = frozenset({
    "alt", "aria-label", "aria-valuetext", "ariaLabel", "attribution", "html", "label",
    "placeholder", "prefix", "text", "title", "zoomInTitle", "zoomOutTitle",
})  # fmt: skip
_SHOWN = re.compile(
    r"\.(?:textContent|innerText|title|ariaLabel|placeholder|alt)\s*\+?=(?!=)[^;]*$"
)
_COMPARED = re.compile(r"[!=]==?\s*$")
_SAYS = frozenset({"alert", "confirm", "prompt", "createTextNode", "setPrefix", "bindTooltip"})
# A slash after one of these, or at the start, begins a regular expression.
_REGEX = re.compile(r"(?:^|[(,=:\[!&|?{};\n>]|\breturn)\s*(?=/$)")
_SKIPPED = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_REST_OF_REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]])*\]|[^/\\\n])*/[a-z]*")


def has_words(text: str) -> bool:
    """Whether a text holds a word of any language."""
    return _WORD.search(text) is not None


def is_sentence(text: str) -> bool:
    """Whether a text can only be meant for a reader."""
    return _SENTENCE.search(text) is not None


@dataclass
class _Frame:
    """An open bracket: what is called with it, and where in it the scanner stands."""

    bracket: str
    call: str
    argument: int = 0
    key: str = ""
    first: str = ""

    def shows(self) -> bool | None:
        """Whether a reader sees what stands here; ``None`` if that depends on what is around."""
        if self.bracket == "{" and self.key:
            return self.key in _SPOKEN
        if self.call == "h":
            return self.argument > 1
        if self.call == "setAttribute":
            return self.argument == 1 and self.first in _SPOKEN
        return self.call in _SAYS if self.call else None


@dataclass(frozen=True)
class _Text:
    """A string literal, whether the brackets around it show it, and the code before it."""

    value: str
    is_shown: bool
    before: str


def in_script(source: str) -> list[str]:
    """Return the words for readers in some JavaScript."""
    return [text.value for text in _strings(source) if _is_for_readers(text)]


def _is_for_readers(text: _Text) -> bool:
    if is_sentence(text.value):
        return True
    if not has_words(text.value) or _COMPARED.search(text.before):
        return False
    if between := _MARKUP.findall(text.value):
        return any(map(has_words, between))
    return text.is_shown or _SHOWN.search(text.before) is not None


def _strings(source: str) -> Iterator[_Text]:
    """Walk through the string literals; what varies in one stands as a digit."""
    frames: list[_Frame] = []
    place, since = 0, 0
    while place < len(source):
        sign = source[place]
        if skipped := _skipped(source, place):
            place = skipped
        elif sign in "'\"`":
            value, end, code = _string(source, place)
            if not (frames and _is_key(frames[-1], source[end:])):
                shows = (frame.shows() for frame in reversed(frames))
                is_shown = next((one for one in shows if one is not None), False)
                yield _Text(value, is_shown, source[since:place])
            if frames and not frames[-1].argument:
                frames[-1].first = frames[-1].first or value
            for part in code:
                yield from _strings(part)
            place = end
        else:
            _step(frames, source, place)
            place += 1
            since = place if sign in ";{}" else since


def _skipped(source: str, place: int) -> int:
    """Return the end of a comment or a regular expression that begins here, else 0."""
    if source[place] != "/":
        return 0
    found = _SKIPPED.match(source, place)
    if not found and _REGEX.search(source[max(0, place - 30) : place + 1]):
        found = _REST_OF_REGEX.match(source, place)
    return found.end() if found else 0


def _is_key(frame: _Frame, rest: str) -> bool:
    return frame.bracket == "{" and not frame.key and rest.lstrip().startswith(":")


def _step(frames: list[_Frame], source: str, place: int) -> None:
    """Follow the brackets, the arguments of a call and the keys of an object."""
    sign = source[place]
    if sign in "([{":
        called = re.search(r"([\w$]+)\s*$", source[:place]) if sign == "(" else None
        frames.append(_Frame(sign, called[1] if called else ""))
    elif sign in ")]}" and frames:
        frames.pop()
    elif sign == "," and frames:
        frames[-1].argument += 1
        frames[-1].key = ""
    elif sign == ":" and frames and _is_key(frames[-1], sign):
        named = re.search(r"([\w$-]+)['\"]?\s*$", source[:place])
        frames[-1].key = named[1] if named else ""


def _string(source: str, start: int) -> tuple[str, int, list[str]]:
    """Return a string's text, the place behind it, and the code that fills a template."""
    quote, place = source[start], start + 1
    text, code = list[str](), list[str]()
    while source[place] != quote:
        if source[place] == "\\":
            text.append(" ")
            place += 2
        elif quote == "`" and source.startswith("${", place):
            end = _end_of_code(source, place + 2)
            code.append(source[place + 2 : end])
            text.append("0")
            place = end + 1
        else:
            text.append(source[place])
            place += 1
    return "".join(text), place + 1, code


def _end_of_code(source: str, place: int) -> int:
    """Return where the brace closes that was opened before `place`."""
    depth = 1
    while True:
        if source[place] in "'\"`":
            place = _string(source, place)[1]
            continue
        depth += {"{": 1, "}": -1}.get(source[place], 0)
        if not depth:
            return place
        place += 1

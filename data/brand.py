"""What is the office's own on a stage and on hand-outs: whom to ask, logo, colour, template.

It lies in ``local.brand`` beside the own pack: ``brand.toml``, and beside it ``logo.png``,
``wechat.png`` and ``template.pptx`` where there are such.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from data.contact import Contact
from data.durable import write
from data.packs import DATA_DIR, local_dir
from data.problems import Problem, unreadable
from data.stores import writing
from data.stores.areas import place_of

BRAND = "brand.toml"
FILES = {"logo": "logo.png", "wechat_code": "wechat.png", "template": "template.pptx"}
"""By field: the name of its file."""
MAX_BYTES = {"logo": 1_000_000, "wechat_code": 1_000_000, "template": 20_000_000}
_MAX_TOML = 20_000
_LEAST_CONTRAST = 4.5
_Stamp = tuple[int, int, int]


def _readable(color: str) -> str:
    if color and (ratio := contrast_on_white(color)) < _LEAST_CONTRAST:
        raise PydanticCustomError("brand_pale", "too pale", {"ratio": f"{ratio:.1f}"})
    return color


_Color = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^$|^#[0-9A-Fa-f]{6}$"),
    AfterValidator(_readable),
]


@dataclass(frozen=True)
class Brand:
    """What the office has filled in; all is empty where it has not.

    Attributes
    ----------
    contact : Contact
    accent : str
        Of headings, as ``#rrggbb``; at least 4.5 : 1 on white paper.
    logo, wechat_code, template : pathlib.Path or None
        A picture (PNG), the picture of a WeChat QR code (PNG), a presentation (PPTX).
    revision : str
        Another one whenever anything of it changes; empty without any.
    problems : tuple of Problem
        What is wrong with its file; such a field is empty.
    """

    contact: Contact = field(default_factory=Contact)
    accent: str = ""
    logo: Path | None = None
    wechat_code: Path | None = None
    template: Path | None = None
    revision: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Written:
    """What stands in the file."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    accent: _Color = ""
    contact: Contact = field(default_factory=Contact)


_WRITTEN = TypeAdapter(_Written)
TEXTS = ("accent", *(one.name for one in fields(Contact)))
"""All fields that hold a text, by name."""


class BrandChangedError(Exception):
    """Somebody else has filled in one of the same fields; nothing was done.

    Attributes
    ----------
    now : dict of str to str
        Those fields, as they are now.
    """

    def __init__(self, now: Mapping[str, str]) -> None:
        super().__init__(", ".join(now))
        self.now = dict(now)


def brand_dir(data_dir: Path = DATA_DIR) -> Path:
    """Return the folder of the office's own, ``local.brand`` beside ``local``.

    >>> brand_dir(Path("/srv/data")).as_posix()
    '/srv/data/local.brand'
    """
    return place_of("brand", local_dir(data_dir)).home


def brand(data_dir: Path = DATA_DIR) -> Brand:
    """Return what the office has filled in; an empty one where there is no file.

    Never raises for bad content.

    >>> brand() == Brand()
    True
    """
    folder = brand_dir(data_dir)
    there = {name: folder / file for name, file in FILES.items() if (folder / file).is_file()}
    try:
        stamps = tuple(_stamp(path) for path in there.values())
        read = _read(folder / BRAND, _stamp(folder / BRAND))
    except FileNotFoundError:
        read = Brand()
    except OSError as error:
        read = Brand(problems=(unreadable(BRAND, error),))
    if not there:
        return read
    files: dict[str, Any] = there
    revision = hashlib.sha256(repr((read.revision, *there, *stamps)).encode()).hexdigest()
    return replace(read, **files, revision=revision[:16])


def _stamp(path: Path) -> _Stamp:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


@lru_cache(maxsize=4)
def _read(path: Path, stamp: _Stamp) -> Brand:
    """Read a file; `stamp` is its time, size and number, under which the result is kept."""
    revision = hashlib.sha256(repr(stamp).encode()).hexdigest()[:16]
    if stamp[1] > _MAX_TOML:
        large = Problem(BRAND, None, None, "brand_size", {"limit": _MAX_TOML // 1000})
        return Brand(revision=revision, problems=(large,))
    found, problems = read_brand(path.read_bytes())
    return replace(found, revision=revision, problems=tuple(problems))


def read_brand(content: bytes) -> tuple[Brand, list[Problem]]:
    r"""Read what stands in ``brand.toml``.

    Returns
    -------
    Brand
        Whatever is wrong is left empty.
    list of Problem
        With the field; never raises for bad content.

    Examples
    --------
    >>> found, problems = read_brand(b'[contact]\nname_en = "Li Na"\nphone = "call me"')
    >>> found.contact.name_en, found.contact.phone
    ('Li Na', '')
    >>> [(one.column, one.kind) for one in problems]
    [('contact.phone', 'brand_phone')]
    """
    try:
        given = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Brand(), [Problem(BRAND, None, None, "encoding")]
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        return Brand(), [Problem(BRAND, int(line[1]) if line else None, None, "brand_toml")]
    problems = list[Problem]()
    for _ in range(len(TEXTS) + len(given) + 1):
        try:
            made = _WRITTEN.validate_python(given)
            return Brand(made.contact, made.accent), problems
        except ValidationError as error:
            for detail in error.errors():
                problems.append(_problem(detail["type"], detail["loc"], detail.get("ctx")))
                _leave_out(given, detail["loc"])
    return Brand(), problems


def _problem(kind: str, place: tuple[int | str, ...], context: dict[str, Any] | None) -> Problem:
    name = ".".join(str(part) for part in place)
    last = str(place[-1]) if place else ""
    if kind == "brand_pale":
        return Problem(BRAND, None, name, kind, context or {})
    if kind in {"unexpected_keyword_argument", "extra_forbidden"} or last not in TEXTS:
        return Problem(BRAND, None, name or None, "brand_unknown")
    known = last if last in {"phone", "mail", "accent", "wechat"} else "text"
    return Problem(BRAND, None, name, f"brand_{known}")


def _leave_out(given: dict[str, Any], place: tuple[int | str, ...]) -> None:
    *outer, last = place or ("",)
    for part in outer:
        inner = given.get(str(part))
        given = inner if isinstance(inner, dict) else {}
    given.pop(str(last), None)


def written(texts: Mapping[str, str]) -> bytes:
    """Return ``brand.toml`` that holds these fields, by name; empty ones are left out.

    >>> print(written({"name_en": "Li Na"}).decode(), end="")
    [contact]
    name_en = "Li Na"
    """

    def line(name: str) -> str:
        # A text in JSON is one in TOML.
        return f"{name} = {json.dumps(texts[name], ensure_ascii=False)}"

    filled = [name for name in TEXTS if texts.get(name)]
    above = [line(name) for name in filled if name == "accent"]
    below = [line(name) for name in filled if name != "accent"]
    return "\n".join([*above, *([""] if above else []), "[contact]", *below, ""]).encode()


def texts_of(given: Brand) -> dict[str, str]:
    """Return all fields that hold a text, by name.

    >>> from data.tokens import BLACK
    >>> texts_of(Brand(accent=BLACK))["accent"] == BLACK
    True
    """
    return {"accent": given.accent, **asdict(given.contact)}


def save_texts(
    texts: Mapping[str, str], seen: Mapping[str, str], data_dir: Path = DATA_DIR
) -> list[Problem]:
    """Save fields that somebody has filled in, and no others.

    Parameters
    ----------
    texts : mapping of str to str
        By field; of `TEXTS`.
    seen : mapping of str to str
        All fields as they were when that was begun: what is as it was stays as it is now, even
        if somebody else has changed it since.
    data_dir : pathlib.Path
        As for `data.catalog.load_catalog`.

    Returns
    -------
    list of Problem
        If there is anything, nothing is saved.

    Raises
    ------
    BrandChangedError
        If somebody else has meanwhile changed one of the same fields to something else.
    OSError
        If the disk refuses; the file in place stays.

    Examples
    --------
    >>> save_texts({"name_en": "Li Na"}, {})
    []
    >>> brand().contact.name_en
    'Li Na'
    >>> save_texts({"phone": "+86 23 4900 0000"}, {})
    []
    >>> brand().contact.name_en
    'Li Na'
    """
    changed = {
        name: text.strip() for name, text in texts.items() if text.strip() != seen.get(name, "")
    }
    problems = read_brand(written(changed))[1]
    if problems:
        return problems
    with writing("brand", local_dir(data_dir)) as folder:
        now = texts_of(brand(data_dir))
        others = {
            name: now[name]
            for name, text in changed.items()
            if now[name] not in {seen.get(name, ""), text}
        }
        if others:
            raise BrandChangedError(others)
        write(folder / BRAND, written(now | changed))
    return []


def save_file(name: str, content: bytes | None, data_dir: Path = DATA_DIR) -> None:
    """Save one of the files, or take it away; whoever calls has looked at what is in it.

    Parameters
    ----------
    name : str
        A field of `FILES`.
    content : bytes or None
    data_dir : pathlib.Path
        As for `data.catalog.load_catalog`.

    Raises
    ------
    KeyError
        If there is no such field.
    OSError
        If the disk refuses; the file in place stays.

    Examples
    --------
    >>> save_file("logo", b"a picture")
    >>> brand().logo.name
    'logo.png'
    >>> save_file("logo", None)
    >>> brand().logo is None
    True
    """
    file = FILES[name]
    with writing("brand", local_dir(data_dir)) as folder:
        if content is None:
            (folder / file).unlink(missing_ok=True)
        else:
            write(folder / file, content)


def contrast_on_white(color: str) -> float:
    """Return how much a colour stands out on white paper, from 1 to 21 (WCAG 2).

    >>> from data.tokens import BLACK, PAPER
    >>> round(contrast_on_white(BLACK)), round(contrast_on_white(PAPER))
    (21, 1)
    """
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    line = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 1.05 / (0.05 + 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2])

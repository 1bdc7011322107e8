"""Messages in Chinese and English, from gettext catalogues: one a language and part."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Literal

from polib import pofile

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")
LOCALE_DIR = Path(__file__).parent / "locale"


@cache
def messages(lang: Lang) -> dict[str, str]:
    """Return all messages of one language, by message id.

    Raises
    ------
    ValueError
        If two catalogues hold the same message.

    Examples
    --------
    >>> messages("en")["lang.en"]
    'English'
    """
    found: dict[str, str] = {}
    for path in sorted((LOCALE_DIR / lang).glob("*.po")):
        part = read_catalogue(path)
        if twice := found.keys() & part.keys():
            raise ValueError(f"{path}: {', '.join(sorted(twice))} stand in another catalogue too")
        found |= part
    return found


def read_catalogue(path: Path) -> dict[str, str]:
    """Return the messages of one gettext catalogue, by message id.

    >>> read_catalogue(LOCALE_DIR / "en" / "common.po")["lang.en"]
    'English'
    """
    entries = pofile(path.read_text(encoding="utf-8"))
    return {entry.msgid: entry.msgstr for entry in entries if not entry.obsolete}


class _Sentence(Formatter):
    """Fills messages: ``{count:project/projects}`` is the word that goes with the number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, is_choice, more = format_spec.partition("/")
        if not is_choice:
            return str(super().format_field(value, format_spec))
        # English has two forms, and only "1" takes the first: not "1.0", "0" or "1–3".
        return one if str(value) == "1" else more


_SENTENCE = _Sentence()


def translate(lang: Lang, message_id: str, **values: object) -> str:
    """Return a general message with its ``{named}`` places filled in.

    A place such as ``{count:project/projects}`` gives the form that goes with the number.

    Raises
    ------
    KeyError
        If the catalogue has no such message, or a named place gets no value.

    Examples
    --------
    >>> translate("en", "check.total", count=1)
    '1 problem'
    >>> translate("en", "check.total", count=2)
    '2 problems'
    """
    return filled(messages(lang)[message_id], values)


def filled(text: str, values: Mapping[str, object]) -> str:
    """Return a message with its ``{named}`` places filled in, as `translate` does.

    >>> filled("{count} {count:project/projects}", {"count": 2})
    '2 projects'
    """
    if "/" not in text:  # Python's own way is ten times as fast
        return text.format(**values)
    return _SENTENCE.vformat(text, (), values)


def pick_lang(preferred: str | None) -> Lang:
    """Choose Chinese or English for a browser or environment locale such as ``zh-CN``.

    >>> pick_lang("zh-CN"), pick_lang("en-GB"), pick_lang(None)
    ('zh', 'en', 'zh')
    """
    return "zh" if (preferred or "zh").lower().startswith("zh") else "en"

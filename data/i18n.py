"""Messages in Chinese and English, from one gettext catalogue per language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from babel.messages.pofile import read_po

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")
LOCALE_DIR = Path(__file__).parent / "locale"


@cache
def messages(lang: Lang) -> dict[str, str]:
    """Return all messages of one language, by message id."""
    with (LOCALE_DIR / f"{lang}.po").open("rb") as file:
        catalogue = read_po(file, locale=lang)
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id}


def translate(lang: Lang, message_id: str, **values: object) -> str:
    """Return a message with its ``{named}`` places filled in.

    Raises
    ------
    KeyError
        If the catalogue has no such message, or a named place gets no value.
    """
    return messages(lang)[message_id].format(**values)


def pick_lang(preferred: str | None) -> Lang:
    """Choose Chinese or English for a browser or environment locale such as ``zh-CN``."""
    return "zh" if (preferred or "zh").lower().startswith("zh") else "en"

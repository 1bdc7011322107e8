"""Messages in Chinese and English, from gettext catalogues: one a language and part."""

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
    """Return all messages of one language, by message id.

    Raises
    ------
    ValueError
        If two catalogues hold the same message.
    """
    found: dict[str, str] = {}
    for path in sorted((LOCALE_DIR / lang).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=lang)
        part = {str(entry.id): str(entry.string) for entry in catalogue if entry.id}
        if twice := found.keys() & part.keys():
            raise ValueError(f"{path}: {', '.join(sorted(twice))} stand in another catalogue too")
        found |= part
    return found


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

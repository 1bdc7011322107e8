"""What a scene says to its audience, and the quantities in it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from data.i18n import Lang
from data.stories import Scene, Story, read_story

# A quantity, unless it belongs to a name (L4, V2X, phase 1) or a date.
NUMBER = r"(?<![A-Za-z\d.])(\d+(?:[.,]\d+)*) ?"
UNITS = {"万": 1e4, "亿": 1e8, "million": 1e6, "billion": 1e9, "": 1.0}
DATES: dict[Lang, str] = {
    "zh": r"\d{4}年(?:\d{1,2}月|\d{1,2}至\d{1,2}月)?|\d{1,2}月|[一二]期",
    "en": r"\b20[012]\d\b(?!\d| (?:firms|people))|phase \d",
}


@lru_cache
def shipped(file: Path) -> Story:
    """Return a story that comes with the app."""
    made, problems = read_story(file.read_text(encoding="utf-8"), file.name)
    assert not problems
    assert made
    return made


def scene_of(file: Path, scene_id: str) -> Scene:
    """Return one of its scenes."""
    found = shipped(file).scene(scene_id)
    assert found
    return found


def said_in(scene: Scene, lang: Lang) -> str:
    """Return what the audience reads of a scene."""
    return f"{scene.title(lang)} {scene.text(lang)} {scene.caveat(lang)}"


def numbers(text: str, lang: Lang) -> set[float]:
    """Return the quantities in a text, dates and names left out."""
    rest = re.sub(DATES[lang], " ", text)
    found = re.findall(NUMBER + r"(万|亿|million|billion|)", rest)
    return {round(float(digits.replace(",", "")) * UNITS[unit], 1) for digits, unit in found}

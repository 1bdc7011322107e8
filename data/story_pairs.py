"""Stories as they were written before a scene had a text and a caveat: with pairs of lines."""

from __future__ import annotations

from data.story_yaml import Place, Value

_PARTS = ("text", "caveat")


def from_pairs(value: Value, lines: dict[Place, int]) -> None:
    """Give the two lines of each scene the names that they have now; the line numbers with them.

    Parameters
    ----------
    value : str, list or dict
        Of `data.story_yaml.read_yaml`; what is no pair is left as it is, to be refused.
    lines : dict of tuple to int
        The line of each part.

    Examples
    --------
    >>> value = {"scenes": [{"lines_en": ["One", "Two"]}]}
    >>> from_pairs(value, {})
    >>> value
    {'scenes': [{'text_en': 'One', 'caveat_en': 'Two'}]}
    """
    scenes = value.get("scenes") if isinstance(value, dict) else None
    for at, scene in enumerate(scenes if isinstance(scenes, list) else []):
        for lang in ("zh", "en"):
            _renamed(scene, lang, ("scenes", at), lines)


def _renamed(scene: Value, lang: str, place: Place, lines: dict[Place, int]) -> None:
    key = f"lines_{lang}"
    if not isinstance(scene, dict) or {f"{part}_{lang}" for part in _PARTS} & set(scene):
        return
    pair = scene.get(key)
    if isinstance(pair, list) and len(pair) == len(_PARTS):
        del scene[key]
        for at, part in enumerate(_PARTS):
            scene[f"{part}_{lang}"] = pair[at]
            if (*place, key, at) in lines:
                lines[*place, f"{part}_{lang}"] = lines[*place, key, at]

"""The blocks of the open story: its scenes, the forms, the small stage, what clashes."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from markupsafe import Markup

from components.blocks.base import Block, Content
from components.blocks.form import Field, form_block
from components.blocks.plain import markup, nothing
from components.blocks.rows import Button, Row, Sorts, Target, rows_block
from components.blocks.text import Words
from components.meeting.present import entry
from components.meeting.previewed import Previewed
from components.meeting.scene_form import SLOTS as SCENE_SLOTS
from components.meeting.scene_form import scene_forms
from components.meeting.scenes import scene_blocks
from components.meeting.story_acts import line_of
from components.meeting.story_draft import Desk, Draft
from components.session.request import Request
from data.brand import brand
from data.i18n import LANGS
from data.problems import Problem
from data.stories import Scene
from data.story_fields import LINE_WIDTH, TITLE_WIDTH
from data.story_files import story_revision
from data.story_merging import ORDER, Clash

LIST_SLOTS = ("scenes", "story-form")
STAGE_SLOTS = ("clashes", "preview", "preview-at", "save", "problems", *SCENE_SLOTS)
_SHOWN = 60  # characters of what clashes


def editor_blocks(request: Request, held: Desk, shown: Previewed | None) -> Content:
    """Return the blocks of the story that is open; empty ones while none is."""
    words, draft = request.words, held.draft()
    blocks: Content = dict.fromkeys((*LIST_SLOTS, *STAGE_SLOTS), nothing())
    blocks["refused"] = _refused(held, words)
    if draft is None:
        return blocks
    scene = draft.scene()
    blocks["scenes"] = _scenes(draft, words)
    blocks |= _small_stage(request, draft, shown)
    blocks["save"] = _save(draft, words, can_save=not held.lock())
    if draft.is_own:
        blocks["story-form"] = _story_form(draft, words)
        blocks["clashes"] = _clashes(draft, words)
        blocks["problems"] = _problems(draft, words)
        if scene:
            blocks |= scene_forms(request, scene)
    return blocks


def _scenes(draft: Draft, words: Words) -> Block:
    scenes, opened = draft.story.scenes, draft.scene()
    rows = []
    for at, scene in enumerate(scenes):
        title = scene.title(words.lang)
        acts = [
            ("up", "editor.up", at == 0),
            ("down", "editor.down", at == len(scenes) - 1),
            ("copy", "editor.copy_scene", False),
            ("delete", "editor.delete", False),
        ]
        buttons = tuple(
            Button(
                f"scene.{act}:{scene.scene_id}",
                words(text),
                words("editor.of_scene", act=words(f"{text}_name"), place=at + 1, title=title),
                disabled=disabled,
            )
            for act, text, disabled in (acts if draft.is_own else ())
        )
        small = words("editor.scene_small", seconds=scene.dwell)
        row = Row(scene.scene_id, title, small, buttons, current=scene == opened)
        rows.append(replace(row, act=f"scene.open:{scene.scene_id}"))
    return rows_block(
        "scenes",
        rows,
        title=draft.story.title(words.lang),
        small=words("editor.scenes_small") if draft.is_own else words("editor.shipped"),
        css="atlas-numbered atlas-scene-rows",
        sorts=Sorts("scene.place", words("editor.grip")) if draft.is_own else None,
    )


def _story_form(draft: Draft, words: Words) -> Block:
    texts = [
        Field(
            f"story.{part}_{lang}",
            words(f"editor.{part}_{lang}"),
            value=getattr(draft.story, f"{part}_{lang}"),
            limit=TITLE_WIDTH if part == "title" else LINE_WIDTH[lang],
        )
        for part in ("title", "subtitle")
        for lang in LANGS
    ]
    return form_block("story", "", (), words, folded=texts, fold=words("editor.story"))


def _clashes(draft: Draft, words: Words) -> Block:
    """Return what two have changed and not to the same, to be decided by scene or by field."""
    both = draft.meeting
    if draft.other is None or both is None or not both.clashes:
        return nothing()
    asked: list[Field] = []
    for scene_id in dict.fromkeys(clash.scene_id for clash in both.clashes):
        own = [clash for clash in both.clashes if clash.scene_id == scene_id]
        if len(own) > 1 and scene_id:
            sides = {draft.decided.get(clash.key, "mine") for clash in own}
            whole = words("editor.clash_scene", scene=_title(draft, scene_id, words))
            asked.append(
                _side(f"{scene_id}.*", whole, "", sides.pop() if len(sides) == 1 else "", words)
            )
        asked += [_of_clash(draft, clash, words) for clash in own]
    return form_block("clashes", words("editor.clashes"), asked, words)


def _of_clash(draft: Draft, clash: Clash, words: Words) -> Field:
    name = words(f"editor.{clash.field}" if clash.field else "editor.clash_whole")
    if clash.scene_id:
        label = words("editor.clash_field", scene=_title(draft, clash.scene_id, words), field=name)
    else:
        label = name
    small = ""
    if clash.field != ORDER:
        values = [_told(one, words) for one in (clash.mine, clash.theirs)]
        small = words("editor.clash_values", mine=values[0], theirs=values[1])
    return _side(clash.key, label, small, draft.decided.get(clash.key, "mine"), words)


def _side(key: str, label: str, small: str, value: str, words: Words) -> Field:
    sides = tuple((f"{key}={side}", words(f"editor.{side}_side")) for side in ("mine", "theirs"))
    return Field("story.decide", label, small, f"{key}={value}", sides)


def _told(value: object, words: Words) -> str:
    """Return what a field holds, in short."""
    if value is None:
        return words("editor.clash_gone")
    if isinstance(value, Scene):
        return value.title(words.lang)
    text = words.join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _title(draft: Draft, scene_id: str, words: Words) -> str:
    found = draft.story.scene(scene_id) or (draft.theirs and draft.theirs.scene(scene_id))
    return found.title(words.lang) if found else scene_id


def _save(draft: Draft, words: Words, *, can_save: bool) -> Block:
    buttons, links = list[Button](), tuple[Target, ...]()
    if draft.is_own and draft.other is not None and can_save:
        kinds = ["apart", "replace", "theirs"] if draft.other else ["replace"]
        kinds = ["join", *kinds] if draft.meeting else kinds
        buttons += [
            Button(f"story.{kind}:", words(f"editor.{kind}"), main=place == 0)
            for place, kind in enumerate(kinds)
        ]
    elif draft.is_own and can_save:
        buttons.append(
            Button("story.save:", words("editor.save"), main=True, disabled=not draft.is_changed)
        )
    if draft.is_own:
        buttons += [
            Button("story.undo:", words("editor.undo"), disabled=not draft.past),
            Button("story.redo:", words("editor.redo"), disabled=not draft.ahead),
            Button("scene.look:", words("editor.look_from_here")),
        ]
    else:
        buttons.append(
            Button(f"story.copy:{draft.story.story_id}", words("editor.copy"), main=True)
        )
    scene = draft.scene()
    if scene and draft.saved and draft.saved.scene(scene.scene_id):
        query = urlencode({"story": draft.story.story_id, "scene": scene.scene_id})
        links = (Target(f"present?{query}", words("editor.present_scene")),)
    row = Row("save", "", links=links, buttons=tuple(buttons))
    return rows_block("save", [row], css="atlas-toolbar")


def _problems(draft: Draft, words: Words) -> Block:
    lines = [line_of(draft.story, problem) for problem in draft.problems]
    return _problem_rows(draft.problems, lines, words("editor.problems"), words)


def _refused(held: Desk, words: Words) -> Block:
    text = held.refused_text.splitlines()
    lines = [
        text[row - 1].strip() if 0 < (row := problem.row or 0) <= len(text) else ""
        for problem in held.refused
    ]
    return _problem_rows(held.refused, lines, words("editor.upload_refused"), words)


def _problem_rows(problems: list[Problem], lines: list[str], title: str, words: Words) -> Block:
    if not problems:
        return nothing()
    rows = [
        Row(str(place), problem.text(words.lang), line, alert=True)
        for place, (problem, line) in enumerate(zip(problems, lines, strict=True))
    ]
    return rows_block("problems", rows, title=title)


def _small_stage(request: Request, draft: Draft, shown: Previewed | None) -> Content:
    """Return the stage in a frame, and what it is to show; both follow the open scene."""
    words, scene = request.words, draft.scene()
    if shown is None or shown.story is None or scene is None:
        return {}
    query = {"preview": shown.name, "lang": words.lang}
    frame = Markup('<div class="atlas-small"><iframe src="{}" title="{}"></iframe></div>').format(
        f"present?{urlencode(query)}", words("editor.preview")
    )
    scene = shown.story.scene(shown.scene_id) or shown.story.scenes[0]
    said = []
    if shown.story != draft.story:
        said.append(words("editor.preview_old"))
    view = scene_blocks(request.catalog, scene, words, request.theme)
    if scene.chart and view.chart is None:
        said.append(words("editor.no_chart"))
    if scene.layout == "contact" and not brand().contact.is_filled:
        said.append(words("editor.contact_asked"))
    at = Markup('<div data-scene="{}" data-was="{}">{}</div>').format(
        "?".join(entry(scene)),
        story_revision(shown.story),
        Markup().join(Markup('<p class="atlas-warning">{}</p>').format(one) for one in said),
    )
    return {"preview": markup(frame), "preview-at": markup(at)}

"""The blocks of the story editor: the stories, the scenes of one, and a form for one scene."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from markupsafe import Markup

from components.blocks.bar_chart import Bars
from components.blocks.base import Block, Content
from components.blocks.chart import Chart
from components.blocks.form import Field, form_block
from components.blocks.plain import empty, heading, markup, note, nothing
from components.blocks.rows import Button, Row, Target, rows_block
from components.blocks.stack import Stack
from components.blocks.text import Words
from components.contents.pages import facts_of
from components.meeting.keep_scene import card_names, chart_names
from components.meeting.scenes import scene_blocks
from components.meeting.story_acts import line_of
from components.meeting.story_draft import Desk, Draft
from components.meeting.story_saving import SEEN, difference
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import LANGS
from data.memo import remembered
from data.problems import Problem
from data.selection import Selection
from data.stories import Scene
from data.story_files import StoryFile, stories, usable_stories

EDITOR_SLOTS = ("story-form", "scenes", "scene-form", "problems", "save")
PREVIEW_SLOTS = ("preview", "preview-text", "preview-cards", "preview-chart", "preview-sources")


def stories_finding(held: Desk, words: Words) -> str:
    """Return what there is and what is not saved."""
    found = stories()
    own = {one.path.stem for one in found if one.is_own} | {
        story_id for story_id, draft in held.drafts.items() if draft.is_own
    }
    shipped = len([one for one in found if not one.is_own])
    unsaved = sum(draft.is_changed for draft in held.drafts.values())
    message = "editor.finding" if own else "editor.finding_shipped"
    said = words(message, shipped=shipped, own=len(own))
    return words("editor.finding_unsaved", said=said, unsaved=unsaved) if unsaved else said


def said_block(held: Desk, words: Words) -> Block:
    """Return what was done last, and why the disk cannot be written to, if so."""
    parts = []
    if held.lock():
        text = words("editor.locked_guest" if held.is_guest else "editor.locked")
        parts.append(Markup('<p class="atlas-warning">{}</p>').format(text))
    if held.said:
        message, values = held.said
        if "now" in values:
            values = {"difference": difference(values["now"], values["seen"], words)}
        css, role = ("atlas-warning", "alert") if held.is_error else ("atlas-done", "status")
        text = words(message, **values)
        parts.append(Markup('<p class="{}" role="{}">{}</p>').format(css, role, text))
    return markup(Markup().join(parts))


def list_block(held: Desk, words: Words) -> Block:
    """Return all stories: those shipped, the reader's own, and those not saved yet."""
    files = {one.path.stem: one for one in stories()}
    new = [story_id for story_id in held.drafts if story_id not in files]
    rows = [_story_row(held, story_id, files.get(story_id), words) for story_id in [*files, *new]]
    buttons = [Button("story.restore:", words("editor.restore"))] if held.deleted else []
    upload = {"name": "story.upload", "text": words("editor.upload"), "accept": ".yaml,.yml"}
    return rows_block("stories", rows, title=words("editor.stories"), buttons=buttons, file=upload)


def _story_row(held: Desk, story_id: str, file: StoryFile | None, words: Words) -> Row:
    draft = held.drafts.get(story_id)
    story = draft.story if draft else file.story if file else None
    is_own = draft.is_own if draft else bool(file and file.is_own)
    said = [words("editor.own" if is_own else "editor.shipped")]
    if story:
        said.append(words("editor.scene_count", count=len(story.scenes)))
    elif file:
        said += [problem.text(words.lang) for problem in file.problems[:3]]
    if draft and draft.is_changed:
        said.append(words("editor.unsaved"))
    title = (story.title(words.lang) if story else "") or story_id
    buttons = []
    if story:
        opens = "editor.edit" if is_own else "editor.look"
        buttons = [
            Button(f"story.{act}:{story_id}", words(text), f"{words(text)}: {title}")
            for act, text in (("open", opens), ("copy", "editor.copy"))
        ]
    if is_own and not held.lock():
        text = words("editor.delete")
        seen = f"{SEEN}{file.revision}" if file and file.is_own else ""
        buttons.append(Button(f"story.delete:{story_id}{seen}", text, f"{text}: {title}"))
    is_shown = bool(file and file.story)
    links = (Target(f"present?story={story_id}", words("editor.present")),) if is_shown else ()
    return Row(
        story_id,
        title,
        " · ".join(said),
        tuple(buttons),
        links,
        current=story_id == held.current,
        alert=story is None,
    )


def editor_blocks(request: Request, held: Desk) -> Content:
    """Return the blocks of the story that is open; empty ones while none is."""
    words, draft = request.words, held.draft()
    blocks: Content = dict.fromkeys((*EDITOR_SLOTS, *PREVIEW_SLOTS), nothing())
    blocks["refused"] = _refused(held, words)
    if draft is None:
        return blocks | {"scenes": _how_to_begin(words)}
    blocks["scenes"] = _scenes(draft, words)
    scene = draft.scene()
    if draft.is_own:
        blocks["story-form"] = _story_form(draft, words)
        blocks["problems"] = _problems(draft, words)
        blocks["save"] = _save(draft, words, can_save=not held.lock())
        if scene:
            blocks["scene-form"] = _scene_form(request, scene)
    return blocks | (_preview(request, draft, scene) if scene else {})


def _how_to_begin(words: Words) -> Block:
    """Return what to do while no story is open: a copy of the first one is soonest."""
    first = next(iter(usable_stories()), "")
    copy = {"text": words("editor.begin"), "do": "options", "options": f"story.copy:{first}"}
    return empty(words("editor.choose"), copy if first else None)


def _scenes(draft: Draft, words: Words) -> Block:
    scenes, opened = draft.story.scenes, draft.scene()
    rows = []
    for at, scene in enumerate(scenes):
        title = scene.title(words.lang)
        acts = [("open", "editor.open", False)]
        if draft.is_own:
            acts += [
                ("up", "editor.up", at == 0),
                ("down", "editor.down", at == len(scenes) - 1),
                ("delete", "editor.delete", False),
            ]
        buttons = tuple(
            Button(
                f"scene.{act}:{scene.scene_id}",
                words(text),
                words("editor.of_scene", act=words(f"{text}_name"), place=at + 1, title=title),
                disabled=disabled,
            )
            for act, text, disabled in acts
        )
        small = words("editor.scene_small", seconds=scene.dwell, id=scene.scene_id)
        rows.append(Row(str(at), title, small, buttons, current=scene == opened))
    title = words("editor.scenes", story=draft.story.title(words.lang))
    return rows_block(
        "scenes", rows, title=title, small=words("editor.scenes_small"), css="atlas-numbered"
    )


def _story_form(draft: Draft, words: Words) -> Block:
    fields = [
        Field(
            f"story.{part}_{lang}",
            words(f"editor.{part}_{lang}"),
            value=getattr(draft.story, f"{part}_{lang}"),
        )
        for part in ("title", "subtitle")
        for lang in LANGS
    ]
    return form_block("story", words("editor.story"), fields, words)


def _scene_form(request: Request, scene: Scene) -> Block:
    words = request.words

    def text(key: str, value: Any, rows: int = 1) -> Field:
        return Field(f"scene.{key}", words(f"editor.{key}"), value=str(value), rows=rows)

    charts, cards = part_names(request.catalog, words)
    none = (("", words("keep.none")),)
    fields = [
        *(text(f"title_{lang}", getattr(scene, f"title_{lang}")) for lang in LANGS),
        *(
            text(f"{part}_{lang}", getattr(scene, f"{part}_{lang}"))
            for part in ("text", "caveat")
            for lang in LANGS
        ),
        *(text(f"notes_{lang}", getattr(scene, f"notes_{lang}"), 6) for lang in LANGS),
        _list("chart", scene.chart, none + charts, words),
        _list("headline", scene.headline, none + cards, words),
        Field(
            "scene.layer",
            words("editor.layers"),
            choices=tuple(
                (layer, words.either(f"editor.layer_{layer}", f"map.{layer}", area="").strip())
                for layer in request.catalog.choices.layers
            ),
            several=scene.layers,
        ),
        Field("scene.query", words("editor.query"), words("editor.query_small"), scene.query),
    ]
    numbers = [text("dwell", scene.dwell)]
    numbers += [text(key, getattr(scene.view, key)) for key in ("lat", "lon", "zoom")]
    refs = Field(
        "scene.refs", words("editor.refs"), words("editor.refs_small"), " ".join(scene.refs)
    )
    return form_block(
        "scene",
        words("editor.scene"),
        [*fields, *numbers, refs],
        words,
        small=scene.title(words.lang),
    )


def _list(key: str, value: str, choices: tuple[tuple[str, str], ...], words: Words) -> Field:
    """Return a list to choose from; what stands in the scene is in it even if it is wrong."""
    if value not in dict(choices):
        choices = (*choices, (value, value))
    return Field(f"scene.{key}", words(f"editor.{key}"), value=value, choices=choices, is_list=True)


@remembered(4)
def part_names(
    catalog: Catalog, words: Words
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Return the charts and the cards of all pages as choices: name and text of each."""
    chosen = Selection(evidence="published", lang=words.lang)
    request = Request(catalog, chosen, words, THEMES["light"], {})
    charts: list[tuple[str, str]] = []
    cards: list[tuple[str, str]] = []
    for page, shown in facts_of(catalog).items():
        content, name = shown.content(request), words(f"nav.{page}")
        for found, names in ((charts, chart_names(content)), (cards, card_names(content))):
            found += [(f"{page}/{key}", f"{name} · {text}") for key, text in names.items()]
    return tuple(charts), tuple(cards)


def _save(draft: Draft, words: Words, *, can_save: bool) -> Block:
    buttons = []
    if draft.other is not None and can_save:
        kinds = ("apart", "replace", "theirs") if draft.other else ("replace",)
        buttons += [
            Button(f"story.{kind}:", words(f"editor.{kind}"), main=place == 0)
            for place, kind in enumerate(kinds)
        ]
    elif can_save:
        buttons.append(
            Button("story.save:", words("editor.save"), main=True, disabled=not draft.is_changed)
        )
    buttons.append(Button("story.undo:", words("editor.undo"), disabled=not draft.past))
    return rows_block("save", (), buttons=buttons)


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


def _preview(request: Request, draft: Draft, scene: Scene) -> Content:
    words = request.words
    known = set(request.catalog["sources"]["source_id"])
    refs = tuple(ref for ref in scene.refs if ref.partition(":")[0] in known)
    view = scene_blocks(request.catalog, replace(scene, refs=refs), words, request.theme)
    lines = Markup().join(
        Markup("<p>{}</p>").format(line) for line in (view.text, view.caveat) if line
    )
    link = Markup()
    if draft.saved and draft.saved.scene(scene.scene_id):
        href = f"present?story={draft.story.story_id}&scene={scene.scene_id}"
        link = Markup('<p><a href="{}">{}</a></p>').format(href, words("editor.present_scene"))
    head = Markup('<h3 class="atlas-preview-title">{}</h3>').format(view.title)
    blocks = {
        "preview": heading(words("editor.preview"), words("editor.preview_small")),
        "preview-text": markup(
            Markup('<div class="atlas-preview">{}{}{}</div>').format(head, lines, link)
        ),
    }
    if view.headline:
        blocks["preview-cards"] = view.headline
    if view.chart:
        blocks["preview-chart"] = _still(view.chart)
    elif scene.chart:
        blocks["preview-chart"] = note(words("editor.no_chart"))
    if view.sources:
        said = words("editor.sources", sources=words.join(view.sources))
        blocks["preview-sources"] = note(said)
    return blocks


def _still(chart: Chart) -> Chart:
    """Return a chart whose bars choose nothing: the scene has a selection of its own."""
    if isinstance(chart, Bars):
        return replace(chart, rows=tuple(replace(row, pick="") for row in chart.rows))
    if isinstance(chart, Stack):
        return replace(chart, rows=tuple(replace(row, pick="") for row in chart.rows))
    return chart

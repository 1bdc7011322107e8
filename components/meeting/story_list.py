"""The stories that there are, those of the reader, and the templates that one may begin from."""

from __future__ import annotations

from markupsafe import Markup

from components.blocks.base import Block
from components.blocks.plain import markup, nothing
from components.blocks.rows import Button, Row, Target, rows_block
from components.blocks.text import Words
from components.meeting.story_draft import Desk
from components.meeting.story_saving import SEEN, difference
from data.stories import Story
from data.story_files import StoryFile, stories
from data.story_templates import templates

_MINUTE = 60  # seconds
_LOCKED = {
    "import.locked_guest": "editor.locked_guest",
    "import.locked_role": "editor.locked_role",
    "import.locked_login": "editor.locked_login",
}


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
    if why := held.lock():
        text = words(_LOCKED.get(why, "editor.locked"))
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
    return rows_block(
        "stories",
        rows,
        title=words("editor.stories"),
        small="" if held.draft() else words("editor.choose"),
        buttons=buttons,
        file=upload,
        css="atlas-story-cards",
    )


def template_block(words: Words) -> Block:
    """Return what a story may begin from; nothing where the park has no templates."""
    rows = [
        Row(
            template_id,
            template.story.title(words.lang),
            words(
                "editor.template_small",
                length=_length(template.story, words),
                occasion=template.occasion(words.lang),
            ),
            (
                Button(
                    f"story.begin:{template_id}",
                    words("editor.begin"),
                    f"{words('editor.begin')}: {template.story.title(words.lang)}",
                ),
            ),
            strip=_strip(template.story, words),
        )
        for template_id, template in templates().items()
    ]
    if not rows:
        return nothing()
    return rows_block(
        "templates",
        rows,
        title=words("editor.templates"),
        small=words("editor.templates_small"),
        css="atlas-story-cards",
    )


def _strip(story: Story, words: Words) -> tuple[str, ...]:
    return tuple(scene.title(words.lang) for scene in story.scenes)


def _length(story: Story, words: Words) -> str:
    """Return how many scenes a story has, and how long they take together."""
    seconds = sum(scene.dwell for scene in story.scenes if isinstance(scene.dwell, int))
    minutes = max(1, round(seconds / _MINUTE))
    return words("editor.length", count=len(story.scenes), minutes=minutes)


def _story_row(held: Desk, story_id: str, file: StoryFile | None, words: Words) -> Row:
    draft = held.drafts.get(story_id)
    story = draft.story if draft else file.story if file else None
    is_own = draft.is_own if draft else bool(file and file.is_own)
    said = [words("editor.own" if is_own else "editor.shipped")]
    if story:
        said.insert(0, _length(story, words))
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
    links = (
        Target(f"present?story={story_id}", words("editor.present")),
        Target(f"present?story={story_id}&rehearse=1", words("editor.rehearse")),
    )
    return Row(
        story_id,
        title,
        " · ".join(said),
        tuple(buttons),
        links if is_shown else (),
        current=story_id == held.current,
        alert=story is None,
        strip=_strip(story, words) if story and not held.draft() else (),
    )

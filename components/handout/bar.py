"""Handing out the present view: a bar at the foot of every page.

It is placed once and its buttons set options of the page, so that a click on the page costs
what it costs without it. Nothing is drawn before somebody asks.
"""

from __future__ import annotations

import logging

import streamlit as st
from markupsafe import Markup

from components.blocks.base import Content
from components.blocks.profile import profiled
from components.blocks.text import Words
from components.embed import dialog as embedding
from components.handout.deck import Edition, Shape
from components.handout.job import Job, Tray
from components.handout.orders import fit_job, picture_job, profile_job, story_job, view_job
from components.handout.tray import tray
from components.meeting import keep_scene
from components.meeting.story_acts import story_to_hand_out
from components.meeting.story_draft import desk
from components.session.in_hand import note_in_hand
from components.session.options import HANDOUT
from components.session.page import Page
from components.session.request import Request
from components.session.state import current_view
from components.topics.fit.form import PAGE_NAME as FIT
from data.brand import brand
from data.drafts import is_draft

DECKS = ("pptx", "pdf", "wide", "html", "xlsx")  # a wide one is a PDF too
NOTED = ("pptx", "pdf", "html")
PICTURES = ("png", "svg")
_SPEAKER: Edition = "speaker"
_FORMS: dict[str, tuple[str, Shape]] = {"wide": ("pdf", "wide")}
ACT = HANDOUT
BAR_OPTIONS = (f"{ACT}*", keep_scene.CHART, keep_scene.CARD, embedding.OPTIONS)
_OF_TRAY = frozenset({"drop", "close", "look", "tray"})
_WITHOUT = frozenset({"present"})  # it covers the whole screen
_STORIES = "stories"
_log = logging.getLogger(__name__)


def place_bar(page: str, words: Words, *, of_draft: bool = False) -> None:
    """Place the bar, at the foot of a page; on the page of stories it is about the open one.

    A draft is looked at, not handed out: what leaves the house is in force.
    """
    if page in _WITHOUT:
        return
    if of_draft:
        st.html(Markup('<p class="atlas-note">{}</p>').format(words("handout.draft")))
        return
    kinds = [kind for kind in DECKS if kind not in _FORMS or page != FIT]  # one sheet, upright
    acts = [(f"{ACT}{kind}:", words(f"handout.{kind}")) for kind in kinds]
    if page != _STORIES:
        acts.append((f"{ACT}menu:pictures", words("handout.pictures")))
        acts.append((f"{ACT}menu:keep", words("keep.button")))
    if page not in keep_scene.TOOLS:
        acts.append((f"{ACT}menu:embed", words("embed.button")))
    groups = _group(words("handout.story" if page == _STORIES else "handout.view"), acts)
    if page == _STORIES:
        noted = [(f"{ACT}{kind}:{_SPEAKER}", words(f"handout.{kind}")) for kind in NOTED]
        groups += _group(words("handout.speaker"), noted)
    st.html(groups)


def _group(label: str, acts: list[tuple[str, str]]) -> Markup:
    button = Markup('<button class="atlas-chip" data-option="{}">{}</button>')
    buttons = Markup().join(button.format(act, text) for act, text in acts)
    group = Markup(
        '<div class="atlas-slot atlas-handout" role="group" aria-label="{label}">'
        "<b>{label}</b>{buttons}</div>"
    )
    return group.format(label=label, buttons=buttons)


def follow(request: Request, page: Page) -> None:
    """Do what the reader asked of the bar and the tray since.

    What is not on offer is ignored: the browser is not trusted.
    """
    held, view = tray(), current_view()
    sees = request.catalog.published_only
    held.keep_for((request.chosen, request.words.lang, request.theme.mode, sees), request.person)
    held.look()
    for name in [name for name in view.options if name.startswith(ACT)]:
        act, value = name.removeprefix(ACT), view.options.pop(name)
        if act == "drop":
            held.drop(value)
        elif act == "close":
            held.close()
        elif act == "tray":
            held.take_up(value, request.person)
        elif act != "look":
            held.ask()
        if is_draft(request.catalog.revision) and act not in _OF_TRAY:
            held.said = "handout.draft", {}
            continue
        if act == "menu":
            held.menu = value
        elif act == "keep":
            held.said = keep_scene.keep(request, page.name, page.content, page.options)
        elif act in DECKS or act in PICTURES:
            _make(held, request, page.name, page.content(request), act, value)
    view.tray = held.mark if held.is_shared else ""
    # A scene is kept on any page.
    note_in_hand(view, _STORIES, request.words.join(desk().unsaved(request.words.lang)))


def _make(held: Tray, request: Request, page: str, content: Content, act: str, slot: str) -> None:
    try:
        job = _job(request, page, content, act, slot)
    except Exception:  # noqa: BLE001 -- the reader is told; the log says why
        _log.exception("%s of %s", act, page)
        held.said = "handout.not_made", {}
    else:
        draft = desk().draft() if page == _STORIES else None
        if job:
            held.add(job)
            if job.kind == "pptx" and (why := _template_problem()):
                held.said = "handout.template", {"why": request.words(f"handout.template.{why}")}
        elif draft and draft.problems:
            held.said = "handout.story_wrong", {"count": len(draft.problems)}


def _template_problem() -> str:
    """Return why the office's template is not taken: a code, or empty if it is."""
    template = brand().template
    if template is None:
        return ""
    from components.handout.pptx.template import template_problem  # noqa: PLC0415 -- seldom needed

    return template_problem(template)


def _job(request: Request, page: str, content: Content, act: str, slot: str) -> Job | None:
    if act in PICTURES:
        return picture_job(request, page, content, act, slot)
    kind, shape = _FORMS.get(act, (act, "a4"))
    if FIT in {page, slot}:
        return fit_job(request, kind)
    if profiled(slot):
        return profile_job(request, page, kind, slot)
    if page == _STORIES:
        story = story_to_hand_out(desk(), request.catalog)
        edition: Edition = _SPEAKER if slot == _SPEAKER else "audience"
        return story_job(request, page, story, kind, edition, shape) if story else None
    return view_job(request, page, content, kind, shape)

"""The tray of a session: files that are being made, menus, and what was done last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from components.blocks.base import Block, Content, slots
from components.blocks.plain import nothing
from components.blocks.rows import Button, Row, Target, rows_block
from components.blocks.text import Words
from components.embed import dialog as embedding
from components.handout.job import Job, Tray
from components.handout.limits import AT_ONCE, MEMORY_BYTES, RESULT_BYTES, SECONDS
from components.handout.orders import MAP, charts
from components.meeting import keep_scene
from components.session.request import Request

MIME = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "svg": "image/svg+xml",
}
_LIMITS = {
    "seconds": SECONDS,
    "memory": f"{MEMORY_BYTES / 1e9:g} GB",
    "size": f"{RESULT_BYTES / 1e6:g} MB",
}
_KEY = "_tray"
_POLL_MS = 600


def tray() -> Tray:
    """Return the tray of this session."""
    made: Tray = st.session_state.setdefault(_KEY, Tray())
    return made


def tray_blocks(
    request: Request, page: str, made: Content, content: Callable[[Request], Content]
) -> Content:
    """Return the blocks of the tray; none at all as long as nobody has asked for anything.

    Parameters
    ----------
    request : Request
    page : str
    made : Content
        Of the page, for this request.
    content : callable
        Makes the content for another one.
    """
    held, words = tray(), request.words
    if not held.is_shown:
        return {}
    blocks = {"tray": _jobs_block(held, words), "tray-menu": nothing(), "tray-form": nothing()}
    if held.menu == "pictures":
        blocks["tray-menu"] = _pictures(made, words)
    elif held.menu == "embed":
        blocks["tray-form"], blocks["tray-menu"] = embedding.dialog(request, page, made)
    elif held.menu == "keep":
        blocks["tray-form"], blocks["tray-menu"] = keep_scene.menu_blocks(request, page, content)
    return blocks


def place_tray(words: Words) -> None:
    """Place the tray and the downloads in it, if there is anything in it.

    To be called in the fragment that sends the content.
    """
    held = tray()
    if not held.is_shown:
        return
    with st.container(key="tray"):
        slots("tray", "tray-form", "tray-menu")
        for job in held.jobs:
            if job.state == "ready":
                st.download_button(
                    words("handout.download", file=job.file),
                    job.result,  # of one address through all reruns, so that no click is lost
                    job.file,
                    MIME[job.kind],
                    key=f"handout-{job.job_id}",
                    on_click="ignore",
                    icon=":material/download:",
                )


def _jobs_block(held: Tray, words: Words) -> Block:
    rows = [_row(job, words) for job in held.jobs]
    if held.said:
        message, values = held.said
        links = (Target("stories", words("nav.stories")),) if message == "keep.kept" else ()
        said = words(message, page=words("nav.stories"), **values)
        rows.insert(0, Row("said", said, links=links, status=True))
    is_bare = held.is_active and not (held.menu or held.said)
    block = rows_block(
        "tray",
        rows,
        title=words("handout.tray"),
        buttons=[] if is_bare else [Button("handout.close:", words("handout.close"))],
    )
    poll = _POLL_MS if held.is_active else 0
    return replace(block, poll=poll)


def _row(job: Job, words: Words) -> Row:
    name = words(f"handout.{job.kind}")
    act = "cancel" if job.is_active else "forget"
    if job.state == "failed":
        said = words(f"handout.why_{job.why}", **_LIMITS)
    else:
        said = words(f"handout.state_{job.state}", done=f"{job.done:.0%}", limit=AT_ONCE)
    return Row(
        job.job_id,
        f"{name} · {said}",
        job.title,
        (
            Button(
                f"handout.drop:{job.job_id}",
                words(f"handout.{act}"),
                words(f"handout.{act}_of", file=job.file),
            ),
        ),
        done=job.done if job.is_active else None,
        alert=job.state == "failed",
        status=not job.is_active,
    )


def _pictures(content: Content, words: Words) -> Block:
    named = {slot: block.title for slot, block in charts(content).items()}
    if "map-note" in content:
        named = {MAP: words("map.title"), **named}
    rows = [
        Row(
            slot,
            title,
            buttons=tuple(
                Button(
                    f"handout.{kind}:{slot}",
                    words(f"handout.{kind}"),
                    words("handout.picture_of", kind=words(f"handout.{kind}"), title=title),
                )
                for kind in ("png", "svg")
            ),
        )
        for slot, title in named.items()
    ]
    small = "" if rows else words("handout.no_pictures")
    return rows_block("pictures", rows, title=words("handout.which"), small=small)

"""Logo, WeChat code and template of the office: dropped, looked at apart, kept."""

from __future__ import annotations

import logging
import subprocess
import tempfile
from pathlib import Path

import streamlit as st

from components.blocks.text import Words
from components.session.permits import end_uploads, permit_uploads
from data.brand import FILES, MAX_BYTES, save_file
from data.stores.errors import why_not
from geo.reading.upload import WORKING_FOLDERS, run_apart, worker_environment

ENDINGS = {
    "logo": ("png", "jpg", "jpeg", "svg"),
    "wechat_code": ("png", "jpg", "jpeg"),
    "template": ("pptx",),
}
_SECONDS = 45
_AROUND = 200_000  # bytes: what a browser sends besides the files
_DROPS = "_brand_drops"
_log = logging.getLogger(__name__)


def looked_at(field: str, content: bytes) -> tuple[bytes | None, str]:
    """Return what of a file is kept, or ``None`` and why not, as a message id.

    Parameters
    ----------
    field : str
        Of `data.brand.FILES`.
    content : bytes
    """
    if len(content) > MAX_BYTES[field]:
        return None, "brand.too_large"
    with tempfile.TemporaryDirectory(prefix=WORKING_FOLDERS[:-1]) as folder:
        path = Path(folder) / f"{field}.input"
        path.write_bytes(content)
        try:
            run_apart(
                "components.meeting.brand_check", path, env=worker_environment(), seconds=_SECONDS
            )
        except subprocess.TimeoutExpired:
            return None, "brand.slow"
        if (refused := path.with_name("refused")).is_file():
            return None, refused.read_text(encoding="utf-8")
        if (checked := path.with_name("checked")).is_file():
            return checked.read_bytes(), ""
    return None, "brand.template_broken" if field == "template" else "brand.picture_broken"


def keep(field: str, content: bytes | None) -> str:
    """Keep a file, or take the one that is there away; return why not, as a message id."""
    kept, why = (None, "") if content is None else looked_at(field, content)
    if why:
        return why
    try:
        save_file(field, kept)
    except OSError as error:
        _log.exception("%s", field)
        return why_not(error, "editor.not_written", "editor.disk_full")
    return ""


def place_uploads(words: Words) -> tuple[str, str] | None:
    """Place an uploader for each file; return which was dropped, and why it is not taken."""
    permit_uploads("stories", len(FILES), sum(MAX_BYTES.values()) + _AROUND)
    drops = st.session_state.setdefault(_DROPS, 0)
    for column, field in zip(st.columns(len(FILES)), FILES, strict=True):
        with column:
            dropped = st.file_uploader(
                words(f"brand.upload.{field}"),
                type=list(ENDINGS[field]),
                key=f"brand-{field}-{drops}",
            )
            st.caption(words(f"brand.help.{field}"))
        if dropped:
            with st.spinner(words("brand.reading")):
                why = keep(field, dropped.getvalue())
            end_uploads()
            st.session_state[_DROPS] += 1
            return field, why
    return None

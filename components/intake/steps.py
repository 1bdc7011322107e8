"""The blocks of the import page: what is in force, what was dropped, what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from components.blocks.actions import Action, actions_block
from components.blocks.base import Block, Content
from components.blocks.form import Field, form_block
from components.blocks.plain import heading, markup, note, nothing
from components.blocks.table import table_block
from components.blocks.text import Words, moment
from components.intake.before_after import compare_block, touches_map
from components.intake.changes import changes_text, column_name, table_name
from components.intake.doubts import doubts_block
from components.intake.inbox import ACCEPTED, MAX_BYTES, Inbox
from components.intake.preview import preview_blocks
from components.intake.signed import signed_fields
from components.intake.situation import (
    DATE,
    GRADE,
    GRADES,
    PUBLISHER,
    SEEN,
    TITLE,
    Situation,
)
from components.session.request import Request
from data.catalog import Catalog
from data.drafts import is_draft
from data.revision import Change
from geo.coordinates import offered, reference_name

_FIELDS = (
    (TITLE, "import.title", "import.title_help"),
    (PUBLISHER, "import.publisher", "import.publisher_help"),
    (DATE, "import.date", "import.date_help"),
)


_CELLS = 3  # told in the line on top; the list of revisions has all


def said_block(held: Inbox, words: Words) -> Block:
    """Return what was done last, to be heard at once; nothing before the first act."""
    if held.said is None:
        return nothing()
    message_id, values = held.said
    if "change" in values:
        values = {"change": change_text(values["change"], words)}
    if "stale" in values:
        values = {"what": changes_text(values["stale"].changes, words)}
    if "taken" in values:
        values = {"taken": _taken_text(values["taken"], words)}
    text = words(message_id, **values)
    css, role = ("atlas-warning", "alert") if held.is_error else ("atlas-done", "status")
    return markup(Markup('<p class="{}" role="{}">{}</p>').format(css, role, text))


def change_text(change: Change, words: Words) -> str:
    """Return what somebody else has changed: what is in force now, since when, which rows."""
    if change.is_illustrative:
        title = words("import.state_illustrative")
    else:
        title = change.title or words("import.by_hand")
    rows = words.join(
        words(
            "import.changed_rows",
            table=table_name(table, words),
            before=words.number(before),
            now=words.number(now),
        )
        for table, (before, now) in change.rows.items()
    )
    time = moment(change.time) if change.time else words("import.none")
    kind = "import.changed_what" if rows else "import.changed_title"
    text = words(kind, title=title, time=time, rows=rows)
    by = words("import.changed_by", by=words.join(change.by)) if change.by else ""
    return f"{text}{by}{_cells_text(change, words)}".rstrip()


def _cells_text(change: Change, words: Words) -> str:
    """Return the first cells that somebody else has changed."""
    cells = [
        words(
            "import.changed_cell",
            row=one.key,
            column=column_name(one.column, words),
            before=one.before or words("import.none"),
            after=one.after or words("import.none"),
        )
        for one in change.cells.listed
        if one.column
    ]
    if not cells:
        return ""
    kind = "import.changed_cells" if len(cells) <= _CELLS else "import.changed_cells_more"
    return words(kind, cells=words.join(cells[:_CELLS]), count=change.cells.total)


def _taken_text(taken: Mapping[str, int], words: Words) -> str:
    return words.join(
        words("import.taken_one", meaning=words(f"meaning.{meaning}"), count=words.number(n))
        for meaning, n in taken.items()
    )


def upload_blocks(request: Request, held: Inbox, now: Situation) -> Content:
    """Return the blocks of an import at hand; empty ones while there is none."""
    words, proposal = request.words, now.proposal
    if not held.files:
        return dict.fromkeys(UPLOAD_SLOTS, nothing())
    return dict.fromkeys(UPLOAD_SLOTS, nothing()) | {
        "files": _files(held, words),
        "files-do": _files_do(held, words),
        "taken": note(_taken_line(now, words)),
        "doubts": doubts_block(proposal.doubts, proposal.unanswered, words)
        if proposal
        else nothing(),
        "problems": _problems(now, words),
        "supplied": _supplied(request),
        **_changes(request, now),
        "apply": _apply(request, now),
    }


UPLOAD_SLOTS = (
    "files",
    "files-do",
    "taken",
    "doubts",
    "supplied",
    "preview-heading",
    "map-before",
    "map-after",
    "legend",
    "compare",
    "problems",
    "apply",
)


def shows_preview(now: Situation) -> bool:
    """Whether there is anything to draw beside what is in force."""
    return now.proposal is not None and bool(now.proposal.tables or now.proposal.outlines)


def shows_maps(now: Situation) -> bool:
    """Whether what would change lies on the map; figures and records do not."""
    return now.proposal is not None and shows_preview(now) and touches_map(now.proposal)


def _changes(request: Request, now: Situation) -> Content:
    if now.proposal is None or now.would_be is None or not shows_preview(now):
        return {}
    words = request.words
    return {
        "preview-heading": heading(
            words("import.preview"), words("import.preview_small") if shows_maps(now) else ""
        ),
        **(preview_blocks(words) if shows_maps(now) else {}),
        "compare": compare_block(request, now.proposal, now.would_be),
    }


def _files(held: Inbox, words: Words) -> Block:
    rows: list[tuple[str, ...]] = []
    for name, one in held.files.items():
        for layer in one.upload.layers:
            shapes = 0 if layer.geometry is None else sum(g is not None for g in layer.geometry)
            rows.append(
                (
                    name,
                    layer.name,
                    words.number(len(layer.frame)),
                    words.number(shapes) if layer.geometry is not None else words("import.none"),
                    _crs_text(layer.crs) or words("import.no_crs"),
                )
            )
        if not one.upload.layers:
            nothing_read = words("import.not_read")
            rows.append((name, nothing_read, *[words("import.none")] * 3))
    names = ("file", "layer", "rows", "shapes", "crs")
    head = [words(f"import.col_{name}") for name in names]
    frame = pd.DataFrame(rows, columns=head)
    return table_block(
        words,
        "import-files",
        words("import.files"),
        {name: list(frame[name]) for name in head},
        numeric=(head[2], head[3]),
        small=words("import.files_small"),
        whole=lambda: frame,
    )


def _crs_text(crs: str) -> str:
    """Return what a file states: a code as it is, of WKT the name alone."""
    return crs.split('"')[1] if crs.count('"') > 1 else crs


def _files_do(held: Inbox, words: Words) -> Block:
    buttons = [
        button(f"remove:{one.digest}", words("import.remove", file=name))
        for name, one in held.files.items()
    ]
    if len(buttons) > 1:
        buttons.append(button("clear", words("import.clear")))
    return actions_block("files", buttons)


def _taken_line(now: Situation, words: Words) -> str:
    if now.proposal is None:
        return ""
    return " · ".join(
        words(
            "import.taken",
            meaning=words(f"meaning.{meaning}"),
            read=words.number(read),
            taken=words.number(taken),
        )
        for meaning, (read, taken) in now.proposal.taken.items()
    )


def _problems(now: Situation, words: Words) -> Block:
    if not now.problems:
        return nothing()
    head = [words(f"import.col_{name}") for name in ("file", "row", "column", "problem")]
    frame = pd.DataFrame(
        [
            (
                one.file,
                "" if one.row is None else str(one.row),
                one.column or "",
                words(f"check.{one.kind}", **one.values),
            )
            for one in now.problems
        ],
        columns=head,
    )
    return table_block(
        words,
        "import-problems",
        words("import.problems", count=len(now.problems)),
        {name: list(frame[name]) for name in head},
        numeric=(head[1],),
        small=words("import.problems_small"),
        whole=lambda: frame,
    )


def _supplied(request: Request) -> Block:
    words, options = request.words, request.options
    fields = [
        Field(name, words(label), words(small), options.get(name, ""))
        for name, label, small in _FIELDS
    ]
    grades = tuple((grade, words(f"import.grade_{grade}")) for grade in GRADES)
    chosen = options.get(GRADE, "")
    fields.append(Field(GRADE, words("import.grade"), words("import.grade_help"), chosen, grades))
    fields += signed_fields(options, words, request.person)
    return form_block(
        "supplied", words("import.supplied"), fields, words, small=words("import.supplied_small")
    )


def _apply(request: Request, now: Situation) -> Block:
    words, seen = request.words, request.catalog.revision
    hindrance, in_draft = now.hindrance(), is_draft(request.catalog.revision)
    is_proposed = in_draft or (not now.locked and not request.person.may("publish"))
    buttons = [
        button(
            name,
            words(text),
            seen=seen,
            is_main=name == "apply" or is_proposed,
            is_disabled=bool(hindrance),
        )
        for name, text in (
            ("apply", "import.apply"),
            ("draft", "import.into_draft" if in_draft else "import.as_draft"),
        )
        if name == "draft" or not is_proposed
    ]
    shared = "import.shared_proposal" if is_proposed else "import.shared"
    return actions_block(
        "apply",
        buttons,
        title=words("import.apply_heading"),
        notes=[
            words(hindrance, count=len(now.open)) if hindrance else words("import.ready"),
            words("import.shared_draft" if in_draft else shared),
        ],
    )


def button(
    act: str, text: str, *, seen: str = "", is_main: bool = False, is_disabled: bool = False
) -> Action:
    """Return a button that asks for an act; see `components.intake.situation.act`.

    One that changes the pack says which revision of it the reader has seen.
    """
    return Action(f"{act}{SEEN}{seen}" if seen else act, text, is_main, is_disabled)


def guide_block(words: Words) -> Block:
    """Return how to fill the templates, which follow."""
    steps = Markup().join(
        Markup("<li>{}</li>").format(words(f"import.step_{n}")) for n in (1, 2, 3)
    )
    guide = Markup('<h2 class="atlas-heading">{}</h2><ol class="atlas-steps">{}</ol>')
    return markup(guide.format(words("import.guide"), steps))


def _system(words: Words, code: str) -> str:
    """Return what a coordinate system is called."""
    named = f"reference.{code}"
    if words.has(named):
        return words(named)
    return words("reference.coded", name=reference_name(code), code=code)


def accepts_block(catalog: Catalog, words: Words) -> Block:
    """Return the formats, coordinate systems, units and words that are understood."""
    known = [_system(words, one) for one in offered(catalog.park.coordinates)]
    sectors = words.join(words(f"sector.{one}") for one in catalog.sectors[:2])
    formats = {"types": words.join(ACCEPTED), "limit": MAX_BYTES // 1_000_000}
    rows = Markup().join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(
            words(f"import.accepts_{name}"), words(f"import.accepts_{name}_text", **values)
        )
        for name, values in (
            ("formats", formats),
            ("figures", {}),
            ("crs", {"systems": words.join(known)}),
            ("units", {}),
            ("words", {"sectors": sectors}),
        )
    )
    accepts = Markup('<h2 class="atlas-heading">{}</h2><dl class="atlas-accepts">{}</dl>')
    return markup(accepts.format(words("import.accepts"), rows))

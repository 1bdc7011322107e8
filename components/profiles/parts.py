"""The parts of a profile: its key numbers in a strip, rows, bars, and what folds below a head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from components.blocks.base import Body, plain
from components.blocks.html_table import cells_frame, note_html
from components.blocks.profile import Kind, opener, profile_id
from components.blocks.text import Words
from components.origin.values import Origin, figure_origin, origin_body
from data.catalog import Catalog
from data.periods import parse_period
from data.selection import Selection


class Row(NamedTuple):
    """What is known of one thing about the subject; without a value it is left out.

    Attributes
    ----------
    label : str
    value : str
        May be markup, such as a button that opens another profile.
    source : str
        As `components.origin.references.references`.
    text : str
        The value as a table saves it, if `value` is markup.
    """

    label: str
    value: str
    source: str = ""
    text: str = ""


@dataclass(frozen=True)
class Key:
    """A number of the strip, which opens its origin.

    Attributes
    ----------
    label : str
    origin : Origin
    small : str
        What is said under it, if not its date and grade.
    others : tuple of Origin
        Where else it comes from.
    """

    label: str
    origin: Origin
    small: str = ""
    others: tuple[Origin, ...] = ()


@dataclass(frozen=True)
class Share:
    """A thin bar.

    Attributes
    ----------
    label, text : str
    share : float
        Of the longest that there could be, 0-1.
    hatched : bool
        Whether it rests on an assumption.
    open : str
        Id of a panel that its name opens.
    """

    label: str
    text: str
    share: float
    hatched: bool = False
    open: str = ""


def strip(catalog: Catalog, words: Words, chosen: Selection, keys: Iterable[Key]) -> Body:
    """Return key numbers side by side, each with its date and grade; each unfolds its origin."""
    keys = list(keys)
    made = tuple(section for key in keys for section in _key(catalog, words, chosen, key))
    noted = [words("profile.dashed")] if any(map(is_assumed, keys)) else []
    return (
        (*wrapped('<div class="atlas-strip">', made, "</div>"), *plain(note_html(noted)))
        if made
        else ()
    )


def is_assumed(key: Key) -> bool:
    """Whether a number rests on an assumption."""
    return key.origin.evidence == "illustrative"


def _key(catalog: Catalog, words: Words, chosen: Selection, key: Key) -> Body:
    origin = key.origin
    dated, assumed = words.date(origin.as_of) if origin.as_of else "", is_assumed(key)
    # That it is assumed is said once, under the strip.
    grade = "" if assumed else words.grade(origin.evidence)
    small = key.small or " · ".join(filter(None, [dated, grade]))
    head = Markup(
        '<details class="atlas-fact"{}><summary><span>{}</span><b>{}</b><small>{}</small></summary>'
    ).format(
        Markup(' data-kind="assumed"') if assumed else "",
        *(key.label, origin.value, small),
    )
    return wrapped(head, origin_body(catalog, words, [origin, *key.others], chosen), "</details>")


def figure_keys(words: Words, rows: pd.DataFrame) -> list[Key]:
    """Return rows of the figures table as numbers of the strip, with date and kind.

    One that several sources give alike stands there once, as the newest has it.
    """
    alike: dict[tuple[object, ...], list[pd.Series]] = {}
    for _, row in rows.iterrows():
        same = (row["metric_zh"], row["unit"], row["value"], row["qualifier"], row["kind"])
        alike.setdefault(same, []).append(row)
    keys = []
    for same_rows in alike.values():
        *older, newest = sorted(same_rows, key=_dated)
        others = tuple(figure_origin(words, one) for one in older)
        label, small = words.of(newest, "metric"), figure_small(words, newest)
        keys.append(Key(label, figure_origin(words, newest), small, others))
    return keys


def _dated(row: pd.Series) -> date:
    return parse_period(row["as_of"]).end if isinstance(row["as_of"], str) else date.min


def figure_small(words: Words, row: pd.Series) -> str:
    """Return as of when a figure is, and whether it is a result, a plan or a claim."""
    dated = row["as_of"] if isinstance(row["as_of"], str) else ""
    said = words.date(dated) if dated else words("source.undated")
    kind = words(f"projects.kind.{row['kind']}")
    return f"{said} · {kind}"


def part(title: str, *bodies: Body, small: str = "") -> Body:
    """Return a part of a profile under its heading; nothing at all if it holds nothing."""
    body = tuple(section for one in bodies for section in one)
    if not body:
        return ()
    head = Markup('<section class="atlas-part"><h3 class="atlas-heading">{} <small>{}</small></h3>')
    return wrapped(head.format(title, small), body, "</section>")


def asked_part(words: Words, questions: Iterable[str]) -> Body:
    """Return what is not in print of a subject, as what a guest may ask the office."""
    items = Markup().join(Markup("<li>{}</li>").format(one) for one in questions)
    body = plain(Markup('<ul class="atlas-asked">{}</ul>').format(items)) if items else ()
    return part(words("profile.unknown"), body)


def fold(title: str, *bodies: Body) -> Body:
    """Return what opens on a click on its title; nothing at all if it holds nothing."""
    body = tuple(section for one in bodies for section in one)
    head = Markup('<details class="atlas-unfold"><summary>{}</summary>').format(title)
    return wrapped(head, body, "</details>") if body else ()


def wrapped(before: str, body: Body, after: str) -> Body:
    """Return a body between two pieces of markup of ours."""
    return (*plain(Markup(before)), *body, *plain(Markup(after)))  # noqa: S704 - literals, or formatted


def rows_html(rows: Iterable[Row]) -> Markup:
    """Return rows as a list of terms; a source stands behind its value and unfolds.

    Rows in a run of one source name it once, behind the last of them.
    """
    kept = [row for row in rows if row.value]
    after = [*[row.source for row in kept][1:], ""]
    return Markup('<dl class="atlas-terms">{}</dl>').format(
        Markup().join(
            Markup("<dt>{}</dt><dd>{}{}</dd>").format(
                row.label, row.value, "" if row.source == next_one else _source(row.source)
            )
            for row, next_one in zip(kept, after, strict=False)
        )
    )


def _source(text: str) -> Markup:
    summary = getattr(text, "summary", text)
    if not text:
        return Markup()
    return Markup('<details class="atlas-cite"><summary>{}</summary>{}</details>').format(
        summary, text
    )


def rows_table(words: Words, rows: Iterable[Row]) -> pd.DataFrame:
    """Return rows as a table to save."""
    kept = [row for row in rows if row.value]
    return cells_frame(
        {
            words("projects.sheet.item"): [row.label for row in kept],
            words("col.value"): [row.text or row.value for row in kept],
            words("col.source"): pd.Series([row.source for row in kept], dtype=object),
        }
    )


def bars_html(bars: Sequence[Share]) -> Markup:
    """Return thin bars, one below the other, each with its number."""
    line = Markup(
        '<li class="{hatched}"><span>{label}</span>'
        '<i style="--share:{share:.4f}"></i><b>{text}</b></li>'
    )
    return Markup('<ul class="atlas-thin">{}</ul>').format(
        Markup().join(
            line.format(
                hatched="atlas-hatched" if bar.hatched else "",
                label=opener(bar.label, bar.open) if bar.open else bar.label,
                share=bar.share,
                text=bar.text,
            )
            for bar in bars
        )
    )


def openers_html(items: Iterable[tuple[str, str, str]]) -> Markup:
    """Return a list of names that open panels: a sign, a name with what is said of it, an id."""
    line = Markup("<li><span>{}</span>{}</li>")
    return Markup('<ul class="atlas-names">{}</ul>').format(
        Markup().join(line.format(sign, opener(text, panel)) for sign, text, panel in items)
    )


def handout_button(words: Words, kind: Kind, record: str) -> Markup:
    """Return the button that orders a profile as a PDF."""
    button = Markup('<button class="atlas-chip" data-option="handout.pdf:{}">{}</button>')
    return button.format(profile_id(kind, record), words("profile.handout"))

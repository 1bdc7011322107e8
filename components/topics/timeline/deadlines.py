"""Targets with a deadline, in order of time, once they are in print."""

from __future__ import annotations

from functools import partial

import pandas as pd

from components.blocks.base import Block, Panel
from components.blocks.credit import credit
from components.blocks.html_table import cells_frame, column
from components.blocks.moments import Moment, events_block
from components.blocks.text import Words
from components.origin.references import references
from components.origin.values import origin_body, target_origin
from data.catalog import Catalog
from data.follows import follows
from data.periods import ends
from data.selection import Selection
from data.targets import known_targets


def _has(text: object) -> bool:
    return isinstance(text, str) and bool(text)


@follows("as_of")
def deadlines_block(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the targets with a deadline that were in print by the as-of date."""
    known = known_targets(catalog, catalog.as_of(chosen)).dropna(subset="deadline")
    known = known.assign(_end=ends(known["deadline"]))
    known = known.sort_values(["_end", "deadline"], ascending=[True, False], ignore_index=True)

    def value(target: pd.Series) -> str:
        if pd.isna(target["value"]):
            return words("timeline.unmeasured")
        amount = target["value"]
        high = None if target["qualifier"] == "at_least" else amount
        return words.quantity(amount, high, target["qualifier"], target["unit"])

    def small(target: pd.Series) -> str:
        parts = [
            words(f"timeline.strength.{target['strength']}"),
            words("timeline.printed", date=words.date(target["printed"])),
        ]
        if _has(target["deadline_other"]):
            parts.append(words("timeline.otherwise", date=words.date(target["deadline_other"])))
        if _has(target["conflicts"]):
            parts.append(f"⚠ {target['conflicts'].replace(';', ' ')}")
        return " · ".join(parts)

    def moment(target: pd.Series) -> Moment:
        key, date = target["target_id"], target["deadline"]
        text = words("timeline.target", metric=words.of(target, "metric"), value=value(target))
        return Moment(
            key,
            words.date(date),
            text,
            small(target),
            "ahead",
            date if catalog.choices.is_as_of(date) else "",
            current=False,
            open=f"target-{key}",
            opens=words("source.button"),
            evidence=target["evidence"],
        )

    def panel(target: pd.Series) -> Panel:
        origin = target_origin(words, target, value(target))
        html = origin_body(catalog, words, [origin], chosen)
        return Panel(words.of(target, "metric"), html)

    def whole() -> pd.DataFrame:
        return cells_frame(
            {
                words("timeline.col.deadline"): [words.date(date) for date in known["deadline"]],
                words("timeline.col.target"): known[f"metric_{words.lang}"],
                words("col.value"): [value(target) for _, target in known.iterrows()],
                words("col.kind"): [
                    words(f"timeline.strength.{strength}") for strength in known["strength"]
                ],
                words("timeline.col.note"): known[f"note_{words.lang}"].fillna(""),
                words("col.source"): column(
                    (references(catalog, words, refs) for refs in known["refs"]), known
                ),
            }
        )

    due = known[known["_end"] >= catalog.as_of(chosen).end]
    said = words("finding.deadlines", count=len(known), open=len(due)) if len(known) else ""
    note = "timeline.note_deadlines" if len(known) else "timeline.no_deadlines"
    return events_block(
        words,
        "timeline-deadlines",
        words("timeline.deadlines"),
        [moment(target) for _, target in known.iterrows()],
        finding=said,
        credit=credit(catalog, words, known["refs"]),
        small=words("card.as_of", date=words.date(catalog.as_of(chosen))),
        notes=[words(note)],
        whole=whole,
        panels={f"target-{row['target_id']}": partial(panel, row) for _, row in known.iterrows()},
    )

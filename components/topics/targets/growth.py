"""The yearly growth that each target asks for: arithmetic, from each baseline in print."""

from __future__ import annotations

from components.blocks.bar import Bar
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block, Panel
from components.blocks.credit import credit
from components.blocks.html_table import cells_frame
from components.blocks.text import Words
from components.origin.references import references
from components.origin.values import Origin, origin_body
from components.session.theme import Theme
from components.topics.targets.tables import target_name, target_text, why_none
from data.catalog import Catalog
from data.conflicts import conflict_ids
from data.follows import follows
from data.growth import (
    compound_rate,
    linear_step,
)
from data.selection import Selection
from data.target_spans import Span, other_span, rounded, spans, standing
from data.targets import known_targets, target_row


@follows("as_of")
def growth_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return the yearly growth that each target asks for, from the baseline and since."""
    title, made = words("targets.growth"), spans(catalog, catalog.as_of(chosen))
    if not made:
        return empty_chart(words, "targets-growth", "", why_none(catalog, chosen, words), title)
    known = known_targets(catalog, catalog.as_of(chosen))
    rows: list[dict[str, str]] = []
    bars: list[Bar] = []
    origins: dict[str, Origin] = {}

    def add(span: Span, key: str, ends: tuple[str, ...], refs: str, *, plain: bool) -> None:
        target = target_row(known, span.target_id)
        each = [Span(span.target_id, span.start, span.base, span.value, end) for end in ends]
        rates = sorted(100 * compound_rate(one.base, one.value, one.years) for one in each)
        steps = sorted(linear_step(one.base, one.value, one.years) for one in each)
        kind = "band" if len(ends) > 1 else "about"
        rate = words.quantity(round(rates[0], 1), round(rates[-1], 1), kind, "percent")
        figures_of = [rounded(step) for step in steps]
        step = words.quantity(figures_of[0], figures_of[-1], kind, target["unit"])
        label = words(f"targets.growth.{key}", name=target_name(words, target))
        start = words.date(span.start)
        base = words.amount(span.base, target["unit"])
        due = " / ".join(words.date(end[:4]) for end in ends)
        line = words(
            "targets.growth.tip",
            base=base,
            start=start,
            target=target_text(words, target),
            due=due,
            rate=rate,
            step=step,
        )
        bars.append(
            Bar(
                f"{span.target_id}-{key}",
                label if plain else f"⚠ {label}",
                rate.fact.known(grade="derived", refs=refs),
                rate,
                fill=theme.accent,
                stroke=theme.accent,
                hatched=not plain,
                dashed=plain,
                more=(line, *([] if plain else [words("targets.unlike")])),
            )
        )
        origins[f"{span.target_id}-{key}"] = Origin(
            rate,
            "derived",
            counts=line,
            caveat="" if plain else words("targets.unlike"),
            refs=refs,
            conflicts=tuple(conflict_ids(target["conflicts"])),
        )
        rows.append(
            {
                words("targets.col.target"): label,
                words("targets.col.baseline"): base,
                words("targets.col.baseline_date"): start,
                words("col.value"): target_text(words, target),
                words("targets.col.deadline"): due,
                words("targets.col.rate"): rate,
                words("targets.col.step"): step,
                words("targets.col.like"): words(f"targets.like.{'yes' if plain else 'no'}"),
                words("col.evidence"): words.grade("derived"),
                words("col.source"): references(catalog, words, refs),
            }
        )

    for target_id, span in made.items():
        row = target_row(known, target_id)
        plain = bool(row["like_for_like"] == "yes")
        refs = f"{row['refs']};{row['baseline_refs']}"
        add(span, "base", (span.end,), refs, plain=plain)
        if isinstance(row["deadline_other"], str):
            first, _, last = row["deadline_other"].partition("/")
            add(span, "other", (f"{first}-12-31", f"{last}-12-31"), refs, plain=plain)
        if other := other_span(catalog, catalog.as_of(chosen), span):
            add(other, "other_base", (other.end,), refs, plain=plain)
        for _, after in standing(catalog, catalog.as_of(chosen), target_id).tail(1).iterrows():
            since = Span(target_id, after["measured"], after["value"], span.value, span.end)
            if since.years <= 0:
                continue
            add(since, "since", (span.end,), f"{row['refs']};{after['refs']}", plain=plain)
    low, high = min(bar.value for bar in bars), max(max(bar.value, bar.most) for bar in bars)
    rate = words.quantity(round(low, 1), round(high, 1), "band", "percent")
    return bars_block(
        words,
        "targets-growth",
        bars,
        credit=credit(catalog, words, [one.refs for one in origins.values()]),
        finding=words("finding.growth", rate=rate),
        small=words("targets.per_year"),
        notes=[words("targets.note.growth")],
        table=lambda: cells_frame(rows),
        title=title,
        origin=lambda key: Panel(title, origin_body(catalog, words, [origins[key]], chosen)),
    )

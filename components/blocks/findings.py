"""What a chart says in one sentence, and only as much as its numbers allow.

A lower bound may hide more than it shows, a range more or less, and whatever is not
attributed might belong anywhere: none of them makes a bar the largest, and none of them is
made smaller by a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf

import pandas as pd

from components.blocks.assumed import assumed
from components.blocks.bar import REST, UNKNOWN, Bar
from components.blocks.text import Words

_LONGEST = 29.0  # widths of a Chinese letter; what is longer wraps twice on a telephone
_FEW = 3
_WIDE = "\u2e7f"  # letters after it are as wide as they are high
_SIGN = re.compile(r"^[^\w“]\s")


def bar_finding(
    words: Words, bars: Sequence[Bar], unit: str = "", lead: str = "finding.most"
) -> str:
    """Return what some bars on one axis say; empty if there are none.

    Chosen bars come first; a rest bucket never leads without its name.

    Parameters
    ----------
    unit : str
        Of the schema, if the texts of the bars lack it.
    lead : str
        Message that names the largest bar.
    """
    named = [bar for bar in bars if bar.key not in REST]
    rest = [bar for bar in bars if bar.key in REST and bar.value]
    if not named:
        return ""
    if not any(bar.value for bar in named):
        if rest:
            most = max(rest, key=lambda bar: bar.value)
            return words("finding.rest_only", label=name(most), value=valued(words, most, unit))
        return words("finding.zero", count=len(named), value=valued(words, named[0], unit))
    said = _largest(words, named, rest, unit, lead)
    chosen = [bar for bar in named if bar.selected]
    if 0 < len(chosen) < len(named):
        said = _of_chosen(words, named, rest, unit, lead, said)
    return marked(words, bars, said)


def _of_chosen(
    words: Words, named: Sequence[Bar], rest: Sequence[Bar], unit: str, lead: str, said: str
) -> str:
    """Return what the chosen bars say, with the sentence of all if there is room for it."""
    chosen = [bar for bar in named if bar.selected]
    top = max(bar.value for bar in named)
    first = [bar for bar in named if bar.value == top]
    if len(first) <= _FEW and all(bar in first for bar in chosen):
        return said
    if len(chosen) > _FEW:
        return words("finding.of_chosen", said=_largest(words, chosen, [], unit, lead))
    own = side_by_side(words, chosen, unit)
    if larger := _larger(rest, top):
        said = side_by_side(words, [larger], unit)
    return fitting(words("finding.and", first=own, second=said), own)


def _larger(rest: Sequence[Bar], top: float) -> Bar | None:
    """Return the largest rest bucket if it is larger than every bar with a name."""
    return max((bar for bar in rest if bar.value > top), key=lambda bar: bar.value, default=None)


def _largest(words: Words, named: Sequence[Bar], rest: Sequence[Bar], unit: str, lead: str) -> str:
    """Return which bar is the largest, as far as that can be said."""
    top = max(bar.value for bar in named)
    first = [bar for bar in named if bar.value == top]
    others = [bar for bar in named if bar.value != top]
    value = valued(words, first[0], unit)
    if len(named) == 1:
        return words("finding.single", label=name(first[0]), value=value)
    bounded = len(first) > 1 and any(_most(bar) > top for bar in first)
    if bounded or any(_most(bar) > top for bar in others):
        return words("finding.bound", label=words.join(map(name, first)), value=value)
    if not others:
        return words("finding.equal", count=len(first), value=value)
    if len(first) > 1:
        message = "finding.tied_many" if len(first) > _FEW else "finding.tied"
        labels = words.join(map(name, first))
        return words(message, labels=labels, count=len(first), value=value)
    second = max(bar.value for bar in others)
    return _leader(words, first[0], second, rest, unit, lead)


def _leader(
    words: Words, first: Bar, second: float, rest: Sequence[Bar], unit: str, lead: str
) -> str:
    """Return that a bar is the largest, with the bucket that might change it."""
    top, value = first.value, valued(words, first, unit)
    if larger := _larger(rest, top):
        return words(
            "finding.rest_first",
            rest=name(larger),
            rest_value=valued(words, larger, unit),
            label=name(first),
            value=value,
        )
    unknown = sum(bar.value for bar in rest if bar.key in UNKNOWN)
    message = "finding.most_known" if unknown > top - second else lead
    return words(message, label=name(first), value=value)


def _most(bar: Bar) -> float:
    """Return how much a bar may stand for at the most."""
    return inf if bar.bracket else max(bar.value, bar.most)


def apart_finding(words: Words, bars: Sequence[Bar], unit: str = "") -> str:
    """Return what bars say that are not to be compared: their values, without a ranking.

    Values that a filter leaves out are not named; of many, one is.
    """
    given = [bar for bar in bars if bar.evidence]
    shown = [bar for bar in given if bar.selected] or given
    if not shown:
        return words("finding.none_given", count=len(bars))
    if len(shown) == 1:
        own = words("finding.single", label=name(shown[0]), value=valued(words, shown[0], unit))
    elif len(shown) == 2:
        own = side_by_side(words, shown, unit)
    else:
        one = max(shown, key=lambda bar: bar.value)
        own = words(
            "finding.more",
            label=name(one),
            value=valued(words, one, unit),
            count=len(shown) - 1,
        )
    return marked(words, shown, own)


def newest_finding(words: Words, bars: Sequence[Bar], unit: str = "") -> str:
    """Return the last of some bars in order of time."""
    return words("finding.newest", label=name(bars[-1]), value=valued(words, bars[-1], unit))


def side_by_side(words: Words, bars: Sequence[Bar], unit: str = "") -> str:
    """Return bars with their values; the unit stands at all of them where there is room."""

    def said(bar: Bar, own: str) -> str:
        return words("finding.single", label=name(bar), value=valued(words, bar, own))

    apart, last = words("source.separator"), [*("" for _ in bars[1:]), unit]
    return fitting(
        apart.join(said(bar, unit) for bar in bars),
        apart.join(said(bar, own) for bar, own in zip(bars, last, strict=True)),
    )


def status_finding(words: Words, counts: Sequence[tuple[str, str, int, bool]]) -> str:
    """Return how many projects are in use, or have one of the chosen statuses.

    Parameters
    ----------
    counts : sequence of tuple
        Status, its name, number of projects, and whether it or nothing is chosen.
    """
    total = sum(count for _, _, count, _ in counts)
    chosen = [one for one in counts if one[3]]
    if not total:
        return words("finding.no_projects")
    if len(chosen) < len(counts):
        values = (
            words("chart.alt.value", label=_plain(label), value=words.number(count))
            for _, label, count, _ in chosen
        )
        return words("finding.statuses", values=words.join(values), total=total)
    held = {status: count for status, _, count, _ in counts}
    return words(
        "finding.status",
        total=total,
        operating=held.get("operating", 0),
        partial=held.get("partial", 0),
    )


def status_bars_finding(words: Words, bars: Sequence[Bar]) -> str:
    """Return what bars of projects by status say; see `status_finding`."""
    counts = [(bar.key, bar.label, int(bar.value), bar.selected) for bar in bars]
    return marked(words, bars, status_finding(words, counts))


def nearest_event(words: Words, view: str, events: pd.DataFrame) -> str:
    """Return the event nearest the as-of date, with its title if there is room."""
    if events.empty:
        return ""
    one = events.iloc[-1 if view == "past" else 0]
    date = words.date(one["date"])
    return fitting(
        words(f"finding.{view}", date=date, title=words.of(one, "title")),
        words(f"finding.{view}_date", date=date),
    )


def fitting(*texts: str) -> str:
    """Return the first of some texts that fits into two lines of a narrow screen, or the last."""
    return next((text for text in texts if width(text) <= _LONGEST), texts[-1])


def width(text: str) -> float:
    """Return the width of a text, in widths of a Chinese letter."""
    return sum(1.0 if letter > _WIDE else 0.42 for letter in text)


def marked(words: Words, bars: Sequence[Bar], text: str) -> str:
    """Return a sentence, marked as illustrative if a number behind it is."""
    return assumed(words, text) if any(bar.evidence == "illustrative" for bar in bars) else text


def valued(words: Words, bar: Bar, unit: str = "") -> str:
    """Return the text of a bar with its unit, which may be in the text already."""
    if not unit or not bar.is_known:
        return bar.text
    number, dot, after = bar.text.partition(" · ")
    return words(f"unit.{unit}", value=number) + dot + after


def name(bar: Bar) -> str:
    """Return the label of a bar without the sign before it."""
    return _plain(bar.label)


def _plain(label: str) -> str:
    return _SIGN.sub("", label)


def alt_text(words: Words, title: str, finding: str, values: Sequence[str]) -> str:
    """Return the text alternative of a chart: its topic, its finding, its values."""
    if not finding:
        return words("chart.alt", title=title, values=words.join(values))
    return words("chart.alt.finding", title=title, finding=finding, values=words.join(values))

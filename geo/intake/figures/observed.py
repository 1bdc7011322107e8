"""Single numbers of a table of figures, each with all that its headings say of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from data import trade
from geo.intake.cells import cleaned, read_or_none
from geo.intake.figures.layout import Block, is_number, is_year, labelled
from geo.intake.figures.measures import Unit, unit_in, unit_named
from geo.intake.figures.times import Time, joined, mark_of, plain, time_in, time_of
from geo.intake.headers import axis_of, header, is_growth, is_share, measure_of
from geo.intake.sheet_parts import is_total

TOTAL = "total"
_WHOLE_PARK = re.compile(r"全园区?|园区|本园区?|全区合计|全部|整体|wholepark|park|all")
# How lines of a report are numbered, and parts of a sum marked: 一、营收, 1.营收, 其中：规上企业.
_PART = r"其中\s*[:：]?|#|·|of which:?"
_NUMBERED = re.compile(
    rf"^\s*(?:(?:[一二三四五六七八九十]{{1,3}}[、.．]|[(（][一二三四五六七八九十\d]{{1,3}}[)）]|"
    rf"\d{{1,2}}[、.．](?!\d)|{_PART})\s*)+"
)
_PARK = re.compile(r"(?:大数据)?产业园区?|园区|云谷")
_PRIOR = re.compile(
    r"(?:上年|去年|上一年)(?:同期|同月|同季)?(?:数|值)?|same period of last year|last year"
)
_MOST = 0.6


@dataclass(frozen=True)
class Facts:
    """What headings say of a number.

    Attributes
    ----------
    time : Time or None
    measure : str
        Name of what is measured, as written without time, unit and subject.
    unit : Unit or None
    subject : tuple of (str, str)
        ``zone``, ``sector``, ``total`` or ``unknown`` with the code or the words; empty strings
        for the park as a whole.
    mark : {"", "forecast", "target", "declared"}
    is_growth : bool
        Whether it is no amount but a rate or a share, which follows from amounts.
    is_prior : bool
        Whether it is of the same time a year earlier.
    is_added : bool or None
        Whether it is said to be added up since January, or said not to be.
    """

    time: Time | None = None
    measure: str = ""
    unit: Unit | None = None
    subject: tuple[str, str] = ("", "")
    mark: str = ""
    is_growth: bool = False
    is_prior: bool = False
    is_added: bool | None = None


@dataclass(frozen=True)
class Observation:
    """One cell of a table of figures.

    Attributes
    ----------
    row : int
        Place in the file.
    column : str
        Headings above it.
    cell : object
    facts : Facts
    units : tuple of Unit
        Those stated above the table.
    is_mixed : bool
        Whether column and row both name something measured, as in a list of firms.
    is_listed : bool
        Whether a column headed 指标 or the like names what is measured.
    """

    row: int
    column: str
    cell: object
    facts: Facts
    units: tuple[Unit, ...]
    is_mixed: bool = False
    is_listed: bool = False


def observations(
    block: Block, words: Mapping[str, str], context: str
) -> tuple[list[Observation], list[int]]:
    """Return every number of a table with what its headings say.

    Parameters
    ----------
    block : Block
    words : mapping of str to str
        As `geo.intake.figures.measured.words_known`.
    context : str
        Names of sheet and file, which may say when.

    Returns
    -------
    observations : list of Observation
    totals : list of int
        Places of rows that add up others of different times.
    """
    roles = {at: _role(block, at, words) for at in range(block.width)}
    labels = [at for at, role in roles.items() if role not in {"value", "none", "remark"}]
    above = _above(block, context, labels)
    heads = {at: _facts_above(block, at, words) for at, role in roles.items() if role == "value"}
    is_listed = any(
        role == "measure" and axis_of((block.path(at) or ("",))[-1]) == "measure"
        for at, role in roles.items()
    )
    is_dated_by_row = any(role == "time" for role in roles.values())
    found: list[Observation] = []
    totals: list[int] = []
    of = ""
    for place, cells, group in block.body:
        texts = {at: cleaned(cells[at]) for at in labels if at < len(cells)}
        dates = [text for at, text in texts.items() if roles[at] == "time"]
        if is_dated_by_row and any(map(is_total, dates)):
            totals.append(place)
            continue
        said = _facts_beside(block, texts, roles, group, words)
        said = replace(said, mark=said.mark or _remarked(cells, roles))
        if said.measure:
            of = said.measure
        elif said.subject[0] and any(re.match(_PART, text) for text in texts.values()):
            said = replace(said, measure=of)  # 其中：软件信息, below 营业收入
        for at, head in heads.items():
            if at < len(cells) and cleaned(cells[at]):
                facts = _together(above, head, said)
                column = " / ".join(block.path(at)) or str(at + 1)
                is_mixed = bool(head.measure and said.measure and not facts.is_growth)
                units = tuple(block.units)
                found.append(
                    Observation(place, column, cells[at], facts, units, is_mixed, is_listed)
                )
    return found, totals


def facts_in(text: str, words: Mapping[str, str]) -> Facts:
    """Return what one heading says.

    ``2025年企业数（家）``, ``服务外包企业数``, ``A区``, ``合计``, ``同比增长（%）``.
    """
    unit, bare = unit_in(_NUMBERED.sub("", text))
    is_rate = is_growth(text)
    is_prior = not is_rate and bool(_PRIOR.search(plain(bare)))
    time, rest = time_in(_PRIOR.sub("", plain(bare)) if is_prior else bare)
    subject, rest = _subject_in(rest, words)
    measure = rest.strip(" _-/·:：")
    return Facts(time, measure, unit, subject, mark_of(text), is_rate, is_prior)


def subject_of(text: str, words: Mapping[str, str]) -> tuple[str, str]:
    """Return the zone or sector that a whole label is, the total, or nothing."""
    if is_total(text):
        return TOTAL, ""
    if _WHOLE_PARK.fullmatch(header(text)):
        return TOTAL, ""
    if zone := read_or_none(trade.zone_of, text):
        return "zone", zone
    if measure_of(text, words)[0]:
        return "", ""
    sector = read_or_none(trade.sector_of, _PARK.sub("", plain(text)))
    return ("sector", sector) if sector else ("", "")


def _subject_in(text: str, words: Mapping[str, str]) -> tuple[tuple[str, str], str]:
    """Return the zone or sector that a heading speaks of, and what else it says."""
    whole = subject_of(text, words)
    measure, is_whole = measure_of(text, words)
    if whole[0] == "zone":
        rest = re.sub(
            r"(?:zone\s*)?[a-z]\s*(?:片区|园区|区|zone)?(?![a-z])", "", plain(text), count=1
        )
        return whole, rest.strip()
    if whole[0]:
        return whole, ""
    if measure and not is_whole:
        # 服务外包企业数: a sector, then what is counted.
        folded = _PARK.sub("", plain(text))
        sector = read_or_none(trade.sector_of, folded)
        if sector:
            ends = [word for word in words if words[word] == measure and word in header(folded)]
            return ("sector", sector), max(ends, key=len)
    return ("", ""), text


def _role(block: Block, at: int, words: Mapping[str, str]) -> str:
    """Return what a column holds: a time, a measure, a unit, a subject, values, or nothing."""
    path = block.path(at)
    cells = [cells[at] for _, cells, _ in block.body if at < len(cells) and cleaned(cells[at])]
    texts = [cleaned(cell) for cell in cells]
    if said := _role_said(path, cells, texts, words):
        return said
    if not texts:
        return "measure"
    times = sum(time_of(text, is_years=True) is not None for text in texts)
    is_numeric = sum(map(is_number, cells)) >= _MOST * len(texts)
    if is_numeric and not (at == 0 and all(map(is_year, cells))):
        return "value"
    if times >= _MOST * len(texts):
        return "time"
    if all(unit_named(text) for text in texts):
        return "unit"
    return "subject" if _are_subjects(texts, words) else "measure"


def _role_said(
    path: tuple[str, ...], cells: list[object], texts: list[str], words: Mapping[str, str]
) -> str:
    """Return what the headings of a column say that it holds; empty if they do not."""
    axis = axis_of(path[-1]) if path else ""
    times = sum(time_of(text, is_years=True) is not None for text in texts)
    if axis in {"none", "remark", "value"}:
        return axis
    if axis == "time" and texts and times >= _MOST * len(texts):
        return "time"
    if axis == "unit" and any(unit_named(text) for text in texts):
        return "unit"
    if axis in {"measure", "subject"} and sum(map(is_number, cells)) < _MOST * len(texts):
        return "subject" if axis == "subject" or _are_subjects(texts, words) else "measure"
    said = [facts_in(one, words) for one in path]
    is_dated_label = len(said) == 1 and said[0].time and not said[0].measure and not said[0].unit
    if is_dated_label and sum(map(is_number, cells)) < _MOST * len(texts):
        return ""  # the corner of a table, above names
    tells = (
        one.time or one.unit or one.is_growth or _is_measure(one.measure, words) for one in said
    )
    return "value" if any(tells) else ""


def _are_subjects(texts: list[str], words: Mapping[str, str]) -> bool:
    named = [text for text in texts if subject_of(text, words)[0]]
    return bool(texts) and 2 * len(named) >= len(texts)


def _above(block: Block, context: str, labels: list[int]) -> Facts:
    """Return the time that the corner of a table says, else its title, the sheet or the file."""
    corner = (text for at in labels for text in block.path(at))
    for text in (*corner, *reversed(block.titles), *context.split("\n")):
        time, _ = time_in(text)
        if time is not None and time.year is not None:
            return Facts(time=time, mark=mark_of(text))
    return Facts()


def _facts_above(block: Block, at: int, words: Mapping[str, str]) -> Facts:
    found = Facts()
    for text in block.path(at):
        if axis_of(text) in {"value", "measure", "subject"} and not _is_measure(text, words):
            found = replace(found, is_added=_added(text, found.is_added))
            continue
        found = _inside(found, facts_in(text, words), words)
    return found


def _added(text: str, otherwise: bool | None) -> bool | None:  # noqa: FBT001 -- a third of a kind
    if "累计" in text:
        return True
    return False if re.search(r"本季|当季|本月|当月", text) else otherwise


def _is_measure(text: str, words: Mapping[str, str]) -> bool:
    return bool(measure_of(text, words)[0])


def _facts_beside(
    block: Block,
    texts: Mapping[int, str],
    roles: Mapping[int, str],
    group: str,
    words: Mapping[str, str],
) -> Facts:
    found = facts_in(group, words) if group and subject_of(group, words)[0] else Facts()
    if group and (time := time_of(group)):
        found = replace(found, time=time, mark=mark_of(group))
    for at, text in texts.items():
        if not labelled(text):
            continue
        match roles[at]:
            case "time":
                path = block.path(at)
                is_years = bool(path) and bool(re.search(r"年份|年度|^年$|year", plain(path[-1])))
                time = time_of(text, is_years=is_years)
                found = replace(
                    found, time=joined(found.time, time), mark=mark_of(text) or found.mark
                )
            case "unit":
                found = replace(found, unit=unit_named(text) or found.unit)
            case "subject":
                subject = subject_of(text, words)
                found = replace(found, subject=subject if subject[0] else ("unknown", text))
            case _:
                found = _inside(found, facts_in(text, words), words)
    return found


def _remarked(cells: tuple[object, ...], roles: Mapping[int, str]) -> str:
    """Return what a short remark says of the numbers of its row: 初步, 预计."""
    remarks = (cleaned(cells[at]) for at, role in roles.items() if role == "remark")
    marks = (mark_of(text) for text in remarks if labelled(text))
    return next(filter(None, marks), "")


def _inside(outer: Facts, inner: Facts, words: Mapping[str, str]) -> Facts:
    """Return what an outer and an inner heading say together."""
    names = [name for name in (outer.measure, inner.measure) if name]
    known = [name for name in names if measure_of(name, words)[0]]
    measure = known[-1] if known else " ".join(dict.fromkeys(names))
    return Facts(
        joined(outer.time, inner.time),
        measure,
        inner.unit or outer.unit,
        inner.subject if inner.subject[0] else outer.subject,
        inner.mark or outer.mark,
        outer.is_growth or inner.is_growth,
        outer.is_prior or inner.is_prior,
        outer.is_added if inner.is_added is None else inner.is_added,
    )


def _together(above: Facts, head: Facts, beside: Facts) -> Facts:
    """Return what the headings of a column and of a row say; a title only says when."""
    times = [one for one in (head.time, beside.time) if one]
    dated = sorted(times, key=lambda one: one.year is None)
    time = None
    for one in dated:
        time = joined(time, one) if one.year is None or time is None else joined(one, time)
    if time is None or time.year is None:
        time = joined(above.time, time)
    if time is not None and time.year is not None:
        is_added = time.is_added if head.is_added is None else head.is_added
        year = time.year - 1 if head.is_prior or beside.is_prior else time.year
        time = replace(time, year=year, is_added=is_added)
    measure = " ".join(dict.fromkeys(one for one in (beside.measure, head.measure) if one))
    return Facts(
        time,
        measure,
        beside.unit if beside.unit and beside.unit.code else head.unit or beside.unit,
        beside.subject if beside.subject[0] else head.subject,
        head.mark or beside.mark or (time.mark if time else ""),
        head.is_growth or beside.is_growth or bool(is_share(head.measure) and beside.measure),
    )

"""What is in print for a firm that may come: comparable projects, what the park has, what to ask.

Nothing is estimated. What is not known is a question to the park's office.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from data.catalog import Catalog
from data.facilities import chosen_facilities
from data.facts import Fact, at_most, bounded, exactly, figure_fact
from data.in_print import figures_by, in_print, is_in_print
from data.memo import VIEWS, remembered
from data.periods import Period, parse_period
from data.placements import figure_roles, placed_figures, placed_roles, placed_slots
from data.project_figures import AMOUNTS, printed_amounts
from data.selection import Selection
from data.status import placed_projects
from data.wishes import Wishes

PAGE = "fit"
SEATS = ("seats_planned", "seats_phase_1", "seats_built")
_SCALE = ("seats_planned", "seats_built", "seats_phase_1")  # what an investment is for
MOST = 4
"""Comparable projects side by side."""
_FLATS = "flats"


@dataclass(frozen=True, eq=False)
class Comparable:
    """A project whose seats are in print.

    Attributes
    ----------
    project : pandas.Series
        Its row.
    is_same_sector : bool
        Whether it is of the sector that the firm named.
    figures : mapping of str to pandas.Series
        By column of `data.project_figures.AMOUNTS`, the newest figure that prints it.
    months : Fact or None
        Calendar months from signing to opening, where both are in print.
    per_seat : Fact or None
        Printed investment by seat of the largest stage in print, yuan.
    """

    project: pd.Series
    is_same_sector: bool
    figures: Mapping[str, pd.Series]
    signed: str
    opened: str
    months: Fact | None
    per_seat: Fact | None

    @property
    def seats(self) -> pd.Series:
        """The figure of its largest stage: planned, else built, else its first phase."""
        return next(self.figures[stage] for stage in _SCALE if stage in self.figures)

    def nearest(self, seats: int | None) -> pd.Series:
        """Return the figure of its stage that is nearest to some seats, by ratio."""
        if not seats:
            return self.seats
        stages = [self.figures[stage] for stage in SEATS if stage in self.figures]
        return min(stages, key=lambda row: abs(math.log(row["value"] / seats)))


@dataclass(frozen=True)
class Question:
    """What to ask the office, since it is not in print.

    Attributes
    ----------
    topic : str
        Of the messages that ask it and say why.
    about : str
        The id of the mention or figure that leaves it open, if it is one.
    """

    topic: str
    about: str = ""


@dataclass(frozen=True, eq=False)
class Fit:
    """What is in print for a firm.

    Attributes
    ----------
    wishes : Wishes
    comparables : tuple of Comparable
        The likest first.
    per_seat : Fact or None
        The firm's own budget by seat, yuan.
    offer, support : pandas.DataFrame
        Figures of what the park has, and of policies and funds, the newest of each.
    terms : pandas.DataFrame
        What is in print of letting and support without a number, as in ``mentions``.
    flats : Fact or None
        The share of the park's flats that the firm would take, percent; at most this where the
        flats are a lower bound, and more than all of them above 100.
    buildings : pandas.DataFrame
        Places of the office's own list, as `data.facilities.chosen_facilities`.
    newest : Period or None
        Of the newest figure shown.
    questions : tuple of Question
    """

    wishes: Wishes
    comparables: tuple[Comparable, ...]
    per_seat: Fact | None
    offer: pd.DataFrame
    support: pd.DataFrame
    terms: pd.DataFrame
    flats: Fact | None
    buildings: pd.DataFrame
    newest: Period | None
    questions: tuple[Question, ...]


def fit_of(catalog: Catalog, chosen: Selection, wishes: Wishes) -> Fit:
    """Return what is in print for a firm by the as-of date; filters do not count.

    Parameters
    ----------
    catalog : Catalog
    chosen : Selection
        Its date and its evidence count.
    wishes : Wishes
        Without its guest, who changes nothing here.

    Examples
    --------
    >>> fit = fit_of(catalog, Selection(), Wishes(seats=1000, flats=150))
    >>> int(fit.comparables[0].nearest(1000)["value"]), f"{fit.flats.value:g} %"
    (1000, '5 %')
    """
    when = Selection(as_of=chosen.as_of, evidence=chosen.evidence)
    return _fit_of(catalog, when, replace(wishes, guest=""))


def has_fit(catalog: Catalog) -> bool:
    """Whether the park has seats in print, or figures of what a firm would find.

    >>> has_fit(catalog)
    True
    """
    return bool(catalog["projects"][list(SEATS)].notna().any(axis=None)) or bool(
        placed_slots(catalog, PAGE)
    )


@remembered(VIEWS)
def _fit_of(catalog: Catalog, when: Selection, wishes: Wishes) -> Fit:
    offer, support = (_newest(catalog, when, slot) for slot in ("offer", "support"))
    terms = _terms(catalog, when, wishes)
    places = chosen_facilities(catalog, when)
    buildings = places[catalog.own.rows("projects", places)]
    likest = _likest(catalog, when, wishes)[:MOST]
    shown = [row for one in likest for row in one.figures.values()]
    dates = [row["as_of"] for row in shown] + [*offer["as_of"], *support["as_of"]]
    periods = [parse_period(one) for one in dates if isinstance(one, str)]
    asks_rent = not len(_newest(catalog, when, "rent"))
    return Fit(
        wishes,
        tuple(likest),
        _per_seat(exactly(wishes.budget), exactly(wishes.seats))
        if wishes.budget and wishes.seats
        else None,
        offer,
        support,
        terms,
        _share(offer, wishes.flats),
        buildings,
        max(periods, key=lambda one: one.end, default=None),
        tuple(_questions(catalog, likest, offer, support, terms, asks_rent=asks_rent)),
    )


def _likest(catalog: Catalog, when: Selection, wishes: Wishes) -> list[Comparable]:
    """Return the projects with seats: those of the firm's sector first, then the nearest."""
    projects = placed_projects(catalog, when)
    projects = projects[projects[list(SEATS)].notna().any(axis=1)]
    found = [_comparable(catalog, when, wishes, row) for _, row in projects.iterrows()]
    return sorted((one for one in found if one), key=lambda one: _distance(one, wishes))


def _distance(one: Comparable, wishes: Wishes) -> tuple[bool, float, float, float]:
    seats = one.nearest(wishes.seats)["value"]
    money = one.figures.get("investment_cny")
    apart = abs(math.log(seats / wishes.seats)) if wishes.seats else 0.0
    dearer = (
        abs(math.log(money["value"] / wishes.budget)) if wishes.budget and money is not None else 0
    )
    return (bool(wishes.sector) and not one.is_same_sector, apart, dearer, -one.seats["value"])


def _comparable(
    catalog: Catalog, when: Selection, wishes: Wishes, project: pd.Series
) -> Comparable | None:
    figures = {
        column: rows[-1]
        for column in AMOUNTS
        if (rows := printed_amounts(catalog, when, project["project_id"], column))
    }
    if not any(stage in figures for stage in SEATS):
        return None
    as_of = catalog.as_of(when)

    def dated(column: str) -> str:
        text = project[column]
        known = isinstance(text, str) and is_in_print(catalog, text, project["refs"], as_of)
        return str(text) if known else ""

    signed, opened = dated("signed"), dated("operating_since")
    seats = next(figures[stage] for stage in _SCALE if stage in figures)
    money, also = figures.get("investment_cny"), project["sector_also"]
    sectors = {project["sector"], *(also.split(";") if isinstance(also, str) else ())}
    return Comparable(
        project,
        wishes.sector in sectors,
        figures,
        signed,
        opened,
        _months(signed, opened, project["refs"]),
        None if money is None else _per_seat(figure_fact(money), figure_fact(seats)),
    )


def _months(signed: str, opened: str, refs: str) -> Fact | None:
    """Return the calendar months between two dates that are printed by month at least."""
    if not signed or not opened:
        return None
    first, last = parse_period(signed), parse_period(opened)
    if {first.precision, last.precision} - {"day", "month"}:
        return None
    months = 12 * (last.start.year - first.start.year) + last.start.month - first.start.month
    known = {"as_of": opened, "grade": "derived", "refs": refs}
    return bounded(months, months, "about", "month", **known)


def _per_seat(money: Fact, seats: Fact) -> Fact:
    value = money.drawn / seats.drawn
    is_exact = {money.qualifier, seats.qualifier} == {"exact"} and value == int(value)
    value = value if is_exact else float(f"{value:.3g}")
    refs = ";".join(dict.fromkeys(filter(None, [*money.refs.split(";"), *seats.refs.split(";")])))
    return bounded(
        *(value, value, "exact" if is_exact else "about", "cny_per_seat"),
        as_of=seats.as_of,
        grade="derived",
        refs=refs,
    )


def _share(offer: pd.DataFrame, flats: int | None) -> Fact | None:
    there = offer[offer["role"] == _FLATS]
    if not flats or there.empty:
        return None
    fact = figure_fact(there.iloc[-1])
    share = round(100 * flats / fact.drawn, 1)
    make = at_most if fact.qualifier == "at_least" else exactly
    return make(share, "percent", as_of=fact.as_of, grade="derived", refs=fact.refs)


def _newest(catalog: Catalog, when: Selection, slot: str) -> pd.DataFrame:
    """Return the newest figure of each role in a slot, with its ``role``, in order."""
    roles = figure_roles(catalog, PAGE, slot)
    known = figures_by(catalog, placed_figures(catalog, PAGE, slot), catalog.as_of(when))
    known = known.assign(role=[roles[one] for one in known["figure_id"]])
    order = list(dict.fromkeys(roles.values()))
    last = known.drop_duplicates("role", keep="last")
    return last.sort_values("role", key=lambda names: names.map(order.index), kind="stable")


def _terms(catalog: Catalog, when: Selection, wishes: Wishes) -> pd.DataFrame:
    roles = placed_roles(catalog, PAGE, "terms")
    rows = catalog["mentions"]
    rows = in_print(catalog, rows[rows["mention_id"].isin(roles)], catalog.as_of(when))
    rows = rows[rows["sector"].isna() | (rows["sector"] == wishes.sector)]
    order = list(roles)
    rows = rows.sort_values("mention_id", key=lambda ids: ids.map(order.index), kind="stable")
    return rows.assign(role=[roles[one] for one in rows["mention_id"]])


def _questions(
    catalog: Catalog,
    likest: Iterable[Comparable],
    offer: pd.DataFrame,
    support: pd.DataFrame,
    terms: pd.DataFrame,
    *,
    asks_rent: bool,
) -> Iterable[Question]:
    """Yield what is not in print, each with what leaves it open."""
    yield Question("space")
    if asks_rent:
        yield Question("rent")
    for mention in terms["mention_id"][terms["role"] == "ask"]:
        yield Question("terms", str(mention))
    held = dict(zip(offer["role"], offer["figure_id"], strict=True))
    if _FLATS in held:
        yield Question("flats", str(held[_FLATS]))
    if "students" in held:
        yield Question("people", str(held["students"]))
    for figure, unit in zip(support["figure_id"], support["unit"], strict=True):
        if unit == "cny":
            yield Question("fund", str(figure))
    if any(one.months is None for one in likest) or not any(True for _ in likest):
        yield Question("steps")
    if len(offer) or len(catalog["projects"]):
        yield Question("today")

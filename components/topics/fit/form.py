"""What a firm wishes for: a short form that keeps what was written, right or wrong."""

from __future__ import annotations

from dataclasses import dataclass

from components.blocks.form import Field, Form, form_block
from components.blocks.text import Words
from components.session.request import Request
from data.catalog import Catalog
from data.wishes import Wishes, Wrong, read_wishes

PAGE_NAME = "fit"
OPTIONS = (f"{PAGE_NAME}-*",)
GUEST = "guest"
FIELDS = ("seats", "sector", "flats", "opening", "budget", GUEST)


@dataclass(frozen=True)
class Asked:
    """What somebody wrote into the form.

    Attributes
    ----------
    told : dict of str to str
        By field, as it was written.
    wishes : Wishes
        What of it can be taken.
    wrong : dict of str to Wrong
        What cannot, and why.
    """

    told: dict[str, str]
    wishes: Wishes
    wrong: dict[str, Wrong]


def asked(request: Request) -> Asked:
    """Return what the form holds."""
    told = {name: request.options.get(f"{PAGE_NAME}-{name}", "") for name in FIELDS}
    return Asked(told, *read_wishes(told, sectors(request.catalog), request.today))


def sectors(catalog: Catalog) -> tuple[str, ...]:
    """Return the sectors of the park."""
    return tuple(str(one) for one in catalog["sectors"]["sector"])


def wishes_form(request: Request, now: Asked) -> Form:
    """Return the form, each field with what is wrong with it, else with how it was read."""
    words = request.words
    names = (
        ("", words("fit.any")),
        *((one, words(f"sector.{one}")) for one in sectors(request.catalog)),
    )
    return form_block(
        PAGE_NAME,
        "",
        [
            Field(
                f"{PAGE_NAME}-{name}",
                words(f"fit.field.{name}"),
                small=read_text(words, now.wishes, name) or words(f"fit.help.{name}"),
                value=now.told[name],
                choices=names if name == "sector" else (),
                is_list=name == "sector",
                problem=_problem(words, name, now.wrong[name]) if name in now.wrong else "",
            )
            for name in FIELDS
        ],
        words,
    )


def read_text(words: Words, wishes: Wishes, name: str) -> str:
    """Return a wish as it was read; empty if it was not, and where no doubt is left."""
    if name == "seats" and wishes.seats:
        return words.amount(wishes.seats, "seat")
    if name == "flats" and wishes.flats:
        return words.amount(wishes.flats, "apartment")
    if name == "budget" and wishes.budget:
        return words.amount(wishes.budget, "cny")
    if name == "opening" and wishes.opening:
        return words.date(wishes.opening)
    return ""


def wishes_text(words: Words, wishes: Wishes) -> str:
    """Return all that a firm wishes for in one line; empty if it has said nothing."""
    said = [words(f"sector.{wishes.sector}")] if wishes.sector else []
    said += [
        words(f"fit.wish.{name}", value=text)
        for name in FIELDS
        if (text := read_text(words, wishes, name))
    ]
    return words("source.separator").join(said)


def _problem(words: Words, name: str, wrong: Wrong) -> str:
    unit = "cny" if name == "budget" else ""
    return words(
        f"fit.wrong.{wrong.why}", limit=words.amount(wrong.limit, unit), year=f"{wrong.limit:.0f}"
    )

"""Rows without room go on on the next slide; none is lost and none comes twice."""

from __future__ import annotations

from components.blocks.table import Head, Table
from components.handout.continued import continued, rows_of
from components.handout.deck import Slide
from tests.shipped import words_of

WORDS = words_of("en")


def table(name: str, count: int) -> Table:
    rows = tuple((f"{name}{n}",) for n in range(count))
    head = (Head("", numeric=False),)
    return Table(id=name, name=name, title=name, columns=head, rows=rows, notes=("note",))


def test_rows_go_on_until_all_are_shown() -> None:
    slide = Slide("Firms", ("line",), blocks=(table("a", 23),), notes="say", limits="limits")
    made = continued(slide, 2, lambda _, __: 10, WORDS)
    assert [rows_of(block) for one in made for block in one.blocks] == [10, 10, 3]
    shown = [row[0] for one in made for block in one.blocks for row in block.rows]  # type: ignore[attr-defined]
    assert shown == [f"a{n}" for n in range(23)]
    assert [one.title for one in made] == ["Firms", "Firms (continued)", "Firms (continued)"]
    assert [one.limits for one in made] == ["", "", "limits"]
    assert [one.notes for one in made] == ["say", "", ""]
    assert [block.notes for one in made for block in one.blocks] == [
        ("Goes on on the next page",),
        ("Goes on on the next page",),
        ("note",),
    ]


def test_more_blocks_than_a_slide_takes_go_on_too() -> None:
    slide = Slide("Page", blocks=tuple(table(name, 2) for name in "abc"))
    made = continued(slide, 2, lambda _, __: 9, WORDS)
    assert [[block.id for block in one.blocks] for one in made] == [["a", "b"], ["c"]]


def test_what_fits_stays_as_it_is() -> None:
    slide = Slide("Page", blocks=(table("a", 2),), limits="limits")
    assert continued(slide, 2, lambda _, __: 2, WORDS) == [slide]
    assert continued(Slide("empty"), 2, lambda _, __: 0, WORDS) == [Slide("empty")]

"""What commands print."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from data.i18n import Lang, translate
from data.problems import Problem


class StopError(Exception):
    """Why a command does nothing: a message and what it names."""

    def __init__(self, message_id: str, **values: object) -> None:
        super().__init__(message_id)
        self.message_id, self.values = message_id, values


def say(lang: Lang, message_id: str, **values: object) -> None:
    """Print a message."""
    print(translate(lang, message_id, **values))


def refuse(lang: Lang, message_id: str, **values: object) -> int:
    """Print why nothing was done, and return the code that says so."""
    print(translate(lang, message_id, **values), file=sys.stderr)
    return 1


def print_problems(problems: Iterable[Problem], lang: Lang) -> None:
    """Print each problem on a line of its own."""
    for problem in problems:
        print(problem.text(lang), file=sys.stderr)

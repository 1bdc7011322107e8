"""``python -m data migrate``: the tables of a shared store go to the next version, or back."""

from __future__ import annotations

import argparse
from typing import Any

from data.commands.said import refuse, say
from data.i18n import Lang
from data.settings import store_url
from data.stores import StoreError


def declare(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("migrate", help="bring the tables of ATLAS_STORE up to date")
    ways = parser.add_subparsers(dest="way", required=True)
    ways.add_parser("status", help="say which steps are made")
    ways.add_parser("up", help="make all that are missing")
    down = ways.add_parser("down", help="take steps back")
    down.add_argument("to", metavar="REVISION", help="the last one that stays; base: none")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, lang: Lang) -> int:
    """Go there, and say where it stands; 0 if it does."""
    url = store_url()
    if not url:
        return refuse(lang, "store.none_set")
    from data.stores import history  # noqa: PLC0415 -- alembic, not for other commands

    try:
        if chosen.way == "up":
            history.up(url)
        elif chosen.way == "down":
            history.down(url, chosen.to)
        now = history.standing(url)
    except StoreError as error:
        return refuse(lang, error.message_id, **error.values)
    at, behind = (", ".join(steps) or "–" for steps in (now.at, now.behind))
    say(lang, "store.at", at=at, behind=behind)
    return 0

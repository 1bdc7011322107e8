"""``python -m data copy FROM TO``: all that is kept goes from one store to another."""

from __future__ import annotations

import argparse
from typing import Any

from data.commands.said import refuse, say
from data.i18n import Lang, translate
from data.stores import Area, StoreError


def declare(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("copy", help="copy a park from one store to another")
    place = "a folder as in ATLAS_STATE, or postgresql://USER@HOST/DATABASE"
    parser.add_argument("source", metavar="FROM", help=place)
    parser.add_argument("target", metavar="TO", help=place)
    parser.add_argument("--replace", action="store_true", help="what is in TO gives way")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, lang: Lang) -> int:
    """Copy, and say what has come; 0 if all has."""
    from data.stores.connecting import is_url, shown  # noqa: PLC0415 -- not for other commands
    from data.stores.copying import copy  # noqa: PLC0415

    def tell(area: Area, files: int, size: int) -> None:
        name = translate(lang, f"store.area.{area}")
        say(lang, "store.copied", area=name, files=f"{files:,}", mb=f"{size / 1e6:,.1f}")

    try:
        copy(chosen.source, chosen.target, replace=chosen.replace, tell=tell)
    except StoreError as error:
        return refuse(lang, error.message_id, **error.values)
    except FileNotFoundError:
        return refuse(lang, "check.no_folder", folder=chosen.source)
    source, target = (shown(one) if is_url(one) else one for one in (chosen.source, chosen.target))
    say(lang, "store.same", source=source, target=target)
    return 0

"""``python -m data token``: tokens for programs that ask the API are made, listed and revoked."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from data.access_tokens import MOST_DAYS, Token, new_token, revoke_token, tokens, tokens_file
from data.catalog import load_catalog
from data.commands.said import refuse, say
from data.i18n import Lang, translate
from data.people import ROLES
from data.stores import StoreError


def declare(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("token", help="tokens for programs: new, list, revoke")
    deeds = parser.add_subparsers(dest="deed", required=True)
    new = deeds.add_parser("new", help="make a token and print it, once")
    new.add_argument("--role", choices=ROLES, default=ROLES[0])
    new.add_argument("--days", type=float, default=90.0, help=f"at most {MOST_DAYS}")
    new.add_argument("--zones", default="", help="whose rows it may change, with commas")
    new.add_argument("--published-only", action="store_true", help="sees nothing illustrative")
    new.add_argument("--note", default="", help="what it is for")
    deeds.add_parser("list", help="print the tokens that there are")
    gone = deeds.add_parser("revoke", help="end a token at once")
    gone.add_argument("token", help="its id, as listed")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, lang: Lang) -> int:
    """Make, list or revoke."""
    try:
        return _DEEDS[chosen.deed](chosen, lang)
    except StoreError as error:
        return refuse(lang, error.message_id, **error.values)
    except (OSError, ValueError):
        return refuse(lang, "token.disk", file=tokens_file())


def _new(chosen: argparse.Namespace, lang: Lang) -> int:
    zones = [one.strip() for one in chosen.zones.split(",") if one.strip()]
    known = load_catalog(indexed=False).zones
    if wrong := [one for one in zones if one not in known]:
        return refuse(lang, "token.zones", zones=", ".join(wrong), known=", ".join(known))
    if not 0 < chosen.days <= MOST_DAYS:
        return refuse(lang, "token.days", most=MOST_DAYS)
    secret, token = new_token(
        chosen.role,
        chosen.days,
        zones=zones,
        published_only=chosen.published_only,
        note=chosen.note.strip(),
    )
    print(secret)
    say(lang, "token.made", token=token.token_id, role=token.role, until=f"{token.until:%Y-%m-%d}")
    return 0


def _list(chosen: argparse.Namespace, lang: Lang) -> int:
    del chosen
    for one in tokens():
        print(_line(one, lang))
    return 0


def _line(token: Token, lang: Lang) -> str:
    words = [
        token.token_id,
        token.role,
        translate(lang, f"token.state.{token.state(datetime.now(UTC))}"),
        f"{token.until:%Y-%m-%d}",
        ",".join(token.zones) or "*",
        translate(lang, f"token.sees.{'published' if token.published_only else 'all'}"),
        token.note,
    ]
    return "\t".join(words).rstrip()


def _revoke(chosen: argparse.Namespace, lang: Lang) -> int:
    if not revoke_token(chosen.token):
        return refuse(lang, "token.none", token=chosen.token)
    say(lang, "token.gone", token=chosen.token)
    return 0


_DEEDS = {"new": _new, "list": _list, "revoke": _revoke}

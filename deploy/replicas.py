"""``python -m deploy.replicas NAME=ADDRESS …``: the servers, as nginx has to know them.

>>> print(upstreams({"1": "127.0.0.1:8501", "2": "127.0.0.1:8502"}))  # doctest: +ELLIPSIS
# Written by ...
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from components.door.replica import COOKIE, WAYS

# One refusal is enough: it is asked again after two seconds, and meanwhile others answer.
_SERVER = "server {address} max_fails=1 fail_timeout=2s{rest};"
_ANY = "atlas_any"
_FIRST = 60_000  # as good as all


def upstreams(replicas: Mapping[str, str]) -> str:
    """Return ``replicas.conf``.

    Two groups for each server, in which another one stands by, and after it the others, so that all
    pages of a browser move together; and one for who has no cookie yet.
    nginx has no affinity by cookie of its own below 1.29.6.

    Parameters
    ----------
    replicas : mapping of str to str
        Address with port, by the name that the server has (``ATLAS_REPLICA``); two at least.
    """
    lines = [f"# Written by: python -m deploy.replicas {_words(replicas)}"]
    groups = [(name, way) for name in replicas for way in WAYS]
    lines += ["", f"map $cookie_{COOKIE} $atlas_home {{", f"    default {_ANY};"]
    lines += [f"    {name}.{way} {_group(name, way)};" for name, way in groups] + ["}", ""]
    everybody = [_SERVER.format(address=address, rest="") for address in replicas.values()]
    lines += _upstream(_ANY, ["least_conn;", *everybody])
    for name, way in groups:
        own, first, *others = _in_order(replicas, name, way)
        servers = [_SERVER.format(address=own, rest="")]
        servers.append(_SERVER.format(address=first, rest=f" backup weight={_FIRST}"))
        servers += [_SERVER.format(address=one, rest=" backup") for one in others]
        lines += _upstream(_group(name, way), servers)
    return "\n".join(lines).rstrip() + "\n"


def _in_order(replicas: Mapping[str, str], name: str, way: str) -> list[str]:
    """Return the addresses in the order in which they are asked."""
    names = [*replicas] if way == WAYS[0] else [*reversed([*replicas])]
    place = names.index(name)
    return [replicas[one] for one in names[place:] + names[:place]]


def _group(name: str, way: str) -> str:
    return f"atlas_{name}_{way}"


def _words(replicas: Mapping[str, str]) -> str:
    return " ".join(f"{name}={address}" for name, address in replicas.items())


def _upstream(name: str, lines: list[str]) -> list[str]:
    # A zone: what one worker of nginx finds out, all of them know.
    inside = [f"zone {name} 64k;", *lines, "keepalive 16;"]
    return [f"upstream {name} {{", *(f"    {one}" for one in inside), "}", ""]


if __name__ == "__main__":
    sys.stdout.write(upstreams(dict(one.split("=", 1) for one in sys.argv[1:])))

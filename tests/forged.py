"""What no page of ours would ever post: strategies of Hypothesis, and a run of many on a server.

``python -m tests.forged 10000`` sends that many messages to a fresh server, and prints what of
it ended in the server's log.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any, get_args

import websockets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.serve import ROOT, serve
from bench.visitor import Visitor
from components.browser.contract import LogKind
from components.session.menu import ENTRIES
from data.selection import STATUSES
from tests.contents import EVERY
from tests.shipped import SECTORS, ZONES

PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([1e308, -1e308, 10**400, -(2**63), 2**53, float("nan"), float("inf"), 0, 33])
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["", "\0", "\ud800", "%00", "../..", "x" * 5_000, "＃" * 300, "None"])
)
JSON = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)
OFFERED = sorted({name.replace("*", "x") for page in EVERY.values() for name in page.options})
NAMES = st.sampled_from([*OFFERED, "story.upload", "import-do", "sing", "present-scene", ""])
VALUES = st.sampled_from(
    [
        *(*ZONES, *SECTORS, *STATUSES, "published", "en", "2020-11", "gaode", "1e308", "nan"),
        *(
            "29,105,30,106,13",
            "29,105,30,106,1e308",
            "nan,nan,nan,nan,nan",
            "1e308,1e308,1e308,0,9",
        ),
        *("park?zones=A", "?zones=%00&asof=１９９９", "x?" + "zones=A&" * 500, "table-zone"),
    ]
) | st.text(max_size=30)
ENTRIES_ = st.tuples(
    st.integers(1, 10**6) | PLAIN,
    st.sampled_from(get_args(LogKind)) | st.text(max_size=8),
    VALUES | st.builds("{}:{}".format, NAMES, VALUES | st.just("y" * 70_000)) | PLAIN,
).map(list)
PLACES = st.lists(st.floats() | st.sampled_from([1e308, 33, 10**400, "29"]), max_size=4)
POSTED = st.fixed_dictionaries(
    {},
    optional={
        "mount": st.sampled_from(["m", "other", ""]) | PLAIN,
        "log": st.lists(ENTRIES_, max_size=6) | JSON,
        "view": PLACES | JSON,
        "layers": st.lists(st.sampled_from(["zones", "x"]) | PLAIN, max_size=3) | JSON,
        "has": PLAIN,
        "session": PLAIN,
        "more": JSON,
    },
)
DEEP = st.sampled_from(["[" * 10_000, '{"a":' * 9_000 + "1" + "}" * 9_000, "[" * 60 + "]" * 60])
LITERAL = st.sampled_from(
    ["NaN", "1" * 5_000, '"\\ud800"', "", "{", "[]", '{"log":null}', '{"a":1}']
)
QUERIES = st.sampled_from(
    [
        "zones=" + ",".join(["A", "Z"] * 5_000),
        "&".join(f"zones={n}" for n in range(3_000)),
        "open=" + "x" * 200_000,
        "%00=%00",
        "zones=%00&asof=%00&lang=%00&evidence=%00",
        "story=../..&scene=../../etc",
        "story=%ff%fe&scene=%00",
        "open=%00",
        "asof=９９９９&asof=-1",
        "theme=projector&theme=x",
        "embed=true&embed_options=x",
    ]
) | st.text(max_size=40)
ADDRESSES = st.sampled_from(
    ["http://[", "//", "\0", "http://localhost/../..", "http://localhost/%00", "x" * 100_000]
)
WIDGETS = st.sampled_from(
    [
        {"int_value": -1},
        {"string_value": "\0"},
        {"bool_value": True},
        {"double_value": float("nan")},
        {"bytes_value": b"\xff"},
        {"trigger_value": True},
        {"json_value": '{"a":{"b":[1]}}'},
        {"json_trigger_value": "[1,2]"},
        {"string_trigger_value": {"data": "x"}},
        {"string_array_value": {"data": ["fr", "zh"]}},
        {"int_array_value": {"data": [7, -1]}},
        {"double_array_value": {"data": [1e308]}},
        {"file_uploader_state_value": {"uploaded_file_info": [{"file_id": "x", "name": "y"}]}},
        {"chat_input_value": {"data": "x"}},
        {},
    ]
)
FRAMES = st.binary(max_size=60) | st.sampled_from(["text", b"\x0a" * 9, b"x" * 1_500_000])
# What a message does, and with what.
DEEDS = st.one_of(
    st.tuples(st.just("post"), POSTED),
    st.tuples(st.just("post"), POSTED),
    st.tuples(st.just("post"), JSON),
    st.tuples(st.just("put"), DEEP | LITERAL),
    st.tuples(st.just("open"), st.tuples(st.sampled_from(sorted(ENTRIES)), QUERIES)),
    st.tuples(st.just("open_at"), ADDRESSES),
    st.tuples(st.just("widget"), st.tuples(st.integers(0, 9), WIDGETS)),
    st.tuples(st.just("frame"), FRAMES),
)


def do(visitor: Visitor, deed: str, given_: Any) -> None:
    """Do one of `DEEDS`."""
    if deed == "post":
        visitor.put(json.dumps({"log": given_}))
    elif deed == "put":
        visitor.put(given_)
    elif deed == "open":
        visitor.open(*given_)
    elif deed == "open_at":
        visitor.open("overview", "", given_)
    elif deed == "widget":
        place, value = given_
        names = [visitor.link, *visitor.widgets.values(), "x"]
        message = visitor.said()
        message.rerun_script.widget_states.widgets.add(id=names[place % len(names)], **value)
        visitor.say(message)
    else:
        visitor.send(given_)


def failures(log: str) -> list[str]:
    """Return the last line of each exception in a log."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", log)
    return re.findall(r"^(?:\w+\.)*\w*(?:Error|Exception|Interrupt)\b.*$", plain, re.MULTILINE)


def run(url: str, count: int) -> list[str]:
    """Send many messages, a new session after each that was refused; return what pages said."""
    said, visitor = list[str](), [Visitor(url).__enter__()]
    visitor[0].open()

    @settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))
    @given(DEEDS)
    def send(deed: tuple[str, Any]) -> None:
        try:
            do(visitor[0], *deed)
        except (websockets.WebSocketException, OSError):
            said.extend(visitor[0].failures)
            visitor[0] = Visitor(url).__enter__()
            visitor[0].open()

    send()
    return [*said, *visitor[0].failures]


def main() -> None:
    """Run as many as are asked for; the log stays if a file is named for it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        log = Path(sys.argv[2] if len(sys.argv) > 2 else f"{folder}/log")
        with serve(ROOT / "app.py", Path(folder) / "local", log=log) as app:
            said = run(app.url, count)
        found = [*said, *failures(log.read_text(encoding="utf-8"))]
    print(f"{count} messages, {len(found)} exceptions")  # noqa: T201
    for one in sorted(set(found)):
        print(found.count(one), one)  # noqa: T201


if __name__ == "__main__":
    main()

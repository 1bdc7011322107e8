"""``python -m tests.killing FOLDER KILLS SEED``: writers killed at random, and what they leave.

A child of this process applies, undoes, saves and publishes in one folder until it is killed. What
it leaves is mended as a start does it, and held against what the child had announced: what is in
force is the old or the new state, whole, and what the start says of it is true.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import folium
import pandas as pd

from components.browser.assets import publish_assets
from components.map.script_file import publish_map
from data.drafts import drafts, drop, meanwhile, publish, save
from data.durable import sweep
from data.kept_states import described, kept_dir, kept_folders, newest_number, read_about
from data.local_pack import apply_tables, back_to_illustrative, kept, undo
from data.packs import DATA_DIR, read_pack
from data.shipped_packs import shipped_packs
from data.state_files import tables_hash
from data.story_files import own_stories_dir, save_story, stories
from data.swap import clear_up, mended
from data.trail import read_trail
from tests.local import shipped

MOST_S = 0.12  # a child lives; most of the time it is at a change
NONE = "illustrative"


def rows_of(title: str) -> pd.DataFrame:
    """Return the table that goes with a state: its number says how many rows."""
    number = int(title.rpartition(" ")[2])
    ids = [f"T{number % 1000:04}{n}" for n in range(number % 7 + 1)]
    return pd.DataFrame({"tenant_id": ids, "zone": "A", "evidence": "secondary"}).assign(
        lon=None, lat=None, sector=None, enterprise_id=None, assumption_id=None
    )


def state_of(folder: Path) -> str:
    """Return the title of what stands in a folder of a pack; it must be whole."""
    if not folder.exists():
        return NONE
    about = read_about(folder)
    if about.get("illustrative"):
        return NONE
    title = str(about["title"])
    pack = read_pack(folder, "local", partial=True)
    assert pack.problems == (), pack.problems
    assert [*pack.tables["tenants"]["tenant_id"]] == [*rows_of(title)["tenant_id"]]
    return title


def child(folder: Path, told: int, seed: int) -> None:
    """Change one thing after the other, each announced, until the kill."""
    chance, local = random.Random(seed), folder / "local"  # noqa: S311

    def tell(kind: str, before: str, after: str) -> None:
        os.write(told, (json.dumps([kind, before, after]) + "\n").encode())

    story, *_ = (one.story for one in stories(data_dir=folder) if one.story and not one.is_own)
    for n in range(1_000_000):
        before = state_of(local)
        match chance.choice(
            ["apply", "apply", "undo", "back", "draft", "draft", "story", "assets", "map"]
        ):
            case "apply":
                title = f"state {seed * 1000 + n}"
                tell("pack", before, title)
                assert apply_tables({"tenants": rows_of(title)}, {}, title, folder) == []
            case "undo" if states := kept(folder):
                after = NONE if states[0].is_illustrative else states[0].title
                tell("pack", before, after)
                undo(folder)
            case "back" if before != NONE:
                tell("pack", before, NONE)
                back_to_illustrative(folder)
            case "draft":
                of_drafts(folder, seed * 1000 + n, before, tell)
            case "story":
                number = seed * 1000 + n
                tell("story", "", f"Story {number}")
                save_story(
                    replace(story, story_id="tour", title_en=f"Story {number}"), None, folder
                )
            case "assets":
                tell("assets", "", "")
                publish_assets(folder / "static" / str(n))
            case "map":
                tell("map", "", "")
                publish_map(folium.Map(tiles=None), "", "", "0", folder / "static" / "1")


def of_drafts(folder: Path, number: int, before: str, tell: Callable[..., None]) -> None:
    """Save a draft, or go on with the one that is there: join what came meanwhile, publish."""
    title, found = f"state {number}", drafts(folder)
    if not found or number % 3 == 0:
        tell("draft", before, title)
        save({"tenants": rows_of(title)}, {}, title, folder)
    elif meanwhile(found[0], folder):
        tell("draft", before, found[0].done.title)
        drop(found[0].id, folder)
    else:
        tell("pack", before, found[0].done.title)
        publish(found[0].id, folder)


def story_of(folder: Path) -> str:
    """Return the title of the own story."""
    own = [one.story for one in stories(data_dir=folder) if one.is_own and one.story]
    return own[0].title_en if own else ""


def in_trail(local: Path, now: str) -> None:
    """Hold the trail against the kept states: each change stands in it, once and in order."""
    entries = read_trail(local)
    numbers = [one.number for one in entries]
    assert numbers == list(range(1, len(numbers) + 1)), numbers
    assert len({one.token for one in entries}) == len(entries)
    assert newest_number(local) == len(entries)
    for before, after in pairwise(entries):
        assert before.tables == after.before
    if entries:
        assert (entries[-1].done.title or NONE) == now
        assert entries[-1].tables == tables_hash(local)


def whole_drafts(folder: Path) -> None:
    """Read every draft: what its sheet names is there, and is what it says."""
    for one in (*drafts(folder), *drafts(folder, gone=True)):
        assert tables_hash(one.pack) == one.tables
        assert tables_hash(one.base) == one.base_tables
        assert read_pack(one.pack, "local", partial=True).problems == ()


def looked_after(folder: Path, told: list[tuple[str, str, str]], story: str) -> str:
    """Start as a server does; return what had been cut off, by what was found.

    Parameters
    ----------
    folder : pathlib.Path
    told : list of (str, str, str)
        What the child did: kind, state before, state after; the last one was cut off, perhaps.
    story : str
        Title of the story before the child.
    """
    local = folder / "local"
    earlier = mended(local)
    clear_up(local)
    cut_off, now = mended(local), state_of(local)
    kind, before, after = told[-1]
    if kind == "pack":
        assert now in {before, after}, (now, before, after)
    said = ""
    if cut_off and cut_off != earlier:
        assert kind == "pack"
        assert now == (after if cut_off.is_finished else before)
        assert (cut_off.title or NONE) == after
        said = "finished" if cut_off.is_finished else "taken back"
    for state in kept_folders(local):
        assert described(state).title in {state_of(state), ""}
    numbers = [int(one.name[:8]) for one in kept_folders(local)]
    assert numbers == sorted(set(numbers), reverse=True)
    assert {one.name for one in kept_dir(local).glob("*")} <= {
        *(one.name for one in kept_folders(local)),
        *("lock", "mended.json", "trail.jsonl", "drafts", "drafts.gone"),
    }
    in_trail(local, now)
    whole_drafts(folder)
    sweep(own_stories_dir(folder), older_s=-1)
    own = {one.story for one in stories(data_dir=folder) if one.is_own}
    titles = [story, *(after for what, _, after in told if what == "story")]
    assert {one.title_en if one else "broken" for one in own} <= {*titles[-2:]} - {""}
    for assets in (folder / "static").glob("*"):
        for whole in (*assets.glob("leaflet"), *assets.glob("atlas/[0-9a-f]*")):
            assert len([*whole.rglob("*")]) > 6
        for script in assets.glob("maps/[0-9a-f]*.js"):
            assert script.read_text(encoding="utf-8").endswith("return map_div;\n};\n")
    return said


def main(folder: Path, kills: int, seed: int) -> Counter[str]:
    """Kill as often; return how often what was found."""
    shutil.copytree(DATA_DIR / "stories", shipped(folder) / "stories")
    shipped_packs(folder)  # read before any child starts: most kills come while it writes
    chance, found, log = random.Random(seed), Counter[str](), folder / "told"  # noqa: S311
    log.touch()
    for n in range(kills):
        story = story_of(folder)
        log.write_bytes(b"")
        told = os.open(log, os.O_WRONLY | os.O_APPEND)
        process = os.fork()
        if not process:
            try:
                child(folder, told, seed * 10_000 + n)
            finally:
                traceback.print_exc()
                os._exit(1)
        while not log.stat().st_size:
            assert os.waitpid(process, os.WNOHANG) == (0, 0), "the child ended by itself"
            time.sleep(0.001)
        time.sleep(MOST_S * chance.random())
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        os.close(told)
        assert os.WTERMSIG(status) == signal.SIGKILL, status
        lines = [json.loads(one) for one in log.read_text(encoding="utf-8").splitlines()]
        found[f"{lines[-1][0]} {looked_after(folder, lines, story)}".strip()] += 1
    return found


if __name__ == "__main__":
    print(dict(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))  # noqa: T201

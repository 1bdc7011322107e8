"""Handing out a view: files that are made beside the page, and what the page says of them."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image

from components.blocks.text import spoken
from components.handout import files, orders, process, tray, workshop
from components.handout.job import Job, Tray
from components.handout.limits import A_READER, AT_ONCE, KEPT, KEPT_BYTES
from components.handout.worker import Work
from components.intake.inbox import Filed, Inbox
from components.intake.situation import InHand, situation
from components.meeting.keep_scene import fitted
from components.session.request import Request, Seen
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import LANGS
from data.packs import DATA_DIR
from data.people import Person
from data.selection import Selection
from geo.reading.layers import Upload
from tests.contents import EVERY, page_content
from tests.opened import blocks, open_page, page_script
from tests.pdf_text import pdf_text
from tests.proposals import six_zones
from tests.shipped import words_of
from tests.waiting import until
from tests.works import (
    Held,
    broken,
    crowded,
    endless,
    greedy,
    killed,
    large,
    nice,
    quick,
    talking,
)

ROOT = DATA_DIR.parent
WAIT_S = 40


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "gate"
    yield made
    made.touch()  # no process waits for ever


def wait(job: Job, *states: str) -> None:
    until(lambda: job.state in states, f"{job.file} is {job.state}")


def held_job(gate: Path, name: str = "a.pdf") -> Job:
    return Job("pdf", "title", name, Held(gate, f"{name}.pid"))


def pid_of(gate: Path, name: str = "a.pdf") -> int:
    said = gate.parent / f"{name}.pid"
    until(lambda: said.exists() and said.read_text(encoding="ascii"), name)
    return int(said.read_text(encoding="ascii"))


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_job_tells_how_far_it_is_and_keeps_what_it_made(gate: Path) -> None:
    job = held_job(gate)
    job.start()
    wait(job, "running")
    until(lambda: job.done > 0)
    assert job.done == 0.25
    gate.touch()
    wait(job, "ready")
    assert job.result == b"made"


def test_files_are_made_by_another_process_that_stays_for_the_next_and_steps_back() -> None:
    first, second, third = (Job("pdf", "t", f"{n}.pdf", quick) for n in range(3))
    for job in (first, second):
        job.start()
        wait(job, "ready")
    assert first.result == second.result
    assert int(first.result) != os.getpid()
    assert is_alive(int(first.result))
    third.work = nice
    third.start()
    wait(third, "ready")
    assert int(third.result) > os.nice(0)


def test_process_ends_after_a_while_without_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "IDLE_SECONDS", 0.01)
    job = Job("pdf", "t", "a.pdf", quick)
    job.start()
    wait(job, "ready")
    until(lambda: not is_alive(int(job.result)), "it ends")


def test_process_of_other_settings_makes_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first, second = (Job("pdf", "t", f"{n}.pdf", quick) for n in range(2))
    first.start()
    wait(first, "ready")
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "other"))
    second.start()
    wait(second, "ready")
    assert first.result != second.result


def test_cancelled_job_ends_with_its_process(gate: Path) -> None:
    job = held_job(gate)
    job.start()
    pid = pid_of(gate)
    job.cancel()
    assert job.state == "cancelled"
    until(lambda: not is_alive(pid), "its process is gone")
    assert (job.state, job.result) == ("cancelled", b"")


def test_further_jobs_wait_and_can_be_cancelled_before_they_begin(gate: Path) -> None:
    assert AT_ONCE == 2
    jobs = [held_job(gate, f"{n}.pdf") for n in range(4)]
    for job in jobs:
        job.start()
    wait(jobs[0], "running")
    wait(jobs[1], "running")
    assert [job.state for job in jobs[2:]] == ["waiting", "waiting"]
    jobs[2].cancel()
    gate.touch()
    wait(jobs[3], "ready")
    assert jobs[2].state == "cancelled"
    assert jobs[2].result == b""


@pytest.mark.parametrize(
    ("work", "why"),
    [
        (greedy, "memory"),
        (large, "large"),
        (crowded, "full"),
        (killed, "broke"),
        (broken, "broke"),
        (endless, "slow"),
    ],
)
def test_what_takes_too_much_or_breaks_is_ended_and_says_why(
    work: Work, why: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    if work is endless:
        monkeypatch.setattr(process, "SECONDS", 0.2)
    job = Job("pdf", "title", "a.pdf", work)
    job.start()
    wait(job, "failed", "ready")
    assert (job.state, job.why, job.result) == ("failed", why, b"")
    for lang in LANGS:
        assert tray._row(job, words_of(lang)).small
    if work is broken:
        assert "no room" in caplog.text
    # The next one is made all the same.
    again = Job("pdf", "title", "b.pdf", talking)
    monkeypatch.undo()
    again.start()
    wait(again, "ready")
    assert again.result == b"made"


ENDS = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background ignores it
from pathlib import Path
from components.handout.job import Job
from tests.proposals import six_zones
from tests.works import Held, quick
job = Job("pdf", "t", "b.pdf", quick)
job.start()
while job.is_active:
    time.sleep(0.01)
Job("pdf", "t", "a.pdf", Held(Path(sys.argv[1]), "a.pdf.pid")).start()
Job("pdf", "t", "c.pdf", Held(Path(sys.argv[1]), "c.pdf.pid")).start()
time.sleep(60)
"""


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_server(gate: Path, sent: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ENDS, str(gate)], cwd=ROOT, stderr=subprocess.DEVNULL
    ) as server:
        pids = [pid_of(gate), pid_of(gate, "c.pdf")]
        server.send_signal(sent)
        server.wait(WAIT_S)
        began = time.monotonic()
        until(lambda: not any(map(is_alive, pids)), "they end")
        assert time.monotonic() - began < 2


def test_a_reader_may_ask_for_so_many_and_others_come_first(gate: Path) -> None:
    one, other = Tray(), Tray()
    for n in range(A_READER + 1):
        one.add(held_job(gate, f"one-{n}.pdf"))
    assert len(one.jobs) == A_READER
    assert one.said == ("handout.too_many", {"limit": A_READER})
    wait(one.jobs[1], "running")
    other.add(held_job(gate, "other.pdf"))
    one.jobs[0].cancel()
    (asked,) = other.jobs
    wait(asked, "running")
    assert [job.state for job in one.jobs[2:]] == ["waiting", "waiting"]


def test_server_takes_so_many_and_says_so(gate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "WAITING", 1)
    trays = [Tray() for _ in range(AT_ONCE + 2)]
    for n, held in enumerate(trays):
        held.add(held_job(gate, f"{n}.pdf"))
        if n < AT_ONCE:
            wait(held.jobs[0], "running")
    assert [len(held.jobs) for held in trays] == [1, 1, 1, 0]
    assert trays[-1].said == ("handout.busy", {})


def test_tray_holds_the_last_few_files_and_so_many_bytes() -> None:
    def finished(name: str, size: int) -> Job:
        return Job("pdf", "t", name, quick, state="ready", result=bytes(size))

    held = Tray(jobs=[finished(f"{n}.pdf", 1) for n in range(KEPT + 3)])
    held.keep_for(None)
    assert [job.file for job in held.jobs] == [f"{n}.pdf" for n in range(3, KEPT + 3)]
    held.jobs = [finished("old.pdf", KEPT_BYTES), finished("new.pdf", KEPT_BYTES)]
    held.keep_for(None)
    assert [job.file for job in held.jobs] == ["new.pdf"]


def test_jobs_end_with_the_session(gate: Path) -> None:
    held = Tray()
    held.add(held_job(gate))
    pid = pid_of(gate)
    del held
    until(lambda: not is_alive(pid), "its process is gone")


def test_same_file_is_made_once_and_again_after_it_was_cancelled(gate: Path) -> None:
    held = Tray()
    held.add(held_job(gate))
    held.add(held_job(gate))
    (first,) = held.jobs
    held.drop(first.job_id)
    held.add(held_job(gate))
    (second,) = held.jobs
    assert second is not first
    gate.touch()
    wait(second, "ready")


def test_finished_files_go_with_the_view_and_running_ones_stay(gate: Path) -> None:
    held = Tray(key="zone C")
    done, going = Job("pdf", "t", "done.pdf", quick), held_job(gate)
    held.add(done)
    wait(done, "ready")
    held.add(going)
    held.keep_for("zone C")
    assert held.jobs == [done, going]
    held.keep_for("zone D")
    assert held.jobs == [going]


def test_nothing_goes_on_for_whom_the_role_was_taken_away(gate: Path) -> None:
    held, li = Tray(), Person("editor", subject="li")
    held.keep_for("zone C", li)
    done, going = Job("pdf", "t", "done.pdf", quick), held_job(gate)
    held.add(done)
    wait(done, "ready")
    held.add(going)
    held.keep_for("zone C", replace(li, role="publisher"))
    assert held.jobs == [done, going]
    held.keep_for("zone C", replace(li, role="viewer"))
    assert (held.jobs, going.state) == ([], "cancelled")


def test_closing_leaves_what_is_being_made_in_sight(gate: Path) -> None:
    held = Tray()
    held.add(held_job(gate))
    held.close()
    assert held.is_shown
    gate.touch()
    wait(held.jobs[0], "ready")
    held.close()
    assert not held.is_shown
    held.ask()
    assert held.is_shown


def request_of(catalog: Catalog, **chosen: object) -> Request:
    selection = replace(Selection(zones=("C",), lang="zh"), **chosen)  # type: ignore[arg-type]
    words = spoken(catalog, selection.lang or "zh", selection)
    return Request(catalog, selection, words, THEMES["light"], {})


def sent_over(work: Work) -> Any:
    return pickle.loads(pickle.dumps(work))  # noqa: S301 -- our own


def finished(job: Job | None) -> bytes:
    assert job
    job.start()
    wait(job, "ready", "failed")
    assert job.state == "ready"
    return job.result


def test_file_says_park_selection_date_and_language(catalog: Catalog) -> None:
    content = page_content("overview")
    for lang, file in (
        ("zh", "云谷一张图_总览_C区_2020-11_浅色.pdf"),
        ("en", "cloud-valley-atlas_overview_zone-c_2020-11_light.pdf"),
    ):
        request = request_of(catalog, as_of="2020-11", lang=lang)
        assert orders.view_job(request, "overview", content(request), "pdf").file == file


def test_published_only_leaves_nothing_illustrative_in_the_file(catalog: Catalog) -> None:
    content = page_content("overview")
    texts = {}
    for evidence in ("all", "published"):
        request = request_of(catalog, evidence=evidence)
        job = orders.view_job(request, "overview", content(request), "pdf")
        texts[evidence] = pdf_text(finished(job))
    # The illustrative pack puts 80 enterprises into zone C; no article does.
    assert "企业 80 家" in texts["all"]
    assert "80 家" not in texts["published"]
    assert "没有来源公布" in texts["published"]


def test_pictures_of_the_map_as_it_was_seen_and_of_a_chart(catalog: Catalog) -> None:
    content = page_content("overview")
    request = request_of(catalog)
    made = content(request)
    seen = Seen(looks_at=(29.362, 105.943, 12.0), layers_on=("zones",))
    job = orders.picture_job(replace(request, seen=seen), "overview", made, "png", "map")
    image = Image.open(BytesIO(finished(job)))
    assert image.size == (2200, 1650)  # 10 by 7.5 inches at 220 dpi
    job = orders.picture_job(request, "overview", made, "svg", "zone")
    assert b"<svg" in finished(job)
    assert job
    assert job.file == "云谷一张图_各片区企业数_C区_2022-10.svg"
    assert orders.picture_job(request, "overview", made, "png", "nonsense") is None


def test_page_without_a_map_offers_none(catalog: Catalog) -> None:
    content = page_content("sources")
    request = request_of(catalog)
    made = content(request)
    assert orders.picture_job(request, "sources", made, "png", "map") is None


def test_message_of_a_click_is_as_before_until_something_is_asked_for() -> None:
    assert "tray" not in blocks(open_page(lang="zh"))
    asked = open_page(page_script("overview", {"handout.menu": "keep"}), lang="zh")
    assert not asked.exception
    assert {"tray", "tray-form", "tray-menu"} <= set(blocks(asked))


def test_what_is_not_on_offer_is_ignored() -> None:
    options = {"handout.png": "nonsense", "handout.drop": "77", "handout.exe": ""}
    page = open_page(page_script("overview", options), lang="zh")
    assert not page.exception
    assert "tray" not in blocks(page)


@pytest.mark.parametrize("kind", ["menu", "keep"])
@pytest.mark.parametrize("page", ["overview", "sources", "talent", "test-area"])
def test_view_can_be_kept_from_every_page(page: str, kind: str) -> None:
    value = "keep" if kind == "menu" else ""
    app = open_page(page_script(page, {f"handout.{kind}": value}), lang="en")
    assert not app.exception
    if kind == "keep":
        assert "scene 1 of “My story”" in blocks(app)["tray"]["rows"][0]["title"]


def test_titles_are_cut_to_the_width_of_a_slide() -> None:
    assert fitted("永川", 4) == "永川"
    assert fitted("重庆云谷永川大数据", 8) == "重庆…"
    assert fitted("abcdefgh", 8) == "abcdefgh"


@pytest.mark.parametrize("page", sorted(set(EVERY) - {"present", "stories"}))
def test_order_says_all_that_another_process_needs(page: str, catalog: Catalog) -> None:
    request = replace(request_of(catalog), options={"a": "b"}, address="http://localhost/")
    content = page_content(page)(request)
    order = orders.view_job(request, page, content, "xlsx").work
    again = sent_over(order)
    assert again == order
    assert again.request(catalog) == request
    assert page in files._PAGES


def test_import_is_handed_out_with_the_files_in_hand(catalog: Catalog) -> None:
    held = Inbox()
    layer = six_zones()
    held.files["zones.geojson"] = Filed("digest", 1, Upload("zones.geojson", (layer,), ()))
    now = situation(held, catalog, {})
    assert now.proposal
    request = replace(request_of(catalog), held=InHand(held, now))
    content = page_content("import")(request)
    job = orders.view_job(request, "import", content, "xlsx")
    again = sent_over(job.work)
    with_files = openpyxl.load_workbook(BytesIO(files.made(again, lambda _: None)))
    without = replace(again, held=None)
    assert len(with_files.sheetnames) > len(
        openpyxl.load_workbook(BytesIO(files.made(without, lambda _: None))).sheetnames
    )


def test_server_draws_nothing_itself() -> None:
    """Who only looks does not wait for matplotlib, nor hold it."""
    lines = [
        "import sys",
        "from tests.contents import EVERY",
        "import components.frame.shell",
        "print({'matplotlib', 'pptx', 'typst'} & set(sys.modules))",
    ]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], cwd=ROOT, capture_output=True, check=True
    )
    assert done.stdout.strip() == b"set()"

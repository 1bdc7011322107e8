"""The lock files hold what the requirements ask for, and nothing that cannot be checked."""

import ast
import json
import re
import sys
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest

from deploy.audit import verdict
from deploy.bill import write_bill

ROOT = Path(__file__).parents[1]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==([^\s;]+)", re.MULTILINE)


def pins(file: str) -> set[tuple[str, str]]:
    """Return names, spelt as an index spells them, and versions that a file pins."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return {(re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in PIN.findall(text)}


def test_locks_hold_what_is_asked_for() -> None:
    assert pins("requirements.txt") - pins("requirements.lock") == set()
    assert pins("requirements-dev.txt") - pins("requirements-dev.lock") == set()
    assert pins("requirements.lock") - pins("requirements-dev.lock") == set()


def test_every_package_has_hashes_and_no_address() -> None:
    for file in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / file).read_text(encoding="utf-8")
        assert re.findall(r"://|--(?:extra-)?index|--find-links|file:", text) == []
        entries = re.split(r"\n(?=[a-zA-Z])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
        unchecked = [one.split()[0] for one in entries if "--hash=sha256:" not in one]
        assert unchecked == []
        assert len(entries) > 60


def hashes(file: str) -> dict[tuple[str, str], set[str]]:
    """Return the hashes that a lock holds, by name and version."""
    text = (ROOT / file).read_text(encoding="utf-8")
    found: dict[tuple[str, str], set[str]] = {}
    for entry in re.split(r"\n(?=[a-zA-Z])", text):
        if pinned := PIN.match(entry):
            found[pinned[1].lower(), pinned[2]] = set(re.findall(r"sha256:([0-9a-f]{64})", entry))
    return found


def test_bill_of_materials_lists_exactly_what_the_lock_lists(tmp_path: Path) -> None:
    write_bill(tmp_path / "made" / "sbom.json")
    bill = json.loads((tmp_path / "made" / "sbom.json").read_text(encoding="utf-8"))
    listed = {
        (one["name"].lower(), one["version"]): {
            hashed["content"]
            for place in one["externalReferences"]
            for hashed in place.get("hashes", ())
        }
        for one in bill["components"]
    }
    assert bill["bomFormat"] == "CycloneDX"
    assert listed == hashes("requirements.lock")


def test_everything_that_the_app_imports_is_asked_for() -> None:
    """What a package happens to bring along may be gone with its next version."""
    rooms = ("data", "geo", "components", "pages")
    files = [ROOT / "app.py", *(path for room in rooms for path in (ROOT / room).rglob("*.py"))]
    imported = {
        name.partition(".")[0]
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    # The other half of pydantic, which pins its version itself.
    foreign = imported - sys.stdlib_module_names - set(rooms) - {"", "pydantic_core"}
    # An office brings the client of its own engine.
    foreign -= {"pyspark", "trino"}
    asked = {name for name, _ in pins("requirements.txt") | pins("requirements-server.txt")}
    owners = packages_distributions()
    unasked = {
        name
        for name in foreign
        if not {re.sub(r"[-_.]+", "-", one).lower() for one in owners[name]} & asked
    }
    assert unasked == set()


def test_every_dependency_has_its_reason() -> None:
    reasons = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w, -]+) \|", reasons.partition("## Why each")[2], re.MULTILINE)
    named = {name.strip() for row in rows for name in row.split(",")}
    pinned = {
        file.name: {name for name, _ in PIN.findall(file.read_text("utf-8"))}
        for file in ROOT.glob("requirements*.txt")
    }
    wanted = pinned["requirements.txt"] | pinned["requirements-server.txt"]
    assert wanted <= named
    assert named - {"package", "---"} <= set().union(*pinned.values())


def test_what_the_lock_installs_is_small() -> None:
    """Without bytecode, which comes with use: some 50 MB, so that 910 MB are not reached."""
    total = 0
    for name, _ in pins("requirements.lock"):
        try:
            files = distribution(name).files or []
        except PackageNotFoundError:  # of another system or Python
            continue
        places = (Path(str(one.locate())) for one in files if one.suffix != ".pyc")
        total += sum(place.stat().st_size for place in places if place.is_file())
    assert 400e6 < total < 860e6


HOLE = {"id": "PYSEC-2026-1", "fix_versions": ["2.1"], "aliases": [], "description": ""}


@pytest.mark.parametrize(
    ("found", "complained", "is_safe", "text"),
    [
        ([{"name": "a", "version": "2.0", "vulns": [HOLE]}], "", False, "a 2.0: PYSEC-2026-1"),
        ([{"name": "a", "version": "2.0", "vulns": [HOLE]}], "", False, "mended in 2.1"),
        ([{"name": "a", "version": "2.0", "vulns": []}], "", True, "1 packages, none"),
        ([{"name": "a", "skip_reason": "not found"}], "", True, "could not look"),
        (None, "requests.exceptions.ProxyError: HTTPS", True, "could not look, no network"),
        (None, "ERROR: Tip: your network may be blocking this", True, "could not look"),
        (None, "ValueError: the lock is no lock", False, "failed: ValueError"),
        (None, "", False, "no answer"),
    ],
)
def test_audit_fails_on_a_hole_and_passes_where_nobody_can_be_asked(
    found: list[object] | None, complained: str, *, is_safe: bool, text: str
) -> None:
    said = "" if found is None else json.dumps({"dependencies": found, "fixes": []})
    made = verdict(said, complained)
    assert made.is_safe is is_safe
    assert text in made.text
    assert is_safe is False or "\n" not in made.text

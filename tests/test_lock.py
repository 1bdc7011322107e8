"""The lock files hold what the requirements ask for, and nothing that cannot be checked."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)


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

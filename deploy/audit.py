"""``python -m deploy.audit``: whether anything in the locks is known to be unsafe.

A vulnerability ends it with an error. Where nobody can be asked, it says so in one line and
passes: a machine without network can still be worked on.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements-dev.lock"  # holds all of requirements.lock too
_NO_NETWORK = re.compile(
    r"^requests\.exceptions\.\w+|your network may be blocking|Could not connect|ServiceError",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Verdict:
    """What pip-audit found.

    Attributes
    ----------
    is_safe : bool
        Whether nothing was found; also where nobody could be asked.
    text : str
    """

    is_safe: bool
    text: str


def verdict(said: str, complained: str) -> Verdict:
    """Return what the output of pip-audit means.

    Parameters
    ----------
    said : str
        Its JSON; empty if it came to no end.
    complained : str
        What it wrote to the standard error stream.
    """
    try:
        found: list[dict[str, Any]] = json.loads(said)["dependencies"]
    except ValueError:
        last = (complained.strip().splitlines() or ["no answer"])[-1]
        if _NO_NETWORK.search(complained):
            return Verdict(is_safe=True, text=f"audit: could not look, no network ({last[:80]})")
        return Verdict(is_safe=False, text=f"audit: pip-audit failed: {last}")
    unsafe = [
        f"  {one['name']} {one['version']}: {hole['id']}, "
        f"mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for one in found
        for hole in one.get("vulns", ())
    ]
    if unsafe:
        return Verdict(is_safe=False, text="\n".join(["audit: known to be unsafe:", *unsafe]))
    unknown = [one["name"] for one in found if "skip_reason" in one]
    if len(unknown) == len(found):
        return Verdict(
            is_safe=True,
            text="audit: could not look, whoever answers for PyPI here keeps no reports",
        )
    rest = f"; not known there: {', '.join(unknown)}" if unknown else ""
    count = len(found) - len(unknown)
    return Verdict(is_safe=True, text=f"audit: {count} packages, none known to be unsafe{rest}")


def main(lock: Path = LOCK) -> None:
    """Ask, say what was found, and end with an error if anything is unsafe."""
    command = [
        *(sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes"),
        *("--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "10"),
    ]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    found = verdict(asked.stdout, asked.stderr)
    sys.stderr.write(f"{found.text}\n")
    sys.exit(not found.is_safe)


if __name__ == "__main__":
    main()

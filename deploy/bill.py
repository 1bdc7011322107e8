"""``python -m deploy.bill FILE``: a bill of materials of what is installed (CycloneDX, JSON).

It is made from ``requirements.lock`` and asks nobody, so that the same lock gives the same bill.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def write_bill(path: Path, lock: Path = ROOT / "requirements.lock") -> None:
    """Write the bill of materials of a lock."""
    path.parent.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", str(lock)),
        *("--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible", "--short-PURLs"),
        *("--output-format", "JSON", "--output-file", str(path)),
    ]
    subprocess.run(command, check=True)  # noqa: S603


if __name__ == "__main__":
    write_bill(Path(sys.argv[1]))

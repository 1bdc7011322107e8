"""``python -m deploy.alive``: end with 0 if the server of this machine answers."""

from __future__ import annotations

import sys
import urllib.request

from data import settings

WAIT_S = 4.0


def main() -> None:
    """Ask the server at the port that is set."""
    url = f"http://127.0.0.1:{settings.port()}/healthz"
    try:
        with urllib.request.urlopen(url, timeout=WAIT_S) as answer:
            sys.exit(answer.status != 200)
    except OSError as error:
        sys.exit(f"{url}: {error}")


if __name__ == "__main__":
    main()

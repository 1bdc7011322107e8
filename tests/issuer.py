"""A real OIDC server (``oidc-provider-mock``), in a process of its own, as issuers are."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from bench.serve import answers, free_port

_START_S = 60.0


@contextmanager
def issuer(people: Sequence[Mapping[str, object]], lasts_s: int, port: int = 0) -> Iterator[str]:
    """Give the address of an issuer that knows some people, whose tokens last some seconds."""
    port = port or free_port()
    known = [part for one in people for part in ("--user-claims", json.dumps(one))]
    options = ["-H", "localhost", "-p", str(port), "-e", str(lasts_s)]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", *options, *known]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
        try:
            ends = time.monotonic() + _START_S
            while not answers(f"http://localhost:{port}/.well-known/openid-configuration"):
                assert process.poll() is None, "the issuer did not start"
                assert time.monotonic() < ends, "the issuer does not answer"
                time.sleep(0.05)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()

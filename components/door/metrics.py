"""The address at which Prometheus reads what the server counts; not everybody may."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.status import HTTP_403_FORBIDDEN
from starlette.types import Scope

from components.browser.streamlit_insides import connected, sessions
from components.door.origins import is_at_home, is_spoken_for
from components.door.proxies import address, is_from_proxy, is_within
from components.door.refusals import FRESH, refusal
from components.handout.job import WORKSHOP
from components.session.measures import measures, said
from data import settings
from data.kept_states import newest_number
from data.packs import local_dir
from data.settings import Network


# A coroutine: Streamlit's sessions may be looked at in its own loop only.
async def counted(request: Request) -> Response:
    """Answer with all that is counted, in the text format of Prometheus."""
    if not may_count(request.scope, settings.metrics_from()):
        return refusal(request.scope, HTTP_403_FORBIDDEN, "door.no_metrics")
    # The server does not wait for it to start.
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest  # noqa: PLC0415

    _add_present()
    text = generate_latest(measures().registry)
    return Response(text, headers=FRESH | {"Content-Type": CONTENT_TYPE_LATEST})


def may_count(scope: Scope, networks: Collection[Network]) -> bool:
    """Whether a request comes from this machine, or from where the setting says."""
    is_known = is_from_proxy(scope) or not is_spoken_for(scope)
    return is_at_home(scope) or (is_known and is_within(address(scope), networks))


@cache
def _add_present() -> None:
    """Have what is true at the moment looked up whenever it is asked for."""
    from prometheus_client import Gauge  # noqa: PLC0415

    registry = measures().registry
    open_now = Gauge("atlas_sessions", said("sessions"), ["state"], registry=registry)
    open_now.labels("connected").set_function(connected)
    open_now.labels("away").set_function(lambda: len(sessions()) - connected())
    jobs = Gauge("atlas_handout_jobs", said("jobs"), ["state"], registry=registry)
    jobs.labels("waiting").set_function(lambda: WORKSHOP.busy()[0])
    jobs.labels("running").set_function(lambda: WORKSHOP.busy()[1])
    revision = Gauge("atlas_revision", said("revision"), registry=registry)
    revision.set_function(lambda: newest_number(local_dir()))

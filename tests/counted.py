"""What a server counts about itself."""

import httpx
from prometheus_client.parser import text_string_to_metric_families

from bench.serve import Served


def counts(served: Served) -> dict[tuple[str, ...], float]:
    """Return what is counted, by name and labels."""
    text = httpx.get(f"{served.url}/metrics").raise_for_status().text
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }

"""One table of what was measured."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FAULTS = ("lost clicks", "errors")
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes
    ----------
    group, name : str
    value : float
        A median, or a count.
    p95 : float, optional
        95th percentile, or the largest.
    unit : str
    ratio : tuple of float
        To the floor of its group: of the value, and of `p95`.
    """

    group: str
    name: str
    value: float
    p95: float | None = None
    unit: str = ""
    ratio: tuple[float, ...] = ()

    @property
    def is_count_of_faults(self) -> bool:
        """Whether it counts what must not happen."""
        return any(fault in self.name for fault in FAULTS)

    def as_json(self) -> dict[str, Any]:
        """Return the row with numbers to a hundredth."""
        return {
            name: round(value, 2) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


def markdown(rows: list[Row], machine: dict[str, str]) -> str:
    """Return the table, with date and machine above it."""
    lines = [
        f"{machine['date']}, {machine['machine']}.",
        "",
        "| | measured | median | p95 or most | × floor |",
        "|---|---|---:|---:|---:|",
    ]
    last = ""
    for row in rows:
        group = "" if row.group == last else row.group
        last = row.group
        ratio = " / ".join(f"{part:.2f}" for part in row.ratio)
        lines.append(
            f"| {group} | {row.name} | {_value(row.value, row.unit)} | "
            f"{_value(row.p95, row.unit)} | {ratio} |"
        )
    return "\n".join(lines)


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    text = f"{value:,.1f}" if 0 < abs(value) < 10 and unit else f"{value:,.0f}"
    return f"{text} {unit}".strip()


def write_readme(path: Path, table: str) -> None:
    """Replace the table between the two marks of the README."""
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")

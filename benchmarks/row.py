"""A row: one measurement beside its peer, as a line of JSON and a line of a table."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, kw_only=True)
class Row:
    """Ours beside theirs, in `unit`; `ratio` is ours over theirs, and `met` says whether the bar holds."""

    name: str
    ours: float
    theirs: float
    bar: float
    better: Literal["lower", "higher"]
    unit: str = "s"
    peer: str = ""
    sizes: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs if self.theirs else float("inf")

    @property
    def met(self) -> bool:
        return self.ratio <= self.bar if self.better == "lower" else self.bar <= self.ratio

    def json(self) -> str:
        known = {**asdict(self), "ratio": round(self.ratio, 3), "met": self.met}
        known.update(ours=round(self.ours, 6), theirs=round(self.theirs, 6))
        return json.dumps(known, ensure_ascii=False, sort_keys=True)

    def table(self) -> str:
        sign = "≤" if self.better == "lower" else "≥"
        return (
            f"| {self.name} | {self.ours:.4g} {self.unit} | {self.theirs:.4g} {self.unit} ({self.peer}) "
            f"| {self.ratio:.2f} | {sign}{self.bar:g} | {'met' if self.met else 'not met'} |"
        )


HEAD = "| work | ours | theirs | ratio | bar | |\n|---|---|---|---|---|---|"


def seconds(work: Callable[[], object]) -> float:
    """Returns how long the work took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def median(work: Callable[[], object], *, times: int = 5) -> float:
    """Returns the median of several runs, in seconds."""
    return statistics.median(seconds(work) for _ in range(times))

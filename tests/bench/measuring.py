"""What a bench hands in: figures against a reference of the same run. These machines are shared and noisy, so a bare
time says little and the medians of interleaved runs say more.
"""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

FRAME = 0.016  # seconds: one frame of a screen at 60 Hz
Timed = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: seconds unless ``unit`` says otherwise; the goal is for the ratio, or for the value itself where there
    is no reference.
    """

    name: str
    value: float
    reference: float | None
    goal: float
    unit: str = "ms"

    @property
    def judged(self) -> float:
        """What the goal is compared with."""
        return self.value if self.reference is None else self.value / self.reference

    @property
    def ok(self) -> bool:
        """Whether the goal is reached."""
        return self.judged <= self.goal

    def line(self) -> str:
        """Return ``name value reference ratio goal OK|MISS``."""
        verdict = "OK" if self.ok else "MISS"
        reference = "–" if self.reference is None else self._shown(self.reference)
        ratio = "–" if self.reference is None else f"{self.judged:.2f}"
        goal = f"{self.goal:g}" if self.reference is not None else self._shown(self.goal)
        return f"{self.name:<46} {self._shown(self.value):>12} {reference:>12} {ratio:>6} ≤ {goal:<9} {verdict}"

    def _shown(self, value: float) -> str:
        return f"{value * 1000:.1f} ms" if self.unit == "ms" else f"{value:g} {self.unit}".strip()


def timed(work: Callable[[], object]) -> Timed:
    """Return a function that runs ``work`` and returns how long it took."""

    def run() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return run


def compare(measured: Timed, reference: Timed, runs: int, *, warm: int = 1) -> tuple[float, float]:
    """Return the medians of both, run in turns after ``warm`` turns that do not count."""
    values, references = [], []
    for turn in range(runs + warm):
        gc.collect()
        value, other = measured(), reference()
        if turn >= warm:
            values.append(value)
            references.append(other)
    return statistics.median(values), statistics.median(references)

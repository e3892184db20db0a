"""Several desks at once on one database: no number twice, no gap, no update lost, the audit chain whole."""

import subprocess
import sys
from pathlib import Path

from app.resources import resource_path
from app.start import open_context
from tests.drills.checks import expect, wounds
from tests.drills.facts import facts_in, lost
from tests.drills.ground import lay_ground

DESKS = 2


def desks_drill(place: Path, operations: int) -> str:
    """Let two processes do ``operations`` each at the same time and return what was counted."""
    folder = lay_ground(place)
    children = [_child(place, f"desk{number}", operations) for number in range(DESKS)]
    for child in children:  # each says that it is ready; then all begin
        expect(child.stdout is not None and "ready" in child.stdout.readline(), "a desk did not open")
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.close()
        child.stdin = None
    said = [child.communicate()[0] for child in children]
    expect(all(child.returncode == 0 for child in children), "a desk ended with an error")
    facts = [fact for text in said for fact in facts_in(text.splitlines(keepends=True))]
    expect(len(facts) == DESKS * operations, f"{len(facts)} of {DESKS * operations} operations acknowledged")
    context = open_context(folder)
    found = lost(context, facts) + wounds(context)
    context.close()
    expect(not found, "; ".join(found[:5]))
    return f"{DESKS} processes × {operations} operations, {len(facts)} acknowledged all there, numbers without gap"


def _child(place: Path, name: str, operations: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.drills.worker", str(place), name, "--operations", str(operations)],
        cwd=resource_path().parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip

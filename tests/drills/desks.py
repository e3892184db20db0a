"""Several desks at once on one database: no number twice, no gap, no update lost, the audit chain whole."""

import subprocess
import sys
from pathlib import Path

from app.config import DataFolder
from app.engines.postgresql import ServerDatabase
from app.resources import resource_path
from app.start import open_context
from tests.databases import Server
from tests.drills.checks import expect, wounds
from tests.drills.facts import facts_in, lost, miscounted
from tests.drills.ground import lay_ground
from tests.servers import NoServer, running_server

DESKS = 8
SKIPPED = "skipped: "


def desks_on_file(place: Path, operations: int) -> str:
    """Let eight desks work in a file."""
    return desks_drill(DataFolder(place), operations)


def desks_on_server(place: Path, operations: int) -> str:
    """Let eight desks work on a PostgreSQL server."""
    try:
        with running_server() as address:
            server = Server(place, address)
            try:
                return desks_drill(server.new(place), operations)
            finally:
                server.close()
    except NoServer as reason:
        return f"{SKIPPED}{reason}"


def desks_drill(empty: DataFolder, operations: int, desks: int = DESKS) -> str:
    """Let ``desks`` processes do ``operations`` each at the same time and return what was counted."""
    folder = lay_ground(empty)
    children = [_child(folder, f"desk{number}", operations) for number in range(desks)]
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
    expect(len(facts) == desks * operations, f"{len(facts)} of {desks * operations} operations acknowledged")
    context = open_context(folder)
    found = lost(context, facts) + miscounted(context, facts) + wounds(context)
    context.close()
    expect(not found, "; ".join(found[:5]))
    counted = f"{desks} processes × {operations} operations, {len(facts)} acknowledged all there"
    return f"{counted}, numbers without gap, stock adds up"


def _child(folder: DataFolder, name: str, operations: int) -> "subprocess.Popen[str]":
    place = folder.database
    on_server = isinstance(place, ServerDatabase)
    database = ["--database", place.url.render_as_string(hide_password=False)] if on_server else []
    arguments = [str(folder.root), name, "--operations", str(operations), *database]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.drills.worker", *arguments],
        cwd=resource_path().parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip

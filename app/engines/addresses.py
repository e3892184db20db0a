"""From what a person gives as ``--database`` to the place that is meant."""

import re
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from app.engines.place import Place
from app.engines.postgresql import ServerDatabase
from app.engines.sqlite import SqliteFile
from app.errors import StorageError
from app.i18n import _

SQLITE = "sqlite:///"
DRIVER = "postgresql+psycopg"
SERVER = re.compile(r"(postgres|postgresql|postgresql\+psycopg)://", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+]+://", re.IGNORECASE)


def place_named(text: str) -> Place:
    """Return the place that a path, a sqlite:/// or a postgresql:// address names.

    StorageError for an address that cannot be understood; it quotes no address, because one may hold a password.
    """
    if text.startswith(SQLITE):
        return SqliteFile(Path(text.removeprefix(SQLITE)))
    if SERVER.match(text):
        return ServerDatabase(_server_url(text))
    if SCHEME.match(text):
        raise StorageError(
            _("Data are kept in SQLite or PostgreSQL: give a path, or an address that begins with postgresql://")
        )
    return SqliteFile(Path(text))


def _server_url(text: str) -> URL:
    try:
        url = make_url(text).set(drivername=DRIVER)
    except (ArgumentError, ValueError):  # the second one for a port that is no number
        url = None
    if url is None or not url.database:
        raise StorageError(
            _("This address cannot be understood. Write it as postgresql://name:password@server/database")
        ) from None
    return url

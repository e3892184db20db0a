"""Where the databases of a test run come from: files beside each other, or one server with a database for each."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, Engine, Row, Table, event, select

from app.backup import back_up, restore
from app.config import DataFolder
from app.context import Context
from app.engines.addresses import place_named
from app.engines.copying import tables_of
from app.engines.postgresql import ServerDatabase
from app.engines.sqlite import SqliteFile
from tests.factories import FRIDAY
from tests.shelves import FileShelf, ServerShelf, Shelf


class Databases(ABC):
    """Makes data folders; ``root`` is a folder for what is made once per run."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @abstractmethod
    def new(self, root: Path) -> DataFolder:
        """Return a data folder with nothing in it."""

    @abstractmethod
    def settle(self, folder: DataFolder) -> DataFolder:
        """Bring what was made in a file to where the databases of this run are."""

    @abstractmethod
    def copy(self, made: DataFolder, root: Path) -> DataFolder:
        """Return a copy, at ``root``, of a data folder that nobody has open."""

    @abstractmethod
    def shelf(self, used: DataFolder) -> Shelf:
        """Return where stands of a folder's database can be set aside while it is in use."""

    @abstractmethod
    def close(self) -> None:
        """Leave nothing behind but files."""


class Files(Databases):
    """A file in each data folder."""

    def new(self, root: Path) -> DataFolder:
        """Return the folder itself."""
        return DataFolder(root)

    def settle(self, folder: DataFolder) -> DataFolder:
        """Leave it there."""
        return folder

    def copy(self, made: DataFolder, root: Path) -> DataFolder:
        """Copy everything."""
        shutil.copytree(made.root, root, dirs_exist_ok=True)
        return DataFolder(root)

    def shelf(self, used: DataFolder) -> Shelf:
        """Set the file's pages aside."""
        return FileShelf(file_of(used))

    def close(self) -> None:
        """Leave everything to whoever cleans up files."""


class Server(Databases):
    """A database on a PostgreSQL server for each data folder."""

    def __init__(self, root: Path, address: str) -> None:
        super().__init__(root)
        self._usual = place_named(address)
        self._made: list[str] = []
        self.administrator = psycopg.connect(address, autocommit=True)

    def new(self, root: Path) -> DataFolder:
        """Make an empty database."""
        return self._folder(root, template="template0")

    def settle(self, folder: DataFolder) -> DataFolder:
        """Move to the server as a department does: by a backup."""
        moved = self.new(folder.root / "moved")
        restore(back_up(folder, FRIDAY, target=folder.root).path, moved)
        return moved

    def copy(self, made: DataFolder, root: Path) -> DataFolder:
        """Copy the files, and the database on the server itself."""
        shutil.copytree(made.root, root, dirs_exist_ok=True)
        return self._folder(root, template=name_of(made))

    def shelf(self, used: DataFolder) -> Shelf:
        """Set rows aside beside the others."""
        return ServerShelf(psycopg.connect(self.address(name_of(used)), autocommit=True))

    def close(self) -> None:
        """Drop whatever was made."""
        for name in self._made:
            self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self.administrator.close()

    def new_name(self) -> str:
        """Return a name that no other database has; one of this name is dropped at the end."""
        self._made.append(f"aftercare_test_{uuid4().hex[:12]}")
        return self._made[-1]

    def _folder(self, root: Path, *, template: str) -> DataFolder:
        name = self.new_name()
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        return DataFolder(root, self.place(name))

    def address(self, name: str) -> str:
        """Return the address of a database on this server, as its driver takes it."""
        url = self.place(name).url.set(drivername="postgresql")
        return url.render_as_string(hide_password=False)

    def place(self, name: str) -> ServerDatabase:
        """Return the place of a database on this server."""
        assert isinstance(self._usual, ServerDatabase)
        return ServerDatabase(self._usual.url.set(database=name))

    def _run(self, statement: str, *names: str) -> None:
        self.administrator.execute(SQL(statement).format(*map(Identifier, names)))


def careless(context: Context) -> Context:
    """Let a file not wait for the disk from now on, as our servers do not: its data are for the moment of a test."""
    engine = context.database.engine
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
        engine.dispose()  # what is connected already is not told
    return context


Rows = dict[str, list[tuple[object, ...]]]
LOOK_AWAY = {"sqlite": "PRAGMA foreign_keys=OFF", "postgresql": "SET session_replication_role = replica"}


def ask(folder: DataFolder, question: str) -> list[tuple[object, ...]]:
    """Return what the database answers, past everything of the program."""
    with _engine(folder) as engine, engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(question)]


def tamper(folder: DataFolder, *statements: str) -> None:
    """Change the data as no service would, and as no database lets anybody who has not made it look away."""
    with _engine(folder) as engine, closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for statement in (LOOK_AWAY[engine.dialect.name], *statements):
            cursor.execute(statement)
        connection.commit()


def all_rows(folder: DataFolder) -> Rows:
    """Return every row of every table, in order, JSON as the text that is stored."""
    with _engine(folder) as engine, engine.connect() as connection:
        tables = sorted(tables_of(connection).items())
        return {name: [tuple(row) for row in _in_order(connection, table)] for name, table in tables}


def _in_order(connection: Connection, table: Table) -> list[Row[Any]]:
    order = sorted(table.primary_key.columns, key=lambda column: column.name)
    columns = sorted(table.columns, key=lambda column: column.name)
    return list(connection.execute(select(*columns).order_by(*order)))


@contextmanager
def _engine(folder: DataFolder) -> Iterator[Engine]:
    engine = folder.database.engine()
    try:
        yield engine
    finally:
        engine.dispose()


def file_of(folder: DataFolder) -> Path:
    """Return the SQLite file of a data folder."""
    assert isinstance(folder.database, SqliteFile)
    return folder.database.path


def name_of(folder: DataFolder) -> str:
    """Return the name of a data folder's database on its server."""
    assert isinstance(folder.database, ServerDatabase)
    return str(folder.database.url.database)

"""Start-up paths and options: where a department's data lies, before anything of it has been opened."""

import re
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from app.engines.addresses import place_named
from app.engines.place import Place
from app.engines.sqlite import SqliteFile

DATABASE_FILE = "aftercare.db"


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The folder that holds everything of one department; all paths inside are relative to it, so it may be copied.

    ``elsewhere`` is a database that does not lie in it (``--database``): another file, or one on a server.
    """

    root: Path
    elsewhere: Place | None = None

    @property
    def database(self) -> Place:
        """Where the database lies."""
        return self.elsewhere or SqliteFile(self.root / DATABASE_FILE)

    @property
    def files(self) -> Path:
        """The file store, one file per SHA-256."""
        return self.root / "files"

    @property
    def backups(self) -> Path:
        """Automatic backups."""
        return self.root / "backups"

    @property
    def ui(self) -> Path:
        """Window state and kept drafts per user; never part of a backup (decision 25)."""
        return self.root / "ui"

    @property
    def log(self) -> Path:
        """The log file."""
        return self.root / "log" / "aftercare.log"


def default_data_folder() -> DataFolder:
    """Return the user's own data folder."""
    return DataFolder(user_data_path("Aftercare", appauthor=False))


def data_folder_of(database: str) -> DataFolder:
    """Return the data folder that belongs to the database named by path or address.

    Beside a file it is the folder it lies in; each database on a server has one of its own among the user's data, so
    that the files of two databases never mix. StorageError for an address that cannot be understood.
    """
    place = place_named(database)
    if isinstance(place, SqliteFile):
        return DataFolder(place.path.parent, place)
    name = re.sub(r"[^\w.-]+", "-", place.label).strip("-.")
    return DataFolder(default_data_folder().root / "servers" / name, place)


def demo_data_folder() -> DataFolder:
    """Return the folder that ``--demo`` opens; demo data never mix with real ones."""
    return DataFolder(user_data_path("Aftercare", appauthor=False) / "demo")

"""Start-up paths and options: where a department's data lies, before anything of it has been opened."""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

DATABASE_FILE = "aftercare.db"


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The folder that holds everything of one department; all paths inside are relative to it, so it may be copied.

    ``database_file`` names a database that lies elsewhere (``--database``).
    """

    root: Path
    database_file: Path | None = None

    @property
    def database(self) -> Path:
        """The SQLite database."""
        return self.database_file or self.root / DATABASE_FILE

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


def demo_data_folder() -> DataFolder:
    """Return the folder that ``--demo`` opens; demo data never mix with real ones."""
    return DataFolder(user_data_path("Aftercare", appauthor=False) / "demo")

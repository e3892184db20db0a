"""Things that go wrong around the program: each ends in a known error in plain words, with nothing lost."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pysqlite3.dbapi2 as sqlite

from app.backup import back_up, restore
from app.config import DataFolder
from app.context import Context
from app.engines.place import Place
from app.errors import StorageError
from app.i18n import using_language
from app.resources import resource_path
from app.start import open_context
from tests.databases import file_of
from tests.drills.checks import DrillError, expect, wounds
from tests.drills.ground import lay_ground
from tests.drills.sufferer import BALLAST
from tests.factories import make_request

SKIPPED = "skipped: "
DISK_SIZE, BALLAST_SIZE = 8_000_000, 3_000_000  # bytes
SHORT_WAIT = 0.2  # seconds until a lock is reported in the drill; the program itself is more patient


def damaged(place: Path) -> str:
    """Overwrite pages in the middle of the database."""
    folder = lay_ground(place)
    content = bytearray(file_of(folder).read_bytes())
    content[len(content) // 3 : len(content) * 2 // 3] = b"\xa5" * (len(content) * 2 // 3 - len(content) // 3)
    file_of(folder).write_bytes(content)
    message = _refused(folder)
    expect("damaged" in message and "backup" in message, message)
    expect(file_of(folder).read_bytes() == bytes(content), "the damaged file was changed")
    return message


def not_a_database(place: Path) -> str:
    """Put a letter where the database should be."""
    folder = DataFolder(place)
    file_of(folder).write_bytes("尊敬的用户：\n".encode() * 400)
    message = _refused(folder)
    expect("damaged" in message, message)
    expect(file_of(folder).read_bytes().startswith("尊敬".encode()), "the file was changed")
    return message


def newer(place: Path) -> str:
    """Open what a newer version of the program has written."""
    folder = lay_ground(place)
    with closing(sqlite.connect(str(file_of(folder)))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    message = _refused(folder)
    expect("newer version" in message, message)
    with closing(sqlite.connect(str(file_of(folder)))) as connection:
        kept = connection.execute("SELECT version_num, (SELECT count(*) FROM record) FROM alembic_version").fetchone()
    expect(kept[0] == "9999" and kept[1] > 0, "the newer database was changed")
    return message


def locked(place: Path) -> str:
    """Let another program hold the database, save, and save again when it has let go."""
    folder = lay_ground(place)
    context = open_context(folder)
    with _impatient(), closing(sqlite.connect(str(file_of(folder)), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        message = _told(lambda: make_request(context))
        expect("locked" in message, message)
        other.execute("ROLLBACK")
    make_request(context)
    return _whole(context, message)


@contextmanager
def _impatient() -> Iterator[None]:
    usual = Place.patience
    Place.patience = SHORT_WAIT
    try:
        yield
    finally:
        Place.patience = usual


def missing_folder(place: Path) -> str:
    """Open a folder that cannot exist, because a file stands in its place."""
    (place / "data").write_text("a file", encoding="utf-8")
    message = _refused(DataFolder(place / "data" / "aftercare"))
    expect(bool(message), "no message")
    expect((place / "data").read_text(encoding="utf-8") == "a file", "the file was changed")
    return message


def read_only(_place: Path) -> str:
    """Open and save in a folder that may only be read, as a person without rights."""
    if sys.platform == "win32":
        return f"{SKIPPED}rights of folders are another thing on Windows"
    with TemporaryDirectory(prefix="drill-read-only-") as reachable:  # whoever started the drill may hide its own
        place = Path(reachable)
        folder = lay_ground(place)
        before = file_of(folder).read_bytes()
        file_of(folder).chmod(0o444)
        place.chmod(0o555)
        try:
            message = _child("save", folder)
        finally:
            place.chmod(0o755)
            file_of(folder).chmod(0o644)
        expect("cannot be written" in message, message)
        expect(file_of(folder).read_bytes() == before, "the database was changed")
        return _whole(open_context(folder), message)


def disk_full(place: Path) -> str:
    """Save until the disk is full, then make room and go on."""
    if sys.platform == "win32":
        return f"{SKIPPED}neither small disks nor limits on the size of files are to be had on Windows"
    with _small_disk(place) as is_small:
        folder = lay_ground(place)
        if is_small:
            (place / BALLAST).write_bytes(bytes(BALLAST_SIZE))
        message = _child("fill", folder)
        # A limit on the size of files, all there is without root, is told by SQLite as a failure it does not know.
        expect("full" in message or (not is_small and "Nothing of it was saved" in message), message)
        return _whole(open_context(folder), message)


@contextmanager
def _small_disk(place: Path) -> Iterator[bool]:
    """Mount a disk of a few megabytes on ``place`` where this process may; tell whether it could."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_SIZE}", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:  # no such command
        mounted = False
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(place)], check=True)


def file_store_full(place: Path) -> str:
    """Let a file be cut off by a full disk while it is filed."""
    if sys.platform == "win32":
        return f"{SKIPPED}Windows has no limit on the size of files"
    folder = lay_ground(place)
    message = _child("store", folder)
    expect("full" in message, message)
    expect(not [path for path in folder.files.rglob("*") if path.is_file()], "half a file was left behind")
    return _whole(open_context(folder), message)


def half_backup(place: Path) -> str:
    """Restore a backup that was cut off halfway."""
    folder = lay_ground(place / "data")
    context = open_context(folder)
    whole = back_up(folder, context.clock.now(), target=place).path
    half = place / "half.aftercare-backup"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    target = DataFolder(place / "restored")
    message = _told(lambda: restore(half, target))
    expect("not a whole backup" in message, message)
    expect(not target.root.exists(), "something was restored")
    restore(whole, target)
    _whole(open_context(target), "")
    return _whole(context, message)


def missing_backup(place: Path) -> str:
    """Restore a backup that is not there."""
    target = DataFolder(place / "restored")
    message = _told(lambda: restore(place / "gone.aftercare-backup", target))
    expect("does not exist" in message, message)
    expect(not target.root.exists(), "something was restored")
    return message


def missing_font(place: Path) -> str:
    """Issue a paper with a program whose font file has been deleted."""
    program, folder = place / "program", lay_ground(place / "data")
    root = resource_path().parent
    for package in ("app", "models", "reports", "resources", "tests"):
        ignored = shutil.ignore_patterns("__pycache__", "NotoSansSC_400Regular.ttf")
        shutil.copytree(root / package, program / package, ignore=ignored)
    message = _child("print", folder, program=program)
    expect("font file" in message, message)
    context = open_context(folder)
    expect(not list(folder.files.rglob("*")), "a file was stored")
    return _whole(context, message)


FAILURES: dict[str, Callable[[Path], str]] = {
    "damaged": damaged,
    "not_a_database": not_a_database,
    "newer": newer,
    "locked": locked,
    "missing_folder": missing_folder,
    "read_only": read_only,
    "disk_full": disk_full,
    "file_store_full": file_store_full,
    "half_backup": half_backup,
    "missing_backup": missing_backup,
    "missing_font": missing_font,
}


def _refused(folder: DataFolder) -> str:
    """Return what is told when ``folder`` is opened."""
    return _told(lambda: open_context(folder).close())


def _told(work: Callable[[], object]) -> str:
    """Return the message of the StorageError that ``work`` ends in, in English."""
    with using_language("en"):
        try:
            work()
        except StorageError as error:
            return error.message
    raise DrillError("nothing was refused")


def _whole(context: Context, message: str) -> str:
    """Check everything, close in order, and return ``message``."""
    try:
        found = wounds(context)
    finally:
        context.close()
    expect(not found, "; ".join(found[:5]))
    return message


def _child(task: str, folder: DataFolder, program: Path | None = None) -> str:
    """Run a task of ``tests.drills.sufferer`` in a process of its own and return the message it was told."""
    command = [sys.executable, "-B", "-m", "tests.drills.sufferer", task, str(folder.root)]
    done = subprocess.run(
        command, cwd=program or resource_path().parent, capture_output=True, text=True, encoding="utf-8", check=False
    )  # fmt: skip
    expect(done.returncode == 0, f"{task} ended with {done.returncode}: {done.stderr[-600:]}")
    return done.stdout

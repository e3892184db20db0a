"""Safe copies: one file that proves itself (decision 16).

The database inside is an SQLite file whatever kind of database the department works on, so that every copy can be
restored to any of them.

Layout: 16 bytes of magic, 32 bytes SHA-256 of everything behind them, then an ordinary ZIP with ``manifest.json``, an
SQLite snapshot and the stored files. Flipping any byte makes the copy refuse itself; ZIP's own check alone misses one
in seven. ZIP tools open the file as well, because they look for their directory at the end.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
import zipfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, cast

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Connection, select

from app.config import DATABASE_FILE, DataFolder
from app.database import storage_errors
from app.errors import StorageError
from app.i18n import _
from app.search_index import index_everything
from models.access.audit import AuditEntry

MAGIC = b"AFTERCARE-COPY1\n"
HEADER = len(MAGIC) + 32
SUFFIX = ".aftercare-backup"
CHUNK = 1 << 22
MANIFEST = "manifest.json"
# The only names there can be; everything else would be somebody trying to write outside the folder.
MEMBER = re.compile(rf"{re.escape(DATABASE_FILE)}|files/[0-9a-f]{{2}}/[0-9a-f]{{64}}")


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """What a verified backup holds: when it was made, the audit trail's head and count, the number of files."""

    path: Path
    made_at: str
    audit_head: str
    audit_count: int
    files: int


def back_up(folder: DataFolder, moment: datetime, *, target: Path | None = None, label: str = "") -> BackupInfo:
    """Write a backup of the whole data folder; StorageError when the disk refuses.

    The name tells when; the file gets its name only once it is whole and on the disk, so a half-written one is never
    taken for a backup. Its hash is taken of the bytes as they are written; ``verify`` reads them back.
    """
    name = f"aftercare-{moment:%Y%m%d-%H%M%S}{label}{SUFFIX}"
    path = (target or folder.backups) / name
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary_name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        temporary = Path(temporary_name)
        try:
            with os.fdopen(handle, "w+b") as stream:
                manifest = _write(stream, folder, moment)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    return _info(path, manifest)


def last_backup(folder: DataFolder) -> datetime | None:
    """Return when the newest backup of ``folder`` was written, None where there is none yet.

    Raises StorageError when the backups cannot be looked at.
    """
    with storage_errors(folder.backups):
        written = [path.stat().st_mtime for path in folder.backups.glob(f"*{SUFFIX}")]
    return datetime.fromtimestamp(max(written), tz=UTC) if written else None


class _HashedPayload:
    """The ZIP's way to the file: forwards only, hashing what passes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = HEADER
        self.digest = hashlib.sha256()

    def write(self, block: bytes) -> int:
        self.digest.update(block)
        self._position += len(block)
        return self._stream.write(block)

    def tell(self) -> int:
        return self._position

    def flush(self) -> None:
        self._stream.flush()


def _write(stream: BinaryIO, folder: DataFolder, moment: datetime) -> dict[str, Any]:
    stream.write(MAGIC + bytes(32))
    payload = _HashedPayload(stream)
    with tempfile.TemporaryDirectory(dir=folder.root, prefix=".snapshot-") as scratch:
        snapshot = Path(scratch) / DATABASE_FILE
        folder.database.write_snapshot(snapshot)
        names = _stored_files(folder)
        manifest = _manifest(snapshot, moment, len(names))
        with zipfile.ZipFile(cast("IO[bytes]", payload), "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
            _add(archive, snapshot, DATABASE_FILE)
            for path in names:
                _add(archive, path, f"files/{path.parent.name}/{path.name}")
    stream.seek(len(MAGIC))
    stream.write(payload.digest.digest())
    stream.flush()
    os.fsync(stream.fileno())
    return manifest


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    """Store a file in large pieces; the library's own are a few kilobytes."""
    with path.open("rb") as source, archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as sink:
        shutil.copyfileobj(source, sink, CHUNK)


def _manifest(snapshot: Path, moment: datetime, files: int) -> dict[str, Any]:
    with closing(sqlite.connect(str(snapshot))) as connection:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'audit_entry'").fetchone()
        count, head = 0, ""
        if known:
            count = connection.execute("SELECT count(*) FROM audit_entry").fetchone()[0]
            newest = connection.execute("SELECT hash FROM audit_entry ORDER BY id DESC LIMIT 1").fetchone()
            head = newest[0] if newest else ""
    return {"made_at": moment.isoformat(), "audit_count": count, "audit_head": head, "files": files}


def _stored_files(folder: DataFolder) -> list[Path]:
    if not folder.files.is_dir():
        return []
    return sorted(path for path in folder.files.glob("??/*") if path.is_file() and len(path.name) == 64)


def _digest(stream: BinaryIO) -> bytes:
    stream.seek(HEADER)
    digest = hashlib.sha256()
    while block := stream.read(CHUNK):
        digest.update(block)
    return digest.digest()


def verify(path: Path) -> BackupInfo:
    """Check a backup from first byte to last and return what it holds; StorageError when it is not whole."""
    with storage_errors(path), path.open("rb") as stream:
        header = stream.read(HEADER)
        if header[: len(MAGIC)] != MAGIC or header[len(MAGIC) :] != _digest(stream):
            raise StorageError(_("{path} is not a whole backup and was refused. Take another copy.").format(path=path))
        with zipfile.ZipFile(stream) as archive:
            manifest = json.loads(archive.read(MANIFEST))
    return _info(path, manifest)


def _info(path: Path, manifest: dict[str, Any]) -> BackupInfo:
    return BackupInfo(path, manifest["made_at"], manifest["audit_head"], manifest["audit_count"], manifest["files"])


def restore(path: Path, folder: DataFolder) -> BackupInfo:
    """Put a verified backup into a new or empty folder, and its database where that folder's database is to be.

    So a department moves to a server: back up, and restore into an empty database there. StorageError, with nothing
    restored, when there is already a database.
    """
    info = verify(path)
    place = folder.database
    with storage_errors(place):
        if place.holds_data():
            message = _("{folder} already holds data. Restore into an empty folder; nothing was changed.")
            raise StorageError(message.format(folder=place.label))
    with storage_errors(path), zipfile.ZipFile(path) as archive:
        members = _members(archive)
        folder.root.mkdir(parents=True, exist_ok=True)
        for member in members:
            if member.filename == DATABASE_FILE:
                _restore_database(archive, member, folder, info)
            else:
                _extract(archive, member, folder.root.joinpath(*PurePosixPath(member.filename).parts))
    return info


def _restore_database(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: DataFolder, info: BackupInfo) -> None:
    def finish(connection: Connection) -> None:
        newest = connection.scalar(select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1))
        if newest != (info.audit_head or None):
            raise StorageError(_("What was restored does not end as the backup does. Nothing was kept."))
        index_everything(connection)

    with tempfile.TemporaryDirectory(dir=folder.root, prefix=".restored-") as scratch:
        snapshot = Path(scratch) / DATABASE_FILE
        _extract(archive, member, snapshot)
        with storage_errors(folder.database):
            folder.database.take_snapshot(snapshot, finish)


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return what is to be restored, the database last: until it is there, the folder does not count as data."""
    members = [member for member in archive.infolist() if member.filename != MANIFEST]
    strange = next((member.filename for member in members if not MEMBER.fullmatch(member.filename)), None)
    if strange is not None:
        raise StorageError(_("The backup holds a file with an impossible name and was refused."), details=strange)
    return sorted(members, key=lambda member: member.filename == DATABASE_FILE)


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".new-{target.name}")
    with archive.open(member) as source, temporary.open("wb") as sink:
        shutil.copyfileobj(source, sink, CHUNK)
    temporary.replace(target)

"""Backups: whole or refused, restored byte for byte and row for row, never over existing data."""

import hashlib
import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.backup import HEADER, MAGIC, BackupInfo, back_up, restore, verify
from app.clock import FixedClock
from app.config import DataFolder
from app.context import Context
from app.database import Database
from app.errors import StorageError
from app.i18n import using_language
from app.security.audit import broken_links, head_hash
from app.services.papers import issue_paper
from app.start import open_context
from tests.databases import all_rows
from tests.factories import make_agreed_dispatch


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Messages are compared in their source language."""
    with using_language("en"):
        yield


@pytest.fixture
def full(context: Context) -> Context:
    """A desk with a filed paper."""
    issue_paper(context, form_id="service_work_order", record_id=make_agreed_dispatch(context))
    return context


@pytest.fixture
def backup(full: Context, tmp_path: Path) -> BackupInfo:
    """A backup of it, taken while the desk is open."""
    return back_up(full.folder, full.clock.now(), target=tmp_path / "copies")


@pytest.fixture
def empty(tmp_path: Path) -> DataFolder:
    """An empty folder to restore into."""
    return DataFolder(tmp_path / "restored")


def files(folder: DataFolder) -> dict[str, bytes]:
    found = (path for path in folder.files.rglob("*") if path.is_file())
    return {path.relative_to(folder.root).as_posix(): path.read_bytes() for path in found}


def crafted(path: Path, members: dict[str, bytes]) -> Path:
    """Write a backup that verifies but holds what somebody else put into it."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    path.write_bytes(MAGIC + hashlib.sha256(body.getvalue()).digest() + body.getvalue())
    return path


MANIFEST = b'{"made_at": "2026-03-06", "audit_head": "", "audit_count": 0, "files": 0}'


def test_a_backup_tells_what_it_holds(full: Context, backup: BackupInfo) -> None:
    with full.read() as session:
        assert backup.audit_head == head_hash(session)
    assert (backup.files, backup.made_at) == (1, full.clock.now().isoformat())
    assert verify(backup.path) == backup
    assert backup.path.name == "aftercare-20260306-060000.aftercare-backup"


def test_nothing_half_written_is_left_beside_it(backup: BackupInfo, full: Context) -> None:
    assert list(backup.path.parent.iterdir()) == [backup.path]
    assert not list(full.folder.root.glob(".snapshot-*"))


def test_a_restored_folder_is_the_same_row_for_row_and_byte_for_byte(
    full: Context, backup: BackupInfo, empty: DataFolder
) -> None:
    restore(backup.path, empty)
    assert all_rows(empty) == all_rows(full.folder)
    assert files(empty) == files(full.folder)
    assert len(files(empty)) == 1


def test_a_restored_folder_opens_and_goes_on(backup: BackupInfo, empty: DataFolder, clock: FixedClock) -> None:
    restore(backup.path, empty)
    context = open_context(empty, clock=clock)
    with context.read() as session:
        assert list(broken_links(session)) == []
    make_agreed_dispatch(context)
    context.close()


def test_every_flipped_byte_is_refused(backup: BackupInfo) -> None:
    content = bytearray(backup.path.read_bytes())
    places = {*range(HEADER + 40), *range(HEADER, len(content), len(content) // 150), len(content) - 1}
    for place in sorted(places):
        content[place] ^= 0x20
        backup.path.write_bytes(content)
        with pytest.raises(StorageError, match="not a whole backup"):
            verify(backup.path)
        content[place] ^= 0x20


@pytest.mark.parametrize("kept", [0.0, 0.0001, 0.5, 0.999])
def test_a_cut_off_backup_is_refused_and_nothing_is_restored(
    backup: BackupInfo, empty: DataFolder, kept: float
) -> None:
    content = backup.path.read_bytes()
    backup.path.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(StorageError, match="not a whole backup"):
        restore(backup.path, empty)
    assert not empty.root.exists()


def test_a_missing_backup_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="does not exist"):
        verify(tmp_path / "none.aftercare-backup")


def test_a_folder_with_data_is_not_restored_over(full: Context, backup: BackupInfo) -> None:
    before = all_rows(full.folder)
    with pytest.raises(StorageError, match="already holds data"):
        restore(backup.path, full.folder)
    assert all_rows(full.folder) == before


def test_a_left_over_log_of_other_data_is_not_played_into_the_restored(backup: BackupInfo, empty: DataFolder) -> None:
    empty.root.mkdir()
    (empty.root / "aftercare.db-wal").write_bytes(b"left over")
    with pytest.raises(StorageError, match="already holds data"):
        restore(backup.path, empty)


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "files/../../outside",
        "/outside",
        "C:/outside",
        "files/..\\..\\outside",
        "aftercare.db-wal",
        "ui/x",
    ],
)
def test_a_backup_cannot_write_outside_its_folder(tmp_path: Path, empty: DataFolder, name: str) -> None:
    path = crafted(tmp_path / "bad", {"manifest.json": MANIFEST, "aftercare.db": b"", name: b"caught"})
    with pytest.raises(StorageError, match="impossible name"):
        restore(path, empty)
    assert not empty.root.exists()
    assert not (tmp_path / "outside").exists()


def test_the_database_is_restored_last(tmp_path: Path, empty: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = f"files/ab/{'ab' * 32}"
    path = crafted(tmp_path / "good", {"manifest.json": MANIFEST, "aftercare.db": b"data", stored: b"paper"})
    (empty.root / "files").mkdir(parents=True)
    (empty.root / "files" / "ab").write_bytes(b"in the way")
    with pytest.raises(StorageError):
        restore(path, empty)
    assert not empty.database.holds_data()


def test_a_backup_of_nothing_makes_no_database(empty: DataFolder, clock: FixedClock) -> None:
    empty.root.mkdir()
    with pytest.raises(StorageError):
        back_up(empty, clock.now())
    assert not empty.database.holds_data()
    assert not list(empty.root.rglob("*.aftercare-backup"))


def test_strangers_files_in_the_folder_stay_out(full: Context, tmp_path: Path, empty: DataFolder) -> None:
    for place in (full.folder.root / "notes.txt", full.folder.files / "ab" / "notes.txt"):
        place.parent.mkdir(exist_ok=True)
        place.write_text("not ours", encoding="utf-8")
    restore(back_up(full.folder, full.clock.now(), target=tmp_path / "copies").path, empty)
    assert len(files(empty)) == 1


def test_a_full_disk_leaves_no_backup(full: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(StorageError, match="disk is full"):
        back_up(full.folder, full.clock.now())
    assert list(full.folder.backups.iterdir()) == []


def test_a_backup_is_taken_beside_an_open_write(full: Context, tmp_path: Path) -> None:
    database: Database = full.database
    with database.write_session() as session, session.begin():
        session.connection().exec_driver_sql("SELECT 1")
        assert back_up(full.folder, full.clock.now(), target=tmp_path / "copies").files == 1

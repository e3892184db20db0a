"""The file store: every file once, whole, and verified when it is read (C11.6)."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.archive.store import FileStore, written_whole
from app.errors import StorageError


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """An empty store."""
    return FileStore(tmp_path / "files")


@given(content=st.binary(max_size=200))
def test_what_was_put_comes_back(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    store = FileStore(tmp_path_factory.getbasetemp() / "hypothesis-files")
    assert store.get(store.put(content)) == content


def test_the_same_bytes_are_stored_once_under_their_hash(store: FileStore) -> None:
    sha256 = store.put(b"paper")
    assert store.put(b"paper") == sha256 == hashlib.sha256(b"paper").hexdigest()
    assert [path for path in store.root.rglob("*") if path.is_file()] == [store.root / sha256[:2] / sha256]


@pytest.mark.parametrize("damaged", [b"papre", b"", b"paper and more"])
def test_a_damaged_file_is_noticed_on_reading(store: FileStore, damaged: bytes) -> None:
    sha256 = store.put(b"paper")
    store.path(sha256).write_bytes(damaged)
    with pytest.raises(StorageError) as told:
        store.get(sha256)
    assert sha256 in told.value.details


def test_a_missing_file_is_told(store: FileStore) -> None:
    with pytest.raises(StorageError):
        store.get("0" * 64)


def test_a_full_disk_leaves_no_half_file(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(StorageError):
        store.put(b"paper")
    assert not [path for path in store.root.rglob("*") if path.is_file()]


def test_a_file_in_the_stores_place_is_told(store: FileStore) -> None:
    store.root.write_bytes(b"in the way")
    with pytest.raises(StorageError):
        store.put(b"paper")


def test_a_damaged_file_is_repaired_by_the_same_bytes(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    name = store.put(b"signed")
    store.path(name).write_bytes(b"broken")
    store.put(b"signed")
    assert store.get(name) == b"signed"


def test_a_file_that_is_not_finished_replaces_nothing(tmp_path: Path) -> None:
    target = tmp_path / "all.pdf"
    target.write_bytes(b"yesterday's")
    with pytest.raises(TypeError), written_whole(target) as stream:
        stream.writelines([b"half of", "it"])  # type: ignore[list-item]
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("all.pdf", b"yesterday's")]

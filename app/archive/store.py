"""The file store: every file once, named by the SHA-256 of its content, never changed and never deleted (C11.6)."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.errors import StorageError
from app.i18n import _


@dataclass(frozen=True, slots=True)
class FileStore:
    """Files below ``root``, in 256 sub-folders by the first two digits of their hash."""

    root: Path

    def path(self, sha256: str) -> Path:
        """Return where the file with this hash lies or would lie."""
        return self.root / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Store ``content`` and return its SHA-256; the same content again costs nothing.

        The bytes reach the disk before the file gets its name, so that a name always means a whole file.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path(sha256)
        if not self._holds(sha256):  # not there, or damaged since: the same bytes repair it
            try:
                write_whole(target, content)
            except OSError as error:
                raise StorageError(
                    _("The file could not be stored: the disk is full or read-only. Nothing was filed."),
                    details=str(error),
                ) from error
        return sha256

    def _holds(self, sha256: str) -> bool:
        try:
            return hashlib.sha256(self.path(sha256).read_bytes()).hexdigest() == sha256
        except OSError:
            return False

    def get(self, sha256: str) -> bytes:
        """Read a file and verify it; StorageError when it is missing or no longer what was stored."""
        try:
            content = self.path(sha256).read_bytes()
        except OSError as error:
            raise StorageError(
                _("A filed document's file is missing. Restore it from a backup."), details=f"{sha256}: {error}"
            ) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise StorageError(_("A filed document's file is damaged. Restore it from a backup."), details=sha256)
        return content


def write_whole(target: Path, content: bytes) -> None:
    """Write ``content`` so that ``target`` either holds all of it or does not exist; OSError when the disk refuses."""
    with written_whole(target) as stream:
        stream.write(content)


@contextmanager
def written_whole(target: Path) -> Iterator[BinaryIO]:
    """Open a stream whose content ``target`` gets at the end, all of it or, after an error, nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise

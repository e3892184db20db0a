"""What is typed into forms and not saved yet, kept in files: it survives a mis-click, a crash and a power cut.

One file per form in ``DIR/ui/drafts/<user>/``, nowhere else: what is half typed is personal and belongs into no backup
and no log (decision 25). Files are written whole, beside the window.
"""

import json
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from app.archive.store import write_whole
from ui.runtime.window_state import file_name

_LARGEST_FILE = 20_000_000  # bytes; no form holds as much
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Subject:
    """Which form it is, and about what: the same again when a person opens the same form for the same thing.

    ``kind`` is the class of the dialog, ``name`` its ``<tab>.<page>``. ``record_id`` is the record edited, None for a
    new one; ``about`` is what else opening the form needs (the customer of a new site).
    """

    kind: str
    name: str
    record_id: int | None = None
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it was last seen: what is typed (``fields``), and what it was filled with when it opened (``base``)."""

    id: str
    subject: Subject
    title: str
    at: datetime
    fields: Mapping[str, Any]
    base: Mapping[str, Any]


def new_draft_id() -> str:
    """Return the id for a form that is being opened; it is the name of its file."""
    return uuid4().hex


def folder_of(ui_folder: Path, user: str) -> Path:
    """Return the folder of a user's drafts; no name can lead out of it."""
    return ui_folder / "drafts" / file_name(user)


class DraftStore(QObject):
    """The drafts of one user. A form that is open holds its draft: it is waiting for nobody then."""

    changed = Signal()  # other drafts are waiting than before

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="drafts")
        self._held: set[str] = set()
        self._unreadable: set[Path] = set()
        self._wish = ""
        self._closed = False
        for unfinished in folder.glob(".new-*"):  # a program that was killed while it wrote
            _remove(unfinished)

    def keep(self, draft: Draft) -> None:
        """Write a draft in place of what its file held; a disk that refuses is logged, typing goes on."""
        self._later(partial(_write, self._path(draft.id), draft))

    def drop(self, draft_id: str) -> None:
        """Take a draft away for good."""
        self._later(partial(_remove, self._path(draft_id)))
        self.changed.emit()

    def hold(self, draft_id: str) -> None:
        """Note that a form with this draft is open."""
        self._held.add(draft_id)
        self.changed.emit()

    def release(self, draft_id: str) -> None:
        """Note that the form is closed; what it kept waits from now on."""
        self._held.discard(draft_id)
        self.changed.emit()

    def waiting(self) -> tuple[Draft, ...]:
        """Return the drafts of forms that are not open, newest first."""
        self.flush()
        found = (self._read(path) for path in self._folder.glob("*.json"))
        drafts = [draft for draft in found if draft is not None and draft.id not in self._held]
        return tuple(sorted(drafts, key=lambda draft: (draft.at, draft.id), reverse=True))

    def waiting_for(self, subject: Subject) -> Draft | None:
        """Return the newest draft of a form about the same thing, None when there is none."""
        return next((draft for draft in self.waiting() if draft.subject == subject), None)

    def wish(self, draft_id: str) -> None:
        """Note that a person asked for this draft: the form that opens next takes it over without asking."""
        self._wish = draft_id

    def take_wish(self, draft_id: str) -> bool:
        """Tell whether a person asked for this draft, once."""
        wished = self._wish == draft_id
        if wished:
            self._wish = ""
        return wished

    def flush(self) -> None:
        """Wait until everything is on the disk."""
        if not self._closed:
            self._writer.submit(lambda: None).result()

    def close(self) -> None:
        """Write what waits and end the thread; what is kept or dropped after that is not."""
        self._closed = True
        self._writer.shutdown(wait=True)

    def _later(self, work: Callable[[], None]) -> None:
        if not self._closed:
            self._writer.submit(work)

    def _path(self, draft_id: str) -> Path:
        return self._folder / f"{draft_id}.json"

    def _read(self, path: Path) -> Draft | None:
        """Read a draft; a file that is damaged, or none of ours, is logged once and otherwise nothing."""
        try:
            content = path.read_bytes() if path.stat().st_size <= _LARGEST_FILE else b""
            return _draft(path.stem, json.loads(content))
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            if path not in self._unreadable:
                self._unreadable.add(path)
                _LOG.warning("a kept form cannot be read: %s", type(error).__name__)
            return None


def _write(path: Path, draft: Draft) -> None:
    content = {**asdict(draft), "at": draft.at.isoformat()}
    try:
        write_whole(path, json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))
    except OSError:
        _LOG.warning("what is typed could not be kept", exc_info=True)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        _LOG.warning("a kept form could not be removed", exc_info=True)


def _draft(draft_id: str, content: Any) -> Draft:
    """Return the draft that a file holds; ValueError, TypeError or KeyError when it holds none."""
    about = content["subject"]
    subject = Subject(about["kind"], about["name"], about["record_id"], about["about"])
    at = datetime.fromisoformat(content["at"])
    draft = Draft(draft_id, subject, content["title"], at, content["fields"], content["base"])
    mappings = (subject.about, draft.fields, draft.base)
    texts = (subject.kind, subject.name, draft.title)
    known = subject.record_id is None or isinstance(subject.record_id, int)
    if at.tzinfo is None or not known or not all(isinstance(one, dict) for one in mappings):
        raise ValueError("not a kept form")
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("not a kept form")
    return draft

"""Carries the wishes of a table model to the read lane and the answers back."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Generic

from PySide6.QtCore import QObject, Signal

from app.errors import AppError
from app.queries.lists.paging import Page, PageRequest
from ui.runtime.jobs import JobRunner, Progress
from ui.table.column import RowT
from ui.table.row_model import MOST_REFRESHED, PAGE_ROWS, RowTableModel, Want, Wish

Fetch = Callable[[PageRequest], Page[RowT]]
Pages = list[tuple[PageRequest, Page[RowT]]]


class RowLoader(QObject, Generic[RowT]):
    """Asks ``fetch`` (which opens its own session) on the read lane; the newest wish of the table wins."""

    loading_started = Signal(object)  # Want
    loading_failed = Signal(object)  # AppError

    def __init__(self, name: str, model: RowTableModel[RowT], fetch: Fetch[RowT], jobs: JobRunner) -> None:
        super().__init__(model)
        self._key = f"{name}.rows"
        self._model = model
        self._fetch = fetch
        self._jobs = jobs
        self._last: Wish | None = None
        model.page_wanted.connect(self._on_page_wanted)

    def retry(self) -> None:
        """Ask again what failed."""
        if self._last is not None:
            self._on_page_wanted(self._last)

    def _on_page_wanted(self, wish: Wish) -> None:
        self._last = wish
        self.loading_started.emit(wish.want)
        self._jobs.run_read(
            self._key, partial(self._read, self._fetch, wish), partial(self._on_read, wish), self._on_failed
        )

    @staticmethod
    def _read(fetch: Fetch[RowT], wish: Wish, progress: Progress) -> Pages[RowT]:
        """Fetch the page wished for, then further ones below it until enough rows are there (runs in a thread)."""
        request = wish.request
        if wish.want is Want.REFRESH and not request.backwards:
            request = replace(request, limit=wish.rows)
        page = fetch(request)
        pages = [(request, page)]
        missing = wish.rows - len(page.rows)
        if wish.want is Want.REFRESH and missing > 0 and page.after is not None:
            progress.check()
            request = replace(request, cursor=page.after, backwards=False, limit=missing)
            pages.append((request, fetch(request)))
        while wish.seen and _may_come(wish, pages):
            progress.check()
            request = replace(request, cursor=pages[-1][1].after, backwards=False, limit=PAGE_ROWS)
            pages.append((request, fetch(request)))
        return pages

    def _on_read(self, wish: Wish, pages: Pages[RowT]) -> None:
        self._model.take(wish, pages)

    def _on_failed(self, error: AppError) -> None:
        self._model.give_up()
        self.loading_failed.emit(error)


def _may_come(wish: Wish, pages: Pages[RowT]) -> bool:
    """True while what one was looking at is not wholly read and reading on is worth it."""
    if pages[-1][1].after is None:
        return False
    read = [row.id for _request, page in pages for row in page.rows]
    first = next((at for at, row_id in enumerate(read) if row_id in wish.seen), MOST_REFRESHED)
    return len(read) < min(MOST_REFRESHED, first + len(wish.seen))

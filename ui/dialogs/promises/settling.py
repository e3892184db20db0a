"""After a change of deadlines or calendar: the due times of all open requests are worked out again, as a job."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.i18n import _
from app.services.promises.recomputing import recompute_open
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error


def settle_again(desk: Desk, parent: QWidget, on_done: Callable[[int], object]) -> None:
    """Settle every open request on the write lane, with progress in the status bar; ``on_done`` gets how many promises
    are other than before.
    """

    def refused(error: AppError) -> None:
        report_error(parent, error)

    title = _("Working out due times again")
    desk.jobs.run_write(partial(recompute_open, desk.context), on_done, refused, title)

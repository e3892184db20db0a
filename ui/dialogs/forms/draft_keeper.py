"""Keeping what is typed into a form, and offering it when the same form is opened again."""

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QDialog

from app.formatting import short_date_time
from app.i18n import _
from app.queries.records.activity import LastSaved, last_saved
from ui.dialogs.forms.comparing import Comparison, compare
from ui.dialogs.forms.versions import version_of
from ui.runtime.desk import Desk
from ui.runtime.drafts import Draft, Subject, new_draft_id
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog
from ui.widgets.message_bar import BarAnswer

KEEP_MS = 1_000  # from a keystroke to the file at the latest
_FIRST_WORDS = 20  # characters


class DraftKeeper(QObject):
    """Belongs to a form that was just opened. What is kept from before is offered, never forced."""

    def __init__(self, desk: Desk, form: FormDialog, subject: Subject, kind: str = "") -> None:
        """``kind`` is the one of ``Editing``."""
        super().__init__(form)
        self._desk = desk
        self._form = form
        self._subject = subject
        self._kind = kind
        self._id = new_draft_id()
        self._written = False
        self._thrown = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEEP_MS)
        self._soon.timeout.connect(self.keep_now)
        form.can_keep = True
        form.edited.connect(self._on_edited)
        form.left.connect(self._on_left)
        form.finished.connect(self._on_finished)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.keep_now)
        desk.drafts.hold(self._id)
        self._offer()

    def keep_now(self) -> None:
        """Keep what is typed at this moment; what was taken back is forgotten."""
        self._soon.stop()
        form = self._form
        if form.is_dirty:
            self._written = True
            self._desk.drafts.keep(
                Draft(self._id, self._subject, _headline(form), self._desk.now(), form.kept(), form.pristine)
            )
        else:
            self._forget()

    def _forget(self) -> None:
        if self._written:
            self._written = False
            self._desk.drafts.drop(self._id)

    def _on_edited(self) -> None:
        if not self._soon.isActive():  # not put off by every key: whoever types without a pause is kept too
            self._soon.start()

    def _on_left(self, keep: bool) -> None:
        self._thrown = not keep

    def _on_finished(self, result: int) -> None:
        self._soon.stop()
        if result == QDialog.DialogCode.Accepted or self._thrown:
            self._forget()
        else:
            self.keep_now()
        self._desk.drafts.release(self._id)

    # what is kept from before ------------------------------------------------------------------------------------

    def _offer(self) -> None:
        draft = self._desk.drafts.waiting_for(self._subject)
        if draft is None:
            return
        if self._desk.drafts.take_wish(draft.id):
            self._take_over(draft)
            return
        time = short_date_time(draft.at, self._desk.zone, self._desk.today())
        self._form.message.ask(
            _("On {time} you typed here and did not save.").format(time=time),
            (
                BarAnswer("take_over", _("Take it over"), lambda: self._take_over(draft)),
                BarAnswer("throw_away", _("Throw it away"), lambda: self._throw_away(draft)),
            ),
        )

    def _throw_away(self, draft: Draft) -> None:
        self._desk.drafts.drop(draft.id)
        self._offer()  # there may be an older one

    def _take_over(self, draft: Draft) -> None:
        """Go on with what was kept. What was typed meanwhile is kept on its own; a record that was changed meanwhile
        is compared first.
        """
        form = self._form
        self._part_with_typed()
        form.restore(form.pristine)
        theirs = version_of(form)
        changed = any(form.pristine.get(name) != kept for name, kept in draft.base.items() if name in form.pristine)
        form.restore(draft.fields)
        if draft.subject.record_id is None or not changed:
            self._go_on_with(draft)
            return
        comparison = Comparison(form, draft.base, version_of(form), theirs)
        record_id, kind, context = draft.subject.record_id, self._kind, self._desk.context
        self._desk.jobs.run_read(
            f"{form.objectName()}.kept",
            lambda _progress: last_saved(context, record_id, kind),
            lambda saved: compare(
                comparison, self._story(saved), lambda: self._go_on_with(draft), lambda: self._give_back(draft)
            ),
        )

    def _story(self, saved: LastSaved | None) -> str:
        desk = self._desk
        if saved is None:
            return _("This record was changed after you typed this.")
        time = short_date_time(saved.at, desk.zone, desk.today())
        return _("{name} saved this record on {time}, after you typed this.").format(name=saved.by, time=time)

    def _part_with_typed(self) -> None:
        """Let what was typed since the form opened wait on its own."""
        self.keep_now()
        if self._written:
            self._desk.drafts.release(self._id)
            self._id, self._written = new_draft_id(), False
            self._desk.drafts.hold(self._id)

    def _go_on_with(self, draft: Draft) -> None:
        drafts = self._desk.drafts
        drafts.release(self._id)
        self._id, self._written = draft.id, True
        drafts.hold(self._id)
        self._form.message.hide()
        self.keep_now()

    def _give_back(self, draft: Draft) -> None:
        """Nobody chose between the versions: the form stands as it was opened, what was kept waits on."""
        self._form.restore(self._form.pristine)
        self._offer()


def _headline(form: FormDialog) -> str:
    """Return what tells a kept form from others: its title and the first words typed in it."""
    words = (row.field.shown() for row in form.rows if isinstance(row.widget, LineEdit | TextArea))
    first = next((text for text in words if text), "")
    cut = f"{first[:_FIRST_WORDS]}…" if len(first) > _FIRST_WORDS else first
    return f"{form.windowTitle()} · {cut}" if cut else form.windowTitle()

"""The wording of letters: what each kind of letter says in each language, the department's own or the shipped (C10)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget

from app.formatting import date_text, local
from app.forms.letters import LetterTemplateForm
from app.i18n import N_, _
from app.labels import label
from app.queries.lists.paging import Page, PageRequest, Sort
from app.queries.money.letter_wordings import TemplateLine, letter_template, letter_templates
from app.rules.money.letter_keys import keys_of
from app.rules.permissions import Permission
from app.services.money.letter_templates import reset_template, save_template
from models.enums import LetterKind
from ui.dialogs.forms.list_window import ListWindow, opened_window
from ui.dialogs.forms.opening import after_reading
from ui.dialogs.forms.saving import open_form
from ui.dialogs.printing.preview_side import LANGUAGE_NAMES
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME, WORDING = "receivables.templates", "receivables.template"
AS_READ = Sort("letter_kind", descending=False)
LONGEST_WORDING = 20_000


def _own_badge(line: TemplateLine) -> Badge:
    return Badge(_("our own"), Tone.ACCENT) if line.is_own else Badge(_("as shipped"), Tone.NEUTRAL)


def _changed(desk: Desk, line: TemplateLine) -> str:
    if line.changed_at is None:
        return ""
    return f"{date_text(local(line.changed_at, desk.zone).date())} {line.changed_by}"


def _columns(desk: Desk) -> tuple[Column[TemplateLine], ...]:
    return (
        text_column("letter_kind", N_("Letter"), lambda line: label(line.letter_kind), width=170),
        text_column("language", N_("Language"), lambda line: LANGUAGE_NAMES[line.language], width=90),
        text_column("heading", N_("Title"), lambda line: line.heading, width=320, stretch=True),
        badge_column("own", N_("Wording"), _own_badge, width=110),
        text_column("changed", N_("Changed"), partial(_changed, desk), width=170),
    )


class TemplatesWindow(ListWindow[TemplateLine]):
    """Every kind of letter in each language; the manager changes its wording, or goes back to the shipped one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, NAME, _("Wording of letters"), _columns(desk), parent)
        self.may_edit = desk.context.actor.may(Permission.EDIT_LETTER_TEMPLATES)
        self.change = self.make_button("change", _("&Change …"), "edit")
        self.back = self.make_button("reset", _("Back to the &shipped wording"), "")
        self.change.clicked.connect(self.open_current)
        self.back.clicked.connect(self._reset)
        note = QLabel(
            _("Letters that are issued already do not change. Have legal wording confirmed by counsel."), self
        )
        note.setProperty("role", "dim")
        note.setWordWrap(True)
        self.lay_out((self.change, self.back), QSize(980, 590), below=(note,))

    def reload(self) -> None:
        """Read the wordings again."""
        self.model.show_list(None, AS_READ)

    def fetch(self, _request: PageRequest) -> Page[TemplateLine]:
        return Page(letter_templates(self._desk.context), None, None)

    def show_state(self) -> None:
        """Grey the buttons for those who change no wording, with the reason as tooltip."""
        chosen = self.current()
        self.change.setEnabled(self.may_edit and chosen is not None)
        self.back.setEnabled(self.may_edit and chosen is not None and chosen.is_own)
        self.change.setToolTip("" if self.may_edit else _("Only the manager changes the wording of letters."))

    def open_current(self) -> None:
        """Open the wording that is chosen."""
        chosen = self.current()
        if self.may_edit and chosen is not None:
            ask_template(self._desk, self, chosen.letter_kind, chosen.language, self.reload)

    def _reset(self) -> None:
        chosen = self.current()
        if chosen is not None:
            kind, language = chosen.letter_kind, chosen.language
            work = partial(reset_template, self._desk.context, letter_kind=kind, language=language)
            self._desk.save(self, work, self.reload, _("Back to the shipped wording"))


class LetterTemplateDialog(FormDialog):
    """The wording of one kind of letter in one language, with {names of facts}."""

    def __init__(self, read: TemplateLine, parent: QWidget | None = None) -> None:
        title = _("{letter} · {language}")
        shown = title.format(letter=label(read.letter_kind), language=LANGUAGE_NAMES[read.language])
        super().__init__(WORDING, shown, _("&Save"), parent)
        self._read = read
        field = f"{WORDING}.field"
        self.heading = LineEdit(f"{field}.heading")
        self.wording = TextArea(f"{field}.wording", LONGEST_WORDING, 18)
        self.insert = QPushButton(_("&Insert a fact"), self)
        self.insert.setObjectName(f"{WORDING}.action.insert")
        self.insert.setAutoDefault(False)
        self.insert.setMenu(self._facts())
        words = _("A sentence whose fact is not known is left out, in [ ] only that piece. Each line is a paragraph.")
        self.add_note("about", words)
        self.add_row("heading", _("&Title"), self.heading, required=True)
        self.add_row("wording", _("&Wording"), self.wording, required=True, wide=True)
        self.add_button(self.insert)
        self.heading.set_value(read.heading)
        self.wording.set_value(read.wording)
        self.resize(860, 640)

    def _facts(self) -> QMenu:
        menu = QMenu(self.insert)
        for name in sorted(_(title) for title in keys_of(self._read.letter_kind).values()):
            menu.addAction(name, partial(self._insert, name))
        return menu

    def _insert(self, name: str) -> None:
        self.wording.insertPlainText(f"{{{name}}}")
        self.wording.setFocus()

    def form(self) -> LetterTemplateForm:
        """Return what is entered."""
        return LetterTemplateForm(
            letter_kind=self._read.letter_kind,
            language=self._read.language,
            heading=self.heading.value(),
            wording=self.wording.value(),
        )


def ask_template(desk: Desk, parent: QWidget, kind: LetterKind, language: str, on_saved: Callable[[], object]) -> None:
    """Read one wording and open it; ``on_saved`` is called once it is kept."""

    def show(read: TemplateLine) -> None:
        dialog = LetterTemplateDialog(read, parent)
        about = {"letter_kind": kind.value, "language": language}
        answer = lambda: partial(save_template, desk.context, form=dialog.form())  # noqa: E731
        open_form(desk, dialog, answer, lambda _answer: on_saved(), about=about)

    after_reading(desk, parent, partial(letter_template, desk.context, kind, language), show)


def ask_templates(desk: Desk, parent: QWidget) -> TemplatesWindow:
    """Open the window of wordings."""
    return opened_window(TemplatesWindow(desk, parent))

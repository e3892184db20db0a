"""A new password in a form: typed twice, checked as one types by the same rule that the service goes by."""

from collections.abc import Callable, Iterable

from app.i18n import _
from app.security.passwords import password_problem
from ui.widgets.fields.password_edit import PasswordEdit
from ui.widgets.forms.form import FormDialog

Names = Callable[[], Iterable[str]]
FIRST, SECOND = "password", "again"  # the names of the rows


class NewPassword:
    """Two rows of a form; ``names`` are the account's own at the moment, ``least`` how many characters are needed."""

    def __init__(self, form: FormDialog, names: Names, least: int, *, required: bool = True) -> None:
        name = form.name_of_form
        self._form, self._names, self._least = form, names, least
        self.first = PasswordEdit(f"{name}.field.{FIRST}")
        self.second = PasswordEdit(f"{name}.field.{SECOND}")
        hint = _("At least {least} characters, whatever they are; a sentence is easy to remember.").format(least=least)
        form.add_row(FIRST, _("Ne&w password"), self.first, required=required, check=self._first_problem, hint=hint)
        form.add_row(SECOND, _("Once &more"), self.second, required=required, check=self._second_problem)
        self.first.value_changed.connect(lambda _text: form.check_again())

    def value(self) -> str:
        """Return the password entered."""
        return self.first.value()

    def show(self, *, shown: bool) -> None:
        """Ask for a password, or for none."""
        for row in self._form.rows:
            if row.name in (FIRST, SECOND):
                row.required = shown
                self._form.show_row(row.name, shown=shown)
        self._form.check_again()

    def _first_problem(self) -> str:
        typed = "" if self.first.isHidden() else self.first.value()
        return password_problem(typed, self._names(), self._least) if typed else ""

    def _second_problem(self) -> str:
        differs = not self.second.isHidden() and self.second.value() != self.first.value()
        return _("The two passwords differ.") if differs else ""

"""Every form of the program keeps what is typed and can be opened again from what was kept."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget

import ui
from tests.ui.walk import is_frame
from ui.dialogs.forms.drafts import BY_CLASS
from ui.widgets.forms.form import FormDialog


def modules() -> Iterator[str]:
    """Yield the names of all modules of the screen."""
    for found in pkgutil.walk_packages(ui.__path__, "ui."):
        yield found.name


def forms(kind: type[FormDialog] = FormDialog) -> Iterator[type[FormDialog]]:
    """Yield all forms of the program."""
    for form in kind.__subclasses__():
        if form.__module__.startswith("ui.") and not is_frame(form):
            yield form
        yield from forms(form)


for name in modules():
    importlib.import_module(name)


@pytest.mark.parametrize("form", sorted(forms(), key=lambda form: form.__name__), ids=lambda form: form.__name__)
def test_a_form_that_keeps_drafts_can_be_opened_again(form: type[FormDialog]) -> None:
    assert (form in BY_CLASS) == form.keeps_drafts, "say how it is opened in the openers.py of its room"


def test_no_two_forms_have_the_same_name() -> None:
    names = [form.__name__ for form in forms()]
    assert len(names) == len(set(names)), "the name tells whose draft a file is"


def fields() -> list[type]:
    """Return every widget that can be a row of a form."""
    things = [(name, thing) for name in modules() for thing in vars(importlib.import_module(name)).values()]
    own = [thing for name, thing in things if isinstance(thing, type) and thing.__module__ == name]
    return [kind for kind in own if issubclass(kind, QWidget) and hasattr(kind, "value") and hasattr(kind, "problem")]


@pytest.mark.parametrize("field", fields(), ids=lambda field: field.__name__)
def test_a_field_can_be_kept_restored_and_read(field: type) -> None:
    assert [name for name in ("kept", "restore", "shown") if not hasattr(field, name)] == []

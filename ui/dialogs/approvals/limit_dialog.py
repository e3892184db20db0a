"""A new value of a limit, from a day on, with its reason."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.trade import LimitForm
from app.i18n import _
from app.labels import clause_name, label
from app.queries.approvals.limits import LimitLine
from app.rules.approvals.limit_values import RANGES, Unit, value_text
from app.services.approvals.limits import REASON_LIMIT, save_limit
from models.enums import LimitKind
from ui.dialogs.forms.saving import OnSaved, open_form
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.percent_edit import PercentEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "rules.limit"


class LimitDialog(FormDialog):
    """Says which limit it is and what counts now."""

    def __init__(self, desk: Desk, now: LimitLine, parent: QWidget | None = None) -> None:
        """``now`` is the value that is in force."""
        super().__init__(NAME, _("Change a limit"), _("&Save"), parent)
        self._kind = kind = now.kind
        self.value = _value_field(kind)
        self.effective_from = DateEdit(f"{NAME}.field.effective_from", desk.today)
        self.reason = TextArea(f"{NAME}.field.reason", REASON_LIMIT, 3)
        told = _("{limit} ({clause} {name}): now {value}")
        words = told.format(
            limit=label(kind), clause=now.clause, name=clause_name(now.clause), value=value_text(kind, now.value)
        )
        self.add_note("limit", words)
        self.add_note("former", _("What was submitted or decided before that day keeps the former value."))
        self.add_row("value", _("New &value"), self.value, required=True, half=True)
        self.add_row("effective_from", _("Holds &from"), self.effective_from, required=True, half=True)
        self.add_row("reason", _("&Reason"), self.reason, required=True)
        self.effective_from.set_value(desk.today())
        self.resize(600, 320)

    def form(self) -> LimitForm:
        """Return what is entered."""
        return LimitForm(
            kind=self._kind,
            value=self.value.value(),
            effective_from=self.effective_from.value(),
            reason=self.reason.value(),
        )


def _value_field(kind: LimitKind) -> NumberEdit:
    name, allowed = f"{NAME}.field.value", RANGES[kind]
    match allowed.unit:
        case Unit.YUAN:
            return MoneyEdit(name, least=allowed.least)
        case Unit.PERCENT:
            return PercentEdit(name, least=allowed.least, most=allowed.most)
        case Unit.DAYS:
            return NumberEdit(name, least=allowed.least, most=allowed.most)


def ask_limit(desk: Desk, parent: QWidget, now: LimitLine, on_saved: OnSaved) -> LimitDialog:
    """Open the form of a new value for the limit that is ``now`` in force; ``on_saved`` is given the row's id."""
    dialog = LimitDialog(desk, now, parent)
    save = partial(save_limit, desk.context)
    about = {"kind": now.kind.value}
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved, about=about)

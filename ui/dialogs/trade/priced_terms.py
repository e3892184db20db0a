"""The terms of a quotation or an order: advance and balance with the usual ones filled in, and what else is agreed."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from app.forms.trade import PricedForm
from app.i18n import N_, _
from app.labels import label
from app.queries.trade.pricing_ground import PricingGround
from app.rules.trade.terms import payment_terms, terms_usual
from models.enums import InvoiceType
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.percent_edit import PercentEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

MOST_DAYS = 730
TEXT_LIMIT = 4000
DAY_WORDS = ("天", "日", "days", "day")
TEXTS = ("lead_time", "delivery", "warranty", "exclusions", "remark")


class PricedTerms(QObject):
    """The fields; ``add_rows`` puts them into the form. Terms that differ from the usual ones ask for a reason (C9)."""

    def __init__(self, form: FormDialog, ground: PricingGround) -> None:
        super().__init__(form)
        self._form = form
        self._limits = ground.limits
        self._total = Decimal(0)
        self._sentence: QLabel | None = None
        field = f"{form.name_of_form}.field"
        self.advance_percent = PercentEdit(f"{field}.advance_percent")
        self.balance_days = NumberEdit(f"{field}.balance_days", most=MOST_DAYS, units=DAY_WORDS)
        self.terms_reason = TextArea(f"{field}.terms_reason", TEXT_LIMIT, 2)
        self.invoice_type = Combo(f"{field}.invoice_type", [(kind.value, label(kind)) for kind in InvoiceType])
        self.lead_time = LineEdit(f"{field}.lead_time")
        self.delivery = LineEdit(f"{field}.delivery")
        self.warranty = LineEdit(f"{field}.warranty")
        self.exclusions = TextArea(f"{field}.exclusions", TEXT_LIMIT, 2)
        self.remark = TextArea(f"{field}.remark", TEXT_LIMIT, 2)

    def add_rows(self) -> None:
        """Add the fields to the form, the payment first."""
        add = self._form.add_row
        usual = {"percent": f"{self._limits.usual_advance.normalize():f}", "days": self._limits.usual_balance_days}
        told = _("Usual: {percent} % in advance, the balance within {days} days").format(**usual)
        add("advance_percent", _("&Advance (%)"), self.advance_percent, half=True, hint=told)
        add("balance_days", _("&Balance after (days)"), self.balance_days, half=True, hint=told)
        self._sentence = self._form.add_note("payment", below_field=True)
        add(
            "terms_reason",
            _("Reas&on for other terms"),
            self.terms_reason,
            hint=_("C9: what is not usual has a reason"),
        )
        add("invoice_type", _("Kind of invoice"), self.invoice_type, half=True)
        for name, title in _TITLES.items():
            add(name, _(title), getattr(self, name), half=name not in ("exclusions", "remark"))
        for edit in (self.advance_percent, self.balance_days):
            edit.value_changed.connect(lambda _value: self.show_payment())

    def show_form(self, form: PricedForm) -> None:
        """Show the terms of a form."""
        self.advance_percent.set_value(form.advance_percent)
        self.balance_days.set_value(form.balance_days)
        self.terms_reason.set_value(form.terms_reason)
        self.invoice_type.set_value(form.invoice_type.value)
        for name in TEXTS:
            getattr(self, name).set_value(getattr(form, name))
        self.show_payment()

    def entered(self) -> dict[str, Any]:
        """Return what is entered, by the names of ``PricedForm``; terms left empty are the usual ones."""
        days = self.balance_days.value()
        return {
            "advance_percent": self.advance_percent.value(),
            "balance_days": None if days is None else int(days),
            "terms_reason": "" if self.are_usual else self.terms_reason.value(),
            "invoice_type": InvoiceType(self.invoice_type.code()),
            **{name: getattr(self, name).value() for name in TEXTS},
        }

    @property
    def are_usual(self) -> bool:
        """True while nobody has to say why the terms are as they are."""
        return terms_usual(self._advance, self._days, self._limits)

    def show_total(self, total: Decimal) -> None:
        """Tell what is paid before and after the service of another total, with tax."""
        self._total = total
        self.show_payment()

    def show_payment(self) -> None:
        """Say the terms of payment as the paper will, and ask for a reason where they are not usual."""
        if self._sentence is None:
            return
        self._sentence.setText(payment_terms(self._total, self._advance, self._days))
        self._form.show_row("terms_reason", shown=not self.are_usual)
        self._form.require("terms_reason", required=not self.are_usual)
        self._form.check_again()

    @property
    def _advance(self) -> Decimal:
        entered = self.advance_percent.value()
        return self._limits.usual_advance if entered is None else entered

    @property
    def _days(self) -> int:
        entered = self.balance_days.value()
        return self._limits.usual_balance_days if entered is None else int(entered)


_TITLES = {
    "lead_time": N_("Lead ti&me"),
    "delivery": N_("Deliver&y and freight"),
    "warranty": N_("&Warranty"),
    "exclusions": N_("Not included"),
    "remark": N_("Remark"),
}

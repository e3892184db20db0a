"""The form of what names a price: whose it is, lines with live sums, terms."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QWidget

from app.forms.trade import PricedForm, PricedLineForm
from app.i18n import _
from app.queries.trade.price_sources import PriceChoice, price_choices
from app.queries.trade.pricing_ground import PricingGround, pricing_ground
from app.rules.trade.pricing import Sums
from models.enums import RecordKind
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.parties.owner_fields import Known, OwnerFields
from ui.dialogs.trade.priced_lines import PricedLines
from ui.dialogs.trade.priced_sums import PricedSums
from ui.dialogs.trade.priced_terms import PricedTerms
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.forms.form import FormDialog

WIDTH, HEIGHT = 1240, 900
LARGE = "large"
FormT = TypeVar("FormT", bound=PricedForm)


@dataclass(frozen=True, slots=True)
class PricedDraft(Generic[FormT]):
    """What the dialog starts with: the form, the records it names, and what prices stand on."""

    form: FormT
    known: Known
    ground: PricingGround


def priced_draft(desk: Desk, form: FormT, *others: int | None) -> PricedDraft[FormT]:
    """Read what belongs to a form; on the read lane. ``others`` are more records that it names."""
    named = (form.request_id, form.customer_id, form.project_id, form.site_id)
    return PricedDraft(form, read_items(desk, *named, *others), pricing_ground(desk.context))


class PricedDialog(FormDialog, Generic[FormT]):
    """A subclass calls ``lay_out`` once its own fields are made, says what it adds (``add_own_rows``,
    ``show_own``), gives its form, and how the form for a request is read (``form_for_request``).
    """

    def __init__(
        self, desk: Desk, name: str, title: str, draft: PricedDraft[FormT], parent: QWidget | None = None
    ) -> None:
        """``name`` is ``<tab>.<page>``, ``title`` is translated."""
        super().__init__(name, title, _("&Save the draft"), parent)
        self._desk = desk
        field = f"{name}.field"
        self.title = LineEdit(f"{field}.title")
        self.request = record_picker(desk, f"{field}.request_id", RecordKind.REQUEST)
        self.owner = OwnerFields(desk, self)
        self.large = CheckRow(f"{field}.large", [(LARGE, _("Large, special or batch supply"))])
        self.lines = PricedLines(f"{field}.lines", draft.ground, self._prices, desk.jobs)
        self.sums = PricedSums(f"{field}.discount", draft.ground)
        self.terms = PricedTerms(self, draft.ground)

    def lay_out(self, draft: PricedDraft[FormT]) -> None:
        """Put all fields into the form and show what it starts with."""
        self._add_head()
        self.add_section(_("Lines"))
        self.add_row("lines", _("Lines"), self.lines, wide=True)
        self.add_row("discount", _("Discount"), self.sums, wide=True)
        self.add_section(_("Terms"))
        self.terms.add_rows()
        self.lines.value_changed.connect(self._on_lines_changed)
        self.sums.summed.connect(self._on_summed)
        self.show_form(draft.form, draft.known)
        self.owner.connect_fields()
        self.request.value_changed.connect(self._on_request_changed)
        self.resize(WIDTH, HEIGHT)

    def _add_head(self) -> None:
        self.add_section(_("What for and whose"))
        self.add_row("title", _("Sub&ject"), self.title, required=True)
        self.add_row("request_id", _("&Request"), self.request, half=True)
        self.owner.add_rows()
        self.add_own_rows()
        self.add_row("large", _("Mark"), self.large, half=True, hint=_("C8.2: the leader approves it too"))

    # what a subclass says ----------------------------------------------------------------------------------------

    def add_own_rows(self) -> None:
        """Add what stands with subject and owner."""

    def show_own(self, form: FormT, known: Known) -> None:
        """Show what only this kind of form has."""

    @abstractmethod
    def form(self) -> FormT:
        """Return what is entered."""

    @abstractmethod
    def form_for_request(self, request_id: int) -> FormT:
        """Read the form of a new record for a request; on the read lane."""

    # form in and out ---------------------------------------------------------------------------------------------

    def show_form(self, form: FormT, known: Known) -> None:
        """Show a form; KeyError for a record it names that is not ``known``."""
        self._version = form.version
        self.title.set_value(form.title)
        choose(self.request, form.request_id, known)
        self.owner.show_owner(form, known)
        self.large.set_value(frozenset([LARGE] if form.large else []))
        self.lines.set_value(form.lines)
        self.sums.set_value(form.discount)
        self.terms.show_form(form)
        self.show_own(form, known)

    def shared(self) -> dict[str, Any]:
        """Return what is entered of what every ``PricedForm`` has, by its names."""
        owner = self.owner
        return {
            "title": self.title.value(),
            "request_id": picked_id(self.request),
            "customer_id": picked_id(owner.customer),
            "project_id": picked_id(owner.project),
            "site_id": picked_id(owner.site),
            "contact_name": owner.contact_name.value(),
            "contact_phone": owner.contact_phone.value(),
            "lines": self.lines.value(),
            "discount": self.sums.value(),
            "large": LARGE in self.large.value(),
            "version": self._version,
            **self.terms.entered(),
        }

    # what hangs together -----------------------------------------------------------------------------------------

    def _prices(self, words: str) -> Sequence[PriceChoice]:
        """Find prices for the customer chosen; on the read lane."""
        customer_id = picked_id(self.owner.customer)
        return price_choices(self._desk.context, text=words, customer_id=customer_id, day=self._desk.today())

    def _on_lines_changed(self, lines: Sequence[PricedLineForm]) -> None:
        self.sums.show_lines(lines)

    def _on_summed(self, sums: Sums) -> None:
        self.lines.show_sums(sums)
        self.terms.show_total(sums.total)

    def _on_request_changed(self, item: PickItem | None) -> None:
        """A request tells whose it is, what it is about and what of it is to be paid."""
        jobs, key = self._desk.jobs, f"{self.name_of_form}.request"
        jobs.drop_read(key)
        if item is None or self.is_restoring:
            return
        read = partial(self._read_request, item.id)
        jobs.run_read(key, lambda _progress: read(), self._follow_request)

    def _read_request(self, request_id: int) -> tuple[FormT, Known]:
        form = self.form_for_request(request_id)
        return form, read_items(self._desk, form.customer_id, form.project_id, form.site_id)

    def _follow_request(self, read: tuple[FormT, Known]) -> None:
        """Whose it is follows the request; what was typed of subject and lines stays."""
        form, known = read
        self.owner.show_owner(form, known)
        if not self.title.value():
            self.title.set_value(form.title)
        if not self.lines.value():
            self.lines.set_value(form.lines)
        if form.large:
            self.large.set_value(frozenset([LARGE]))

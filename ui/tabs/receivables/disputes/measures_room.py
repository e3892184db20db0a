"""Stronger measures: how a proposal is shown, and what one does with it (C10.5)."""

from collections.abc import Iterable

from app.formatting import date_text, money, short_date_time
from app.i18n import N_, _, ngettext
from app.labels import label
from app.queries.money.measures import MeasuresClaimLine, MeasuresDetails, measures_details
from app.rules.money.measures_rules import CLAUSE
from app.rules.permissions import Permission
from app.services.money import measures
from models.enums import MeasuresState, RecordKind
from ui.dialogs.money.measures_dialog import ask_measures, ask_new_measures, read_measures
from ui.dialogs.money.measures_steps import CarriedOutDialog
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.links import link_code
from ui.tabs.receivables.disputes.columns import case_badge
from ui.tabs.record_facts import around_facts, basic_facts, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_steps import RecordSteps
from ui.tabs.record_view import logged_view
from ui.tabs.requests.approvals.approval_group import approval_facts_view
from ui.tabs.views import reason_views, step_views
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import ReasonView

KIND = RecordKind.MEASURES
NEW = PageAction("new_measures", N_("Stronger measures…"), "new")
SELDOM = ("cancel", "withdraw")
OPEN = (MeasuresState.DRAFT, MeasuresState.SUBMITTED, MeasuresState.APPROVED)


def measures_view(details: MeasuresDetails, desk: Desk) -> DetailView:
    """Return one proposal as the pane shows it."""
    return logged_view(
        details,
        desk,
        state=case_badge(KIND, details.state),
        subtitle=details.customer.title if details.customer is not None else details.title,
        line=(label(KIND), money(details.total)),
        steps=step_views(details.steps, seldom=SELDOM),
        reasons=(*_limitation(details), *reason_views(details.steps)),
        groups=_groups(details, desk),
    )


def _limitation(details: MeasuresDetails) -> tuple[ReasonView, ...]:
    """Warn of a claim that can soon no longer be taken to court."""
    if not details.pressing or details.limitation is None or details.state not in OPEN:
        return ()
    text = _("The time to go to court runs out on {day}").format(day=date_text(details.limitation))
    return (ReasonView(CLAUSE, text, "", "", tone=Tone.OVERDUE),)


def _groups(details: MeasuresDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_COLLECTION) and not why_final(details, desk)
    yield basic_facts(_own_facts(details, desk), may_edit=may_edit)
    yield FactGroup("claims", _("What is claimed (C10.5)"), tuple(_claims(details)))
    yield FactGroup("proposal", _("Proposal"), tuple(_proposal(details)))
    yield FactGroup("analysis", _("Analysis"), tuple(_analysis(details)))
    yield from approval_facts_view(details.approval, desk, CLAUSE)
    yield FactGroup("result", _("Result"), tuple(_result(details)))


def _own_facts(details: MeasuresDetails, desk: Desk) -> Iterable[Fact]:
    yield from around_facts({"customer": details.customer, "project": details.project})
    submitted = short_date_time(details.submitted_at, desk.zone, desk.today()) if details.submitted_at else ""
    yield from plain_facts(
        (_("Contracts and orders"), details.title),
        (_("Submitted to the leader"), submitted),
        (_("Time runs out on"), date_text(details.limitation) if details.limitation else ""),
    )


def _claims(details: MeasuresDetails) -> Iterable[Fact]:
    for line in details.claims:
        yield from _claim(line)
    if len(details.claims) > 1:
        yield Fact(_("Together"), money(details.total))
    if details.interest:
        yield Fact(_("Late interest"), money(details.interest))


def _claim(line: MeasuresClaimLine) -> Iterable[Fact]:
    """Yield the instalment with what is overdue of it, and below it of what it is and for how long."""
    one = line.instalment
    yield Fact(f"{one.number} {label(one.kind)}", money(line.outstanding), link_code(RecordKind.RECEIVABLE, one.id))
    days = ngettext("{count} day overdue", "{count} days overdue", line.overdue_days).format(count=line.overdue_days)
    yield Fact("", " · ".join(part for part in (one.source, days) if part))


def _proposal(details: MeasuresDetails) -> Iterable[Fact]:
    return plain_facts(
        (_("Stronger measures"), _("; ").join(label(one) for one in details.measures)),
        (_("Plan"), details.plan),
        (_("Responsible"), details.responsible),
        (_("Expected"), money(details.expected) if details.expected is not None else ""),
        (_("Expected cost"), money(details.cost) if details.cost is not None else ""),
        (_("Effect on the customer"), details.impact),
        (_("What else could be agreed"), details.alternative),
    )


def _analysis(details: MeasuresDetails) -> Iterable[Fact]:
    return plain_facts(
        (_("Why it is not paid"), details.unpaid_reason),
        (_("The customer's position"), details.customer_status),
        (_("Disputes there were"), details.dispute_words),
        (_("Evidence"), _(", ").join(label(one) for one in details.evidence)),
    )


def _result(details: MeasuresDetails) -> Iterable[Fact]:
    return plain_facts(
        (_("Carried out on"), date_text(details.carried_out_on) if details.carried_out_on else ""),
        (_("What came of it"), details.result),
    )


class MeasuresSteps(RecordSteps[MeasuresDetails]):
    """The steps of a proposal by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "submit": lambda details: self.do(details, measures.submit_measures, _("Submitting …")),
            "withdraw": self.withdraw,
            "carry_out": self.carry_out,
            "cancel": self.cancel,
            "edit": lambda details: page.edit(details.id),
        }

    def withdraw(self, details: MeasuresDetails) -> None:
        """Take it back to draft, with a reason."""
        title = _("Take back {number}").format(number=details.number)
        self.ask_reason(
            details,
            "withdraw",
            title,
            measures.withdraw_measures,
            name="receivables.measures_withdraw",
            save_text=_("&Take back to draft"),
        )

    def carry_out(self, details: MeasuresDetails) -> None:
        """Record what was done, and what came of it."""
        self.ask_form(
            details, "carry_out", CarriedOutDialog(self.desk, details, self.page), measures.carry_out_measures
        )

    def cancel(self, details: MeasuresDetails) -> None:
        """Cancel what is not wanted any more, with a reason."""
        title = _("Cancel the proposal {number}").format(number=details.number).strip()
        self.ask_reason(
            details,
            "cancel",
            title,
            measures.cancel_measures,
            name="receivables.measures_cancel",
            save_text=_("Cancel the &proposal"),
        )


def add_measures(desk: Desk, page: RoomPage) -> None:
    """Open the form of a new proposal."""
    ask_new_measures(desk, page, None, page.reveal)


def why_final(details: MeasuresDetails, _desk: Desk) -> str:
    """Say how a proposal that is no draft becomes one again; "" while it is one."""
    if details.state is MeasuresState.SUBMITTED:
        return _("Take the proposal back to draft before changing it.")
    return "" if details.state is MeasuresState.DRAFT else _("It has been decided and is not changed any more.")


MEASURES = RecordRoom(
    kind=KIND,
    read=measures_details,
    view=measures_view,
    steps=MeasuresSteps,
    new=NEW,
    add=add_measures,
    form=EditForm(read_measures, ask_measures),
    why_final=why_final,
)

"""Allowance tables on the page of the money of trips: how one is shown, and what one does with it (C7.4)."""

from collections.abc import Iterable
from functools import partial

from app.formatting import date_text, money
from app.i18n import N_, _
from app.labels import label
from app.queries.trips.allowances import AllowanceDetails, Rate, allowance_details
from app.rules.permissions import Permission
from models.enums import CityClass, RecordKind
from ui.dialogs.trips.money_allowance import (
    ask_allowance,
    ask_new_allowance,
    read_allowance,
    read_copied_allowance,
    read_new_allowance,
)
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.keeping import RESTORE, RETIRE, keeping_steps, retired_badge, take_keeping_step
from ui.tabs.record_facts import basic_facts, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_steps import RecordSteps
from ui.tabs.views import timeline_entry
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

KIND = RecordKind.ALLOWANCE
NEW = PageAction("new_allowance", N_("Allowance table…"), "new")
COPY = "copy"


def allowance_view(details: AllowanceDetails, desk: Desk) -> DetailView:
    """Return one table as the pane shows it."""
    current = (Badge(_("Counts today"), Tone.KEPT),) if details.is_current else ()
    may_edit = desk.context.actor.may(Permission.EDIT_ALLOWANCE)
    copies = (StepView(COPY, _("Copy as a new table"), minor=True),) if may_edit else ()
    return DetailView(
        title=details.number,
        badges=current,
        state=retired_badge(details.keeping.state),
        subtitle=details.title,
        line=" · ".join((label(KIND), _validity(details))),
        steps=(*copies, *keeping_steps(details.keeping)),
        groups=tuple(group for group in _groups(details, may_edit=may_edit) if group.facts),
        timeline=tuple(timeline_entry(event, desk.zone, desk.today()) for event in details.events),
    )


def _validity(details: AllowanceDetails) -> str:
    since = date_text(details.valid_from)
    if details.valid_to is None:
        return _("valid from {day}").format(day=since)
    return _("valid from {since} to {until}").format(since=since, until=date_text(details.valid_to))


def _groups(details: AllowanceDetails, *, may_edit: bool) -> Iterable[FactGroup]:
    facts = plain_facts(
        (_("Validity"), _validity(details)),
        (label(CityClass.FIRST), details.first_cities),
        (label(CityClass.SECOND), details.second_cities),
        (_("Note"), details.note),
    )
    yield basic_facts(facts, may_edit=may_edit)
    for city in CityClass:
        rates = tuple(rate for rate in details.rates if rate.city_class is city)
        yield FactGroup(city.value, label(city), tuple(fact for rate in rates for fact in _rate(rate)))


def _rate(rate: Rate) -> Iterable[Fact]:
    yield Fact(label(rate.post_level), _("{sum} a day").format(sum=money(rate.daily)))
    hotel = _("hotel up to {sum}").format(sum=money(rate.hotel))
    transport = _("transport up to {sum}").format(sum=money(rate.local_transport))
    yield Fact("", f"{hotel} · {transport}")


class AllowanceSteps(RecordSteps[AllowanceDetails]):
    """The steps of a table by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            RETIRE: lambda details: take_keeping_step(desk, page, details.keeping, RETIRE),
            RESTORE: lambda details: take_keeping_step(desk, page, details.keeping, RESTORE),
            COPY: self.copy,
        }

    def copy(self, details: AllowanceDetails) -> None:
        """Open the form of a new table with what this one has."""
        self.page.read_form(
            partial(read_copied_allowance, self.desk, details.id),
            lambda read: ask_new_allowance(self.desk, self.page, read, self.page.reveal),
        )


def add_allowance(desk: Desk, page: RoomPage) -> None:
    """Open the form of a new table; it is the manager's."""
    if not desk.context.actor.may(Permission.EDIT_ALLOWANCE):
        page.message.show_message(_("The allowance table is the manager's."))
        return
    page.read_form(partial(read_new_allowance, desk), lambda read: ask_new_allowance(desk, page, read, page.reveal))


def why_final(_details: AllowanceDetails, desk: Desk) -> str:
    """Say to anybody but the manager whose the table is; "" to the manager, who edits it."""
    may_edit = desk.context.actor.may(Permission.EDIT_ALLOWANCE)
    return "" if may_edit else _("The allowance table is the manager's.")


ALLOWANCES = RecordRoom(
    kind=KIND,
    read=allowance_details,
    view=allowance_view,
    steps=AllowanceSteps,
    new=NEW,
    add=add_allowance,
    form=EditForm(read_allowance, ask_allowance),
    why_final=why_final,
)

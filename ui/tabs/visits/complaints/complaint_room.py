"""Complaints: how one is shown, and what one does with it (N6, N8)."""

from collections.abc import Iterable
from dataclasses import replace

from app.formatting import money
from app.forms.requests import RequestForm
from app.i18n import N_, _
from app.labels import label
from app.queries.care.complaints import ComplaintDetails, complaint_details
from app.queries.trade.order_parts import Linked
from app.rules.permissions import Permission
from app.services.care import complaint_steps
from models.enums import (
    CommitmentKind,
    ComplaintChannel,
    ComplaintState,
    CustomerWord,
    RecordKind,
    RequestChannel,
    RequestKind,
)
from ui.dialogs.care.complaint_dialog import ask_complaint, ask_new_complaint, read_complaint
from ui.dialogs.care.complaint_steps import (
    AnswerDialog,
    FirstWordDialog,
    HandlingDialog,
    JudgementDialog,
    VerificationDialog,
)
from ui.dialogs.care.feedback_dialog import ask_new_feedback
from ui.dialogs.forms.opening import shows
from ui.dialogs.forms.pickers import read_items
from ui.dialogs.requests.request_dialog import KnownRequest, ask_new_request
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.links import LINK_ROOM, NARROW_LABEL, clipped, link_code
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.record_facts import around_facts, basic_facts, happened, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.tabs.visits.complaints.columns import care_badge, fault_badge, severity_badge
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

KIND = RecordKind.COMPLAINT
NEW = PageAction("new_complaint", N_("Complaint…"), "new")
REQUEST_CHANNELS = {
    ComplaintChannel.PHONE: RequestChannel.PHONE,
    ComplaintChannel.EMAIL: RequestChannel.EMAIL,
    ComplaintChannel.LETTER: RequestChannel.LETTER,
    ComplaintChannel.MESSAGE: RequestChannel.MESSAGE,
    ComplaintChannel.ON_SITE: RequestChannel.IN_PERSON,
}


def complaint_view(details: ComplaintDetails, desk: Desk) -> DetailView:
    """Return one complaint as the pane shows it."""
    meeting = {
        CommitmentKind.COMPLAINT_RESPONSE: ("respond", _("Record the first word")),
        CommitmentKind.COMPLAINT_ANSWER: ("answer", _("Record the answer")),
    }
    around = (details.customer, details.project)
    return logged_view(
        details,
        desk,
        state=care_badge(KIND, details.state),
        subtitle=details.title,
        line=(label(KIND), *(linked.title for linked in around if linked is not None)),
        badges=_badges(details),
        steps=step_views(details.steps, seldom=_seldom(details)),
        reasons=reason_views(details.steps),
        commitments=owed_views(details, desk, meeting, Permission.EDIT_CARE),
        groups=_groups(details, desk),
    )


def _seldom(details: ComplaintDetails) -> set[str]:
    """Return what stands behind "more": what was done already is corrected there."""
    stands = details.done_at is not None and details.customer_word is not CustomerWord.DISSATISFIED
    again = {"answer", "handle"} if stands else set()
    return {"reopen", "make_request", "feed_back"} | again


def _badges(details: ComplaintDetails) -> Iterable[Badge]:
    yield from (one for one in (severity_badge(details.severity), fault_badge(details.fault)) if one is not None)
    if details.is_repeated:
        yield Badge(_("Repeated complaint"), Tone.OVERDUE)


def _groups(details: ComplaintDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_CARE) and not why_final(details, desk)
    yield basic_facts(_own_facts(details, desk), may_edit=may_edit)
    yield FactGroup("earlier", _("Complained of before"), tuple(_linked(one) for one in details.earlier))
    yield FactGroup("answer", _("Answer"), tuple(_answer(details, desk)))
    yield FactGroup("handling", _("What was done about it"), tuple(_handling(details, desk)))
    yield FactGroup("judgement", _("Judgement"), tuple(_judgement(details, desk)))
    yield FactGroup("feedback", _("Fed back to departments"), tuple(_linked(one) for one in details.feedback))


def _own_facts(details: ComplaintDetails, desk: Desk) -> Iterable[Fact]:
    complainant = " ".join(part for part in (details.complainant, details.phone) if part)
    yield from plain_facts(
        (_("Received"), happened(details.received_at, details.receiver, desk)),
        (_("Channel"), label(details.channel)),
        (_("Complainant"), complainant),
        (_("Complained of"), label(details.category)),
        (_("Severity"), label(details.severity)),
        (_("Complaint"), details.content),
        (_("Demand"), details.demand),
    )
    names = ("customer", "project", "equipment", "request", "dispatch", "staff")
    yield from around_facts({name: getattr(details, name) for name in names})
    for linked in (details.visit, details.survey):
        if linked is not None:
            yield Fact(label(linked.kind), clipped(_named(linked), LINK_ROOM), link_code(linked.kind, linked.id))


def _named(linked: Linked) -> str:
    return f"{linked.number} {linked.title}".strip()


def _linked(one: Linked) -> Fact:
    return Fact(
        clipped(one.number or _("Draft"), NARROW_LABEL), clipped(one.title, LINK_ROOM), link_code(one.kind, one.id)
    )


def _answer(details: ComplaintDetails, desk: Desk) -> Iterable[Fact]:
    return plain_facts(
        (_("First word"), happened(details.responded_at, "", desk)),
        (_("Answered"), happened(details.answered_at, "", desk)),
        (_("What will be done"), details.answer),
        (_("Meanwhile"), details.interim),
        (_("Responsible"), " ".join(part for part in (details.department, details.owner) if part)),
    )


def _handling(details: ComplaintDetails, desk: Desk) -> Iterable[Fact]:
    return plain_facts(
        (_("Done"), happened(details.done_at, "", desk)),
        (_("Root cause"), details.root_cause),
        (_("Corrective measures"), details.corrective),
        (_("Preventive measures"), details.preventive),
        (_("Cost"), money(details.cost) if details.cost is not None else ""),
        (_("Verification"), details.verification),
        (_("The customer is"), label(details.customer_word) if details.customer_word is not None else ""),
    )


def _judgement(details: ComplaintDetails, desk: Desk) -> Iterable[Fact]:
    return plain_facts(
        (_("The complaint is"), label(details.justification) if details.justification is not None else ""),
        (_("Whose fault"), label(details.fault) if details.fault is not None else ""),
        (_("Judgement"), details.judgement),
        (_("Closed"), happened(details.closed_at, details.closed_by, desk)),
    )


class ComplaintSteps(OwingSteps[ComplaintDetails]):
    """The steps of a complaint by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "respond": self.respond,
            "answer": self.answer,
            "handle": self.handle,
            "verify": self.verify,
            "close": self.close,
            "reopen": self.reopen,
            "make_request": self.make_request,
            "feed_back": self.feed_back,
        }

    def respond(self, details: ComplaintDetails) -> None:
        """Record the first word."""
        dialog = FirstWordDialog(self.desk, details, self.page)
        self.ask_form(details, "respond", dialog, complaint_steps.record_first_word)

    def answer(self, details: ComplaintDetails) -> None:
        """Record what will be done, or one more answer."""
        dialog = AnswerDialog(self.desk, details, self.page)
        self.ask_form(details, "answer", dialog, complaint_steps.answer_complaint)

    def handle(self, details: ComplaintDetails) -> None:
        """Record what was done."""
        dialog = HandlingDialog(self.desk, details, self.page)
        self.ask_form(details, "handle", dialog, complaint_steps.handle_complaint)

    def verify(self, details: ComplaintDetails) -> None:
        """Record whether it helped."""
        dialog = VerificationDialog(self.desk, details, self.page)
        self.ask_form(details, "verify", dialog, complaint_steps.verify_complaint)

    def close(self, details: ComplaintDetails) -> None:
        """Judge and close it."""
        dialog = JudgementDialog(self.desk, details, self.page)
        self.ask_form(details, "close", dialog, complaint_steps.close_complaint)

    def reopen(self, details: ComplaintDetails) -> None:
        """Take it in hand again, with a reason."""
        title = _("Open the complaint {number} again").format(number=details.number)
        self.ask_reason(
            details,
            "reopen",
            title,
            complaint_steps.reopen_complaint,
            name="visits.complaint_reopen",
            save_text=_("&Open again"),
        )

    def make_request(self, details: ComplaintDetails) -> None:
        """Register what is complained of as a service request, which the complaint names from then on."""
        form = _request_form(details)
        ids = (form.customer_id, form.project_id, form.site_id, form.equipment_id)
        link = self.work(complaint_steps.link_request, details)

        def named(request_id: int) -> None:
            title = _("Name the request")
            work = lambda: link(request_id=request_id)  # noqa: E731
            self.desk.save(self.page, work, self.page.reload_details, title)

        def ask(known: KnownRequest) -> None:
            ask_new_request(self.desk, self.page, named, known)

        self.page.read_form(lambda: (form, read_items(self.desk, *ids)), ask)

    def feed_back(self, details: ComplaintDetails) -> None:
        """Ask a department about it."""
        about = {"complaint_id": details.id}
        ask_new_feedback(self.desk, self.page, about, shows(self.desk, RecordKind.FEEDBACK))


def _request_form(details: ComplaintDetails) -> RequestForm:
    """Return what a complaint says, as a request of the kind complaint."""
    form = RequestForm(
        request_kind=RequestKind.COMPLAINT,
        text=_("{number}: {said}").format(number=details.number, said=details.content),
        contact_name=details.complainant,
        contact_phone=details.phone,
        customer_id=details.customer_id,
        project_id=details.project_id,
        site_id=details.site_id,
        equipment_id=details.equipment_id,
    )
    channel = REQUEST_CHANNELS.get(details.channel)
    return replace(form, channel=channel) if channel is not None else form


def add_complaint(desk: Desk, page: RoomPage) -> None:
    """Open the form of a new complaint."""
    ask_new_complaint(desk, page, {}, page.reveal)


def why_final(details: ComplaintDetails, _desk: Desk) -> str:
    """Say why a complaint is not edited any more; "" while it is."""
    is_closed = details.state is ComplaintState.CLOSED
    return _("This complaint is closed and is not changed any more.") if is_closed else ""


COMPLAINT_ROOM = RecordRoom(
    kind=KIND,
    read=complaint_details,
    view=complaint_view,
    steps=ComplaintSteps,
    new=NEW,
    add=add_complaint,
    form=EditForm(read_complaint, ask_complaint),
    why_final=why_final,
)

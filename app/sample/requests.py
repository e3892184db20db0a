"""Requests of the demo, each from the customer's call to the end, through the department's own services."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from app.forms import RequestForm
from app.queries.requests.requests import request_details, request_form
from app.sample.ground import Customer, Equipment, Ground, Project
from app.sample.pace import RECENT, Moment, Pace, Recent, ordinary_pace
from app.sample.story import Story
from app.sample.texts import CaseText, cases, company
from app.sample.trips import Trip
from app.services.requests.classing import confirm_class
from app.services.requests.moving import cancel_request, move_request, solve_request
from app.services.requests.registering import register_request
from app.services.requests.steps import record_customer_contacted, record_file_consulted, record_reply
from models.enums import ClassBasis, RequestChannel, RequestSource, ServiceClass

ORDINARY = 128
WITHOUT_PROJECT = 0.04
GOODWILL = 0.12
PASSED_ON = 0.06
ANYTHING = "any"
WRITTEN = (RequestChannel.FAX, RequestChannel.LETTER, RequestChannel.EMAIL)

CHANNEL_WORDS = (
    ("来函", RequestChannel.LETTER),
    ("传真", RequestChannel.FAX),
    ("邮件", RequestChannel.EMAIL),
    ("发来", RequestChannel.MESSAGE),
    ("来电", RequestChannel.PHONE),
)
OTHER_CHANNELS = (*[RequestChannel.PHONE] * 6, *[RequestChannel.MESSAGE] * 3, *[RequestChannel.IN_PERSON] * 2)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls about what: ``project`` and ``equipment`` are None where none of ours is concerned."""

    customer: Customer
    project: Project | None
    equipment: Equipment | None
    name: str
    phone: str

    @property
    def called(self) -> str:
        """How one speaks of the caller: 王工."""
        return f"{self.name[0]}工" if not self.name.isascii() else self.name


class Requests:
    """Lets customers call: 128 requests that are mostly done, and the newest ones that are still open."""

    def __init__(self, story: Story, ground: Ground, scale: int) -> None:
        self._story = story
        self._ground = ground
        self._scale = scale
        self._told: Counter[str] = Counter()

    def plan(self) -> None:
        """Plan all calls; whose turn it is and what about is drawn when the call comes."""
        newest = max(recent.minutes for recent in RECENT) // (24 * 60) + 1
        oldest = (self._story.until - self._story.start).days - 2
        for _number in range(ORDINARY * self._scale):
            # Squaring draws more calls towards today: the department has grown.
            share = self._story.rng.random() ** 1.25
            day = self._story.day_before(newest + round(share * (oldest - newest)))
            received_at = self._story.calling_time(day)
            self._story.at(received_at, partial(self._call, received_at, None))
        for recent in RECENT * self._scale:
            received_at = (self._story.until - timedelta(minutes=recent.minutes)).replace(second=0)
            self._story.at(received_at, partial(self._call, received_at, recent))

    def _call(self, received_at: datetime, recent: Recent | None) -> None:
        caller, case = self._topic(recent)
        channel = self._channel(case)
        pace = recent.pace() if recent else ordinary_pace(self._story, case, written=channel in WRITTEN)
        request = RequestStory(self._story, self._ground, caller, case, pace)
        request.plan(received_at, channel)

    def _topic(self, recent: Recent | None) -> tuple[Caller, CaseText]:
        """Choose the case told least often so far among those that fit the customer's equipment."""
        rng = self._story.rng
        customer = rng.choice([customer for customer in self._ground.customers if customer.projects])
        project: Project | None = rng.choice(customer.projects)
        if recent is None and rng.random() < WITHOUT_PROJECT:
            project = None
        roles = {ANYTHING} | (set(project.equipment) if project else set())
        fitting = [case for case in cases() if case.on in roles and _suits(case, recent)]
        case = min(fitting, key=lambda case: (self._told[case.text], rng.random()))
        self._told[case.text] += 1
        index = rng.randrange(len(customer.phones))
        equipment = project.equipment.get(case.on) if project else None
        return Caller(customer, project, equipment, customer.text.contacts[index][0], customer.phones[index]), case

    def _channel(self, case: CaseText) -> RequestChannel:
        for word, channel in CHANNEL_WORDS:
            if word in case.text:
                return channel
        return self._story.rng.choice(OTHER_CHANNELS)


def _suits(case: CaseText, recent: Recent | None) -> bool:
    """An open request is as severe as planned, and has a job when people are sent."""
    if recent is None:
        return True
    return case.severity is recent.severity and (bool(case.job) or not recent.pace().has(Moment.PLAN))


class RequestStory:
    """One request on its way."""

    def __init__(self, story: Story, ground: Ground, caller: Caller, case: CaseText, pace: Pace) -> None:
        self._story = story
        self._context = story.context
        self._ground = ground
        self._caller = caller
        self._case = case
        self._pace = pace
        self._secretary = company().secretary
        most = caller.equipment.text.quantity if caller.equipment else 1
        self._places = {
            "who": caller.called,
            "eq": caller.equipment.text.name if caller.equipment else "",
            "no": str(story.rng.randint(1, most)),
            "n": str(story.rng.randint(2, 6)),
        }
        self._id = 0
        self._trip: Trip | None = None

    def plan(self, received_at: datetime, channel: RequestChannel) -> None:
        """Plan the registration; it plans the rest."""
        self._story.at(received_at + self._pace.after[Moment.REGISTER], lambda: self._register(received_at, channel))

    def _said(self, text: str) -> str:
        return text.format(**self._places)

    def _register(self, received_at: datetime, channel: RequestChannel) -> None:
        self._id = register_request(self._context, form=self._form(received_at, channel))
        steps = {
            Moment.CONSULT: self._consult,
            Moment.CONTACT: self._contact,
            Moment.REPLY: self._reply,
            Moment.CLASS: self._confirm,
            Moment.PLAN: self._send,
            Moment.SOLVE: self._solve,
            Moment.CLOSE: self._close,
            Moment.CANCEL: self._cancel,
        }
        for moment, step in steps.items():
            if self._pace.has(moment):
                self._story.at(self._story.waking(received_at + self._pace.after[moment]), step)

    def _form(self, received_at: datetime, channel: RequestChannel) -> RequestForm:
        case, caller = self._case, self._caller
        passed_on = self._story.rng.random() < PASSED_ON
        source = RequestSource.DEPARTMENT if passed_on else RequestSource.CUSTOMER
        return RequestForm(
            received_at=received_at,
            channel=channel,
            source=RequestSource.VISIT if "回访" in case.text else source,
            source_department="市场部" if source is RequestSource.DEPARTMENT else "",
            customer_id=caller.customer.id,
            project_id=caller.project.id if caller.project else None,
            site_id=None if caller.project else caller.customer.sites[0],
            equipment_id=caller.equipment.id if caller.equipment else None,
            contact_name=caller.name,
            contact_phone=caller.phone,
            text=self._said(case.text),
            request_kind=case.kind,
            severity=case.severity,
            needs_visit=case.visit,
            urgent=case.urgent,
            manufacturer_needed=case.manufacturer,
            misuse=case.misuse,
            owner_name=self._secretary,
        )

    def _consult(self) -> None:
        record_file_consulted(
            self._context, record_id=self._id, at=self._story.clock.now(), person=self._secretary,
            text="已查阅项目原始档案：合同、设备清单、调试记录。" if self._caller.project else "查无我方项目档案。",
        )  # fmt: skip

    def _contact(self) -> None:
        record_customer_contacted(
            self._context, record_id=self._id, at=self._story.clock.now(), person=self._secretary,
            counterpart=self._caller.name, text=self._said(self._case.learnt),
        )  # fmt: skip

    def _reply(self) -> None:
        record_reply(
            self._context, record_id=self._id, at=self._story.clock.now(), person=self._secretary,
            counterpart=self._caller.name, text=self._said(self._case.reply),
        )  # fmt: skip

    def _confirm(self) -> None:
        found = request_details(self._context, self._id)
        chosen, basis, reason = found.proposed_class, found.proposed_basis, ""
        if basis is ClassBasis.OUT_OF_WARRANTY and self._story.rng.random() < GOODWILL:
            chosen, basis = ServiceClass.FREE, ClassBasis.GOODWILL
            reason = self._story.rng.choice(company().goodwill_reasons)
        confirm_class(
            self._context, record_id=self._id, version=found.version, service_class=chosen, basis=basis, reason=reason
        )

    def _send(self) -> None:
        self._trip = Trip(self._story, self._ground.people, self._id, self._case, self._pace)
        maker = self._caller.equipment.text.maker if self._caller.equipment else ""
        self._trip.plan(maker=maker, content=self._said(self._case.job), tools=self._said(self._case.tools))

    def _version(self) -> int:
        return request_form(self._context, self._id).version

    def _solve(self) -> None:
        solve_request(
            self._context, record_id=self._id, version=self._version(), result=self._said(self._case.result),
            cause=self._said(self._case.cause),
        )  # fmt: skip

    def _close(self) -> None:
        move_request(self._context, record_id=self._id, version=self._version(), action="close")

    def _cancel(self) -> None:
        reason = self._story.rng.choice(company().cancel_reasons)
        cancel_request(self._context, record_id=self._id, version=self._version(), reason=reason)

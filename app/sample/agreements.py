"""Agreements that run for a time in the demo: maintenance with its visits, chemicals called off in portions."""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from app.forms.trade import CallOffForm, OrderForm, VisitForm
from app.sample.callers import Caller
from app.sample.ground import Ground, Project
from app.sample.jobs import Job
from app.sample.offers import Client
from app.sample.pace import DAY, HOUR
from app.sample.plots import Plot
from app.sample.texts import company
from app.sample.trade import Trade
from app.sample.trade_texts import trade_texts
from app.services.trade.order_records import call_off, record_visit
from models.enums import InstalmentKind, OrderKind

YEAR = timedelta(days=364)
SIGNED = Plot(signed=True)
PORTIONS = (80, 50, 20)  # days ago


class Agreements:
    """Plans two maintenance agreements, one that ends soon and one in its first months, and chemicals for a year."""

    def __init__(self, trade: Trade, ground: Ground) -> None:
        self._trade = trade
        self._story = trade.story
        self._ground = ground

    def plan(self) -> None:
        """Plan their beginnings; the visits follow."""
        self._plan(331, 7, visits=(250, 160, 70, -4))
        self._plan(341, 12, visits=(255, 165, 75, 10))
        self._plan(85, 3, visits=(20, -3, -120))
        self._story.at(self._hour(95), self._supply)

    def _hour(self, days_ago: int) -> datetime:
        return self._story.office_hour(self._story.day_before(days_ago))

    def _plan(self, days_ago: int, position: int, *, visits: tuple[int, ...]) -> None:
        self._story.at(self._hour(days_ago), partial(self._maintain, days_ago, position, visits))

    def _client(self, position: int) -> tuple[Client, Project]:
        """Return a customer with a plant that was handed over, and that plant."""
        running = [
            (customer, plant)
            for customer in self._ground.customers
            for plant in customer.projects
            if plant.text.handed_over is not None
        ]
        customer, plant = running[position % len(running)]
        caller = Caller(customer, plant, None, customer.text.contacts[0][0], customer.phones[0])
        return self._trade.client(caller, ""), plant

    def _maintain(self, days_ago: int, position: int, visits: tuple[int, ...]) -> None:
        client, project = self._client(position)
        words, prices = trade_texts().words, self._trade.desk.prices
        starts_on = self._story.day_before(days_ago)
        days = [self._story.day_before(ago) for ago in visits]
        form = OrderForm(
            title=words["agreement_title"].format(project=project.text.name),
            customer_id=client.customer_id,
            project_id=project.id,
            contact_name=client.contact,
            contact_phone=client.phone,
            order_kind=OrderKind.MAINTENANCE,
            lines=(
                prices.work("工程师现场服务", Decimal(2 * len(visits))),
                prices.work("差旅费（100 km 以内）", Decimal(2 * len(visits))),
                prices.work("水质全分析", Decimal(len(visits))),
            ),
            starts_on=starts_on,
            ends_on=starts_on + YEAR,
            response_time=words["response_time"],
            visits=tuple(VisitForm(planned_on=day, note=words["visit_note"]) for day in days),
        )
        job = self._begin(client, form)
        for number, day in enumerate(days, start=1):
            self._story.at(self._story.office_hour(day) + 5 * HOUR, partial(self._visit, job, number))

    def _begin(self, client: Client, form: OrderForm) -> Job:
        """Enter it, have it approved and signed, put it in force, and let the advance come in a few days later."""
        job = Job(self._trade.desk, client, SIGNED)
        job.write(form)
        job.approve()
        job.sign()
        job.enforce()
        self._story.at(self._story.clock.now() + 3 * DAY, partial(job.pay, InstalmentKind.ADVANCE))
        return job

    def _visit(self, job: Job, number: int) -> None:
        who = self._trade.desk.rng.choice(company().staff[:4]).name
        words = trade_texts().words["visit"]
        record_visit(
            self._story.context, record_id=job.id, visit_no=number, at=self._story.clock.now(), person=who, text=words
        )

    def _supply(self) -> None:
        """Chemicals for a year, a third in advance; what is called off is delivered in portions."""
        client, project = self._client(9)
        prices, texts = self._trade.desk.prices, trade_texts()
        quantities = (Decimal(1200), Decimal(600), Decimal(1500))
        form = OrderForm(
            title=texts.words["chemicals_title"],
            customer_id=client.customer_id,
            project_id=project.id,
            contact_name=client.contact,
            contact_phone=client.phone,
            order_kind=OrderKind.CHEMICALS,
            lines=tuple(
                prices.goods(part, quantity) for part, quantity in zip(texts.chemicals[:3], quantities, strict=True)
            ),
            advance_percent=Decimal(30),
            terms_reason=texts.words["chemicals_reason"],
            starts_on=self._story.today(),
            ends_on=self._story.today() + YEAR,
        )
        job = self._begin(client, form)
        for days_ago in PORTIONS:
            self._story.at(self._hour(days_ago) + HOUR, partial(self._call_off, job, client))

    def _call_off(self, job: Job, client: Client) -> None:
        for line_no, quantity in ((1, 200), (2, 75)):
            form = CallOffForm(
                line_no=line_no,
                called_at=self._story.clock.now(),
                quantity=Decimal(quantity),
                wanted_on=self._story.today() + timedelta(days=7),
                called_by=client.contact,
                note=trade_texts().words["call_off"],
            )
            call_off(self._story.context, record_id=job.id, form=form)

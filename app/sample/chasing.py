"""How the department of the demo asks for its money: handovers, letters, talks, a dispute, stronger measures (C10)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache, partial
from typing import Any

from sqlalchemy import select

from app.forms.disputes import DisputeForm, VerdictForm
from app.forms.handovers import HandoverForm, ItemClosingForm, PunchItemForm, ReviewForm
from app.forms.letters import LetterDeliveryForm, LetterForm, LetterReplyForm, SendForm
from app.forms.measures import MeasuresForm
from app.forms.money import DeductionForm, ShareForm, TalkForm
from app.rules.money.letter_gates import UNMATCHED_MONEY
from app.sample.approving import Approvals
from app.sample.contract_money import contract_of
from app.sample.ground import Customer, Ground, Project
from app.sample.pace import HOUR
from app.sample.payments import open_lines
from app.sample.story import Story
from app.sample.texts import company, customers, read_sample
from app.services.money.contacts import log_contact
from app.services.money.deductions import save_deduction
from app.services.money.disputes import register_dispute, verify_dispute
from app.services.money.letter_batches import draft_due_letters
from app.services.money.letters import draft_letter, issue_letter, record_delivery, record_reply, send_letter
from app.services.money.measures import save_measures, submit_measures
from app.services.papers import issue_paper
from app.services.projects.handovers import register_handover, review_handover
from app.services.projects.punch_items import close_item, save_punch_item
from models.enums import (
    ContactWay,
    DisputeVerdict,
    Evidence,
    InstalmentKind,
    LetterKind,
    LetterState,
    Measure,
    ReplyKind,
    SendMethod,
)
from models.money.letter import Letter
from models.projects.handover import Handover

LETTER, CARD = "letter", "warranty_card"
INSOLVENT, SLOW, LATE = "江南印染中水回用", "婺州新材循环水及旁滤", "钱塘生物纯化水系统"
ANGRY, CONFIRMING, TALKING = "石湖食品工艺软化水", "芜湖发电脱硫废水处理", "青山啤酒污水站"
RETAINED, HANDED_OVER, NEW = "古越酒业污水处理站", "新城热力除盐水扩建", "皖江显示有机废水 MBR"
ON_ITS_WAY, ON_THE_DESK = "明珠纺织中水回用", "平湖镀锌酸洗废水处理"
KNOWN = frozenset({UNMATCHED_MONEY})
NOTICED = {SLOW: 168, LATE: 167, RETAINED: 166, "金桥电子超纯水": 165, TALKING: 88}  # days ago
HISTORY, REVIEWED_AFTER, REVIEW_DAY = 424, 10, 10  # days
DEDUCTED = Decimal("12600.00")


@cache
def _texts() -> Mapping[str, Any]:
    return dict(read_sample("chasing"))


class Chasing:
    """Plans who is asked for money, when, and what comes of it; letters leave only where papers can be printed."""

    def __init__(self, story: Story, ground: Ground) -> None:
        self._story, self._ground = story, ground
        self._context = story.context
        self._approvals = Approvals(story)
        self._parcels = 0

    def plan(self) -> None:
        """Plan it all; one step a day, in the morning."""
        for days_ago, name, kind in (
            (140, INSOLVENT, LetterKind.DUNNING_1),
            (105, INSOLVENT, LetterKind.DUNNING_2),
            (20, INSOLVENT, LetterKind.DUNNING_3),
            (98, SLOW, LetterKind.DUNNING_1),
            (62, SLOW, LetterKind.DUNNING_2),
            (40, LATE, LetterKind.DUNNING_1),
            (30, CONFIRMING, LetterKind.STATEMENT),
        ):
            self._at(days_ago, partial(self._write, name, kind))
        self._at(60, partial(self._propose, INSOLVENT, granted=True))
        self._at(3, partial(self._propose, SLOW, granted=False))
        self._at(22, self._confirmed)
        self._plan_talks()
        self._plan_handovers()
        self._at(30, self._due_letters)
        self._at(25, self._send_retention)
        self._at(5, self._due_letters)

    def _plan_talks(self) -> None:
        self._at(26, partial(self._talk, LATE, "promise", 12))
        self._at(1, partial(self._talk, TALKING, "excuse", 6))
        self._at(2, partial(self._talk, SLOW, "silent", None))
        self._at(12, partial(self._dispute, ANGRY, InstalmentKind.TAIL))
        self._at(1, partial(self._dispute, CONFIRMING, InstalmentKind.ACCEPTANCE))
        self._at(1, partial(self._write, ON_ITS_WAY, LetterKind.DUNNING_1))
        self._at(1, partial(self._write, ON_THE_DESK, LetterKind.DUNNING_1, sent=False))
        self._at(9, self._deduct)

    def _plan_handovers(self) -> None:
        """Whose handover came within the story is reviewed soon, and gets its warranty card."""
        for customer in customers():
            for plant in customer.projects:
                if plant.handed_over is not None and plant.handed_over < HISTORY:
                    days_ago = max(plant.handed_over - REVIEWED_AFTER, 0)
                    self._at(days_ago, partial(self._review, plant.name))
        for name, days_ago in NOTICED.items():
            self._at(days_ago, partial(self._write, name, LetterKind.COLLECTION_NOTICE))
        self._at(REVIEW_DAY, partial(self._write, HANDED_OVER, LetterKind.COLLECTION_NOTICE))
        self._at(1, self._hand_over)

    def _at(self, days_ago: int, step: Any) -> None:
        moment: datetime = self._story.office_hour(self._story.day_before(days_ago)) + HOUR
        self._story.at(moment, step)

    def _found(self, name: str) -> tuple[Customer, Project]:
        return next(
            (customer, plant)
            for customer in self._ground.customers
            for plant in customer.projects
            if plant.text.name == name
        )

    # letters -----------------------------------------------------------------------------------------------------

    def _write(self, name: str, kind: LetterKind, *, sent: bool = True) -> None:
        customer, plant = self._found(name)
        of_contract = kind in (LetterKind.COLLECTION_NOTICE, LetterKind.RETENTION)
        contract = contract_of(self._story, plant.id) if of_contract else None
        form = LetterForm(
            letter_kind=kind,
            customer_id=customer.id,
            contract_id=contract,
            handover_id=self._handover_of(plant.id) if kind is LetterKind.COLLECTION_NOTICE else None,
        )
        self._issue(draft_letter(self._context, form=form), sent=sent)

    def _handover_of(self, project_id: int) -> int:
        with self._context.read() as session:
            return session.scalars(select(Handover.id).where(Handover.project_id == project_id)).one()

    def _issue(self, letter: int, *, sent: bool = True) -> None:
        """Issue a letter and print it; it goes by EMS, and the customer has it three days later."""
        issue_letter(self._context, record_id=letter, version=self._story.version_of(letter), accepted=KNOWN)
        if self._context.printer is None:
            return
        issue_paper(self._context, form_id=LETTER, record_id=letter)
        if sent:
            self._send(letter)

    def _send(self, letter: int) -> None:
        self._parcels += 1
        version = self._story.version_of(letter)
        parcel = f"EA 2026 {self._parcels:04} 8 CN"
        form = SendForm(send_method=SendMethod.EMS, sent_on=self._story.today(), tracking_no=parcel, version=version)
        send_letter(self._context, record_id=letter, version=version, form=form)
        self._story.at(self._story.clock.now() + timedelta(days=3), partial(self._deliver, letter))

    def _deliver(self, letter: int) -> None:
        form = LetterDeliveryForm(
            delivered_on=self._story.today(), delivered_to="收发室", version=self._story.version_of(letter)
        )
        record_delivery(self._context, record_id=letter, form=form)

    def _confirmed(self) -> None:
        """The statement of account came back confirmed."""
        customer, _plant = self._found(CONFIRMING)
        sent = self._letters(customer.id, LetterKind.STATEMENT, LetterState.SENT)
        if sent:
            form = LetterReplyForm(
                reply_kind=ReplyKind.CONFIRMED,
                replied_on=self._story.today(),
                reply_text=_texts()["reply"],
                version=self._story.version_of(sent[0]),
            )
            record_reply(self._context, record_id=sent[0], form=form)

    def _letters(self, customer_id: int, kind: LetterKind, state: LetterState) -> list[int]:
        wanted = (Letter.customer_id == customer_id, Letter.letter_kind == kind, Letter.state == state)
        with self._context.read() as session:
            return list(session.scalars(select(Letter.id).where(*wanted)))

    def _due_letters(self) -> None:
        draft_due_letters(self._context)

    def _send_retention(self) -> None:
        """The retention letter of one customer leaves; other drafts wait to be looked through."""
        customer, _plant = self._found(RETAINED)
        for letter in self._letters(customer.id, LetterKind.RETENTION, LetterState.DRAFT):
            self._issue(letter)

    def _print(self, form_id: str, record_id: int) -> None:
        if self._context.printer is not None:
            issue_paper(self._context, form_id=form_id, record_id=record_id)

    # what comes of them ------------------------------------------------------------------------------------------

    def _talk(self, name: str, words: str, promised_in: int | None) -> None:
        customer, plant = self._found(name)
        today = self._story.today()
        form = TalkForm(
            customer_id=customer.id,
            source_id=contract_of(self._story, plant.id),
            at=self._story.clock.now(),
            way=ContactWay.CALL,
            person=company().secretary,
            counterpart=_texts()["counterpart"].format(name=customer.text.contacts[0][0]),
            text=_texts()["talks"][words],
            promised_on=today + timedelta(days=promised_in) if promised_in is not None else None,
        )
        log_contact(self._context, form=form)

    def _dispute(self, name: str, kind: InstalmentKind) -> None:
        """An instalment is not paid over quality; two days later it is verified as ours."""
        customer, plant = self._found(name)
        said = _texts()["dispute"]
        lines = open_lines(self._story, contract_of(self._story, plant.id), (kind,))
        form = DisputeForm(
            customer_id=customer.id,
            project_id=plant.id,
            raised_on=self._story.today(),
            raised_by=customer.text.contacts[0][0],
            title=said["title"],
            description=said["description"],
            shares=tuple(ShareForm(instalment_id=line.id, amount=line.open) for line in lines),
        )
        dispute = register_dispute(self._context, form=form)
        self._story.at(self._story.clock.now() + timedelta(days=2), partial(self._verify, dispute))

    def _verify(self, dispute: int) -> None:
        said = _texts()["dispute"]
        form = VerdictForm(
            finding=said["finding"],
            verdict=DisputeVerdict.OURS,
            verified_by=company().own.manager,
            measures=said["measures"],
            responsible=company().own.manager,
            measures_until=self._story.today() + timedelta(days=16),
        )
        verify_dispute(self._context, record_id=dispute, version=self._story.version_of(dispute), form=form)
        self._print("dispute_record", dispute)

    def _deduct(self) -> None:
        _customer, plant = self._found(LATE)
        (line,) = open_lines(self._story, contract_of(self._story, plant.id), (InstalmentKind.RETENTION,))
        form = DeductionForm(
            amount=DEDUCTED, agreed_on=self._story.today(), agreed_with="设备部", reason=_texts()["deduction"]
        )
        save_deduction(self._context, instalment_id=line.id, version=self._story.version_of(line.id), form=form)

    def _propose(self, name: str, *, granted: bool) -> None:
        """Stronger measures before the leader; granted on paper, or waiting."""
        customer, plant = self._found(name)
        said = _texts()["measures"]
        lines = open_lines(self._story, contract_of(self._story, plant.id))
        today = self._story.today()
        form = MeasuresForm(
            customer_id=customer.id,
            instalment_ids=tuple(line.id for line in lines if line.due_on is not None and line.due_on < today),
            unpaid_reason=said["reason"],
            customer_status=said["status"],
            evidence=(Evidence.CONTRACT, Evidence.ACCEPTANCE, Evidence.INVOICES, Evidence.LETTERS),
            measures=(Measure.ON_SITE, Measure.LAWYERS_LETTER, Measure.LITIGATION),
            plan=said["plan"],
            responsible=company().own.manager,
            cost=Decimal("8000.00"),
            expected=sum((line.open for line in lines), Decimal(0)),
            impact=said["impact"],
            alternative=said["alternative"],
        )
        measures = save_measures(self._context, form=form)
        version = self._story.version_of(measures)
        approval = submit_measures(self._context, record_id=measures, version=version)
        self._print("collection_measures_approval", measures)
        if granted:
            self._approvals.grant(approval)

    # handover ----------------------------------------------------------------------------------------------------

    def _hand_over(self) -> None:
        """A handover notice came today, and what is left over is written down."""
        _customer, plant = self._found(NEW)
        form = HandoverForm(
            project_id=plant.id,
            noticed_on=self._story.today(),
            handed_over_on=self._story.day_before(2),
            notice_no=f"JF-{plant.id:03}",
        )
        register_handover(self._context, form=form)
        for row in _texts()["items"]:
            self._leave_over(plant.id, *row)

    def _review(self, name: str) -> None:
        """Review a handover that its project's date opened; the newest has items, one of them is closed."""
        _customer, plant = self._found(name)
        if name == HANDED_OVER:
            items = [self._leave_over(plant.id, *row) for row in _texts()["items"]]
            closing = ItemClosingForm(closed_on=self._story.today(), closing=_texts()["closed_item"])
            version = self._story.version_of(items[0])
            close_item(self._context, record_id=items[0], version=version, form=closing)
        handover = self._handover_of(plant.id)
        review = ReviewForm(summary=_texts()["review"], reviewed_by=company().secretary)
        version = self._story.version_of(handover)
        review_handover(self._context, record_id=handover, version=version, form=review)
        self._print("handover_review", handover)
        self._print(CARD, plant.id)

    def _leave_over(self, project_id: int, title: str, department: str, due_in: int) -> int:
        today = self._story.today()
        form = PunchItemForm(
            project_id=project_id,
            title=title,
            department=department,
            found_on=today,
            deadline_on=max(today, self._story.day_before(-due_in)),
        )
        return save_punch_item(self._context, form=form)

"""How approvals of the demo are decided: the manager's word on screen, the leader's on paper with a made-up scan."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from app.formatting import money
from app.forms.approvals import DecisionForm, PaperDecisionForm
from app.sample.scans import Sheet, sheet_picture
from app.sample.story import Story
from app.sample.texts import company
from app.sample.trade_texts import trade_texts
from app.services.approvals.deciding import decide, enter_paper_decision
from app.services.papers import issue_paper
from models.approval import Approval, ApprovalStep
from models.enums import ApprovalDecision, ApprovalReason, ApprovalSubject, Role
from models.trade.priced import PricedRecord

SHEET = "approval_sheet"
TILT = 0.6


@dataclass(frozen=True, slots=True)
class _Asked:
    """The step that is asked for, with what stands on its sheet."""

    number: str
    title: str
    role: Role
    reasons: frozenset[str]
    total: str
    version: int


class Approvals:
    """Gives the words that approvals ask for."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._context = story.context

    def grant(self, approval_id: int | None, *, until: Role | None = None) -> None:
        """Say yes to every step; with ``until`` only to those before that person's. None is approved already."""
        while approval_id is not None and (asked := self._asked(approval_id)) is not None and asked.role is not until:
            words = self._words(asked)
            if asked.role is Role.LEADER:
                self._sign(approval_id, asked, words)
            else:
                form = DecisionForm(reason=words)
                decide(self._context, approval_id=approval_id, version=asked.version, form=form)

    def refuse(self, approval_id: int, reason: str) -> None:
        """Say no, with the reason."""
        version = self._story.version_of(approval_id)
        decide(
            self._context, approval_id=approval_id, version=version, form=DecisionForm(approved=False, reason=reason)
        )

    def _asked(self, approval_id: int) -> _Asked | None:
        with self._context.read() as session:
            approval = session.get_one(Approval, approval_id)
            pending = select(ApprovalStep).where(
                ApprovalStep.approval_id == approval_id, ApprovalStep.decision == ApprovalDecision.PENDING
            )
            step = session.scalars(pending).first()
            if step is None:
                return None
            priced = session.get(PricedRecord, approval.subject_id)
            total = f"金额（含税）：{money(priced.total)} 元" if priced is not None else ""
            reasons = frozenset(str(one["reason"]) for one in approval.reasons)
            is_exception = approval.subject is ApprovalSubject.PAY_FIRST
            subject = "先服务后付款特批" if is_exception else approval.title
            return _Asked(approval.number or "", subject, step.role, reasons, total, approval.version)

    def _words(self, asked: _Asked) -> str:
        words = trade_texts().words
        if ApprovalReason.OWN_EXCEPTION in asked.reasons:
            return words["exception_yes"]
        if asked.role is Role.LEADER:
            return words["leader_yes"]
        if ApprovalReason.BELOW_COST in asked.reasons:
            return words["cost_reason"]
        return words["floor_reason"] if ApprovalReason.BELOW_FLOOR in asked.reasons else ""

    def _sign(self, approval_id: int, asked: _Asked, words: str) -> None:
        """Print the sheet where the program can, and enter it as it comes back from the leader."""
        if self._context.printer is not None:
            issue_paper(self._context, form_id=SHEET, record_id=approval_id)
        sheet = Sheet(
            company=company().company,
            title="审　批　单",
            lines=(f"编号：{asked.number}", f"事项：{asked.title}", asked.total, f"审批意见：{words}"),
            signed=f"公司领导：{trade_texts().leader}",
            day=self._story.today(),
        )
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{asked.number}.png"
            path.write_bytes(sheet_picture(sheet, TILT))
            form = PaperDecisionForm(
                reason=words, decided_by=trade_texts().leader, decided_at=self._story.clock.now(), scan=path
            )
            version = self._story.version_of(approval_id)
            enter_paper_decision(self._context, approval_id=approval_id, version=version, form=form)

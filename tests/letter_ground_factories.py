"""Letters of any size and any sums, made in memory: what they say needs no database of instalments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.i18n import using_language
from app.papers.content import Letterhead, PaperContent
from app.papers.form import load_form
from app.papers.money.letters import filled
from app.queries.money.letter_content import LetterContent
from app.queries.money.letter_facts import live_facts, rows_of
from app.queries.money.letter_ground import Account, GroundLine, LetterGround, Source
from app.queries.money.letter_lines import is_asked
from app.rules.money.letter_text import fill
from app.rules.money.letter_wording import shipped_wording
from models.enums import InstalmentKind, InterestBasis, LetterKind, LetterState
from models.money.letter import Letter, LetterLine
from models.money.receivable import Instalment
from models.parties.customer import Customer
from models.projects.contract import Contract
from models.projects.project import Project
from tests.letter_paper_factories import set_company

TODAY = date(2026, 3, 6)
KINDS = (InstalmentKind.ADVANCE, InstalmentKind.DELIVERY, InstalmentKind.ACCEPTANCE, InstalmentKind.RETENTION)
CUSTOMER = "金桥电子科技有限公司"


@dataclass(frozen=True, slots=True)
class Line:
    """One instalment of a letter: what was to pay, of it paid and deducted, how many days it is late."""

    amount: Decimal
    paid: Decimal = Decimal(0)
    deducted: Decimal = Decimal(0)
    days: int = 30
    interest: Decimal = Decimal(0)

    @property
    def outstanding(self) -> Decimal:
        """Return what is open of it."""
        return self.amount - self.paid - self.deducted


def line(amount: str, paid: str = "0", deducted: str = "0", days: int = 30) -> Line:
    """Return a line of these sums."""
    return Line(Decimal(amount), Decimal(paid), Decimal(deducted), days)


def letter_paper(
    context: Context, kind: LetterKind, lines: Sequence[Line], language: str = "zh_CN", **told: Any
) -> PaperContent:
    """Return an issued letter about these lines as it is printed; ``told`` are columns of the letter, ``customer`` its
    customer's name, ``wording`` its own text.
    """
    set_company(context)
    with context.read() as session, using_language(language):
        ground = _ground(session, kind, lines, language, told)
        facts = {**live_facts(session, ground), "measures": "（一）发送律师函；（二）提起诉讼"}
        used = shipped_wording(kind, language)
        said = LetterContent(fill(used, facts), facts, rows_of(session, ground))
        paper = filled(kind, said, language)
    return PaperContent(
        form=load_form(paper.layout),
        language=language,
        letterhead=Letterhead("江南清源水务工程有限公司", "售后服务部"),
        values={**paper.values, "prepared_by": "周敏"},
        rows=paper.rows,
        number="CK-2026-0031",
        printed_by="周敏",
        printed_at="2026-03-06 08:12",
    )


def _ground(
    session: Session, kind: LetterKind, lines: Sequence[Line], language: str, told: dict[str, Any]
) -> LetterGround:
    customer = Customer(id=1, title=told.pop("customer", CUSTOMER))
    letter = Letter(**{**_usual(kind, language), "interest": sum((one.interest for one in lines), Decimal(0)), **told})
    source = _source()
    return LetterGround(
        letter=letter,
        customer=customer,
        lines=tuple(_line(letter, place, one, source) for place, one in enumerate(lines, start=1)),
        projects={1: _project()},
        settings=settings_of(session),
        contract=source if kind in (LetterKind.COLLECTION_NOTICE, LetterKind.RETENTION) else None,
        accounts=(_account(source, lines),) if kind is LetterKind.STATEMENT and lines else (),
    )


def _account(source: Source, lines: Sequence[Line]) -> Account:
    paid, deducted = (sum((getattr(one, key) for one in lines), Decimal(0)) for key in ("paid", "deducted"))
    amount = sum((one.amount for one in lines), Decimal(0))
    return Account(source, amount, paid, deducted, amount - paid - deducted)


def _usual(kind: LetterKind, language: str) -> dict[str, Any]:
    return {
        "letter_kind": kind,
        "language": language,
        "state": LetterState.ISSUED,
        "customer_id": 0,
        "number": "CK-2026-0031",
        "doc_no": "清源售函〔2026〕31号",
        "facts": {},
        "statement_on": TODAY,
        "pay_by_on": TODAY + timedelta(days=15),
        "issued_on": TODAY,
        "address": "浙江省宁波市北仑区滨江大道1288号",
        "attention": "王芳 财务经理",
        "attention_phone": "139 0000 2468",
        "enclosures": "",
        "response": "",
        "engineer": "张伟",
        "credit": Decimal(0),
        "interest_basis": InterestBasis.LPR,
        "interest_rate": Decimal("3.9"),
        "interest_from": date(2026, 1, 16),
        "pays_first": True,
    }


def _source() -> Source:
    contract = Contract(id=1, amount=Decimal("864010.50"))
    return Source(1, "QY-2025-HT-009", "金桥电子超纯水系统供货与安装合同", date(2025, 3, 6), 1, contract)


def _project() -> Project:
    return Project(
        id=1,
        title="金桥电子超纯水项目",
        accepted_on=date(2025, 7, 25),
        handed_over_on=date(2025, 8, 1),
        warranty_end_on=date(2026, 7, 31),
        warranty_months=12,
    )


def _line(letter: Letter, place: int, one: Line, source: Source) -> GroundLine:
    row = LetterLine(
        position=place,
        instalment_id=place,
        amount=one.amount,
        paid=one.paid,
        deducted=one.deducted,
        outstanding=one.outstanding,
        due_on=TODAY - timedelta(days=one.days),
        overdue_days=max(one.days, 0),
        interest=one.interest,
    )
    is_retention = letter.letter_kind is LetterKind.RETENTION
    kind = InstalmentKind.RETENTION if is_retention else KINDS[place % 3]
    instalment = Instalment(
        id=-place, source_id=1, instalment_kind=kind, clause=f"5.{place}", percent=Decimal(5), condition=""
    )
    return GroundLine(row, instalment, source, is_asked(letter, row, kind))

"""Letters to customers about money as they are entered (C10). All amounts with tax, in yuan."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.forms.money import ShareForm
from models.enums import InterestBasis, LetterKind, ReplyKind, SendMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterForm:
    """One letter; what is None or "" in a new one is proposed: days, address, whom it goes to.

    ``heading`` and ``wording`` are this letter's own text with {keys}, "" for the template of its kind; paragraphs
    stand one to a line. ``interest_basis`` None is what contract and department say.
    """

    customer_id: int | None = None
    letter_kind: LetterKind = LetterKind.DUNNING_1
    contract_id: int | None = None
    handover_id: int | None = None
    language: str = "zh_CN"
    statement_on: date | None = None
    pay_by_on: date | None = None
    address: str = ""
    attention: str = ""
    attention_phone: str = ""
    heading: str = ""
    wording: str = ""
    response: str = ""
    enclosures: str = ""
    interest_basis: InterestBasis | None = None
    pays_first: bool = False
    inspect_on: date | None = None
    engineer: str = ""
    confirm_by_on: date | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SendForm:
    """A letter left: in which way, when, under which number of a parcel."""

    send_method: SendMethod | None = None
    sent_on: date | None = None
    tracking_no: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDeliveryForm:
    """A letter arrived: when, and who took it."""

    delivered_on: date | None = None
    delivered_to: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReplyForm:
    """What the customer answered; a promise names a sum and a day.

    Without ``shares`` the sum promised is for the oldest of what the letter asks for first.
    """

    reply_kind: ReplyKind | None = None
    replied_on: date | None = None
    reply_text: str = ""
    promised_amount: Decimal | None = None
    promised_on: date | None = None
    shares: tuple[ShareForm, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTemplateForm:
    """The department's own wording of one kind of letter in one language."""

    letter_kind: LetterKind = LetterKind.DUNNING_1
    language: str = "zh_CN"
    heading: str = ""
    wording: str = ""

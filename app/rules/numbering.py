"""Numbers of records: prefix, local year, serial without gaps: SR-2026-0001, after 9999 of a year SR-2026-10000."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, tzinfo

from app.formatting import local
from models.enums import LetterKind, RecordKind

# Projects (项目令号), contracts and parts carry the numbers people gave them, a report that of its paper.
PREFIXES: Mapping[RecordKind, str] = {
    RecordKind.CUSTOMER: "KH",
    RecordKind.SITE: "DD",
    RecordKind.PARTNER: "WL",
    RecordKind.EQUIPMENT: "SB",
    RecordKind.REQUEST: "SR",
    RecordKind.DISPATCH: "PG",
    RecordKind.STAFF: "RY",
    RecordKind.DOCUMENT: "WD",
    RecordKind.RATE_CARD: "SF",
    RecordKind.QUOTATION: "BJ",
    RecordKind.ORDER: "FW",
    RecordKind.APPROVAL: "SP",
    RecordKind.RECEIVABLE: "YS",
    RecordKind.RECEIPT: "HK",
    RecordKind.SLIP: "LL",
    RecordKind.PURCHASE: "QG",
    RecordKind.COUNT: "PD",
    RecordKind.SHIPMENT: "TY",
    RecordKind.OLD_PART: "JJ",
    RecordKind.LOAN: "JY",
    RecordKind.CUSTOMER_GOODS: "KW",
    RecordKind.SUPPLIER_CLAIM: "PT",
    RecordKind.HAZARD: "WY",
    RecordKind.BRIEFING: "JD",
    RecordKind.INCIDENT: "SG",
    RecordKind.CONFIDENTIALITY: "BM",
    RecordKind.LESSON: "BJY",
    RecordKind.ADVANCE: "JK",
    RecordKind.EXPENSE: "BX",
    RecordKind.ALLOWANCE: "BT",
    RecordKind.SERVICE_RECEIPT: "HZ",
    RecordKind.SURVEY: "MY",
    RecordKind.HANDOVER: "JF",
    RecordKind.PUNCH_ITEM: "YL",
    RecordKind.DISPUTE: "ZY",
    RecordKind.MEASURES: "QH",
    RecordKind.VISIT_ROUND: "HFJ",
    RecordKind.VISIT: "HF",
    RecordKind.INSPECTION_PLAN: "XJH",
    RecordKind.INSPECTION: "XJ",
    RecordKind.COMPLAINT: "TS",
    RecordKind.FEEDBACK: "ZF",
    RecordKind.TRAINING: "PX",
    RecordKind.ASSESSMENT: "KP",
    RecordKind.SPOT_CHECK: "CJ",
    RecordKind.CORRESPONDENCE: "LX",
}
# A letter carries the number of its paper, a series for each weight of letter.
LETTER_PREFIXES: Mapping[LetterKind, str] = {
    LetterKind.STATEMENT: "DZ",
    LetterKind.COLLECTION_NOTICE: "SK",
    LetterKind.RETENTION: "ZB",
    LetterKind.DUNNING_1: "CK",
    LetterKind.DUNNING_2: "CK",
    LetterKind.DUNNING_3: "CK",
}
LETTER_SERIES = "HAN"  # 发文字号: the department's one yearly series of letters

INCOMING_PREFIX = "LW"  # 来文: one series for faxes and letters; a request keeps its own number beside it

_LARGEST_SERIAL = 99_999
_NUMBER = re.compile(r"([A-Z]{2,4})-([0-9]{4})-([0-9]{4}|[1-9][0-9]{4})")


def number_year(moment: datetime, zone: tzinfo) -> int:
    """Return the year a number given at ``moment`` belongs to: the local one."""
    return local(moment, zone).year


def format_number(prefix: str, year: int, serial: int) -> str:
    """Return the number, "SR-2026-0001"; ValueError outside serials 1 to 99,999."""
    if not 1 <= serial <= _LARGEST_SERIAL:
        raise ValueError(f"{prefix}-{year}: no number {serial}")
    return f"{prefix}-{year:04}-{serial:04}"


def parse_number(text: str) -> tuple[str, int, int] | None:
    """Return prefix, year and serial of a number as typed or scanned (any case or width), None if it is none."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    if found is None or int(found[3]) == 0:
        return None
    return found[1], int(found[2]), int(found[3])

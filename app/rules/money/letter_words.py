"""Days and sums as letters write them, in the current language (paperwork.md 3 and 4)."""

import re
from datetime import date
from decimal import Decimal

from app.formatting import chinese_date, money, rmb_capitals
from app.i18n import current_language
from app.rules.money.english_words import words_of_sum

Facts = dict[str, str]
_DOC_NO = re.compile(r"(.*)〔(\d+)〕(\d+)号")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def day_text(day: date | None) -> str:
    """Return a day as letters write it in the current language, "" for none."""
    if day is None:
        return ""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if _is_english() else chinese_date(day)


def _is_english() -> bool:
    return current_language() == "en"


def number_text(doc_no: str) -> str:
    """Return a letter's place in its series as letters write it: 清源售函〔2026〕31号, in English [2026] No. 31."""
    return _DOC_NO.sub(r"\1 [\2] No. \3", doc_no) if _is_english() else doc_no


def in_sentence(name: str) -> str:
    """Return the name of something as it stands within a sentence: "call" for "Call"."""
    return name[:1].lower() + name[1:]


def caps_text(amount: Decimal) -> str:
    """Return a sum in Chinese capitals without 人民币, in English in words."""
    return words_of_sum(amount) if _is_english() else rmb_capitals(amount, prefix="")


def percent_text(percent: Decimal | None) -> str:
    """Return a share as "10%", without needless zeros; "" for none."""
    return f"{percent.normalize():f}%" if percent is not None else ""


def sum_facts(**sums: Decimal | None) -> Facts:
    """Return each sum as a figure under its code and in capitals under ``…_caps``, in English in words; "" for what is
    not known.

    Both are made from the same value, so that they cannot differ (paperwork.md 4).
    """
    facts: Facts = {}
    for code, amount in sums.items():
        facts[code] = money(amount).replace("¥", "") if amount is not None else ""
        facts[f"{code}_caps"] = caps_text(amount) if amount is not None else ""
    return facts


def told(amount: Decimal) -> Decimal | None:
    """Return a sum that is worth telling, None for nothing."""
    return amount or None


def figure_text(text: str) -> str:
    """Return a figure as it is set, without needless zeros: "30" for "30.0"; what is no figure stays as it is."""
    return text.rstrip("0").rstrip(".") if "." in text else text

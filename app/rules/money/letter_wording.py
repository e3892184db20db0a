"""The shipped wording of letters, and of the slips that customers answer on (``resources/letters``)."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.resources import resource_path
from app.rules.money.letter_text import Wording
from models.enums import LetterKind


@dataclass(frozen=True, slots=True)
class ReplySlip:
    """What the customer sends back (回执): texts with {keys} as in the letter, and what is signed."""

    title: str
    to: str
    lead: str
    items: tuple[str, ...]
    sign: tuple[str, ...]


def shipped_wording(kind: LetterKind, language: str) -> Wording:
    """Return the wording that the program brings along; KeyError for a language it does not speak."""
    text = _shipped(kind)[language]
    return Wording(text["heading"], text["salutation"], "\n".join(text["paragraphs"]), text["closing"])


def reply_slip(kind: LetterKind, language: str) -> ReplySlip:
    """Return the reply slip of a kind of letter; KeyError for a language it does not speak."""
    slip = _shipped(kind)[language]["reply"]
    return ReplySlip(slip["title"], slip["to"], slip["lead"], tuple(slip["items"]), tuple(slip["sign"]))


@cache
def _shipped(kind: LetterKind) -> dict[str, Any]:
    text = resource_path("letters", f"{kind.value}.json").read_text(encoding="utf-8")
    shipped: dict[str, Any] = json.loads(text)
    return shipped

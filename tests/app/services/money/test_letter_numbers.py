"""Numbers of letters: whatever is refused, cancelled or issued in whatever order, there is never a gap (C10)."""

from random import Random

import pytest

from app.context import Context
from app.errors import AppError
from app.integrity import check
from app.rules.numbering import parse_number
from app.services.money.letters import cancel_letter, issue_letter
from models.enums import LetterKind
from models.money.letter import Letter
from tests.factories import version_of
from tests.letter_factories import letter_of
from tests.letter_paper_factories import customer_of, make_debtor, make_letter
from tests.money_factories import make_receipt

KINDS = (LetterKind.DUNNING_1, LetterKind.DUNNING_2, LetterKind.STATEMENT, LetterKind.RETENTION)


def attempt(context: Context, contract: int, chance: Random) -> int | None:
    """Draft a letter of any kind and try to issue it, with or without an answer; cancel some. Return its id."""
    try:
        letter = make_letter(context, contract, chance.choice(KINDS))
    except AppError:
        return None
    accepted = frozenset({"unmatched_money"}) if chance.random() < 0.5 else frozenset()
    try:
        issue_letter(context, record_id=letter, version=version_of(context, letter), accepted=accepted)
    except AppError:
        assert letter_of(context, letter).number is None
    if chance.random() < 0.5:
        cancel_letter(context, record_id=letter, version=version_of(context, letter), reason="重写")
    return letter


@pytest.mark.parametrize("seed", range(3))
def test_numbers_of_letters_have_no_gaps(context: Context, seed: int) -> None:
    chance = Random(seed)
    contract = make_debtor(context)
    make_receipt(context, customer_of(context, contract), 500)
    tried = [attempt(context, contract, chance) for _time in range(14)]
    letters: list[Letter] = [letter_of(context, one) for one in tried if one is not None]
    given = [one for one in letters if one.number is not None]
    assert len({one.number for one in given}) == len(given) >= 3
    for prefix in {(one.number or "")[:2] for one in given}:
        serials = sorted(parse_number(one.number or "")[2] for one in given if (one.number or "")[:2] == prefix)
        assert serials == list(range(1, len(serials) + 1))
    assert {one.doc_no for one in given} == {f"清源售函〔2026〕{place}号" for place in range(1, len(given) + 1)}
    assert check(context) == ()

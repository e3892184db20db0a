"""What a service will refuse, said at its field while one types: the same rules, asked beforehand."""

from collections.abc import Callable
from functools import partial

from app.errors import AppError
from app.rules.inputs import clean_account, clean_email, clean_phone, clean_tax_no

LONGEST_PHONE = 40
LONGEST_EMAIL = 120


def _refusal(clean: Callable[[str], str], text: str) -> str:
    try:
        clean(text)
    except AppError as refused:
        return refused.message
    return ""


# Each returns what is wrong with a text, "" when nothing is.
phone_problem = partial(_refusal, partial(clean_phone, field="", limit=LONGEST_PHONE))
email_problem = partial(_refusal, partial(clean_email, field="", limit=LONGEST_EMAIL))
tax_no_problem = partial(_refusal, partial(clean_tax_no, field=""))
account_problem = partial(_refusal, partial(clean_account, field=""))

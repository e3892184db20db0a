"""What a person reads for the items of a survey, in the language of the moment."""

from app.i18n import current_language
from app.rules.trips.surveys import survey_items


def item_name(code: str) -> str:
    """Return the words of an item; the code itself of one that is not asked for any more."""
    return next((_in_language(item.words) for item in survey_items() if item.code == code), code)


def item_group(code: str) -> str:
    """Return the category of an item, "" of one that is not asked for any more."""
    return next((_in_language(item.group) for item in survey_items() if item.code == code), "")


def _in_language(words: tuple[str, str]) -> str:
    return words[1] if current_language().startswith("en") else words[0]

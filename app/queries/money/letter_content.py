"""What a letter says: as it stands while it is a draft, as it was issued ever after (C10)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.formatting import local
from app.forms.letters import LetterForm
from app.i18n import using_language
from app.queries.money.letter_draft import write_letter
from app.queries.money.letter_facts import Rows, live_facts, rows_of
from app.queries.money.letter_ground import read_ground
from app.queries.money.letter_wordings import wording_of
from app.queries.records.lookup import existing
from app.rules.money.letter_keys import MAY_BE_EMPTY
from app.rules.money.letter_text import LetterText, fill
from app.rules.permissions import Permission
from models.enums import LetterState
from models.money.letter import Letter


@dataclass(frozen=True, slots=True)
class LetterContent:
    """A letter ready to be printed: its text, all its facts by their codes, the rows of its tables."""

    text: LetterText
    facts: Mapping[str, str]
    rows: Rows

    def frozen(self) -> dict[str, Any]:
        """Return what is kept with an issued letter, so that a reprint never differs."""
        return {"text": asdict(self.text), "keys": dict(self.facts), "rows": {k: list(v) for k, v in self.rows.items()}}


def text_of(session: Session, letter: Letter) -> LetterText:
    """Return the text of a letter; of an issued one what it was when it was issued."""
    return _thawed(letter.facts["text"]) if "text" in letter.facts else written_content(session, letter).text


def written_content(session: Session, letter: Letter) -> LetterContent:
    """Return what a letter says by the records as they are now."""
    with session.no_autoflush:
        ground = read_ground(session, letter)
        facts, rows, wording = live_facts(session, ground), rows_of(session, ground), wording_of(session, letter)
    with using_language(letter.language):
        text = fill(wording, facts)
    lacking = tuple(code for code in text.missing if code not in MAY_BE_EMPTY)
    return LetterContent(replace(text, missing=lacking), facts, rows)


def _thawed(kept: Mapping[str, Any]) -> LetterText:
    return LetterText(**{**kept, "paragraphs": tuple(kept["paragraphs"]), "missing": tuple(kept["missing"])})


def letter_preview(context: Context, letter: int | LetterForm) -> LetterText:
    """Return the text of a stored letter, or of one as it would come out of a form; Invalid for what cannot be so."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        if isinstance(letter, int):
            return text_of(session, existing(session, Letter, letter))
        draft = Letter(state=LetterState.DRAFT, facts={}, lines=[])
        today = local(context.clock.now(), ZoneInfo(settings_of(session).text("zone"))).date()
        write_letter(session, draft, letter, today)
        return written_content(session, draft).text

"""The lending departments' word on a dispatch: who agreed, when, to what exactly (C7.2)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.forms.dispatch_steps import DepartmentWordForm
from app.i18n import _
from app.queries.people.dispatch_facts import terms_hash
from app.queries.people.lenders import HomeDepartment, departments_of, lending
from app.rules.inputs import clean_text
from app.services.use_case import check_past, log, required
from models.enums import EventKind
from models.people.department import Department
from models.people.dispatch import DepartmentAgreement, Dispatch, DispatchPerson

CLAUSE = "C7.2"
NOTE_LIMIT = 4000


def give_word(session: Session, dispatch: Dispatch, word: DepartmentWordForm) -> None:
    """Write a department's word on the dispatch as it stands now. Invalid for one that lends nobody to it."""
    who = required(word.agreed_by, _("Enter who agreed."), field="agreed_by", limit=60)
    at = _agreed_at(session, word)
    department = lending(departments_of(session, dispatch)).get(word.department_id or 0)
    if department is None:
        raise Invalid(_("This department lends nobody to this dispatch."), field="department_id", clause=CLAUSE)
    terms = terms_hash(session, dispatch, department.id)
    agreement = _agreement(dispatch, department.id)
    agreement.agreed_by, agreement.agreed_at, agreement.terms_hash = who, at, terms
    agreement.note = clean_text(word.note, field="note", limit=NOTE_LIMIT)
    log(
        session,
        dispatch,
        EventKind.DEPARTMENT_AGREED,
        agreement.note,
        at=at,
        person=who,
        counterpart=department.name,
    )


def _agreed_at(session: Session, word: DepartmentWordForm) -> datetime:
    if word.agreed_at is None:
        raise Invalid(_("Enter when it was agreed."), field="at")
    return check_past(word.agreed_at, session.info["now"], field="at")


def _agreement(dispatch: Dispatch, department_id: int) -> DepartmentAgreement:
    found = next((row for row in dispatch.agreements if row.department_id == department_id), None)
    if found is None:
        found = DepartmentAgreement(department_id=department_id)
        dispatch.agreements.append(found)
    return found


def void_changed(session: Session, dispatch: Dispatch) -> None:
    """Take away the word of every department whose people, dates, places or content are other ones now."""
    for agreement in list(dispatch.agreements):
        if agreement.terms_hash != terms_hash(session, dispatch, agreement.department_id):
            department = session.get(Department, agreement.department_id)
            dispatch.agreements.remove(agreement)
            log(session, dispatch, EventKind.AGREEMENT_VOIDED, department.name if department else "")


def agree_again(
    session: Session,
    dispatch: Dispatch,
    words: Iterable[DepartmentWordForm],
    changed: Iterable[DispatchPerson],
) -> None:
    """Write the words on a change of a dispatch that was agreed, from each department that lends one of ``changed``.

    A department that gives people back or keeps its terms need not say anything. Invalid at ``words`` with the names of
    the departments whose word is missing.
    """
    session.flush()
    homes = departments_of(session, dispatch)
    asked = lending({one.staff_id: homes[one.staff_id] for one in changed if one.staff_id is not None})
    given = {word.department_id: word for word in words}
    _refuse_silence(asked, given)
    for department_id in asked:
        give_word(session, dispatch, given[department_id])
    for agreement in dispatch.agreements:
        agreement.terms_hash = terms_hash(session, dispatch, agreement.department_id)


def _refuse_silence(asked: Mapping[int, HomeDepartment], given: Mapping[int | None, DepartmentWordForm]) -> None:
    silent = [asked[one].name for one in asked if one not in given or not given[one].agreed_by.strip()]
    if silent:
        names = _(", ").join(silent)
        text = _("These departments have not agreed to it yet: {names}").format(names=names)
        raise Invalid(text, field="words", clause=CLAUSE)

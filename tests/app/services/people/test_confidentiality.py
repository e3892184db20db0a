"""Confidentiality agreements: with whom, signed, ended (C14)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid
from app.forms.secrecy import AgreementForm
from app.queries.people.agreements import agreement_form
from app.queries.people.staff import staff_details
from app.services.keeping import retire
from app.services.people.confidentiality import save_agreement
from models.enums import AgreementState, BasicState, EventKind, PartyType, RecordKind, SecrecyLevel
from models.people.secrecy import ConfidentialityAgreement
from models.people.staff import StaffMember
from tests.app.archive.scanned import picture, scan_in
from tests.app.services.refusing import refused_at
from tests.factories import make_department, make_project, make_staff, stored, version_of
from tests.secrecy_factories import (
    LAST_DAY,
    OUTSIDER,
    SIGNED_ON,
    agreement,
    end,
    make_agreement,
    make_signed_agreement,
    sign,
)


def test_c14_an_agreement_with_one_of_our_people_brings_name_department_and_post(context: Context) -> None:
    person = make_staff(
        context, name="张伟", post="高级工程师", department_id=make_department(context, name="工程一部")
    )
    made = agreement(context, make_agreement(context, person, project_id=make_project(context)))
    assert (made.number, made.state) == ("BM-2026-0001", AgreementState.DRAFT)
    assert (made.name, made.organisation, made.post) == ("张伟", "工程一部", "高级工程师")
    assert made.around["staff"] is not None
    assert made.around["project"] is not None
    assert [step.action for step in made.steps] == ["sign", "end"]


def test_c14_an_agreement_with_somebody_from_outside_is_by_name_and_organisation(context: Context) -> None:
    made = agreement(context, make_agreement(context, post="售后工程师", **OUTSIDER))
    assert (made.party_type, made.name, made.organisation) == (PartyType.SUPPLIER, "李工", "凯泉泵业")
    assert made.around["staff"] is None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "staff_id"),
        ({"party_type": PartyType.CUSTOMER, "organisation": "滨江热电"}, "name"),
        ({"party_type": PartyType.CUSTOMER, "name": "王工"}, "organisation"),
        ({**OUTSIDER, "identity_no": "1" * 41}, "identity_no"),
        ({**OUTSIDER, "valid_until": date(1826, 3, 6)}, "valid_until"),
    ],
)
def test_what_an_agreement_needs_is_asked_for_at_its_field(
    context: Context, fields: dict[str, Any], field: str
) -> None:
    assert refused_at(lambda: save_agreement(context, form=AgreementForm(**fields))) == field


def test_a_person_out_of_use_gets_no_agreement(context: Context) -> None:
    person = make_staff(context)
    retire(context, record_id=person, version=version_of(context, person), reason="离职")
    assert refused_at(lambda: make_agreement(context, person)) == "staff_id"


def test_c14_a_signed_agreement_is_in_force_and_its_sheet_is_filed(context: Context, tmp_path: Path) -> None:
    record_id = make_agreement(context, carriers="PLC 程序备份 1 份")
    sign(context, record_id, valid_until=LAST_DAY, scan=scan_in(tmp_path, "保密.png", picture()))
    signed = agreement(context, record_id)
    assert (signed.state, signed.signed_on, signed.valid_until) == (AgreementState.SIGNED, SIGNED_ON, LAST_DAY)
    assert [scan.archive_code.split("/")[1][:5] for scan in signed.scans] == ["B2-04"]
    assert EventKind.AGREEMENT_SIGNED in {event.kind for event in signed.events}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"signed_on": None}, "signed_on"),
        ({"signed_on": date(2026, 3, 7)}, "signed_on"),
        ({"signed_on": date(1826, 3, 6)}, "signed_on"),
        ({"valid_until": date(2026, 3, 4)}, "valid_until"),
    ],
)
def test_c14_a_signature_lies_in_the_past_and_ends_after_its_start(
    context: Context, fields: dict[str, Any], field: str
) -> None:
    record_id = make_agreement(context)
    assert refused_at(lambda: sign(context, record_id, **fields)) == field
    assert agreement(context, record_id).state is AgreementState.DRAFT


def test_c14_what_was_signed_is_not_changed(context: Context) -> None:
    record_id = make_signed_agreement(context)
    with pytest.raises(Invalid) as refused:
        save_agreement(context, form=agreement_form(context, record_id), record_id=record_id)
    assert refused.value.clause == "C14"


def test_c14_an_agreement_ends_early_with_a_reason(context: Context) -> None:
    record_id = make_signed_agreement(context)
    assert refused_at(lambda: end(context, record_id, reason=" ")) == "reason"
    assert refused_at(lambda: end(context, record_id, ended_on=date(2026, 3, 4))) == "ended_on"
    end(context, record_id, ended_on=date(2026, 3, 31))
    ended = agreement(context, record_id)
    assert (ended.state, ended.ended_on, ended.steps) == (AgreementState.ENDED, date(2026, 3, 31), ())


def test_an_agreement_that_nobody_signed_is_dropped_the_same_way(context: Context) -> None:
    record_id = make_agreement(context)
    end(context, record_id)
    ended = agreement(context, record_id)
    assert (ended.number, ended.state, ended.signed_on) == ("BM-2026-0001", AgreementState.ENDED, None)


def test_c14_an_agreement_whose_last_day_is_over_is_shown_as_run_out(context: Context) -> None:
    record_id = make_signed_agreement(context, until=SIGNED_ON)
    assert agreement(context, record_id).expired
    assert not agreement(context, make_signed_agreement(context, until=date(2026, 3, 6))).expired
    assert not agreement(context, make_signed_agreement(context)).expired


def test_an_agreement_is_edited_until_it_is_signed(context: Context) -> None:
    record_id = make_agreement(context, **OUTSIDER)
    form = agreement_form(context, record_id)
    assert (form.name, form.organisation, form.version) == ("李工", "凯泉泵业", version_of(context, record_id))
    changed = AgreementForm(**{**OUTSIDER, "secrecy_level": SecrecyLevel.CORE, "version": form.version})
    assert save_agreement(context, form=changed, record_id=record_id) == record_id
    assert stored(context, ConfidentialityAgreement, record_id).secrecy_level is SecrecyLevel.CORE


def test_a_signed_agreement_does_not_keep_a_person_in_use(context: Context) -> None:
    person = make_staff(context)
    make_signed_agreement(context, person)
    retire(context, record_id=person, version=version_of(context, person), reason="离职")
    assert stored(context, StaffMember, person).state == BasicState.RETIRED


def test_c14_the_person_shows_the_agreement(context: Context) -> None:
    person = make_staff(context)
    record_id = make_signed_agreement(context, person, until=LAST_DAY)
    shown = staff_details(context, person).secrecy
    assert (shown.agreement_id, shown.agreement_no, shown.valid_until) == (record_id, "BM-2026-0001", LAST_DAY)
    assert agreement(context, record_id).around["staff"] is not None
    assert agreement(context, record_id).around["staff"].kind is RecordKind.STAFF  # type: ignore[union-attr]

"""Certificates and trainings, saved with their person in one transaction (C12.2)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.context import Context
from app.errors import Conflict, Invalid
from app.forms.people import StaffForm
from app.forms.qualifications import CertificateForm, TrainingForm
from app.i18n import using_language
from app.queries.people.staff import staff_details, staff_form
from app.queries.search import pick
from app.services.people.staff import save_staff
from models.enums import CertificateKind, PostLevel, RecordKind
from tests.factories import make_department, make_staff
from tests.people_factories import give_certificate

PAPER = CertificateForm(
    CertificateKind.CONFINED_SPACE, "有限空间监护", "YX-3301-77", "应急管理局", date(2025, 1, 10), date(2028, 1, 9)
)
TAUGHT = TrainingForm(date(2026, 1, 12), "有限空间作业安全", "陈安", Decimal("4"), "合格")


def test_everything_of_a_person_is_saved_at_once(context: Context) -> None:
    form = StaffForm(
        name="黄磊", department_id=make_department(context), post="调试工程师", grade="高级技师",
        post_level=PostLevel.MIDDLE, mobile="13800138004", email="huanglei@example.cn", skills="EDI, RO",
        certificates=(PAPER,), trainings=(TAUGHT,),
    )  # fmt: skip
    kept = staff_form(context, save_staff(context, form=form))
    certificates = (replace(PAPER, certificate_id=kept.certificates[0].certificate_id),)
    trainings = (replace(TAUGHT, training_id=kept.trainings[0].training_id),)
    assert kept == replace(form, skills="EDI、RO", certificates=certificates, trainings=trainings, version=kept.version)


def test_a_wrong_line_saves_nothing_and_is_named(context: Context) -> None:
    member = make_staff(context, name="张伟")
    wrong = replace(PAPER, valid_until=date(2024, 1, 1))
    with using_language("en"), pytest.raises(Invalid, match="Line 2") as refused:
        save_staff(
            context,
            record_id=member,
            form=replace(staff_form(context, member), name="张三", certificates=(PAPER, wrong)),
        )
    assert refused.value.field == "certificates"
    details = staff_details(context, member)
    assert (details.name, details.certificates) == ("张伟", ())


@pytest.mark.parametrize(
    "line",
    [
        replace(PAPER, certificate=None),
        CertificateForm(CertificateKind.OTHER),
        replace(PAPER, valid_until=date(1825, 1, 1), issued_on=None),
        replace(PAPER, name="甲" * 300),
    ],
)
def test_a_certificate_that_cannot_be_is_refused(context: Context, line: CertificateForm) -> None:
    member = make_staff(context)
    with pytest.raises(Invalid) as refused:
        save_staff(context, record_id=member, form=replace(staff_form(context, member), certificates=(line,)))
    assert refused.value.field == "certificates"


def test_a_certificate_stands_once(context: Context) -> None:
    member = make_staff(context)
    form = replace(staff_form(context, member), certificates=(PAPER, PAPER))
    with using_language("en"), pytest.raises(Invalid, match="Line 2"):
        save_staff(context, record_id=member, form=form)


@pytest.mark.parametrize(
    "line", [replace(TAUGHT, topic=" "), replace(TAUGHT, held_on=None), replace(TAUGHT, hours=Decimal(0))]
)
def test_a_training_that_cannot_be_is_refused(context: Context, line: TrainingForm) -> None:
    member = make_staff(context)
    with pytest.raises(Invalid) as refused:
        save_staff(context, record_id=member, form=replace(staff_form(context, member), trainings=(line,)))
    assert refused.value.field == "trainings"


def test_lines_keep_their_rows_and_those_taken_away_go(context: Context) -> None:
    member = make_staff(context)
    give_certificate(context, member, certificate_no="A-1")
    give_certificate(context, member, certificate_no="A-2")
    form = staff_form(context, member)
    kept = replace(form.certificates[1], issued_by="应急管理局")
    save_staff(context, record_id=member, form=replace(form, certificates=(kept,)))
    assert staff_form(context, member).certificates == (kept,)


def test_the_second_desk_that_changes_only_certificates_is_told(context: Context) -> None:
    member = make_staff(context)
    form = staff_form(context, member)
    give_certificate(context, member)
    with pytest.raises(Conflict):
        save_staff(context, record_id=member, form=replace(form, trainings=(TAUGHT,)))


def test_people_are_found_by_the_number_of_a_certificate(context: Context) -> None:
    member, _other = make_staff(context, name="刘洋"), make_staff(context, name="陈静")
    give_certificate(context, member, certificate_no="T330102-88")
    assert [one.id for one in pick(context, RecordKind.STAFF, "T330102-88")] == [member]
    save_staff(context, record_id=member, form=replace(staff_form(context, member), certificates=()))
    assert not pick(context, RecordKind.STAFF, "T330102-88")


def test_an_e_mail_address_has_two_sides(context: Context) -> None:
    member = make_staff(context)
    with pytest.raises(Invalid) as refused:
        save_staff(context, record_id=member, form=replace(staff_form(context, member), email="huang"))
    assert refused.value.field == "email"

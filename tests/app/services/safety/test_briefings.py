"""Briefings: prepared from the hazards, held, signed by everybody in person (C12.2)."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked, Invalid
from app.forms.briefings import SignatureForm, SigningForm
from app.queries.safety.briefing_forms import briefing_form, new_briefing_form
from app.queries.safety.briefings import BriefingDetails, briefing_details
from app.rules.safety.briefing import Standing
from app.services.people.dispatches import cancel_dispatch
from app.services.safety.briefings import cancel_briefing, prepare_briefing, sign_briefing
from models.enums import (
    BriefingState,
    CertificateKind,
    DispatchState,
    EventKind,
    ProtectiveGear,
    Role,
    SignatureWay,
    WorkType,
)
from models.people.dispatch import Dispatch
from tests.app.archive.scanned import picture, scan_in
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries
from tests.briefing_factories import (
    MAKER,
    all_signed,
    certify,
    hold,
    make_briefing,
    make_danger,
    make_signed_briefing,
    make_trip,
    sign,
    standing,
)
from tests.conftest import OpenDesk
from tests.factories import agree, stored, version_of


def details(context: Context, briefing_id: int) -> BriefingDetails:
    return briefing_details(context, briefing_id)


def dispatch_of(context: Context, dispatch_id: int) -> Dispatch:
    return stored(context, Dispatch, dispatch_id)


def test_c12_2_a_briefing_starts_with_what_the_hazards_say(context: Context) -> None:
    trip = make_trip(context, gear=(ProtectiveGear.INSULATING_GLOVES,), certificates=(CertificateKind.ELECTRICIAN,))
    form = new_briefing_form(context, trip)
    assert form.gear == {ProtectiveGear.INSULATING_GLOVES}
    assert form.permits == {WorkType.LOCK_OUT}
    assert form.measures == "1. 2# 泵带电：停电、验电、挂牌上锁"
    assert form.emergency == "1. 2# 泵带电：切断电源，拨打120"
    assert form.overview == "更换机械密封"


def test_c12_2_a_prepared_briefing_has_its_number_hazards_and_names(context: Context) -> None:
    found = details(context, make_briefing(context, make_trip(context, people=2, maker=True)))
    assert (found.number, found.state, found.is_current) == ("JD-2026-0001", BriefingState.DRAFT, True)
    assert [(one.title, one.level, one.prevention) for one in found.hazards] == [
        ("2# 泵带电", "serious", "停电、验电、挂牌上锁")
    ]
    assert [one.signed_at for one in found.signers] == [None, None, None]
    assert (found.signers[2].name, found.signers[2].organisation) == (MAKER.name, MAKER.organisation)


def test_c12_2_a_confined_space_needs_a_guardian(context: Context) -> None:
    trip = make_trip(context, work_type=WorkType.CONFINED_SPACE)
    form = new_briefing_form(context, trip)
    assert refused_at(lambda: prepare_briefing(context, dispatch_id=trip, form=form)) == "guardian"
    briefing = make_briefing(context, trip, guardian="客户 老王")
    assert details(context, briefing).guardian == "客户 老王"


def test_c12_2_everybody_signs_and_the_dispatch_is_briefed(context: Context) -> None:
    trip = make_trip(context, people=2, maker=True)
    agree(context, trip)
    briefing = make_briefing(context, trip)
    hold(context, briefing)
    sign(context, briefing, MAKER.name)
    assert dispatch_of(context, trip).state == DispatchState.AGREED
    assert MAKER.name not in standing(context, trip).missing
    sign(context, briefing)
    assert all_signed(context, trip)
    assert dispatch_of(context, trip).state == DispatchState.BRIEFED


def test_c12_2_holding_and_signing_stand_in_both_logs(context: Context) -> None:
    trip = make_trip(context)
    briefing = make_signed_briefing(context, trip)
    for record in (briefing, trip):
        assert len(entries(context, record, EventKind.BRIEFING_HELD)) == 1
        assert len(entries(context, record, EventKind.BRIEFING_SIGNED)) == 1


def test_c12_2_nobody_signs_before_the_briefing_nor_in_the_future(context: Context) -> None:
    briefing, now = make_briefing(context), context.clock.now()
    hold(context, briefing)
    for at in (now - timedelta(hours=1), now + timedelta(minutes=1)):
        assert refused_at(lambda at=at: sign(context, briefing, at=at)) == "signatures"
    assert refused_at(lambda: sign(context, briefing, at=None)) == "signatures"


def test_c12_2_nobody_signs_a_briefing_that_was_not_held(context: Context) -> None:
    with pytest.raises(Invalid, match="交底后才能签字"):
        sign(context, make_briefing(context))


def test_c12_2_nobody_signs_for_another_nor_twice(context: Context) -> None:
    briefing = make_signed_briefing(context)
    [signer] = details(context, briefing).signers
    assert signer.person_id is not None
    assert refused_at(lambda: sign_again(context, briefing, signer.person_id or 0)) == "signatures"
    assert refused_at(lambda: sign_again(context, briefing, 4711)) == "signatures"


def sign_again(context: Context, briefing: int, *people: int, **fields: object) -> None:
    usual = {"at": context.clock.now(), "way": SignatureWay.SHEET}
    rows = tuple(SignatureForm(person_id=one, **{**usual, **fields}) for one in people)  # type: ignore[arg-type]
    sign_briefing(context, record_id=briefing, version=version_of(context, briefing), form=SigningForm(signatures=rows))


def test_c12_2_at_night_a_photo_of_the_signed_sheet_will_do(context: Context, tmp_path: Path) -> None:
    trip = make_trip(context)
    briefing = make_briefing(context, trip)
    hold(context, briefing)
    assert refused_at(lambda: sign(context, briefing, way=SignatureWay.PHOTO)) == "scan"
    sign(context, briefing, way=SignatureWay.PHOTO, scan=scan_in(tmp_path, "签字.png", picture()))
    assert all_signed(context, trip)
    assert [scan.archive_code.split("/")[1][:5] for scan in details(context, briefing).scans] == ["A8-02"]
    assert [row.way for row in details(context, briefing).signers] == [SignatureWay.PHOTO]


def test_c12_2_the_sheet_is_recorded_over_its_photo_when_it_is_home(context: Context, tmp_path: Path) -> None:
    trip = make_trip(context)
    briefing = make_briefing(context, trip)
    hold(context, briefing)
    sign(context, briefing, way=SignatureWay.PHOTO, scan=scan_in(tmp_path, "签字.png", picture()))
    [signer] = details(context, briefing).signers
    sign_again(context, briefing, signer.person_id or 0, at=signer.signed_at)
    assert [row.way for row in details(context, briefing).signers] == [SignatureWay.SHEET]


def test_a_signed_sheet_can_be_filed_by_itself(context: Context, tmp_path: Path) -> None:
    briefing = make_signed_briefing(context)
    form = SigningForm(scan=scan_in(tmp_path, "签字.png", picture()))
    sign_briefing(context, record_id=briefing, version=version_of(context, briefing), form=form)
    assert len(details(context, briefing).scans) == 1
    empty = SigningForm()
    again = version_of(context, briefing)
    refused = lambda: sign_briefing(context, record_id=briefing, version=again, form=empty)  # noqa: E731
    assert refused_at(refused) == "signatures"


def test_c12_2_a_changed_hazard_makes_every_signature_stale(context: Context) -> None:
    trip = make_trip(context, people=2)
    make_signed_briefing(context, trip)
    make_danger(context, project_id=dispatch_of(context, trip).project_id, title="池边湿滑")
    found = standing(context, trip)
    assert [one.standing for one in found.people] == [Standing.STALE, Standing.STALE]
    assert not all_signed(context, trip)
    assert entries(context, trip, EventKind.BRIEFING_VOIDED)


def test_c12_2_a_sheet_with_former_hazards_is_not_held(context: Context) -> None:
    trip = make_trip(context)
    briefing = make_briefing(context, trip)
    make_danger(context, project_id=dispatch_of(context, trip).project_id, title="池边湿滑")
    with pytest.raises(Blocked) as told:
        hold(context, briefing)
    assert [(one.clause, one.fix) for one in told.value.reasons] == [("C12.2", "take_hazards_over")]
    form = briefing_form(context, briefing)
    prepare_briefing(context, record_id=briefing, form=form)
    hold(context, briefing)
    assert [one.title for one in details(context, briefing).hazards] == ["2# 泵带电", "池边湿滑"]


def test_c12_2_a_briefing_that_was_held_is_not_changed_any_more(context: Context) -> None:
    briefing = make_signed_briefing(context)
    form = replace(briefing_form(context, briefing), place="现场")
    with pytest.raises(Invalid):
        prepare_briefing(context, record_id=briefing, form=form)


def test_c12_2_a_cancelled_briefing_counts_for_nothing_and_keeps_its_number(context: Context) -> None:
    trip = make_trip(context)
    briefing = make_signed_briefing(context, trip)
    cancel_briefing(context, record_id=briefing, version=version_of(context, briefing), reason="人员变动")
    found = details(context, briefing)
    assert (found.number, found.state) == ("JD-2026-0001", BriefingState.CANCELLED)
    assert standing(context, trip).missing
    assert entries(context, trip, EventKind.BRIEFING_VOIDED)


def test_nobody_is_briefed_for_a_dispatch_that_is_over(context: Context) -> None:
    trip = make_trip(context)
    form = new_briefing_form(context, trip)
    cancel_dispatch(context, record_id=trip, version=version_of(context, trip), reason="客户取消")
    with pytest.raises(Invalid):
        prepare_briefing(context, dispatch_id=trip, form=form)


def test_where_and_how_to_get_help_is_taken_from_the_last_briefing_there(context: Context, clock: FixedClock) -> None:
    trip = make_trip(context)
    briefing = make_briefing(context, trip, hospital="北仑人民医院", assembly_point="北门")
    hold(context, briefing)
    clock.moment += timedelta(days=1)
    again = new_briefing_form(context, trip)
    assert (again.hospital, again.assembly_point, again.place) == ("北仑人民医院", "北门", "会议室")


def test_c12_2_a_certificate_that_is_missing_is_told(context: Context) -> None:
    trip = make_trip(context, certificates=(CertificateKind.ELECTRICIAN,))
    assert standing(context, trip).uncertified == (CertificateKind.ELECTRICIAN,)
    [person] = dispatch_of(context, trip).people
    certify(context, person.staff_id or 0, CertificateKind.ELECTRICIAN)
    assert standing(context, trip).uncertified == ()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.WAREHOUSE, Role.LEADER])
def test_who_may_not_edit_safety_reads_only(role: Role, open_desk: OpenDesk, context: Context) -> None:
    briefing = make_briefing(context)
    assert not any(step.allowed for step in briefing_details(open_desk(role), briefing).steps)

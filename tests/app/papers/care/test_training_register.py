"""The register of a training, before and after it was held (N5)."""

from app.context import Context
from app.papers.content import Ticks
from app.services.papers import issue_paper
from models.enums import TrainingAudience
from tests.app.papers.composing import composed
from tests.care_voice_factories import cancel, hold, make_staff_training, make_training, training_read
from tests.factories import make_staff

FORM = "training_register"


def test_n5_before_it_the_register_has_the_names_and_room_to_sign(context: Context) -> None:
    content = composed(context, FORM, make_training(context))
    assert (content.form.title.zh, content.number) == ("培训登记表", "PX-2026-0001")
    assert (content.values["plan"], content.values["held_on"], content.values["count"]) == ("2026-03-06", "", "")
    assert content.values["audience"] == Ticks(frozenset({TrainingAudience.CUSTOMER}))
    assert [row["name"] for row in content.rows["attendees"]] == ["王建国", "李敏"]
    assert {row["sign"] for row in content.rows["attendees"]} == {""}


def test_n5_without_names_it_has_blank_lines(context: Context) -> None:
    assert "attendees" not in composed(context, FORM, make_training(context, attendees=())).rows


def test_n5_after_it_the_register_tells_what_came_of_it(context: Context) -> None:
    training = make_training(context)
    hold(context, training, result="操作考核合格")
    content = composed(context, FORM, training, "en")
    assert content.values["held_on"] == "2026-03-06"
    assert (content.values["count"], content.values["result"]) == ("2", "操作考核合格")
    assert [row["score"] for row in content.rows["attendees"]] == ["90", "90"]


def test_our_own_people_s_register_names_no_customer(context: Context) -> None:
    person = make_staff(context, post="调试工程师")
    content = composed(context, FORM, make_staff_training(context, person))
    assert "customer_name" not in content.values
    assert [row["post"] for row in content.rows["attendees"]] == ["调试工程师"]


def test_it_is_filed_by_whom_it_is_for(context: Context) -> None:
    for training, entry in ((make_training(context), "A4-06"), (make_staff_training(context), "B2-05")):
        issue_paper(context, form_id=FORM, record_id=training)
        [filed] = training_read(context, training).papers
        assert entry in filed.archive_code


def test_a_cancelled_training_is_not_filed(context: Context) -> None:
    training = make_training(context)
    cancel(context, training)
    issue_paper(context, form_id=FORM, record_id=training)
    assert not training_read(context, training).papers

"""Every stored code has a name in both languages."""

import inspect
from enum import StrEnum

import pytest

from app.i18n import using_language
from app.labels import clause_name, label, label_of
from models import enums

ENUMS = [
    found
    for _name, found in inspect.getmembers(enums, inspect.isclass)
    if issubclass(found, StrEnum) and found is not StrEnum
]
MEMBERS = [member for enum_class in ENUMS for member in enum_class]


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: f"{type(member).__name__}.{member.name}")
def test_every_member_has_a_label_in_both_languages(member: StrEnum) -> None:
    with using_language("en"):
        english = label(member)
    assert english
    assert any("一" <= sign <= "鿿" for sign in label(member))


@pytest.mark.parametrize("enum_class", ENUMS, ids=lambda enum_class: enum_class.__name__)
def test_members_of_one_enum_can_be_told_apart(enum_class: type[StrEnum]) -> None:
    assert len({label(member) for member in enum_class}) == len(enum_class)


@pytest.mark.parametrize(
    ("member", "text"),
    [
        (enums.RecordKind.REQUEST, "服务请求"),
        (enums.RecordKind.CUSTOMER, "用户单位"),
        (enums.RecordKind.PROJECT, "工程项目"),
        (enums.ServiceClass.FREE, "无偿"),
        (enums.ServiceClass.PAID, "有偿"),
        (enums.Severity.GENERAL, "一般"),
        (enums.Severity.MAJOR, "重大"),
        (enums.CommitmentKind.REPLY, "首次答复"),
        (enums.Role.SECRETARY, "文秘"),
    ],
)
def test_trade_terms(member: StrEnum, text: str) -> None:
    assert label(member) == text


def test_equal_values_of_two_enums_have_their_own_labels() -> None:
    assert enums.RecordKind.CUSTOMER == enums.RequestSource.CUSTOMER
    assert label(enums.RecordKind.CUSTOMER) != label(enums.RequestSource.CUSTOMER)


def test_the_label_of_a_stored_value() -> None:
    assert label_of(enums.Severity, "major") == "重大"
    assert label_of(enums.Severity, None) == "—"
    with pytest.raises(ValueError, match="dreadful"):
        label_of(enums.Severity, "dreadful")


@pytest.mark.parametrize("clause", ["C2", "C3.1", "C3.2", "C4.1", "C5.1", "C7.1", "C7.2", "C7.3", "C8.1", "C12.2"])
def test_clauses_have_short_names(clause: str) -> None:
    assert clause_name(clause) != clause


def test_a_clause_without_a_name_is_shown_itself() -> None:
    assert clause_name("N9.9") == "N9.9"

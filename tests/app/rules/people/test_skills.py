"""The words of what a person can be sent for."""

from hypothesis import given
from hypothesis import strategies as st

from app.rules.people.skills import normal_skills, skill_words


def test_words_are_divided_by_one_sign_whatever_was_typed() -> None:
    assert normal_skills("EDI, RO；MBR，反渗透\n化学清洗") == "EDI、RO、MBR、反渗透、化学清洗"


def test_blanks_and_slashes_stand_within_a_word() -> None:
    assert skill_words("PLC  调试、A/O 工艺") == ("PLC 调试", "A/O 工艺")


def test_a_word_stands_once_whatever_its_case_and_width() -> None:
    assert normal_skills("EDI、edi、ＥＤＩ") == "EDI"


@given(st.text(max_size=60))
def test_what_is_normal_stays_as_it_is(text: str) -> None:
    assert normal_skills(normal_skills(text)) == normal_skills(text)

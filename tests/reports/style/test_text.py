"""Setting text: small enough that it fits, and no smaller."""

from reports.style.text import TextStyle, unbroken, whole_words, wrap

STYLE = TextStyle(9)


def test_a_word_is_set_smaller_before_it_is_cut() -> None:
    room = 31.0
    assert len(wrap("Free, proposed", STYLE, room)) == 3
    fitting = unbroken("Free, proposed", STYLE, room)
    assert 6.5 <= fitting.size < STYLE.size
    assert len(wrap("Free, proposed", fitting, room)) == 2


def test_text_that_fits_keeps_its_size() -> None:
    assert unbroken("无偿", STYLE, 31.0) is STYLE


def test_text_stays_readable_and_is_cut_where_nothing_helps() -> None:
    assert unbroken("incomprehensibilities", STYLE, 20.0).size == 6.5


def test_part_number_contract_number_and_unit_are_set_smaller_rather_than_cut() -> None:
    for text, room in (("BJ-SB-0001-12", 58.0), ("QY-2025-HT-014", 62.0), ("0.01–20 MΩ·cm", 58.0)):
        fitting = whole_words(text, STYLE, room)
        assert 6.5 <= fitting.size < STYLE.size
        assert len(wrap(text, fitting, room)) == 1


def test_text_keeps_its_size_where_a_word_is_cut_in_any_readable_one() -> None:
    assert whole_words("incomprehensibilities", STYLE, 20.0) is STYLE

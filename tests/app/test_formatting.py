"""Values as text."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import formatting
from app.i18n import using_language

SHANGHAI = ZoneInfo("Asia/Shanghai")

# The cases of the bank's rules (paperwork.md section 4): figure and capitals.
CAPITALS = [
    ("0.00", "人民币零元整"),
    ("0.05", "人民币伍分"),
    ("0.50", "人民币伍角整"),
    ("0.35", "人民币叁角伍分"),
    ("1.00", "人民币壹元整"),
    ("10.50", "人民币壹拾元零伍角整"),
    ("15.08", "人民币壹拾伍元零捌分"),
    ("100.01", "人民币壹佰元零壹分"),
    ("1005.00", "人民币壹仟零伍元整"),
    ("1409.50", "人民币壹仟肆佰零玖元伍角整"),
    ("1680.32", "人民币壹仟陆佰捌拾元零叁角贰分"),
    ("6007.14", "人民币陆仟零柒元壹角肆分"),
    ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
    ("107000.53", "人民币壹拾万柒仟元零伍角叁分"),
    ("100500.00", "人民币壹拾万零伍佰元整"),
    ("1000001.00", "人民币壹佰万零壹元整"),
    ("20000005.60", "人民币贰仟万零伍元陆角整"),
    ("100010000.00", "人民币壹亿零壹万元整"),
    ("120003400.05", "人民币壹亿贰仟万叁仟肆佰元零伍分"),
    ("1000100000.00", "人民币壹拾亿零壹拾万元整"),
    ("1000000000000.00", "人民币壹万亿元整"),
    ("-3500.75", "人民币负叁仟伍佰元零柒角伍分"),
    ("2.345", "人民币贰元叁角伍分"),
    ("999999.995", "人民币壹佰万元整"),
]


@pytest.mark.parametrize(("figure", "capitals"), CAPITALS)
def test_capitals_follow_the_banks_rules(figure: str, capitals: str) -> None:
    assert formatting.rmb_capitals(Decimal(figure)) == capitals


@given(st.decimals(min_value=0, max_value=Decimal("9999999999999999.99"), places=2))
def test_capitals_can_be_read_back(amount: Decimal) -> None:
    assert _read_capitals(formatting.rmb_capitals(amount, prefix="")) == amount


@given(st.decimals(min_value=0, max_value=Decimal("9999999999999999.99"), places=2))
def test_capitals_keep_to_their_characters(amount: Decimal) -> None:
    text = formatting.rmb_capitals(amount)
    assert "零零" not in text
    assert text.endswith("分") != text.endswith("整")


def _read_capitals(text: str) -> Decimal:
    """Read capitals aloud back into a figure; gaps (零) carry no value."""
    yuan, _, rest = text.removesuffix("整").rpartition("元")
    fen = 0
    for digit, unit in zip(rest.replace("零", "")[::2], rest.replace("零", "")[1::2], strict=True):
        fen += formatting._DIGITS.index(digit) * {"角": 10, "分": 1}[unit]
    return Decimal(_read_whole(yuan.replace("零", ""))) + Decimal(fen) / 100


def _read_whole(text: str) -> int:
    for unit, size in formatting._UNITS:
        high, found, low = text.rpartition(unit)
        if found:
            return _read_whole(high) * size + _read_whole(low)
    return formatting._DIGITS.index(text) if text else 0


def test_a_rounded_away_minus_is_zero() -> None:
    assert formatting.rmb_capitals(Decimal("-0.004"), prefix="") == "零元整"
    assert formatting.money(Decimal("-0.004")) == "¥0.00"


@pytest.mark.parametrize("figure", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+40", "1E+16"])
def test_capitals_refuse_what_cannot_be_written(figure: str) -> None:
    with pytest.raises(ValueError, match=r"not a number|too large"):
        formatting.rmb_capitals(Decimal(figure))


@pytest.mark.parametrize(
    ("amount", "text"),
    [("1200.5", "¥1,200.50"), ("0", "¥0.00"), ("-3", "-¥3.00"), ("0.005", "¥0.01"), ("1234567.895", "¥1,234,567.90")],
)
def test_money(amount: str, text: str) -> None:
    assert formatting.money(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [("2.000", "2"), ("2.5", "2.5"), ("1200.125", "1,200.125"), ("100", "100"), ("0", "0"), ("0.0005", "0.001")],
)
def test_quantity(amount: str, text: str) -> None:
    assert formatting.quantity(Decimal(amount)) == text


@pytest.mark.parametrize(("km", "text"), [("126", "126.0 km"), ("100.05", "100.1 km"), ("1200", "1,200.0 km")])
def test_kilometres(km: str, text: str) -> None:
    assert formatting.kilometres(Decimal(km)) == text


@pytest.mark.parametrize("show", [formatting.money, formatting.quantity, formatting.kilometres, formatting.date_text])
def test_a_missing_value_is_a_dash(show: object) -> None:
    assert callable(show)
    assert show(None) == "—"


@pytest.mark.parametrize("show", [formatting.money, formatting.quantity, formatting.kilometres])
@pytest.mark.parametrize("figure", ["NaN", "Infinity"])
def test_what_is_no_number_is_refused(show: object, figure: str) -> None:
    assert callable(show)
    with pytest.raises(ValueError, match="not a number"):
        show(Decimal(figure))


def test_dates_and_times_are_local() -> None:
    moment = datetime(2025, 12, 31, 16, 5, tzinfo=UTC)
    assert formatting.date_time_text(moment, SHANGHAI) == "2026-01-01 00:05"
    assert formatting.short_date_time(moment, SHANGHAI, date(2026, 3, 5)) == "01-01 00:05"
    assert formatting.short_date_time(moment, SHANGHAI, date(2025, 12, 31)) == "2026-01-01 00:05"
    assert formatting.date_time_text(None, SHANGHAI) == formatting.short_date_time(None, SHANGHAI, date.max) == "—"


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        formatting.date_time_text(datetime(2026, 1, 1), SHANGHAI)  # noqa: DTZ001 - the refused case


def test_dates() -> None:
    assert formatting.date_text(date(2026, 3, 5)) == "2026-03-05"
    assert formatting.date_text(date(999, 3, 5)) == "0999-03-05"
    assert formatting.chinese_date(date(2026, 3, 5)) == "2026年3月5日"


@pytest.mark.parametrize(
    ("length", "chinese", "english"),
    [
        (timedelta(0), "不到 1 分", "less than 1 min"),
        (timedelta(minutes=40, seconds=59), "40 分", "40 min"),
        (timedelta(hours=2, minutes=10), "2 时 10 分", "2 h 10 min"),
        (-timedelta(hours=2, minutes=10), "2 时 10 分", "2 h 10 min"),
        (timedelta(hours=47), "47 时", "47 h"),
        (timedelta(hours=48), "2 天", "2 d"),
        (timedelta(days=3, hours=4, minutes=59), "3 天 4 时", "3 d 4 h"),
        (timedelta(days=9, hours=23), "9 天 23 时", "9 d 23 h"),
        (timedelta(days=261, hours=10), "261 天", "261 d"),
    ],
)
def test_lengths_of_time_in_words(length: timedelta, chinese: str, english: str) -> None:
    assert formatting.duration_words(length) == chinese
    with using_language("en"):
        assert formatting.duration_words(length) == english


def test_what_is_left_in_words() -> None:
    due = datetime(2026, 3, 6, 9, tzinfo=UTC)
    assert formatting.remaining_words(due, due - timedelta(hours=3, minutes=40)) == "剩 3 时 40 分"
    assert formatting.remaining_words(due, due) == "剩 不到 1 分"
    assert formatting.remaining_words(due, due + timedelta(hours=2, minutes=10)) == "逾期 2 时 10 分"


@pytest.mark.parametrize(
    ("hours", "words"), [(0, "逾期 1 天"), (14.5, "逾期 1 天"), (15, "逾期 2 天"), (87, "逾期 5 天")]
)
def test_what_was_due_on_a_day_is_late_by_days(hours: float, words: str) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    due = datetime(2026, 3, 6, 23, 59, 59, tzinfo=zone)
    now = datetime(2026, 3, 7, tzinfo=zone) + timedelta(hours=hours + 9)
    assert formatting.remaining_words(due.astimezone(UTC), now.astimezone(UTC), zone) == words


def test_what_is_known_by_its_day_only_is_shown_as_a_day() -> None:
    start_of_day = datetime(2026, 3, 4, 16, tzinfo=UTC)
    later = start_of_day + timedelta(minutes=1)
    today = date(2026, 3, 6)
    assert formatting.short_fact_time(start_of_day, SHANGHAI, today) == "03-05"
    assert formatting.short_fact_time(start_of_day, SHANGHAI, date(2027, 1, 1)) == "2026-03-05"
    assert formatting.short_fact_time(later, SHANGHAI, today) == "03-05 00:01"
    assert formatting.short_fact_time(None, SHANGHAI, today) == "—"

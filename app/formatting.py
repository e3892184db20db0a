"""Values as text, the same on screen, on paper and in exports.

A missing value is shown as a dash, never as nothing. Numbers are rounded half up; what is no number at all (NaN,
infinity) or has more than 31 digits is refused with ValueError instead of being shown.
"""

from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from app.i18n import _, pgettext

MISSING = "—"

_FEN = Decimal("0.01")
_HECTOMETRE = Decimal("0.1")
_THOUSANDTH = Decimal("0.001")
_LARGEST_EXPONENT = 30
_EXACT = Context(prec=_LARGEST_EXPONENT + 10)  # the default context would refuse figures its 28 digits cannot hold
_DAYS_FROM = timedelta(hours=48)  # below this, hours say more than days
_DAYS_ONLY_FROM = 10

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = (("亿", 10**8), ("万", 10**4), ("仟", 10**3), ("佰", 10**2), ("拾", 10))
_CAPITALS_LIMIT = 10**16


def money(amount: Decimal | None) -> str:
    """Return yuan as "¥1,200.50", a negative amount as "-¥3.00"."""
    if amount is None:
        return MISSING
    rounded = _rounded(amount, _FEN)
    return f"{'-' if rounded < 0 else ''}¥{abs(rounded):,.2f}"


def quantity(amount: Decimal | None) -> str:
    """Return a quantity with at most three places and no needless zeros: "2", "2.5", "1,200.125"."""
    if amount is None:
        return MISSING
    text = f"{_rounded(amount, _THOUSANDTH):,.3f}"
    return text.rstrip("0").rstrip(".")


def figure(text: str) -> Decimal | None:
    """Return the amount that ``money`` or ``quantity`` wrote, None for a text that is no figure."""
    try:
        amount = Decimal(text.replace("¥", "").replace(",", ""))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def kilometres(distance: Decimal | None) -> str:
    """Return a distance with one place, "126.0 km"; unknown is shown as missing."""
    if distance is None:
        return MISSING
    return f"{_rounded(distance, _HECTOMETRE):,.1f} km"


def local(moment: datetime, zone: tzinfo) -> datetime:
    """Return ``moment`` on the clock of ``zone``; a moment without a time zone is refused with ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(zone)


def date_text(day: date | None) -> str:
    """Return a day as "2026-03-05"."""
    return MISSING if day is None else f"{day.year:04}-{day.month:02}-{day.day:02}"


def weekday_text(day: date) -> str:
    """Return the day of the week in short: "Mon", "周一"."""
    names = (
        pgettext("weekday", "Mon"), pgettext("weekday", "Tue"), pgettext("weekday", "Wed"), pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"), pgettext("weekday", "Sat"), pgettext("weekday", "Sun"),
    )  # fmt: skip
    return names[day.weekday()]


def date_time_text(moment: datetime | None, zone: tzinfo) -> str:
    """Return a moment on the clock of ``zone`` as "2026-03-05 14:20"."""
    if moment is None:
        return MISSING
    shown = local(moment, zone)
    return f"{date_text(shown)} {shown:%H:%M}"


def short_date_time(moment: datetime | None, zone: tzinfo, today: date) -> str:
    """Return a moment as "11-19 15:42", with its year in front where that is not the year of ``today``."""
    if moment is None:
        return MISSING
    text = date_time_text(moment, zone)
    return text[5:] if local(moment, zone).year == today.year else text


def short_fact_time(moment: datetime | None, zone: tzinfo, today: date) -> str:
    """Return when something happened as ``short_date_time`` does; what is known by its day only, and kept as the start
    of it, as that day.
    """
    return short_date_time(moment, zone, today).removesuffix(" 00:00")


def chinese_date(day: date) -> str:
    """Return a day as letters write it: "2026年3月5日"."""
    return f"{day.year}年{day.month}月{day.day}日"


def duration_words(duration: timedelta) -> str:
    """Return a length of time in words: "2 h 10 min", from 48 hours on "3 d 4 h", from 10 days on in days; the sign is
    dropped.
    """
    length = abs(duration)
    minutes_in_all = length // timedelta(minutes=1)
    hours_in_all, minutes = divmod(minutes_in_all, 60)
    if minutes_in_all == 0:
        return _("less than 1 min")
    if length >= _DAYS_FROM:
        return _days_words(*divmod(hours_in_all, 24))
    if hours_in_all == 0:
        return _("{minutes} min").format(minutes=minutes)
    if minutes == 0:
        return _("{hours} h").format(hours=hours_in_all)
    return _("{hours} h {minutes} min").format(hours=hours_in_all, minutes=minutes)


def _days_words(days: int, hours: int) -> str:
    if hours == 0 or days >= _DAYS_ONLY_FROM:
        return _("{days} d").format(days=days)
    return _("{days} d {hours} h").format(days=days, hours=hours)


def remaining_words(due: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """Return how long is left until ``due``, or by how much it has passed; at the very moment nothing is late yet.

    What is due by the end of a day of ``zone`` is late by days, as every list of days late counts them.
    """
    if now > due:
        days = _days_late(local(due, zone), local(now, zone)) if zone is not None else 0
        return _("{duration} late").format(duration=_days_words(days, 0) if days else duration_words(now - due))
    return _("{duration} left").format(duration=duration_words(due - now))


def _days_late(due: datetime, now: datetime) -> int:
    """Return for how many days what was due by the end of a day is late, 0 for what is due at an hour."""
    is_end = (due + timedelta(seconds=1)).date() > due.date()
    return (now.date() - due.date()).days if is_end else 0


def rmb_capitals(amount: Decimal, prefix: str = "人民币") -> str:
    """Return an amount in Chinese capitals as banks ask for it (paperwork.md section 4).

    The amount is rounded half up to fen first, so that the capitals say what the printed figure says. ValueError for
    what is no number, and from ten million times a hundred million (10¹⁶) yuan on.
    """
    fen_in_all = int(_rounded(amount, _FEN) * 100)
    yuan, cents = divmod(abs(fen_in_all), 100)
    if yuan >= _CAPITALS_LIMIT:
        raise ValueError(f"{amount} is too large to be written in capitals")
    sign = "负" if fen_in_all < 0 else ""
    if fen_in_all == 0:
        return f"{prefix}零元整"
    return f"{prefix}{sign}{_figure(yuan)}{'元' if yuan else ''}{_jiao_and_fen(yuan, *divmod(cents, 10))}"


def _figure(number: int) -> str:
    """Read a whole number aloud; a gap between two units is one 零, zero itself is nothing."""
    for unit, size in _UNITS:
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return f"{_figure(high)}{unit}{gap}{_figure(low)}"
    return _DIGITS[number] if number else ""


def _jiao_and_fen(yuan: int, jiao: int, fen: int) -> str:
    """Return what follows 元: 整 unless there are fen, 零 where the place before is empty (rules 2, 4 and 5)."""
    if jiao == 0 and fen == 0:
        return "整"
    if jiao == 0:
        return f"{'零' if yuan else ''}{_DIGITS[fen]}分"
    gap = "零" if yuan and yuan % 10 == 0 else ""
    return f"{gap}{_DIGITS[jiao]}角" + (f"{_DIGITS[fen]}分" if fen else "整")


def _rounded(number: Decimal, step: Decimal) -> Decimal:
    """Round half up to ``step``; minus zero becomes zero."""
    if not number.is_finite():
        raise ValueError(f"{number} is not a number")
    if number.adjusted() > _LARGEST_EXPONENT:
        raise ValueError(f"{number} is too large")
    return number.quantize(step, ROUND_HALF_UP, _EXACT) or Decimal(0)

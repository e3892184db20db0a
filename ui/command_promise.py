"""The command ``promise``: what would be owed by when, by the shipped deadlines; it needs no data folder (decision 29).

What is missing in the arguments or cannot be read is a matter of usage (status 2); a case that contradicts itself is
refused (status 1).
"""

import argparse
from collections.abc import Iterator, Sequence
from enum import StrEnum

from app.config import DataFolder
from app.formatting import date_time_text
from app.i18n import _
from app.labels import label
from app.papers.content import Printer
from app.rules.places import is_same_province
from app.rules.promises.deadlines import PolicyBook, Promise
from app.rules.promises.policies import SHIPPED_PROFILES
from app.rules.promises.published_calendar import is_provisional
from app.rules.promises.shipped import shipped_book
from app.rules.promises.try_out import FAULT_LEVELS, TryOut, try_out
from models.enums import PartClass, ServiceClass, ServiceGrade, Severity
from ui.command_arguments import day, kilometres, moment, span, zone
from ui.command_output import say, say_json, warn
from ui.command_text import table
from ui.command_values import Json, plain

DONE = 0
IN_PROVINCE = {"in": True, "本省": True, "out": False, "外省": False}
LAST_PUBLISHED = 2000  # before, make-up days were not published


def add_promise(parser: argparse.ArgumentParser) -> None:
    """Say what may be told of a case."""
    _add_request(parser)
    _add_place(parser)
    _add_events(parser)
    words = _("set of deadlines, {profile} by default").format(profile=SHIPPED_PROFILES[0])
    parser.add_argument("--profile", choices=SHIPPED_PROFILES, metavar="P", help=words)
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))


def _add_request(parser: argparse.ArgumentParser) -> None:
    words = _("when the request came in, local time")
    parser.add_argument("--received", metavar="TIME", type=moment, required=True, help=words)
    words = _("free or paid service")
    parser.add_argument("--class", dest="service_class", choices=_codes(ServiceClass), required=True, help=words)
    parser.add_argument("--severity", choices=_codes(Severity), default=Severity.GENERAL.value)
    parser.add_argument("--visit", action="store_true", help=_("somebody has to go there"))
    parser.add_argument("--urgent", action="store_true", help=_("an urgent complaint"))
    parser.add_argument("--manufacturer", action="store_true", help=_("a supporting manufacturer is needed"))
    parser.add_argument("--large", action="store_true", help=_("large or important (quotation)"))
    parser.add_argument("--part-class", choices=_codes(PartClass), help=_("a part of this class is needed"))
    parser.add_argument("--level", type=int, choices=FAULT_LEVELS, help=_("level of the fault"))
    parser.add_argument(
        "--grade", type=str.upper, choices=_codes(ServiceGrade), help=_("grade of the service contract")
    )


def _add_place(parser: argparse.ArgumentParser) -> None:
    words = _("distance of the site; without it, near")
    parser.add_argument("--km", metavar="N", type=kilometres, help=words)
    parser.add_argument("--zone", metavar="Z", type=zone, help=_("zone of the site: town, county or elsewhere"))
    words = _("province of the site, or simply in or out of ours")
    parser.add_argument("--province", metavar="P", default="", help=words)
    parser.add_argument("--home-province", metavar="P", default="", help=_("our own province"))


def _add_events(parser: argparse.ArgumentParser) -> None:
    words = _("date agreed with the customer")
    parser.add_argument("--agreed", metavar="TIME", type=moment, help=words)
    words = _("from when to when the clocks stand; may be repeated")
    parser.add_argument("--hold", metavar="A..B", dest="holds", type=span, action="append", default=[], help=words)
    parser.add_argument("--finished", metavar="TIME", type=moment, help=_("end of the service"))
    words = _("the service was guidance by phone")
    parser.add_argument("--guidance", action="store_true", help=words)
    words = _("when the customer's goods came in for repair")
    parser.add_argument("--goods-received", metavar="TIME", type=moment, help=words)
    parser.add_argument("--warranty-end", metavar="DATE", type=day, help=_("last day of the warranty"))


def _codes(vocabulary: type[StrEnum]) -> list[str]:
    return [member.value for member in vocabulary]


def promise(options: argparse.Namespace, _folder: DataFolder, _printer: Printer | None) -> int:
    """Work out the deadlines of a case and write them down; nothing is read from disk but what is shipped."""
    given = _case(options)
    book = shipped_book(_years(given))
    promises = try_out(book, given)
    if options.json:
        say_json([_plain(one, book) for one in promises])
    else:
        say(promise_table(promises, book))
    for remark in _remarks(options, given, promises, book):
        warn(remark)
    return DONE


def _case(options: argparse.Namespace) -> TryOut:
    word = options.province.strip().casefold()
    named = options.province if word not in IN_PROVINCE else ""
    at_home = is_same_province(named, options.home_province) if named and options.home_province else None
    return TryOut(
        received=options.received,
        service_class=ServiceClass(options.service_class),
        severity=Severity(options.severity),
        visit=options.visit,
        urgent=options.urgent,
        manufacturer=options.manufacturer,
        large=options.large,
        km=options.km,
        zone=options.zone,
        province=named,
        in_province=IN_PROVINCE.get(word, at_home),
        part_class=PartClass(options.part_class) if options.part_class else None,
        level=options.level,
        grade=ServiceGrade(options.grade) if options.grade else None,
        agreed=options.agreed,
        holds=tuple(options.holds),
        profile=options.profile,
        finished=options.finished,
        guidance=options.guidance,
        goods_received=options.goods_received,
        warranty_end=options.warranty_end,
    )


def _years(given: TryOut) -> set[int]:
    moments = (given.received, given.agreed, given.finished, given.goods_received, given.warranty_end)
    ends = [end for hold in given.holds for end in hold]
    return {one.year for one in (*moments, *ends) if one is not None}


def _plain(one: Promise, book: PolicyBook) -> Json:
    shown = {"kind": one.kind, "clause": one.clause, "target": one.target, "due": one.due, "act_by": one.act_by}
    return plain(shown, book.zone)


def promise_table(promises: Sequence[Promise], book: PolicyBook) -> str:
    """Return the promises as people read them."""
    heading = (_("Clause"), _("Promise"), _("Due"), _("Target"), _("Act by"))
    return table(heading, (_row(one, book) for one in promises))


def _row(one: Promise, book: PolicyBook) -> tuple[str, ...]:
    due = date_time_text(one.due, book.zone) if one.due else _("date still to be agreed")
    return one.clause, label(one.kind), due, *(date_time_text(at, book.zone) for at in (one.target, one.act_by))


def _remarks(
    options: argparse.Namespace, given: TryOut, promises: Sequence[Promise], book: PolicyBook
) -> Iterator[str]:
    """Yield what makes the answer less certain than it looks."""
    rules = book.profiles[given.profile or book.profile]
    asks = any("in_province" in rule.condition for rule in rules)
    if asks and given.province and given.in_province is None:
        yield _("Whether {province} is our own province is not known; say so with --home-province.").format(
            province=options.province
        )
    years = sorted({one.due.year for one in promises if one.due is not None} | {given.received.year})
    for year in years:
        if year > LAST_PUBLISHED and is_provisional(book.calendar.days, year):
            message = _("The make-up working days of {year} are not published yet; its working days are provisional.")
            yield message.format(year=year)

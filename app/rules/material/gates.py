"""Gates of material: what has to be there before goods are reserved, issued, bought, shipped (C3.2, C6, C8.1, C9.1)."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import N_
from app.rules.gate import Gate, by_code


@dataclass(frozen=True, slots=True)
class SlipFacts:
    """What the gates of a slip look at; ``class_confirmed`` and ``order_in_force`` are those of its request or order,
    True without one. ``short`` names every item of which less is free than asked for.
    """

    class_confirmed: bool
    order_in_force: bool
    line_count: int
    picker_named: bool
    short: tuple[str, ...] = ()
    in_open_shipment: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PurchaseFacts:
    """What the gates of a purchase look at: ``unanswered`` names the lines for which nobody looked in stock,
    ``unreasoned`` those of which there is some in stock without a word why they are bought all the same (C6.1),
    ``undated`` those without a day; ``own_reasoned`` tells that a purchase of our own has its reason, ``own_approved``
    that the manager granted it (C6.2), both True for any other. ``received`` names what has come in already.
    """

    line_count: int
    unanswered: tuple[str, ...] = ()
    unreasoned: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    own_reasoned: bool = True
    own_approved: bool = True
    received: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountFacts:
    """What the gates of a count look at: whether it says who counted when, the items ``uncounted``, and those whose
    difference has no reason.
    """

    line_count: int
    counter_noted: bool = True
    uncounted: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShipmentFacts:
    """What the gates of a shipment look at: the slips ``unchecked`` and ``unpacked``, what the consignee lacks
    (``missing``), whether there are packages, the goods ``overpacked`` (by a short issue, or as some came back), the
    dangerous goods ``undeclared``, and whether the notice was issued (``noticed``, for ``large`` goods).

    ``order_in_force`` and ``advance_in`` are those of its request (C8.1, C9.1), True for free work.
    """

    slip_count: int
    unchecked: tuple[str, ...] = ()
    unpacked: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    has_packages: bool = True
    overpacked: tuple[str, ...] = ()
    undeclared: tuple[str, ...] = ()
    large: bool = False
    noticed: bool = False
    order_in_force: bool = True
    advance_in: bool = True


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """What the gates of things that come back look at; ``in_stock`` tells that an old part was taken into stock."""

    cost_settled: bool = True
    in_stock: bool = False


SLIP_GATES: Mapping[str, Gate[SlipFacts]] = by_code(
    Gate(
        "class_confirmed",
        "C3.2",
        N_("Nobody has confirmed yet whether the service is free or paid"),
        "confirm_class",
        lambda facts: facts.class_confirmed,
    ),
    Gate(
        "order_in_force",
        "C8.1",
        N_("No order in force for this paid work"),
        "make_order",
        lambda facts: facts.order_in_force,
    ),
    Gate("lines_given", "C6.3", N_("There is no item on the slip"), "edit", lambda facts: facts.line_count > 0),
    Gate(
        "picker_named",
        "C6.3",
        N_("Nobody has been named to take the goods and pack them"),
        "edit",
        lambda facts: facts.picker_named,
    ),
    Gate(
        "stock_free",
        "C6.1",
        N_("Less is free in stock than asked for: {names}"),
        "show_shortage",
        lambda facts: not facts.short,
        lambda facts: facts.short,
    ),
    Gate(
        "not_in_shipment",
        "C6.4",
        N_("It is part of a shipment: {names}"),
        "show_shipment",
        lambda facts: not facts.in_open_shipment,
        lambda facts: facts.in_open_shipment,
    ),
)

PURCHASE_GATES: Mapping[str, Gate[PurchaseFacts]] = by_code(
    Gate("lines_given", "C6.2", N_("There is no item to buy"), "edit", lambda facts: facts.line_count > 0),
    Gate(
        "stock_checked",
        "C6.1",
        N_("Nobody has looked in stock for: {names}"),
        "edit",
        lambda facts: not facts.unanswered,
        lambda facts: facts.unanswered,
    ),
    Gate(
        "stock_reasoned",
        "C6.1",
        N_("There is some free in stock; say why these are bought all the same: {names}"),
        "edit",
        lambda facts: not facts.unreasoned,
        lambda facts: facts.unreasoned,
    ),
    Gate(
        "dates_given",
        "C6.2",
        N_("The day by which these are needed is missing: {names}"),
        "edit",
        lambda facts: not facts.undated,
        lambda facts: facts.undated,
    ),
    Gate(
        "own_reasoned",
        "C6.2",
        N_("The reason for buying ourselves is missing"),
        "edit",
        lambda facts: facts.own_reasoned,
    ),
    Gate(
        "own_approved",
        "C6.2",
        N_("The manager has not granted this purchase of our own yet"),
        "show_approval",
        lambda facts: facts.own_approved,
    ),
    Gate(
        "nothing_received",
        "C6.2",
        N_("Goods have come in already: {names}"),
        "show_lines",
        lambda facts: not facts.received,
        lambda facts: facts.received,
    ),
)

COUNT_GATES: Mapping[str, Gate[CountFacts]] = by_code(
    Gate("lines_given", "C6.3", N_("There is no item to count"), "edit", lambda facts: facts.line_count > 0),
    Gate("counter_noted", "C6.3", N_("Who counted, and when, is missing"), "edit", lambda facts: facts.counter_noted),
    Gate(
        "all_counted",
        "C6.3",
        N_("These have not been counted yet: {names}"),
        "edit",
        lambda facts: not facts.uncounted,
        lambda facts: facts.uncounted,
    ),
    Gate(
        "differences_reasoned",
        "C6.3",
        N_("The reason of these differences is missing: {names}"),
        "edit",
        lambda facts: not facts.unexplained,
        lambda facts: facts.unexplained,
    ),
)

SHIPMENT_GATES: Mapping[str, Gate[ShipmentFacts]] = by_code(
    Gate(
        "slips_given", "C6.3", N_("There is no issue slip in this shipment"), "edit", lambda facts: facts.slip_count > 0
    ),
    Gate(
        "slips_checked",
        "C6.3",
        N_("The keeper has not checked these slips yet: {names}"),
        "show_slips",
        lambda facts: not facts.unchecked,
        lambda facts: facts.unchecked,
    ),
    Gate(
        "slips_packed",
        "C6.3",
        N_("These slips have not been packed yet: {names}"),
        "show_slips",
        lambda facts: not facts.unpacked,
        lambda facts: facts.unpacked,
    ),
    Gate(
        "consignee_given",
        "C6.4",
        N_("This is missing of the sending or receiving unit: {names}"),
        "edit",
        lambda facts: not facts.missing,
        lambda facts: facts.missing,
    ),
    Gate("packages_given", "C6.4", N_("There is no package"), "edit", lambda facts: facts.has_packages),
    Gate(
        "packages_tie",
        "C6.4",
        N_("More is packed than the slips issued: {names}"),
        "edit",
        lambda facts: not facts.overpacked,
        lambda facts: facts.overpacked,
    ),
    Gate(
        "dangerous_declared",
        "C6.4",
        N_("These are dangerous goods; UN number and class are missing: {names}"),
        "edit",
        lambda facts: not facts.undeclared,
        lambda facts: facts.undeclared,
    ),
    Gate(
        "notice_issued",
        "C6.4",
        N_("The consignment notice for these large goods has not been printed or saved as PDF yet"),
        "print",
        lambda facts: facts.noticed or not facts.large,
    ),
    Gate(
        "order_in_force",
        "C8.1",
        N_("No order in force for this paid work"),
        "make_order",
        lambda facts: facts.order_in_force,
    ),
    Gate(
        "advance_in",
        "C9.1",
        N_("The advance for this paid work has not come in"),
        "record_receipt",
        lambda facts: facts.advance_in,
    ),
)

RETURN_GATES: Mapping[str, Gate[ReturnFacts]] = by_code(
    Gate(
        "cost_settled",
        "N7",
        N_("What it cost us has neither been recovered nor given up with a reason"),
        "record_recovery",
        lambda facts: facts.cost_settled,
    ),
    Gate(
        "not_in_stock",
        "N2",
        N_("It was taken into stock, and is issued from there like any other part"),
        "show_part",
        lambda facts: not facts.in_stock,
    ),
)

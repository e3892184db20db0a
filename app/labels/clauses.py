"""The names of the clauses of the rulebook."""

from collections.abc import Mapping

from app.i18n import N_

CLAUSES: Mapping[str, str] = {
    "C2": N_("Registering requests"),
    "C3.1": N_("Analysis before classing"),
    "C3.2": N_("Free or paid"),
    "C4.1": N_("First reply, free service"),
    "C4.2": N_("Parts, free service"),
    "C4.3": N_("Urgent visit on site"),
    "C5.1": N_("First reply, paid service"),
    "C5.2": N_("Quote"),
    "C6.1": N_("Stock first"),
    "C6.2": N_("One purchase order to purchasing"),
    "C6.3": N_("Issue slip checked with the keeper"),
    "C6.4": N_("Notice for large goods"),
    "C6.6": N_("Follow the goods"),
    "C7.1": N_("Guidance first"),
    "C7.2": N_("Agreement of the lending departments"),
    "C7.3": N_("Trip papers"),
    "C5.3": N_("Material of an order"),
    "C5.4": N_("People for an order"),
    "C8.1": N_("Order in force"),
    "C8.2": N_("Who approves"),
    "C8.3": N_("Margin"),
    "C9.1": N_("Pay first, then serve"),
    "C9.2": N_("Payment after service"),
    "C10.2": N_("Retention money"),
    "C11.5": N_("Results on record"),
    "C12.2": N_("Hazard briefing before departure"),
    "N1": N_("Hotline and follow-up"),
    "N2": N_("Product warranty"),
    "N3": N_("Security systems upkeep"),
    "N4": N_("Graded service contracts"),
    "N7": N_("Manufacturers and customers' goods"),
}

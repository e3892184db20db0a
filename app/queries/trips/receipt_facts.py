"""What the gates of a service receipt look at (N1)."""

from app.rules.trips.on_site import OnSiteFacts
from models.trips.service_receipt import ServiceReceipt


def receipt_facts(receipt: ServiceReceipt) -> OnSiteFacts:
    """Return what is filled in of a receipt, and the cash taken on it."""
    return OnSiteFacts(
        times_given=receipt.arrived_at is not None and receipt.left_at is not None,
        work_given=bool(receipt.work_done.strip()),
        result_given=receipt.result is not None,
        cash=(receipt.cash_holder,) if receipt.cash_taken else (),
        handed_in=(receipt.cash_holder,) if receipt.cash_handed_in else (),
    )

"""What each role may ask the command line for: the same as on the screen (role × command)."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.config import DataFolder
from models.enums import RecordKind, Role
from tests.access_factories import PASSWORD, make_cheap, make_user, switch_log_in_on
from tests.command_line import Answer, asking
from tests.databases import Databases
from tests.factories import FRIDAY, make_classed_request, make_customer
from tests.hazard_factories import make_hazard
from tests.material_factories import make_part
from tests.money_factories import make_receipt
from tests.order_factories import make_served_order
from tests.quotation_factories import make_sent_quotation, make_submitted_quotation
from tests.ui.entering import opened_cheaply

Say = Callable[..., Answer]
PRICE = "1,130"  # of the seal that is quoted; JSON says it without the comma
WITH_PRICES = (Role.SECRETARY, Role.MANAGER, Role.LEADER)
ANYBODY = (*WITH_PRICES, Role.WAREHOUSE, Role.VIEWER)
PRINTING = (Role.SECRETARY, Role.MANAGER)
PRICELESS = (*PRINTING, Role.WAREHOUSE)  # the keeper prints what names no price
COMMANDS: dict[tuple[str, ...], tuple[Role, ...]] = {
    ("list", "request"): ANYBODY,
    ("list", "part"): ANYBODY,
    ("list", "hazard"): ANYBODY,
    ("list", "hazard_list"): ANYBODY,
    ("list", "emergency_plan"): ANYBODY,
    ("list", "document"): ANYBODY,
    ("list", "contract"): WITH_PRICES,
    ("list", "quotation"): WITH_PRICES,
    ("list", "order"): WITH_PRICES,
    ("list", "approval"): WITH_PRICES,
    ("list", "receivable"): WITH_PRICES,
    ("list", "receipt"): WITH_PRICES,
    ("list", "rate_card"): WITH_PRICES,
    ("list", "advance"): WITH_PRICES,
    ("list", "expense"): WITH_PRICES,
    ("list", "allowance"): WITH_PRICES,
    ("list", "cash_advance"): WITH_PRICES,
    ("list", "margin_sheet"): WITH_PRICES,
    ("list", "service_agreement"): WITH_PRICES,
    ("list", "request_slip"): ANYBODY,
    ("show", "request", "SR-2026-0001"): ANYBODY,
    ("show", "hazard", "WY-2026-0001"): ANYBODY,
    ("show", "quotation", "BJ-2026-0001"): WITH_PRICES,
    ("show", "document", "BJ-2026-0001"): WITH_PRICES,
    ("show", "order", "FW-2026-0001"): WITH_PRICES,
    ("show", "receipt", "HK-2026-0001"): WITH_PRICES,
    ("print", "request_slip", "SR-2026-0001"): PRICELESS,
    ("print", "quotation", "BJ-2026-0001"): PRINTING,
    ("print", "today_sheet", "2026-03-06"): PRICELESS,
    ("due",): ANYBODY,
    ("check",): ANYBODY,
    ("backup",): (Role.MANAGER,),
    ("user", "list"): (Role.MANAGER,),
}


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Say]:
    """Asks the command line as an account, whose password stands on its standard input and costs little to check."""
    make_cheap(monkeypatch)
    with asking(capsys) as ask:

        def told(data: Path, role: Role, *command: str) -> Answer:
            monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(f"{PASSWORD}\n".encode()), encoding="utf-8"))
            return ask("--data", data, "--user", account(role), "--password-stdin", *command)

        yield told


@pytest.fixture(scope="module")
def department(databases: Databases, made_folder: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A department that logs in, one account a role, with a quotation, an order and what follows of them."""
    folder = databases.copy(made_folder, tmp_path_factory.mktemp("department"))
    with closing(opened_cheaply(folder, FixedClock(FRIDAY))) as context:
        make_part(context)
        make_sent_quotation(context, request_id=make_classed_request(context))
        make_submitted_quotation(context)
        make_served_order(context)
        make_receipt(context, make_customer(context), 500)
        make_hazard(context)
        for role in ANYBODY:
            make_user(context, account(role), role)
        switch_log_in_on(context)
    return folder


@pytest.fixture
def data(databases: Databases, department: DataFolder, tmp_path: Path) -> Path:
    """A copy of it that a command may change."""
    return databases.copy(department, tmp_path).root


def account(role: Role) -> str:
    return f"our-{role}"


@pytest.mark.parametrize("role", ANYBODY)
def test_a_role_may_ask_for_what_the_table_says(say: Say, data: Path, tmp_path: Path, role: Role) -> None:
    wrong = {}
    for command, allowed in COMMANDS.items():
        out = {"print": ("-o", str(tmp_path / "paper.pdf")), "show": ("--json",)}.get(command[0], ())
        found = say(data, role, *command, *out)
        if (found.status == 0) is not (role in allowed) or "Traceback" in found.err:
            wrong[command] = (found.status, found.err)
    assert wrong == {}
    kinds = {line["record_kind"] for line in say(data, role, "due", "--json").json}
    assert (RecordKind.QUOTATION in kinds) is (role in WITH_PRICES)


@pytest.mark.parametrize("role", [Role.WAREHOUSE, Role.VIEWER])
def test_no_answer_to_those_who_look_on_names_a_price_or_an_offer(say: Say, data: Path, role: Role) -> None:
    readable = [command for command, allowed in COMMANDS.items() if role in allowed and command[0] != "print"]
    for command in (one for one in readable if one != ("list", "document")):  # that one names titles
        answer = say(data, role, *command, *(("--json",) if command[0] in ("show", "due", "list") else ()))
        assert not [word for word in (PRICE, "1130", "¥", "FW-2026", "HK-2026", "YS-2026") if word in answer.out]

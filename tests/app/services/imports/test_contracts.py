"""A ledger of receivables comes in: contracts, instalments and receipts tie to the fen, what does not is refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.context import Context
from app.errors import Invalid
from app.forms.handovers import HandoverForm
from app.i18n import using_language
from app.imports.known import ImportWish
from app.imports.reading import read_book
from app.integrity import check
from app.queries.imports.preview import RowState
from app.services.imports.importing import import_records
from app.services.projects.handovers import register_handover
from models.enums import CommitmentKind, EventKind, InstalmentKind, ReceivableState, RecordKind
from models.projects.contract import Contract
from models.record import Event, Record
from tests.app.services.requests.logs import promises_of
from tests.factories import make_contract, make_customer, make_project, stored
from tests.import_factories import MAKE, book_of, bring_in, ledger, look, refused
from tests.money_factories import lines_of

DATED = replace(MAKE, received_on=date(2026, 2, 28))
LONG = [
    "合同编号",
    "客户名称",
    "合同金额",
    "签订日期",
    "款项名称",
    "应收金额",
    "应收日期",
    "已收金额",
    "收款日期",
    "凭证号",
]


def contract_id(context: Context, number: str) -> int:
    with context.read() as session:
        found = session.scalar(select(Contract.id).where(Contract.number == number))
    assert found is not None
    return found


def count(context: Context, kind: RecordKind) -> int:
    with context.read() as session:
        return len(session.scalars(select(Record.id).where(Record.kind == kind)).all())


def test_of_a_messy_ledger_exactly_the_right_rows_are_refused(context: Context) -> None:
    with using_language("en"):
        preview = look(context, "contract", ledger(), DATED)
    assert preview.source.head.first == 2
    assert preview.source.sheet.name == "应收台账"
    assert [draft.form.number for draft in preview.drafts] == ["HT-01"]
    why = refused(preview)
    assert list(why) == [6, 7, 8, 9, 10, 11]
    assert "D6: There is no such day" in why[6]
    assert "E6: This is no amount" in why[6]
    assert "¥40,000.00, the contract to ¥50,000.00" in why[7]
    assert why[10].startswith("B10: This contract stands in row 9 already")
    assert "¥1.00 is open; by its own sums ¥0.00" in why[11]
    assert [row.number for row in preview.rows if row.state is RowState.LEFT_OUT] == [13, 14]


def test_a_ledger_comes_in_with_instalments_and_receipts_that_tie(context: Context) -> None:
    bring_in(context, "contract", ledger(), DATED)
    lines = lines_of(context, contract_id(context, "HT-01"))
    sums = [(line.kind, line.amount, line.paid, line.due_on, line.state) for line in lines]
    assert sums == [
        (InstalmentKind.ADVANCE, Decimal(30000), Decimal(30000), date(2025, 4, 1), ReceivableState.PAID),
        (InstalmentKind.DELIVERY, Decimal(60000), Decimal(20000), date(2025, 8, 31), ReceivableState.OPEN),
        (InstalmentKind.RETENTION, Decimal(10000), Decimal(0), date(2025, 12, 9), ReceivableState.OPEN),
    ]
    assert [line.number for line in lines] == ["YS-2026-0001", "YS-2026-0002", "YS-2026-0003"]
    assert not check(context)


def test_every_imported_record_says_where_it_came_from(context: Context) -> None:
    bring_in(context, "contract", ledger(), DATED)
    with context.read() as session:
        told = session.scalars(select(Event.text).where(Event.kind == EventKind.IMPORTED)).all()
    assert len(told) == 1 + 1 + 3 + 2  # customer, contract, instalments, receipts
    assert "台账.xlsx" in told[0]


def test_instalments_on_rows_of_their_own_go_on_with_the_contract_above(context: Context) -> None:
    make_customer(context, name="华东化工有限公司")
    rows = (
        ["HT-7", "华东化工有限公司", 1000, "2025-01-05", "预付款", 300, "2025-02-01", 100, "2025-02-03", "P-1"],
        ["", "", "", "", "", "", "", 200, "2025-02-05", "P-2"],
        ["", "", "", "", "验收款", "60%", "", "", "", ""],
        ["", "", "", "", "质保金", 100, "2027-01-01", "", "", ""],
    )
    preview = bring_in(context, "contract", book_of(LONG, *rows), ImportWish())
    assert not preview.problems
    lines = lines_of(context, contract_id(context, "HT-7"))
    assert [(line.amount, line.paid, line.condition) for line in lines] == [
        (Decimal(300), Decimal(300), ""),
        (Decimal(600), Decimal(0), "验收款"),
        (Decimal(100), Decimal(0), ""),
    ]
    assert lines[0].settled_on == date(2025, 2, 5)
    assert count(context, RecordKind.RECEIPT) == 2


def test_one_voucher_for_two_instalments_is_one_receipt(context: Context) -> None:
    rows = (
        ["HT-7", "华东化工有限公司", 1000, "2025-01-05", "预付款", 400, "2025-02-01", 400, "2025-02-03", "P-1"],
        ["", "", "", "", "验收款", 600, "2025-03-01", 600, "2025-02-03", "P-1"],
    )
    bring_in(context, "contract", book_of(LONG, *rows))
    assert count(context, RecordKind.RECEIPT) == 1


def test_a_ledger_of_totals_makes_one_instalment_of_what_is_open(context: Context) -> None:
    heads = ["合同号", "客户", "合同总价", "累计收款", "收款日期", "未收金额"]
    bring_in(context, "contract", book_of(heads, ["HT-8", "华东化工有限公司", 1000, 600, "2025-05-01", 400]))
    (line,) = lines_of(context, contract_id(context, "HT-8"))
    assert (line.amount, line.paid, line.open) == (Decimal(1000), Decimal(600), Decimal(400))


def test_sums_in_ten_thousands_are_taken_as_such(context: Context) -> None:
    heads = ["合同号", "客户", "合同金额(万元)", "预付款（万元）", "验收款（万元）"]
    preview = look(context, "contract", book_of(heads, ["HT-8", "华东化工有限公司", 12.5, 2.5, 10]))
    (draft,) = preview.drafts
    assert draft.form.amount == Decimal(125_000)


def test_unknown_customers_are_refused_unless_they_are_to_be_made(context: Context) -> None:
    with using_language("en"):
        preview = look(context, "contract", ledger(), replace(DATED, create_missing=False))
        assert "C5: There is no customer of this name" in refused(preview)[5]
        assert preview.drafts == ()
    bring_in(context, "contract", ledger(), DATED)
    assert count(context, RecordKind.CUSTOMER) == 1


def test_money_before_the_contract_was_signed_is_asked_about(context: Context) -> None:
    row = ["HT-7", "华东化工有限公司", 400, "2025-03-05", "预付款", 400, "2025-04-01", 400, "2025-02-03", "P-1"]
    with using_language("en"):
        why = refused(look(context, "contract", book_of(LONG, row)))
    assert "before the contract was signed" in why[2]
    assert not look(context, "contract", book_of(LONG, row), replace(MAKE, accept_questions=True)).problems


def test_more_money_than_the_instalment_is_asked_about_and_then_left_unallocated(context: Context) -> None:
    row = ["HT-7", "华东化工有限公司", 400, "2025-01-05", "预付款", 400, "2025-04-01", 450, "2025-02-03", "P-1"]
    with using_language("en"):
        assert "¥50.00 more than is open" in refused(look(context, "contract", book_of(LONG, row)))[2]
    bring_in(context, "contract", book_of(LONG, row), replace(MAKE, accept_questions=True))
    (line,) = lines_of(context, contract_id(context, "HT-7"))
    assert line.paid == Decimal(400)
    assert not check(context)


def test_all_that_is_asked_of_a_contract_is_asked_at_once(context: Context) -> None:
    row = ["HT-7", "华东化工有限公司", 400, "2025-03-05", "预付款", 400, "2025-04-01", 450, "2025-02-03", "P-1"]
    with using_language("en"):
        why = refused(look(context, "contract", book_of(LONG, row)))[2]
    assert "before the contract was signed" in why
    assert "¥50.00 more than is open" in why


def test_a_contract_that_is_there_without_instalments_gets_them(context: Context) -> None:
    customer = make_customer(context, name="华东化工有限公司")
    known = make_contract(context, number="HT-7", customer_id=customer, amount=Decimal(400))
    row = ["HT-7", "华东化工有限公司", 400, "2025-01-05", "预付款", 400, "2025-04-01"]
    bring_in(context, "contract", book_of(LONG, row))
    assert [line.amount for line in lines_of(context, known)] == [Decimal(400)]
    assert stored(context, Contract, known).signed_on == date(2025, 1, 5)
    with using_language("en"):
        assert "already used" in refused(look(context, "contract", book_of(LONG, row)))[2]


def test_a_contract_follows_its_project(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, number="XM-01", customer_id=customer)
    bring_in(context, "contract", book_of(["合同编号", "项目令号", "合同金额"], ["HT-7", "xm-01", 400]))
    contract = stored(context, Contract, contract_id(context, "HT-7"))
    assert (contract.project_id, contract.customer_id) == (project, customer)
    with using_language("en"):
        again = look(context, "contract", book_of(["合同编号", "项目令号"], ["HT-8", "XM-01"], ["HT-9", "XM-77"]))
    assert "has its main contract already, HT-7" in refused(again)[2]
    assert "no project" in refused(again)[3]


def test_c10_1_money_that_comes_on_record_after_the_handover_owes_the_collection_notice(context: Context) -> None:
    project = make_project(context, number="XM-01", accepted_on=None, handed_over_on=None)
    notice = HandoverForm(project_id=project, noticed_on=date(2026, 3, 5), handed_over_on=date(2026, 3, 4))
    handover = register_handover(context, form=notice)
    heads = ["合同编号", "项目令号", "合同金额", "预付款"]
    bring_in(context, "contract", book_of(heads, ["HT-7", "XM-01", 400, 400]))
    assert CommitmentKind.COLLECTION_NOTICE in {one.kind for one in promises_of(context, handover)}
    assert not check(context)


def test_two_contracts_of_one_project_cannot_both_be_its_main_one(context: Context) -> None:
    make_project(context, number="XM-01")
    heads = ["合同编号", "项目令号", "合同金额"]
    with using_language("en"):
        preview = look(context, "contract", book_of(heads, ["HT-7", "XM-01", 400], ["HT-8", "XM-01", 500]))
    assert [draft.form.number for draft in preview.drafts] == ["HT-7"]
    assert "has its main contract already, HT-7" in refused(preview)[3]


def test_a_project_that_got_its_main_contract_meanwhile_stops_the_import(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, number="XM-01", customer_id=customer)
    preview = look(context, "contract", book_of(["合同编号", "项目令号"], ["HT-7", "XM-01"]))
    make_contract(context, number="HT-8", customer_id=customer, project_id=project)
    with pytest.raises(Invalid, match="HT-7"):
        import_records(context, drafts=preview.drafts, file="台账.xlsx")


def test_what_another_desk_entered_meanwhile_stops_the_whole_import(context: Context) -> None:
    preview = look(context, "contract", book_of(["合同编号", "客户"], ["HT-7", "甲公司"], ["HT-8", "乙公司"]))
    make_contract(context, number="HT-8")
    before = count(context, RecordKind.CONTRACT)
    with pytest.raises(Invalid, match="HT-8"):
        import_records(context, drafts=preview.drafts, file="台账.xlsx")
    assert count(context, RecordKind.CONTRACT) == before


def test_a_formula_without_a_result_is_refused_by_its_cell(context: Context) -> None:
    book = book_of(["合同编号", "客户", "合同金额"], ["HT-7", "甲公司"], errors={(1, 2): "#DIV/0!"})
    with using_language("en"):
        preview = look(context, "contract", book)
    (problem,) = preview.problems
    assert (problem.place, problem.heading, problem.value) == ("C2", "合同金额", "#DIV/0!")
    assert "no result" in problem.why


def test_a_ledger_in_gb18030_with_a_head_on_two_lines_comes_in(context: Context) -> None:
    text = (
        "合同编号,客户,合同金额,预付款,,尾款,\n,,,金额,到期日,金额,到期日\n"
        '"HT-7",北方热电厂,"￥1,000.00",400,2025年3月,600,3月5日\n小计,,"1,000.00",,,,\n'
    )
    preview = bring_in(context, "contract", read_book(text.encode("gb18030"), "台账.csv"))
    assert not preview.problems
    lines = lines_of(context, contract_id(context, "HT-7"))
    assert [(line.kind, line.amount, line.due_on) for line in lines] == [
        (InstalmentKind.ADVANCE, Decimal(400), date(2025, 3, 31)),
        (InstalmentKind.TAIL, Decimal(600), date(2026, 3, 5)),
    ]

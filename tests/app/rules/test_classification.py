"""Free or paid, and why (C3.2)."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import Invalid
from app.i18n import using_language
from app.rules.classification import (
    ClassFacts,
    EvidenceCode,
    bases_for,
    check_confirmation,
    evidence_text,
    is_override,
    propose_class,
)
from models.enums import ClassBasis, ServiceClass

FREE, PAID = ServiceClass.FREE, ServiceClass.PAID
WARRANTED = ClassFacts(received=date(2026, 3, 31), has_project=True, warranty_end=date(2026, 3, 31))
EXPIRED = replace(WARRANTED, received=date(2026, 4, 1))
AGREED = replace(EXPIRED, agreement="FW-2026-0001", agreement_end=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("facts", "service_class", "basis"),
    [
        (WARRANTED, FREE, ClassBasis.WARRANTY),
        (EXPIRED, PAID, ClassBasis.OUT_OF_WARRANTY),
        (replace(WARRANTED, warranty_end=None), FREE, ClassBasis.WARRANTY),
        (replace(WARRANTED, has_project=False), PAID, ClassBasis.NO_PROJECT),
        (replace(WARRANTED, misuse=True), PAID, ClassBasis.MISUSE),
        (replace(EXPIRED, exception_class=FREE, exception_text="膜三年"), FREE, ClassBasis.CONTRACT_EXCEPTION),
        (replace(WARRANTED, exception_class=PAID, exception_text="耗材"), PAID, ClassBasis.CONTRACT_EXCEPTION),
        (replace(EXPIRED, exception_class=FREE, misuse=True), PAID, ClassBasis.MISUSE),
        (replace(EXPIRED, free_parts="滤芯 20 支", wants_parts=True), FREE, ClassBasis.CONTRACT_EXCEPTION),
        (replace(EXPIRED, free_parts="滤芯 20 支"), PAID, ClassBasis.OUT_OF_WARRANTY),
        (replace(EXPIRED, wants_parts=True), PAID, ClassBasis.OUT_OF_WARRANTY),
        (AGREED, FREE, ClassBasis.AGREEMENT),
        (replace(AGREED, wants_parts=True), PAID, ClassBasis.OUT_OF_WARRANTY),
        (replace(AGREED, misuse=True), PAID, ClassBasis.MISUSE),
        (replace(AGREED, received=date(2026, 3, 31)), FREE, ClassBasis.WARRANTY),
        (replace(AGREED, exception_class=PAID, exception_text="耗材"), PAID, ClassBasis.CONTRACT_EXCEPTION),
    ],
)
def test_c3_2_proposal(facts: ClassFacts, service_class: ServiceClass, basis: ClassBasis) -> None:
    proposal = propose_class(facts)
    assert (proposal.service_class, proposal.basis) == (service_class, basis)
    assert proposal.basis in bases_for(proposal.service_class)
    assert all(evidence_text(evidence) for evidence in proposal.evidence)


def test_c3_2_the_evidence_names_the_dates_in_both_languages() -> None:
    evidence = propose_class(EXPIRED).evidence[0]
    assert evidence.code is EvidenceCode.OUT_OF_WARRANTY
    for language in ("zh_CN", "en"):
        with using_language(language):
            assert "2026-04-01" in evidence_text(evidence)
            assert "2026-03-31" in evidence_text(evidence)


def test_c3_2_the_contracts_words_are_quoted_as_they_are() -> None:
    facts = replace(EXPIRED, exception_class=FREE, exception_text="{text} <b>膜元件</b>")
    assert "{text} <b>膜元件</b>" in evidence_text(propose_class(facts).evidence[0])


def test_c3_2_the_proposed_class_needs_no_reason() -> None:
    check_confirmation(propose_class(WARRANTED), FREE, ClassBasis.WARRANTY, "")
    assert not is_override(propose_class(WARRANTED), FREE, ClassBasis.WARRANTY)


@pytest.mark.parametrize(("service_class", "basis"), [(PAID, ClassBasis.MISUSE), (FREE, ClassBasis.GOODWILL)])
def test_c3_2_choosing_other_than_proposed_needs_a_reason(service_class: ServiceClass, basis: ClassBasis) -> None:
    proposal = propose_class(WARRANTED)
    with pytest.raises(Invalid) as refusal:
        check_confirmation(proposal, service_class, basis, "  ")
    assert (refusal.value.field, refusal.value.clause) == ("reason", "C3.2")
    check_confirmation(proposal, service_class, basis, "领导同意")
    assert is_override(proposal, service_class, basis)


def test_c3_2_class_and_basis_go_together() -> None:
    with pytest.raises(Invalid) as refusal:
        check_confirmation(propose_class(WARRANTED), FREE, ClassBasis.OUT_OF_WARRANTY, "why not")
    assert refusal.value.field == "basis"


def test_c3_2_the_evidence_of_an_agreement_names_it() -> None:
    evidence = propose_class(AGREED).evidence[0]
    with using_language("en"):
        assert evidence_text(evidence) == "Maintenance agreement FW-2026-0001, in force until 2026-12-31"

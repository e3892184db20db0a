"""Lawful moves of confidentiality agreements and lessons (C14)."""

from app.i18n import N_
from app.rules.arrow import Arrow
from app.rules.permissions import Permission
from models.enums import AgreementState, LessonState

AGREEMENT_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        AgreementState.DRAFT,
        AgreementState.SIGNED,
        "sign",
        N_("Record the signature"),
        Permission.EDIT_STAFF,
        asks="agreement_signature",
    ),
    *(
        Arrow(
            source,
            AgreementState.ENDED,
            "end",
            N_("End the agreement"),
            Permission.EDIT_STAFF,
            asks="agreement_end",
        )
        for source in (AgreementState.DRAFT, AgreementState.SIGNED)
    ),
)

LESSON_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        LessonState.PLANNED,
        LessonState.HELD,
        "hold",
        N_("Record that it was given"),
        Permission.EDIT_STAFF,
        ("attendees_named",),
        "lesson_holding",
    ),
    Arrow(
        LessonState.PLANNED,
        LessonState.CANCELLED,
        "cancel",
        N_("Cancel the lesson"),
        Permission.EDIT_STAFF,
        asks="reason",
    ),
)

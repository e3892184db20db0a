"""Other companies of the demo: what stands on their invoices, and the partners among them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from app.forms.parties import ContactForm, PartnerForm
from app.queries.partners import partner_form
from app.sample.story import Story
from app.sample.texts import PartnerText, partners
from app.services.keeping import retire
from app.services.parties.partners import save_partner

GONE_AFTER = timedelta(days=200)  # from the start of the story, what is out of use by now


def mobile(story: Story) -> str:
    """Return a mobile number that nobody has."""
    return f"13{story.rng.randint(0, 9)} 0000 {story.rng.randint(0, 9999):04}"


def tax_no(story: Story) -> str:
    """Return a taxpayer's number that nobody has."""
    return f"91330000MA{story.rng.randint(0, 99_999_999):08}"


def bank(story: Story, town: str) -> Mapping[str, Any]:
    """Return a made-up bank and an account that nobody has there, as fields of a form."""
    account = f"33000000{story.rng.randint(0, 99_999_999):08}"
    return {"bank_name": f"示例银行{town}支行", "bank_account": account}


@dataclass(slots=True)
class Partners:
    """Enters the partners and knows them by the short name that stands on equipment."""

    story: Story
    ids: dict[str, int] = field(default_factory=dict)

    def enter(self) -> None:
        """Enter all of them now; those that are gone by now go out of use on the way."""
        for text in partners():
            self.ids[text.short] = save_partner(self.story.context, form=self._form(text))
            if text.retired:
                self._plan_end(self.ids[text.short], text.retired)

    def maker_id(self, name: str) -> int | None:
        """Return the partner of this short name, None for a maker that is none (ourselves)."""
        return self.ids.get(name)

    def _form(self, text: PartnerText) -> PartnerForm:
        contacts = tuple(ContactForm(name=name, post=post, mobile=mobile(self.story)) for name, post in text.contacts)
        return PartnerForm(
            name=text.name,
            short_name=text.short,
            roles=text.roles,
            business=text.business,
            address=text.address,
            tax_no=tax_no(self.story),
            contacts=contacts,
            **bank(self.story, ""),
        )

    def _plan_end(self, partner_id: int, reason: str) -> None:
        def end() -> None:
            version = partner_form(self.story.context, partner_id).version
            retire(self.story.context, record_id=partner_id, version=version, reason=reason)

        self.story.at(self.story.start + GONE_AFTER, end)

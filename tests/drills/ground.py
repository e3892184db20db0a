"""A small department for drills: one customer, site, project, one of our own people, and a request and a part
that all share.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from app.config import DataFolder
from app.queries.people.staff import departments
from app.services.setup import set_up
from app.start import open_context
from tests.factories import make_customer, make_project, make_request, make_site, make_staff
from tests.material_factories import make_part

FILE = "ground.json"


@dataclass(frozen=True, slots=True)
class Ground:
    """Ids of what the workers work with."""

    customer: int
    site: int
    project: int
    staff: int
    shared: int
    part: int

    @staticmethod
    def read(folder: Path) -> "Ground":
        """Read what ``lay_ground`` wrote."""
        return Ground(**json.loads((folder / FILE).read_text(encoding="utf-8")))


def lay_ground(where: Path | DataFolder) -> DataFolder:
    """Make a data folder after its first start, with what the workers need."""
    folder = DataFolder(where) if isinstance(where, Path) else where
    context = open_context(folder)
    set_up(context, company_name="江南清源水务工程有限公司")
    own = next(form.department_id for form in departments(context) if form.is_own)
    customer = make_customer(context, name="清江化工有限公司")
    ground = Ground(
        customer=customer,
        site=make_site(context, customer_id=customer),
        project=make_project(context, number="QJ-1", customer_id=customer, handed_over_on=date(2026, 1, 1)),
        staff=make_staff(context, name="沈工", department_id=own),
        shared=make_request(context, customer_id=customer, text="共同编辑"),
        part=make_part(context),
    )
    context.close()
    (folder.root / FILE).write_text(json.dumps(asdict(ground)), encoding="utf-8")
    return folder

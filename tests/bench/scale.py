"""How much is in a data folder that benches run on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers of records; ``events`` are per request and 0 leaves out all that only a request's detail reads. With
    ``money`` every project has a contract with instalments and receipts.

    However large the archive, a department's open work stays what a few people can do: ``open_requests``.
    """

    name: str
    customers: int
    projects: int
    requests: int
    dispatches: int
    documents: int
    files: int
    events: int = 8
    open_requests: int = 300
    money: bool = False


FULL = Scale("full", 3_000, 20_000, 100_000, 40_000, 300_000, files=500)
TINY = Scale("tiny", 30, 60, 400, 80, 200, files=5, open_requests=30)
TEN_THOUSAND = Scale("10k-list", 3_000, 20_000, 10_000, 0, 0, files=0, events=0)
MILLION = Scale("million-list", 3_000, 20_000, 1_000_000, 0, 0, files=0, events=0)
MONEY = Scale("money", 3_000, 20_000, 0, 0, 0, files=0, events=0, money=True)
BY_NAME = {scale.name: scale for scale in (FULL, TINY)}

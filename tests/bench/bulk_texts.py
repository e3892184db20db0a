"""The limited vocabulary of bulk data: every text is tokenised once, records combine the tokens of theirs."""

from dataclasses import dataclass
from functools import cache, lru_cache

from app.rules.search_ranks import rank_marks
from app.rules.searching import index_text, sort_key, tokens
from app.sample.texts import CaseText, cases, plants
from models.enums import RecordKind

CITIES = (
    "宁波", "绍兴", "嘉兴", "湖州", "杭州", "温州", "台州", "金华", "衢州", "丽水",
    "上海", "南京", "苏州", "无锡", "常州", "南通", "扬州", "镇江", "泰州", "盐城",
    "合肥", "芜湖", "济南", "青岛", "烟台", "武汉", "长沙", "重庆", "成都", "西安",
)  # fmt: skip
WORDS = (
    "清源", "东华", "恒达", "长兴", "瑞丰", "新安", "远大", "三江", "华泰", "金鼎",
    "宏图", "万通", "广源", "天成", "永盛", "海川", "北辰", "中汇", "蓝海", "同方",
)  # fmt: skip
TRADES = ("化工", "热电", "水务", "钢铁", "纺织", "造纸", "制药", "食品", "电子", "能源")
PLANTS = ("循环水站", "脱盐水站", "中水回用", "废水零排放", "锅炉补给水", "凝结水精处理", "超纯水站", "净水厂")
PEOPLE = ("王工", "李主任", "张班长", "陈工", "刘厂长", "周工", "吴主管", "郑工")
OWNERS = ("周敏", "沈洁", "徐丽", "何静")
COMMON_WORD, RARE_WORD, NO_WORD = "机械密封", "缓蚀阻垢剂", "喀斯特溶洞"
RARE_EVERY = 5_000


@dataclass(frozen=True, slots=True)
class Telling:
    """What is written down about one request."""

    title: str
    text: str
    case: CaseText
    who: str


def mix(number: int) -> int:
    """Return a number that looks drawn by lot and is the same every time."""
    number = (number * 0x9E3779B97F4A7C15 + 0x7F4A7C15) & 0xFFFFFFFFFFFFFFFF
    return (number ^ (number >> 29)) * 0xBF58476D1CE4E5B9 >> 16 & 0xFFFFFFFF


def customer_name(index: int) -> tuple[str, str]:
    """Return full and short name of a customer; distinct for the first 6 000."""
    city, rest = CITIES[index % len(CITIES)], index // len(CITIES)
    word, trade = WORDS[rest % len(WORDS)], TRADES[rest // len(WORDS) % len(TRADES)]
    return f"{city}{word}{trade}有限公司", f"{city[0]}{word}{trade}"


def project_title(customer: int, index: int) -> str:
    """Return the name of a project."""
    return f"{customer_name(customer)[1]}{mix(index) % 6 + 1}期{PLANTS[mix(index) // 7 % len(PLANTS)]}"


def telling(index: int) -> Telling:
    """Return what request ``index`` is about; one in 5 000 says the rare word, about one in ten the common one."""
    lot = mix(index)
    who = PEOPLE[lot // 16 % len(PEOPLE)]
    return _telling(lot % len(cases()), lot // 128 % 4 + 1, who, index % RARE_EVERY == 100)


@cache
def _telling(case_index: int, number: int, who: str, rare: bool) -> Telling:
    case = cases()[case_index]
    text = said(case, case.text, number, who) + (f"\n另询{RARE_WORD}投加量。" if rare else "")
    return Telling(text.splitlines()[0].strip()[:80], text, case, who)


@cache
def said(case: CaseText, template: str, number: int, who: str) -> str:
    """Fill the places of a case's text."""
    return template.format(who=who, eq=_equipment_name(case.on), no=number, n=number + 1)


@cache
def _equipment_name(role: str) -> str:
    found = (item.name for items in plants().values() for item in items if item.role == role)
    return next(found, "水处理装置")


@lru_cache(maxsize=200_000)
def _tokens(text: str) -> str:
    return " ".join(tokens(text))


def record_tokens(kind: RecordKind, parts: tuple[str, ...], fresh: tuple[str, ...] = ()) -> str:
    """Return what the search index holds of a record; ``fresh`` are texts that occur once and are not worth keeping."""
    return " ".join([index_text(fresh, kind=kind.value), *map(_tokens, parts)])


def marks(number: str, title: str, *owners: str) -> str:
    """Return the tokens by which hits are ranked."""
    return " ".join([*rank_marks(number, ""), _title_marks(title), *map(_owner_marks, owners)])


@lru_cache(maxsize=200_000)
def _title_marks(title: str) -> str:
    return " ".join(rank_marks("", title))


@lru_cache(maxsize=200_000)
def _owner_marks(owner: str) -> str:
    return " ".join(rank_marks("", "", (owner,)))


@lru_cache(maxsize=200_000)
def key(text: str) -> str:
    """Return the sort key as a record stores it."""
    return sort_key(text)[:400]
